"""Reading whatever comes: dispatched by kind, never an error, always a clear complaint."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import standfirst
from standfirst import Document, Source
from standfirst.model import DOCUMENT_KINDS, DocumentKind
from standfirst.read import read

URL = "https://paper.example/news"
RSS = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>T</title>'
    "<item><title>The ferry</title><link>/ferry</link>"
    "<description>It sails “again”.</description></item></channel></rss>"
)
PAGE = (
    "<!DOCTYPE html><html lang='en'><head><title>T</title></head><body><main>"
    + "".join(
        f"<article><h2><a href='/{n}'>A headline of a sensible length, number {n}</a></h2>"
        f"<p>And the standfirst number {n}, which goes on for a line or so.</p></article>"
        for n in range(9)
    )
    + "</main></body></html>"
)
LETTER = "From: Paper <a@paper.example>\r\nSubject: Today\r\nMIME-Version: 1.0\r\n\r\nThe ferry sails again.\r\n"
TEXT = "The ferry sails again\nAfter eleven weeks the boats are back.\n\nEggs are cheap\nThe third week running.\n"
SITEMAP = '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>'
WHOLE = [RSS, PAGE, LETTER, TEXT, SITEMAP]


def test_the_package_offers_reading_as_a_function() -> None:
    assert standfirst.read(Document(URL, RSS.encode())).items[0].headline == "The ferry"
    assert standfirst.read is read


@pytest.mark.parametrize(
    ("body", "kind"),
    [(RSS, "feed"), (PAGE, "listing"), (LETTER, "letter"), (TEXT, "text"), (SITEMAP, "sitemap")],
)
def test_a_document_goes_to_the_reader_of_its_kind(body: str, kind: DocumentKind) -> None:
    assert read(Document(URL, body.encode())).read_as == kind


def test_a_source_may_say_how_it_is_read() -> None:
    source = Source("a", URL, "Paper", read_as="text")
    assert read(Document(URL, PAGE.encode()), source).read_as == "text"


@pytest.mark.parametrize("body", [b"", b"  \n", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n", b"\0" * 5000, b'{"a": 1}'])
def test_what_cannot_be_read_gives_no_items_and_one_complaint(body: bytes) -> None:
    reading = read(Document(URL, body))
    assert reading.items == () and len(reading.complaints) == 1


def test_a_document_of_text_instead_of_bytes_is_told_so() -> None:
    assert read(Document(URL, cast(bytes, PAGE))).complaints == (
        "its body is not bytes: give what was fetched, undecoded",
    )


documents = st.one_of(
    st.binary(),
    st.text().map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.tuples(st.sampled_from(WHOLE), st.integers(0, 2000), st.binary(max_size=20)).map(
        lambda cut: cut[0].encode()[: cut[1]] + cut[2]
    ),
    st.tuples(st.sampled_from(WHOLE), st.sampled_from(["utf-16", "cp1251", "shift_jis", "utf-7", "cp037"])).map(
        lambda told: told[0].encode(told[1], "replace")
    ),
)
sources = st.none() | st.builds(
    Source, st.just("a"), st.just(URL), st.just("Paper"), read_as=st.none() | st.sampled_from(DOCUMENT_KINDS)
)


@pytest.mark.parametrize(
    "url", ["http://[paper", "http://paper.example:99999/", "http://paper.example:x/", "\ud800"]
)
@pytest.mark.parametrize("body", WHOLE)
def test_an_address_that_cannot_be_one_costs_only_the_links_that_are_seen_from_it(body: str, url: str) -> None:
    told, untold = read(Document(url, body.encode())), read(Document(URL, body.encode()))
    assert [item.headline for item in told.items] == [item.headline for item in untold.items]


@given(body=documents, source=sources, media_type=st.none() | st.text(), url=st.text() | st.just(URL))
@settings(deadline=None, max_examples=300)
def test_reading_never_raises(body: bytes, source: Source | None, media_type: str | None, url: str) -> None:
    reading = read(Document(url, body, media_type), source, datetime(2024, 3, 5, tzinfo=UTC))
    assert not any("gave up" in complaint for complaint in reading.complaints)
    assert reading.items or reading.complaints or reading.read_as != "none"


@pytest.mark.parametrize("piece", ["[", "<", "<div>", "{", "]]>", "\n", "a ", "<a href=x>y</a>", "&lt;", "\u2067"])
@pytest.mark.parametrize("kind", [None, "feed", "text"])
def test_megabytes_of_anything_are_read(piece: str, kind: DocumentKind | None) -> None:
    body = (piece * ((5 if piece == "[" else 1) * 1_000_000 // len(piece.encode()))).encode()
    assert not any(
        "gave up" in c for c in read(Document(URL, body), Source("a", URL, "Paper", read_as=kind)).complaints
    )


def test_what_reads_feeds_is_loaded_only_for_feeds() -> None:
    code = "import sys, standfirst; print([m for m in ('lxml', 'selectolax', 'babel') if m in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
