"""What a page declares beside its items: days and files, for the item they belong to and no other."""

from __future__ import annotations

import json
import time

from hypothesis import given
from hypothesis import strategies as st

from standfirst.model import Document, Enclosure, Event, Item, Reading
from standfirst.read import read
from standfirst.read.page.beside import enriched

URL = "https://paper.example/"
ITEMS = (
    Item(id="1", headline="The fair by the river", link="https://paper.example/fair"),
    Item(id="2", headline="A talk on tides", link="https://paper.example/tides"),
)
READING = Reading(ITEMS, read_as="listing")
FILE = Enclosure("https://paper.example/tides.mp3", "audio/mpeg")


def with_page(reading: Reading, html: str) -> tuple[Item, ...]:
    return enriched(reading, html, URL).items


def told(html: str) -> list[tuple[str, Event | None, tuple[Enclosure, ...]]]:
    return [(item.kind, item.event, item.enclosures) for item in with_page(READING, html)]


def ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def test_an_event_in_json_ld_belongs_to_the_item_it_links() -> None:
    page = ld({"@graph": [{"@type": "Festival", "url": "/fair", "name": "?", "startDate": "2025-06-04",
                           "endDate": "2025-06-06", "location": {"@type": "Place", "name": "River bank"}}]})  # fmt: skip
    assert told(page) == [("event", Event("2025-06-04", "2025-06-06", "River bank"), ()), ("article", None, ())]


def test_an_event_may_be_known_by_its_name_and_by_microdata() -> None:
    page = (
        '<div itemscope itemtype="https://schema.org/MusicEvent"><h3 itemprop="name">The fair by the river</h3>'
        '<time itemprop="startDate" datetime="2025-06-04T19:30">4 June</time><p itemprop="location">Pier</p></div>'
    )
    assert told(page)[0] == ("event", Event("2025-06-04T19:30", None, "Pier"), ())


def test_a_file_in_json_ld_belongs_to_the_piece_that_holds_it() -> None:
    page = ld({"@type": "NewsArticle", "url": "https://paper.example/tides", "audio": {
        "@type": "AudioObject", "contentUrl": "/tides.mp3", "duration": "PT12M34S", "contentSize": "7340032"}})  # fmt: skip
    assert told(page)[1][2] == (Enclosure("https://paper.example/tides.mp3", "audio/mpeg", 7_340_032, 754),)


def test_a_player_belongs_to_the_item_it_stands_with() -> None:
    page = (
        '<ul><li><a href="/fair">The fair</a></li><li><h3><a href="/tides">A talk</a></h3>'
        '<div><audio><source src="/tides.mp3" type="audio/mpeg"></audio></div></li></ul>'
    )
    assert [files for _, _, files in told(page)] == [(), (FILE,)]


def test_a_player_between_two_items_belongs_to_neither() -> None:
    page = '<div><a href="/fair">x</a><a href="/tides">y</a><audio src="/tides.mp3"></audio></div>'
    assert [files for _, _, files in told(page)] == [(), ()]


def test_what_nearly_each_has_a_file_for_is_heard_and_what_only_one_has_is_read_out() -> None:
    episodes = [
        f'<div><h3><a href="/{n}">Talks by the river, part {n}</a></h3><audio src="/{n}.mp3"></audio></div>'
        for n in range(4)
    ]
    plain = [f'<div><h3><a href="/p{n}">The river rises by {n} feet</a></h3></div>' for n in range(4)]

    def kinds(parts: list[str]) -> set[str]:
        page = Document("https://tide.example/", f"<main>{''.join(parts)}</main>".encode(), "text/html")
        return {item.kind for item in read(page).items}

    assert kinds(episodes) == {"audio"}
    assert kinds([episodes[0], *plain]) == {"article"}


def test_what_names_no_item_is_left_alone() -> None:
    page = ld(
        [{"@type": "Event", "name": "Another", "startDate": "2025-06-04"}, {"@type": "Event", "startDate": 3}]
    )
    assert with_page(READING, page) == ITEMS
    assert with_page(READING, '<script type="application/ld+json">{"contentUrl"') == ITEMS


def test_on_the_page_of_one_piece_all_belongs_to_it() -> None:
    alone = Reading(ITEMS[1:], read_as="article")
    assert with_page(alone, '<main><audio src="/tides.mp3"></audio></main>')[0].enclosures == (FILE,)


def test_a_page_is_read_with_it() -> None:
    pieces = "".join(
        f"<article><h2><a href='/p/{n}'>Headline number {n} of this page</a></h2><p>Some words that say a little more "
        f"about piece {n} than its headline does.</p><video src='/p/{n}.mp4'></video></article>"
        for n in range(5)
    )
    reading = read(Document(URL, f"<html lang=en><body><main>{pieces}</main></body></html>".encode(), "text/html"))
    assert [file.address for item in reading.items for file in item.enclosures] == [
        f"{URL}p/{n}.mp4" for n in range(5)
    ]


@given(st.text(max_size=200), st.sampled_from(("<audio src=", "<video>", '"startDate"', "contentUrl")))
def test_no_page_whatever_raises(text: str, sign: str) -> None:
    with_page(READING, f'{sign}{text}<script type="application/ld+json">{text}')


def test_data_of_nothing_but_space_take_no_longer_than_they_are_long() -> None:
    took = []
    for size in (20_000, 200_000):
        page = f'<script type="application/ld+json">{{"startDate": 1{" " * size}"x"</script>'
        began = time.process_time()
        enriched(READING, page, URL)
        took.append(time.process_time() - began)
    assert took[1] < 40 * took[0] + 0.1
