"""What an item carries, in words: the sums of an appeal, the days of an event, the files that go with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import takewhile
from urllib.parse import urlsplit

from babel.dates import format_interval, format_time
from babel.numbers import format_decimal, parse_pattern
from babel.units import format_unit

from standfirst.model import Appeal, Enclosure, Event
from standfirst.render.furniture import date_words, isolated, locale, numerals, say

_ANY = "¤"
_DASHED = re.compile(r"d\.?\s*[–-]\s*$")


@dataclass(frozen=True, slots=True)
class Fund:
    """An appeal as printed: `words` say all of it; `goal` and `raised` are exact, for programs; `share` is how
    much of the goal has come together, in hundredths, at most 100, None where either is not told."""

    words: str
    goal: str | None
    raised: str | None
    currency: str | None
    share: int | None


@dataclass(frozen=True, slots=True)
class Days:
    """An event as printed: its days in words, and as ISO 8601."""

    words: str
    start: str
    end: str | None
    where: str | None


@dataclass(frozen=True, slots=True)
class File:
    """A file as printed: what to do with it, how long it is in words, and the same for programs."""

    words: str
    long: str
    address: str
    media_type: str
    length: int | None
    duration: int | None


def fund(appeal: Appeal | None, language: str) -> Fund | None:
    if appeal is None:
        return None
    goal, raised = sums(appeal, language)
    word = "raised_of" if goal and raised else "raised" if raised else "goal"
    share = None
    if appeal.goal and appeal.raised is not None:
        share = min(100, int(appeal.raised * 100 / appeal.goal))
    words = say(language, word, goal=goal, raised=raised)
    return Fund(words, exact(appeal.goal), exact(appeal.raised), appeal.currency, share)


def exact(amount: Decimal | None) -> str | None:
    return f"{amount:f}" if amount is not None else None


def sums(appeal: Appeal, language: str) -> tuple[str, str]:
    """What an appeal asks for and what has come together, in words; "" for what is not told."""
    goal, raised = (
        money(amount, appeal.currency, language) if amount is not None else ""
        for amount in (appeal.goal, appeal.raised)
    )
    return goal, raised


def money(amount: Decimal, currency: str | None, language: str) -> str:
    """An amount as `language` writes it, with as many decimals as are told: no ".00" is added, none is lost."""
    here = locale(language)
    if currency is None:
        return numerals(format_decimal(amount, locale=here, decimal_quantization=False), language)
    pattern = parse_pattern(here.currency_formats["standard"].pattern)
    decimals = max(0, -int(amount.as_tuple().exponent))
    pattern.frac_prec = (decimals, decimals)
    told = pattern.apply(amount, here, currency=currency if len(currency) == 3 else "XXX", currency_digits=False)
    return numerals(told.replace(_ANY, currency) if len(currency) != 3 else told, language)


def days(event: Event | None, language: str) -> Days | None:
    if event is None:
        return None
    return Days(event_words(event, language), event.start, event.end, event.where)


def event_words(event: Event, language: str) -> str:
    """The days of an event: "4–6 June 2025", "9 May 2025, 19:30"; what is no day stands as dates do."""
    here = locale(language)
    if event.end and event.end[:10] != event.start[:10]:
        try:
            first, last = date.fromisoformat(event.start[:10]), date.fromisoformat(event.end[:10])
        except ValueError:
            return f"{date_words(event.start, language)} – {date_words(event.end, language)}"
        return numerals(_from_to(first, last, language), language)
    said = date_words(event.start, language)
    if "T" not in event.start:
        return said
    try:
        clock = format_time(datetime.fromisoformat(event.start).time(), "short", locale=here)
    except ValueError:
        return said
    return f"{said}, {isolated(numerals(clock, language))}"


def _from_to(first: date, last: date, language: str) -> str:
    """Two days with the month or year that both have said once ("4–6 June 2025"). Where CLDR joins days by more
    than a dash, as CLDR has it."""
    here, year = locale(language), numerals(str(last.year), language)
    joint = here.interval_formats.get("yMMMd", {}).get("d", ("",))[0]
    begun, ended = (date_words(day.isoformat(), language).split(" ") for day in (first, last))
    if not _DASHED.search(joint) or len(ended) == 1:
        return numerals(str(format_interval(first, last, "yMMMd", locale=here)), language)
    front = _in_common(begun, ended, year)
    back = _in_common(begun[:front:-1], ended[:front:-1], year)
    middle = [" ".join(words[front : len(words) - back]) for words in (begun, ended)]
    middle[0] = middle[0].rstrip(",،")
    dash = " – " if any(" " in words for words in middle) else "–"
    return " ".join([*ended[:front], dash.join(middle), *ended[len(ended) - back :]])


def _in_common(some: list[str], others: list[str], year: str) -> int:
    """How many words both begin with; none unless the year is among them, since a day or month alone is
    repeated."""
    alike = takewhile(lambda each: each[0] == each[1], zip(some, others, strict=False))
    common = [word for word, _ in alike]
    while common and year not in common[-1] and any(map(str.isdigit, common[-1])):
        common.pop()
    return len(common) if any(year in word for word in common) else 0


def files(enclosures: tuple[Enclosure, ...], language: str) -> tuple[File, ...]:
    """Those of the web, as printed."""
    return tuple(
        File(
            say(language, {"audio": "listen", "video": "watch"}.get(each.medium, "file")),
            duration_words(each.duration, language) if each.duration else "",
            *(each.address, each.media_type, each.length, each.duration),
        )
        for each in enclosures
        if urlsplit(each.address).scheme in ("http", "https")
    )


def duration_words(seconds: int, language: str) -> str:
    """A duration in whole minutes, or seconds below one."""
    count, unit = (round(seconds / 60), "duration-minute") if seconds >= 60 else (seconds, "duration-second")
    return numerals(format_unit(count, unit, "short", locale=locale(language)), language)


# Up to so many hours are told as hours, more as days.
_AS_HOURS = 36


def hours_words(hours: int, language: str) -> str:
    """A span of whole hours, in hours or days."""
    count, unit = (hours, "duration-hour") if hours < _AS_HOURS else (round(hours / 24), "duration-day")
    return numerals(format_unit(count, unit, "short", locale=locale(language)), language)
