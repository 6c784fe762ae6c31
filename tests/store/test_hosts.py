from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import text

from standfirst.model import HostRules
from standfirst.store import Store, hosts, open_store, visits
from tests.store.facts import MORNING, an_empty_archive_of

GAZETTE = HostRules("https://gazette.example", MORNING, MORNING + timedelta(days=1), "User-agent: *", etag='"a"')
MOOR = HostRules("https://moor.example", MORNING, MORNING, closed="its robots.txt cannot be had (503)")


def test_what_a_host_says_takes_the_place_of_what_it_said(store: Store) -> None:
    hosts.save(store, [GAZETTE, MOOR])
    later = replace(MOOR, at=MORNING + timedelta(hours=1), failing_since=MORNING, unreachable=True)
    hosts.save(store, [later])
    hosts.save(store, [])
    asked = [GAZETTE.origin, MOOR.origin, "https://tarn.example"]
    assert hosts.of(store, asked) == {GAZETTE.origin: GAZETTE, MOOR.origin: later}
    assert hosts.of(store, []) == {}


def test_only_pauses_that_go_on_are_kept(store: Store) -> None:
    soon = MORNING + timedelta(seconds=40)
    hosts.save(store, [replace(GAZETTE, free_at=soon), replace(MOOR, free_at=MORNING)])
    assert hosts.paused(store, MORNING) == {GAZETTE.origin: soon}
    assert hosts.paused(store, soon) == {}


def test_visits_from_before_hubs_were_known_are_no_pushes(address: str) -> None:
    with an_empty_archive_of(address, "0004") as connection:
        connection.execute(
            text(
                "INSERT INTO visits (source_id, url, at, outcome, reason, bytes, seconds, items, new_items) "
                "VALUES ('a', 'https://gazette.example/', '2026-03-05 07:30:00', 'new', 'answered', 9, 0.5, 3, 2)"
            )
        )
    with open_store(address) as store:
        kept = visits.last(store, "a")
        assert kept
        assert (kept.new_items, kept.pushed, kept.hub, kept.wishes) == (2, False, None, None)
