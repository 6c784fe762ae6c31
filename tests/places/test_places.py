"""Which countries a text speaks of, and what holds what."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst import places
from standfirst.places.mentions import _TELLS as TELLS
from standfirst.places.tables import NOWHERE
from standfirst.places.vocabulary import forms

TAGS = "en fr pt es it de nl ru uk pl ro tr ca gl cs hu fi id ar zh ja ko el sv".split()


def cases(file: str) -> list[list[str]]:
    text = (Path(__file__).parent.parent / "cases" / "places" / file).read_text("utf-8")
    return [row.split("\t") for row in text.split("\n")[1:] if row and not row.startswith("#")]


@pytest.mark.parametrize(("language", "countries", "text"), cases("mentioned.tsv"))
def test_countries_are_found_where_they_are_certain(language: str, countries: str, text: str) -> None:
    assert places.mentioned(text.replace("\\n", "\n"), language) == tuple(countries.split())


@pytest.mark.parametrize(("language", "told"), cases("peoples.tsv") + cases("cities.tsv"))
def test_peoples_and_cities_are_known_in_their_cases(language: str, told: str) -> None:
    for country, form in (each.split(" ", 1) for each in told.split("|")):
        assert places.mentioned(f"12 {form} –", language) == (country,), form


def test_a_country_is_held_by_its_regions_from_the_nearest_outwards() -> None:
    assert places.holders("PE") == ("005", "419", "019")
    assert places.holds("019", "PE")
    assert places.holds("PE", "PE")
    assert not places.holds("150", "PE")


def test_places_have_names_in_the_readers_language() -> None:
    assert places.name("019", "es") == "América"
    assert places.name("JP", "fr") == "Japon"
    assert places.name("JP", "xx") == "Japan"
    assert places.name("QQ", "en") == "QQ"
    assert places.known("150")
    assert not places.known("QQ")


def test_each_country_comes_with_the_word_that_says_so() -> None:
    told = places.reasons("Dockers in Peru back Chilean miners", "en")
    assert places.because(told) == "‘Peru’ is named; ‘Chilean’ is of Chile"


def test_why_a_place_is_told_can_be_said_of_each_form_in_the_tables() -> None:
    wrong = {form for tag in TAGS for form, place, how in forms(tag) if place != NOWHERE and how not in TELLS}
    assert wrong == set()


@pytest.mark.parametrize(("language", "country", "texts"), cases("home.tsv"))
def test_a_town_paper_is_at_home_in_the_country_of_its_towns(language: str, country: str, texts: str) -> None:
    told = places.home([(text, language) for text in texts.split(" | ")])
    assert (told[0] if told else "") == country


@given(st.text(max_size=200), st.sampled_from(["en", "ru", "zh", "ar", "hi", "pl", "ja", "tr", "x", None]))
def test_any_text_may_be_asked_and_tells_only_words_of_its_own(text: str, language: str | None) -> None:
    for place, spot in places.reasons(text, language).items():
        assert places.known(place)
        assert spot.word in text
