"""The small print of a record: lines that say when, by whom and under what label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from standfirst.read.dates import spot, when
from standfirst.read.enough import FEWEST
from standfirst.read.kinds.marks import kind_of_mark
from standfirst.read.page.blocks import ENDS, STOPS
from standfirst.read.page.bylines import (
    ORDINAL,
    is_credited,
    is_signed,
    linked_after_by,
    name_beside_day,
    name_of,
    name_said,
    take_signature,
    take_writers,
)
from standfirst.read.page.classes import ASIDES, CREDITS, LABELS, MOMENTS
from standfirst.read.page.lines import (
    BARS,
    DIGIT,
    LIKE_A_NAME,
    SEPARATORS,
    Line,
    Page,
    Record,
    is_time,
    unbracketed,
    words,
)
from standfirst.read.page.sheet import Sheet
from standfirst.read.signing import HAN_NAME
from standfirst.read.widths import width

# The comma between day and year parts nothing.
_COMMA = re.compile(r", (?!\d{4}\b)")
_BY_WITHIN = re.compile(r"(?:^|\s)(by|von|par|por|di|door|автор)\s+", re.I)
_BARS = re.compile(rf"\s*[{BARS}]\s+|\s+[{BARS}]\s*|\s+[–—-]\s+")
_LONGEST_PART, _MANY_PARTS = 45, 5
_LONGEST_NOTE = 160
# "(A. Writer / B. Writer, 12.05.2031)"
_NAMES_IN_BRACKETS = re.compile(rf"\(({LIKE_A_NAME.pattern}(?: ?[/&] ?{LIKE_A_NAME.pattern})*), [^,()]{{6,30}}\)")
_MINUTES = re.compile(r"\d{1,3}[\s-]?(?:min|мин|хв|λεπτ|perc)\w*\.?(?:\s\w+){0,2}", re.I)
# "(123 reads)" at the end of a line.
_TALLY = re.compile(r"(?<=\d)\s*[(\[]\s*\d[\d.,]*(?:\s[^\W\d]{2,16})?\s*[)\]]$")
_COUNTED = re.compile(r"\s[(\[]\s*\d[\d.,]*\s[^\W\d]{2,16}\s*[)\]]$")
_WORDY_DATE = 30
_SENTENCE, _LONGEST_LABEL, _LONGEST_NAMED = 30, 30, 40
_WORDS_OF_SENTENCE, _PAIR, _SHORT_SENTENCE = 6, 2, 12
# "No: 1234 Published: 12 May 2031"
_FIELDS = re.compile(
    r"(?:[^\W\d]+ ){0,2}[^\W\d]+\s?[:：]\s?[^:：]{1,40}?(?=\s+(?:[^\W\d]+ ){0,2}[^\W\d]+\s?[:：]|\s*$)\s*"
)


def is_small_print(record: Record, line: Line) -> bool:
    """Whether a line is no more than date, byline, label: what it tells is taken."""
    if len(line.text) > 90:
        return _signed_at_length(record, line)
    if line.home in record.page.credited:
        record.set("byline", name_said(line.text, record.page) or name_of(line.text), "its column says author")
        return True
    if _dated(record, line):
        _credits_within(record, line)
        if record.byline is None and line.last - line.first > 1:
            _named_beside_a_date(record, _parts(record.sheet, line))
        _kind_within(record, _parts(record.sheet, line))
        _take_label(record, line)
        return True
    if line.last - line.first > 1 and _of_parts(record, line):
        return True
    if is_credited(record, line) or _of_words(record, line):
        return True
    return bool(_noted(record, line))


def _signed_at_length(record: Record, line: Line) -> bool:
    """Whether a long line only says by whom, and perhaps when: what its parts tell of that is taken."""
    signed = is_signed(record, line)
    if not signed and (len(line.text) > _LONGEST_NOTE or line.last - line.first < 2):
        return False
    parts = _parts(record.sheet, line)
    if not signed:
        small = len(parts) > 1 and is_signed(record, parts[0])
        if not small or not any(record.page.says_when(part.text) for part in parts[1:]):
            return False
    for part in parts:
        _dated(record, part)
    take_writers(record, parts)
    if not DIGIT.search(line.text):
        take_signature(record, line)
    return True


def _noted(record: Record, line: Line) -> bool:
    """Whether a line says when and by whom in so many words: "Posted in News by A. Writer on 5 May 2030"."""
    text = _COUNTED.sub("", line.text)
    if width(text) > 100 or not any(map(str.isdigit, text)) or (ENDS.search(text) and not ORDINAL.search(text)):
        return False
    if any(_is_sentence(_COUNTED.sub("", part.text), record.page) for part in _parts(record.sheet, line)):
        return False
    said = record.names_around(line.home) & (ASIDES | MOMENTS | CREDITS)
    name = name_beside_day(text, record.page)
    if not (said or name or _BY_WITHIN.search(line.text)):
        return False
    spots = spot(line.text, record.page.language, record.page.now)
    if len(spots) != 1:
        return False
    record.set("published", spots[0].iso, "a date in the line of small print")
    if not is_signed(record, line):
        record.set("byline", name, "the words after by")
    rest = f"{line.text[: spots[0].start]} | {line.text[spots[0].end :]}"
    _credits_within(record, line._replace(text=rest))
    return True


def _parts(sheet: Sheet, line: Line) -> list[Line]:
    # Between two pieces in one element stands at the least a picture or the sign of a font.
    return [Line(k, k + 1, words(sheet, k, k + 1), sheet.owners[k]) for k in range(line.first, line.last)]


def _of_parts(record: Record, line: Line) -> bool:
    parts = _parts(record.sheet, line)
    if any(width(part.text) > 60 or _is_sentence(part.text, record.page) for part in parts):
        return False
    small, others = False, []
    for part in parts:
        if _dated(record, part) or is_time(part.text) or is_signed(record, part):
            small = True
        else:
            others.append(part.text)
    # A sentence may be in pieces where words of it are links.
    if (
        len(others) > 1
        and _is_sentence(whole := " ".join(others), record.page)
        and whole.count(" ") >= _WORDS_OF_SENTENCE
    ):
        return False
    rest = sum(map(width, others))
    if record.byline is None and small:
        take_writers(record, parts)
        take_signature(record, line)
        names = [name_said(p.text, record.page) for p in parts] + [
            linked_after_by(record.sheet, *two) for two in pairwise(parts)
        ]
        record.set("byline", next(filter(None, names), None), "the words after by")
    if small and record.byline is None and "[title]" not in record.found.get("published", ""):
        _named_beside_a_date(record, parts)
    if small:
        _kind_within(record, parts)
        _take_label(record, line)
    return small and rest < 60


def _of_words(record: Record, line: Line) -> bool:
    """Whether bars part a line into few words each and a date or an age: "Culture · 3 hours ago"."""
    parts = [part for part in _BARS.split(line.text) if part]
    if len(parts) == 1:
        parts = _COMMA.split(line.text, 1)
    if not 1 < len(parts) < _MANY_PARTS or any(width(part) > _LONGEST_PART for part in parts):
        return False
    moments = [part for part in parts if record.page.says_when(part)]
    if not moments or any(_is_sentence(part, record.page) for part in parts):
        return False
    record.set("published", record.page.when(moments[0]), "a date between bars")
    _credits_within(record, line)
    if line.text[0] == "(" and (names := _NAMES_IN_BRACKETS.fullmatch(line.text)):
        record.set("byline", names[1], "names before the date, in brackets")
    if record.byline is None:
        _take_label(record, line)
    return True


def _is_sentence(text: str, page: Page) -> bool:
    ended = width(text) >= _SENTENCE and (" " in text or text[-1] in "。！？") and ENDS.search(text) is not None
    # What ends in a full stop may be shorter. Brackets and full stops end dates too.
    ended |= text.endswith(STOPS) and width(text) >= _SHORT_SENTENCE
    return ended and not (text.endswith((")", *STOPS)) and page.says_when(text))


def _named_beside_a_date(record: Record, parts: Sequence[Line]) -> None:
    """Two to four capitalised words in an element of their own, in the line of a date, are who wrote it."""
    for part in parts:
        named = HAN_NAME.fullmatch(part.text) or LIKE_A_NAME.fullmatch(part.text)
        often = record.page.often[part.text]
        # In scripts without capitals anything looks like a name: what all records say is a button.
        same = part.text.lower() == part.text.upper() and often >= max(
            FEWEST, record.page.likes[record.block.path]
        )
        if len(part.text) < 40 and named and not same and not record.page.is_moment(part.text):
            record.set("byline", part.text, "a name beside the date")
            return


def _take_label(record: Record, line: Line) -> None:
    """Takes the label in a line of date and byline above the headline: what an element or a link says is one, or
    all that stands beside the date."""
    if line.last > record.begins or record.headline is None:
        return
    parts = _parts(record.sheet, line)
    for part in parts:
        if _is_named_a_label(record, part) and width(part.text) <= _LONGEST_NAMED:
            label = _beside_a_day(part.text, record.page) or part.text
            record.set("kicker", unbracketed(label.strip(SEPARATORS)), "a label above the headline")
    said = [part.text for part in parts] if len(parts) > 1 else [part for part in _BARS.split(line.text) if part]
    others = [text for text in said if text.strip(SEPARATORS) and not record.page.is_moment(text)]
    signed = len(parts) > 1 and any(is_signed(record, part) for part in parts if part.text in others)
    if len(said) > 1 and len(others) == 1 and not signed and _is_label(record, others[0]):
        record.set("kicker", unbracketed(others[0].strip(SEPARATORS)), "a label beside the date")


def _is_named_a_label(record: Record, part: Line) -> bool:
    """Whether the class of a piece of text says label, or it is a link on the line of the headline itself."""
    sheet = record.sheet
    named = record.names(part.home) | record.names(sheet.parents[part.home])
    return bool(named & LABELS) or (sheet.links[part.home] >= 0 and sheet.breaks[record.begins] != 2)


def _beside_a_day(text: str, page: Page) -> str | None:
    """The words that a bar parts from a day: "12 May 2031 | Notice"."""
    parts = [part for part in _BARS.split(text) if part]
    others = [part for part in parts if not page.says_when(part)]
    return others[0] if len(parts) == _PAIR and others else None


def _is_label(record: Record, text: str) -> bool:
    """Whether a few words beside a date name a part of the paper: they come again, but not with all its items, or
    are no name."""
    bare, often = text.strip(SEPARATORS), record.page.often[text]
    if not bare or len(bare) > _LONGEST_LABEL or any(map(str.isdigit, bare)) or bare == record.byline:
        return False
    if name_said(bare, record.page) or often >= record.page.likes[record.block.path]:
        return False
    return often > 1 or not (LIKE_A_NAME.fullmatch(bare) or HAN_NAME.fullmatch(bare))


def _kind_within(record: Record, parts: Sequence[Line]) -> None:
    """A label in the line of date and byline may name a kind: "Video"."""
    for part in parts:
        kind = kind_of_mark(part.text) if record.names(part.home) & LABELS else None
        record.know_kind(kind, "a label in its small print")


def _credits_within(record: Record, line: Line) -> None:
    take_writers(record, _parts(record.sheet, line))
    if record.byline is None and (name := name_beside_day(line.text, record.page)):
        record.set("byline", name, "the words after by")
    if record.byline is not None:
        return
    if signed := next(filter(None, (name_said(part, record.page) for part in _BARS.split(line.text))), None):
        record.set("byline", signed, "the words after by")
        return
    before, by, after = _BY_WITHIN.split(line.text, maxsplit=1) if _BY_WITHIN.search(line.text) else ("", "", "")
    name = name_of(re.split(r"[|,(]| on | am | le | el ", after)[0])
    if by and before and name and not when(name, record.page.language) and width(name) < 50:
        record.set("byline", name, "the words after by")
    elif line.first >= record.begins and record.headline:
        # Below a headline, bars may part who wrote it from how long it takes to read.
        parts = [part for part in _BARS.split(line.text) if part]
        names = [part for part in parts if LIKE_A_NAME.fullmatch(part)]
        if len(names) == 1 and any(map(_MINUTES.fullmatch, parts)):
            record.set("byline", names[0], "a name after a bar")


def _dated(record: Record, line: Line) -> bool:
    # Only short texts tell a date without a digit ("yesterday evening").
    if len(line.text) > _WORDY_DATE and not DIGIT.search(line.text):
        return False
    text = _TALLY.sub("", line.text) if line.text.endswith((")", "]")) else line.text
    # Sentences after a bar are the words below the date.
    if line.text.endswith(STOPS) and any(_is_sentence(part, record.page) for part in _BARS.split(line.text)[1:]):
        return False
    iso = record.page.when(text)
    record.set("published", iso, "a line that is a date")
    if (
        iso is None
        and (":" in text or "：" in text)
        and (fields := _FIELDS.findall(text))
        and "".join(fields) == text.strip()
    ):
        iso = next(filter(None, (record.page.when(said) for said in fields)), None)
        record.set("published", iso, "a date among what is said with colons")
    # Of several pieces each is looked at by itself: one may be the date that all of them are not.
    return iso is not None or (line.last - line.first == 1 and record.page.says_when(line.text))
