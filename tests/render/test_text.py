"""Plain text in five shapes: what it looks like, and that reading it again gives the same items back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.model import KINDS, Brief, Credit, Event, Item, Listing, Section, tidy
from standfirst.read.finish import finish
from standfirst.read.text import read_text
from standfirst.render.text import TextShape, text
from tests.data import appeals, events, several_enclosures

SHAPES: tuple[TextShape, ...] = get_args(TextShape)


def listing_of(*items: Item, title: str = "What is new", section: str | None = None) -> Listing:
    briefs = tuple(Brief(f"story {number}", item, "The Harbour Post") for number, item in enumerate(items))
    return Listing("en/new", "new", title, "en", (Section(section, briefs),), dated=date(2024, 3, 5))


FERRY = Item(
    link="https://harbour.example/ferry",
    headline="Ferry returns to the northern islands",
    standfirst="After eleven winters the boat sails again, with forty cars and a bakery on board.",
    language="en",
    published="2024-03-04",
)
PUENTE = Item(
    link="https://puente.example/obras",
    headline="El puente reabre en mayo",
    standfirst="Las obras terminan dos meses antes de lo previsto.",
    language="es",
    kind="video",
)


def test_pairs_print_headline_and_standfirst_in_paragraphs_of_their_own() -> None:
    printed = text(listing_of(FERRY, PUENTE), "pairs").decode()
    assert printed.startswith(f"{FERRY.headline}\n\n{FERRY.standfirst}\n\n{PUENTE.headline}\n\n")


def test_standfirsts_print_no_headlines() -> None:
    printed = text(listing_of(FERRY, PUENTE), "standfirsts").decode()
    assert printed.startswith(f"{FERRY.standfirst}\n\n{PUENTE.standfirst}\n\n--\n[1]")


def test_an_archive_runs_headline_and_standfirst_together() -> None:
    printed = text(listing_of(FERRY, PUENTE), "archive").decode()
    assert printed.split("\n")[0] == f"{FERRY.headline} {FERRY.standfirst}"


def test_what_is_new_begins_with_its_title() -> None:
    assert text(listing_of(FERRY), "new").decode().startswith("What is new\n\nFerry returns")


def test_a_letter_has_date_credit_and_link() -> None:
    other = Credit("El Puente", "Vuelve el barco", "https://puente.example/barco", "es", None)
    listing = Listing(
        "x", "issue", "Morning letter", "en", (Section(None, (Brief("s", FERRY, "The Harbour Post", (other,)),)),),
        dated=date(2024, 3, 5),
    )  # fmt: skip
    assert text(listing, "letter").decode() == (
        "Morning letter\nTuesday, 5 March 2024\n\n"
        "Ferry returns to the northern islands\n"
        "After eleven winters the boat sails again, with forty cars and a bakery on board.\n"
        "— The Harbour Post · 4 March 2024\n"
        "https://harbour.example/ferry\n"
        "+ El Puente · Vuelve el barco · es\n"
        "  https://puente.example/barco\n\n"
        "--\n[1] ↑ · en · 2024-03-04 · article · 3:37+81\n"
    )


@pytest.mark.parametrize("shape", SHAPES)
def test_a_listing_without_items_gives_none_back(shape: TextShape) -> None:
    assert read_text(text(listing_of(), shape).decode(), "https://x.example/").items == ()


def test_a_colophon_that_disagrees_with_its_text_is_not_believed() -> None:
    printed = text(listing_of(FERRY, PUENTE), "pairs").decode()
    changed = printed.replace("eleven winters", "twelve long winters")
    items = read_text(changed, "https://x.example/").items
    assert [item.headline for item in items] == [FERRY.headline, PUENTE.headline]
    assert items[1].kind == "article"


# --- always -------------------------------------------------------------------------------------------------

_HOSTILE = st.sampled_from(
    [
        "--",
        "[0]",
        "[1] https://x.example/ · es · 2024-03-05 · video · 1:2+3",
        "[Video] A headline that bears a mark",
        "【動画】橋が再開",
        "https://x.example/only-a-link",
        "— The Harbour Post",
        "# Section",
        "1. A numbered line",
        "* A bullet",
        "5 March 2024",
        "Read more »",
        "…",
        "۱۲۳",
        "שלום עולם",
    ]
)
_TEXT = st.one_of(st.text(max_size=60), _HOSTILE, st.tuples(_HOSTILE, _HOSTILE).map(" ".join)).map(tidy)
_LINK = st.one_of(
    st.none(),
    st.from_regex(r"https?://[a-z]{1,8}\.example/[!-~·é]{0,20}", fullmatch=True),
    st.just("http://a.example/·"),
)
_DATE = st.one_of(
    st.none(),
    st.dates().map(date.isoformat),
    st.sampled_from(["2024-03", "2024-03-05T07:30:00+01:00", "2024-03-05T07:30"]),
)
_LANGUAGE = st.sampled_from(["en", "es", "pt-BR", "zh-Hant", "ar", "hi", "sr-Latn"])
_ITEM = st.builds(
    lambda head, first, rest: Item(
        headline=head or None, standfirst=first or (None if head else "Words."), **rest
    ),
    _TEXT,
    _TEXT,
    st.fixed_dictionaries(
        {
            "link": _LINK,
            "language": _LANGUAGE,
            "published": _DATE,
            "kind": st.sampled_from(KINDS),
            "appeal": st.none() | appeals,
            "event": st.none() | events,
            "enclosures": several_enclosures,
        }
    ),
)
_SECTION = st.builds(
    lambda title, items, outlet: Section(title, tuple(Brief("s", item, outlet) for item in items)),
    st.none() | _TEXT,
    st.lists(_ITEM, max_size=5),
    _TEXT,
)
_LISTING = st.builds(
    lambda title, sections, language: Listing(
        "p", "new", title, language, tuple(sections), dated=date(2024, 3, 5)
    ),
    _TEXT,
    st.lists(_SECTION, max_size=3),
    st.sampled_from(["en", "ru", "ar", "zh-Hant", "xx-unknown", "tlh"]),
)


def test_marks_of_direction_that_end_a_line_of_ours_stay() -> None:
    item = Item(
        headline="Ferry\u200f", standfirst="Words.", language="en", event=Event("2024-03-05", None, "Ulla\u200e")
    )
    read = read_text(text(listing_of(item), "new").decode(), "https://x.example/").items
    assert [(found.headline, found.event) for found in read] == [(item.headline, item.event)]


@pytest.mark.parametrize("shape", SHAPES)
@given(_LISTING)
def test_reading_what_we_printed_gives_the_same_items_back(shape: TextShape, listing: Listing) -> None:
    printed = [brief.item for section in listing.sections for brief in section.briefs]
    read = read_text(text(listing, shape).decode(), "https://x.example/").items
    assert [_told(item, shape) for item in read] == [_told(item, shape) for item in printed]


def _told(item: Item, shape: TextShape) -> tuple[object, ...]:
    headline = None if shape == "standfirsts" and item.standfirst else item.headline
    words = (headline, item.standfirst, item.link, item.language, item.kind, item.published)
    return (*words, *((i.appeal, i.event, i.enclosures) for i in [_settled(item, shape)]))


def _settled(item: Item, shape: TextShape) -> Item:
    """What an appeal or event does not say, its words may: readers take it from there."""
    given = replace(item, headline=None) if shape == "standfirsts" and item.standfirst else item
    return finish([given], source=None, language=None, now=None)[0]
