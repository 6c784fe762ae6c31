"""Links: made absolute, and told apart by the page they lead to. The tables are in tests/cases/links/."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from standfirst.read.links import LONGEST_LINK, clean, item_id, key, resolve, split

CASES = Path(__file__).parent.parent / "cases" / "links"


def table(name: str) -> list[tuple[str, ...]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(("one", "other"), table("same.tsv"))
def test_the_same_page_has_the_same_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), table("different.tsv"))
def test_different_pages_have_different_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize(("href", "base", "address"), table("resolved.tsv"))
def test_a_link_leads_where_a_browser_would_go(href: str, base: str, address: str) -> None:
    assert resolve(href, base) == (None if address == "-" else address)


def test_line_breaks_within_a_link_are_dropped() -> None:
    assert resolve(" https://paper.example/a\n\tb ", "") == "https://paper.example/ab"


@pytest.mark.parametrize("base", ["", "https://paper.example/news"])
def test_a_link_holds_nothing_that_cannot_be_seen(base: str) -> None:
    assert resolve("https://paper.example/a\x9b31m\u202egpj.exe", base) == (
        "https://paper.example/a%C2%9B31m%E2%80%AEgpj.exe"
    )
    assert resolve("https://paper\u202e.example/", base) is None


def test_an_endless_link_leads_nowhere() -> None:
    assert resolve("https://paper.example/" + "a" * LONGEST_LINK, "") is None


links = st.one_of(
    st.text(),
    st.builds("https://{}/{}?{}#{}".format, st.text(), st.text(), st.text(), st.text()),
    st.from_regex(r"https?://[a-z0-9.:\[\]@%-]{0,30}(/[a-z%&;=?#.]{0,30}){0,3}", fullmatch=True),
)


@example(href="", base="HTTP://0/\\")
@example(href="", base="HTTP://0//0/.")
@example(href="", base="HTTPS://@0/;")
@example(href="HTTPS://@0/;", base="0")
@given(href=links, base=links)
def test_any_link_resolves_to_an_address_of_the_web_or_nowhere(href: str, base: str) -> None:
    address = resolve(href, base)
    if address is not None:
        parts = urlsplit(address)
        assert parts.scheme in ("http", "https") and parts.hostname
        assert resolve(address, "https://elsewhere.example/") == address


@given(link=links | links.map("https://example.org".__add__))
def test_a_link_falls_into_the_parts_that_the_library_finds(link: str) -> None:
    try:
        expected = urlsplit(link)
    except ValueError:
        with pytest.raises(ValueError):
            split(link)
    else:
        assert split(link) == expected


@given(link=links)
def test_any_link_has_a_key(link: str) -> None:
    assert isinstance(key(link), str)


@pytest.mark.parametrize(("link", "passed_on"), table("clean.tsv"))
def test_readers_are_given_addresses_that_count_nobody(link: str, passed_on: str) -> None:
    assert clean(link) == passed_on


marked = st.builds(
    "https://{}/{}?{}&{}#{}".format,
    st.sampled_from(["paper.example", "google.com", "l.facebook.com"]),
    st.sampled_from(["ferry", "url", "l.php"]),
    st.sampled_from(
        ["id=7", "utm_source=x", "q=https://paper.example/a%3Futm_id%3D2", "u=http%3A%2F%2Fx.example", ""]
    ),
    st.sampled_from(["mc_eid=2", "ref=rss", "fbclid", "s=1", "amp;utm_x=1"]) | st.text(),
    st.sampled_from(["", "top", "utm_source=x", "!/ferry"]) | st.text(),
)


@given(link=links | marked | links.map("https://google.com/url?q=".__add__))
def test_a_clean_address_leads_to_the_same_page_and_stays_clean(link: str) -> None:
    address = resolve(link, "https://paper.example/")
    if address is not None:
        assert key(clean(address)) == key(address)
        assert clean(clean(address)) == clean(address)


def test_an_item_is_named_by_its_page_whatever_its_words() -> None:
    link = "https://paper.example/ferry"
    assert item_id(link, "A", "Paper") == item_id(link + "?utm_source=x", "B", "Other")
    assert item_id(link, "A", "Paper") != item_id(link + "-2", "A", "Paper")


def test_an_item_without_a_link_is_named_by_its_outlet_and_words() -> None:
    assert item_id(None, "The ferry sails.", "Paper") == item_id(None, "the ferry  sails", "paper")
    assert item_id(None, "The ferry sails.", "Paper") != item_id(None, "The ferry sails.", "Other")
    assert item_id(None, "The ferry sails.", "Paper") != item_id(None, "The ferry sank.", "Paper")


def test_items_that_share_the_front_page_as_their_link_are_told_apart_by_words() -> None:
    front = "https://paper.example/"
    assert item_id(front, "The ferry sails", "Paper") != item_id(front, "The ferry sank", "Paper")


def test_words_that_are_all_marks_still_make_a_name() -> None:
    assert item_id(None, "!!!", "Paper") != item_id(None, "???", "Paper")


@given(words=st.text(), outlet=st.text(), link=st.none() | links)
def test_a_name_is_sixteen_hexadecimal_digits(words: str, outlet: str, link: str | None) -> None:
    name = item_id(link, words, outlet)
    assert len(name) == 16 and int(name, 16) >= 0


def test_very_long_words_have_one_identity_however_they_are_parted() -> None:
    assert item_id(None, "Ebb, flood. " * 4000, "X") == item_id(None, "ebb   FLOOD " * 4000, "x")
    assert item_id(None, "Ébb, flût. " * 4000, "X") == item_id(None, "ébb   FLÛT " * 4000, "x")
