"""Moments in a line: the dates it tells, and what looks like one but names no certain day.

"4 hours ago" and "07-02 13:09" say no date that an item may carry, yet they part items as well as any.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from sys import intern
from typing import NamedTuple

from standfirst.read.dates import page_order, spot, when
from standfirst.read.dates.ago import ages, words_of_age

_YEARLESS = re.compile(
    r"\d{1,2}\s?[月/.-]\s?\d{1,2}日?\s*\d{1,2}:\d{2}(?::\d{2})?"
    r"|\d{1,2}:\d{2}(?::\d{2})?\s\d{1,2}[/.-]\d{1,2}(?![/.\d-])"
    r"|(?<![\d/.-])1[01]\d([/.-])[01]?\d\1[0-3]?\d(?![/.\d-])"
)
_LOOSE = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\s(\d{4})(?![\d.])")
_CLOCKED = re.compile(r"\d:\d")
_OF_TAIWAN = re.compile(r"(?<!\d)1[01]\d[/.-][01]?\d[/.-]")  # years counted from 1912
CLOCK = re.compile(
    r"\s*(?:[-–,·|@]\s*|\bat\s|\bum\s|\ba las\s|\bà\s|\balle\s|\bore\s|\bkl\.?\s|\bв\s)?"
    r"\b\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?(?!\w)|uhr\b|(?:GMT|UTC|CET|CEST|EST|EDT|PT|ET|PST|PDT|MSK)\b)*",
    re.IGNORECASE,
)


LONGEST_LOOK = 260  # how far into a line dates are looked for
_LONGEST_WORDS = 40
_WHOLE, _NEAR, _NEAR_END = 90, 50, 24  # how much of a line is looked at for what counts back
REACH = 38  # how far from its year a date may begin or end
_FIGURES = re.compile(r"(?=\d)(?<![\d/.-])\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d{2})(?![\d/.-]*\d)")
_YEAR_WORD = re.compile(r"\s?(?:г(?:ода|\.)?|р(?:оку|\.)?)(?=[\s,]|$)|\.(?=\s)")
_RUN = re.compile(r"\d+")
_PARTS = re.compile(r"\d+|[^\W\d_]+(?:[\u0900-\u0e7f]+[^\W\d_]*)*")
_LOOKS = {"w": r"[^\W\d_][^\s\d,.]*", "d": r"\d{1,2}", "y": r"\d{4}"}
_FEWEST_ALIKE = 3
_HEAD = 3
_ALIKE = 0.6


class Moment(NamedTuple):
    """A stretch of a line that tells a time; `iso` is None where it names no certain day."""

    start: int
    end: int
    iso: str | None

    def moved(self, by: int) -> Moment:
        return Moment(self.start + by, self.end + by, self.iso)


def order_of(lines: Iterable[str]) -> str | None:
    """Whether the day or the month comes first in the bare numbers of a document ("dmy", "mdy"), if it shows."""
    numbered = [near for line in lines if len(_RUN.findall(near := line[:LONGEST_LOOK])) > 2]
    figures = [found[0] for line in numbered for found in _FIGURES.finditer(line)]
    return page_order(figures) if figures else None


def moments(text: str, language: str | None, now: datetime | None, order: str | None) -> tuple[Moment, ...]:
    """The moments near the head of a line in their order, times of day beside them taken in."""
    text = text[:LONGEST_LOOK]
    runs = [run.span() for run in _RUN.finditer(text)]
    if not runs:
        return ()
    found: list[Moment] = []
    if len(runs) > 2:
        for figures in _FIGURES.finditer(text):
            _add(found, Moment(figures.start(), figures.end(), when(figures[0], language, now, order)))
    _find_by_years(found, text, runs, language, now)
    if not found and len(runs) > 2:
        found = [_loose(told) for told in _LOOSE.finditer(text)]
    whole = len(text) < _WHOLE
    for start, near in [(0, text)] if whole else [(0, text[:_NEAR]), (len(text) - _NEAR_END, text[-_NEAR_END:])]:
        for first, last in ages(near, language):
            _add(found, Moment(start + first, start + last, None))
        if _CLOCKED.search(near) or ((language or "").startswith("zh") and _OF_TAIWAN.search(near)):
            for other in _YEARLESS.finditer(near):
                iso = when(other[0], language, now, order) if other[1] else None
                _add(found, Moment(start + other.start(), start + other.end(), iso))
    return tuple(sorted(_with_clock(text, moment) for moment in found))


def day_first(text: str, language: str | None, now: datetime | None) -> str | None:
    """The day that a text is, or begins with."""
    return when(text, language, now) or next((day.iso for day in spot(text, language, now) if not day.start), None)


def ago_in_words(text: str, language: str | None, at_head: bool) -> list[Moment]:
    """What a line says at its head, or at its end, of how long ago something was, in words alone."""
    told = words_of_age(text[:LONGEST_LOOK] if at_head else text[-_LONGEST_WORDS:], language, at_head)
    if told is None:
        return []
    start, end = told if at_head else (told[0] + max(0, len(text) - _LONGEST_WORDS), len(text))
    parted = not text[end:].strip(" )].") or (at_head and text[end].isspace())
    return [_with_clock(text, Moment(start, end, None))] if parted else []


def _find_by_years(
    found: list[Moment], text: str, runs: list[tuple[int, int]], language: str | None, now: datetime | None
) -> None:
    """Find the dates around those numbers that may be years and are not in a date already found."""
    for begin, end in runs:
        if not _is_year(text, begin, end, language) or any(
            begin < other.end and other.start < end for other in found
        ):
            continue
        start = max(0, begin - REACH)
        for told in spot(text[start : end + REACH], language, now):
            if len(told.iso) >= 7:
                _add(found, Moment(start + told.start, start + told.end, told.iso))


def _is_year(text: str, start: int, end: int, language: str | None) -> bool:
    """Whether a number may be a year, or a day written as 20240305; in Thai years are written short, too."""
    short = end - start == 2 and language == "th"
    return short or end - start == 4 or (end - start == 8 and text.startswith("20", start))


def _add(found: list[Moment], moment: Moment) -> None:
    if all(moment.end <= other.start or moment.start >= other.end for other in found):
        found.append(moment)


def _loose(found: re.Match[str]) -> Moment:
    """ "21.02 2017": a date whose year stands apart."""
    day, month, year = map(int, found.groups())
    certain = 1 <= month <= 12 and 1 <= day <= 31 and 1990 <= year <= 2100
    return Moment(found.start(), found.end(), f"{year}-{month:02}-{day:02}" if certain else None)


def _with_clock(text: str, moment: Moment) -> Moment:
    end = moment.end
    if year := _YEAR_WORD.match(text, end):
        end = year.end()
    if clock := CLOCK.match(text, end):
        end = clock.end()
    # Days come again on many lines.
    return Moment(moment.start, end, moment.iso and intern(moment.iso))


def usual_look(found: Iterable[tuple[str, Moment]]) -> re.Pattern[str] | None:
    """How the dates of a document, each given with its line, are mostly written, if they have a year."""
    looks = Counter(_look(text[moment.start : moment.end]) for text, moment in found if moment.iso)
    look, often = looks.most_common(1)[0] if looks else ("", 0)
    if often < _FEWEST_ALIKE or often < _ALIKE * looks.total() or "y" not in look:
        return None
    parts = r"[\W_]{1,3}".join(_LOOKS[sign] for sign in look)
    return re.compile(rf"(?<!\w){parts}(?!\w)")


def _look(text: str) -> str:
    return "".join("w" if word[0].isalpha() else "d" if len(word) < 3 else "y" for word in _PARTS.findall(text))


def in_usual_look(
    text: str, found: Sequence[Moment], look: re.Pattern[str], language: str | None, now: datetime | None
) -> Sequence[Moment]:
    """The moments of a line, read as those of its fellows are where a number, a month or a day of the week right
    before the date has been taken into it: "a new bridge by 2028 14 March 2024"."""
    if len(text) > LONGEST_LOOK or any(look.match(text, m.start) or m.start < _HEAD for m in found):
        return found
    for told in look.finditer(text):
        iso = when(told[0], language, now)
        if iso and len(iso) >= len("2024-03-14") and told.start():
            rest = [m for m in found if m.end <= told.start() or told.end() <= m.start]
            return tuple(sorted([*rest, Moment(told.start(), told.end(), iso)]))
    return found
