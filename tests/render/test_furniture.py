"""Furniture: every language has every word, in the plural forms that its grammar asks for."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.model import KINDS
from standfirst.render import furniture
from standfirst.render.furniture import date_words, day_words, joined, locale, say, spoken, spoken_for

WORDS = Path(furniture.__file__).parent / "words"
ENGLISH = tomllib.loads((WORDS / "en.toml").read_text("utf-8"))
MUST_SPEAK = "en es fr it ru ar pt de ja zh el tr uk fa he id pl nl hi hu".split()


def test_the_languages_of_the_first_readers_are_spoken() -> None:
    assert set(MUST_SPEAK) <= set(spoken())


@pytest.mark.parametrize("language", spoken())
def test_no_word_is_missing_and_none_is_unknown(language: str) -> None:
    phrases = tomllib.loads((WORDS / f"{language}.toml").read_text("utf-8"))
    assert set(phrases) == set(ENGLISH)
    for word, phrase in phrases.items():
        for form in [phrase] if isinstance(phrase, str) else phrase.values():
            assert form == form.strip() and form
            assert set(re.findall(r"{(\w+)}", form)) <= set(re.findall(r"{(\w+)}", str(ENGLISH[word]))), word


@pytest.mark.parametrize("language", spoken())
def test_every_plural_form_of_the_language_is_there_for_whole_numbers(language: str) -> None:
    phrases = tomllib.loads((WORDS / f"{language}.toml").read_text("utf-8"))
    needed = {str(locale(language).plural_form(n)) for n in range(1, 200)}
    for word in ("more", "tellings", "stories"):
        assert needed <= set(phrases[word]) | {"other"} and needed <= {*phrases[word]}, word


@pytest.mark.parametrize("language", spoken())
def test_every_kind_but_an_article_has_a_mark(language: str) -> None:
    assert all(say(language, kind) for kind in KINDS if kind != "article")


@pytest.mark.parametrize(
    ("language", "n", "said"),
    [
        ("en", 1, "1 story"),
        ("en", 3, "3 stories"),
        ("ru", 1, "1 новость"),
        ("ru", 3, "3 новости"),
        ("ru", 5, "5 новостей"),
        ("ru", 21, "21 новость"),
        ("pl", 22, "22 wiadomości"),
        ("ar", 2, "خبران"),
        ("ar", 7, "7 أخبار"),
        ("fa", 12, "۱۲ خبر"),
        ("he", 2, "שתי ידיעות"),
        ("ja", 4, "4件"),
        ("hi", 3, "3 ख़बरें"),
        ("hu", 3, "3 hír"),
        ("de", 1200, "1.200 Meldungen"),
    ],
)
def test_numbers_take_the_form_and_digits_of_the_language(language: str, n: int, said: str) -> None:
    assert say(language, "stories", n) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("pt-BR", "pt"),
        ("zh-Hans-CN", "zh"),
        ("zh-TW", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("EN_gb", "en"),
        ("rm", "en"),
        ("", "en"),
    ],
)
def test_a_page_speaks_its_language_its_nearest_kin_or_english(language: str, said: str) -> None:
    assert spoken_for(language) == said


@pytest.mark.parametrize(
    ("iso", "language", "said"),
    [
        ("2024", "en", "2024"),
        ("2024-03", "es", "marzo de 2024"),
        ("2024-03-05", "en", "5 March 2024"),
        ("2024-03-05T23:59:00+01:00", "de", "5. März 2024"),
        ("2024-03-05T07:30Z", "ru", "5 марта 2024 г."),
        ("2024-03-05", "zh", "2024年3月5日"),
        ("2024-03-05", "fa", "۵ مارس ۲۰۲۴"),
        ("2024-13-05", "en", "2024-13-05"),
        ("2024-99", "en", "2024-99"),
        ("some day", "en", "some day"),
    ],
)
def test_a_date_is_said_no_more_exactly_than_it_is_known(iso: str, language: str, said: str) -> None:
    # CLDR keeps some words together with spaces that do not break, and changes its mind about which.
    assert " ".join(date_words(iso, language).split()) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("es", "Martes, 17 de marzo de 2026"),
        ("ru", "Вторник, 17 марта 2026 г."),
        ("ar", "الثلاثاء، 17 مارس 2026"),
        ("ja", "2026年3月17日火曜日"),
    ],
)
def test_a_dateline_begins_with_a_capital_where_there_are_such(language: str, said: str) -> None:
    assert " ".join(day_words(date(2026, 3, 17), language).split()) == said


def test_a_list_is_joined_as_the_language_joins() -> None:
    assert joined(("árabe", "ruso", "inglés"), "es") == "árabe, ruso y inglés"
    assert joined(("one",), "en") == "one" and joined((), "en") == ""


def test_a_name_that_looks_like_a_place_to_fill_is_left_as_it_is() -> None:
    assert say("en", "read_at", outlet="{n} {outlet.__class__}") == "Read at {n} {outlet.__class__}"


@given(st.text(max_size=12), st.text(max_size=20), st.integers(0, 10**6))
def test_any_language_tag_and_any_name_is_printed(language: str, name: str, n: int) -> None:
    assert name in say(language, "read_at", outlet=name)
    assert say(language, "more", n) and date_words("2024-03-05", language)


def test_a_colon_stands_as_the_language_sets_it() -> None:
    assert say("fr", "before_a_list", words="6 autres") == "6 autres\u00a0:"
    assert say("zh", "before_a_list", words="另有6篇") == "另有6篇："
    assert say("de", "before_a_list", words="6 weitere") == "6 weitere:"
