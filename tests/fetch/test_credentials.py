"""Headers, cookies, passwords and proxies: sent where they belong, and nowhere else."""

from __future__ import annotations

import base64
import contextlib
import http.client
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest

from standfirst.fetch import Manners
from standfirst.fetch.asking import Sending, _with_credentials
from standfirst.fetch.rounds import fetch_all
from standfirst.model import Credentials, Source, Visit
from tests.fetch.web import MANNERS, NEWS, NOW, LoopbackWeb, loopback, reply


def asked(source: Source, manners: Manners = MANNERS) -> Visit:
    ((_, answer),) = fetch_all([(source, None)], NOW, manners)
    return answer.visit


def private(web: LoopbackWeb, path: str, **told: object) -> Source:
    source = web.source(path)
    return replace(source, credentials=Credentials(site=source.url, **told))  # type: ignore[arg-type]


def test_headers_and_cookies_go_to_the_source_and_not_to_robots_txt(web: LoopbackWeb) -> None:
    web.pages["/news"] = reply()
    asked(private(web, "/news", headers={"Authorization": "Bearer tide"}, cookies={"session": "tide"}))
    robots, news = web.asked
    assert (news.headers["authorization"], news.headers["cookie"]) == ("Bearer tide", "session=tide")
    assert "tide" not in str(robots.headers)


def test_a_password_goes_with_the_name_in_the_address(web: LoopbackWeb) -> None:
    web.pages["/news"] = reply()
    source = private(web, "/news", password="tide")
    url = source.url.replace("//", "//ines%40moor.example@")
    asked(replace(source, url=url, credentials=replace(source.credentials, site=url)))
    assert (
        web.asked[-1].headers["authorization"] == "Basic " + base64.b64encode(b"ines@moor.example:tide").decode()
    )


def test_what_is_secret_is_not_sent_to_where_a_redirect_leads(web: LoopbackWeb) -> None:
    with loopback() as other:
        other.pages["/there"] = reply()
        web.pages |= {
            "/news": reply(b"", 302, location=f"{other.url}/there"),
            "/here": reply(b"", 302, location="/news"),
        }
        source = private(web, "/here", headers={"X-Key": "tide"}, cookies={"session": "tide"})
        assert asked(source).outcome == "new"
        assert web.asked[-1].headers["x-key"] == "tide"
        assert "tide" not in str([request.headers for request in other.asked])


@pytest.mark.parametrize(
    ("site", "url", "sent"),
    [
        ("https://moor.example/a", "https://moor.example/b", True),
        ("http://moor.example/a", "https://moor.example/b", True),
        ("https://moor.example/a", "http://moor.example/a", False),
        ("https://moor.example/a", "https://moor.example:8443/a", False),
        ("https://moor.example/a", "https://www.moor.example/a", False),
        ("", "https://moor.example/a", False),
    ],
)
def test_a_secret_leaves_no_host_and_no_secure_connection(site: str, url: str, sent: bool) -> None:
    headers, cookies = _with_credentials(url, Sending(credentials=Credentials(site, {"A": "b"}, {"c": "d"})))
    assert (headers, cookies) == (({"A": "b"}, {"c": "d"}) if sent else ({}, {}))


@dataclass
class Proxy:
    """A proxy that asks what it is asked for, and writes it down."""

    url: str = ""
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)


@contextmanager
def proxying() -> Iterator[Proxy]:
    proxy = Proxy()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            proxy.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            parts = urlsplit(self.path)
            there = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=30)
            there.request("GET", parts.path, headers={"Host": parts.netloc})
            answer = there.getresponse()
            body = answer.read()
            self.send_response(answer.status)
            for name in ("Content-Type", "Location"):
                if value := answer.headers[name]:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        proxy.url = f"http://127.0.0.1:{server.server_address[1]}"
        yield proxy
        server.shutdown()


def test_a_source_with_a_proxy_is_asked_through_it_and_so_is_its_robots_txt(web: LoopbackWeb) -> None:
    web.pages["/news"] = reply()
    with proxying() as proxy:
        login = proxy.url.replace("//", "//ines:tide@")
        source = private(web, "/news", proxy=login, headers={"X-Key": "a"})
        ((_, answer),) = fetch_all([(source, None)], NOW, MANNERS)
        assert answer.documents[0].body == NEWS
        assert [path for path, _ in proxy.asked] == [f"{web.url}/robots.txt", f"{web.url}/news"]
        assert proxy.asked[1][1]["proxy-authorization"].startswith("Basic ")
        assert proxy.asked[1][1]["x-key"] == "a"
        other = replace(web.source("/news"), id="other")
        assert asked(other).outcome == "new"
        assert len(proxy.asked) == 2


def test_a_proxy_opens_no_way_into_a_private_network(web: LoopbackWeb) -> None:
    web.pages["/news"] = reply(b"", 302, location="http://localhost:1/")
    with proxying() as proxy:
        strict = replace(MANNERS, allow_private=())
        source = private(web, "/news", proxy=proxy.url)
        named = replace(source, url=source.url.replace("127.0.0.1", "localhost"))
        for each in (source, named):
            assert asked(each, strict).reason == "leads to a private network, which allow_private does not name"
        assert (proxy.asked, web.asked) == ([], [])
        only = replace(MANNERS, allow_private=("127.0.0.1/32",))
        web.pages["/news"] = reply(b"", 302, location="http://10.1.2.3/")
        assert "private network" in asked(source, only).reason
        assert not any("10.1.2.3" in path for path, _ in proxy.asked)


def test_a_proxy_that_is_not_there_is_named_as_the_reason(web: LoopbackWeb) -> None:
    visit = asked(private(web, "/news", proxy="http://127.0.0.1:1"))
    assert (visit.outcome, visit.reason) == ("failed", "its proxy cannot be reached")
