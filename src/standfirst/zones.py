"""Days by the clock of a place: what day it is there, and a moment as it is written there. Pure.

A zone is a name of the IANA database ("America/Lima"); None stands for no zone of one's own: days begin at
midnight UTC, and moments stay as they are written.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, available_timezones


def is_known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        return False
    return True


def known() -> list[str]:
    return sorted(available_timezones())


def day_of(moment: datetime, zone: str | None) -> date:
    """The day that it is in a zone."""
    return _moved(moment, zone).date()


def _moved(moment: datetime, zone: str | None) -> datetime:
    """The moment by the clock of a zone; as it is where there it is before the first day of all, or behind the
    last."""
    try:
        return moment.astimezone(ZoneInfo(zone) if zone else UTC)
    except OverflowError:
        return moment


def named(day: str) -> date | None:
    """The day that a name such as "2026-03-09" bears; None where there is no such day."""
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None


def as_written_in(iso: str | None, zone: str | None) -> str | None:
    """An ISO 8601 moment by the clock of a zone; what tells no hour, or not of which zone, stays as it is.

    >>> as_written_in("2026-03-09T23:30:00+00:00", "Asia/Tokyo"), as_written_in("2026-03-09", "Asia/Tokyo")
    ('2026-03-10T08:30:00+09:00', '2026-03-09')
    """
    if not zone or not iso or "T" not in iso:
        return iso
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    return _moved(moment, zone).isoformat() if moment.tzinfo else iso
