"""What feeds say of when to come again, and of who tells of their news."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.model import Reading
from standfirst.read.feed import read_feed

URL = "https://gazette.example/feeds/all.xml"
SY = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
ATOM = 'xmlns:atom="http://www.w3.org/2005/Atom"'


def read(channel: str) -> Reading:
    item = "<item><title>The ferry sails again</title></item>"
    body = f'<rss version="2.0" {SY} {ATOM}><channel><title>Gazette</title>{channel}{item}</channel></rss>'
    return read_feed(body.encode(), URL, source=None, now=None)


@pytest.mark.parametrize(
    ("channel", "wishes"),
    [
        ("", None),
        ("<ttl>60</ttl>", "ttl=3600"),
        ("<ttl>soon</ttl>", None),
        ("<ttl>0</ttl>", None),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", "update=3600"),
        ("<sy:updatePeriod> Daily </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", "update=21600"),
        ("<sy:updatePeriod>often</sy:updatePeriod>", None),
        (
            "<skipHours><hour>0</hour><hour>23</hour><hour>24</hour><hour>25</hour><hour>x</hour></skipHours>",
            "hours=0,23",
        ),
        ("<skipDays><day>Sunday</day><day>saturday</day><day>Someday</day></skipDays>", "days=5,6"),
        ("<ttl>5</ttl><skipDays><day>Monday</day></skipDays>", "ttl=300 days=0"),
    ],
)
def test_when_to_come_again(channel: str, wishes: str | None) -> None:
    assert read(channel).wishes == wishes


def test_who_tells_of_its_news() -> None:
    hub = '<atom:link rel="hub" href="https://hub.example/"/>'
    told = read(hub + '<atom:link rel="self" href="/feeds/all.xml"/>')
    assert (told.hub, told.topic) == ("https://hub.example/", URL)
    assert (read(hub).hub, read(hub).topic) == ("https://hub.example/", None)
    assert read('<atom:link rel="self" href="/feeds/all.xml"/>').topic is None
    assert read('<atom:link rel="hub" href="javascript:x"/>').hub is None


def test_who_tells_of_the_news_of_a_json_feed() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "feed_url": "/feed.json",
        "items": [{"title": "A ferry"}],
    }
    told = feed | {"hubs": [{"type": "rssCloud", "url": "x"}, {"type": "WebSub", "url": "https://hub.example/"}]}
    reading = read_feed(json.dumps(told).encode(), URL, source=None, now=None)
    assert (reading.hub, reading.topic) == ("https://hub.example/", "https://gazette.example/feed.json")
    bare = read_feed(json.dumps(feed | {"hubs": [5]}).encode(), URL, source=None, now=None)
    assert (bare.hub, bare.topic) == (None, None)


@given(st.text(), st.text())
def test_nothing_in_it_makes_reading_fail(first: str, second: str) -> None:
    told = read(f"<ttl>{first}</ttl><skipHours><hour>{second}</hour></skipHours><skipDays>{first}</skipDays>")
    assert isinstance(told, Reading)
