"""Which items are taken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst import sieve
from standfirst.model import Sieve
from tests.making import item, story

FERRY = item(
    "a",
    "The ferry sails again",
    standfirst="After three weeks in dock.",
    kicker="Harbour",
    byline="Ines Hask",
    link="https://gazette.example/news/ferry",
    published="2026-03-05",
    places=("GB", "IS"),
)


@pytest.mark.parametrize(
    ("table", "taken"),
    [
        ({"headline": "FERRY"}, True),
        ({"headline": "lamp"}, False),
        ({"headline": ["lamp", "ferry"]}, True),
        ({"headline": "ferr(y)"}, False),
        ({"headline": r"/^the \w+ sails/"}, True),
        ({"headline": "/^ferry/"}, False),
        ({"words": "harbour"}, True),
        ({"words": "dock"}, True),
        ({"words": "hask"}, False),
        ({"link": "/news/"}, True),
        ({"link": "//sport//"}, False),
        ({"link": r"/\/news\//"}, True),
        ({"places": "/^(IS|NO)$/"}, True),
        ({"kind": ["audio", "video"]}, False),
        ({"language": "/^en/"}, True),
        ({"published": "2026-03"}, True),
        ({"section": "sport"}, False),
        ({"headline": "ferry", "byline": "hask"}, True),
        ({"headline": "ferry", "byline": "moss"}, False),
    ],
)
def test_what_every_field_says_is_taken_and_what_one_says_is_left(table: dict[str, object], taken: bool) -> None:
    assert sieve.passes(FERRY, Sieve(include=sieve.rules(table))) is taken
    alone = {field: words for field, words in table.items() if field != "headline" or len(table) == 1}
    assert sieve.passes(FERRY, Sieve(exclude=sieve.rules(alone))) is not taken


def test_what_is_left_out_goes_before_what_is_taken() -> None:
    both = Sieve(sieve.rules({"headline": "ferry"}), sieve.rules({"byline": "hask"}))
    assert not sieve.passes(FERRY, both)


def test_a_story_keeps_the_tellings_that_are_taken() -> None:
    told = story(FERRY, item("b", "A lamp is lit"))
    assert sieve.sifted(told, Sieve()) is told
    ferry = sieve.sifted(told, Sieve(include=sieve.rules({"headline": "ferry"})))
    assert ferry
    assert (ferry.id, ferry.tellings) == (told.id, (FERRY,))
    assert sieve.sifted(told, Sieve(include=sieve.rules({"headline": "moor"}))) is None


@given(st.dictionaries(st.sampled_from([*sieve.FIELDS, "title"]), st.text() | st.lists(st.text()) | st.integers()))
def test_a_table_is_rules_or_a_sentence(table: dict[str, object]) -> None:
    try:
        told = sieve.rules(table)
    except ValueError as error:
        assert str(error)
    else:
        assert sieve.passes(FERRY, Sieve(told)) in (True, False)
