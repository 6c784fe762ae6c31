"""Items that tell one story, joined: across sites and languages, the same whatever order they came in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from standfirst.join.candidates import candidates
from standfirst.join.grouping import Pair, group
from standfirst.join.likeness import JOINED, likeness, shared, window
from standfirst.model import Edit, Item, Story

__all__ = ["join", "why"]


def join(items: Iterable[Item], edits: Sequence[Edit] = ()) -> list[Story]:
    """The stories that items tell, oldest first; every item is in exactly one.

    Edits "together" and "apart" are obeyed, the later one where two speak of the same pair of items.
    """
    ordered = sorted({item.id: item for item in items}.values(), key=_age)
    w = window(ordered)
    edges = {pair: likeness(w, *pair) for pair in candidates(w)}
    together, apart = _decided(edits, {item.id: i for i, item in enumerate(ordered)})
    groups = group(len(ordered), {p: v for p, v in edges.items() if v > 0}, JOINED, together, apart)
    return [_story([ordered[i] for i in members]) for members in groups]


def _age(item: Item) -> tuple[str, str]:
    """Oldest first; an item without a date comes after those of any day, and the id settles ties."""
    return (item.published or "~", item.id)


def _story(tellings: list[Item]) -> Story:
    return Story(id=tellings[0].id, tellings=tuple(tellings))


def _decided(edits: Sequence[Edit], index: dict[str, int]) -> tuple[list[Pair], list[Pair]]:
    """Pairs an editor put together, and pairs kept apart.

    "Apart" names items that leave whatever else they were joined with: the first item is parted from the
    rest of those named.
    """
    decided: dict[Pair, str] = {}
    for edit in edits:
        known = [index[i] for i in edit.about if i in index]
        if edit.kind in ("together", "apart") and len(known) > 1:
            first = known[0]
            decided.update({(min(first, x), max(first, x)): edit.kind for x in known[1:]})
    return (
        [pair for pair, kind in decided.items() if kind == "together"],
        [pair for pair, kind in decided.items() if kind == "apart"],
    )


def why(a: Item, b: Item) -> str:
    """A sentence for people: what two tellings have in common."""
    words, countries = shared(a, b)
    parts = []
    if words:
        parts.append("both speak of " + ", ".join(words[:8]))
    if countries:
        parts.append("both are set in " + ", ".join(countries))
    if a.published and b.published:
        parts.append(f"printed {a.published[:10]} and {b.published[:10]}")
    return "; ".join(parts) + "." if parts else "They share no name, number or place."
