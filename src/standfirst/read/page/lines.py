"""The lines of a record as a reader sees them, and what the names of their elements say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise, takewhile
from typing import NamedTuple

from standfirst.model import Kind, tidy
from standfirst.read.dates import counts_back, is_of_a_calendar, when
from standfirst.read.dates.ago import SOME_DAYS
from standfirst.read.page.blocks import Block
from standfirst.read.page.sheet import Sheet
from standfirst.read.signing import LETTER

_LONGEST_MOMENT = 60
# From each a day without its year is looked for no further back than to the other.
_ENDS_OF_HALVES = ((6, 30), (12, 31))
CLOCK = re.compile(r"[(\[]?\d{1,2}[:.h]\d\d\b(?: ?[ap]\.?m\.?)?[)\]]?", re.IGNORECASE)
_OF_TIMES = re.compile(r"\d[:/.月-]\d")
DIGIT = re.compile(r"\d|月")
LIKE_A_NAME = re.compile(
    rf"[^\W\d_a-zа-я][{LETTER}.'’-]*(?: (?:[a-z]{{1,3}} )?[^\W\d_a-zа-я][{LETTER}.'’-]*){{1,3}}"
)
BRACKETS = re.compile(r"^[\[【〔(（「]\s*(.{1,30}?)\s*[\]】〕)）」]$")
# With a word or two before it: "source: https://...".
ONLY_AN_ADDRESS = re.compile(r"(?:[^\W\d][^:/@]{1,24}:\s*)?(?:https?://|www\.)\S+$|[\w.+-]+@[\w-]+\.[\w.]+$")
ONLY_SIGNS = re.compile(r"^[\W\d_]*$")
COLONS = (":", "：")
BARS = "|·•∙⋅‧│¦"
"""What parts words that stand beside each other on a line, with space around it."""
SEPARATORS = f" \t{BARS}–—-/,:;؛،»«›>：｜"


class Line(NamedTuple):
    """Pieces first..last-1; `home` is the element that holds them all."""

    first: int
    last: int
    text: str
    home: int


@dataclass(slots=True)
class Page:
    """What holds for all records of a page: its language, now, the order of its bare dates, how often each line
    occurs on it, how many pages the links with the same words lead to, how many items stand at each path, which
    cells of tables say by whom, the year above the record in hand; and, remembered, what says when and what is
    signed."""

    sheet: Sheet
    base: str
    language: str | None
    now: datetime | None
    often: Counter[str] = field(default_factory=Counter)
    order: str | None = None
    said: Counter[str] = field(default_factory=Counter)
    likes: Counter[int] = field(default_factory=Counter)
    credited: frozenset[int] = frozenset()
    year: str | None = None
    moments: dict[str, bool] = field(default_factory=dict)
    signed: dict[tuple[int, int, int], bool] = field(default_factory=dict)

    def when(self, text: str) -> str | None:
        """The day that a text of the page tells, perhaps with its time; what lacks a year is of that above it."""
        told = when(text, self.language, self.now, self.order)
        if self.year is None or (told and told.startswith(self.year)) or counts_back(text):
            return told
        ends = (datetime(int(self.year), month, day, tzinfo=UTC) for month, day in _ENDS_OF_HALVES)
        halves = (when(text, self.language, end, self.order) for end in ends)
        whole = when(text, self.language, None, self.order)
        return whole or next((iso for iso in halves if iso and iso.startswith(self.year)), None)

    def stamp(self, text: str) -> str | None:
        """The moment that an attribute tells: the order of its numbers is a program's, not the language's."""
        return when(text, self.language, self.now)

    def is_moment(self, text: str) -> bool:
        """Whether a short text is a date, an age or a time of day."""
        return self.says_when(text) or counts_back(text) or CLOCK.match(text) is not None or is_time(text)

    def says_when(self, text: str) -> bool:
        """Whether a short text is a date or an age, even one untold for want of a year or of today's date."""
        if len(text) > _LONGEST_MOMENT:
            return False
        # The lines of a record, their parts and their ends are asked about again and again.
        known = self.moments.get(text)
        if known is None:
            known = self.moments[text] = self._says_when(text)
        return known

    def _says_when(self, text: str) -> bool:
        noon, evening = SOME_DAYS
        if when(text, self.language, self.now or noon, self.order) is not None:
            return True
        if any(when(text, self.language, now, self.order) for now in (noon, evening)):
            return True
        return is_of_a_calendar(text, self.language)


@dataclass(slots=True)
class Record:
    """What has been told of a block's record, and how; `begins` is the piece of text that its headline begins
    with. `paragraphs` are what its standfirst may be, `classed` where a class says so; `invites`: words
    of it lead to its page, as a teaser's do."""

    page: Page
    block: Block
    headline: str | None = None
    kicker: str | None = None
    standfirst: str | None = None
    published: str | None = None
    byline: str | None = None
    image: str | None = None
    kind: Kind = "article"
    begins: int = 0
    paragraphs: tuple[str, ...] = ()
    classed: bool = False
    invites: bool = False
    found: dict[str, str] = field(default_factory=dict)

    @property
    def sheet(self) -> Sheet:
        return self.page.sheet

    def set(self, name: str, value: str | None, how: str) -> None:
        """Tells a field that is not told yet."""
        if value and getattr(self, name) is None:
            setattr(self, name, value)
            self.found[name] = how

    def names(self, place: int) -> frozenset[str]:
        """The words in the class names of an element."""
        return self.page.sheet.names(place)

    def names_around(self, place: int) -> frozenset[str]:
        """The words in the class names of an element and of two around it, within the record; what holds the title
        too says nothing of the line."""
        sheet, title = self.page.sheet, self.block.title
        found = sheet.names(place)
        for _ in range(2):
            place = sheet.parents[place]
            if place <= self.block.first or place <= title < sheet.ends[place]:
                break
            found |= sheet.names(place)
        return found

    def around(self, place: int) -> Iterator[int]:
        """An element and those around it within the record, the innermost first."""
        return takewhile(lambda outer: outer >= self.block.first, self.page.sheet.around(place))

    def unset(self, name: str) -> None:
        setattr(self, name, None)
        self.found.pop(name, None)

    def know_kind(self, kind: Kind | None, how: str) -> None:
        """Tells a kind, where none but the usual one is told yet."""
        if kind and self.kind == "article":
            self.kind, self.found["kind"] = kind, how


def lines_between(sheet: Sheet, first: int, last: int) -> list[Line]:
    """The lines that the pieces first..last-1 make up."""
    breaks = sheet.breaks
    cuts = [first, *(k for k in range(first + 1, last) if breaks[k] == 2), last]
    return [line_of(sheet, a, b) for a, b in pairwise(cuts) if a < b]


def line_of(sheet: Sheet, first: int, last: int) -> Line:
    home = sheet.owners[first] if last - first == 1 else sheet.blocks[sheet.owners[first]]
    return Line(first, last, words(sheet, first, last), home)


def words(sheet: Sheet, first: int, last: int) -> str:
    """The words of the pieces first..last-1, tidy."""
    texts, breaks = sheet.texts, sheet.breaks
    if last - first == 1:
        return tidy(texts[first])
    parts = [texts[first]] if first < last else []
    for place in range(first + 1, last):
        if breaks[place]:
            parts.append(" ")
        parts.append(texts[place])
    return tidy("".join(parts))


def is_time(text: str) -> bool:
    """Whether a text is hardly more than figures with what parts those of dates and times."""
    digits = sum(map(str.isdigit, text))
    return digits >= 3 and digits * 2 >= len(text.replace(" ", "")) - 4 and bool(_OF_TIMES.search(text))


def unbracketed(text: str) -> str:
    found = BRACKETS.match(text)
    return found[1] if found else text
