"""What the lines and headlines of a record open and close with that is no word of them: dates, labels, whom they
are from, counts of comments, invitations to read on.
"""

from __future__ import annotations

import re

from standfirst.languages import tables
from standfirst.model import tidy
from standfirst.read.page.blocks import ENDS
from standfirst.read.page.classes import ASIDES
from standfirst.read.page.lines import SEPARATORS, Line, Record, is_time, line_of, unbracketed
from standfirst.read.page.sheet import Sheet
from standfirst.read.widths import width

CLOSING = " ”\"“»«'’」』›→…"
_SIGNS = SEPARATORS + "()[]"
_MORE_WEIGHT, _LENGTH_OF_MOMENT = 40, 30
_LONG_LABEL, _LONGEST_STAMP = 20, 40
_LONGEST_ABBREVIATION = 4
SMALL, LONGEST_SMALL = frozenset(("small", "label")), 40
"""Tags of elements that are set smaller than what is around them, and how much of it is not said of a headline."""
_COUNT = re.compile(r"[(\[]?\d[\d.,]*\s?([^\W\d]{1,16})[)\]]?")
_COUNTED = tables.words_of("page_words.tsv", "counted")


def without_ends(record: Record, line: Line) -> Line | None:
    """The line without a date or byline it opens with and an invitation to read on it closes with."""
    sheet = record.sheet
    first, last = line.first, line.last
    while last > first:
        if not (
            (last - 1 > first and takes_moment(record, last - 1, "words"))
            or _invites(record, last - 1)
            or _counts(sheet, last - 1)
            or _is_beside_a_sentence(sheet, first, last - 1)
        ):
            break
        last -= 1
    first = _past_small_print(record, first, last)
    if first >= last:
        return None
    if (first, last) == (line.first, line.last):
        return line
    cut = line_of(sheet, first, last)
    text = cut.text.strip(SEPARATORS) if first > line.first else cut.text.rstrip(" |»›>[(")
    return cut._replace(text=text) if text else None


def end_of_title(record: Record, start: int, last: int) -> int:
    """Where a headline ends when its link or heading goes on, in elements of their own, with a time or a
    count."""
    sheet = record.sheet
    while last - start > 1 and sheet.owners[last - 1] != sheet.owners[start]:
        if is_time(sheet.texts[last - 1]) or _is_small(sheet, last - 1):
            takes_moment(record, last - 1, "headline")
        elif not (_counts(sheet, last - 1) or _is_a_stamp(record, last - 1)):
            break
        last -= 1
    return last


def _is_small(sheet: Sheet, piece: int) -> bool:
    """Whether few words stand in an element that sets them smaller than the headline: whose it is, of when."""
    return sheet.tags[sheet.owners[piece]] in SMALL and width(sheet.texts[piece]) <= LONGEST_SMALL


def _is_a_stamp(record: Record, piece: int) -> bool:
    """Whether a headline runs into words in capitals that are said again and again: style sheets set them apart
    ("NEW")."""
    sheet, text = record.sheet, record.sheet.texts[piece]
    glued = not sheet.breaks[piece] and sheet.texts[piece - 1][-1].isalnum()
    return glued and text.isupper() and text.isascii() and record.page.often[tidy(text)] > 1


def is_shouted(text: str) -> bool:
    """Whether a text is set in capitals, as labels and badges are, and is no abbreviation."""
    return text.isupper() and len(text) > _LONGEST_ABBREVIATION and text[-1].isalnum()


def takes_moment(record: Record, piece: int, behind: str) -> bool:
    """Whether a piece of text with an element of its own is a date or an age, which is taken; `behind` is what it
    stands behind."""
    text = tidy(record.sheet.texts[piece])
    if not record.sheet.is_apart(piece) or len(text) > _LENGTH_OF_MOMENT or not record.page.says_when(text):
        return False
    record.set("published", record.page.when(text), f"a date after the {behind}")
    return True


def _past_small_print(record: Record, first: int, last: int) -> int:
    """Where the words of a line begin after a date, a time and a label in elements of their own:
    "<i>23:18</i> | <a class="category">Sport</a> | The match ...".  What they tell is taken."""
    sheet = record.sheet
    start = place = first
    while place < last - 1:
        if not sheet.is_apart(place):
            if sheet.texts[place].strip(_SIGNS):
                break
        elif _is_moment(record, place):
            start = place + 1
        else:
            break
        place += 1
    return start


def _is_moment(record: Record, place: int) -> bool:
    """Whether a piece with an element of its own is a date, a time, a label or a count: what it tells is taken."""
    sheet = record.sheet
    text = tidy(sheet.texts[place])
    if iso := record.page.when(text):
        record.set("published", iso, "a date before the words")
    elif _is_stamped_on(sheet, place):
        record.set("kicker", unbracketed(text.strip(SEPARATORS)), "a label before the words")
    elif text.isdecimal():
        return bool(record.names(sheet.owners[place]) & ASIDES)
    else:
        return record.page.is_moment(text)
    return True


def _is_stamped_on(sheet: Sheet, piece: int) -> bool:
    """Whether a piece with a class of its own runs into a sentence that begins after it: it is set as a box."""
    text, after, owner = sheet.texts[piece], sheet.texts[piece + 1], sheet.owners[piece]
    glued = not sheet.breaks[piece + 1] and text[-1].isalpha() and after[0].isupper() and width(text) > 1
    within = sheet.links[owner] == sheet.link_of(piece + 1)
    return glued and within and "class" in sheet.attributes[owner] and width(text) <= _LONGEST_STAMP < width(after)


def _invites(record: Record, piece: int) -> bool:
    sheet, block = record.sheet, record.block
    text = sheet.texts[piece]
    link = sheet.link_of(piece)
    if link >= 0 and text.isdecimal():
        return True
    if link >= 0:
        wrapped = link == block.lead and block.heading >= 0 and link <= block.heading < sheet.ends[link]
        again = record.page.often[tidy(text)]
        mine = link in block.anchors and (again > 1 or not ENDS.search(text))
        return width(text) < _MORE_WEIGHT and not wrapped and (mine or again > 2)
    return not any(c.isalnum() for c in text) and len(text) < 3 and text in "»›>→|[]()"


def leads_on(record: Record, line: Line) -> bool:
    """Whether words of a line that others end with too lead to the page of the record, and to no part of it."""
    sheet = record.sheet
    for piece in range(line.first, line.last):
        link = sheet.link_of(piece)
        if (
            link in record.block.anchors
            and link != record.block.lead
            and record.page.often[tidy(sheet.texts[piece])] > 1
        ):
            return "#" not in sheet.attribute(link, "href").replace("#more", "")
    return False


def _is_beside_a_sentence(sheet: Sheet, first: int, piece: int) -> bool:
    """Whether a piece is a few words without an end in an element beside one that holds whole sentences: who they
    are from."""
    before, here = sheet.owners[piece - 1], sheet.owners[piece]
    if piece <= first or before == here or sheet.tags[before] != sheet.tags[here]:
        return False
    text, told = sheet.texts[piece], sheet.texts[piece - 1]
    few = width(text) <= _LONG_LABEL < width(told) and sheet.parents[before] == sheet.parents[here]
    return few and not ENDS.search(text) and ENDS.search(told) is not None


def _counts(sheet: Sheet, piece: int) -> bool:
    """Whether a piece with an element of its own counts comments, pictures or the like: "12 comments"."""
    found = _COUNT.fullmatch(sheet.texts[piece]) if sheet.is_apart(piece) else None
    return found is not None and found[1].lower().startswith(_COUNTED)
