"""Where click addresses lead: a running web says so, and is asked for nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from standfirst.fetch import End, Memory
from standfirst.fetch.clicks import ends
from tests.fetch.web import MANNERS, NOW, LoopbackWeb, loopback, reply


@pytest.fixture
def web() -> Iterator[LoopbackWeb]:
    with loopback() as running:
        running.pages["/news/ferry"] = reply()
        yield running


def ask(web: LoopbackWeb, *paths: str, memory: Memory | None = None) -> dict[str, End]:
    told = ends([web.url + path for path in paths], lambda url: "/news/" in url, NOW, MANNERS, memory or Memory())
    return {link.removeprefix(web.url): end for link, end in told.items()}


def test_an_address_is_followed_to_where_the_public_begins_and_no_further(web: LoopbackWeb) -> None:
    web.pages["/c/one"] = reply(b"", 302, location="/c/two?to=1")
    web.pages["/c/two"] = reply(b"", 301, location="/news/ferry?utm_source=letter")
    assert ask(web, "/c/one")["/c/one"] == End(f"{web.url}/news/ferry?utm_source=letter", "led there")
    assert web.paths() == ["/robots.txt", "/c/one", "/c/two?to=1"]


def test_a_page_that_leads_no_further_is_given_by_its_beginning(web: LoopbackWeb) -> None:
    web.pages["/c/one"] = reply(b"<html>" + b"x" * 1_000_000)
    end = ask(web, "/c/one")["/c/one"]
    assert (end.url, end.reason, end.again) == (f"{web.url}/c/one", "leads no further", False)
    assert end.page.startswith(b"<html>") and len(end.page) < 100_000


def test_a_host_that_asks_us_to_stay_away_is_not_asked(web: LoopbackWeb) -> None:
    web.pages["/robots.txt"] = reply(b"User-agent: *\nDisallow: /c/")
    assert ask(web, "/c/one")["/c/one"] == End(None, "its robots.txt asks us to stay away")
    assert web.paths() == ["/robots.txt"]


def test_who_cannot_answer_now_may_be_asked_again(web: LoopbackWeb) -> None:
    web.pages |= {"/c/gone": reply(b"", 404), "/c/busy": reply(b"", 503), "/c/shut": lambda *_: None}
    told = ask(web, "/c/gone", "/c/busy", "/c/shut")
    assert {path: (end.reason, end.again) for path, end in told.items()} == {
        "/c/gone": ("answered with 404", False),
        "/c/busy": ("answered with 503", True),
        "/c/shut": ("the connection was closed without an answer", True),
    }
    wait = Memory(waits={web.url.removeprefix("http://"): NOW + timedelta(hours=1)})
    assert ask(web, "/c/one", memory=wait)["/c/one"].again


def test_an_address_that_leads_in_circles_or_inside_is_no_end(web: LoopbackWeb) -> None:
    web.pages["/c/round"] = reply(b"", 302, location="/c/round")
    web.pages["/c/home"] = reply(b"", 302, location="http://10.0.0.1/news/secret")
    told = ask(web, "/c/round", "/c/home")
    assert told["/c/round"].url is told["/c/home"].url is None
    assert "private network" in told["/c/home"].reason


def test_links_for_which_no_time_is_left_are_not_told_of(
    web: LoopbackWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("standfirst.fetch.clicks._MOST_SECONDS", 0.0)
    assert ask(web, "/c/one") == {}
