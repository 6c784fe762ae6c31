"""A page is read by its source's own selectors, and each that does not fit is named."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standfirst.model import Document, Reading, Source
from standfirst.read import read
from standfirst.read.page.selected import FIELDS, read_selected

URL = "https://paper.example/news/"
PAGE = """<!doctype html><html lang="en"><title>The Kiln Post</title><body>
<nav><a href="/about">About the paper we print</a></nav>
<div class="row"><span class="over">Harbour</span><b class="hl"><a href="/a1">Ferry painted green</a></b>
 <i>Nobody was asked, the captain says.</i><img data-src="/a1.jpg"><span class="day">5 March 2031</span>
 <em>By Mara Light</em></div>
<div class="row"><b class="hl"><a href="/a2">Bees move into the town hall</a></b>
 <i>The mayor now works from the garden.</i><span class="day" data-on="2031-03-04">yesterday</span></div>
<div class="row"><b class="hl"></b><a href="/ad">Buy</a></div>
<a class="flat" href="/a3" title="Mill turns again">Read</a>
</body></html>"""


def reading(page: str = PAGE, **select: str) -> Reading:
    source = Source("kiln", URL, "The Kiln Post", select=select)
    return read_selected(page, URL, source=source, now=datetime(2031, 3, 5, tzinfo=UTC))


def test_every_field_is_taken_from_where_its_selector_says() -> None:
    told = reading(
        item=".row", headline=".hl", standfirst="i", link=".hl a", date=".day", byline="em", kicker=".over",
        image="img",
    )  # fmt: skip
    first, second = told.items
    assert (first.headline, first.standfirst) == ("Ferry painted green", "Nobody was asked, the captain says.")
    assert (first.link, first.image) == ("https://paper.example/a1", "https://paper.example/a1.jpg")
    assert (first.published, first.byline, first.kicker) == ("2031-03-05", "Mara Light", "Harbour")
    assert first.found["published"] == "your selector .day"
    assert (first.source_id, first.language) == ("kiln", "en")
    assert (second.kicker, second.byline) == (None, None)
    assert (told.title, told.read_as) == ("The Kiln Post", "listing")


def test_an_attribute_can_be_named_even_of_the_item_itself() -> None:
    [only] = reading(item="a.flat", headline="@title", link="@href").items
    assert (only.headline, only.link) == ("Mill turns again", "https://paper.example/a3")
    assert [i.published for i in reading(item=".row", headline=".hl", date=".day@data-on").items] == [
        None,
        "2031-03-04",
    ]


def test_the_link_at_the_headline_is_taken_where_none_is_named() -> None:
    assert [i.link for i in reading(item=".row", headline=".hl").items] == [
        "https://paper.example/a1",
        "https://paper.example/a2",
    ]


def test_an_item_alone_is_enough() -> None:
    told = reading(item=".hl")
    assert [i.headline for i in told.items] == ["Ferry painted green", "Bees move into the town hall"]
    assert told.items[0].link == "https://paper.example/a1"


def test_standfirsts_alone_stay_without_headlines() -> None:
    assert {i.headline for i in reading(item=".row", standfirst="i").items} == {None}


@pytest.mark.parametrize(
    ("select", "said"),
    [
        ({"item": "article"}, 'your selector "article" for item finds nothing on the page'),
        ({"item": "div..row"}, 'your selector "div..row" for item is no CSS selector that we understand'),
        (
            {"item": ".row", "headline": ".hl", "date": "time"},
            'your selector "time" for date finds nothing in any of the 3 items',
        ),
        (
            {"item": ".row", "headline": ".hl", "date": "i"},
            'your selector "i" for date finds "Nobody was asked, the captain says.", which tells no date',
        ),
        ({"item": ".row", "headline": ".hl"}, "1 of the 3 items found have neither headline nor standfirst"),
        ({"item": ".row", "headline": "b:nth"}, 'your selector "b:nth" for headline is no CSS selector'),
    ],
)
def test_a_selector_that_does_not_fit_is_named(select: dict[str, str], said: str) -> None:
    assert any(complaint.startswith(said) for complaint in reading(**select).complaints)


def test_a_document_is_read_by_its_sources_selectors() -> None:
    source = Source("kiln", URL, "The Kiln Post", select={"item": ".row", "headline": ".hl", "standfirst": "i"})
    told = read(Document(URL, PAGE.encode(), "text/html"), source)
    assert [i.headline for i in told.items] == ["Ferry painted green", "Bees move into the town hall"]


def test_a_feed_is_read_as_a_feed_all_the_same_and_that_is_said() -> None:
    feed = b"""<rss version="2.0"><channel><title>Kiln</title><item><title>Ferry painted green</title>
    <link>https://paper.example/a1</link></item></channel></rss>"""
    told = read(Document(URL, feed, "application/rss+xml"), Source("kiln", URL, "Kiln", select={"item": "li"}))
    assert [i.headline for i in told.items] == ["Ferry painted green"]
    assert "your selectors are for pages, this is a feed" in told.complaints


SELECTOR = st.text(alphabet=st.sampled_from('abdiv.row#hl[]()=~^$*"@:>+, -\\\ud800é'), min_size=1, max_size=24)


@given(st.dictionaries(st.sampled_from(FIELDS), SELECTOR), SELECTOR | st.sampled_from([".row", "*", "a"]))
@settings(max_examples=150, deadline=None)
def test_no_selector_makes_it_raise(select: dict[str, str], item: str) -> None:
    reading(**select, item=item)


def test_a_standfirst_is_without_the_headline_that_stands_in_its_element() -> None:
    page = "<p>5 March 2031 <a href=/1>Ferry painted green</a> Nobody was asked.</p>"
    (item,) = reading(page, item="p", headline="a", standfirst="p").items
    assert (item.headline, item.standfirst) == ("Ferry painted green", "Nobody was asked.")
