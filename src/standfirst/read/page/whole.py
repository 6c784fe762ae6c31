"""What only the standfirsts of a page together tell: which are whole articles, of which each gives its first
paragraph, and which end in the same invitation.

One article may be as short as a teaser, and one teaser as long as an article. So all that stand at one path are
judged together: where most that go on do so for long, and some hold lists, tables, pictures or headings of their
own, they are articles, the short ones too. What invites to read on is a teaser, however long.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from standfirst.read.page.blocks import Block, weight
from standfirst.read.page.fields import LENGTH_OF_ARTICLE, PARAGRAPHS_OF_ARTICLE, opening
from standfirst.read.page.lines import Told
from standfirst.read.page.sheet import Sheet

_FEW, _SEVERAL = 2, 3
# "... of the valley… read on"
_END = re.compile(r"(?<=[….!?।。\])])\s+([^….!?।。]{3,25})$")
_SAMPLE = 5
_WITHIN = frozenset("ul ol table blockquote h2 h3 h4 h5 h6 iframe".split())


def told_by_openings(sheet: Sheet, blocks: Sequence[Block], told: Sequence[Told]) -> None:
    """Leaves of the standfirsts of whole articles, where they are not so already, what they open with."""
    by_path: dict[int, list[tuple[Block, Told]]] = {}
    for block, one in zip(blocks, told, strict=True):
        if len(one.paragraphs) > 1 and not one.invites:
            by_path.setdefault(block.path, []).append((block, one))
    for row in by_path.values():
        long = [(block, one) for block, one in row if _goes_on(one)]
        parted = any(_holds_parts(sheet, block) for block, _ in long[:_SAMPLE])
        if parted and len(long) >= _FEW and len(long) * 2 >= len(row):
            for _, one in row:
                one.standfirst = opening(one.paragraphs)


def cut_same_ends(blocks: Sequence[Block], told: Sequence[Told]) -> None:
    """Cuts the few words off that follow the last sentence of every standfirst at a path."""
    rows: dict[int, list[Told]] = {}
    for block, one in zip(blocks, told, strict=True):
        if one.standfirst:
            rows.setdefault(block.path, []).append(one)
    for row in rows.values():
        ends = [_END.search(one.standfirst or "") for one in row] if len(row) >= _SEVERAL else []
        if ends and ends[0] and {end[1] if end else None for end in ends} == {ends[0][1]}:
            for one, end in zip(row, ends, strict=True):
                one.standfirst = (one.standfirst or "")[: end.start()] if end else one.standfirst


def _goes_on(told: Told) -> bool:
    length = sum(map(weight, told.paragraphs))
    return len(told.paragraphs) >= PARAGRAPHS_OF_ARTICLE or length > LENGTH_OF_ARTICLE


def _holds_parts(sheet: Sheet, block: Block) -> bool:
    """Whether a record holds after its headline what teasers do not: lists, tables, headings."""
    title = block.heading if block.heading >= 0 else block.lead
    within = sheet.tags[max(title + 1, block.first) : block.last]
    return within.count("img") > 1 or not _WITHIN.isdisjoint(within)
