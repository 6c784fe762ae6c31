"""What is chosen at an address, with a dict of bytes as the web."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from standfirst.fetch import Answer
from standfirst.model import Document, Refusal, Source, Visit
from standfirst.newsroom.scout import Found, scout

NOW = datetime(2026, 3, 9, 8, tzinfo=UTC)
PAGE = "https://gazette.example/world/"
Web = dict[str, str]


def look(web: Web, url: str = PAGE, moved_to: str | None = None) -> Found:
    def fetching(asks: Sequence[tuple[Source, Visit | None]]) -> Iterator[tuple[Source, Answer]]:
        for source, _ in asks:
            body = web.get(source.url)
            if body is None:
                yield (
                    source,
                    Answer(Visit(source.id, source.url, NOW, "failed", "refused with Not Found (404)", 404)),
                )
                continue
            visit = Visit(source.id, source.url, NOW, "new", "answered (200)", 200, moved_to=moved_to)
            yield source, Answer(visit, (Document(source.url, body.encode(), None, NOW),))

    return scout(url, fetching, NOW)


def link(href: str) -> str:
    return f'<link rel="alternate" type="application/rss+xml" href="{href}">'


def page(head: str = "", lamps: range = range(2, 12)) -> str:
    teasers = "".join(
        f'<article><h2><a href="/a{n}">Lamp {n} of the long quay is lit</a></h2>'
        f"<p>It had been dark for {n} years, and nobody knew why.</p></article>"
        for n in lamps
    )
    return f"<html lang=en><head><title>The Gazette</title>{head}</head><body><main>{teasers}</main></body></html>"


def feed(lamps: range = range(2, 12), standfirst: str = "It had been dark for years.") -> str:
    items = "".join(
        f"<item><title>Lamp {n} of the long quay is lit</title><link>https://gazette.example/a{n}</link>"
        f"<description>{standfirst}</description></item>"
        for n in lamps
    )
    return f'<rss version="2.0"><channel><title>Gazette feed</title><language>en</language>{items}</channel></rss>'


def sitemap(lamps: range) -> str:
    urls = "".join(
        f"<url><loc>https://gazette.example/a{n}</loc><n:news><n:title>Lamp {n} of the long quay is lit</n:title>"
        f"<n:publication_date>2026-03-09</n:publication_date></n:news></url>"
        for n in lamps
    )
    ns = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
    return f'<?xml version="1.0"?><urlset {ns}>{urls}</urlset>'


ARTICLE = (Path(__file__).parent / "cases" / "articles" / "harbour.html").read_text("utf-8")


def test_of_the_feeds_that_a_page_declares_the_fullest_is_chosen() -> None:
    found = look({
        PAGE: page(link("/bare") + link("/full") + link("/gone")),
        "https://gazette.example/bare": feed(standfirst=""),
        "https://gazette.example/full": feed(),
    })  # fmt: skip
    assert found.url == "https://gazette.example/full"
    assert found.why == "the page declares a feed of 10 items with standfirsts; 10 of them stand on the page"
    assert found.passed_over == ("https://gazette.example/bare (a feed of 10 items)",)
    assert (found.title, found.language, found.items) == ("Gazette feed", "en", 10)


def test_a_feed_that_tells_of_other_things_than_the_page_is_passed_over() -> None:
    found = look({PAGE: page(link("/all")), "https://gazette.example/all": feed(range(500, 540))})
    assert found.url == PAGE
    assert "none of which stands on the page" in found.passed_over[0]


def test_a_page_that_lists_nothing_readable_is_followed_by_its_feed() -> None:
    found = look({PAGE: f"<html><head>{link('/full')}</head><body><p>Welcome!</p></body></html>",
                  "https://gazette.example/full": feed()})  # fmt: skip
    assert found.url == "https://gazette.example/full"


def test_a_sitemap_of_news_is_taken_where_no_feed_is_declared() -> None:
    found = look({
        PAGE: page(),
        "https://gazette.example/robots.txt": "User-agent: *\nSitemap: /pages.xml\nsitemap: https://gazette.example/news.xml\n",
        "https://gazette.example/news.xml": sitemap(range(5, 40)),
    })  # fmt: skip
    assert found.url == "https://gazette.example/news.xml"
    assert found.why.startswith("robots.txt names a sitemap of news of 35 items with dates; 7 of them")


def test_without_feed_and_sitemap_the_page_itself_is_read() -> None:
    found = look({PAGE: page(link("/nonsense")), "https://gazette.example/nonsense": "<p>nothing</p>"})
    assert (found.url, found.title, found.items) == (PAGE, "The Gazette", 10)
    assert "no feed tells the same" in found.why


def test_a_short_page_is_read_where_its_feed_is_empty() -> None:
    found = look({PAGE: page(link("/bare"), range(2, 6)), "https://gazette.example/bare": feed(range(0))})
    assert (found.url, found.items, found.passed_over) == (PAGE, 4, ())


def test_a_feed_is_followed_as_it_is_and_at_its_new_address() -> None:
    assert look({PAGE: feed()}).why == "it is a feed of 10 items with standfirsts"
    moved = look({PAGE: feed()}, moved_to="https://new.example/feed")
    assert moved.url == "https://new.example/feed"
    assert moved.why == f"it is a feed of 10 items with standfirsts, to which {PAGE} leads for good"


@pytest.mark.parametrize(
    ("web", "told"),
    [
        ({}, "refused with Not Found"),
        ({PAGE: "<p>x</p>"}, "world/: a page that lists no news"),
        ({PAGE: feed(range(0))}, "world/: .* items"),
        ({PAGE: ARTICLE}, "world/: is one article and declares no feed: name the page that lists"),
    ],
)
def test_where_nothing_can_be_read_is_said_in_one_sentence(web: Web, told: str) -> None:
    with pytest.raises(Refusal, match=told):
        look(web)
