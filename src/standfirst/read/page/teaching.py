"""Selectors for a page, learned from what reading finds on it by itself.

Where the items stand is told from their words and links; each element there offers a few selectors (its tag,
its classes, those under its parent's), and those are taken that find the most of what is right and the least
else. A page with several sorts of items gets a list of selectors.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from standfirst.model import Item, Reading, Source
from standfirst.read.page.markup import Node, find
from standfirst.read.page.selected import FIELDS, ParsedPage, below, nodes_at, page_of, read_selected, value_of
from standfirst.read.page.standing import Stand, comparable, nearness, of_item, stands, telling, up

_CLASS = re.compile(r"-?[A-Za-z_][\w-]{0,60}", re.ASCII)
_TELLING = re.compile(r"[.\[]|\b(?:h[1-6]|time|img|article)\b")
_MOST_TRIED = 60
_MOST_SORTS = 4
_WORTH_A_SORT = 0.02


@dataclass(frozen=True, slots=True)
class Lesson:
    """Selectors for a page, what they give, and how many of the `of` items that reading found by itself come out
    with the same words, link and day; `fields` counts that for each field by itself."""

    select: Mapping[str, str]
    reading: Reading
    agreed: int
    of: int
    fields: Mapping[str, int]


def teach(html: str, url: str, items: Sequence[Item], *, source: Source, now: datetime | None) -> Lesson | None:
    """The selectors that come nearest to giving `items`, which reading found on the page; None where too few of
    them can be found again in it. `url` resolves its links."""
    page = page_of(html, url, source.language, now)
    standing = [stand for stand in stands(page, items) if stand.around]
    if len(standing) < 2:
        return None
    chosen = _item_selectors(page, standing)
    if not chosen:
        return None
    select = {"item": ", ".join(chosen)}
    records = _records(page, standing, select["item"])
    for name in FIELDS:
        if selector := _field_selector(page, records, name, select.get("headline")):
            select[name] = selector
    reading = read_selected(html, url, source=replace(source, select=select), now=now)
    return Lesson(select, reading, *_agreement(items, reading.items))


# --- what an element may be called ---------------------------------------------------------------------------


def _names(node: Node) -> list[str]:
    """An element by its tag, by its tag and each class, by what it declares."""
    tag = node.tag or ""
    classes = [word for word in (node.attributes.get("class") or "").split() if _CLASS.fullmatch(word)]
    prop = node.attributes.get("itemprop") or ""
    declared = [f'{tag}[itemprop="{prop}"]'] if _CLASS.fullmatch(prop) else []
    return [tag, *(f"{tag}.{word}" for word in classes[:6]), *declared]


def _selectors(node: Node) -> set[str]:
    names = _names(node)
    parent = node.parent
    above = _names(parent)[:4] if parent is not None and parent.tag not in (None, "html") else []
    before = _before(node)
    beside = [f"{name} + {names[0]}" for name in _names(before)[:2]] if before is not None else []
    return {*names, *(f"{outer} > {inner}" for outer in above for inner in names), *beside}


def _before(node: Node) -> Node | None:
    """The element just before."""
    before = node.prev
    while before is not None and not before.is_element_node:
        before = before.prev
    return before


# --- items ---------------------------------------------------------------------------------------------------


def _item_selectors(page: ParsedPage, standing: Sequence[Stand]) -> list[str]:
    """One selector for the items or, where they are of several sorts, a few, each of which adds to the others."""
    holds = {node.mem_id: n for n, stand in enumerate(standing) for node in stand.around}
    votes = Counter(name for stand in standing for name in {s for n in stand.around for s in _selectors(n)})
    names = _shared(votes, len(standing))
    found = {name: [node.mem_id for node in find(page.tree, name) or ()] for name in names}
    held = _held(page, standing)

    def worth(names: Sequence[str]) -> tuple[float, ...]:
        matched = {node for name in names for node in found[name]}
        best: dict[int, float] = {}
        for node in matched:
            if node in holds:
                best[holds[node]] = max(best.get(holds[node], 0), held[node])
        right = 2 * sum(best.values()) / (len(matched) + len(standing)) if matched else 0.0
        return round(right, 3), *_plainness(names)

    return _gathered(list(found), worth, _WORTH_A_SORT)


def _held(page: ParsedPage, standing: Sequence[Stand]) -> dict[int, float]:
    """For each element around an item the share of what the item tells that stands inside; its title alone is
    half."""
    held: dict[int, float] = {}
    for stand in standing:
        told: Counter[int] = Counter()
        names = [name for name in FIELDS[1:] if name != "link" and of_item(stand.item, name)]
        for name in names:
            nodes = telling(page, stand.around[-1], name, of_item(stand.item, name))
            told.update({above for node in nodes for above in up(node)})
        for node in stand.around:
            held[node.mem_id] = 0.5 + 0.5 * (told[node.mem_id] / len(names) if names else 1)
    return held


def _plainness(names: Sequence[str]) -> tuple[bool, int]:
    """Of two that find the same, the one that names a class, a heading or the like outlasts changes; then the
    shorter reads better."""
    told = all(_TELLING.search(name) and " + " not in name for name in names)
    return told, -len(", ".join(names))


def _shared(votes: Counter[str], items: int) -> list[str]:
    """The selectors that most items offer; what only one of many does is chance."""
    least = 2 if items > 3 else 1
    often = sorted(votes, key=lambda name: (-votes[name], name))
    return [name for name in often[:_MOST_TRIED] if votes[name] >= least]


def _gathered(
    names: Sequence[str], worth: Callable[[Sequence[str]], tuple[float, ...]], least: float
) -> list[str]:
    """The best selector, and those that make it better by `least` when listed beside it."""
    chosen: list[str] = []
    while names and len(chosen) < _MOST_SORTS:
        best = max(names, key=lambda name: worth([*chosen, name]))
        if worth([*chosen, best])[0] < (worth(chosen)[0] if chosen else 0) + least:
            break
        chosen.append(best)
    return chosen


def _records(page: ParsedPage, standing: Sequence[Stand], selector: str) -> list[tuple[Item, Node]]:
    """The items that the selector finds, each with its element."""
    holds = {node.mem_id: stand.item for stand in standing for node in stand.around}
    found = find(page.tree, selector) or ()
    return [(holds[node.mem_id], node) for node in found if node.mem_id in holds]


# --- fields --------------------------------------------------------------------------------------------------


def _field_selector(
    page: ParsedPage, records: Sequence[tuple[Item, Node]], name: str, headline: str | None
) -> str | None:
    """The selector that gives a field right for the most items; None where none beats leaving it out."""
    votes: Counter[str] = Counter()
    for item, record in records:
        if wanted := of_item(item, name):
            votes.update({s for node in telling(page, record, name, wanted) for s in _selectors(node)})

    def right(selectors: Sequence[str]) -> tuple[float, ...]:
        selector = ", ".join(selectors)
        agreed = sum(
            nearness(name, _first(page, record, name, selector, item), of_item(item, name))
            for item, record in records
        )
        return agreed / len(records), *_plainness(selectors)

    chosen = _gathered(_shared(votes, len(records)), right, _WORTH_A_SORT)
    if not chosen:
        return None
    left_out = sum(_unnamed(page, record, name, headline) == of_item(item, name) for item, record in records)
    return ", ".join(chosen) if right(chosen)[0] > left_out / len(records) else None


def _first(page: ParsedPage, record: Node, name: str, selector: str, item: Item | None = None) -> str:
    values = (value_of(page, node, name) for node in nodes_at(record, selector) or ())
    told = next(filter(None, values), None)
    return comparable(name, below(told, item.headline) if told and item and name == "standfirst" else told)


def _unnamed(page: ParsedPage, record: Node, name: str, headline: str | None) -> str:
    """What a field is where no selector names it."""
    if name != "link":
        return ""
    return (_first(page, record, name, headline) if headline else "") or comparable(
        name, value_of(page, record, name)
    )


def _agreement(items: Sequence[Item], given: Iterable[Item]) -> tuple[int, int, dict[str, int]]:
    by_id = {item.id: item for item in given}
    agreed, fields = 0, dict.fromkeys(FIELDS, 0)
    for item in items:
        twin = by_id.get(item.id)
        same = {n for n in FIELDS if twin is not None and of_item(twin, n) == of_item(item, n)}
        agreed += same >= {"headline", "standfirst", "link", "date"}
        for name in same:
            fields[name] += 1
    return agreed, len(items), fields
