"""What a record tells: headline, kicker, standfirst, date, byline and picture of one block.

Every word comes from the record. Its texts are cut into lines as a reader sees them; the title is found first,
then each other line is told to be a date, a byline, a label, an invitation to read on, or words of the
standfirst.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from standfirst.model import tidy
from standfirst.read.dates import names_a_day
from standfirst.read.enough import FEWEST
from standfirst.read.kinds.marks import kind_of_mark
from standfirst.read.page.attributes import take_attributes
from standfirst.read.page.blocks import COMMENTS, ENDS, MEDIA, STOPS, Block
from standfirst.read.page.classes import ASIDES, LABELS, STANDFIRSTS
from standfirst.read.page.days import take_day
from standfirst.read.page.ends import CLOSING, leads_on, without_ends
from standfirst.read.page.lines import (
    COLONS,
    DIGIT,
    ONLY_AN_ADDRESS,
    ONLY_SIGNS,
    SEPARATORS,
    Line,
    Page,
    Record,
    lines_between,
    unbracketed,
)
from standfirst.read.page.sheet import Sheet
from standfirst.read.page.smallprint import is_small_print
from standfirst.read.page.titles import find_title
from standfirst.read.signing import is_button, is_of_a_picture
from standfirst.read.widths import width

PARAGRAPHS_OF_ARTICLE = 3
LENGTH_OF_ARTICLE = 700
_MORE_WEIGHT = 40
_MOST_OFTEN = 1000
_BULLET = re.compile(r"\A(?:[●•■□▪▫◆◇▶►▸‣⁃∙◦○]\s*|[»›·]\s+)")
_ARROWS = "»›→▶►"
_ARROW = re.compile(rf"\s+[{_ARROWS}]+$")
# What parts a title from the words after it on its line, if they are not the words of somebody who speaks.
_DASH = re.compile(r"\A[–—-]\s+(?=\S)")
# "2 min", "Reading time: 4 minutes", "6 min. skaitymo"
_TO_READ = re.compile(
    r"\D{0,30}\d{1,3}(?:[.,:]\d{1,2})?[\s-]?(?:min|мин|хв|λεπτ|perc|dk|dakika|menit|phút|นาที|מינ|דק|دقيق|دقائق|मिनट|মিনিট|分|분)"
    r"[^\s\d]{0,8}\.?(?:\s[^\d]{0,20})?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\d{5}")
_LONG_LABEL = 20
_SHORT = 6
_LENGTH_OF_DATUM, _SHORTEST_SENTENCE = 120, 14
_DAY_BEFORE = re.compile(
    r"(?:[\[(]([^\[\]()]{6,30})[\])]\s*[-–—|:]?\s*|([^–—|:]{6,30}?)(?:\s+[-–—|]|:)\s+)(?=\S.{12})"
)
_CLOSED = (*STOPS, *"!?…！？")
_QUALITIES = frozenset(("hd", "4k", "full hd", "uhd"))
_NUMBERS = re.compile(r"\d+")


def tell(page: Page, block: Block) -> Record:
    """Headline, kicker, standfirst, date, byline of a block's record."""
    record = Record(page, block)
    first, last = find_title(record)
    record.begins = first
    if record.headline:
        record.headline = _without_bullets(record.headline)
    take_attributes(record)
    before = lines_between(record.sheet, block.begin, min(first, block.end))
    _before(record, before)
    _after(record, lines_between(record.sheet, max(last, block.begin), block.end))
    if record.standfirst is None and record.headline:
        _after(record, [line for line in before if width(line.text) > 60])
    _as_words(record)
    if record.kicker and _is_no_label(record, record.kicker):
        record.unset("kicker")
    take_day(record)
    return record


def _as_words(record: Record) -> None:
    """A sentence that no heading and no link holds is no headline, but all there is to read."""
    held = record.block.heading >= 0 or record.block.href
    if not held and record.standfirst is None and ENDS.search(record.headline or ""):
        record.standfirst, record.headline = record.headline, None
        record.found["standfirst"] = record.found.pop("headline")


def _without_bullets(headline: str) -> str:
    """A headline without the sign of a list before it and the arrow of a link after it."""
    bare = _BULLET.sub("", headline)
    if bare.endswith(tuple(_ARROWS)) and "«" not in bare and "»" not in bare[:-1]:
        bare = _ARROW.sub("", bare)
    return bare or headline


def _before(record: Record, lines: Sequence[Line]) -> None:
    """Lines before the title: dates and bylines, and the last short one of the others is the kicker."""
    last = True
    for line in reversed(lines):
        if is_small_print(record, line) or record.kicker:
            continue
        line = line._replace(text=_first_box(record.sheet, line) or _without_marks(record, line))
        labelled = bool(record.names_around(line.home) & LABELS)
        aside = record.names_around(line.home) & ASIDES
        # What is called a caption and stands above several headlines is none of a picture; what is called meta and
        # stands above some headlines, but not above all, labels them.
        most = record.page.likes[record.block.path] if aside == {"meta"} else _MOST_OFTEN
        apart = not aside or (aside <= {"caption", "meta"} and FEWEST <= record.page.often[line.text] < most)
        shown = _on_another_picture(record, line) or _stands_in(record, "figcaption", line)
        labelled = (labelled or (last and apart and not shown)) and not _is_a_leaf(record, line)
        last = False
        if 1 < width(line.text) <= 40 and labelled and not _is_no_label(record, line.text):
            record.set("kicker", unbracketed(line.text.strip(SEPARATORS)), "the line before the headline")


def _first_box(sheet: Sheet, line: Line) -> str | None:
    """The first of the elements of a line where it would run into the second, alike, beside it: style sheets set
    both as boxes. None for any other line."""
    first, second = sheet.owners[line.first], sheet.owners[line.first + 1] if line.last - line.first > 1 else -1
    if second < 0 or sheet.breaks[line.first + 1] or sheet.ends[first] != second:
        return None
    alike = sheet.tags[first] == sheet.tags[second] and sheet.parents[first] == sheet.parents[second]
    return tidy(sheet.texts[line.first]) if alike and "class" in sheet.attributes[second] else None


def _without_marks(record: Record, line: Line) -> str:
    """The words of a line without links beside the title's that lead where it does and say the same of others."""
    sheet, own = record.sheet, record.block.anchors
    if len(own) == 1:
        return line.text
    kept = [
        text
        for piece, text in enumerate(sheet.texts[line.first : line.last], line.first)
        if (link := sheet.link_of(piece)) not in own
        or link == record.block.lead
        or record.page.often[text] < FEWEST
        or kind_of_mark(text)
    ]
    return line.text if len(kept) == line.last - line.first else tidy(" ".join(kept))


def _is_a_leaf(record: Record, line: Line) -> bool:
    """Whether each piece of a line is a number or a word of the calendar, as on a leaf of one: "Fri", "2"."""
    pieces = [tidy(text).strip(SEPARATORS) for text in record.sheet.texts[line.first : line.last]]
    if not any(piece.isdecimal() for piece in pieces):
        return False
    return all(piece.isdecimal() or record.page.says_when(f"2 {piece}") or len(piece) < _SHORT for piece in pieces)


def _on_another_picture(record: Record, line: Line) -> bool:
    """Whether a line stands with a picture in one link that leads elsewhere, or in a link to one: it says what
    is seen."""
    sheet = record.sheet
    for piece in range(line.first, line.last):
        link = sheet.link_of(piece)
        if link >= 0 and MEDIA.search(sheet.attribute(link, "href")):
            return True
    link = sheet.links[line.home]
    if link < 0 or link in record.block.anchors:
        return False
    return "img" in sheet.tags[link : sheet.ends[link]]


def _is_no_label(record: Record, text: str) -> bool:
    """Whether what stands where a label does is none: signs, a button, whose the picture is, the
    headline cut short, a date, an age."""
    if ONLY_SIGNS.match(text) or _NUMBERED.search(text):
        return True
    if (
        _TO_READ.fullmatch(text)
        or record.page.is_moment(text)
        or is_of_a_picture(text)
        or is_button(text)
        or text.lower() in _QUALITIES
        or text.endswith(tuple(_ARROWS))
    ):
        return True
    if len(_NUMBERS.findall(text)) > 1 and names_a_day(text, record.page.language):
        return True  # "From 3 to 12 May"
    headline = record.headline or ""
    if len(text) > _LONG_LABEL and headline.startswith(text):
        return True
    return text == headline


def _after(record: Record, lines: Sequence[Line]) -> None:
    """Lines after the title: what is no small print is the standfirst, of whole articles its opening."""
    paragraphs: list[str] = []
    classed: list[str] = []
    for line in lines:
        if is_small_print(record, line):
            continue
        cut = without_ends(record, line)
        record.invites |= cut is not line and leads_on(record, line)
        if cut is None or (cut is not line and is_small_print(record, cut)):
            continue
        line = cut._replace(text=_without_day(record, _DASH.sub("", cut.text))) if paragraphs == [] else cut
        named = record.names_around(line.home)
        if _says_again(record, line) or not _tells(record, line, named):
            continue
        if paragraphs and _stands_in(record, "blockquote", line):
            break
        paragraphs.append(line.text)
        if named & STANDFIRSTS:
            classed.append(line.text)
    chosen = classed or paragraphs
    if not chosen:
        return
    record.paragraphs, record.classed = tuple(chosen), bool(classed)
    length = sum(map(width, chosen))
    long = length > LENGTH_OF_ARTICLE and not record.invites
    if long or (len(chosen) >= PARAGRAPHS_OF_ARTICLE and length > 450):
        chosen = [opening(chosen)]
    record.set(
        "standfirst", " ".join(chosen), "its class says summary" if classed else "the words after the headline"
    )


def _without_day(record: Record, text: str) -> str:
    """Words without the day that they begin with, in brackets or before a dash: what it tells is taken."""
    opening = _DAY_BEFORE.match(text)
    day = (opening[1] or opening[2]) if opening else ""
    if not opening or not DIGIT.search(day) or not record.page.says_when(day):
        return text
    record.set("published", record.page.when(day), "a day before the words")
    return text[opening.end() :]


def opening(paragraphs: Sequence[str]) -> str:
    """The paragraph that an article opens with: the first that is more than a greeting."""
    return next((p for p in paragraphs if width(p) >= 60 or (width(p) >= 40 and p.endswith(STOPS))), paragraphs[0])


def _says_again(record: Record, line: Line) -> bool:
    """Whether a line is the headline, or a link to its page that says the headline after an invitation."""
    if line.text == record.headline:
        return True
    if not record.headline or record.sheet.link_of(line.first) not in record.block.anchors:
        return False
    said = line.text.rstrip(CLOSING)
    return said.endswith(record.headline.rstrip(CLOSING)) and width(said) <= width(record.headline) + _MORE_WEIGHT


def _stands_in(record: Record, tag: str, line: Line) -> bool:
    """Whether a line stands in such an element, one that does not hold the title too."""
    sheet = record.sheet
    place = next((place for place in record.around(line.home) if sheet.tags[place] == tag), None)
    return place is not None and not place <= record.block.title < sheet.ends[place]


def _tells(record: Record, line: Line, named: frozenset[str]) -> bool:
    """Whether a line is words of the standfirst: a long one is, a shorter one where it ends as a sentence does or
    is a paragraph. What a class calls words may be shorter, what it calls small print must be longer."""
    size = width(line.text)
    if record.page.often[line.text] > 2 or ONLY_SIGNS.match(line.text):
        return False
    if _elsewhere(record, line) or _is_datum(record, line) or ONLY_AN_ADDRESS.match(line.text):
        return False
    if _stands_in(record, "figcaption", line):
        return False
    if named & STANDFIRSTS and (size >= 12 or line.text.endswith(_CLOSED)):
        return True
    if named & ASIDES and size < 80:
        return False
    if size >= 50:
        return True
    ended = ENDS.search(line.text) is not None and line.text[-1] != ")"
    paragraph = record.sheet.tags[record.sheet.blocks[line.home]] == "p"
    if (
        paragraph
        and size >= _SHORTEST_SENTENCE
        and line.text.endswith((*STOPS, "!", "?"))
        and line.text.count(" ") > 1
    ):
        return True
    return (size >= 20 and ended) or (size >= 30 and paragraph)


def _is_datum(record: Record, line: Line) -> bool:
    """Whether a line is one of many that tell the same of other items: "<b>Subject:</b> harbours"."""
    sheet = record.sheet
    label = sheet.texts[line.first]
    apart = line.last - line.first > 1 and sheet.owners[line.first] != sheet.owners[line.first + 1]
    return apart and label.endswith(COLONS) and record.page.often[label] > 2 and len(line.text) < _LENGTH_OF_DATUM


def _elsewhere(record: Record, line: Line) -> bool:
    """Whether most of a line is links that lead elsewhere: tags, related pieces, counts."""
    sheet = record.sheet
    away = total = 0
    for piece in range(line.first, line.last):
        length = len(sheet.texts[piece])
        total += length
        link = sheet.link_of(piece)
        own = link in record.block.anchors and not COMMENTS.search(sheet.attribute(link, "href"))
        if link >= 0 and not own:
            away += length
    return away * 2 > total
