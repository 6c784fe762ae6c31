"""What the items of all formats share."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standfirst.model import Item, Source, tidy
from standfirst.read.finish import finish

CASES = Path(__file__).parent.parent / "cases" / "finish"
GAZETTE = Source("gazette", "https://gazette.example/", "Gazette", language="es", places=("ES",))
NOW = datetime(2024, 3, 8, 12, tzinfo=UTC)


def finished(item: Item, language: str | None = "en", source: Source | None = None) -> Item:
    (told,) = finish([item], source=source, language=language, now=NOW)
    return told


def lines() -> list[list[str]]:
    return [row.split("\t") for row in (CASES / "kinds.tsv").read_text("utf-8").splitlines()[1:]]


@pytest.mark.parametrize(("headline", "standfirst", "link", "kind"), lines())
def test_the_kind_is_told_from_marks_links_and_words(headline: str, standfirst: str, link: str, kind: str) -> None:
    told = finished(Item(headline=headline or None, standfirst=standfirst or None, link=link or None), None)
    assert told.kind == kind
    assert kind == "article" or told.found["kind"]


@pytest.mark.parametrize(
    ("declared", "told"),
    [("pt-BR", "pt-BR"), ("en_US", "en"), ('ar"><b>', None), ("ar-<b>", "ar"), ("e", None)],
)
def test_what_is_no_language_is_not_said_to_be_one(declared: str, told: str | None) -> None:
    assert finished(Item(headline="4711", language=declared), None).language == told


@pytest.mark.parametrize(
    ("printed", "left"),
    [
        ("[Audio] A talk about tides", "A talk about tides"),
        ("A talk about tides [VIDEO]", "A talk about tides"),
        ("【動画】新しい橋が開通", "新しい橋が開通"),
        ("[Video] [Fotos] La tormenta", "La tormenta"),
        ("VIDEO: the bridge from above", "VIDEO: the bridge from above"),
        ("Peru: new bridge opens", "Peru: new bridge opens"),
        ("The [sic] storm", "The [sic] storm"),
        ("【特集】新しい橋", "【特集】新しい橋"),
        ("[Video]", "[Video]"),
    ],
)
def test_bracketed_marks_leave_the_headline_and_kickers_stay(printed: str, left: str) -> None:
    assert finished(Item(headline=printed)).headline == left


def test_what_a_reader_has_set_is_kept() -> None:
    item = Item(
        id="1",
        source_id="s",
        headline="[Video] Ayer",
        language="es",
        kind="gallery",
        places=("PE",),
        truncated=True,
    )
    told = finished(item, "en", GAZETTE)
    assert (told.id, told.source_id, told.language, told.kind, told.places) == ("1", "s", "es", "gallery", ("PE",))


def test_texts_are_tidy() -> None:
    told = finished(Item(headline="  The\nbridge\t opens ", standfirst="\x07 "))
    assert (told.headline, told.standfirst) == ("The bridge opens", None)


@pytest.mark.parametrize("end", ["…", "...", "[…]", "[...]", " …", "(...)"])
def test_a_mark_of_omission_says_the_text_is_cut(end: str) -> None:
    assert finished(Item(headline="The bridge", standfirst=f"Work is done, says the{end}")).truncated


def test_a_whole_sentence_is_not_cut() -> None:
    assert not finished(Item(headline="The bridge", standfirst="Work is done.")).truncated


def test_source_fills_what_the_item_does_not_say() -> None:
    told = finished(Item(headline="Ola"), None, GAZETTE)
    assert (told.source_id, told.language, told.places) == ("gazette", "es", ("ES",))


def test_a_kicker_tells_the_country_where_the_words_do_not() -> None:
    told = finished(Item(headline="The bridge opens in spring", kicker="Peru", language="en"))
    assert (told.places, told.found["places"]) == (("PE",), "‘Peru’ is named")
    assert finished(Item(headline="Dockers in Chile strike", kicker="Peru", language="en")).places == ("CL",)


def test_each_filled_field_has_its_reason() -> None:
    told = finished(Item(headline="[Audio] El puente del puerto reabre en primavera…"), "en", GAZETTE)
    assert {"kind", "language", "truncated", "places"} <= set(told.found)


def test_what_is_not_there_has_none() -> None:
    told = finished(Item(headline="The fair", found={"headline": "its look", "kicker": "a label above it"}), "en")
    assert "headline" in told.found
    assert "kicker" not in told.found


def test_a_day_to_come_is_no_day_of_publication() -> None:
    assert finished(Item(headline="The fair", published="2024-05-01")).published is None
    assert finished(Item(headline="The fair", published="2024-03-08T23:00")).published == "2024-03-08T23:00"


def test_an_item_has_an_id_of_its_link_else_of_its_words() -> None:
    by_link = [finished(Item(headline=h, link="https://g.example/a")).id for h in ("One", "Two")]
    by_words = [finished(Item(headline=h)).id for h in ("One", "Two")]
    assert by_link[0] == by_link[1] and by_words[0] != by_words[1]


texts = st.text(max_size=60).map(tidy)


@settings(deadline=None)
@given(texts, texts, st.sampled_from(["en", "zh", "ar", None]))
def test_finishing_twice_is_finishing_once(headline: str, standfirst: str, language: str | None) -> None:
    if not headline and not standfirst:
        return
    once = finished(Item(headline=headline or None, standfirst=standfirst or None), language, GAZETTE)
    assert finished(once, language, GAZETTE) == once


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=40))
def test_no_text_whatever_raises(headline: str, standfirst: str, link: str) -> None:
    if tidy(headline) or tidy(standfirst):
        finished(Item(headline=headline or None, standfirst=standfirst or None, link=link or None))
