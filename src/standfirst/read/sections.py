"""Sections of a page: the heading that stands above some of its items, but not above all."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from standfirst.model import tidy
from standfirst.read.blocks import Block, text_of, weight
from standfirst.read.sheet import Sheet

_LONGEST = 40


def sections_of(sheet: Sheet, blocks: Sequence[Block]) -> list[str | None]:
    """For each block, in the page's order, the words of the heading whose part of the page it stands in."""
    leads = sorted(block.lead for block in blocks)
    heads = [(place, _reach(sheet, place, leads)) for place in _headings(sheet, blocks)]
    sections = [_above(block, heads) for block in blocks]
    named = {place for place in sections if place is not None}
    if len(named) < 2:
        return [None] * len(blocks)
    words = {place: tidy(text_of(sheet, place)) for place in named}
    return [words[place] if place is not None else None for place in sections]


def _headings(sheet: Sheet, blocks: Sequence[Block]) -> list[int]:
    """Headings outside all records, below the first level and short."""
    inside: set[int] = set()
    for block in blocks:
        inside.update(range(block.first, block.last))
    return [
        place
        for place, head in enumerate(sheet.heads)
        if head == place
        and place not in inside
        and sheet.tags[place] != "h1"
        and 2 < weight(text := text_of(sheet, place)) <= _LONGEST
        and text.strip()[:1].isalpha()
        and not any(c.isdigit() for c in text)
    ]


def _reach(sheet: Sheet, place: int, leads: Sequence[int]) -> int:
    """Where the part of the page ends that a heading stands above: the smallest around it that holds items."""
    around = sheet.parents[place]
    while around > 0 and bisect_left(leads, sheet.ends[around]) == bisect_left(leads, place):
        around = sheet.parents[around]
    return sheet.ends[around] if around >= 0 else 0


def _above(block: Block, heads: Sequence[tuple[int, int]]) -> int | None:
    return next((place for place, end in reversed(heads) if place < block.first and block.lead < end), None)
