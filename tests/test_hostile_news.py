"""What answers well and means ill: each ends on record, nothing false is kept, and no other source notices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from io import BufferedIOBase
from pathlib import Path

import pytest

from standfirst import newsroom
from standfirst.fetch.rounds import fetch_all
from standfirst.model import Visit
from standfirst.store import Store, items, open_store, visits
from tests.fetch.web import MANNERS, NOW, LoopbackWeb, Request, loopback, reply
from tests.making import a_newsroom

HOUR = timedelta(hours=1)


@pytest.fixture
def web() -> Iterator[LoopbackWeb]:
    with loopback() as running:
        running.pages["/good"] = rss(entries(range(5), "good"))
        yield running


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "news.db") as opened:
        yield opened


def entries(numbers: range, name: str = "quay", more: str = "") -> str:
    return "".join(
        f"<item><title>Lamp {n} of the {name} is lit again</title><link>https://moor.example/{name}/{n}</link>"
        f"<description>It had been dark for {n + 2} years.</description>{more}</item>"
        for n in numbers
    )


def rss(told: str, etag: str = "") -> bytes:
    body = f'<rss version="2.0"><channel><title>Moor</title>{told}</channel></rss>'.encode()
    return reply(body, content_type="application/rss+xml", etag=etag)


def page(words: str, links: int = 12) -> bytes:
    teasers = "".join(
        f'<article><h2><a href="/offer/{n}">{words} number {n} for travellers today</a></h2>'
        f"<p>{words} with everything that a traveller may want, for {n} crowns.</p></article>"
        for n in range(links)
    )
    return f"<html><head><title>{words}</title></head><body><main>{teasers}</main></body></html>".encode()


def gathered(web: LoopbackWeb, archive: Store, hours: int, path: str = "/news") -> Visit:
    """The visit of one source among two in a gathering of its own, so many hours after the first."""
    now = NOW + hours * HOUR
    sources = (web.source(path), web.source("/good"))
    room = a_newsroom(Path(), *sources)
    fetching = partial(fetch_all, now=now, manners=MANNERS)
    told = {row.source.id: row.visit for row in newsroom.gather(room, archive, fetching, now)}
    assert (told["good"].outcome, told["good"].items) in (("new", 5), ("same", 0))
    assert visits.last(archive, path.strip("/")) is not None
    return told[path.strip("/")]


def kept(archive: Store) -> list[str]:
    found = items.between(archive, datetime.min.replace(tzinfo=NOW.tzinfo), NOW + 1000 * HOUR)
    return sorted(one.item.headline or "" for one in found if "good" not in (one.item.headline or ""))


def test_a_captive_portal_is_not_read_as_news(web: LoopbackWeb, archive: Store) -> None:
    web.pages["/news"] = rss(entries(range(8)), etag='"a"')
    assert gathered(web, archive, 0).new_items == 8
    with loopback() as portal:
        portal.pages["/login"] = reply(page("A room with breakfast"))
        web.pages["/news"] = reply(b"", 302, location=f"{portal.url}/login")
        visit = gathered(web, archive, 1)
        assert (visit.outcome, visit.items) == ("failed", 0)
        assert visit.reason == f"gave a page where there used to be a feed, at {portal.url}/login"
        assert gathered(web, archive, 2).outcome == "failed"
    web.pages["/news"] = rss(entries(range(1, 9)), etag='"b"')
    back = gathered(web, archive, 3)
    assert (back.outcome, back.new_items) == ("new", 1)
    assert not any("breakfast" in headline for headline in kept(archive))


def test_a_portal_in_place_of_a_list_is_not_read_as_news_until_it_has_lasted(
    web: LoopbackWeb, archive: Store
) -> None:
    web.pages["/news"] = reply(page("The harbour council meets"))
    assert gathered(web, archive, 0).new_items == 12
    with loopback() as portal:
        portal.pages["/login"] = reply(page("A room with breakfast"))
        there = portal.url.replace("127.0.0.1", "localhost") + "/login"
        web.pages["/news"] = reply(b"", 302, location=there)
        visit = gathered(web, archive, 1)
        assert (visit.outcome, visit.reason) == ("failed", f"led to a page of others, at {there}")
        assert not any("breakfast" in headline for headline in kept(archive))
        # Who moves and says so in the wrong words is believed after days.
        assert gathered(web, archive, 50).new_items == 12


def test_an_error_page_that_says_all_is_well_is_not_read_as_news(web: LoopbackWeb, archive: Store) -> None:
    web.pages["/news"] = rss(entries(range(8)))
    gathered(web, archive, 0)
    web.pages["/news"] = reply(page("We will soon be back"))
    visit = gathered(web, archive, 1)
    assert (visit.outcome, visit.reason) == ("failed", "gave a page where there used to be a feed")
    web.pages["/news"] = reply(b"<html><h1>Error 500</h1><p>Something went wrong.</p></html>")
    assert gathered(web, archive, 2).outcome == "failed"
    web.pages["/news"] = reply(b"")
    assert gathered(web, archive, 3).outcome == "failed"
    assert len(kept(archive)) == 8


def test_a_listing_that_turns_into_an_error_page_fails_by_giving_nothing(web: LoopbackWeb, archive: Store) -> None:
    web.pages["/news"] = reply(page("The harbour council meets"))
    assert gathered(web, archive, 0).new_items == 12
    web.pages["/news"] = reply(b"<html><h1>Sorry!</h1><p>Please try again later.</p></html>")
    assert gathered(web, archive, 1).outcome == "failed"
    assert len(kept(archive)) == 12


def test_who_says_how_a_source_is_to_be_read_is_believed(web: LoopbackWeb, archive: Store) -> None:
    web.pages["/news"] = rss(entries(range(8)))
    gathered(web, archive, 0)
    web.pages["/news"] = reply(page("The harbour council meets"))
    now = NOW + HOUR
    source = replace(web.source("/news"), read_as="listing")
    room = a_newsroom(Path(), source)
    (row,) = newsroom.gather(room, archive, partial(fetch_all, now=now, manners=MANNERS), now)
    assert (row.visit.outcome, row.visit.new_items) == ("new", 12)


def test_a_feed_that_gives_all_its_entries_new_names_brings_nothing_new(web: LoopbackWeb, archive: Store) -> None:
    for hour in range(3):
        guids = f'<guid isPermaLink="false">{hour}-of-the-new-system</guid>'
        told = entries(range(8), more=guids).replace("</link>", f"?utm_source=feed{hour}</link>")
        web.pages["/news"] = rss(told, etag=f'"{hour}"')
        assert gathered(web, archive, hour).new_items == (8 if hour == 0 else 0)
    assert len(kept(archive)) == 8


@pytest.mark.parametrize(
    "date",
    ["Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 01 Jan 2099 00:00:00 GMT", "31 Feb 2026", "0000-00-00T00:00:00Z",
     "99999-01-01", "-1", "Thu, 05 Mar 2026 25:61:00 +9900"],
)  # fmt: skip
def test_a_date_that_cannot_be_makes_no_item_newer_or_older_than_it_is(
    web: LoopbackWeb, archive: Store, date: str
) -> None:
    web.pages["/news"] = rss(entries(range(3), more=f"<pubDate>{date}</pubDate>"))
    assert gathered(web, archive, 0).new_items == 3
    room = a_newsroom(Path(), web.source("/news"), web.source("/good"))
    day = newsroom.join(room, archive, NOW + HOUR)
    days = {day.known.day(story) for story in day.stories if "quay" in (story.tellings[0].link or "")}
    assert len(days) == 1
    assert max(days) <= NOW.date() + timedelta(days=1)


def test_a_site_that_answers_each_request_differently_is_kept_once(web: LoopbackWeb, archive: Store) -> None:
    def moody(_: Request, wire: BufferedIOBase) -> None:
        turn = sum(request.path == "/news" for request in web.asked)
        numbers = [range(8), range(4, 12), range(0), range(2, 6), range(12)][turn % 5]
        told = [e for e in entries(numbers).split("<item>") if e]
        told = told[turn % 3 :] + told[: turn % 3]
        wire.write(rss("".join(f"<item>{e}" for e in told), etag=f'"{turn % 2}"') if told else reply(b"", 500))

    web.pages["/news"] = moody
    outcomes = {gathered(web, archive, hour).outcome for hour in range(10)}
    assert outcomes == {"new", "failed"}
    assert kept(archive) == sorted(f"Lamp {n} of the quay is lit again" for n in range(12))


@pytest.mark.parametrize(
    ("declared", "said", "sent"),
    [
        ("utf-8", "", "windows-1251"),
        ("utf-8", "utf-8", "utf-16"),
        ("iso-8859-1", "iso-8859-1", "utf-8"),
        ("klingon", "klingon", "utf-8"),
        ("utf-16", "", "utf-8"),
    ],
)
def test_who_lies_about_letters_is_read_all_the_same(
    web: LoopbackWeb, archive: Store, declared: str, said: str, sent: str
) -> None:
    told = "".join(
        f"<item><title>Паром {n} снова ходит через гавань</title><link>https://moor.example/{n}</link></item>"
        for n in range(6)
    )
    body = f'<?xml version="1.0" encoding="{declared}"?><rss version="2.0"><channel><title>Мол</title>{told}</channel></rss>'
    kind = f"text/html; charset={said}" if said else "image/png"
    web.pages["/news"] = reply(body.encode(sent), content_type=kind)
    visit = gathered(web, archive, 0)
    assert (visit.outcome, visit.new_items) == ("new", 6)
    assert "Паром 0 снова ходит через гавань" in kept(archive)
