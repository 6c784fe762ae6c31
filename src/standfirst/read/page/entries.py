"""What a page's own marks say of its blocks: records that carry the class or type of an entry.

Microformats (hentry, h-entry) and schema.org's articles are written by the makers of pages for just this, but
also around a whole page, around comments and around what is related: so they lean, and do not decide.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from standfirst.read.enough import FEWEST
from standfirst.read.page.blocks import Block
from standfirst.read.page.roles import Group
from standfirst.read.page.sheet import Sheet

_CLASSES = frozenset(("hentry", "h-entry"))
_TYPES = ("Article", "BlogPosting")
_ADDRESS = "u-url"
_FOR = 3.0
_AGAINST, _NONE = 1.5, -6.0


def lean(sheet: Sheet, groups: Sequence[Group]) -> None:
    """Raises the chance of groups that head the page's entries, lowers that of groups outside all of them."""
    entries = _entries(sheet)
    if len(entries) < FEWEST:
        return
    inside = _inside(entries, groups)
    own = _own(sheet, inside)
    leading = _leading(inside) if len(own) < FEWEST else set(own.values())
    if len(leading) < FEWEST:
        return
    for group in groups:
        share = sum(id(block) in leading for block in group.blocks) / len(group.blocks)
        if share > 0.5:
            group.chance += _FOR
        elif all(id(block) in inside and inside[id(block)][0] in own for block in group.blocks):
            # What an entry with a link of its own leads to besides is not what it is.
            group.chance = min(group.chance, _NONE)
        elif not any(id(block) in inside for block in group.blocks):
            group.chance -= _AGAINST


def _inside(entries: dict[int, int], groups: Sequence[Group]) -> dict[int, tuple[int, Block]]:
    """The blocks that stand in entries, by their identity, with the place of the entry."""
    places = list(entries)
    inside = {}
    for group in groups:
        for block in group.blocks:
            at = bisect_right(places, block.lead) - 1
            if at >= 0 and block.lead < entries[places[at]]:
                inside[id(block)] = places[at], block
    return inside


def _own(sheet: Sheet, inside: dict[int, tuple[int, Block]]) -> dict[int, int]:
    """The blocks that a class says are the address of their entries, by the place of the entry."""
    return {
        entry: name
        for name, (entry, block) in inside.items()
        if any(_ADDRESS in sheet.attribute(place, "class").split() for place in block.anchors)
    }


def _leading(inside: dict[int, tuple[int, Block]]) -> set[int]:
    """The blocks that tell most in their entries, if they are titles at all."""
    heads: dict[int, Block] = {}
    for entry, block in inside.values():
        if _rank(block) > _rank(heads.get(entry)):
            heads[entry] = block
    return {id(block) for block in heads.values() if block.telling or block.heading >= 0}


def _entries(sheet: Sheet) -> dict[int, int]:
    """The innermost elements that are marked as entries, with their ends, in the page's order."""
    entries: dict[int, int] = {}
    # Like tags share their attributes.
    different = {id(attributes): attributes for attributes in sheet.attributes}
    marked = {name for name, told in different.items() if _marked(told.get("class"), told.get("itemtype"))}
    if not marked:
        return entries
    for place, attributes in enumerate(sheet.attributes):
        if id(attributes) in marked:
            for last in reversed(entries):
                if place < entries[last]:
                    del entries[last]
                break
            entries[place] = sheet.ends[place]
    return entries


def _marked(classes: str | None, kind: str | None) -> bool:
    named = classes is not None and "entry" in classes and not _CLASSES.isdisjoint(classes.split())
    return named or (kind is not None and kind.endswith(_TYPES))


def _rank(block: Block | None) -> tuple[bool, bool, int]:
    return (block.heading >= 0, block.telling, block.size) if block else (False, False, -1)
