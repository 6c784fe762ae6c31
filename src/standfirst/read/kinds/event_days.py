"""When an event takes place, from its words: a range of days, or a day with its hour.

The headline's days come before the standfirst's. Words that name several days, of which none stands beside a word
that says what takes place, say nothing for certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from standfirst.model import Event
from standfirst.read.dates import words as dates_words
from standfirst.read.dates.calendars import date_of, day_and_month, settle
from standfirst.read.dates.ranges import AHEAD, Range, named_together, ranges, spaced
from standfirst.read.dates.shapes import Told, shapes, tokens
from standfirst.read.kinds.kind_words import spans

_LOOKED_AT = 400
_NEAR = 90
_HOURS = re.compile("T|dp?[AB]")


def event_of(headline: str, standfirst: str, language: str | None, announced: date | None) -> Event | None:
    """When an event takes place. `announced` is the day from which days without a year lie ahead."""
    texts = [text for text in (headline, standfirst[:_LOOKED_AT]) if text]
    for text in texts:
        days = days_of(text, language, announced)
        whole = any(day.end > day.start for day in days)
        if not whole and named_together(text, language):
            return None  # "23 & 29 May" is two days
        if day := _one(text, days):
            return _with_hour(day, texts, language, announced)
        if days:
            return None
    return None


def days_of(text: str, language: str | None, announced: date | None) -> list[Range]:
    """The days and ranges of days that a text names, from left to right; a day begins and ends with itself."""
    found = ranges(text, language, announced)
    taken = {day[:10] for told in found for day in (told.start, told.end)}
    alone = [Range(at, iso, iso) for at, iso in _days(text, language, announced) if iso[:10] not in taken]
    return sorted([*found, *alone])


def _one(text: str, days: Sequence[Range]) -> Range | None:
    """The one that all of them are, or the one that stands beside a word of what takes place."""
    if len({(day.start[:10], day.end[:10]) for day in days}) == 1:
        return max(days, key=lambda day: len(day.start))
    happens = spans("happens", spaced(text))
    near = sorted((abs(day.at - end), day) for day in days for _, end in happens[:1])
    return near[0][1] if near and near[0][0] < _NEAR else None


def _with_hour(day: Range, texts: Iterable[str], language: str | None, announced: date | None) -> Event:
    """The event of a day; its hour may be told in other words."""
    if day.start != day.end:
        return Event(day.start, day.end)
    hours = {iso for text in texts for _, iso in _days(text, language, announced) if iso[:11] == day.start + "T"}
    return Event(hours.pop() if len(hours) == 1 else day.start)


def _days(text: str, language: str | None, announced: date | None) -> Iterator[tuple[int, str]]:
    cut = tokens(dates_words.fold(spaced(text)), language.split("-")[0] if language else None)
    # Of two hours one may be when it ends, or of something else.
    hours = len(_HOURS.findall("".join(token.letter for token in cut)))
    for told in shapes(cut):
        told = told if hours < 2 else told._replace(clock=None)
        if told.shape in ("my", "ym", "dmd", "hijri"):
            continue
        if iso := settle(told, language, None, None):
            if not told.weekday or date.fromisoformat(iso[:10]).isoweekday() == told.weekday:
                yield told.start, iso
        elif announced and len(told.parts) == 2 and (day := _ahead(told, language, announced)):
            yield told.start, day


def _ahead(told: Told, language: str | None, announced: date) -> str | None:
    """A day without its year, ahead of the day it was announced on."""
    if told.shape == "partial" and (told.separator != "." or not (told.clock or told.weekday)):
        return None
    found: set[date] = set()
    for month, number in day_and_month(told, language, "dmy" if told.shape == "partial" else None):
        for year in (announced.year, announced.year + 1):
            day = date_of(year, month, number)
            if day is None or not announced <= day <= announced + AHEAD:
                continue
            if not told.weekday or day.isoweekday() == told.weekday:
                found.add(day)
    if len(found) != 1:
        return None
    clock = f"T{told.clock[0]:02d}:{told.clock[1]:02d}" if told.clock else ""
    return found.pop().isoformat() + clock + (told.zone if clock else "")
