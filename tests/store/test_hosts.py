from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from standfirst.model import HostRules
from standfirst.store import Store, hosts
from tests.store.facts import MORNING

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
