"""When events take place, from their words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from standfirst.model import Event
from standfirst.read.finish import finish
from standfirst.read.kinds.event_days import event_of
from tests.making import item

ANNOUNCED = date(2025, 4, 1)
CASES = {
    ("Summer school, 4–6 June 2025", "", "en"): Event("2025-06-04", "2025-06-06"),
    ("Open day on 5 May", "Doors open at seven.", "en"): Event("2025-05-05"),
    ("The concert", "It will take place on Friday 9 May 2025 at 19:30. Book by 1 May 2025.", "en"): Event(
        "2025-05-09T19:30"
    ),
    ("Onboarding am 15.8., 19:00 Uhr", "Kommt alle.", "de"): Event("2025-08-15T19:00"),
    ("Vollversammlung 23. Mai 2025", "Am 23. Mai 2025 um 20 Uhr im Saal.", "de"): Event("2025-05-23T20:00"),
    ("Fiesta del barrio", "Se celebrará del 4 al 6 de julio en la plaza.", "es"): Event(
        "2025-07-04", "2025-07-06"
    ),
    ("Концерт", "Концерт состоится 12 мая 2025 года в 19:00.", "ru"): Event("2025-05-12T19:00"),
    ("Open day, 24 May 2025", "From 10 a.m. to 4 p.m. on Saturday 24 May at the wharf.", "en"): Event(
        "2025-05-24"
    ),
    ("夏祭り", "夏祭りは7月4日から6日まで開催。", "ja"): Event("2025-07-04", "2025-07-06"),
}


@pytest.mark.parametrize(("told", "event"), CASES.items())
def test_an_event_tells_its_days(told: tuple[str, str, str], event: Event) -> None:
    assert event_of(*told, ANNOUNCED) == event


@pytest.mark.parametrize(
    ("headline", "standfirst"),
    [
        ("Workshops on 23 & 29 May", ""),
        ("Pumpkins wanted", "Come on 25 April or 1 May, and keep 2 September free."),
        ("Meeting on Monday 9 May 2025", ""),
        ("A fair in spring", "Bring your own spade."),
        ("Fair, 30 February 2025", ""),
    ],
)
def test_what_is_not_certain_stays_unsaid(headline: str, standfirst: str) -> None:
    assert event_of(headline, standfirst, "en", ANNOUNCED) is None


def test_a_year_left_out_lies_ahead_of_the_day_it_was_published() -> None:
    fair = item("a", "Spring fair, 4–6 January", standfirst="Free entry, all welcome.", published="2025-11-20")
    (told,) = finish([fair], source=None, language="en", now=datetime(2027, 1, 1, tzinfo=UTC))
    assert (told.kind, told.event) == ("event", Event("2026-01-04", "2026-01-06"))
