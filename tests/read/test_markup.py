"""Markup is parsed within bounds, and fragments become plain words."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.read.page.guard import DEEPEST, tame
from standfirst.read.page.listing import read_listing
from standfirst.read.page.markup import MOST_TAGS, parse, parsed, plain


def test_tags_go_and_entities_are_resolved() -> None:
    assert plain("<p>Bread &amp; <b>salt</b></p><p>and tea<script>x < y</script>") == "Bread & salt and tea"


def test_blocks_part_words_and_inline_elements_do_not() -> None:
    assert plain("one<br>two<div>three</div>fo<i>u</i>r") == "one two three four"


def test_a_text_without_markup_stays() -> None:
    assert plain("  two   words ") == "two words"


def test_ordinary_markup_is_left_alone() -> None:
    page = "<div><p>text</p></div>" * 2000
    assert tame(page) == (page, None)


def test_nesting_is_cut_and_its_words_stay() -> None:
    trimmed, complaint = tame("<div>" * 20_000 + "word" + "</div>" * 20_000)
    assert complaint
    assert trimmed.count("<div>") == trimmed.count("</div>") == DEEPEST
    assert "word" in trimmed


def test_attributes_beyond_hundreds_are_dropped() -> None:
    page = "<div " + " ".join(f'a{n}="<b>"' for n in range(5000)) + ">word</div>"
    trimmed, complaint = tame(page)
    assert complaint
    assert len(trimmed) < len(page) / 5
    assert plain(trimmed) == "word"


def test_a_stray_quote_in_a_tag_hides_nothing() -> None:
    page = '<img alt=""Lamp" lit" src=x><p>word</p>' * 1000
    assert tame(page) == (page, None)


HOSTILE: dict[str, Callable[[int], str]] = {
    "nested": lambda n: "<div>" * n,
    "attributes": lambda n: "<p " + " ".join(f"a{k}=1" for k in range(n)) + ">",
    "open formats": lambda n: "".join(f"<b id={k}>" for k in range(n)) + "<p>x" * n,
    "links": lambda n: "".join(f"<li><a href=/a/{k}>word {k} of a headline</a>" for k in range(n)),
    "one line": lambda n: "".join(f"and <a href=/{k}>w{k}</a>" for k in range(n)),
    "open links": lambda n: "".join(f"<a href=/{k}>x" for k in range(n)),
    "one link": lambda n: "<a href=/x>some words of a title here</a> " * n,
    "objects": lambda n: "<script>var a = " + '[{"headline":' * n + "</script>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_markup_is_read(name: str) -> None:
    read_listing(HOSTILE[name](4000), "https://paper.example/", source=None, now=None)


def test_tags_beyond_the_most_are_left_and_that_is_said() -> None:
    page = "<main>" + "<h2><a href=/a>The first headline of the page</a></h2><p></p>" * 20_000
    tree, complaints = parsed(page)
    assert tree.css("h2")
    assert complaints == (f"only the first {MOST_TAGS} of its {page.count('<')} tags were read",)


@given(st.text(max_size=200))
def test_no_text_makes_the_parser_raise(text: str) -> None:
    parse(text)
    plain(text)
    assert tame(text)[0] == text


def test_what_thousands_may_choose_is_no_choice_to_the_parser() -> None:
    page = "<p>Words.</p><SELECT name=a>" + "<option>1" * 1001 + "</select><p>More words.</p>"
    tree = parse(page)
    assert not tree.css("select")
    assert len(tree.css("datalist option")) == 1001
    assert [node.text() for node in tree.css("p")] == ["Words.", "More words."]
    assert parse("<select><option>1</select>").css("select")
