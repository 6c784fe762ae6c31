"""Feeds that pages declare."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from standfirst.read.page.declared import feeds

URL = "https://gazette.example/world/"


def told(page: str) -> list[str]:
    return [feed.url for feed in feeds(page.encode(), URL)]


def test_declared_feeds_are_found_in_their_order_with_their_titles() -> None:
    page = """<head><LINK rel='alternate feed' type="application/rss+xml; charset=utf-8" href=/feed title="News &amp; more">
    <link rel="alternate" type="application/atom+xml" href="atom.xml"><link rel="alternate" hreflang="fr" href="/fr">
    <link rel=stylesheet type="text/css" href="x.css"></head>"""
    assert told(page) == ["https://gazette.example/feed", "https://gazette.example/world/atom.xml"]
    assert feeds(page.encode(), URL)[0].title == "News & more"


def test_feeds_of_comments_are_left_out_where_there_is_another() -> None:
    comments = '<link rel="alternate" type="application/rss+xml" href="/comments/feed">'
    assert told(comments + '<link rel="alternate" type="application/rss+xml" href="/feed">') == [
        "https://gazette.example/feed"
    ]
    assert told(comments) == ["https://gazette.example/comments/feed"]


def test_a_base_is_seen() -> None:
    page = '<base href="https://other.example/x/"><link rel=alternate type=application/rss+xml href=feed>'
    assert told(page) == ["https://other.example/x/feed"]


def test_what_leads_nowhere_on_the_web_is_no_feed() -> None:
    assert told('<link rel=alternate type=application/rss+xml href="javascript:x"><link rel=alternate>') == []


@given(st.binary() | st.text().map(str.encode))
def test_nothing_makes_it_raise(noise: bytes) -> None:
    feeds(noise, URL)
    feeds(b'<link rel=alternate type="application/rss+xml" href="' + noise + b'">', URL)
