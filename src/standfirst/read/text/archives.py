"""Lists of an archive: each line a month and a day before, or behind, a headline, the year above many of them.

2026
03-13 Ferry returns to the northern route
Feb 28 Council votes to keep the old library
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from standfirst.read.dates import names_a_day, when
from standfirst.read.enough import FEWEST, MOST, enough
from standfirst.read.text.yearless import is_day

_YEAR = re.compile(
    r"\W*(?P<year>(?:19|20)\d\d)\s?(?:[年년]|год[ау]?\b|р[іо]к\w?\b)?\W*(?:\(?\d{1,3}\)?\W*)?"  # "2026 (12)"
)
_LONGEST_HEADING = 30
_FIGURES = r"\d{1,2}(?P<sign>[-./])\d{1,2}\.?"
_WORDS = (
    r"\d{1,2}(?:\.|st|nd|rd|th|º|ª)?\s?(?:de\s)?[^\W\d_]{3,12}\.?|[^\W\d_]{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?"
    r"|\d{1,2}[月월]\s?\d{1,2}[日일]"
)
_DAY = rf"[\[(]?(?P<day>{_FIGURES}|{_WORDS})[\])]?"
_BULLET = r"\s*+(?:[-*•·–+]\s++)?"
_REST = r"(?:\s*+[-–—|:：·,]\s*+|\s++|\Z)(?P<rest>(?!\d{4}\b).*)"
_BEFORE = re.compile(_BULLET + _DAY + _REST)
_ONLY = re.compile(rf"{_BULLET}(?P<day>\d{{1,2}})\.?{_REST}")
_BEHIND = re.compile(rf"(?P<rest>.*\S)(?:\s*[-–—|·,(\[]\s*|\s+){_DAY}\W?\s*")
_RUN = re.compile(r"\d+")
_LONGEST_DAY = 24
_SOME = 0.3  # of the lines below years: the others are standfirsts
_A_LEAP_YEAR = 2024  # any day of a year is one of its


class Entry(NamedTuple):
    """A line of an archive: its place, its month and day, the day as it says it, and what else it says."""

    at: int
    month: int
    day: int
    said: str
    rest: str


Heads = Mapping[int, tuple[int, int]]
"""The year, and the month or 0, that lines are and nothing else, by their places."""


def with_years(lines: list[str], language: str | None) -> list[str]:
    """The lines, those of an archive with their whole day before them, where its year is told above; else with the
    day, where it is said in words, on a line above."""
    heads = dict(_headings(lines, language))
    if list(heads.values()) not in (sorted(set(heads.values())), sorted(set(heads.values()), reverse=True)):
        return lines  # numbers that are no years
    least = _SOME if heads else MOST
    others = sum(bool(line.strip()) for line in lines) - len(heads)
    for way in (_before, _behind) if heads else (_before,):
        found = way(lines, heads, language)
        if enough(len(found), others, least) and _in_order(found, heads):
            return list(_written(lines, heads, found))
    return lines


def _headings(lines: Sequence[str], language: str | None) -> Iterator[tuple[int, tuple[int, int]]]:
    for at, line in enumerate(lines):
        if len(line) > _LONGEST_HEADING or not any(map(str.isdigit, line)):
            continue
        if year := _YEAR.fullmatch(line):
            yield at, (int(year["year"]), 0)
        elif (iso := when(line.strip("#* \t"), language)) and len(iso) == len("2024-03"):
            yield at, (int(iso[:4]), int(iso[5:7]))


def _before(lines: Sequence[str], heads: Heads, language: str | None) -> list[Entry]:
    if heads and all(month for _, month in heads.values()) and (found := _below_months(lines, heads)):
        return found
    return _entries(lines, heads, _BEFORE.match, language)


def _behind(lines: Sequence[str], heads: Heads, language: str | None) -> list[Entry]:
    entries = _entries(lines, heads, lambda line: _BEHIND.fullmatch(line[-_LONGEST_DAY:]), language)
    return [entry._replace(rest=lines[entry.at][:-_LONGEST_DAY] + entry.rest) for entry in entries]


def _below_months(lines: Sequence[str], heads: Heads) -> list[Entry]:
    """Lines that begin with a day alone, below their months; numbers that count them are no days."""
    found, month = [], 0
    for at, line in enumerate(lines):
        if at in heads:
            month = heads[at][1]
        elif month and (day := _ONLY.match(line)) and _is_day_alone(day, month):
            found.append(Entry(at, month, int(day["day"]), "", day["rest"]))
    counted = sum(after.day == before.day + 1 for before, after in pairwise(found))
    return found if 2 * counted < len(found) else []


def _is_day_alone(found: re.Match[str], month: int) -> bool:
    """Whether a number may be a day of a month, and no month of its own stands behind it."""
    behind = found["rest"].split(" ", 1)[0]
    return _is_day_of_year(month, int(found["day"])) and not names_a_day(f"{found['day']} {behind}")


def _entries(
    lines: Sequence[str], heads: Heads, way: Callable[[str], re.Match[str] | None], language: str | None
) -> list[Entry]:
    told = [(at, found) for at, line in enumerate(lines) if at not in heads and (found := way(line))]
    written = [(at, found) for at, found in told if not found["sign"] and is_day(found["day"], language)]
    if len(written) >= FEWEST:
        return [
            Entry(at, int(iso[5:7]), int(iso[8:]), found["day"], found["rest"])
            for at, found in written
            if (iso := _whole(found["day"], language)) and len(iso) == len("2024-03-13")
        ]
    pairs = [(at, _RUN.findall(found["day"]), found["rest"]) for at, found in told if found["sign"]]
    figures = [Entry(at, int(first), int(second), "", rest) for at, (first, second), rest in pairs]
    ways = figures, [entry._replace(month=entry.day, day=entry.month) for entry in figures]
    right = [way for way in ways if _in_order(way, heads) and all(_is_day_of_year(e.month, e.day) for e in way)]
    return right[0] if len(right) == 1 else []


def _whole(day: str, language: str | None) -> str | None:
    """A day of a year that has them all."""
    if day[-1] in "日일":
        return when(f"{_A_LEAP_YEAR}{'年' if '月' in day else '년 '}{day}", language)
    return when(f"{day} {_A_LEAP_YEAR}", language)


def _is_day_of_year(month: int, day: int) -> bool:
    try:
        return bool(date(_A_LEAP_YEAR, month, day))
    except ValueError:
        return False


def _in_order(entries: Sequence[Entry], heads: Heads) -> bool:
    """Whether the days of each year mostly follow each other, one way or the other."""
    places = sorted(heads)
    steps = [
        (before[1:3], after[1:3])
        for before, after in pairwise(entries)
        if bisect(places, before.at) == bisect(places, after.at)
    ]
    later, earlier = sum(a <= b for a, b in steps), sum(a >= b for a, b in steps)
    return len(entries) >= FEWEST and max(later, earlier) >= MOST * len(steps)


def _written(lines: Sequence[str], heads: Heads, entries: Sequence[Entry]) -> Iterator[str]:
    days = {entry.at: entry for entry in entries}
    alone = not any(entry.rest for entry in entries)
    above = alone and all(at + 1 in days for at in heads)  # of a day's headline it does
    year = 0
    for at, line in enumerate(lines):
        if at in heads:
            year = heads[at][0]
        elif entry := days.get(at):
            if above:
                yield ""
            if year:
                yield f"{year}-{entry.month:02}-{entry.day:02} {entry.rest}".rstrip()
            else:
                yield from filter(None, (entry.said, entry.rest))
        else:
            yield line
