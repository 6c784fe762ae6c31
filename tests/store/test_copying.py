"""A backup is the whole archive, and comes back whole, on and between both databases."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from standfirst.model import Edit, Subscription
from standfirst.readership import Choice, Delivery, Preferences
from standfirst.store import (
    Store,
    StoreError,
    copying,
    deliveries,
    edits,
    issues,
    items,
    open_store,
    returns,
    subscribers,
    subscriptions,
    verdicts,
    visits,
)
from standfirst.store.verdicts import Verdict
from tests.store.facts import EVENING, MORNING, NOON, TOMORROW, a_visit, an_item
from tests.store.test_migrations import an_archive_of


def fill(store: Store) -> None:
    visits.save_round(store, a_visit(), [an_item(n) for n in range(1, 1200)])
    visits.save_round(
        store, a_visit(NOON, moved_to="https://quay.example/"), [an_item(1, headline="Ferry 1 sinks")]
    )
    edits.add(store, Edit("spike", ("item-2",), "Ana", NOON))
    subscribers.note(store, "ana@tarn.example", Choice(NOON, "reading", Preferences(("en",)), "at the fair"))


def same(one: Store, other: Store) -> bool:
    def told(store: Store) -> tuple[object, ...]:
        everything = items.between(store, MORNING, TOMORROW)
        found = items.search(store, "sinks")
        return everything, visits.of(store, "harbour"), edits.all(store), issues.all(store), found

    return told(one) == told(other)


def test_a_backup_restored_is_the_same_archive(store: Store, tmp_path: Path) -> None:
    fill(store)
    copying.backup(store, tmp_path / "backup.db")
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(("backup", ".backup"))] == ["backup.db"]
    with open_store(tmp_path / "new.db") as new:
        copying.restore(tmp_path / "backup.db", new)
        assert same(store, new)
        visits.save_round(new, a_visit(EVENING), [an_item(3000)])
        assert len(visits.of(new, "harbour")) == 3


def test_a_backup_goes_into_either_database(store: Store, tmp_path: Path) -> None:
    with open_store(tmp_path / "old.db") as old:
        fill(old)
        copying.backup(old, tmp_path / "backup.db")
        copying.restore(tmp_path / "backup.db", store)
        assert same(old, store)
    new = visits.save_round(store, a_visit(EVENING), [an_item(3000), an_item(3)])
    assert [item.id for item in new] == ["item-3000"]
    assert len(visits.of(store, "harbour")) == 3


def test_a_backup_can_be_opened_as_it_is(store: Store, tmp_path: Path) -> None:
    fill(store)
    copying.backup(store, tmp_path / "backup.db")
    with open_store(tmp_path / "backup.db") as opened:
        assert same(store, opened)


def test_what_goes_on_after_a_backup_is_restored_has_numbers_of_its_own(store: Store, tmp_path: Path) -> None:
    asked = Subscription(
        "t1", "harbour", "https://hub.example/", "https://harbour.example/", "s", "asked", MORNING
    )

    def add(to: Store) -> None:
        visits.save(to, a_visit())
        edits.add(to, Edit("spike", ("item-2",), "Ana", NOON))
        subscriptions.add(to, asked)
        subscribers.note(to, "ana@harbour.example", Choice(MORNING, "reading", Preferences(("daily",)), "by hand"))
        deliveries.note(to, [Delivery("daily-1", "ana", "sent", MORNING)])
        returns.note_forced(to, "daily-1", MORNING, "too long")

    with open_store(tmp_path / "old.db") as old:
        add(old)
        copying.backup(old, tmp_path / "backup.db")
    copying.restore(tmp_path / "backup.db", store)
    add(store)
    assert len(visits.of(store, "harbour")) == len(edits.all(store)) == 2


def test_what_was_said_of_a_source_is_not_said_again_after_a_backup_is_restored(
    store: Store, tmp_path: Path
) -> None:
    told = Verdict("harbour", "7", "6 2026-03-05", "[[], null]", '{"count": ""}')
    verdicts.save(store, [told])
    copying.backup(store, tmp_path / "backup.db")
    with open_store(tmp_path / "new.db") as new:
        copying.restore(tmp_path / "backup.db", new)
        assert verdicts.all(new) == {"harbour": told}


def test_nothing_is_overwritten(store: Store, tmp_path: Path) -> None:
    fill(store)
    copying.backup(store, tmp_path / "backup.db")
    with pytest.raises(StoreError, match="overwrites nothing"):
        copying.backup(store, tmp_path / "backup.db")
    with pytest.raises(StoreError, match="not empty"):
        copying.restore(tmp_path / "backup.db", store)


@pytest.mark.parametrize("body", [b"", b"Dear Ines,\n" * 1000, b"SQLite format 3\0" + b"\1" * 5000])
def test_what_is_no_backup_is_refused_and_nothing_is_changed(body: bytes, store: Store, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_bytes(body)
    if body:
        with pytest.raises(StoreError):
            copying.restore(tmp_path / "letter.txt", store)
    with pytest.raises(StoreError, match="no backup"):
        copying.restore(tmp_path / "nowhere.db", store)
    assert copying.is_empty(store)
    assert (tmp_path / "letter.txt").read_bytes() == body


def test_a_damaged_backup_is_refused(tmp_path: Path) -> None:
    with open_store(tmp_path / "old.db") as old:
        fill(old)
        copying.backup(old, tmp_path / "backup.db")
    body = bytearray((tmp_path / "backup.db").read_bytes())
    body[len(body) // 2 : len(body) // 2 + 8000] = b"\7" * 8000
    (tmp_path / "backup.db").write_bytes(body)
    with open_store(tmp_path / "new.db") as new:
        with pytest.raises(StoreError, match=r"backup\.db"):
            copying.restore(tmp_path / "backup.db", new)
        assert copying.is_empty(new)


@pytest.mark.parametrize(
    "changed",
    [
        "UPDATE items SET first_seen = x'00ff'",
        "UPDATE versions SET kind = 'rumour'",
        "UPDATE versions SET places = '7'",
        "UPDATE versions SET found = 'x'",
        "UPDATE edits SET about = '1.5'",
        "INSERT INTO issues VALUES ('en', 1, '2026-03-05', '[]', NULL, '', '{}')",
        "INSERT INTO issues VALUES ('en', 1, '2026-03-05', '{\"number\": 1}', NULL, '', '{}')",
        "INSERT INTO choices (reader_id, at, state, preferences, how) "
        "SELECT id, '2026-03-05 07:00:00.000000', 'reading', '[7]', '' FROM subscribers",
    ],
)
def test_a_backup_that_somebody_wrote_into_is_refused(changed: str, tmp_path: Path) -> None:
    with open_store(tmp_path / "old.db") as old:
        fill(old)
        copying.backup(old, tmp_path / "backup.db")
    with sqlite3.connect(tmp_path / "backup.db") as theirs:
        assert theirs.execute(changed).rowcount > 0
    with open_store(tmp_path / "new.db") as new:
        with pytest.raises(StoreError, match=r"backup\.db cannot be read"):
            copying.restore(tmp_path / "backup.db", new)
        assert copying.is_empty(new)


def test_a_backup_of_an_older_schema_is_moved_forwards(tmp_path: Path) -> None:
    an_archive_of(str(tmp_path / "old.db"), "0002")
    with open_store(tmp_path / "new.db") as new:
        copying.restore(tmp_path / "old.db", new)
        assert [kept.item.id for kept in items.between(new, MORNING, TOMORROW)] == ["item-1"]
