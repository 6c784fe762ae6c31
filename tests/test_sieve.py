"""Which items are taken."""

from __future__ import annotations

from time import process_time

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


MANY = item("m", "a" * 60 + "b", link="https://gazette.example/many")


def test_a_rule_that_takes_too_long_is_given_up_and_leaves_nothing_out() -> None:
    for_ever = sieve.rules({"headline": ["lamp", "/(a|aa)+$/"]})
    for sifting in (Sieve(include=for_ever), Sieve(exclude=for_ever)):
        began = process_time()
        taken = [sieve.passes(each, sifting) for each in (MANY, FERRY) * 200]
        assert all(taken)
        assert process_time() - began < sieve.MOST_SECONDS + 1
        (told,) = sieve.given_up(sifting)
        assert "headline says /(a|aa)+$/, which takes too long" in told
    assert sieve.given_up(Sieve(sieve.rules({"headline": "lamp"}))) == []


@pytest.mark.parametrize("pattern", ["(a", "a{99999999999}", "(?:(?:a{100}){100}){100}", "(" * 900 + ")" * 900])
def test_what_is_no_regular_expression_or_repeats_too_much_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="is no regular expression"):
        sieve.rules({"headline": f"/{pattern}/"})


@given(st.dictionaries(st.sampled_from([*sieve.FIELDS, "title"]), st.text() | st.lists(st.text()) | st.integers()))
def test_a_table_is_rules_or_a_sentence(table: dict[str, object]) -> None:
    try:
        told = sieve.rules(table)
    except ValueError as error:
        assert str(error)
    else:
        assert sieve.passes(FERRY, Sieve(told)) in (True, False)
