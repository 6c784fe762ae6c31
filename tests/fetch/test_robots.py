from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from standfirst.fetch import Memory, fetch_all
from standfirst.fetch.robots import Rules, text_of
from standfirst.model import HostRules
from tests.fetch.web import MANNERS, NOW, LoopbackWeb, reply


def parsed(body: bytes) -> Rules:
    return Rules(HostRules("https://harbour.example", NOW, NOW, text_of(body)))


CLOSED = b"User-agent: *\nDisallow: /\n"


def test_what_robots_txt_closes_is_skipped_with_its_reason(web: LoopbackWeb) -> None:
    web.pages |= {
        "/robots.txt": reply(b"User-agent: *\nDisallow: /private\n"),
        "/news": reply(),
        "/private": reply(),
    }
    closed = web.ask("/private").visit
    assert (closed.outcome, closed.reason) == ("skipped", "its robots.txt asks us to stay away")
    assert web.ask("/news").visit.outcome == "new"
    assert "/private" not in web.paths()


def test_rules_for_our_name_go_before_rules_for_all(web: LoopbackWeb) -> None:
    web.pages |= {"/robots.txt": reply(CLOSED + b"\nUser-agent: Standfirst\nAllow: /\n"), "/news": reply()}
    assert web.ask("/news").visit.outcome == "new"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_host_without_robots_txt_is_open(web: LoopbackWeb, status: int) -> None:
    web.pages |= {"/robots.txt": reply(CLOSED, status), "/news": reply()}
    assert web.ask("/news").visit.outcome == "new"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_host_whose_robots_txt_fails_is_closed(web: LoopbackWeb, status: int) -> None:
    web.pages |= {"/robots.txt": reply(b"", status), "/news": reply()}
    visit = web.ask("/news").visit
    assert visit.outcome == "skipped"
    assert f"robots.txt cannot be had ({status})" in visit.reason
    assert web.paths() == ["/robots.txt"]


def test_robots_txt_is_found_through_redirects(web: LoopbackWeb) -> None:
    web.pages |= {"/robots.txt": reply(b"", 301, location="/r"), "/r": reply(CLOSED), "/news": reply()}
    assert web.ask("/news").visit.outcome == "skipped"


def test_a_redirect_is_followed_only_where_robots_txt_lets_us(web: LoopbackWeb) -> None:
    rules = b"User-agent: *\nDisallow: /closed\n"
    web.pages |= {"/robots.txt": reply(rules), "/news": reply(b"", 302, location="/closed"), "/closed": reply()}
    visit = web.ask("/news").visit
    assert visit.outcome == "skipped"
    assert visit.reason.endswith("/closed")
    assert "/closed" not in web.paths()


def test_robots_txt_is_asked_for_once_a_day_and_host(web: LoopbackWeb) -> None:
    web.pages |= {"/a": reply(), "/b": reply()}
    memory = Memory()
    asks = [(web.source("/a"), None), (web.source("/b"), None)]
    for later in (timedelta(0), timedelta(hours=1), timedelta(hours=25)):
        list(fetch_all(asks, NOW + later, MANNERS, memory))
    assert web.paths().count("/robots.txt") == 2


def test_a_crawl_delay_is_kept(web: LoopbackWeb) -> None:
    web.pages |= {"/robots.txt": reply(b"User-agent: *\nCrawl-delay: 0.2\n"), "/a": reply(), "/b": reply()}
    list(fetch_all([(web.source("/a"), None), (web.source("/b"), None)], NOW, replace(MANNERS, pace=0.0)))
    a, b = web.asked[1:]
    assert b.at - a.at >= 0.19


def test_a_delay_of_hours_is_taken_for_a_minute() -> None:
    assert parsed(b"User-agent: *\nCrawl-delay: 86400\n").delay == 60


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        (b"", "/x", True),
        (b"\xef\xbb\xbfUser-agent: *\nDisallow: /x", "/x", False),
        (b"user-agent: *\r\ndisallow: /x\r\n", "/x", False),
        (b"User-agent: *\nDisallow:\n", "/x", True),
        (b"User-agent: *\nDisallow: /x\nAllow: /x/open\n", "/x/open/1", True),
        (b"User-agent: *\nDisallow: /*.pdf$\n", "/a.pdf", False),
        (b"User-agent: *\nDisallow: /*.pdf$\n", "/a.pdf?x", True),
        (b"User-agent: other\nFoo: bar\nUser-agent: standfirst\nDisallow: /x\n", "/x", False),
        (b"User-agent: standfirst\nDisallow: /a\n\nUser-agent: standfirst\nDisallow: /b\n", "/b", False),
        (b"User-agent: standfirst-news\nDisallow: /\n", "/x", True),
        (b"User-agent: standfirst news\nDisallow: /x\n", "/x", False),
        (b"User-agent: STANDFIRST/2.0\nDisallow: /x # closed\n", "/x", False),
        (b"useragent standfirst\ndisallow /x\n", "/x", False),
        (b"User-agent: *\nDisallow: /\nUser-agent: standfirst\nDisallow:\n", "/x", True),
        ("User-agent: *\nDisallow: /ツ\n".encode(), "/%E3%83%84", False),
        (b"<html><p>Not a robots.txt</html>", "/x", True),
        (b"\xff\xfe\x00" * 1000, "/x", True),
        (b"User-agent: *\nCrawl-delay: soon\nDisallow: /x\n", "/x", False),
    ],
)
def test_rules_are_read_as_the_standard_says(rules: bytes, path: str, allowed: bool) -> None:
    read = parsed(rules)
    assert read.allow(f"https://harbour.example{path}") is allowed
    assert read.delay == 0
