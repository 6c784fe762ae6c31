"""One item from what an article page says of itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standfirst.model import Document, Source
from standfirst.read import read as read_document
from standfirst.read.page.article import read_article

CASES = Path(__file__).parent.parent / "cases" / "articles"
URL = "https://gazette.example/page"


def read(html: str) -> dict[str, object]:
    (item,) = read_article(html, URL, source=None, now=None).items
    return {name: getattr(item, name) for name in item.__slots__}


@pytest.mark.parametrize("name", sorted(path.stem for path in CASES.glob("*.html")))
def test_a_page_gives_the_one_item_it_is_about(name: str) -> None:
    item = read((CASES / f"{name}.html").read_text("utf-8"))
    expected = json.loads((CASES / f"{name}.json").read_text("utf-8"))
    assert {field: item[field] for field in expected} == expected


def test_a_description_of_the_site_is_no_standfirst_of_a_piece() -> None:
    head = '<meta property="og:description" content="Boats, books and more.">'
    piece = "<h1>A tide of boats comes in at last</h1><p class=description>{0}</p><p>The words.</p>"
    above = "<div class=site-description>Boats, books and more.</div>"
    assert read(head + above + piece.format("Nobody saw them."))["standfirst"] is None
    assert read(head + piece.format("Boats, books and more."))["standfirst"] == "Boats, books and more."


def test_a_description_that_begins_with_the_headline_is_what_comes_after_it() -> None:
    page = "<title>Two boats came</title><h1>Two boats came</h1><meta name=description content='{0}'>"
    assert read(page.format("Two boats came --- Nobody saw them."))["standfirst"] == "Nobody saw them."
    assert read(page.format("Two boats came in late."))["standfirst"] == "Two boats came in late."


def test_the_data_may_sit_in_comments_and_hold_line_breaks() -> None:
    data = '<!-- {"@type": "Article", "headline": "Two\nlines"} -->'
    assert read(f'<script type="application/ld+json">{data}</script>')["headline"] == "Two lines"


def test_broken_data_is_passed_over_for_the_page_itself() -> None:
    page = '<script type="application/ld+json">{"@type": "Article",</script><title>A tide of boats</title>'
    assert read(page)["headline"] == "A tide of boats"


@pytest.mark.parametrize(
    ("below", "published"),
    [
        ("<p class=by>By Ida Penn, 12 March 2031</p>", "2031-03-12"),
        ("<div>Ida Penn</div><div>12 March 2031 · 4 minutes</div>", "2031-03-12"),
        ("<p>The first of them arrives on 5 May 2031.</p>", None),
    ],
)
def test_a_line_right_below_the_heading_may_say_when(below: str, published: str | None) -> None:
    page = f"<html lang=en><h1>Four boats that run on sunlight</h1>{below}<p>{'They are slow. ' * 20}</p>"
    assert read(page)["published"] == published


def test_a_live_blog_is_live() -> None:
    data = '{"@type": ["LiveBlogPosting"], "headline": "The vote, hour by hour"}'
    assert read(f'<script type="application/ld+json">{data}</script>')["kind"] == "live"


def test_a_lower_heading_that_the_title_says_stands_above_the_name_of_the_site() -> None:
    page = "<title>Our Allotment: A tide of boats in the harbour</title><h1>Our Allotment</h1>"
    assert read(f"{page}<h3>A tide of boats in the harbour</h3>")["headline"] == "A tide of boats in the harbour"


def test_the_standfirst_does_not_repeat_the_headline() -> None:
    page = (
        '<meta property="og:title" content="A tide of boats"><meta name="description" content="A tide of boats.">'
    )
    assert read(page)["standfirst"] is None


def test_markup_in_the_data_is_text() -> None:
    data = json.dumps({"@type": "Article", "headline": "Boats &amp; <i>tides</i>", "description": "<b>Wet</b>"})
    item = read(f'<script type="application/ld+json">{data}</script>')
    assert (item["headline"], item["standfirst"]) == ("Boats & tides", "Wet")


PIECE = "<title>A tide of boats</title>"


@pytest.mark.parametrize(
    ("declared", "link", "original"),
    [
        ("https://www.gazette.example/news/boats", "https://www.gazette.example/news/boats", None),
        ("//news.gazette.example/boats", "https://news.gazette.example/boats", None),
        # Another outlet's page: this one is a reprint, and stays where it is.
        ("https://courier.example/boats", URL, "https://courier.example/boats"),
        # A front page is no page of a piece.
        ("https://courier.example/", URL, None),
        ("/", URL, None),
        ("", URL, None),
    ],
)
def test_a_page_stands_at_the_address_it_calls_its_own_on_its_own_site(
    declared: str, link: str, original: str | None
) -> None:
    for mark in (f'<link rel="canonical" href="{declared}">', f'<meta property="og:url" content="{declared}">'):
        item = read(f"{mark}{PIECE}")
        assert item["link"] == link
        assert dict(item["found"]).get("original") == original  # type: ignore[call-overload]


def test_the_address_that_the_server_tells_counts_where_the_page_names_none() -> None:
    told = {"link": '<https://gazette.example/>; rel=home, </boats>; type="text/html"; rel="canonical"'}
    gazette = Source("gazette", URL, "The Gazette", read_as="article")
    for mark, link in (("", "/boats"), ('<link rel="canonical" href="/tide">', "/tide")):
        document = Document(f"{URL}/amp?sid=9", f"{mark}{PIECE}".encode(), "text/html", headers=told)
        (item,) = read_document(document, gazette).items
        assert item.link == f"https://gazette.example{link}"


def test_a_saved_page_stands_where_it_says_it_stood() -> None:
    html = f'<link rel="canonical" href="https://courier.example/boats">{PIECE}'
    (item,) = read_article(html, "file:///pages/boats.html", source=None, now=None).items
    assert (item.link, item.found.get("original")) == ("https://courier.example/boats", None)


def test_a_page_that_says_nothing_gives_no_item_and_says_so() -> None:
    reading = read_article("<p>nothing</p>", URL, source=None, now=None)
    assert reading.items == ()
    assert reading.complaints == ("the page names no headline",)


@settings(deadline=None)
@given(
    st.recursive(
        st.text() | st.integers() | st.none(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(
                    ["@type", "@graph", "headline", "author", "name", "image", "datePublished", "articleSection"]
                ),
                inner,
            )
        ),
    )
)
def test_whatever_the_data_hold_nothing_is_raised(data: object) -> None:
    record = json.dumps({"@type": "NewsArticle", "headline": data, "author": data, "image": data, "@graph": data})
    read_article(f'<script type="application/ld+json">{record}</script>', URL, source=None, now=None)


@settings(deadline=None)
@given(st.text())
def test_no_text_whatever_raises(text: str) -> None:
    read_article(text, URL, source=None, now=None)


def test_names_within_names_without_end_are_no_headline() -> None:
    deep = '{"name":' * 900 + '"x"' + "}" * 900
    page = (
        f'<h1>A lamp</h1><script type="application/ld+json">{{"@type":"NewsArticle","headline":{deep}}}</script>'
    )
    assert [item.headline for item in read_article(page, "https://a.example/1", source=None, now=None).items] == [
        "A lamp"
    ]
