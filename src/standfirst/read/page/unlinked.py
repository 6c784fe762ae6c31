"""Items that lead nowhere: headings with words below them and no link, on pages where no link is likely.

Clubs, parishes and offices print their news whole on one page. Only headings at one path through the page, each
with words of its own, are taken for such news; where there are none, paragraphs all in bold at one path, or notes
that each begin with the line of their day.
"""

from __future__ import annotations

from collections.abc import Sequence

from standfirst.read.page.blocks import HEADED, Block, Paths, leads_somewhere, text_of, weight
from standfirst.read.page.naming import is_a_day
from standfirst.read.page.records import bound
from standfirst.read.page.sheet import Sheet

_FEW, _PAIR = 3, 2
_SHORTEST, _LONGEST = 8, 250
_WORDS_BELOW = 40
_LONGEST_NOTE = 3000
_NOTES = frozenset(("p", "li", "dd", "td", "div", "section", "article"))
_BOLD, _PARAGRAPHS = ("b", "strong"), ("p", "div", "td", "center")


def unlinked(sheet: Sheet) -> list[Block]:
    """The blocks of the most headings at one path that no link touches, if there are a few; else of the most
    paragraphs in bold, or of notes below their days; else none."""
    leading = {place for place in sheet.anchors if leads_somewhere(sheet, place)}
    linked = {sheet.heads[place] for place in leading}
    headings = [
        place
        for place in sheet.headings
        if place not in linked and sheet.links[place] not in leading and sheet.tags[place] != "h1"
    ]
    return _told(sheet, headings) or _told(sheet, _bold_paragraphs(sheet)) or _notes_of_days(sheet)


def is_set_apart(sheet: Sheet, block: Block) -> bool:
    """Whether a block is an entry by its element, or tells a day of its own."""
    if sheet.tags[block.top] == "article" or "article" in sheet.tags[block.first : block.lead]:
        return True
    return any(is_a_day(text) for text in sheet.texts[block.begin : block.end])


def are_beside(sheet: Sheet, apart: Sequence[Block], shown: Sequence[Block]) -> bool:
    """Whether records stand in one element with some that are shown, with the same class."""

    def place(block: Block) -> tuple[int, str]:
        return sheet.parents[block.first], sheet.attributes[block.first].get("class") or ""

    return {place(block) for block in apart} <= {found for block in shown if (found := place(block))[1]}


def _told(sheet: Sheet, places: Sequence[int]) -> list[Block]:
    paths = Paths(sheet)
    by_path: dict[int, list[Block]] = {}
    for place in places:
        text = text_of(sheet, place)
        if _SHORTEST <= weight(text) <= _LONGEST and not is_a_day(text):
            block = Block("", (place,), place, HEADED + weight(text), paths.of(place), text, telling=True)
            by_path.setdefault(block.path, []).append(block)
    blocks = max(by_path.values(), key=len, default=[])
    if len(blocks) < _PAIR:
        return []
    bound(sheet, blocks)
    for block in blocks:
        block.heading = block.lead
    told = [block for block in blocks if _below(sheet, block) >= _WORDS_BELOW]
    looks = {sheet.attributes[block.top].get("class") for block in told}
    if len(looks) == 1 and len(told) * 2 > len(blocks) and None not in looks:
        # Of cards that are made alike some may hold little.
        told = [block for block in blocks if sheet.attributes[block.top].get("class") in looks]
    # Two are no list, unless each is an entry by itself.
    many = len(told) >= _FEW or (len(told) == _PAIR and all(is_set_apart(sheet, block) for block in told))
    return told if many and len(told) * 2 > len(blocks) else []


def _bold_paragraphs(sheet: Sheet) -> list[int]:
    """Elements in bold that are all there is in a paragraph, outside all links."""
    return [
        place
        for place, tag in enumerate(sheet.tags)
        if tag in _BOLD
        and sheet.links[place] < 0
        and sheet.tags[above := sheet.parents[place]] in _PARAGRAPHS
        and (sheet.starts[above], sheet.stops[above]) == (sheet.starts[place], sheet.stops[place])
        and sheet.stops[place] > sheet.starts[place]
    ]


def _notes_of_days(sheet: Sheet) -> list[Block]:
    """Elements at one path that begin with a line that is no more than a day, with words and no title below it."""
    paths = Paths(sheet)
    by_path: dict[int, list[Block]] = {}
    for place, tag in enumerate(sheet.tags):
        begin, end = sheet.starts[place], sheet.stops[place]
        if tag not in _NOTES or end - begin < 2 or sheet.breaks[begin + 1] != 2 or sheet.links[place] >= 0:
            continue
        letters = sheet.lengths[end] - sheet.lengths[begin]
        if _WORDS_BELOW < letters < _LONGEST_NOTE and is_a_day(sheet.texts[begin].strip()):
            block = Block("", (place,), place, 0, paths.of(place), "", telling=True)
            block.top, block.first, block.last, block.begin, block.end = (
                place,
                place,
                sheet.ends[place],
                begin,
                end,
            )
            by_path.setdefault(block.path, []).append(block)
    blocks = max(by_path.values(), key=len, default=[])
    return blocks if len(blocks) > _FEW else []


def _below(sheet: Sheet, block: Block) -> int:
    return sheet.lengths[block.end] - sheet.lengths[block.begin] - len(block.text)
