"""Files, days and sums in feeds."""

from __future__ import annotations

import json

import pytest

from standfirst.model import Enclosure, Event, Item
from standfirst.read.feed import read_feed
from standfirst.read.media import duration_of, enclosure

SPACES = (
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:ev="http://purl.org/rss/1.0/modules/event/" xmlns:podcast="https://podcastindex.org/namespace/1.0" '
    'xmlns:gd="http://schemas.google.com/g/2005"'
)


def read(inside: str) -> Item:
    feed = (
        f'<rss version="2.0" {SPACES}><channel><title>P</title><link>https://p.example/</link>'
        f"<item><title>A talk on tides</title>{inside}</item></channel></rss>"
    )
    return read_feed(feed.encode(), "https://p.example/feed", source=None, now=None).items[0]


def test_a_podcast_carries_its_file() -> None:
    item = read(
        '<enclosure url="/1.mp3" length="7340032" type="audio/mpeg"/><itunes:duration>12:34</itunes:duration>'
    )
    assert item.enclosures == (Enclosure("https://p.example/1.mp3", "audio/mpeg", 7_340_032, 754),)
    assert item.kind == "audio"


def test_media_rss_says_the_same_file_and_more_files() -> None:
    item = read(
        '<enclosure url="/1.mp4" length="0" type="video/mp4"/><media:group>'
        '<media:content url="/1.mp4" fileSize="900" duration="62"/><media:content url="/1.webm" type="video/webm"/>'
        '</media:group><media:content url="/1.jpg" medium="image"/>'
    )
    assert item.enclosures == (
        Enclosure("https://p.example/1.mp4", "video/mp4", 900, 62),
        Enclosure("https://p.example/1.webm", "video/webm"),
    )
    assert item.image == "https://p.example/1.jpg"


def test_another_version_of_an_episode_is_a_file_too() -> None:
    item = read(
        '<podcast:alternateEnclosure type="audio/opus" length="5"><podcast:source uri="/1.opus"/>'
        "</podcast:alternateEnclosure>"
    )
    assert item.enclosures == (Enclosure("https://p.example/1.opus", "audio/opus", 5),)


def test_an_entry_with_days_is_an_event() -> None:
    item = read(
        "<ev:startdate>2025-06-04</ev:startdate><ev:enddate>2025-06-06</ev:enddate><ev:location>Mill</ev:location>"
    )
    assert (item.kind, item.event) == ("event", Event("2025-06-04", "2025-06-06", "Mill"))
    assert read('<gd:when startTime="2025-06-04T19:30:00+02:00"/>').event == Event("2025-06-04T19:30:00+02:00")
    assert read("<ev:startdate>soon</ev:startdate>").event is None


def test_a_json_feed_carries_its_files() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "P",
        "items": [
            {
                "id": "1",
                "title": "A talk on tides",
                "attachments": [
                    {"url": "https://p.example/1.mp3", "mime_type": "audio/mpeg", "duration_in_seconds": 754.2},
                    {"url": "https://p.example/1.png", "mime_type": "image/png"},
                    {"url": "mailto:x", "mime_type": "audio/mpeg"},
                ],
            }
        ],
    }
    (item,) = read_feed(json.dumps(feed).encode(), "https://p.example/f.json", source=None, now=None).items
    assert item.enclosures == (Enclosure("https://p.example/1.mp3", "audio/mpeg", None, 754),)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("12:34", 754), ("1:02:33", 3753), ("3753", 3753), ("PT1H2M33S", 3753), ("P1DT1S", 86_401), ("", None),
     ("0", None), ("soon", None), ("PT", None)],
)  # fmt: skip
def test_durations(text: str, seconds: int | None) -> None:
    assert duration_of(text) == seconds


def test_a_file_without_a_type_is_told_by_its_name_or_not_at_all() -> None:
    assert enclosure("https://p.example/a.MP3?x=1", "", "", None) == Enclosure(
        "https://p.example/a.MP3?x=1", "audio/mpeg"
    )
    assert enclosure("https://p.example/a", "", "", None) is None
