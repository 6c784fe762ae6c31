"""The pages of days that the open window leaves behind, on both databases."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from standfirst import newsroom
from standfirst.model import Edit, Event, Item
from standfirst.store import Store, edits, items
from tests.databases import address, store
from tests.test_newsroom import DAM, DAY1, STRIKE, Web, feed, gather, newsroom_of

__all__ = ["address", "store"]

FERRY = ("ferry", "Ferry to Lisk runs again", "Timetables hang at the quay.")
BAKERS = ("bakers", "Bakers of Orvane light the old ovens", "The first loaves are sold on Sunday.")
GULLS = ("gulls", "Gulls take over the fish market", "Nobody has the heart to drive them out.")


def articles(page: Path) -> list[str]:
    return [" ".join(re.sub("<[^>]*>", " ", each).split()) for each in
            re.findall(r"<article.*?</article>", page.read_text("utf-8"), re.DOTALL)]  # fmt: skip


@pytest.mark.parametrize("zone", [None, "America/Lima", "Asia/Tokyo"])
def test_a_day_keeps_all_of_its_stories_while_the_window_passes_it(
    store: Store, tmp_path: Path, zone: str | None
) -> None:
    room = newsroom_of(tmp_path, "en")
    room = replace(room, editions=tuple(replace(edition, zone=zone) for edition in room.editions))
    told = [(*FERRY, "2026-03-09T01:00:00Z"), (*BAKERS, "2026-03-09T12:00:00Z"), (*GULLS, "2026-03-09T23:00:00Z")]
    hours = [DAY1.replace(hour=hour) for hour in (2, 13, 23)]
    for so_far, now in enumerate(hours, 1):
        gather(room, store, {"https://en.example/feed": feed("en", *told[:so_far])}, now)
        newsroom.publish(room, store, now)
    folder = room.output / "en" / "archive"
    before = {page.name: sorted(articles(page)) for page in folder.glob("2026-*.html")}
    assert sum(map(len, before.values())) == 3
    for days in (29, 30, 31, 32, 40):
        newsroom.publish(room, store, hours[-1] + timedelta(days=days))
        assert {page.name: sorted(articles(page)) for page in folder.glob("2026-*.html")} == before


def test_what_comes_long_after_its_day_stands_beside_what_came_in_time(store: Store, tmp_path: Path) -> None:
    room = newsroom_of(tmp_path, "en")
    day = room.output / "en" / "archive" / "2026-03-09.html"
    web: Web = {"https://en.example/feed": feed("en", STRIKE, (*FERRY, "2026-03-09"))}
    gather(room, store, web)
    newsroom.publish(room, store, DAY1)
    later = DAY1 + timedelta(days=50)
    web["https://en.example/feed"] = feed("en", DAM, (*BAKERS, "2026-03-09"), (*GULLS, "2026-03-01"))
    gather(room, store, web, later)
    newsroom.publish(room, store, later)
    assert len(articles(day)) == 3
    assert len(articles(day.with_name("2026-03-01.html"))) == 1
    newsroom.publish(room, store, later + timedelta(days=1))
    assert len(articles(day)) == 3


def test_what_was_wrong_is_said_on_a_day_that_the_window_has_passed_too(store: Store, tmp_path: Path) -> None:
    room = newsroom_of(tmp_path, "en")
    day = room.output / "en" / "archive" / "2026-03-09.html"
    gather(room, store, {"https://en.example/feed": feed("en", STRIKE, (*FERRY, "2026-03-09"))})
    newsroom.publish(room, store, DAY1)
    later = DAY1 + timedelta(days=50)
    newsroom.publish(room, store, later)
    ferry = newsroom.known_item(store, "https://en.example/ferry")
    edits.add(store, Edit("erratum", (ferry,), "Ana", later, "It runs on Tuesdays & <Fridays>, not “daily”."))
    newsroom.publish(room, store, later)
    assert "It runs on Tuesdays &amp; &lt;Fridays&gt;, not “daily”." in day.read_text()
    assert len(articles(day)) == 2
    printed = day.stat().st_mtime_ns
    newsroom.publish(room, store, later + timedelta(days=1))
    assert day.stat().st_mtime_ns == printed


def test_a_list_that_has_nothing_to_list_stays_for_who_follows_its_feed(store: Store, tmp_path: Path) -> None:
    room = newsroom_of(tmp_path, "en")
    told = ("ferries", "Canada and Peru agree on ferries", "They sail in May.", "2026-03-09")
    gather(room, store, {"https://en.example/feed": feed("en", told)})
    newsroom.publish(room, store, DAY1)
    lists = {page.relative_to(room.output) for page in room.output.glob("en/places/*.rss")}
    assert lists
    for days in (60, 61):
        newsroom.publish(room, store, DAY1 + timedelta(days=days))
        assert {page.relative_to(room.output) for page in room.output.glob("en/places/*.rss")} == lists
    for name in lists:
        assert "<item>" not in (room.output / name).read_text("utf-8")
        assert "Nothing new" in (room.output / name).with_suffix(".html").read_text("utf-8")
    assert not (room.output / "en/places/index.html").exists(), "no way leads to what says nothing"


def test_a_calendar_that_was_published_stays_though_nothing_takes_place_any_more(
    store: Store, tmp_path: Path
) -> None:
    room = newsroom_of(tmp_path, "en")
    regatta = Item("regatta", "en", headline="The regatta of Lisk", language="en", kind="event", places=("PE",),
                   event=Event("2026-03-14"), published="2026-03-09")  # fmt: skip
    items.save(store, [regatta], DAY1)
    newsroom.publish(room, store, DAY1)
    calendars = sorted(room.output.rglob("*.ics"))
    assert {path.name for path in calendars} >= {"pe.ics", "new.ics", "coming.ics"}
    for days in (60, 61):
        newsroom.publish(room, store, DAY1 + timedelta(days=days))
        assert sorted(room.output.rglob("*.ics")) == calendars
    for path in calendars:
        told = path.read_text("utf-8")
        assert told.startswith("BEGIN:VCALENDAR") and "VEVENT" not in told
        assert ".ics" not in path.with_suffix(".html").read_text("utf-8"), "no way leads to what says nothing"
