from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from io import BufferedIOBase
from itertools import pairwise
from pathlib import Path

import pytest

from standfirst.fetch import Memory
from standfirst.fetch.robots import MOST_BYTES, Rules, text_of
from standfirst.fetch.rounds import fetch_all
from standfirst.model import HostRules, Visit
from tests.fetch.web import MANNERS, NOW, LoopbackWeb, Request, reply


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


def kept_from(web: LoopbackWeb, now: datetime, known: Sequence[HostRules] = ()) -> tuple[Visit, list[HostRules]]:
    """What a gathering of its own says of /news, knowing these rules from before, and what it learned."""
    memory = Memory(recall={rules.origin: rules for rules in known}.get)
    ((_, answer),) = fetch_all([(web.source("/news"), None)], now, MANNERS, memory)
    return answer.visit, [replace(rules, free_at=None) for rules in memory.learned(now)]


DAY = timedelta(days=1)


def test_rules_hold_from_one_gathering_to_the_next_and_are_asked_for_again_by_their_mark(web: LoopbackWeb) -> None:
    def rules(request: Request, wire: BufferedIOBase) -> None:
        same = request.headers.get("if-none-match") == '"r1"'
        wire.write(reply(b"", 304, content_length="") if same else reply(CLOSED, etag='"r1"'))

    web.pages |= {"/robots.txt": rules, "/news": reply()}
    _, known = kept_from(web, NOW)
    assert (known[0].until, known[0].etag) == (NOW + DAY, '"r1"')
    visit, learned = kept_from(web, NOW + DAY / 2, known)
    assert (visit.outcome, learned, web.paths()) == ("skipped", [], ["/robots.txt"])
    visit, learned = kept_from(web, NOW + DAY, known)
    assert (visit.outcome, learned[0].until, learned[0].text) == ("skipped", NOW + 2 * DAY, known[0].text)
    assert len(web.asked) == 2


@pytest.mark.parametrize(("told", "hours"), [("max-age=14400", 4), ("max-age=9999999", 24), ("no-cache", 24),
                                             ("max-age=5", 1), ("", 24)])  # fmt: skip
def test_rules_hold_for_as_long_as_they_say_but_no_longer_than_a_day(
    web: LoopbackWeb, told: str, hours: int
) -> None:
    web.pages |= {"/robots.txt": reply(b"", cache_control=told), "/news": reply()}
    assert kept_from(web, NOW)[1][0].until == NOW + timedelta(hours=hours)


def test_rules_that_cannot_be_had_again_are_what_they_were(web: LoopbackWeb) -> None:
    web.pages |= {"/robots.txt": reply(b"User-agent: *\nDisallow: /other"), "/news": reply()}
    _, known = kept_from(web, NOW)
    web.pages["/robots.txt"] = reply(b"", 503)
    visit, learned = kept_from(web, NOW + 2 * DAY, known)
    assert (visit.outcome, learned[0].failing_since, learned[0].text) == ("new", NOW + 2 * DAY, known[0].text)
    web.pages["/robots.txt"] = reply(CLOSED)
    visit, (rules,) = kept_from(web, NOW + 3 * DAY, learned)
    assert (visit.outcome, rules.failing_since) == ("skipped", None)


def test_a_host_that_never_gave_its_rules_is_open_after_a_month(web: LoopbackWeb) -> None:
    web.pages |= {"/robots.txt": reply(b"", 500), "/news": reply()}
    known: list[HostRules] = []
    outcomes = []
    for day in (0, 10, 29, 30, 31):
        visit, known = kept_from(web, NOW + day * DAY, known)
        outcomes.append(visit.outcome)
    assert outcomes == ["skipped", "skipped", "skipped", "new", "new"]
    assert known[0].failing_since == NOW


def test_a_host_that_cannot_be_reached_is_asked_anew_in_each_gathering(web: LoopbackWeb) -> None:
    web.pages |= {"/robots.txt": b"", "/news": reply()}
    visit, known = kept_from(web, NOW)
    assert (visit.outcome, visit.reason) == ("failed", "the connection was closed without an answer")
    web.pages["/robots.txt"] = reply(b"")
    assert kept_from(web, NOW, known)[0].outcome == "failed"  # this very round
    assert kept_from(web, NOW + timedelta(minutes=15), known)[0].outcome == "new"


@pytest.mark.parametrize(("redirects", "outcome"), [(5, "skipped"), (6, "new")])
def test_five_redirects_of_robots_txt_are_followed_and_more_are_none(
    web: LoopbackWeb, redirects: int, outcome: str
) -> None:
    names = ["/robots.txt", *(f"/r{n}" for n in range(1, redirects)), "/end"]
    web.pages = {here: reply(b"", 302, location=there) for here, there in pairwise(names)}
    web.pages |= {"/end": reply(CLOSED), "/news": reply()}
    assert web.ask("/news").visit.outcome == outcome


def test_half_a_megabyte_of_rules_is_read(web: LoopbackWeb) -> None:
    filling = b"Disallow: /%d\n"
    lines = b"".join(filling % n for n in range(45_000))
    assert len(lines) > MOST_BYTES
    web.pages["/news"] = reply()
    web.pages["/robots.txt"] = reply(b"User-agent: *\nDisallow: /news\n" + lines)
    assert web.ask("/news").visit.outcome == "skipped"
    web.pages["/robots.txt"] = reply(b"User-agent: *\n" + lines + b"Disallow: /news\n")
    assert web.ask("/news").visit.outcome == "new"


def test_what_one_page_says_about_coming_again_counts_for_its_host(web: LoopbackWeb) -> None:
    web.pages |= {"/a": reply(b"", 429, retry_after="3600"), "/b": reply()}
    memory = Memory()
    asks = [(web.source("/a"), None), (web.source("/b"), None)]
    first = {source.id: answer.visit for source, answer in fetch_all(asks, NOW, MANNERS, memory)}
    assert (first["a"].outcome, first["b"].outcome) == ("failed", "skipped")
    assert first["b"].wait_until == first["a"].wait_until
    assert web.paths() == ["/robots.txt", "/a"]
    later = {source.id: answer.visit for source, answer in fetch_all(asks[1:], NOW + 2 * DAY, MANNERS, memory)}
    assert later["b"].outcome == "new"


def test_a_crawl_delay_is_kept(web: LoopbackWeb) -> None:
    web.pages |= {"/robots.txt": reply(b"User-agent: *\nCrawl-delay: 0.2\n"), "/a": reply(), "/b": reply()}
    list(fetch_all([(web.source("/a"), None), (web.source("/b"), None)], NOW, replace(MANNERS, pace=0.0)))
    a, b = web.asked[1:]
    assert b.at - a.at >= 0.19


def test_a_crawl_delay_is_kept_by_the_next_gathering_too(web: LoopbackWeb) -> None:
    web.pages |= {"/robots.txt": reply(b"User-agent: *\nCrawl-delay: 1.5\n"), "/a": reply(), "/b": reply()}
    first = Memory()
    list(fetch_all([(web.source("/a"), None)], NOW, MANNERS, first))
    (rules,) = first.learned(NOW)
    assert rules.free_at
    later = Memory()
    later.pause({rules.origin: rules.free_at}, NOW)
    list(fetch_all([(web.source("/b"), None)], NOW, MANNERS, later))
    a, b = (request for request in web.asked if request.path != "/robots.txt")
    assert b.at - a.at >= 1.4


def test_a_delay_of_hours_is_taken_for_a_minute() -> None:
    assert parsed(b"User-agent: *\nCrawl-delay: 86400\n").delay == 60


CASES = (Path(__file__).parent.parent / "cases/robots/rules.tsv").read_text("utf-8").splitlines()[1:]


@pytest.mark.parametrize("case", CASES)
def test_rules_are_read_as_they_are_meant(case: str) -> None:
    rules, path, meant, why = case.split("\t")
    body = rules.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t").encode()
    assert ("open" if parsed(body).allow(f"https://harbour.example{path}") else "closed") == meant, why


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        (b"", "/x", True),
        (b"\xef\xbb\xbfUser-agent: *\nDisallow: /x", "/x", False),
        (b"\xef\xbbUser-agent: *\nDisallow: /x", "/x", False),
        (b"\xefUser-agent: *\nDisallow: /x", "/x", False),
        (b"Sitemap: x\n\xef\xbb\xbfUser-agent: *\nDisallow: /x", "/x", True),
        (b"User-agent: *\nDisallow: /caf\xc3\xa9", "/caf%C3%A9", False),
        (b"User-agent: *\nDisallow: /" + b"quay/*" * 4000 + b"$", "/" + "quay/" * 400, True),
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
