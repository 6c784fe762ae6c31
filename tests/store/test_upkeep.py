"""The archive looked through, and old things let go."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import text

from standfirst.model import Audited, Edit, HostRules, Issue, Why
from standfirst.store import Store, edits, hosts, issues, items, upkeep, visits
from tests.store.facts import MORNING, NOON, TOMORROW, a_visit, an_item


def wrong(store: Store) -> list[str]:
    return [check.name for check in upkeep.checks(store, ["harbour"], TOMORROW) if not check.sound]


def test_a_sound_archive_is_found_sound(store: Store) -> None:
    assert wrong(store) == []
    visits.save_round(store, a_visit(), [an_item(1), an_item(2)])
    edits.add(store, Edit("spike", ("item-1",), "Ana", NOON))
    assert wrong(store) == []


def test_a_clock_that_was_ahead_is_found(store: Store) -> None:
    visits.save(store, a_visit(TOMORROW + timedelta(days=400)))
    assert wrong(store) == ["clock"]
    upkeep.set_right(store, NOON)
    assert wrong(store) == []


def test_an_edit_about_nothing_is_found(store: Store) -> None:
    edits.add(store, Edit("spike", ("nothing",), "Ana", NOON))
    assert wrong(store) == ["edits"]


def test_an_item_that_no_search_finds_is_found_here(store: Store) -> None:
    items.save(store, [an_item()], MORNING)
    with store.writing() as connection:
        connection.execute(text("DELETE FROM search_rows"))
    assert wrong(store) == ["search"]


def test_who_is_no_longer_followed_is_told_but_no_fault(store: Store) -> None:
    visits.save(store, a_visit(source_id="hill"))
    (told,) = [c for c in upkeep.checks(store, ["harbour"], TOMORROW) if c.name == "sources"]
    assert told.found == "1 followed, 1 no longer followed (hill)"
    assert told.sound


def test_what_was_pruned_is_not_found_and_is_no_news_where_it_still_stands(store: Store) -> None:
    visits.save_round(store, a_visit(MORNING), [an_item(1), an_item(2)])
    visits.save_round(store, a_visit(TOMORROW), [an_item(3)])
    assert upkeep.prune(store, NOON) == upkeep.Pruned(2, 1)
    assert [kept.item.id for kept in items.all(store)] == ["item-3"]
    assert [kept.item.id for kept in items.search(store, "ferry")] == ["item-3"]
    assert wrong(store) == []
    again = visits.save_round(store, a_visit(TOMORROW), [an_item(1), an_item(4)])
    assert [item.id for item in again] == ["item-4"]
    assert [kept.first_seen for kept in items.by_ids(store, ["item-1"])] == [MORNING]
    assert {kept.item.id for kept in items.search(store, "ferry")} == {"item-1", "item-3", "item-4"}


def test_a_little_that_is_pruned_is_not_found_and_the_rest_is(store: Store) -> None:
    visits.save_round(store, a_visit(MORNING), [an_item(1, headline="The quay is old")])
    visits.save_round(store, a_visit(TOMORROW), [an_item(n) for n in range(2, 9)])
    upkeep.prune(store, NOON)
    assert items.search(store, "quay") == []
    assert wrong(store) == []
    visits.save_round(store, a_visit(TOMORROW), [an_item(9), an_item(1, headline="The quay is new")])
    assert [kept.item.id for kept in items.search(store, "quay")] == ["item-1"]
    assert len(items.search(store, "ferry")) == 8
    assert wrong(store) == []


def test_pruning_everything_leaves_an_archive_that_goes_on(store: Store) -> None:
    visits.save_round(store, a_visit(MORNING), [an_item(1)])
    upkeep.prune(store, TOMORROW)
    assert items.search(store, "ferry") == []
    visits.save_round(store, a_visit(TOMORROW), [an_item(2)])
    assert [kept.item.id for kept in items.search(store, "ferry")] == ["item-2"]


def test_an_item_that_an_edit_is_about_is_kept_whole(store: Store) -> None:
    visits.save_round(store, a_visit(MORNING), [an_item(1), an_item(2)])
    edits.add(store, Edit("reword", ("item-1",), "Ana", NOON, "The ferry"))
    upkeep.prune(store, TOMORROW)
    assert [kept.item.id for kept in items.all(store)] == ["item-1"]


def test_of_each_source_the_visits_that_decide_are_kept(store: Store) -> None:
    visits.save_round(store, a_visit(MORNING), [an_item(1)])
    visits.save_round(store, a_visit(MORNING + timedelta(minutes=1)), [an_item(1)])
    for hours in range(1, 9):
        visits.save(store, a_visit(MORNING + timedelta(hours=hours), outcome="same"))
    assert upkeep.prune(store, TOMORROW).visits == 7
    left = visits.of(store, "harbour")
    assert [(visit.outcome, visit.new_items) for visit in left] == [("same", 0), ("new", 0), ("new", 1)]


def test_what_hosts_said_that_nobody_asks_any_more_is_let_go(store: Store) -> None:
    old = HostRules("https://moor.example", MORNING, MORNING + timedelta(hours=1), "User-agent: *")
    asked = replace(old, origin="https://harbour.example", until=TOMORROW)
    hosts.save(store, [old, asked])
    upkeep.prune(store, NOON)
    assert hosts.of(store, [old.origin, asked.origin]) == {asked.origin: asked}


def test_why_an_old_issue_printed_what_it_did_is_let_go_and_the_issue_stays(store: Store) -> None:
    why = Audited("story-1", "Ferry 1 sails again", "The Quay", "en", True, None, (Why("news", "It is new."),))
    for number, day in enumerate((MORNING.date(), TOMORROW.date()), 1):
        issues.save(store, Issue("en", number, day, "The Line", "en", (), audit=(why,)))
    upkeep.prune(store, TOMORROW)
    assert [issues.audit(store, "en", number) for number in (1, 2)] == [None, (why,)]
    assert issues.audit(store, "es", 2) is None
    assert [issue.number for issue in issues.all(store)] == [1, 2]


def test_rows_that_refer_to_nothing_are_found_in_sqlite(store: Store) -> None:
    if store.engine.dialect.name != "sqlite":
        return
    with sqlite3.connect(store.engine.url.database or "") as connection:
        connection.execute("INSERT INTO search_rows (id, item_id) VALUES (1, 'nothing')")
    assert set(wrong(store)) == {"integrity", "search index"}
