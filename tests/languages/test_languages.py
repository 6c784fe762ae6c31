"""Which language a text is in, which way it runs, what it is called."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standfirst.languages import direction, guess, name, tidy_tag
from standfirst.read.page.listing import read_listing

CASES = Path(__file__).parent.parent / "cases" / "languages"


def lines() -> list[list[str]]:
    return [row.split("\t") for row in (CASES / "headlines.tsv").read_text("utf-8").splitlines()[1:]]


@pytest.mark.parametrize(("text", "hint", "expected"), lines())
def test_a_headline_tells_its_language_with_the_page_s_help(text: str, hint: str, expected: str) -> None:
    told = guess(text, (hint,) if hint else ())
    assert (told.tag if told else "-") == expected
    assert told is None or told.reason


def test_the_first_hint_that_fits_decides() -> None:
    told = guess("Anna Berg", ("", "und", "sv", "da"))
    assert told and told.tag == "sv"


def test_many_little_words_decide_whatever_the_page_says() -> None:
    text = "The ferry that was to leave for the island at noon is to sail in the evening after all, and it will be late"
    assert guess(text, ("es",)) == guess(text) == ("en", "its little words")


def test_a_hint_in_another_script_does_not() -> None:
    told = guess("Мост", ("es",))
    assert told and told.tag != "es"


def test_a_script_in_the_hint_stays_and_a_region_goes() -> None:
    chinese = guess("港口大橋春天重新開放", ("zh-Hant-TW",))
    assert chinese and chinese.tag == "zh-Hant"
    told = guess("A ponte do porto reabre na primavera", ("pt-BR",))
    assert told and told.tag == "pt"


@pytest.mark.parametrize(
    ("tag", "tidy"),
    [("cz", "cs"), ("eng-GB", "en"), ("pt_BR", "pt"), ("nb", "no"), ("nn-NO", "no"), ("iw", "he"), ("zh-hant", "zh-Hant"), ("EN", "en"),
     ("und", ""), ("english", ""), ("x-default", ""), ("", "")],
)  # fmt: skip
def test_tags_have_one_form(tag: str, tidy: str) -> None:
    assert tidy_tag(tag) == tidy


def test_languages_run_as_they_are_written() -> None:
    assert [direction(tag) for tag in ("ar", "he-IL", "fa", "ur", "en", "az-Arab", "pa")] == [
        "rtl", "rtl", "rtl", "rtl", "ltr", "rtl", "ltr",
    ]  # fmt: skip


def test_languages_have_names_in_each_other() -> None:
    assert name("ru", "es") == "ruso"
    assert name("no", "en") == "Norwegian"
    assert name("en", "ar") == "الإنجليزية"
    assert name("de", "xx") == "German"
    assert name("qqq", "en") == "qqq"


@settings(deadline=None)
@given(st.text(max_size=200), st.lists(st.text(max_size=8), max_size=3))
def test_no_text_whatever_raises(text: str, hints: list[str]) -> None:
    told = guess(text, hints)
    assert told is None or tidy_tag(told.tag) == told.tag


@given(st.text(max_size=20))
def test_tidying_a_tag_twice_is_tidying_it_once(tag: str) -> None:
    assert tidy_tag(tidy_tag(tag)) == tidy_tag(tag)


def listed(headlines: list[str], host: str = "paper.example") -> list[str | None]:
    rows = "".join(f"<article><h2><a href=/n/{n}>{words}</a></h2></article>" for n, words in enumerate(headlines))
    page = f"<html><body><main>{rows}</main></body></html>"
    return [item.language for item in read_listing(page, f"https://{host}/", source=None, now=None).items]


@pytest.mark.parametrize("line", (CASES / "pages.tsv").read_text("utf-8").splitlines()[1:])
def test_short_headlines_of_a_page_tell_together_which_of_neighbours_they_are(line: str) -> None:
    language, headlines = line.split("\t")
    told = listed(headlines.split("|"))
    assert told == [language] * len(told)


def test_of_neighbours_a_page_speaks_that_of_its_country() -> None:
    headlines = ["Pekari okončali štrajk", "Most zatvoren do petka", "Hram dobio novi krov", "Voda opet poskupila"]
    assert set(listed(headlines, "novine.example.rs")) == {"sr"}
    assert set(listed(headlines, "novine.example.ba")) == {"bs"}
