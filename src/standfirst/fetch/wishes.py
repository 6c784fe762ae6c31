"""What a server or a source says about when to come again: in headers, or in a feed's own words (ttl, skipHours).

As visits keep it, a wish is words: "max-age=900 ttl=3600 hours=0,1,2 days=5,6"; seconds, hours of UTC, and days
from 0 for Monday.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_MAX_AGE = re.compile(r"(?:^|[\s,])(?:max-age)\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_UNFRESH = re.compile(r"(?:^|[\s,])(?:no-cache|no-store)\b", re.IGNORECASE)
# A week without a single hour in which to come is a mistake.
_WEEK = 7 * 24
_LONGEST_WAIT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Wishes:
    """For how long an answer is good, and by what word; in which hours (UTC) and on which days nothing comes."""

    good_for: timedelta | None = None
    by: str = ""
    hours: frozenset[int] = frozenset()
    days: frozenset[int] = frozenset()

    def after(self, moment: datetime) -> datetime:
        """The first moment from this one on that is in no hour and on no day that is skipped."""
        moment = moment.astimezone(UTC)
        for _ in range(_WEEK):
            if moment.hour not in self.hours and moment.weekday() not in self.days:
                return moment
            moment = moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        return moment


def fresh_for(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """For how long an answer is good by its Cache-Control, else its Expires; None where they say nothing."""
    told = headers.get("cache-control", "")
    if _UNFRESH.search(told):
        return None
    if found := _MAX_AGE.search(told):
        age = headers.get("age", "").strip()
        spent = int(age[:9]) if age.isascii() and age.isdigit() else 0
        return timedelta(seconds=max(0, int(found[1]) - spent))
    until = moment_of(headers.get("expires"))
    return max(until - (moment_of(headers.get("date")) or now), timedelta(0)) if until else None


def of_headers(headers: Mapping[str, str], now: datetime) -> str | None:
    """What the headers of an answer wish."""
    span = fresh_for(headers, now)
    return f"max-age={int(span.total_seconds())}" if span else None


def together(*told: str | None) -> str | None:
    """Wishes as one; of the same word the last counts."""
    named = dict(wish.split("=", 1) for words in told if words for wish in words.split())
    return " ".join(f"{name}={value}" for name, value in named.items()) or None


def understood(told: str | None) -> Wishes:
    """What was wished; the longest rest counts."""
    named = dict(wish.split("=", 1) for wish in (told or "").split())
    spans = {name: int(named[name]) for name in ("max-age", "ttl", "update") if named.get(name)}
    by = max(spans, key=lambda name: spans[name], default="")
    hours, days = (frozenset(map(int, filter(None, named.get(key, "").split(",")))) for key in ("hours", "days"))
    whole = len(hours) >= 24 or len(days) >= 7
    return Wishes(
        timedelta(seconds=spans[by]) if by else None, by, *((frozenset(), frozenset()) if whole else (hours, days))
    )


def retry_after(value: str | None, now: datetime) -> datetime | None:
    """The moment that a Retry-After names, by seconds or by date; None where it says nothing usable. Never
    more than a week ahead: some servers mean milliseconds, some say the year 9999."""
    told = (value or "").strip()
    seconds = timedelta(seconds=int(told[:9])) if told.isascii() and told.isdigit() else None
    moment = now + min(seconds, _LONGEST_WAIT) if seconds is not None else moment_of(told)
    return min(moment, now + _LONGEST_WAIT) if moment and moment > now else None


def moment_of(value: str | None) -> datetime | None:
    """The moment that a header names; None where it names none."""
    try:
        moment = parsedate_to_datetime(value or "")
    except (ValueError, TypeError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
