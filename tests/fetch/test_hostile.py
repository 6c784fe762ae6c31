"""A source may fail, a round may not: each scenario ends in a recorded reason, within its bounds."""

from __future__ import annotations

import gzip
import re
import socket
import sys
import threading
import time
import zlib
from dataclasses import replace
from io import BufferedIOBase
from pathlib import Path
from typing import Any

import brotli
import pytest

from standfirst.fetch.rounds import fetch_all
from tests.fetch.web import MANNERS, NEWS, NOW, LoopbackWeb, Page, Request, loopback, reply

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

CERTIFICATE = Path(__file__).parent.parent / "cases/fetch/certificate.pem"
BRISK = replace(MANNERS, most_seconds=3.0, most_silence=2.0, most_bytes=200_000)


def slow_drip(_: Request, wire: BufferedIOBase) -> None:
    wire.write(b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n")
    while True:
        wire.write(b"a")
        wire.flush()
        time.sleep(0.05)


def slow_headers(_: Request, wire: BufferedIOBase) -> None:
    wire.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(1000):
        wire.write(f"x-{number}: a\r\n".encode())
        wire.flush()
        time.sleep(0.05)


def endless_continues(_: Request, wire: BufferedIOBase) -> None:
    while True:
        wire.write(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)
        wire.flush()


def slow_hints(_: Request, wire: BufferedIOBase) -> None:
    while True:
        wire.write(b"HTTP/1.1 103 Early Hints\r\nlink: </a.css>\r\n\r\n")
        wire.flush()
        time.sleep(0.1)


def hints_and_news(_: Request, wire: BufferedIOBase) -> None:
    wire.write(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </a.css>\r\n\r\n" + reply())


def silence(_: Request, wire: BufferedIOBase) -> None:
    time.sleep(5)


def endless_body(_: Request, wire: BufferedIOBase) -> None:
    wire.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n")
    while True:
        wire.write(b"<p>more" * 10_000)


def endless_headers(_: Request, wire: BufferedIOBase) -> None:
    wire.write(b"HTTP/1.1 200 OK\r\nx-long: ")
    while True:
        wire.write(b"a" * 10_000)


def many_headers(_: Request, wire: BufferedIOBase) -> None:
    wire.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        wire.write(b"x-more: a\r\n" * 1000)


def endless_redirects(request: Request, wire: BufferedIOBase) -> None:
    wire.write(reply(b"", 302, location=f"/page?{request.at}"))


def slow_redirects(request: Request, wire: BufferedIOBase) -> None:
    time.sleep(1.6)
    endless_redirects(request, wire)


def endless_chunks(_: Request, wire: BufferedIOBase) -> None:
    wire.write(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
    while True:
        wire.write(b"1\r\na\r\n" * 1000)


ZEROS = b"\0" * 50_000_000
BOMB = gzip.compress(ZEROS)
WIDE: dict[int, int] = {zstd.CompressionParameter.window_log: 27, zstd.CompressionParameter.content_size_flag: 0}
SCENARIOS: dict[str, tuple[Page | bytes, str]] = {
    "slow drip": (slow_drip, "gave no whole answer in time"),
    "slow headers": (slow_headers, "did not begin its answer in time \\(at most 2 seconds\\)"),
    "endless continues": (endless_continues, "did not begin its answer in time"),
    "slow hints": (slow_hints, "did not begin its answer in time"),
    "hints and news": (hints_and_news, "ANSWERED"),
    "silence": (silence, "answer in time"),
    "endless body": (endless_body, "larger than 200000 bytes"),
    "endless chunks": (endless_chunks, "larger than 200000 bytes|in time"),
    "endless headers": (endless_headers, "not HTTP"),
    "many headers": (many_headers, "not HTTP|in time"),
    "gzip bomb": (reply(BOMB, content_encoding="gzip"), "larger than 200000 bytes when unpacked"),
    "gzip bomb without its header": (reply(BOMB), "larger than 200000 bytes when unpacked"),
    "gzip bomb within a bomb": (reply(gzip.compress(BOMB), content_encoding="gzip, gzip"), "ANSWERED|larger"),
    "deflate bomb": (reply(zlib.compress(b"\0" * 9_000_000), content_encoding="deflate"), "when unpacked"),
    "announced too large": (reply(b"", content_length="99999999"), "larger than 200000 bytes"),
    "redirect loop": (reply(b"", 302, location="/page"), "more than 8 times"),
    "endless redirects": (endless_redirects, "more than 8 times"),
    "slow redirects": (slow_redirects, "leads on for more than 3 seconds"),
    "redirect to nowhere": (reply(b"", 301), "does not say where"),
    "redirect to a file": (reply(b"", 301, location="file:///etc/passwd"), "not an address of the web"),
    "redirect to nonsense": (reply(b"", 301, location="http://[::1"), "no address"),
    "redirect to a private host": (reply(b"", 301, location="http://10.0.0.1/"), "private network"),
    "redirect to a private host in other figures": (
        reply(b"", 301, location="http://①⓪.０。0.1/"),
        "private network",
    ),
    "redirect to a private name": (
        reply(b"", 301, location="http://2852039166/"),
        "private network|no host|no address",
    ),
    "length too long": (reply(content_length="500"), "broke off before its end"),
    "length no number": (reply(content_length="many"), "not HTTP|broke off"),
    "two lengths": (reply(NEWS, content_length="39", Content_Length="500"), "not HTTP|broke off"),
    "reset in mid-body": (b"HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\nhalf", "broke off before its end"),
    "cut chunk": (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n50\r\nhalf", "broke off before its end"),
    "cut gzip": (reply(gzip.compress(NEWS)[:-12], content_encoding="gzip"), "breaks off before its end"),
    "spoilt gzip": (
        reply(gzip.compress(NEWS)[:12] + b"\xff" * 50, content_encoding="gzip"),
        "cannot be unpacked|breaks off",
    ),
    "brotli bomb": (
        reply(brotli.compress(ZEROS), content_encoding="br"),
        "larger than 200000 bytes when unpacked",
    ),
    "zstd bomb": (reply(zstd.compress(ZEROS), content_encoding="zstd"), "larger than 200000 bytes when unpacked"),
    "zstd bomb of many frames": (
        reply(zstd.compress(ZEROS[:150_000]) * 9, content_encoding="zstd"),
        "larger than 200000 bytes when unpacked",
    ),
    "gzip in pieces without end": (reply(gzip.compress(b"") * 9000, content_encoding="gzip"), "than 200 pieces"),
    "zstd in pieces without end": (reply(zstd.compress(b"") * 9000, content_encoding="zstd"), "than 200 pieces"),
    "zstd that wants a gigabyte of memory": (
        reply(zstd.compress(NEWS * 400_000, options=WIDE), content_encoding="zstd"),
        "cannot be unpacked",
    ),
    "a bomb in another packing": (
        reply(brotli.compress(zstd.compress(ZEROS * 9)), content_encoding="zstd, br"),
        "when unpacked",
    ),
    "packed ten times": (reply(b"", content_encoding=", ".join(["gzip"] * 10)), "packed 10 times over"),
    "cut brotli": (reply(brotli.compress(NEWS)[:-5], content_encoding="br"), "breaks off before its end"),
    "spoilt brotli": (reply(b"\xff" * 60, content_encoding="br"), "cannot be unpacked"),
    "cut zstd": (reply(zstd.compress(NEWS)[:-5], content_encoding="zstd"), "breaks off before its end"),
    "spoilt zstd": (reply(zstd.compress(NEWS)[:4] + b"\xff" * 60, content_encoding="zstd"), "cannot be unpacked"),
    "unasked packing": (reply(b"\x1f\x9d\x90", content_encoding="compress"), "packed by compress"),
    "closed at once": (b"", "closed without an answer"),
    "no HTTP": (b"SSH-2.0-OpenSSH_9.2\r\n", "not HTTP"),
    "404": (reply(b"", 404), "Not Found \\(404\\)"),
    "410": (reply(b"", 410), "gone for good"),
    "500": (reply(b"", 500), "Internal Server Error \\(500\\)"),
    "999": (reply(b"", 999), "status of its own \\(999\\)"),
    "304 unasked": (reply(b"", 304), "though it was asked for all"),
}


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_hostile_source_ends_in_a_reason_and_no_other_notices(web: LoopbackWeb, scenario: str) -> None:
    page, reason = SCENARIOS[scenario]
    web.pages = {"/page": page, "/good": reply()}
    began = time.monotonic()
    asks = [(web.source("/page"), None), (web.source("/good"), None)]
    answers = {source.id: answer for source, answer in fetch_all(asks, NOW, BRISK)}
    assert time.monotonic() - began < 60
    assert answers["good"].documents[0].body == NEWS
    visit = answers["page"].visit
    if "ANSWERED" not in reason or visit.outcome != "new":
        assert (visit.outcome, answers["page"].documents) == ("failed", ())
        assert re.search(reason, visit.reason)


@pytest.mark.parametrize(
    ("sent", "headers"),
    [
        (gzip.compress(NEWS), {"content_encoding": "gzip"}),
        (gzip.compress(NEWS[:9]) + gzip.compress(NEWS[9:]), {"content_encoding": "x-gzip"}),
        (zlib.compress(NEWS), {"content_encoding": "deflate"}),
        (zlib.compress(NEWS)[2:-4], {"content_encoding": "deflate"}),
        (brotli.compress(NEWS), {"content_encoding": "br"}),
        (zstd.compress(NEWS), {"content_encoding": "zstd"}),
        (zstd.compress(NEWS[:9]) + zstd.compress(NEWS[9:]), {"content_encoding": "zstd"}),
        (brotli.compress(gzip.compress(NEWS)), {"content_encoding": "gzip, br"}),
        (NEWS, {"content_encoding": "br"}),
        (NEWS, {"content_encoding": "zstd"}),
        (NEWS, {"content_encoding": "gzip"}),
        (NEWS, {"content_encoding": "deflate"}),
        (NEWS, {"content_type": "image/png"}),
        (NEWS, {"content_type": ""}),
        (NEWS, {"content_length": ""}),
        (gzip.compress(NEWS), {"content_type": "application/gzip"}),
    ],
)
def test_what_lies_about_its_packing_or_type_is_read_all_the_same(
    web: LoopbackWeb, sent: bytes, headers: dict[str, Any]
) -> None:
    web.pages["/page"] = reply(sent, **headers)
    answer = web.ask("/page")
    assert (answer.visit.outcome, answer.documents[0].body) == ("new", NEWS)
    assert answer.visit.bytes == len(sent)


def test_a_host_that_lets_us_wait_for_each_source_does_not_hold_the_round_up(web: LoopbackWeb) -> None:
    paths = [f"/{number}" for number in range(30)]
    web.pages |= dict.fromkeys(paths, silence) | {"/29": reply()}
    asks = [(web.source(path), None) for path in paths]
    hasty = replace(BRISK, most_silence=0.4)
    first = {source.id: (source, answer.visit) for source, answer in fetch_all(asks, NOW, hasty)}
    assert [first[id_][1].outcome for id_ in ("0", "2", "3", "29")] == ["failed", "failed", "skipped", "skipped"]
    assert "waiting in vain 3 times" in first["29"][1].reason
    # The next time others have their turn first.
    web.pages |= {"/3": reply()}
    second = {source.id: answer.visit.outcome for source, answer in fetch_all(first.values(), NOW, hasty)}
    assert (second["0"], second["3"], second["4"]) == ("skipped", "new", "failed")


def test_a_long_policy_header_is_no_reason_to_fail(web: LoopbackWeb) -> None:
    web.pages["/page"] = reply(content_security_policy="a" * 20_000)
    assert web.ask("/page").visit.outcome == "new"


def test_a_site_that_wants_its_cookie_back_before_it_answers_is_answered(web: LoopbackWeb) -> None:
    def page(request: Request, wire: BufferedIOBase) -> None:
        known = "seen=yes" in request.headers.get("cookie", "")
        wire.write(reply() if known else reply(b"", 302, location="/page", set_cookie="seen=yes; path=/"))

    web.pages["/page"] = page
    assert web.ask("/page").visit.outcome == "new"
    assert "cookie" not in web.asked[0].headers
    web.ask("/page")
    assert "cookie" not in web.asked[-2].headers


def test_a_refused_connection_and_a_missing_host_are_told_apart(web: LoopbackWeb) -> None:
    for url, reason in (
        ("http://127.0.0.1:1/", "connection"),
        ("http://nowhere.invalid/", "no host of that name"),
    ):
        ((_, answer),) = fetch_all([(replace(web.source("/"), url=url), None)], NOW, MANNERS)
        assert answer.visit.outcome == "failed"
        assert reason in answer.visit.reason


def test_a_server_without_https_fails_in_a_sentence(web: LoopbackWeb) -> None:
    source = replace(web.source("/"), url=web.url.replace("http:", "https:"))
    ((_, answer),) = fetch_all([(source, None)], NOW, BRISK)
    assert answer.visit.reason in ("no secure connection could be made", "no connection could be made")


@pytest.mark.parametrize(
    "greeting", [b"", b"\x15\x03\x03\x00\x02\x02\x28", b"HTTP/1.1 400 Plain\r\n\r\n", b"\x16\x03\x03"]
)
def test_a_handshake_that_is_refused_spoilt_or_never_answered_ends_in_time(
    web: LoopbackWeb, greeting: bytes
) -> None:
    def handshake(wire: socket.socket) -> None:
        other, _ = wire.accept()
        with other:
            other.recv(5000)
            other.sendall(greeting)
            time.sleep(0 if greeting else 6)

    web.pages["/good"] = reply()
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=handshake, args=(server,), daemon=True).start()
        secure = replace(web.source("/page"), url=f"https://127.0.0.1:{server.getsockname()[1]}/")
        asks = [(secure, None), (web.source("/good"), None)]
        answers = {source.id: answer.visit for source, answer in fetch_all(asks, NOW, BRISK)}
    assert (answers["page"].outcome, answers["good"].outcome) == ("failed", "new")
    assert answers["page"].reason in (
        "no secure connection could be made",
        "no connection could be made",
        "the connection broke off",
        "gave no whole answer in time (at most 3 seconds)",
    )


def test_a_certificate_that_nobody_vouches_for_is_not_trusted() -> None:
    with loopback(CERTIFICATE) as web:
        web.pages["/page"] = reply()
        visit = web.ask("/page").visit
    assert (visit.outcome, visit.reason, web.asked) == ("failed", "its certificate cannot be trusted", [])


def test_a_name_that_leads_elsewhere_at_a_second_look_gains_nothing(
    web: LoopbackWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[str] = []

    def rebound(host: str, port: int, *_: object, **__: object) -> list[object]:
        looks.append(host)
        address = "192.0.2.1" if len(looks) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebound)
    source = replace(web.source("/page"), url=web.url.replace("127.0.0.1", "rebound.example"))
    manners = replace(BRISK, allow_private=("192.0.2.0/24",))
    ((_, answer),) = fetch_all([(source, None)], NOW, manners)
    assert (answer.visit.outcome, web.asked) == ("failed", [])
    ((_, answer),) = fetch_all([(source, None)], NOW, manners)
    assert "private network" in answer.visit.reason
    assert (looks, web.asked) == (["rebound.example"] * 2, [])


@pytest.mark.parametrize(
    "url", ["http://", "http://[", "http://a b/", "http://:80/", "http://x:99999/", "https://ü..x/"]
)
def test_an_address_that_is_none_fails_in_a_sentence(web: LoopbackWeb, url: str) -> None:
    ((_, answer),) = fetch_all([(replace(web.source("/"), url=url), None)], NOW, BRISK)
    assert answer.visit.outcome == "failed"
    assert "new way" not in answer.visit.reason
