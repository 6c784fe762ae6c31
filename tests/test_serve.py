"""The web server for readers."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from standfirst.serve import server
from standfirst.serve.site import SiteHandler


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


STRANGE = [
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    b"GET /readers/?t=" + b"a" * 70_000 + b" HTTP/1.0\r\n\r\n",
    b"GET http://[bad/readers/ HTTP/1.0\r\n\r\n",
    b"GET /nothing%00 HTTP/1.0\r\n\r\n",
    b"GET /" + b"a" * 300 + b"/ HTTP/1.0\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"SING / HTTP/1.0\r\n\r\n",
]


@pytest.mark.parametrize("request_", STRANGE, ids=range(len(STRANGE)))
def test_what_is_no_request_is_answered_and_nothing_is_said_of_who_made_it(
    port: int, request_: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(request_)
        line.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: line.recv(65_536), b""))
    assert re.search(rb"\b(400|414|501|505)\b", answer)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("said", [b"G", b"GET / HTTP/1.1\r\nX-Said: "])
def test_who_says_a_byte_now_and_then_is_not_waited_for(
    port: int, monkeypatch: pytest.MonkeyPatch, said: bytes
) -> None:
    monkeypatch.setattr(SiteHandler, "patience", 1)
    with socket.create_connection(("127.0.0.1", port), timeout=0.2) as line:
        line.sendall(said)
        for _ in range(50):
            try:
                line.sendall(b"x")
                if not line.recv(1000):
                    break
            except TimeoutError:
                continue
            except ConnectionError:
                break
        else:
            pytest.fail("it was waited for")


def test_a_fault_of_ours_is_said_without_whom_it_befell(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    running = server(tmp_path, port=0)
    for fault in (BrokenPipeError("192.0.2.7"), LookupError("192.0.2.7")):
        try:
            raise fault
        except (OSError, LookupError):
            running.handle_error(None, ("192.0.2.7", 1))  # type: ignore[arg-type]
    running.server_close()
    assert capfd.readouterr().err == "standfirst: a request was not answered: LookupError\n"
