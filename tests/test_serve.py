"""The web server for readers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from standfirst.serve import server


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    site = tmp_path / "site"
    (site / "es").mkdir(parents=True)
    (site / "empty").mkdir()
    (site / "index.html").write_text("<!doctype html>front")
    (site / "es" / "new.rss").write_text("<rss/>")
    (site / "404.html").write_text("nothing here")
    (tmp_path / "secret.txt").write_text("secret")
    (site / "out.txt").symlink_to(tmp_path / "secret.txt")
    running = server(site, port=0)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield running.server_address[1]
    running.shutdown()
    running.server_close()


def ask(port: int, path: str, method: str = "GET") -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, path)
    response = connection.getresponse()
    return response, response.read()


def test_the_front_page_is_served_with_headers_that_forbid_foreign_requests(port: int) -> None:
    response, body = ask(port, "/")
    assert (response.status, body) == (200, b"<!doctype html>front")
    assert "default-src 'none'" in (response.headers["Content-Security-Policy"] or "")


def test_a_feed_is_served_as_a_feed(port: int) -> None:
    response, _ = ask(port, "/es/new.rss")
    assert response.headers["Content-Type"] == "application/rss+xml; charset=utf-8"


@pytest.mark.parametrize("path", ["/nowhere", "/empty/", "/../secret.txt", "/%2e%2e/secret.txt", "/out.txt"])
def test_what_is_not_there_is_answered_with_our_own_page(port: int, path: str) -> None:
    response, body = ask(port, path)
    assert (response.status, body) == (404, b"nothing here")


def test_head_has_no_body(port: int) -> None:
    response, body = ask(port, "/nowhere", "HEAD")
    assert (response.status, body) == (404, b"")
