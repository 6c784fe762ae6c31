"""Which element of a record titles its block: a heading, what a class calls a title, the first line above an
invitation to read on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from standfirst.model import tidy
from standfirst.read.enough import FEWEST, MOST, MOSTLY, enough
from standfirst.read.page.blocks import (
    DIGITS,
    HEADED,
    STOPS,
    TITLE_WEIGHT,
    Block,
    alike,
    bare,
    path_of,
    text_of,
)
from standfirst.read.page.sheet import Sheet, among, count
from standfirst.read.widths import width

_CARD = 200
_LONGEST_LABEL = 40
_LEAST, _LONGEST_TITLE = 12, 250
_LONGEST_OF_LABELS = 25
_TITLE = re.compile(r"(?:^|(?<!sub)[-_ ])title", re.I)
_TITLED = re.compile(r"(?:^|[-_ ])(?:title|heading|headline|header|head|name)(?:$|[-_ ])", re.I)
_BOLD = frozenset(("b", "strong"))
# No more than a day with its year, and perhaps the day of the week.
_DAY = re.compile(
    r"(?=.{8,45}$)\D{0,24}(?:\d{1,2}\D{1,18}\d{4}|\d{4}\D{1,14}\d{1,2}(?!\d)"
    r"|(?:\d{1,2}[./-] ?){2}\d{4}|\d{4}(?:[./-] ?\d{1,2}){2})\D{0,12}$"
)

Places = Mapping[int, Sequence[int]]
"""Sorted places of the leads of the blocks at each path."""


def name_blocks(sheet: Sheet, blocks: Sequence[Block], likes: Places) -> None:
    """Sets the heading of each block whose record is known."""
    _name_headings(sheet, blocks)
    _titles_by_class(sheet, blocks, likes)
    _titles_above_labels(sheet, blocks, likes)


def _name_headings(sheet: Sheet, blocks: Sequence[Block]) -> None:
    """Each heading goes to one block: the one that is linked by it, else the likeliest of those around it."""
    heads = sheet.heads
    taken: set[int] = set()
    worded = [place for place in sheet.headings if sheet.has_words(place)]
    inner = _inner_headings(sheet, blocks, worded)
    for block in blocks:
        if block.size >= HEADED:
            block.heading = heads[block.lead] if heads[block.lead] >= 0 else inner.get(block.lead, -1)
            taken.add(block.heading)
    claims: dict[int, list[Block]] = {}
    said = Counter(block.text for block in blocks)
    for block, headings in _held_by_records(sheet, blocks, worded):
        named = block.size >= _LEAST and said[block.text] == 1
        if headings[0] not in taken and not (named and is_a_day(text_of(sheet, headings[0]))):
            claims.setdefault(headings[0], []).append(block)
    if not claims:
        return
    leads_to = Counter(text for text, _ in {(block.text, block.href) for block in blocks if block.text})
    for heading, claimants in claims.items():
        # What says the same of each of several pages invites to read on, and what it leads to is headed.
        claimant = max(claimants, key=lambda b: (len(b.anchors), leads_to[b.text] > FEWEST - 1, len(b.href)))
        claimant.heading, claimant.telling = heading, True


def is_a_day(text: str) -> bool:
    """Whether a text says no more than a day with its year."""
    return _DAY.match(text) is not None


def _inner_headings(sheet: Sheet, blocks: Sequence[Block], worded: Sequence[int]) -> dict[int, int]:
    """For each link that holds headings the first of them; the second where the first ones of links at one path
    are few short words that come again and again: their labels."""
    held = alike((place for place in worded if sheet.links[place] >= 0), sheet.links.__getitem__)
    _pass_over_labels(sheet, [(block, held[block.lead]) for block in blocks if block.lead in held])
    return {link: headings[0] for link, headings in held.items()}


def _held_by_records(
    sheet: Sheet, blocks: Sequence[Block], worded: Sequence[int]
) -> list[tuple[Block, list[int]]]:
    """The first two headings in each record whose links tell nothing, less those that are labels."""
    held, leading = [], leading_paths(blocks)
    leads = sorted(block.lead for block in blocks if block.path in leading)
    for block in blocks:
        if block.heading < 0 and not (block.running or block.telling):
            within = _of_entry(sheet, block, worded) or list(among(worded, block.first, block.last, 2))
            held.append((block, within))
    # Where links lead, what is below one of them is a part of its piece.
    held = [(b, headings) for b, headings in held if headings and not count(leads, b.first, headings[0])]
    _pass_over_labels(sheet, held)
    return held


def _of_entry(sheet: Sheet, block: Block, worded: Sequence[int]) -> list[int]:
    """The first two headings of the article around a link, where its record reaches beyond that."""
    around = (place for place in sheet.around(block.lead) if sheet.tags[place] == "article")
    entry = next(around, -1)
    return list(among(worded, entry, sheet.ends[entry], 2)) if entry > block.first else []


def leading_paths(blocks: Sequence[Block]) -> set[int]:
    """The paths at which most links tell by themselves what they lead to, without a heading."""
    return {
        path
        for path, row in alike(blocks, path_of).items()
        if enough(sum(b.telling and b.size < HEADED for b in row), len(row), MOSTLY)
    }


def _pass_over_labels(sheet: Sheet, held: Sequence[tuple[Block, list[int]]]) -> None:
    """Takes the first heading from each that holds several, where those of blocks at one path are few short words
    that come again and again."""
    several = [(block, headings) for block, headings in held if len(headings) > 1]
    for row in alike(several, lambda told: told[0].path).values():
        said = {text_of(sheet, headings[0]) for _, headings in row}
        if len(said) * 2 <= len(row) and all(width(text) < _LONGEST_OF_LABELS for text in said):
            for _, headings in row:
                del headings[0]


def _titles_by_class(sheet: Sheet, blocks: Sequence[Block], likes: Places) -> None:
    """Where links themselves say little (a number) or nothing, but each record has an element of title's class, or
    one that says what the link says in an attribute."""
    said = {text_of(sheet, b.heading) if b.heading >= 0 else b.text for b in blocks if b.telling}
    often: Counter[str] = Counter()
    for block in blocks:
        often[block.href] += len(block.anchors)
    for block in blocks:
        wide = block.last - block.first > _CARD
        if wide or block.telling or block.running or len(likes[block.path]) < 3:
            continue
        silent = block.size == 0 and block.heading < 0 and _alone(sheet, block, often)
        if silent or 8 <= block.size < TITLE_WEIGHT:
            title = _title_within(sheet, block, silent, said)
            if title is not None:
                block.heading, block.telling = title, True


def _title_within(sheet: Sheet, block: Block, silent: bool, said: set[str]) -> int | None:
    fit = [
        place
        for place in range(block.first, block.last)
        if _may_title(sheet, place)
        and not _leads_elsewhere(sheet, block, place)
        and text_of(sheet, place) not in said
    ]
    spoken = _spoken(sheet, block)
    leaves = [place for place in fit if _is_one_line(sheet, place)]
    echoes = [place for place in leaves if text_of(sheet, place) in spoken]
    if echoes or (silent and width(spoken) >= TITLE_WEIGHT):
        return next(iter(echoes), None)
    named = [place for place in fit if _TITLE.search(sheet.attribute(place, "class"))]
    return next(iter(named or (leaves if silent else ())), None)


def _is_one_line(sheet: Sheet, place: int) -> bool:
    """Whether nothing within an element breaks its line."""
    return all(sheet.blocks[inner] != inner for inner in range(place + 1, sheet.ends[place]))


def _spoken(sheet: Sheet, block: Block) -> str:
    """What a block's links say in their attributes."""
    told = (sheet.attributes[place] for place in block.anchors)
    return " ".join(tidy(words) for a in told if (words := a.get("title") or a.get("aria-label")))


def _leads_elsewhere(sheet: Sheet, block: Block, place: int) -> bool:
    """Whether an element holds a link of another block: then it is what that one is about."""
    return any(inner not in block.anchors for inner in among(sheet.anchors, place + 1, sheet.ends[place]))


def _alone(sheet: Sheet, block: Block, often: Counter[str]) -> bool:
    """Whether a record holds words, and no links but those of its block and those that stand on the page again and
    again: a card with a link laid over it."""
    if block.begin == block.end:
        return False
    within = among(sheet.anchors, block.first, block.last)
    return all(place in block.anchors or _stands_again(sheet, place, often) for place in within)


def _stands_again(sheet: Sheet, place: int, often: Counter[str]) -> bool:
    href = sheet.attributes[place].get("href")
    return not href or href[0] == "#" or often[bare(href)] > 2


def _titles_above_labels(sheet: Sheet, blocks: Sequence[Block], likes: Places) -> None:
    """Where the only links of records at one path say one and the same ("Read more"), the first line of each leads
    if most of those lines are no sentences and others follow them."""
    for row in all_labels(blocks, likes):
        found = [(block, leaves) for block in row if (leaves := _leaves(sheet, block))]
        if len({DIGITS.sub("", text_of(sheet, leaves[0])) for _, leaves in found}) < len(found[:2]):
            continue  # "Published: 12 May 2031"
        several = [leaves[0] for block, leaves in found if len(leaves) > 1 or _goes_on(sheet, block, leaves[0])]
        titles = sum(_is_titled(sheet, first) or not _ends_a_sentence(sheet, first) for first in several)
        if len(several) * 2 >= len(row) and titles >= MOST * len(several):
            for block, leaves in found:
                more = len(leaves) > 1 or _goes_on(sheet, block, leaves[0])
                if more or not _ends_a_sentence(sheet, leaves[0]):
                    block.heading, block.telling = leaves[0], True


def _is_titled(sheet: Sheet, leaf: int) -> bool:
    """Whether an element is named as a title, or in bold."""
    return sheet.tags[leaf] in _BOLD or _TITLED.search(sheet.attribute(leaf, "class")) is not None


def _goes_on(sheet: Sheet, block: Block, leaf: int) -> bool:
    """Whether more than the words of its links, or a day, follow an element in a record."""
    after = range(sheet.stops[leaf], block.end)
    if any(is_a_day(sheet.texts[piece]) for piece in after):
        return True
    words = (sheet.texts[piece] for piece in after if sheet.link_of(piece) < 0)
    return sum(map(width, words)) > _LONGEST_OF_LABELS


def all_labels(blocks: Sequence[Block], likes: Places) -> list[list[Block]]:
    """Blocks at one path whose links all say the same of other pages, in few words, without a heading."""
    return [
        row
        for row in alike(blocks, path_of).values()
        if len(likes[row[0].path]) >= FEWEST
        and len({block.text for block in row}) == 1
        and len({block.href for block in row}) * 2 > len(row)
        and 0 < row[0].size < _LONGEST_LABEL
        # A number is a further page of what the record is about.
        and not row[0].text.isdecimal()
        and all(block.heading < 0 and block.last - block.first <= _CARD for block in row)
    ]


def _leaves(sheet: Sheet, block: Block) -> list[int]:
    """The elements of a record that hold words, no other element and no date, without those of its links."""
    return [
        place
        for place in range(block.first, block.last)
        if sheet.ends[place] == place + 1
        and _may_title(sheet, place, _LEAST)
        and not is_a_day(text_of(sheet, place))
    ]


def _ends_a_sentence(sheet: Sheet, place: int) -> bool:
    # Quotations, cries and questions end headlines too.
    return text_of(sheet, place).rstrip().endswith((*STOPS, "…"))


def _may_title(sheet: Sheet, place: int, least: int = TITLE_WEIGHT) -> bool:
    if sheet.links[place] >= 0 or not sheet.has_words(place) or _length(sheet, place) > _LONGEST_TITLE:
        return False
    return least <= width(text_of(sheet, place)) <= _LONGEST_TITLE


def _length(sheet: Sheet, place: int) -> int:
    """Characters of an element's words: less than they weigh."""
    return sheet.lengths[sheet.stops[place]] - sheet.lengths[sheet.starts[place]]
