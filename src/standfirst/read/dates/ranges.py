"""Days from one to another, as outlets print them: "4–6 June 2025", "du 4 au 6 juin", "6月4日から6日".

The shapes of single dates are settled elsewhere; a range is a pattern over the same tokens. A year that is left
out is told by a day from which the range lies ahead, for what is announced is to come; where no such day is given,
or the weekday does not fit, the range is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from standfirst.languages.tables import rows
from standfirst.read.dates import words as dates_words
from standfirst.read.dates.calendars import date_of, day_and_month, from_persian, settle
from standfirst.read.dates.shapes import Token, shapes, tokens

AHEAD = timedelta(days=300)
"""How far ahead of the day it was announced a range without its year may lie."""

LONGEST = timedelta(days=400)
"""What takes longer is no event; its two dates are of two things."""

_BACK = timedelta(days=1)
_LONG_DASH = re.compile(r"\s*[‐‑‒–—―~〜～]\s*")
_SHORT_DASH = re.compile(
    r"(?<![\d\-./:])(\d{1,2}\.?)-(?=\d{1,2}(?![\d\-:]))|(?<=\d\.)-(?=\d)|(?<=[^\W\d_]) ?- ?(?=\d)"
)
# Written with signs, or grown onto the number: "t/m", "s/d", "4'ten", "4-től 6-ig".
_WRITTEN = re.compile(
    r"\bt/m\b|\bs[./]d\b\.?|\btot en met\b"
    r"|(?<=\d)(?:['’-]?(?:ten|tan|den|dan)|tik|-?(?:j?[eéaá])?t[őó]l)\b",
    re.IGNORECASE,
)
_GROWN = re.compile(r"(?<=\d)(?:-?ig|ra|['’]?(?:[yn]?[ae]))(?!\w)|(?<=\d)-(?=[^\W\d])", re.IGNORECASE)
_TURKISH = re.compile(r"(?<=[^\W\d])['’](?:d[ae]n|t[ae]n)\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")

_W = "W?c?"
_SHAPES = re.compile(
    rf"""
      (?P<span>{_W}dc?R{_W}dc*M(?:c?y)?)                       # 4 to 6 June 2025
    | (?P<months>{_W}dc*Mc*(?:yc?)?R{_W}dc*M(?:c*y)?)           # 28 May (2025) to 2 June 2025
    | (?P<after>{_W}Mc?dc?R{_W}dc*y?)                           # June 4 to 6, 2025
    | (?P<afters>{_W}Mc?d(?:c?y)?c?R{_W}Mc?d(?:c*y)?)           # June 28 to July 2, 2025
    | (?P<yearfirst>yc*Mc?dc?R{_W}d)                            # 2025. június 4–6.
    | (?P<yearday>yc*dc?Rc?dc*M)                                # 2025. gada 4.–6. jūnijā
    | (?P<numbers>{_W}(?:N|Q|q|d)c*R{_W}N)                      # 4.–6.6.2025, 04.06. to 06.06.2025
    | (?P<partials>{_W}(?:Q|dc?)R{_W}Q)                         # 4.6. to 6.6.
    | (?P<whole>{_W}Mc?yc?R{_W}Mc?y|MR{_W}Mc?y)                 # May to September 2025
    """,
    re.VERBOSE,
)
_HAN = re.compile(
    r"(?:(?P<y>\d{4})\s?[年년]\s?)?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日号號일]?\s?(?:[(（][^()（）]{1,6}[)）])?\s?"
    r"(?:から|より|[-~〜～–—至到]|부터|에서|(?P<both>[・、와과と和及]))\s?"
    r"(?:(?:(?P<y2>\d{4})\s?[年년]\s?)?(?P<m2>\d{1,2})\s?[月월]\s?)?(?P<d2>\d{1,2})\s?[日号號일]"
)


class Range(NamedTuple):
    """Days within a text: spaced(text)[at:] begins to say it; `start` and `end` are ISO 8601 days or months."""

    at: int
    start: str
    end: str


class _Day(NamedTuple):
    """What is said of one day: its numbers, 0 for what is left out, its weekday, 1 to 7 or 0, and whether it is
    one of the Solar Hijri calendar."""

    day: int
    month: int
    year: int
    weekday: int
    persian: bool = False


def ranges(text: str, language: str | None = None, announced: date | None = None) -> list[Range]:
    """The ranges of days in a text, from left to right. `announced` is the day from which a range without its year
    lies ahead."""
    if not _DIGIT.search(text):
        return []
    folded = dates_words.fold(spaced(text))
    found = list(_in_han(folded, announced))
    cut, code = _coded(folded, language)
    for shape in _SHAPES.finditer(code):
        own = cut[shape.start() : shape.end()]
        told = _told(shape.lastgroup or "", own, language)
        if told and (days := _settled(*told, announced)):
            found.append(Range(own[0][1].start, *days))
    return sorted(found)


def named_together(text: str, language: str | None) -> bool:
    """Whether a text names several days that may be no range ("23 & 29 May")."""
    return bool(_SHAPES.search(_coded(dates_words.fold(spaced(text)), language)[1]))


def _coded(folded: str, language: str | None) -> tuple[list[tuple[str, Token]], str]:
    cut = _collapsed(_units(tokens(folded, language.split("-")[0] if language else None), folded))
    return cut, "".join(letter for letter, _ in cut)


def spaced(text: str) -> str:
    """The text with what stands between two days set apart, as `Range.at` counts."""
    text = _TURKISH.sub(" - ", _WRITTEN.sub(" - ", _LONG_DASH.sub(" - ", text.replace("&", " and "))))
    return _SHORT_DASH.sub(lambda found: (found[1] or "") + " - ", _GROWN.sub("", text))


@cache
def _words() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The words that stand between first and last day, those that only join two days that follow each other, and
    those that say nothing there."""
    told = dict(rows("range_words.tsv"))
    to, both, passed = (
        frozenset(map(dates_words.fold, told[name].split("|"))) for name in ("to", "and", "passed")
    )
    return to, both, passed | dates_words.named("link")


_KEPT = {letter: letter for letter in "dMyWNQq"} | {"X": "M", "P": "M", "I": "N", "t": "y"}


def _units(cut: Sequence[Token], folded: str) -> Iterator[tuple[str, Token]]:
    """The tokens as ranges see them: R between two days, c what says nothing there, o what ends a range."""
    to, both, passed = _words()
    for token in cut:
        word = folded[token.start : token.end].strip(" .'")
        if word in to or word == "-":
            yield "R", token
        elif token.letter == "q" and (folded[token.end : token.end + 1] == "." or "/" in word):
            yield "Q", token  # 18.08. is a day, 19.30 an hour
        elif token.letter in _KEPT and word not in _BEFORE:
            yield _KEPT[token.letter], token
        elif word in both:
            yield "R", token
        else:
            yield "c" if word in passed or word in ("", ",", "(", ")", "/") else "o", token


# Words before a range that mean a month or a weekday in some other language.
_BEFORE = frozenset(("fra", "do"))


def _collapsed(units: Iterator[tuple[str, Token]]) -> list[tuple[str, Token]]:
    """Without what says the same twice: "- to", "bis zum"."""
    kept: list[tuple[str, Token]] = []
    for letter, token in units:
        if letter not in "Rc" or not kept or kept[-1][0] not in "Rc":
            kept.append((letter, token))
        elif letter == "R" and kept[-1][0] == "c":
            kept[-1] = letter, token
    return kept


def _told(shape: str, own: list[tuple[str, Token]], language: str | None) -> tuple[_Day, _Day, bool] | None:
    """First and last day as said, and whether they must follow each other."""
    at = next(n for n, (letter, _) in enumerate(own) if letter == "R")
    joined = _only_joins(own[at][1].found[0].strip())
    first, last = own[:at], own[at + 1 :]
    if shape in ("numbers", "partials"):
        days = _numbered(first, last, language)
        return (*days, joined) if days else None
    if shape == "yearday":
        last = [*last, *(pair for pair in first if pair[0] == "y")]
    if shape == "after":
        # The month stands first, the year last.
        last = [*last, *(pair for pair in first if pair[0] == "M")]
    one, other = _day(first), _day(last)
    year, month = other.year or one.year, other.month or one.month
    persian = one.persian or other.persian
    one = one._replace(month=one.month or month, year=one.year or -year, persian=persian)
    return one, other._replace(month=month, year=other.year or -one.year, persian=persian), joined


def _only_joins(word: str) -> bool:
    to, both, _ = _words()
    return word in both and word not in to


def _number(token: Token, language: str | None) -> tuple[int, int, int] | None:
    """Year (0 where it is left out), month and day of a day in bare numbers; None where undecided."""
    for told in shapes([token]):
        if told.shape == "partial":
            pairs = list(day_and_month(told, language, "dmy" if told.separator == "." else None))
            return (0, *pairs[0]) if len(pairs) == 1 else None
        if iso := settle(told, language, None, None):
            year, month, day = map(int, iso[:10].split("-"))
            return year, month, day
    return None


def _day(own: list[tuple[str, Token]]) -> _Day:
    day = month = year = weekday = 0
    persian = False
    for letter, token in own:
        match letter:
            case "d":
                day = int(re.sub(r"\D.*", "", token.found[0]))
            case "M":
                month, persian = token.number, token.letter == "P"
            case "y":
                digits = re.sub(r"\D", "", token.found[0])
                year = int(digits) + (2000 if len(digits) == 2 else 0)
            case "W":
                weekday = token.number
    return _Day(day, month, year, weekday, persian)


def _numbered(
    first: list[tuple[str, Token]], last: list[tuple[str, Token]], language: str | None
) -> tuple[_Day, _Day] | None:
    """Two days in bare numbers: the last says the order for both."""
    end = next(token for letter, token in last if letter in "NQ")
    whole = _number(end, language)
    if whole is None:
        return None
    year, month, day = whole
    one = _Day(0, month, -year, _day(first).weekday)
    begin = next((pair for pair in first if pair[0] in "NQqd"), None)
    if begin is None:
        return None
    if begin[0] == "d":
        one = one._replace(day=_day([begin]).day)
    elif start := _number(begin[1], language):
        one = one._replace(day=start[2], month=start[1], year=start[0] or one.year)
    else:
        return None
    return one, _Day(day, month, year, _day(last).weekday)


def _in_han(folded: str, announced: date | None) -> Iterator[Range]:
    for found in _HAN.finditer(folded):
        year, other_year, month = int(found["y"] or 0), int(found["y2"] or 0), int(found["m"])
        one = _Day(int(found["d"]), month, year or -other_year, 0)
        other = _Day(int(found["d2"]), int(found["m2"] or month), other_year or -year, 0)
        if days := _settled(one, other, bool(found["both"]), announced):
            yield Range(found.start(), *days)


# --- from what is said to days -----------------------------------------------------------------------------


def _settled(one: _Day, other: _Day, joined: bool, announced: date | None) -> tuple[str, str] | None:
    """The first and last day as ISO 8601, months where no days are said. A year below zero is the other's."""
    if not one.day and not other.day:
        return _months(one, other)
    for start, end in _years(one, other, announced):
        if joined and end - start != timedelta(days=1):
            continue
        if timedelta() < end - start <= LONGEST and _fits(start, one) and _fits(end, other):
            return start.isoformat(), end.isoformat()
    return None


def _months(one: _Day, other: _Day) -> tuple[str, str] | None:
    year, month = abs(other.year), other.month
    first = abs(one.year)
    if not year or month > 12 or one.month > 12 or (first, one.month) >= (year, month):
        return None
    return f"{first:04d}-{one.month:02d}", f"{year:04d}-{month:02d}"


def _fits(day: date, said: _Day) -> bool:
    return not said.weekday or day.isoweekday() == said.weekday


def _years(one: _Day, other: _Day, announced: date | None) -> Iterator[tuple[date, date]]:
    """The days in the years that are possible, the likeliest first."""
    if one.year > 0 and other.year > 0:
        pairs = [(one.year, other.year)]
    elif one.year or other.year:
        said = max(one.year, other.year)
        # From December to January the year that is said once is that of its own day.
        turn = one.month > other.month
        pairs = [(said, said + turn) if one.year > 0 else (said - turn, said)]
    elif announced:
        turn = one.month > other.month
        this = announced.year - (621 if one.persian else 0)
        pairs = [(year, year + turn) for year in (this - 1, this, this + 1)]
    else:
        return
    for first, last in pairs:
        start, end = _date(first, one), _date(last, other)
        if start and end and (one.year or other.year or _is_ahead(start, end, announced)):
            yield start, end


def _is_ahead(start: date, end: date, announced: date | None) -> bool:
    return announced is not None and end >= announced - _BACK and start - announced <= AHEAD


def _date(year: int, said: _Day) -> date | None:
    return (from_persian if said.persian else date_of)(year, said.month, said.day)
