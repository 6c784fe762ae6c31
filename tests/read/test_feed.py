"""Feeds of every version, whole and broken. The documents of tests/cases/feed/ lie beside what they hold."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standfirst.model import Item, Reading, Source
from standfirst.read.feed import read_feed
from standfirst.read.feed import words as feed_words

CASES = Path(__file__).parent.parent / "cases" / "feed"
EXPECTED = sorted(CASES.glob("*.expected.json"))


def read(body: bytes | str, url: str = "https://paper.example/feed", source: Source | None = None) -> Reading:
    return read_feed(body.encode() if isinstance(body, str) else body, url, source=source, now=None)


def told(item: Item, expected: dict[str, Any]) -> dict[str, Any]:
    return {name: getattr(item, name) for name in expected}


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.name.partition(".expected")[0])
def test_a_feed_holds_what_lies_beside_it(path: Path) -> None:
    expected = json.loads(path.read_text(encoding="utf-8"))
    name = path.name.removesuffix(".expected.json")
    document = next(p for p in CASES.glob(f"{name}.*") if p != path)
    reading = read(document.read_bytes())
    assert [told(i, e) for i, e in zip(reading.items, expected["items"], strict=True)] == expected["items"]
    assert len(reading.complaints) == expected["complaints"]
    assert reading.follow == tuple(expected.get("follow", ()))
    for field in {"title", "language"} & set(expected):
        assert getattr(reading, field) == expected[field]


def test_every_field_says_where_it_was_found() -> None:
    item = read((CASES / "rss-2.0.xml").read_bytes()).items[0]
    assert item.found["headline"] == "title" and item.found["standfirst"] == "description"
    assert item.found["published"] == "pubDate" and item.found["byline"] == "dc:creator"


def test_an_entry_without_words_is_passed_over_and_said_so() -> None:
    assert read((CASES / "rss-2.0.xml").read_bytes()).passed_over == ("entry 5: neither title nor description",)


def test_items_know_their_source() -> None:
    source = Source("post", "https://harbour.example/feed", "Harbour Post", places=("NO",))
    items = read((CASES / "rss-2.0.xml").read_bytes(), source=source).items
    assert {item.source_id for item in items} == {"post"} and all(item.id for item in items)


# --- where entries lead ---------------------------------------------------------------------------------------


def entry_with(links: str) -> Item:
    head = (
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><link>https://paper.example/</link>'
    )
    return read(f"{head}<item><title>The ferry sails again</title>{links}</item></channel></rss>").items[0]


CANONICAL = '<atom:link rel="canonical" href="{}"/>'


@pytest.mark.parametrize("counter", ["https://clicks.paper.example/c/81f", "https://counter.example/81f"])
def test_an_entry_that_leads_over_a_counter_is_what_it_calls_its_own_address(counter: str) -> None:
    item = entry_with(f"<link>{counter}</link>" + CANONICAL.format("https://paper.example/ferry"))
    assert (item.link, item.found["link"]) == ("https://paper.example/ferry", "link rel=canonical")
    assert item.id == entry_with("<link>https://paper.example/ferry</link>").id


def test_an_entry_that_calls_another_sites_page_its_own_is_a_copy_of_that() -> None:
    told = "<link>https://paper.example/ferry</link>" + CANONICAL.format("https://harbour.example/boats/7")
    item = entry_with(told)
    assert (item.link, item.found["original"]) == (
        "https://paper.example/ferry",
        "https://harbour.example/boats/7",
    )
    assert item.id == entry_with("<link>https://paper.example/ferry</link>").id


@pytest.mark.parametrize("front", ["https://paper.example/", "", "mailto:desk@paper.example"])
def test_a_front_page_is_no_entrys_own_address(front: str) -> None:
    item = entry_with("<link>https://paper.example/ferry</link>" + CANONICAL.format(front))
    assert item.link == "https://paper.example/ferry" and "original" not in item.found


# --- broken feeds ------------------------------------------------------------------------------------------

HEADLINES = [f"Паром № {number} снова ходит" for number in range(9)]


def whole(encoding: str = "utf-8") -> str:
    items = "".join(
        f"<item><title>{headline}</title><link>https://paper.example/{n}?a=1&amp;b=2</link>"
        f"<description>После долгого перерыва рейс {n} вышел из порта; café.</description></item>\n"
        for n, headline in enumerate(HEADLINES)
    )
    head = f'<?xml version="1.0" encoding="{encoding}"?>\n<rss version="2.0"><channel><title>Порт</title>'
    return f"{head}<link>https://paper.example/</link>{items}</channel></rss>"


BREAKS: dict[str, Callable[[str], str]] = {
    "bare ampersands": lambda feed: feed.replace("&amp;", "&"),
    "names of HTML": lambda feed: feed.replace("é", "&eacute;").replace("; ", ";&nbsp;"),
    "names nobody knows": lambda feed: feed.replace("порта", "&porta;"),
    "control characters": lambda feed: feed.replace("порта", "пор\x0bта\x01"),
    "references to control characters": lambda feed: feed.replace("порта", "пор&#0;та&#x1f;"),
    "bare angles": lambda feed: feed.replace("порта", "1 < 2 порта"),
    "raw HTML": lambda feed: feed.replace("порта", "<p>порта<br><img src=x>"),
    "attributes without quotes": lambda feed: feed.replace('"2.0"', "2.0"),
    "prefixes never declared": lambda feed: feed.replace("<link>", "<dc:x>y</dc:x><link>"),
    "junk before": lambda feed: "<br />\n<b>Warning</b>: in line 3\n\n" + feed,
    "blank lines before": lambda feed: "\n\n \n" + feed,
    "junk after": lambda feed: feed + "<script>1</script></body>",
    "items never closed": lambda feed: feed.replace("</item>", ""),
    "a document type with a bomb": lambda feed: feed.replace(
        "<rss", '<!DOCTYPE rss [<!ENTITY a "aa"><!ENTITY b "&a;&a;&a;">]><rss', 1
    ),
    "capitals": lambda feed: feed.replace("item>", "ITEM>"),
}


@pytest.mark.parametrize("what", BREAKS)
def test_a_feed_is_read_in_spite_of(what: str) -> None:
    reading = read(BREAKS[what](whole()))
    assert [item.headline for item in reading.items] == HEADLINES
    assert all(item.link and item.link.endswith("?a=1&b=2") for item in reading.items)
    assert all(item.standfirst and item.standfirst.endswith("café.") for item in reading.items)


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "iso-8859-5", "utf-16", "utf-8"])
def test_a_feed_is_read_in_its_encoding(encoding: str) -> None:
    text = whole(encoding).replace("é", "").replace("№", "").replace("  ", " ")
    assert [item.headline for item in read(text.encode(encoding)).items] == [
        h.replace("№ ", "") for h in HEADLINES
    ]


def test_a_feed_that_names_the_wrong_encoding_is_read() -> None:
    assert [item.headline for item in read(whole("iso-8859-1")).items] == HEADLINES


def test_a_feed_that_breaks_off_gives_its_whole_items() -> None:
    text = whole()
    reading = read(text[: text.index(HEADLINES[5]) + 4])
    assert [item.headline for item in reading.items] == HEADLINES[:5]
    assert "breaks off" in " ".join(reading.complaints)


def test_a_feed_without_items_is_told_as_such() -> None:
    assert read("<rss version='2.0'><channel/></rss>").complaints == ("it has no items now",)
    nameless = "<rss version='2.0'><channel><item><link>/1</link></item></channel></rss>"
    assert read(nameless).complaints == ("none of its entries has a title or a text",)


def test_nothing_outside_the_feed_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hidden", encoding="utf-8")
    body = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]><rss version="2.0"><channel><item>'
    reading = read(body + "<title>A &x; B</title></item></channel></rss>")
    assert "hidden" not in str(reading)


# --- which words are HTML ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("AT&T", "AT&T"),
        ("a < b", "a < b"),
        ("how to use <script>", "how to use <script>"),
        ("R&D; a story", "R&D; a story"),
        ("Tom &amp; Jerry", "Tom & Jerry"),
        ("It&#8217;s", "It’s"),
        ("the <i>Alder</i> sails", "the Alder sails"),
        ("one<br>two", "one two"),
        ("&lt;b&gt;", "<b>"),
    ],
)
def test_a_title_is_taken_for_html_only_where_it_looks_like_it(title: str, headline: str) -> None:
    assert feed_words.headline(title) == headline


def test_of_a_description_that_is_the_whole_piece_the_first_paragraph_is_the_standfirst() -> None:
    around = feed_words.Context(None, None, None, "")
    paragraphs = [
        f"Paragraph {n} goes on for quite a while about the ferry, the lamp and the gulls." for n in range(20)
    ]
    assert feed_words.standfirst("".join(f"<p>{p}</p>" for p in paragraphs), around) == paragraphs[0]
    assert feed_words.standfirst("<p>One.</p><p>Two.</p>", around) == "One. Two."


# --- whatever comes ----------------------------------------------------------------------------------------


@given(body=st.binary())
@settings(deadline=None)
def test_any_bytes_are_read_without_a_word_of_error(body: bytes) -> None:
    read(body)


PIECES = [
    "<item>", "</item>", "<title>", "</title>", "<description>", "<![CDATA[", "]]>", "&amp;", "&x;", "<link>",
    "word ", "</link>", "<a href=", "<p>", "<!--", "<rss>", "<entry>", "<dc:date>", "2024-03", "{", '"items":',
]  # fmt: skip


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=60))
@settings(deadline=None)
def test_any_heap_of_pieces_is_read(pieces: list[str]) -> None:
    read("<rss version='2.0'><channel>" + "".join(pieces))


def test_a_feed_is_dated_as_people_write_dates() -> None:
    days = ("12.03.2031 14:30", "mercredi 12 mars 2031", "12 mars 2031 à 14h30")
    entries = "".join(f"<item><title>Day {n}</title><pubDate>{day}</pubDate></item>" for n, day in enumerate(days))
    items = read(f'<rss version="2.0"><channel><language>fr</language>{entries}</channel></rss>').items
    assert [(item.published or "")[:10] for item in items] == ["2031-03-12"] * 3


def test_what_stands_in_a_group_of_media_is_told_of_the_entry() -> None:
    group = "<media:title>Seams</media:title><media:description>Cotton and patience.</media:description>"
    entry = f"<entry><title>How to caulk</title><media:group>{group}</media:group></entry>"
    space = 'xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"'
    (item,) = read(f"<feed {space}>{entry}</feed>").items
    assert (item.headline, item.standfirst) == ("How to caulk", "Cotton and patience.")


def test_a_description_that_says_the_headline_again_is_no_standfirst() -> None:
    again = "&lt;a href='/x'&gt;Ferry breaks down&lt;/a&gt;&amp;nbsp; &lt;font&gt;The Echo&lt;/font&gt;"
    entry = f"<item><title>Ferry breaks down - The Echo</title><description>{again}</description></item>"
    (item,) = read(f'<rss version="2.0"><channel>{entry}</channel></rss>').items
    assert item.standfirst is None


def test_html_that_is_escaped_once_too_often_is_html() -> None:
    entry = (
        "<item><title>Fog</title><description>&amp;lt;p&amp;gt;It stays.&amp;lt;/p&amp;gt;</description></item>"
    )
    (item,) = read(f'<rss version="2.0"><channel>{entry}</channel></rss>').items
    assert item.standfirst == "It stays."


def test_what_a_json_feed_escapes_that_should_be_plain_is_undone() -> None:
    entry = {"id": "1", "title": "Boats &amp; bells", "summary": "<p>They &#8220;sail&#8221; again.</p>"}
    [item] = read(json.dumps({"items": [entry]})).items
    assert (item.headline, item.standfirst) == ("Boats & bells", "They “sail” again.")
    [plain] = read(json.dumps({"items": [{"id": "1", "title": "How <b> and AT&T differ"}]})).items
    assert plain.headline == "How <b> and AT&T differ"


@given(
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=9),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(
                    ["items", "title", "summary", "url", "authors", "tags", "_standfirst", "attachments"]
                ),
                inner,
            )
        ),
        max_leaves=30,
    )
)
def test_any_json_is_read(value: object) -> None:
    read(json.dumps({"items": [value, {"title": "T", "_standfirst": value}], "_standfirst": value}))


@pytest.mark.parametrize(
    "piece", [*PIECES, "<title>x<", "<p x=1>", "<a href=x>", "[", "<title><title>", "x\x00", '{"a":']
)
def test_one_thing_said_again_and_again_in_a_feed_is_read(piece: str) -> None:
    body = "<rss version='2.0'><channel><item><title>T</title>" + piece * (100_000 // len(piece))
    assert not any("gave up" in complaint for complaint in read(body.encode()).complaints)


def test_json_that_breaks_off_gives_what_is_whole() -> None:
    whole = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [
        {"id": "1", "title": "The ferry sails [again]", "url": "https://a.example/1"},
        {"id": "2", "title": "Bees in the town hall", "url": "https://a.example/2"},
    ]})  # fmt: skip
    reading = read(whole[: whole.index("Bees")])
    assert [item.headline for item in reading.items] == ["The ferry sails [again]"]
    assert reading.complaints[0].endswith("read as far as it can be")


def test_json_is_read_line_by_line_up_to_where_it_is_none() -> None:
    lines = [json.dumps({"title": f"The ferry sails for the {n}th time", "url": f"/{n}"}) for n in range(4, 8)]
    assert len(read("\n".join(lines)).items) == 4
    cut = read("\n".join(lines)[:-9])
    assert len(cut.items) == 3
    assert cut.complaints == (
        f"not valid JSON from character {len(' '.join(lines[:3])) + 1} on; read as far as it can be",
    )
