"""Items that lead nowhere: headings with words below them and no link, on pages where no link is likely.

Clubs, parishes and offices print their news whole on one page. Only headings at one path through the page, each
with words of its own, are taken for such news; where there are none, lines all in bold at one path, or notes that
each begin with their day.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from standfirst.read.enough import FEWEST
from standfirst.read.page.blocks import HEADED, Block, Paths, alike, leads_somewhere, path_of, text_of
from standfirst.read.page.days import DAY_FIRST
from standfirst.read.page.naming import is_a_day
from standfirst.read.page.records import bound
from standfirst.read.page.sheet import Sheet, among, count
from standfirst.read.widths import width

_PAIR = 2
_SHORTEST, _LONGEST = 4, 250
_WORDS_BELOW = 40
_LONGEST_NOTE = 3000
_NOTES = frozenset(("p", "li", "dd", "tr", "td", "div", "section", "article"))
_BOLD = frozenset(("b", "strong"))
_MANY, _MOST_PIECES = 40, 12
# "12.05.2031: ", "12 May 2031 - "
_SHORTEST_NOTE = 15
_LONGEST_BADGE = 12
# "March 2031", "2031.03", "2031年3月"
_MONTH_FIRST = re.compile(r"(?:[^\W\d]{3,12}\.?,? (?:19|20)\d\d|(?:19|20)\d\d(?:[./-]\d{1,2}|年\d{1,2}月))[.:]?$")


def unlinked(sheet: Sheet) -> list[Block]:
    """The blocks of the most headings at one path that no link touches, if there are a few; else of the most
    lines in bold, of notes that begin with days or have pictures."""
    leading = {place for place in sheet.anchors if leads_somewhere(sheet, place)}
    linked = {sheet.heads[place] for place in leading}
    headings = [place for place in sheet.headings if place not in linked and sheet.links[place] not in leading]
    told, notes = _headed_by(sheet, headings), _notes_of_days(sheet)
    if told:
        # Where a heading begins few of many notes, the others have none.
        inside = len(notes) > len(told) and all(_holder(notes, block.lead) for block in told)
        return _headed(sheet, notes, headings) if inside else told
    bold = _headed_by(sheet, _bold_lines(sheet))
    # What is bold in notes that begin with days is the day or the headline.
    return max(notes, bold, key=len) or _notes_with_pictures(sheet)


def are_set_apart(sheet: Sheet, blocks: Sequence[Block]) -> bool:
    """Whether most of some blocks are entries by their elements, or tell days of their own: of a few it may be
    said that they always hold."""
    return len(blocks) > 0 and sum(_is_set_apart(sheet, block) for block in blocks) * 3 >= len(blocks) * 2


def _is_set_apart(sheet: Sheet, block: Block) -> bool:
    if sheet.tags[block.top] == "article" or "article" in sheet.tags[block.first : block.lead]:
        return True
    return _says_its_day(sheet, block)


def _says_its_day(sheet: Sheet, block: Block) -> bool:
    return any(is_a_day(text) for text in sheet.texts[block.begin : block.end])


def _headed_by(sheet: Sheet, places: Sequence[int]) -> list[Block]:
    """The blocks of the most of some elements at one path, if most have words below them or tell a day."""
    paths = Paths(sheet)
    told = [
        Block("", (place,), place, HEADED + width(text), paths.of(place), text, telling=True)
        for place in places
        if _SHORTEST <= width(text := text_of(sheet, place)) <= _LONGEST
        and not is_a_day(text)
        and not text.isdecimal()
    ]
    blocks = max(alike(told, path_of).values(), key=len, default=[])
    if len(blocks) < _PAIR:
        return []
    bound(sheet, blocks)
    for block in blocks:
        block.heading = block.lead
    told = [block for block in blocks if _below(sheet, block) >= _WORDS_BELOW or _says_its_day(sheet, block)]
    looks = {sheet.attributes[block.top].get("class") for block in told}
    if len(looks) == 1 and len(told) * 2 > len(blocks) and None not in looks:
        # Of cards that are made alike some may hold little.
        told = [block for block in blocks if sheet.attributes[block.top].get("class") in looks]
    # Two are no list, unless each is an entry by itself.
    many = len(told) >= FEWEST or (len(told) == _PAIR and are_set_apart(sheet, told))
    if not many or len(told) * 2 <= len(blocks):
        return []
    return told


def _holder(notes: Sequence[Block], place: int) -> Block | None:
    """The one of notes in the page's order that holds an element."""
    at = bisect_right(notes, place, key=lambda note: note.first) - 1
    return notes[at] if at >= 0 and place < notes[at].last else None


def _headed(sheet: Sheet, notes: list[Block], headings: Sequence[int]) -> list[Block]:
    """Notes, each with the heading that it holds, if it holds but one."""
    for note in notes:
        within = among(headings, note.first, note.last)
        if len(within) == 1:
            note.lead = note.heading = within[0]
            note.text = text_of(sheet, within[0])
    return notes


def with_links(sheet: Sheet, notes: Sequence[Block], shown: Sequence[Block]) -> list[Block]:
    """Notes that tell their days, each with its link where that is nearly all its words or invites to read on;
    other links are of the words they stand in. None where every note holds a block that is shown, or where of what
    is shown more stands elsewhere."""
    held: dict[int, list[Block]] = {}
    for block in shown:
        note = _holder(notes, block.lead)
        held.setdefault(note.first if note else -1, []).append(block)
    elsewhere = len(held.pop(-1, ()))
    if len(held) == len(notes) or elsewhere >= len(notes):
        return []
    return [_linked(sheet, note, held.get(note.first, ())) for note in notes]


def _linked(sheet: Sheet, note: Block, held: Sequence[Block]) -> Block:
    if len(held) != 1 or note.heading >= 0:
        return note
    letters = sheet.lengths[note.end] - sheet.lengths[note.begin]
    day = sheet.lengths[note.begin + 1] - sheet.lengths[note.begin]
    if len(held[0].text) * 10 < (letters - day) * 6:
        return note
    return replace(
        held[0], first=note.first, last=note.last, begin=note.begin, end=note.end, top=note.top, telling=True
    )


def _record(sheet: Sheet, place: int, path: int, text: str = "") -> Block:
    """The block that an element is by itself."""
    block = Block("", (place,), place, 0, path, text, telling=True, top=place)
    block.reach(sheet, place)
    return block


def _bold_lines(sheet: Sheet) -> list[int]:
    """Elements in bold that are all there is in a line, outside all links."""
    return [
        place
        for place, tag in enumerate(sheet.tags)
        if tag in _BOLD and sheet.links[place] < 0 and _is_one_line(sheet, place)
    ]


def _is_one_line(sheet: Sheet, place: int) -> bool:
    """Whether an element holds one line of the page, and all of it but a badge at its end."""
    begin, end = sheet.starts[place], sheet.stops[place]
    if begin == end or sheet.breaks[begin] != 2 or 2 in sheet.breaks[begin + 1 : end]:
        return False
    ends = end == len(sheet.texts) or sheet.breaks[end] == 2
    return end - begin < _MANY and (ends or _is_badge(sheet, end))


def _is_badge(sheet: Sheet, piece: int) -> bool:
    """Whether a few letters, set in an element of their own, are the last of their line: "New"."""
    ends = piece + 1 == len(sheet.texts) or sheet.breaks[piece + 1] == 2
    apart = sheet.owners[piece] != sheet.blocks[sheet.owners[piece]]
    return ends and apart and sheet.texts[piece].strip().isalpha() and len(sheet.texts[piece]) <= _LONGEST_BADGE


def _notes(sheet: Sheet) -> Iterator[Block]:
    """Elements with words and outside all links that may be notes, each with its record."""
    paths = Paths(sheet)
    for place, tag in enumerate(sheet.tags):
        begin, end = sheet.starts[place], sheet.stops[place]
        fit = _SHORTEST_NOTE <= sheet.lengths[end] - sheet.lengths[begin] < _LONGEST_NOTE
        if fit and tag in _NOTES and sheet.links[place] < 0:
            yield _record(sheet, place, paths.of(place))


def _notes_of_days(sheet: Sheet) -> list[Block]:
    """Elements at one path with words and no title, most of which begin with a day."""
    dated = {
        path: (row, sum(_begins_with_a_day(sheet, block) for block in row))
        for path, row in alike(_notes(sheet), path_of).items()
    }
    fit = [row for row, days in dated.values() if days >= FEWEST and days * 2 > len(row)]
    row = max(fit, key=len, default=[])
    # What begins otherwise than most stands beside them.
    looks = Counter(_look_of_first(sheet, block) for block in row)
    return [block for block in row if looks[_look_of_first(sheet, block)] * 2 > len(row)]


def _look_of_first(sheet: Sheet, block: Block) -> str:
    """The tag of the element that the first words of a record stand in, "" where that is the record itself."""
    owner = sheet.owners[block.begin]
    return sheet.tags[owner] if owner != block.first else ""


def _notes_with_pictures(sheet: Sheet) -> list[Block]:
    """Elements at one path that each hold a picture and sentences, and neither heading nor list."""
    pictured = (block for block in _notes(sheet) if _is_pictured_note(sheet, block))
    row = max(alike(pictured, path_of).values(), key=len, default=[])
    said = {text_of(sheet, block.first) for block in row}
    return row if len(said) >= FEWEST and len(said) == len(row) else []


def _is_pictured_note(sheet: Sheet, block: Block) -> bool:
    if block.end - block.begin > _MOST_PIECES or count(sheet.images, block.first, block.last) != 1:
        return False
    if count(sheet.headings, block.first, block.last):
        return False
    dated = any(is_a_day(text.strip()) for text in sheet.texts[block.begin : block.end])
    return dated or _below(sheet, block) >= _WORDS_BELOW


def _begins_with_a_day(sheet: Sheet, block: Block) -> bool:
    """Whether a record begins with a line, or an element on a line, that is no more than a day, or with a day and
    what parts it from the words after it."""
    first, letters = sheet.texts[block.begin].strip(), _below(sheet, block)
    if block.end - block.begin > 1 and (is_a_day(first) or _MONTH_FIRST.match(first)):
        return letters > (_WORDS_BELOW if sheet.breaks[block.begin + 1] == 2 else len(first) + _SHORTEST_NOTE)
    day = DAY_FIRST.match(first)
    return day is not None and is_a_day(day[1]) and letters > len(day[0]) + _SHORTEST_NOTE


def _below(sheet: Sheet, block: Block) -> int:
    """How many letters a record holds beside its title; a sign of Chinese says as much as some."""
    letters = sheet.lengths[block.end] - sheet.lengths[block.begin] - len(block.text)
    if letters >= _WORDS_BELOW:
        return letters
    return sum(map(width, sheet.texts[block.begin : block.end])) - width(block.text)
