"""The title of a record: its headline, and the label it may begin with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from standfirst.model import tidy
from standfirst.read.dates import when
from standfirst.read.kinds.marks import kind_of_mark
from standfirst.read.page.blocks import ENDS, TITLE_WEIGHT, text_of
from standfirst.read.page.classes import LABELS, TITLES, UNSEEN, UNSEEN_PAIRS
from standfirst.read.page.ends import LONGEST_SMALL, SMALL, end_of_title, is_shouted, takes_moment
from standfirst.read.page.lines import (
    BRACKETS,
    COLONS,
    SEPARATORS,
    Line,
    Record,
    line_of,
    lines_between,
    unbracketed,
    words,
)
from standfirst.read.page.naming import is_a_day
from standfirst.read.page.sheet import Sheet
from standfirst.read.widths import width

_SHORTEST_GLUED = 4
_SHORTEST_BOX, _SENTENCE = 15, 30
# ", length 2:15", "، المدة 2,15"
_LENGTH = re.compile(r"[,،、]\s?\D{2,30}\s\d{1,3}(?:[:.,]\d\d){1,2}")
_COMMAS, _COMMA_SIGNS = (",", "،", "、"), ",،、 "
_SHORTEST_SEEN, _OFTEN = 8, 3
_FOR_SOME = frozenset(("premium", "paywall", "subscriber", "subscribers", "locked"))
_BETWEEN = " -–—|·:："
_BADGES = " +•|›●■★▶►▪"
_MOST_PIECES = 12
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")


def find_title(record: Record) -> tuple[int, int]:
    """Sets headline and perhaps kicker; the pieces that they were made of."""
    sheet, block = record.sheet, record.block
    title, how = _title_element(record)
    if title is None:
        if block.href:
            _take_spoken(record)
        return block.begin, block.begin
    if isinstance(title, Line):
        record.set("headline", title.text, how)
        return title.first, title.last
    first, last = sheet.starts[title], sheet.stops[title]
    lines = lines_between(sheet, first, last) if sheet.tags[title] == "a" and sheet.heads[title] < 0 else []
    if len(lines) == 1:
        lines = _boxes(record, title)
    if len(lines) > 1:
        line = _title_line(record, lines)
        start, stop = _seen_part(record, line.first, line.last)
        record.set("headline", words(sheet, start, end_of_title(record, start, stop)), how)
        return line.first, line.last
    if record.names(title) & LABELS and (after := _headline_after_label(record, title)):
        record.set("kicker", words(sheet, first, last), "its class says label")
        record.set("headline", after.text, "the line after the label")
        return after.first, after.last
    if _is_named(record, first, last):
        # "Title:" in an element of its own is furniture.
        record.set("headline", words(sheet, first + 1, last), how)
        return first, last
    start, stop, end = _parted(record, title)
    headline = words(sheet, start, stop)
    record.set("headline", headline.lstrip(_BETWEEN) if start > first else headline, how)
    return min(first, start), end


def _take_spoken(record: Record) -> None:
    """Takes the headline of a record without words from its links and pictures."""
    sheet, block = record.sheet, record.block
    for place in (block.lead, *range(block.first, block.last)):
        attributes = sheet.attributes[place]
        if sheet.tags[place] == "a" and place in block.anchors:
            record.set("headline", _plain(attributes.get("title") or attributes.get("aria-label")), "a[title]")
        elif sheet.tags[place] == "img":
            record.set("headline", _plain(attributes.get("alt") or attributes.get("title")), "img[alt]")


def _plain(attribute: str | None) -> str | None:
    """What an attribute says, without markup that was put into it; nothing where it credits a picture."""
    return None if not attribute or "©" in attribute else tidy(_MARKUP.sub(" ", attribute))


def _parted(record: Record, title: int) -> tuple[int, int, int]:
    """Where the headline proper begins and ends within a title, after a label and before what is not said of it,
    and where what belongs to the title ends."""
    sheet = record.sheet
    first, last = sheet.starts[title], sheet.stops[title]
    seen = _seen_part(record, first, last)
    start, end = seen if seen != (first, last) else _spoken_part(record, first, last)
    if (start, end) == (first, last):
        start = _kicker_within(record, title, first)
    while first < start < end - 1 and not sheet.texts[start].strip(_BETWEEN):
        start += 1
    if sheet.texts[start].startswith(COLONS):
        start = _before_colon(record, start)
    stop = end_of_title(record, start, end)
    return start, stop, last if end < last else stop


def _is_named(record: Record, first: int, last: int) -> bool:
    """Whether a title begins with what every title of its page begins with, and a colon."""
    named = last - first > 1 and record.sheet.texts[first].endswith(COLONS)
    return named and record.page.often[tidy(record.sheet.texts[first])] > max(
        2, record.page.likes[record.block.path] // 2
    )


def _title_element(record: Record) -> tuple[int | Line | None, str]:
    """The element or the line that titles a record, and how it was told; none where nothing shown does."""
    sheet, block = record.sheet, record.block
    lead, heading = block.lead, block.heading
    if heading >= 0:
        within = heading <= lead < sheet.ends[heading]
        if within:
            most = len(text_of(sheet, lead)) * 10 >= len(text_of(sheet, heading)) * 6
            # What follows the link may be the standfirst.
            rest = words(sheet, sheet.stops[lead], sheet.stops[heading])
            led = sheet.starts[lead] == sheet.starts[heading] and width(rest) >= _SENTENCE and ENDS.search(rest)
            if (most or led or _is_small(record, heading, rest)) and lead != heading:
                return lead, f"{sheet.tags[heading]} > a"
            return heading, sheet.tags[heading]
        return heading, f"a > {sheet.tags[heading]}" if sheet.links[heading] >= 0 else sheet.tags[heading]
    text = block.text
    if (
        text
        and (record.page.often[text] <= 2 or record.page.said[text] == 1)
        and (block.telling or block.size > 8)
    ):
        return lead, "a"
    line = _named_title(record)
    return (line, "class says title") if line else (None, "")


def _is_small(record: Record, heading: int, rest: str) -> bool:
    """Whether what follows the link in a heading is a date, or set small: it is not said of the headline."""
    sheet = record.sheet
    after = range(sheet.stops[record.block.lead], sheet.stops[heading])
    small = after and all(sheet.tags[sheet.owners[piece]] in SMALL for piece in after)
    return bool(small and width(rest) <= LONGEST_SMALL) or record.page.says_when(rest)


def _named_title(record: Record) -> Line | None:
    """The first line of a record whose class, or whose bold type, says title."""
    sheet, block = record.sheet, record.block
    for line in lines_between(sheet, block.begin, block.end):
        if record.page.often[line.text] > 2 or not 10 <= width(line.text) <= 250:
            continue
        link = sheet.links[line.home]
        if link >= 0 and link not in block.anchors:
            continue
        titled = record.names_around(line.home) & TITLES or sheet.tags[line.home] in ("strong", "b")
        if titled and not is_a_day(line.text):
            return line
    return None


def _title_line(record: Record, lines: Sequence[Line]) -> Line:
    """Which of the lines of a link that says more than its title is the title."""
    for line in lines:
        if record.names(line.home) & TITLES:
            return line
    likely = [line for line in lines if _worth(record, line) >= 15 and not when(line.text, record.page.language)]
    # Labels come again.
    once = [line for line in likely if record.page.often[line.text] < _OFTEN or not is_shouted(line.text)]
    return (once or likely)[0] if likely else max(lines, key=lambda line: width(line.text))


def _worth(record: Record, line: Line) -> int:
    """How much a line says beside days, times and numbers."""
    if line.last - line.first == 1:
        return width(line.text)
    told = (record.sheet.texts[piece] for piece in range(line.first, line.last))
    return sum(
        width(text) for text in told if not any(c.isdigit() for c in text) or not record.page.says_when(text)
    )


def _boxes(record: Record, link: int) -> list[Line]:
    """The elements that a link is made of, each a line, where one of the later ones is a sentence or a date and
    the first is none: a style sheet sets such as boxes. Empty for any other link."""
    sheet = record.sheet
    cuts: list[int] = []
    last = -1
    for piece in range(sheet.starts[link], sheet.stops[link]):
        place = sheet.owners[piece]
        while place > link and sheet.parents[place] != link:
            place = sheet.parents[place]
        if place == link:
            return []
        if place != last:
            cuts.append(piece)
            last = place
    lines = [line_of(sheet, a, b) for a, b in pairwise([*cuts, sheet.stops[link]])]
    if len(lines) < 2 or width(lines[0].text) < _SHORTEST_BOX:
        return []
    told = any(ENDS.search(line.text) or record.page.says_when(line.text) for line in lines[1:])
    return lines if told else []


def _kicker_within(record: Record, title: int, first: int) -> int:
    """A label in an element of its own at a piece of a title: where the headline proper starts."""
    sheet = record.sheet
    last = sheet.stops[title]
    owner = sheet.owners[first]
    cut = first + 1
    while cut < last and sheet.owners[cut] == owner:
        cut += 1
    if cut >= last or owner == title:
        return first
    label, rest = words(sheet, first, cut), words(sheet, cut, last)
    if day := record.page.when(label):
        record.set("published", day, "a date before the headline")
        # A label may follow, another date does not.
        return _kicker_within(record, title, cut) if first == sheet.starts[title] else cut
    labelled = record.names(owner) | record.names(sheet.parents[owner])
    if not label.strip(_BADGES) or record.page.is_moment(label) or labelled & _FOR_SOME:
        return cut
    sure = (
        labelled & LABELS
        or BRACKETS.match(label)
        or kind_of_mark(label)
        or _glued(sheet, cut, label, rest)
        or (is_shouted(label) and not rest.isupper() and rest[0] not in _BETWEEN)
    )
    if width(label) <= 45 and sure:
        record.set("kicker", unbracketed(label), "a label before the headline")
        return cut
    return first


def _seen_part(record: Record, first: int, last: int) -> tuple[int, int]:
    """The pieces of a title between words that are only for who hears the page: of what kind it is, how long it
    takes, who may read it."""
    sheet = record.sheet
    start, stop = first, last
    while start < stop - 1 and (_is_unseen(record, start) or (start == first and _names_kind(sheet, start))):
        kind = kind_of_mark(sheet.texts[start].rstrip(_COMMA_SIGNS))
        record.know_kind(kind, "words for who hears it, before the headline")
        start += 1
    while stop > start + 1 and (_is_unseen(record, stop - 1) or _lasts(sheet, stop - 1)):
        stop -= 1
    # What nobody sees may be all there is, beside a number.
    return (start, stop) if width(words(sheet, start, stop)) >= _SHORTEST_SEEN else (first, last)


def _is_unseen(record: Record, piece: int) -> bool:
    named = record.names(record.sheet.owners[piece])
    return bool(named & UNSEEN) or any(pair <= named for pair in UNSEEN_PAIRS)


def _names_kind(sheet: Sheet, piece: int) -> bool:
    """Whether a piece in an element of its own is the name of a kind and a comma: "Video, "."""
    text = sheet.texts[piece]
    apart = text.endswith(_COMMAS) and sheet.owners[piece] != sheet.owners[piece + 1]
    return apart and kind_of_mark(text.rstrip(_COMMA_SIGNS)) is not None


def _lasts(sheet: Sheet, piece: int) -> bool:
    """Whether a piece in an element of its own is a comma and how long something takes: ", duration 2:15"."""
    return sheet.owners[piece] != sheet.owners[piece - 1] and _LENGTH.fullmatch(sheet.texts[piece]) is not None


def _spoken_part(record: Record, first: int, last: int) -> tuple[int, int]:
    """The pieces of a title that its link says in an attribute, where that is its end or its beginning
    and the rest is a label or a badge; else all of them."""
    sheet = record.sheet
    if not 1 < last - first <= _MOST_PIECES:
        return first, last
    whole = words(sheet, first, last)
    for name in ("title", "aria-label"):
        spoken = tidy(sheet.attribute(record.block.lead, name))
        if spoken == whole or width(spoken) < TITLE_WEIGHT:
            continue
        if told_part := _said_again(sheet, first, last, spoken):
            label = words(sheet, first, told_part[0]).strip(SEPARATORS)
            if label:
                record.set("kicker", unbracketed(label), "what stands before the headline that its link says")
            for piece in range(told_part[1], last):
                takes_moment(record, piece, "headline")
            return told_part
    return first, last


def _said_again(sheet: Sheet, first: int, last: int, spoken: str) -> tuple[int, int] | None:
    """The pieces of a title that are what is spoken, perhaps after the label that stands before them as well."""
    for start in range(first, last):
        label = words(sheet, first, start)
        rest = spoken.removeprefix(label).lstrip(_BETWEEN) if label else spoken
        for stop in range(last, start, -1):
            if (start, stop) != (first, last) and words(sheet, start, stop) in (spoken, rest):
                return start, stop
    return None


def _glued(sheet: Sheet, cut: int, label: str, rest: str) -> bool:
    """Whether a label would run into the headline without a space, in a script that has spaces: both are boxes."""
    before, after = label[-1], rest[0]
    if sheet.breaks[cut] or not (before.isalpha() and after.isalnum()) or width(label) < _SHORTEST_GLUED:
        return False
    return before.islower() and not after.islower()


def _headline_after_label(record: Record, label: int) -> Line | None:
    """The next line of the same link, where the heading itself is but a label."""
    sheet = record.sheet
    link = sheet.links[label]
    lines = lines_between(sheet, sheet.stops[label], sheet.stops[link]) if link >= 0 else []
    return lines[0] if lines and record.names(lines[0].home) & TITLES else None


def _before_colon(record: Record, start: int) -> int:
    """Where the words begin that a link goes on from: "<a>Ports</a><a>: a strike ends</a>"."""
    place = start
    while place > record.block.begin and record.sheet.breaks[place] != 2:
        place -= 1
    return place if start - place < 3 else start
