"""When a server wants to be asked again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_LONGEST = timedelta(days=7)


def retry_after(value: str | None, now: datetime) -> datetime | None:
    """The moment that a Retry-After names, by seconds or by date; None where it says nothing usable. Never
    more than a week ahead: some servers mean milliseconds, some say the year 9999."""
    moment = _moment(value.strip(), now) if value else None
    return min(moment, now + _LONGEST) if moment and moment > now else None


def _moment(value: str, now: datetime) -> datetime | None:
    if value.isascii() and value.isdigit():
        return now + min(timedelta(seconds=int(value[:9])), _LONGEST)
    return moment_of(value)


def moment_of(value: str | None) -> datetime | None:
    """The moment that a header names; None where it names none."""
    try:
        moment = parsedate_to_datetime(value or "")
    except (ValueError, TypeError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
