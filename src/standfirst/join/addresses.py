"""The addresses of stories: one that was printed once leads to its story for good."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from standfirst.model import PrintedAddress, Story


def addressed(stories: Iterable[Story], printed: Sequence[PrintedAddress]) -> tuple[list[Story], dict[str, str]]:
    """Stories whose ids are the first addresses they were printed at, in the order given; and from each other
    address of theirs where it leads now.

    An address is the id of an item: it goes with the story that tells this item, or, where none does any more,
    with the one that tells most of what was told there.
    """
    told = list(stories)
    of_item = {t.id: n for n, story in enumerate(told) for t in story.tellings}
    held: dict[int, list[str]] = {}
    for address, items in _first_printed_first(printed).items():
        owner = of_item.get(address, _heir(items, of_item))
        if owner is not None:
            held.setdefault(owner, []).append(address)
    moved = [replace(story, id=held[n][0]) if n in held else story for n, story in enumerate(told)]
    return moved, {old: moved[n].id for n, addresses in held.items() for old in addresses[1:]}


def _first_printed_first(printed: Sequence[PrintedAddress]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for p in sorted(printed, key=lambda p: (p.at, p.address, p.item_id)):
        found.setdefault(p.address, []).append(p.item_id)
    return found


def _heir(items: Sequence[str], of_item: dict[str, int]) -> int | None:
    claims = Counter(of_item[i] for i in items if i in of_item)
    return min(claims, key=lambda n: (-claims[n], n)) if claims else None
