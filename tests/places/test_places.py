"""Which countries a text speaks of, and what holds what."""

import pytest

from standfirst import places


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Peru: dockers down tools in Callao", "en", ("PE",)),
        ("Dockers in Peru and Chile down tools", "en", ("PE", "CL")),
        ("Los portuarios peruanos paran otra vez", "es", ("PE",)),
        ("Perù, si fermano i porti", "it", ("PE",)),
        ("Порты Аргентины бастуют третий день", "ru", ("AR",)),
        ("Аргентинские докеры бастуют", "ru", ("AR",)),
        ("秘鲁码头工人罢工", "zh", ("PE",)),
        ("US unions back Canadian dockers", "en", ("US", "CA")),
        ("Michael Jordan opens a school", "en", ()),
        ("Jordan: water prices rise", "en", ("JO",)),
        ("Give us a hand with the harvest", "en", ()),
        ("A headline in no known language", None, ()),
        ("Dockers down tools in Montevideo", "en", ("UY",)),
        ("В Монтевидео бастуют докеры", "ru", ("UY",)),
        ("إضراب عمال الموانئ في بيروت", "ar", ("LB",)),
        ("इंडोनेशिया के बंदरगाह में हड़ताल", "hi", ("ID",)),
        ("印度尼西亚码头工人罢工", "zh", ("ID",)),
        ("Hafenarbeiter streiken in den brasilianischen Häfen", "de", ("BR",)),
        ("Liberty and librarians: a libertarian manifesto", "en", ()),
        ("Francisco y Paraguas: una comedia", "es", ()),
        ("A turkey dinner for the dockers", "en", ()),
        ("LISBON, March 3, 2026 – Dockers in Chile down tools", "en", ("CL",)),
        ("EE.UU. aumenta los aranceles", "es", ("US",)),
    ],
)
def test_countries_are_found_where_they_are_certain(
    text: str, language: str | None, expected: tuple[str, ...]
) -> None:
    assert places.mentioned(text, language) == expected


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
    assert places.reasons("Dockers in Peru back Chilean miners", "en") == {"PE": "Peru", "CL": "Chilean"}
