"""Dates in the item's own language and calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from standfirst.read.dates import page_order, spot, when
from standfirst.read.dates.calendars import from_persian

CASES = Path(__file__).parent.parent / "cases" / "dates"
FORMATTED = (
    "af ar az be bg bn bs ca cs cy da de el en eo es et eu fa fi fil fr ga gl gu he hi hr hu hy id is it ja ka kk "
    "kn ko lt lv mk ml mr ms mt ne nl pl pt ro ru sk sl sq sr sv sw ta te th tr uk ur vi zh"
).split()


def lines(name: str) -> list[list[str]]:
    rows = (CASES / name).read_text("utf-8").splitlines()[1:]
    return [row.split("\t") for row in rows if row and not row.startswith("#")]


def noon(day: str) -> datetime | None:
    return datetime.fromisoformat(f"{day}T12:00:00+00:00") if day else None


@pytest.mark.parametrize(("text", "language", "now", "expected"), lines("when.tsv"))
def test_a_short_text_tells_its_date_or_nothing(text: str, language: str, now: str, expected: str) -> None:
    assert when(text, language or None, noon(now)) == (None if expected == "-" else expected)


@pytest.mark.parametrize("language", FORMATTED)
def test_what_cldr_prints_is_read_back(language: str) -> None:
    for month in range(1, 13):
        day = date(2024, month, 23)
        for width in ("medium", "long", "full"):
            printed = format_date(day, width, locale=language)
            assert when(printed, language) == day.isoformat(), printed


@pytest.mark.parametrize(("text", "language", "expected"), lines("spot.tsv"))
def test_dates_are_found_in_running_text(text: str, language: str, expected: str) -> None:
    found = [f"{text[s.start : s.end]} = {s.iso}" for s in spot(text, language or None, noon("2024-03-08"))]
    assert found == ([] if expected == "-" else expected.split(" & "))


def test_a_page_decides_the_order_of_its_numbers() -> None:
    assert page_order(["03/04/2024", "14/04/2024"]) == "dmy"
    assert page_order(["03/04/2024", "04/14/2024"]) == "mdy"
    assert page_order(["03/04/2024", "05/06/2024"]) is None
    assert page_order(["14/04/2024", "04/14/2024"]) is None
    assert page_order(["26-03-18", "26-02-03", "25-12-27", "25-12-04"]) == "ymd"
    assert page_order(["03-04", "04-14"]) == "mdy"
    assert page_order(["03/04/2024", "14/04/2024", "04-14"]) == "dmy"


def test_of_dates_of_two_figures_each_what_never_changes_is_the_year() -> None:
    assert page_order(["18.03.24", "19.03.24", "22.02.24"]) == "dmy"
    assert page_order(["08.03.24", "09.03.24", "10.02.24"]) is None
    assert page_order(["18.03.24", "19.03.23", "22.02.22"]) is None
    assert when("03/04/2024", "en", None, "mdy") == "2024-03-04"
    assert when("03/04/2024", "en", None, "dmy") == "2024-04-03"


def test_what_cannot_be_in_the_page_s_order_is_read_as_it_can_be() -> None:
    assert when("25/12/2024", "en", None, "mdy") == "2024-12-25"


def test_the_persian_new_year_falls_where_the_observatory_says() -> None:
    assert from_persian(1399, 1, 1) == date(2020, 3, 20)
    assert from_persian(1400, 1, 1) == date(2021, 3, 21)
    assert from_persian(1404, 1, 1) == date(2025, 3, 21)
    assert from_persian(1357, 11, 22) == date(1979, 2, 11)


@settings(deadline=None)
@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.sampled_from(FORMATTED))
def test_any_day_written_in_words_is_that_day_whatever_is_around_it(day: date, language: str) -> None:
    printed = format_date(day, "long", locale=language)
    assert when(f"| {printed} |", language) == day.isoformat()


@settings(deadline=None)
@given(st.text(max_size=140), st.sampled_from(["en", "de", "zh", "ar", "th", None]))
def test_no_text_whatever_raises_and_what_is_told_is_a_date(text: str, language: str | None) -> None:
    told = when(text, language, datetime(2024, 3, 8, 12, tzinfo=UTC))
    assert told is None or datetime.fromisoformat(told if len(told) > 7 else f"{told}-01")


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from("12 2024 31 03 / . - : , march 5th ago hours vor 3 pm T Z + 年 月 日 前 | on by".split())
    )
)
def test_scraps_of_dates_never_raise(scraps: list[str]) -> None:
    for joined in (" ".join(scraps), "".join(scraps)):
        spot(joined)
        when(joined, "en", datetime(2024, 3, 8, tzinfo=UTC))


@settings(deadline=None)
@given(st.datetimes(timezones=st.just(UTC)), st.integers(1, 59))
def test_minutes_ago_are_counted_from_now(now: datetime, minutes: int) -> None:
    now = max(now, datetime(1900, 1, 1, tzinfo=UTC))
    then = now - timedelta(minutes=minutes)
    assert when(f"{minutes} minutes ago", "en", now) == then.isoformat(timespec="minutes")[:16] + ("+00:00")


def test_spots_lie_where_they_say_in_any_script() -> None:
    text = "Το συμβούλιο συνεδριάζει στις 5 Μαρτίου 2024 στο λιμάνι"
    (found,) = spot(text, "el")
    assert text[found.start : found.end] == "5 Μαρτίου 2024"
