"""From what a date says to the day it means: orders of numbers, short years, other calendars, missing years.

What cannot be told for certain is None; two readings that are both possible are no date.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from standfirst.read.dates import words as dates_words
from standfirst.read.dates.bikram import YEARS as BIKRAM_YEARS
from standfirst.read.dates.bikram import from_bikram
from standfirst.read.dates.shapes import Told

_BUDDHIST = 543
_PERSIAN_YEARS = range(1300, 1500)
_YEARS = range(1800, 2200)
_LAST_HOUR = 23
_REPUBLIC = range(100, 150)
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}

# A date without its year means the last such day, if that is no longer ago than this; a page that leaves the
# year out for longer cannot be told from one that is old.
_RECENT = timedelta(days=183)
_AHEAD = timedelta(days=1)
# With a weekday that fits, so far back: the next year in which it fits again is five or six years away.
_WEEKDAY_YEARS = 3


def settle(told: Told, language: str | None, now: datetime | None, order: str | None) -> str | None:
    """The ISO 8601 date that `told` means, with its time where it tells one; None where undecided."""
    if told.shape in ("my", "ym") or (told.shape == "han" and len(told.parts) == 2):
        return _month(told)
    day = _day(told, language, now, order)
    if day is None:
        return None
    return day.isoformat() + _time(told)


def _time(told: Told) -> str:
    if not told.clock:
        return ""
    hour, minute, second = told.clock
    return f"T{hour:02d}:{minute:02d}" + (f":{second:02d}" if second is not None else "") + told.zone


def _month(told: Told) -> str | None:
    month, year = told.parts if told.shape == "my" else told.parts[::-1]
    first = date_of(year, month, 1) if not told.era else None
    return first.isoformat()[:7] if first else None


def _day(told: Told, language: str | None, now: datetime | None, order: str | None) -> date | None:
    """The day that numbers in the order of their shape mean."""
    match told.shape:
        case "iso" | "ymd":
            return date_of(*told.parts)
        case "numeric":
            return _numeric(told, language, order)
        case "han":
            return _han(told, language)
        case "dmy" | "dmd":
            day, month, year = told.parts
            return _named_month(told, day, month, _thai(year, language))
        case "mdy":
            month, day, year = told.parts
            return _named_month(told, day, month, year)
        case "mdty":
            return date_of(told.parts[-1], told.parts[0], told.parts[1])
        case "ydm":
            year, day, month = told.parts
            return date_of(year, month, day)
        case "dPy" | "dKy" | "Kdy" | "yKd":
            return _of_another_calendar(told)
    return _without_year(told, language, now, order)


def _named_month(told: Told, day: int, month: int, year: int) -> date | None:
    if told.shape == "dmd" and told.widths[-1] < 2:
        return None
    if day > 31 and told.widths[0] == 2 and told.shape == "dmd":
        day, year = year, day  # 98-Mar-05
    return date_of(_full_year(year) if year < 100 else year, month, day)


def _of_another_calendar(told: Told) -> date | None:
    """The day of a date whose month is named as Iran (P) or Nepal (K) does."""
    numbers = dict(zip(told.shape, told.parts, strict=True))
    day, year = numbers["d"], numbers["y"]
    if month := numbers.get("P"):
        return from_persian(year if year > 99 else 1400 + year, month, day)
    return from_bikram(year, numbers["K"], day)


def date_of(year: int, month: int, day: int) -> date | None:
    """The day that numbers mean, be the year Thailand's; None where there is none, or none that news tell of."""
    year = _western(year)
    if year not in _YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _western(year: int) -> int:
    return year - _BUDDHIST if 2400 < year < 2700 else year


def _thai(year: int, language: str | None) -> int:
    return 2500 + year if 50 < year < 90 and (language or "").startswith("th") else year


def _full_year(year: int) -> int:
    return 2000 + year if year < 70 else 1900 + year


def _of_the_republic(year: int, width: int, language: str | None) -> int:
    """Taiwan counts years from 1912; written with three digits in Chinese they can mean nothing else."""
    return year + _ERAS["民國"] if width == 3 and year in _REPUBLIC and (language or "")[:2] == "zh" else year


def _han(told: Told, language: str | None) -> date | None:
    year, month, *days = told.parts
    if not days:
        return None
    if told.era:
        year += _ERAS[told.era]
    elif told.widths[0] < 3:
        year = _full_year(year) if told.widths[0] == 2 else 0
    else:
        year = _of_the_republic(year, told.widths[0], language)
    return date_of(year, month, days[0])


# --- numbers only ------------------------------------------------------------------------------------------


def _numeric(told: Told, language: str | None, order: str | None) -> date | None:
    first, second, third = told.parts
    if told.widths[0] == 4 and told.widths[2] <= 2:
        return _year_first(first, second, third, language)
    if told.widths[0] == 3:
        return date_of(_of_the_republic(first, 3, language), second, third)
    if told.widths[0] > 2 or told.widths[2] not in (2, 4):
        return None
    readings = _readings(told.parts, told.widths[2] == 4, language)
    if told.widths[0] == 1 or told.widths[2] == 4:
        readings.pop("ymd", None)
    return _decided(readings, told, order or _usual(told, language))


def _year_first(year: int, month: int, day: int, language: str | None) -> date | None:
    if year in _PERSIAN_YEARS:
        # The same numbers may be a year of the moon where Arabic is read.
        return from_persian(year, month, day) if (language or "").split("-")[0] in ("fa", "ps", "ckb") else None
    if year >= BIKRAM_YEARS[0] and (language or "").split("-")[0] == "ne":
        return from_bikram(year, month, day)
    return date_of(year, month, day)


def _readings(parts: tuple[int, ...], long_year: bool, language: str | None) -> dict[str, date]:
    """The days that three numbers may be, by the order they are read in."""
    first, second, third = parts
    year = _thai(third, language)
    if not long_year and year == third:
        year = _full_year(third)
    possible = {
        "dmy": date_of(year, second, first),
        "mdy": date_of(year, first, second),
        "ymd": None if long_year else date_of(_full_year(first), second, third),
    }
    return {name: day for name, day in possible.items() if day}


def _usual(told: Told, language: str | None) -> str | None:
    """The order that a language, or the sign between the numbers, makes certain."""
    usual = dates_words.order_of(language)
    if usual == "ymd" and told.widths[2] == 4:
        return "dmy" if told.separator == "." else None
    if usual:
        return usual
    return "dmy" if told.separator == "." and told.widths[2] == 4 else None


def _decided(readings: dict[str, date], told: Told, order: str | None) -> date | None:
    if order in readings:
        return readings[order] if order else None
    # No page of a language that counts otherwise, and not more than one reading that can be.
    western = {name: day for name, day in readings.items() if name != "ymd" or order == "ymd"}
    days = set(western.values())
    if len(days) > 1 and told.weekday:
        days = {day for day in days if day.isoweekday() == told.weekday}
    return days.pop() if len(days) == 1 else None


def order_told(parts: tuple[int, ...], widths: tuple[int, ...]) -> str | None:
    """Which order of day and month three numbers prove; None where both are possible."""
    if len(parts) != 3 or widths[2] != 4:
        return None
    readings = _readings(parts, True, None)
    return next(iter(readings)) if len(readings) == 1 else None


# --- years left out ----------------------------------------------------------------------------------------


def _without_year(told: Told, language: str | None, now: datetime | None, order: str | None) -> date | None:
    if now is None or len(told.parts) != 2:
        return None
    pairs = day_and_month(told, language, order)
    days = {day for month, number in pairs for day in _in_recent_years(month, number, told.weekday, now.date())}
    return days.pop() if len(days) == 1 else None


def day_and_month(told: Told, language: str | None, order: str | None) -> Iterable[tuple[int, int]]:
    """The pairs of month and day that a date without its year may be."""
    first, second = told.parts
    match told.shape:
        case "dm":
            return ((second, first),)
        case "md" | "handay":
            return ((first, second),)
        case "partial":
            usual = order or dates_words.order_of(language)
            if usual == "dmy":
                return ((second, first),)
            if told.separator == "." and usual != "ymd":
                # Beside a language that writes days so, "10.15" and "18.02" are times as well.
                return ((second, first),) if first > _LAST_HOUR else ()
            # A dash between two small numbers is a date only where dates are written year first.
            if usual in ("mdy", "ymd") or told.separator == "-":
                return ((first, second),) if usual else ()
            return () if first <= 12 and second <= 12 else ((first, second), (second, first))
    return ()


def _in_recent_years(month: int, number: int, weekday: int, today: date) -> list[date]:
    years = range(today.year - (_WEEKDAY_YEARS if weekday else 1), today.year + 2)
    days = [day for year in years if (day := date_of(year, month, number)) and day - today <= _AHEAD]
    if weekday:
        return [day for day in days if day.isoweekday() == weekday][-1:]
    return [day for day in days if today - day <= _RECENT]


# --- the Solar Hijri calendar ------------------------------------------------------------------------------


def from_persian(year: int, month: int, day: int) -> date | None:
    """A day of the Solar Hijri calendar as a Gregorian one, by the rule of 33 years, which is exact for the years
    1178 to 1633."""
    if year not in _PERSIAN_YEARS or not 1 <= month <= 12:
        return None
    leap = (year * 8 + 29) % 33 < 8
    longest = 31 if month <= 6 else 30 if month <= 11 or leap else 29
    if not 1 <= day <= longest:
        return None
    # 1 Farvardin 1300 was 21 March 1921.
    days = 365 * (year - 1300) + sum((y * 8 + 29) % 33 < 8 for y in range(1300, year))
    days += 31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day - 1
    return date(1921, 3, 21) + timedelta(days=days)
