"""A page is marked where its items and their fields stand, and where it was passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from standfirst.read.page.listing import read_listing
from standfirst.read.page.marking import marked
from standfirst.read.page.markup import Node, find, parse, words_of

CASES = Path(__file__).parent.parent / "cases" / "listing"
URL = "https://paper.example/news/"


def marks(name: str, selector: str) -> list[Node]:
    html = (CASES / name).read_text("utf-8")
    reading = read_listing(html, URL, source=None, now=None)
    return find(parse(marked(html, URL, reading, None)), selector) or []


def test_each_item_is_marked_with_its_number_around_all_its_fields() -> None:
    items = marks("blog.html", "[data-standfirst-item]")
    assert [node.attributes["data-standfirst-item"] for node in items] == ["1", "2", "3"]
    assert {node.tag for node in items} == {"article"}


def test_each_field_is_marked_at_the_smallest_element_that_tells_it() -> None:
    fields = marks("blog.html", '[data-standfirst-field^="1 "]')
    told = {str(node.attributes["data-standfirst-field"])[2:]: words_of(node) for node in fields}
    assert told["headline"] == "Old lamp is lit again after nine dark years"
    assert told["kicker"] == "Harbour"
    assert {"standfirst", "published", "byline", "image"} <= told.keys()


def test_what_was_passed_over_is_marked_outside_items_only() -> None:
    passed = marks("blog.html", "[data-standfirst-passed]")
    assert any("About us" in words_of(node) for node in passed)
    assert not marks("blog.html", "[data-standfirst-item] [data-standfirst-passed]")
    assert not marks("blog.html", "[data-standfirst-passed] [data-standfirst-item]")


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.glob("*.html")))
def test_nothing_of_a_page_is_taken_away(name: str) -> None:
    html = (CASES / name).read_text("utf-8")
    reading = read_listing(html, URL, source=None, now=None)
    whole, told = parse(html).body, parse(marked(html, URL, reading, None)).body
    assert whole is not None
    assert told is not None
    assert words_of(told) == words_of(whole)


def test_a_page_without_items_is_left_as_it_is() -> None:
    reading = read_listing("<p>Nothing here", URL, source=None, now=None)
    assert "data-standfirst" not in marked("<p>Nothing here", URL, reading, None)
