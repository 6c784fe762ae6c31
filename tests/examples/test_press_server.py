"""The server of the demonstration press behaves as a real site does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlsplit

import pytest

from examples.press import printing
from examples.press.server import Press, serve
from examples.press.truth import DAYS, outlets
from standfirst.model import Document
from standfirst.read import read


@pytest.fixture(name="press")
def _press() -> Iterator[Press]:
    with serve(day=1) as press:
        yield press


def _ask(press: Press, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection(urlsplit(press.url).netloc, timeout=30)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def test_the_document_of_each_outlet_stands_where_its_address_says(press: Press) -> None:
    for outlet in outlets().values():
        answer, body = _ask(press, printing.address(outlet, ""))
        media_type, printed = printing.document(outlet, 1, press.url)
        assert (answer.getheader("Content-Type"), body) == (media_type, printed), outlet.id


def test_whoever_holds_todays_page_is_told_that_nothing_changed(press: Press) -> None:
    first, _ = _ask(press, "/tarrant-gazette/latest/")
    etag, modified = first.getheader("ETag") or "", first.getheader("Last-Modified") or ""
    assert _ask(press, "/tarrant-gazette/latest/", If_None_Match=etag)[0].status == 304
    assert _ask(press, "/tarrant-gazette/latest/", If_Modified_Since=modified)[0].status == 304
    press.day = 2
    assert _ask(press, "/tarrant-gazette/latest/", If_None_Match=etag)[0].status == 200
    assert _ask(press, "/tarrant-gazette/latest/", If_Modified_Since=modified)[0].status == 200


def test_the_day_is_turned_by_a_post(press: Press) -> None:
    _, monday = _ask(press, "/nagisagawa-shimpo/rss/index.rdf")
    assert _ask(press, "/day/2", "POST")[0].status == 303
    assert press.day == 2
    assert _ask(press, "/nagisagawa-shimpo/rss/index.rdf")[1] != monday


def test_every_link_of_every_piece_leads_to_its_own_page(press: Press) -> None:
    press.day = 3
    for outlet in outlets().values():
        for piece in printing.expected(outlet, 3, press.url):
            if piece.link is None:
                continue
            answer, body = _ask(press, piece.link.removeprefix(press.url))
            if answer.status == 302:
                answer, body = _ask(press, (answer.getheader("Location") or "").removeprefix(press.url))
            assert answer.status == 200, piece.link
            assert (piece.headline or "") in body.decode(), piece.link


def test_the_page_of_a_piece_is_an_article_in_the_words_of_the_day(press: Press) -> None:
    path = "/tarrant-gazette/world/2026/03/09/ferry-aground-nagisagawa"
    for day, words in ((1, "Ferry with 186 aboard"), (2, "All 186 aboard")):
        press.day = day
        _, body = _ask(press, path)
        [item] = read(Document(press.url + path, body, "text/html; charset=utf-8")).items
        assert (item.headline or "").startswith(words)
        assert (item.published or "").startswith("2026-03-09T07:55")


def test_recordings_are_there_from_their_day_on(press: Press) -> None:
    press.day = 2
    addresses = re.findall(rf"{press.url}(/\S+?\.mp[34])", "".join(
        printing.document(outlet, 2, press.url)[1].decode("utf-8", "replace") for outlet in outlets().values()
    ))  # fmt: skip
    assert addresses and {_ask(press, address)[0].status for address in addresses} == {200}
    press.day = 1
    assert 404 in {_ask(press, address)[0].status for address in addresses}


def test_a_piece_cannot_be_read_before_its_day(press: Press) -> None:
    assert _ask(press, "/tarrant-gazette/harbour/2026/03/11/strike-settled")[0].status == 404


def test_robots_are_told_where_not_to_go(press: Press) -> None:
    answer, body = _ask(press, "/robots.txt")
    assert answer.status == 200
    assert b"Disallow: /walled-courier/" in body


def test_one_outlet_is_down_and_says_when_to_come_again(press: Press) -> None:
    answer, _ = _ask(press, "/broken-bell/feed.xml")
    assert answer.status == 503
    # All outlets share one host: what one asks for would be kept for all.
    assert answer.getheader("Retry-After") is None


@pytest.mark.parametrize("name", ["static-hour", "lost-relay"])
def test_nonsense_gives_no_item(name: str) -> None:
    outlet = outlets()[name]
    media_type, body = printing.document(outlet, 1, "http://127.0.0.1:8901")
    reading = read(Document(printing.address(outlet, "http://127.0.0.1:8901"), body, media_type))
    assert reading.items == ()


def test_the_press_prints_the_same_bytes_whenever_it_is_asked() -> None:
    for outlet in outlets().values():
        for day in DAYS:
            assert printing.document(outlet, day, "http://x") == printing.document(outlet, day, "http://x")


def test_the_press_is_of_twelve_outlets_in_nine_languages_or_more() -> None:
    real = [outlet for outlet in outlets().values() if outlet.pieces]
    assert len({outlet.name for outlet in real}) >= 12
    assert len({piece.language for outlet in real for piece in outlet.pieces}) >= 9


def test_pages_are_in_the_encoding_they_declare() -> None:
    for name in ("severorechye", "foni-nereias", "linhe-wanbao"):
        _, body = printing.document(outlets()[name], 3, "http://x")
        declared = re.search(rb"charset=([\w-]+)", body)
        assert declared is not None
        text = body.decode(declared[1].decode())
        assert all(piece.headline in text for piece in outlets()[name].items(3) if piece.headline)
