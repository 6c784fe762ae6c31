"""Which countries a text speaks of, and what holds what."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst import places

CASES = Path(__file__).parent.parent / "cases" / "places" / "mentioned.tsv"
ROWS = [row.split("\t") for row in CASES.read_text("utf-8").split("\n")[1:] if row and not row.startswith("#")]


@pytest.mark.parametrize(("language", "countries", "text"), ROWS)
def test_countries_are_found_where_they_are_certain(language: str, countries: str, text: str) -> None:
    assert places.mentioned(text.replace("\\n", "\n"), language) == tuple(countries.split())


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


TOWN_PAPER = (
    "Concert ce soir à Marrakech",
    "Les écoles de Meknès rouvrent lundi",
    "Le marché de printemps",
    "Travaux sur la place de Marrakech",
)


def test_a_town_paper_is_at_home_in_the_country_of_its_towns() -> None:
    assert places.home([(text, "fr") for text in TOWN_PAPER]) == ("MA", ("Marrakech", "Meknès"))


def test_papers_that_speak_of_many_countries_or_none_have_no_home() -> None:
    abroad = ["Grève au Chili", "Élections au Pérou", "Inondations en Chine", "Sommet à Bruxelles"]
    recipes = ["Soupe aux pois", "Tarte aux pommes", "Pain de seigle"]
    assert places.home([(text, "fr") for text in abroad]) is None
    assert places.home([(text, "fr") for text in recipes]) is None


def test_a_country_is_no_home_of_texts_in_a_language_that_is_not_spoken_there() -> None:
    assert places.home([(text, "sv") for text in ("Strejk i Chile", "Val i Chile", "Jordskalv i Chile")]) is None


@given(st.text(max_size=200), st.sampled_from(["en", "ru", "zh", "ar", "hi", "pl", "ja", "tr", "x", None]))
def test_any_text_may_be_asked_and_tells_only_words_of_its_own(text: str, language: str | None) -> None:
    for place, spot in places.reasons(text, language).items():
        assert places.known(place)
        assert spot.word in text
