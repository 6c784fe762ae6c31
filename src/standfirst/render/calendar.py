"""The events of a listing as an iCalendar feed (RFC 5545), path.ics.

An event that tells only its month is in no calendar. Who reads it again knows each event by its UID, which is the
item's id, and the same listing gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from standfirst.model import Brief, Event, Listing, Rendition
from standfirst.render.feed import FED, own_id, title

if TYPE_CHECKING:
    import icalendar

    from standfirst.render.site import Site

_DAY = len("2025-06-04")
# Nothing is to be counted from there: neither a zone nor the day after.
_ENDS_OF_TIME = ("0001", "9999")


def has_calendar(listing: Listing) -> bool:
    """Whether a listing has feeds and an event that a calendar can hold."""
    return listing.shape in FED and any(True for _ in _events(listing))


def calendar(listing: Listing, site: Site) -> Rendition:
    """The events of a listing, each once, in its order."""
    import icalendar

    whole = icalendar.Calendar()
    whole.add("prodid", "-//standfirst//EN")
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    whole.add("x-wr-calname", title(listing))
    host = urlsplit(site.url).hostname or "localhost"
    for brief, event in _events(listing):
        whole.add_component(_entry(brief, event, host))
    return Rendition(f"{listing.path}.ics", "text/calendar; charset=utf-8", whole.to_ical())


def _events(listing: Listing) -> Iterator[tuple[Brief, Event]]:
    seen: set[str] = set()
    for brief in (brief for section in listing.sections for brief in section.briefs):
        event = brief.item.event
        if event and _when(event.start) and own_id(brief) not in seen:
            seen.add(own_id(brief))
            yield brief, event


def _entry(brief: Brief, event: Event, host: str) -> icalendar.Event:
    import icalendar

    item = brief.item
    language = {"LANGUAGE": item.language} if item.language else {}
    entry = icalendar.Event()
    entry.add("uid", f"{own_id(brief)}@{host}")
    entry.add("dtstamp", _stamp(item.published) or _stamp(event.start))
    start = _when(event.start)
    entry.add("dtstart", start)
    if end := _end(event, start):
        entry.add("dtend", end)
    entry.add("summary", item.headline or item.standfirst, parameters=language)
    if item.headline and item.standfirst:
        entry.add("description", item.standfirst, parameters=language)
    if event.where:
        entry.add("location", event.where, parameters=language)
    if item.link and item.link.isascii():
        entry.add("url", item.link)
    return entry


def _when(iso: str) -> date | datetime | None:
    """A day, or a moment: in UTC where its zone is told, else wherever the reader is."""
    if len(iso) < _DAY or iso.startswith(_ENDS_OF_TIME):
        return None
    try:
        if len(iso) == _DAY:
            return date.fromisoformat(iso)
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment


def _end(event: Event, start: date | datetime | None) -> date | datetime | None:
    """What calendars call the end: of days the day after the last; None where none is told that fits the start."""
    end = _when(event.end) if event.end else None
    if end is None or start is None:
        return None
    if not isinstance(start, datetime):
        last = end.date() if isinstance(end, datetime) else end
        return last + timedelta(days=1) if last >= start else None
    fits = isinstance(end, datetime) and (end.tzinfo is None) == (start.tzinfo is None) and end > start
    return end if fits else None


def _stamp(iso: str | None) -> datetime | None:
    moment = _when(iso) if iso else None
    if moment is None:
        return None
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
