"""Calendars: valid to a strict parser, the same bytes each time, and read back as the events they were made of."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from hypothesis import given, settings

from standfirst.model import Brief, Event, Item, Listing, Section
from standfirst.render.calendar import calendar, has_calendar
from standfirst.render.site import Site
from tests.render.items import items_of, listings

SITE = Site("The Lantern", "https://lantern.example/")


def listing(*events: Event, language: str | None = None) -> Listing:
    words = "A fair, by the sea; bring \\ spades"
    those = [Item(id=f"i{n}", headline=words, event=event, language=language) for n, event in enumerate(events)]
    briefs = tuple(Brief(item.id, item, "The Post") for item in those)
    return Listing("en/coming", "coming", "The Lantern", "en", (Section(None, briefs),))


def entries(page: Listing) -> list[icalendar.Event]:
    body = calendar(page, SITE).body
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    parsed = icalendar.Calendar.from_ical(body)
    assert isinstance(parsed, icalendar.Calendar) and not parsed.errors
    found = [part for part in parsed.walk("VEVENT") if isinstance(part, icalendar.Event)]
    assert not any(entry.errors for entry in found)
    return found


def test_days_end_on_the_day_after_the_last() -> None:
    (entry,) = entries(listing(Event("2025-06-04", "2025-06-06", "The old mill")))
    assert (entry.start, entry.end) == (date(2025, 6, 4), date(2025, 6, 7))
    assert str(entry["SUMMARY"]) == "A fair, by the sea; bring \\ spades"
    assert str(entry["LOCATION"]) == "The old mill" and str(entry["UID"]) == "i0@lantern.example"


def test_an_hour_with_a_zone_is_told_in_utc_and_without_one_is_wherever_the_reader_is() -> None:
    zoned, floating = entries(listing(Event("2025-06-04T19:30:00+02:00"), Event("2025-06-04T19:30")))
    assert zoned.start == datetime(2025, 6, 4, 17, 30, tzinfo=UTC)
    assert floating.start == datetime(2025, 6, 4, 19, 30)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2025-06-04T10:00:00Z", "9999-12-31T23:59:59-23:00"),
        ("2025-06-04", "9999-12-31"),
        ("2025-06-04", "2025-06-03"),
        ("2025-06-04T19:00:00Z", "2025-06-04T18:00:00Z"),
        ("2025-06-04T19:00:00Z", "2025-06-04T20:00"),
        ("2025-06-04T19:00", "2025-06-05"),
    ],
)
def test_an_event_without_end_in_sight_or_one_that_fits_has_none(start: str, end: str) -> None:
    (entry,) = entries(listing(Event(start, end), Event("0001-01-01T00:00:00+23:00")))
    assert "DTEND" not in entry


def test_words_bear_their_language() -> None:
    (entry,) = entries(listing(Event("2025-06-04", None, "السوق"), language="ar"))
    assert entry["SUMMARY"].params["LANGUAGE"] == "ar" and entry["LOCATION"].params["LANGUAGE"] == "ar"


def test_a_month_is_no_day_and_a_list_without_days_has_no_calendar() -> None:
    assert not has_calendar(listing(Event("2025-06")))
    assert entries(listing(Event("2025-06"), Event("2025-06-04")))[0].start == date(2025, 6, 4)


@given(page=listings("new"))
@settings(max_examples=60, deadline=None)
def test_any_listing_makes_a_calendar_of_its_events(page: Listing) -> None:
    told = entries(page)
    events: dict[str, Event] = {}
    for item in items_of(page):
        if item.event and len(item.event.start) >= 10:
            events.setdefault(item.id, item.event)
    assert [str(entry["UID"]).partition("@")[0] for entry in told] == list(events)
    for entry, event in zip(told, events.values(), strict=True):
        if len(event.start) == 10:
            assert entry.start.isoformat() == event.start
            assert event.end is None or (entry.end - timedelta(days=1)).isoformat() == event.end
    assert calendar(page, SITE).body == calendar(page, SITE).body
