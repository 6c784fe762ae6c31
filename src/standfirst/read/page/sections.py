"""Sections of a page: the heading that stands above some of its items, but not above all."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from standfirst.model import tidy
from standfirst.read.page.blocks import Block, text_of
from standfirst.read.page.sheet import Sheet, count
from standfirst.read.widths import width

_LONGEST = 40
_LONGEST_MORE = 20
_AT_ITS_END = " :：—–-|»›>"
_MOST = 200
# A link to more of it, and one to its feed.
_MOST_LINKS = 2


def sections_of(sheet: Sheet, blocks: Sequence[Block]) -> list[str | None]:
    """For each block, in the page's order, the words of the heading whose part of the page it stands in."""
    leads = sorted(block.lead for block in blocks)
    heads = [(place, _reach(sheet, place, leads)) for place in _headings(sheet, blocks)[:_MOST]]
    sections = [_above(block, heads) for block in blocks]
    named = {place for place in sections if place is not None}
    if len(named) < 2 and sum(place is not None for place in sections) * 2 > len(blocks):
        return [None] * len(blocks)
    words = {place: tidy(_without_more(sheet, place)).rstrip(_AT_ITS_END) for place in named}
    return [words[place] if place is not None else None for place in sections]


def _without_more(sheet: Sheet, place: int) -> str:
    """The words of a heading without the link to more of it that it ends with, known by standing again."""
    last = sheet.stops[place] - 1
    linked = sheet.link_of(last)
    more = last > sheet.starts[place] and linked > place and sheet.link_of(last - 1) != linked
    if more and width(sheet.texts[last]) <= _LONGEST_MORE and sheet.texts.count(sheet.texts[last]) > 1:
        return " ".join(sheet.texts[sheet.starts[place] : last])
    return text_of(sheet, place)


def _headings(sheet: Sheet, blocks: Sequence[Block]) -> list[int]:
    """Headings outside all records, below the first level and short."""
    edges = [0] * (len(sheet.tags) + 1)
    for block in blocks:
        edges[block.first] += 1
        edges[block.last] -= 1
    inside = list(accumulate(edges))
    return [
        place
        for place in sheet.headings
        if not inside[place]
        and sheet.tags[place] != "h1"
        and 2 < width(text := text_of(sheet, place)) <= _LONGEST
        and text.strip()[:1].isalpha()
        and not any(c.isdigit() for c in text)
    ]


def _reach(sheet: Sheet, place: int, leads: Sequence[int]) -> int:
    """Where the part of the page ends that a heading stands above: the smallest around it that holds items. It is
    none where words, links or pictures of its own stand below it, as in a menu or an advertisement."""
    around = sheet.parents[place]
    while around > 0 and not count(leads, place, sheet.ends[around]):
        if _has_its_own(sheet, place, around):
            return 0
        around = sheet.parents[around]
    return sheet.ends[around] if around >= 0 else 0


def _has_its_own(sheet: Sheet, place: int, around: int) -> bool:
    below, end = sheet.ends[place], sheet.ends[around]
    words = sheet.lengths[sheet.stops[around]] - sheet.lengths[sheet.stops[place]]
    linked, pictured = (count(places, below, end) for places in (sheet.anchors, sheet.images))
    return words > _LONGEST or linked > _MOST_LINKS or pictured > 0


def _above(block: Block, heads: Sequence[tuple[int, int]]) -> int | None:
    return next((place for place, end in reversed(heads) if place < block.first and block.lead < end), None)
