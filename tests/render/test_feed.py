"""Feeds as we print them: valid, the same bytes each time, and read back whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from standfirst.model import KINDS, Brief, Item, Listing, Podcast, Section, Source, tidy
from standfirst.read.feed import read_feed
from standfirst.read.finish import finish
from standfirst.render import feed, opml
from standfirst.render.outline import outline
from standfirst.render.site import Site
from tests.data import appeals, events, several_enclosures
from tests.render import feed_rules
from tests.render.press import LISTINGS, PRESS, whole_site

SITE = Site("The Lantern & Co. <b>", "https://lantern.example/")
HOSTILE = [
    "<b>", "</b>", "&amp;", "&", "<", "]]>", "<![CDATA[", '"', "'", "&lt;", "&#8217;", "<br>", "<script>",
    "</title>", "\u2067", "<!--", "&nbsp;", "<p>", "%s", "\\u0041", "&#0;", "…", "{{", "é", "ש", "文",
]  # fmt: skip
DATES = (
    None, "2024", "2024-03", "2024-03-05", "2024-03-05T07:30", "2024-03-05T07:30:00", "2024-03-05T07:30:00+01:00",
    "2024-03-05T07:30:00Z", "2024-03-05T07:30:00.125-05:30",
)  # fmt: skip
Writer = Callable[[Listing, Site], bytes]
WRITERS = pytest.mark.parametrize("write", [feed.rss, feed.atom, feed.json_feed], ids=lambda write: write.__name__)
FAULTS: dict[Writer, Callable[[bytes], list[str]]] = {
    feed.rss: feed_rules.faults_of_rss,
    feed.atom: feed_rules.faults_of_atom,
    feed.json_feed: feed_rules.faults_of_json_feed,
}

texts = (
    st.lists(st.one_of(st.text(max_size=12), st.sampled_from(HOSTILE)), min_size=1, max_size=8)
    .map("".join)
    .map(tidy)
)
words = texts.filter(bool)


@st.composite
def items(draw: st.DrawFn) -> Item:
    headline = draw(st.none() | words)
    number = draw(st.integers(0, 10**9))
    item = Item(
        id=f"{number:016x}",
        link=draw(st.none() | st.just(f"https://outlet.example/a?id={number}&x=<y>".replace("<y>", "%3Cy%3E"))),
        headline=headline,
        standfirst=draw(words) if headline is None else draw(st.none() | words),
        kicker=draw(st.none() | words),
        byline=draw(st.none() | words),
        section=draw(st.none() | words),
        published=draw(st.sampled_from(DATES)),
        language=draw(st.sampled_from(["en", "pt-BR", "ar", "zh-Hant", "ru"])),
        kind=draw(st.sampled_from(KINDS)),
        image=draw(st.none() | st.just("https://outlet.example/i.jpg?w=1&h=2")),
        appeal=draw(st.none() | appeals),
        event=draw(st.none() | events),
        enclosures=draw(several_enclosures),
    )
    # What the words of an appeal tell of sums, every item that a reader made holds already.
    return finish([item], source=None, language=None, now=None)[0]


def listing(*those: Item, dated: date | None = None) -> Listing:
    briefs = tuple(Brief(story_id=item.id, item=item, outlet="The Outlet & Sons") for item in those)
    return Listing("en/new", "new", "What is new <today> & tomorrow", "en", (Section(None, briefs),), dated=dated)


# What leads nowhere and says the same words twice in one feed is one item.
listings = st.lists(
    items(), max_size=4, unique_by=(lambda item: item.id, lambda item: (item.link, item.headline, item.standfirst))
).map(lambda those: listing(*those))


def printed(page: Listing) -> list[Item]:
    return [brief.item for section in page.sections for brief in section.briefs]


def told(item: Item) -> tuple[object, ...]:
    return (item.headline, item.standfirst, item.link, item.language, item.kind, item.published)


def more_told(item: Item) -> tuple[object, ...]:
    return (item.kicker, item.byline, item.section, item.image, item.appeal, item.event, item.enclosures)


@WRITERS
@given(page=listings)
@settings(max_examples=150, deadline=None)
def test_what_we_print_reads_back_the_same(write: Writer, page: Listing) -> None:
    reading = read_feed(write(page, SITE), "https://lantern.example/en/new", source=None, now=None)
    assert [told(item) for item in reading.items] == [told(item) for item in printed(page)]
    assert [more_told(item) for item in reading.items] == [more_told(item) for item in printed(page)]
    assert reading.title == page.title and reading.language == "en"
    assert reading.complaints == (() if reading.items else ("it has no items now",))


@WRITERS
@given(page=listings)
@settings(max_examples=60, deadline=None)
def test_what_we_print_is_valid(write: Writer, page: Listing) -> None:
    assert FAULTS[write](write(page, SITE)) == []


@WRITERS
def test_the_same_listing_prints_the_same_bytes(write: Writer) -> None:
    page = listing(Item(id="1", headline="A", published="2024-03-05"), Item(id="2", standfirst="B"))
    assert write(page, SITE) == write(page, SITE)


@WRITERS
def test_an_item_in_two_sections_is_in_the_feed_once(write: Writer) -> None:
    item = Item(id="1", headline="A", language="en")
    page = listing(item, item)
    assert len(read_feed(write(page, SITE), "", source=None, now=None).items) == 1
    assert FAULTS[write](write(page, SITE)) == []


@WRITERS
def test_text_that_was_never_tidied_is_printed_tidy(write: Writer) -> None:
    body = write(listing(Item(id="1", headline="A\x00\ud800B\uffff", language="en")), SITE)
    assert FAULTS[write](body) == []
    assert read_feed(body, "", source=None, now=None).items[0].headline == "AB"


def test_a_feed_is_as_new_as_its_newest_brief() -> None:
    old, new = Item(id="1", headline="A", published="2024-03-05T23:00:00-05:00"), Item(id="2", headline="B")
    page = listing(old, new, Item(id="3", headline="C", published="2024-03-06"))
    root = etree.fromstring(feed.atom(page, SITE))
    assert root.findtext(feed_rules.ATOM + "updated") == "2024-03-05T23:00:00-05:00"


def test_a_feed_without_dates_is_as_new_as_its_page() -> None:
    page = listing(Item(id="1", headline="A"), dated=date(2024, 3, 5))
    assert b"<updated>2024-03-05T00:00:00+00:00</updated>" in feed.atom(page, SITE)
    assert b"<lastBuildDate>Tue, 05 Mar 2024 00:00:00 +0000</lastBuildDate>" in feed.rss(page, SITE)


def test_a_plain_title_is_left_plain_for_readers_that_resolve_once() -> None:
    body = feed.rss(listing(Item(id="1", headline="AT&T < 3"), Item(id="2", headline="the <b>bold</b>")), SITE)
    assert b"<title>AT&amp;T &lt; 3</title>" in body
    assert b"<title>the &amp;lt;b&amp;gt;bold&amp;lt;/b&amp;gt;</title>" in body


def test_a_day_is_not_printed_as_midnight() -> None:
    body = feed.rss(listing(Item(id="1", headline="A", published="2024-03-05")), SITE)
    assert b"<dc:date>2024-03-05</dc:date>" in body and b"<pubDate>" not in body


@WRITERS
def test_every_outlet_is_credited(write: Writer) -> None:
    text = write(listing(Item(id="1", headline="A")), SITE).decode()
    assert (
        "The Outlet &amp; Sons" in text
        or "The Outlet & Sons" in json.loads(text)["items"][0]["authors"][0]["name"]
    )


def test_the_three_feeds_lie_beside_the_page() -> None:
    assert [feed.printed(suffix, listing(), SITE).name for suffix in feed.SUFFIXES] == [
        "en/new.rss",
        "en/new.atom",
        "en/new.json",
    ]


@given(outlet=words, title=words)
@settings(max_examples=60, deadline=None)
def test_sources_are_told_as_opml(outlet: str, title: str) -> None:
    sources = [
        Source("a", "https://a.example/feed?x=1&y=2", outlet, language="es"),
        Source("b", "https://ines:secret@b.example/", "B", read_as="listing"),
        Source("c", "/home/ines/letters", "C"),
        Source("d", "imaps://ines@mail.example/News", "D"),
    ]
    body = opml.sources(sources, title).body
    assert feed_rules.faults_of_opml(body) == []
    first, second = etree.fromstring(body).iterfind("body/outline")
    assert (first.get("text"), first.get("xmlUrl")) == (outlet, "https://a.example/feed?x=1&y=2")
    assert (second.get("type"), second.get("url")) == ("link", "https://b.example/")


def test_our_own_feeds_are_told_as_opml_by_edition() -> None:
    body = opml.feeds(map(outline, LISTINGS), PRESS).body
    assert feed_rules.faults_of_opml(body) == []
    folders = etree.fromstring(body).findall("body/outline")
    assert [each.get("text") for each in folders] == [post.words for post in PRESS.editions]
    told = {each.get("xmlUrl"): each.get("text") for folder in folders for each in folder}
    assert told["https://lantern.example/en/new.rss"] == "What’s new"
    printed = {f"https://lantern.example/{file.name}" for file in whole_site(PRESS, LISTINGS, [])}
    assert told.keys() <= printed


ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"


def test_directories_of_podcasts_learn_what_they_ask() -> None:
    told = Podcast(
        "https://a.example/p.png?a=1&b=2", "Ana & Co", "Ana", "ana@a.example", ("News", "Politics"), True
    )
    page = replace(listing(Item(id="1", headline="A")), shape="podcast")
    (channel,) = etree.fromstring(feed.rss(page, replace(SITE, podcast=told)))
    assert [each.get("href") for each in channel.iterfind(f"{ITUNES}image")] == [told.image]
    assert channel.findtext(f"{ITUNES}explicit") == "true"
    assert channel.findtext(f"{ITUNES}owner/{ITUNES}email") == "ana@a.example"
    assert [each.get("text") for each in channel.iter(f"{ITUNES}category")] == ["News", "Politics"]
    assert feed_rules.faults_of_rss(feed.rss(page, replace(SITE, podcast=told))) == []
    (plain,) = etree.fromstring(feed.rss(page, SITE))
    assert plain.findtext("title") == f"{page.title} · Audio"
    assert plain.findtext(f"{ITUNES}author") == SITE.title and plain.find(f"{ITUNES}image") is None
