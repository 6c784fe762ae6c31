"""What items carry, in the reader's language; exact all the same."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.model import Appeal, Enclosure, Event
from standfirst.render.carried import days, duration_words, event_words, files, fund, hours_words
from standfirst.render.furniture import spoken
from tests.data import appeals, events


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "€6,350 raised of €10,000"),
        ("es", "6.350\u00a0€ recaudados de 10.000\u00a0€"),
        ("ru", "Собрано 6\u00a0350\u00a0€ из 10\u00a0000\u00a0€"),
        ("fa", "\u200e€\u00a0۶٬۳۵۰ از \u200e€\u00a0۱۰٬۰۰۰ گردآوری شده"),
        ("ja", "€10,000のうち€6,350が集まりました"),
    ],
)
def test_sums_are_written_as_the_reader_does(language: str, words: str) -> None:
    told = fund(Appeal(Decimal(10_000), Decimal(6_350), "EUR"), language)
    assert told and told.words.replace(",", "٬" if language == "fa" else ",").replace("\u202f", "\u00a0") == words
    assert (told.goal, told.raised, told.share) == ("10000", "6350", 63)


def test_a_sign_of_several_currencies_stays_a_sign_and_things_have_none() -> None:
    told = [fund(Appeal(Decimal("12.50"), None, currency), "en") for currency in ("$", None)]
    assert [each and each.words for each in told] == ["Goal: $12.50", "Goal: 12.5"]


def test_more_than_was_asked_for_fills_the_bar() -> None:
    told = fund(Appeal(Decimal(10), Decimal(25), "EUR"), "en")
    assert told and told.share == 100


@pytest.mark.parametrize(
    ("language", "event", "words"),
    [
        ("es", Event("2025-06-04", "2025-06-06"), "4–6 de junio de 2025"),
        ("de", Event("2025-06-28", "2025-07-02"), "28. Juni – 2. Juli 2025"),
        ("en", Event("2025-06-04", "2025-06-06"), "4–6 June 2025"),
        ("it", Event("2025-06-04", "2025-07-04"), "4 giugno – 4 luglio 2025"),
        ("hu", Event("2025-06-28", "2025-07-02"), "2025. június 28. – július 2."),
        ("lv", Event("2025-06-04", "2025-07-04"), "2025. gada 4. jūnijs – 4. jūlijs"),
        ("vi", Event("2025-06-04", "2025-07-04"), "4 tháng 6 – 4 tháng 7, 2025"),
        ("he", Event("2025-12-30", "2026-01-02"), "30 בדצמבר 2025 – 2 בינואר 2026"),
        ("fa", Event("2025-06-04", "2025-06-06"), "۴ تا ۶ ژوئن ۲۰۲۵"),
        ("ja", Event("2025-06-04", "2025-06-06"), "2025年6月4日～6日"),
        ("fr", Event("2025-06-04"), "4 juin 2025"),
        ("en", Event("2025-06", "2025-09"), "June 2025 – September 2025"),
    ],
)
def test_days_are_written_as_the_reader_does(language: str, event: Event, words: str) -> None:
    assert " ".join(event_words(event, language).split()) == words


def test_an_hour_stands_beside_its_day() -> None:
    assert "19:30" in event_words(Event("2025-06-04T19:30"), "de")


def test_files_say_what_to_do_with_them() -> None:
    told = files(
        (Enclosure("https://a.example/1.mp3", "audio/mpeg", 5, 754), Enclosure("ftp://a/2", "audio/mpeg")), "en"
    )
    assert [(file.words, file.long) for file in told] == [("Listen", "13 mins")]
    assert duration_words(40, "de") == "40 Sek."


def test_a_few_hours_are_told_as_hours_and_many_as_days() -> None:
    assert hours_words(5, "de") == "5 Std."
    assert hours_words(50, "en") == "2 days"


@given(appeal=appeals, event=events, language=st.sampled_from(spoken()))
def test_every_language_has_words_for_all_of_them(appeal: Appeal, event: Event, language: str) -> None:
    said, when = fund(appeal, language), days(event, language)
    assert said and when and said.words and when.words
    assert "{" not in said.words and (said.share is None or 0 <= said.share <= 100)
