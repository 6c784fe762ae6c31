"""Dates as machines write them: ISO 8601 (W3CDTF) and RFC 822, with the precision they have."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

_ISO = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(\.\d{1,9})?)?"
    r"\s*(Z|[+-]\d\d(?::?\d\d)?)?)?)?)?\Z",
    re.ASCII | re.IGNORECASE,
)
_COMPACT = re.compile(r"\A(\d{4})(\d\d)(\d\d)(?=T\d{4}|\Z)", re.ASCII)
_RFC822 = re.compile(
    r"(?:[A-Za-z]{3,9}\.?,?\s+)?(\d{1,2})[\s-]+([A-Za-z]{3,9})\.?[\s-]+(\d{4}|\d\d)"
    r"(?:[\s,]+(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:\s*([+-]\d\d:?\d\d|[A-Za-z]{1,5}))?)?(?:\s+\(.{0,40}\))?\Z",
    re.ASCII,
)
_MONTHS = {
    name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)
}
_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "cet": 1, "met": 1, "cest": 2, "mest": 2, "eet": 2,
    "eest": 3, "msk": 3, "hkt": 8, "jst": 9, "kst": 9, "aest": 10, "aedt": 11,
    "edt": -4, "est": -5, "cdt": -5, "cst": -6, "mdt": -6, "mst": -7, "pdt": -7, "pst": -8,
}  # fmt: skip
_LONGEST = 80
UNKNOWN = ("1970-01-01", "0", "1969-12-31")
"""How dates begin that a program writes where it knows none."""


def stamp(text: str) -> str | None:
    """The ISO date of a machine's date, as precise as it is; None for anything else, for days that do not exist
    and for the zero of Unix time, which means that a program knew no date."""
    text = text.strip()
    if not 4 <= len(text) <= _LONGEST:
        return None
    try:
        told = _iso(text) or _rfc822(text)
    except (ValueError, OverflowError):
        return None
    return None if told is None or told.startswith(UNKNOWN) else told


def _iso(text: str) -> str | None:
    found = _ISO.match(_COMPACT.sub(r"\1-\2-\3", text))
    if found is None:
        return None
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    if hour is None:
        datetime(int(year), int(month or 1), int(day or 1))  # noqa: DTZ001  (only whether the day exists)
        return "-".join(part for part in (year, month, day) if part)
    moment = _moment((year, month, day), (hour, minute, second), _zone(zone))
    told = moment.isoformat(timespec="seconds" if second else "minutes")
    return told[:19] + fraction + told[19:] if fraction and second else told


def _rfc822(text: str) -> str | None:
    found = _RFC822.match(text)
    if found is None or (month := _MONTHS.get(found[2][:3].lower())) is None:
        return None
    day, _, year, hour, minute, second, zone = found.groups()
    if len(year) == 2:
        year = ("20" if int(year) < 70 else "19") + year
    if hour is None:
        return datetime(int(year), month, int(day)).date().isoformat()  # noqa: DTZ001
    moment = _moment((year, str(month), day), (hour, minute, second), _zone(zone))
    return moment.isoformat(timespec="seconds" if second else "minutes")


def _moment(day: tuple[str, str, str], time: tuple[str, str, str | None], zone: timezone | None) -> datetime:
    year, month, date = map(int, day)
    hour, minute, second = int(time[0]), int(time[1]), min(int(time[2] or 0), 59)
    if hour == 24 and minute == second == 0:
        return datetime(year, month, date, tzinfo=zone) + timedelta(days=1)
    return datetime(year, month, date, hour, minute, second, tzinfo=zone)


def _zone(text: str | None) -> timezone | None:
    """A zone, or None where its name says nothing certain: a local time is still a day and an hour."""
    if not text:
        return None
    if text[0] in "+-":
        hours, minutes = int(text[1:3]), int(text[-2:]) if len(text) > 3 else 0
        return timezone((-1 if text[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes))
    hours_off = _ZONES.get(text.lower())
    return None if hours_off is None else timezone(timedelta(hours=hours_off))
