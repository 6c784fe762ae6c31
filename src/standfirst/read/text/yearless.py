"""Lines that are a day without its year ("12 March"), and the day of the digest itself, which tells the year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from standfirst.read.dates import names_a_day, when
from standfirst.read.enough import FEWEST
from standfirst.read.text.line import Line
from standfirst.read.text.moments import CLOCK, Moment

_LONGEST = 26
_LONGEST_LINE = 90
_PART = re.compile(r"[^|·•]+")
_TOP = 3  # lines among which a digest says its own day
_DAY = len("2024-03-14")
# A day without its year is one whatever the year: of two times of year one is near it.
_ANY_TIMES = (datetime(2024, 1, 15, tzinfo=UTC), datetime(2024, 7, 15, tzinfo=UTC))


def own_day(lines: Sequence[Line]) -> datetime | None:
    """The day of a digest: the one whole date near its top, if no line further down has a later one."""
    days = [[m.iso[:_DAY] for m in line.moments if m.iso and len(m.iso) >= _DAY] for line in lines]
    top = {day for told in days[:_TOP] for day in told}
    if len(top) != 1 or any(day > max(top) for told in days[_TOP:] for day in told):
        return None
    return datetime.fromisoformat(max(top)).replace(tzinfo=UTC)


def with_days(lines: Sequence[Line], language: str | None, now: datetime | None) -> list[Line]:
    """The lines, those that are a day without its year, or have one between bars, taken for dates if several do,
    and what stands above them down to the day of the digest left out. A year they have only where `now` makes it
    certain."""
    told = {
        id(line): day for line in lines if line.kind in ("text", "label", "date") and (day := _day(line, language))
    }
    if len(told) < FEWEST:
        return list(lines)
    for line in lines:
        if day := told.get(id(line)):
            iso = when(line.text[slice(*day)], language, now) if now else None
            line.kind = "date"
            line.moments = [Moment(*day, iso if iso and len(iso) >= _DAY else None)]
    own = [at for at, line in enumerate(lines[:_TOP]) if line.moments and id(line) not in told]
    return list(lines[own[-1] + 1 :] if own else lines)


def _day(line: Line, language: str | None) -> tuple[int, int] | None:
    """Where a line says a day without its year, by itself or between bars, its time of day left out."""
    if line.moments or len(line.text) > _LONGEST_LINE or not any(map(str.isdigit, line.text)):
        return None
    for part in _PART.finditer(line.text):
        clock = CLOCK.search(part[0])
        end = part.start() + clock.start() if clock else part.end()
        text = line.text[part.start() : end].strip()
        if is_day(text, language):
            start = line.text.index(text, part.start())
            return start, part.start() + clock.end() if clock else start + len(text)
    return None


def is_day(text: str, language: str | None) -> bool:
    if not 0 < len(text) <= _LONGEST or not any(map(str.isdigit, text)) or not names_a_day(text, language):
        return False
    return any(when(text, language, time) for time in _ANY_TIMES)
