"""Selectors learned from a page give back what reading found on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standfirst.model import Item, Source
from standfirst.read.page.listing import read_listing
from standfirst.read.page.selected import page_of, read_selected
from standfirst.read.page.standing import stands
from standfirst.read.page.teaching import Lesson, teach

CASES = Path(__file__).parent.parent / "cases" / "listing"
URL = "https://paper.example/news/"
SOURCE = Source("paper", URL, "The Paper")


def lesson(html: str, items: tuple[Item, ...] | None = None) -> Lesson | None:
    found = read_listing(html, URL, source=SOURCE, now=None).items if items is None else items
    return teach(html, URL, found, source=SOURCE, now=None)


def case(name: str) -> str:
    return (CASES / name).read_text("utf-8")


def cards(*words: str) -> str:
    """Cards as a site prints them: a label, a picture, a headline that links, a sentence, a day and a name."""
    return "".join(
        f'<div class="card"><a href="/{n}"><img src="/{n}.jpg"></a><span class="tag">Harbour</span>'
        f'<h3 class="card-title"><a href="/{n}">{word} is seen again near the old harbour wall</a></h3>'
        f'<p class="lead">Nobody knows who brought {word} there, the keeper of the wall says.</p>'
        f'<span class="by">By Mara Light</span><span class="on">{n + 1} May 2031</span></div>'
        for n, word in enumerate(words)
    )


CARDS = f'<html lang="en"><body><nav><a href="/about">About us</a></nav><main>{cards("Lamp", "Ferry", "Bell", "Goat", "Kite")}</main></body></html>'


def test_cards_are_taught_by_their_classes() -> None:
    learned = lesson(CARDS)
    assert learned
    assert (learned.agreed, learned.of) == (5, 5)
    assert learned.select["item"] == "div.card"
    assert learned.select["standfirst"] == "p.lead"
    assert learned.select["date"] == "span.on"
    assert learned.select["kicker"] == "span.tag"
    assert "link" not in learned.select


@pytest.mark.parametrize("name", ["blog.html", "readmore.html", "ours.html"])
def test_the_selectors_give_back_the_items_of_a_page(name: str) -> None:
    learned = lesson(case(name))
    assert learned
    assert learned.agreed == learned.of == len(learned.reading.items)
    assert not learned.reading.complaints


def test_what_was_taught_is_what_a_source_with_the_selectors_reads() -> None:
    learned = lesson(CARDS)
    assert learned
    source = Source("paper", URL, "The Paper", select=learned.select)
    assert read_selected(CARDS, URL, source=source, now=None).items == learned.reading.items


def test_items_of_two_sorts_get_a_selector_each() -> None:
    rows = "".join(
        f'<li class="brief"><a href="/b{n}">A short note from the {word} about the weather</a></li>'
        for n, word in enumerate(("mill", "kiln", "pier", "moor"))
    )
    html = CARDS.replace("</main>", f"</main><ul>{rows}</ul>")
    items = read_listing(CARDS, URL, source=SOURCE, now=None).items
    briefs = read_listing(f"<ul>{rows}</ul>", URL, source=SOURCE, now=None).items
    learned = lesson(html, (*items, *briefs))
    assert learned
    assert set(learned.select["item"].split(", ")) == {"div.card", "li.brief"}
    assert learned.agreed == learned.of == 9


def test_a_page_whose_items_stand_in_no_markup_teaches_nothing() -> None:
    assert lesson(case("state.html")) is None
    assert lesson("<p>Nothing here</p>") is None


def test_an_item_stands_in_the_elements_that_hold_no_other() -> None:
    found = read_listing(CARDS, URL, source=SOURCE, now=None).items
    standing = stands(page_of(CARDS, URL, None, None), found)
    assert [stand.item for stand in standing] == list(found)
    assert all(stand.around[-1].attributes == {"class": "card"} for stand in standing)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 1500), st.integers(0, 60), st.sampled_from(["", "<div>", "</div>", "é", "<a href=/x>"])
        ),
        max_size=4,
    )
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_damage_to_a_page_makes_it_raise(cuts: list[tuple[int, int, str]]) -> None:
    html = CARDS
    for place, length, text in cuts:
        html = html[:place] + text + html[place + length :]
    lesson(html)


def test_words_below_a_headline_in_one_cell_are_taught_as_they_are() -> None:
    rows = "".join(
        f"<tr><td class=d>0{n}.05.2031</td><td><a href=/{n}>{word} eski limanda yine görüldü</a><br>"
        f"Onu oraya kimin getirdiğini bekçi de bilmiyor, {word} da söylemiyor.</td></tr>"
        for n, word in enumerate(("Fener", "Vapur", "Çan", "Keçi"), 1)
    )
    learned = lesson(f"<html lang=tr><body><table>{rows}</table></body></html>")
    assert learned
    assert (learned.agreed, learned.of) == (4, 4)
