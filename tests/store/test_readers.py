"""Readers and what they chose, deliveries and how far they came: facts, until a person is erased."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

from standfirst.readership import Choice, Delivery, Preferences
from standfirst.store import Store, copying, deliveries, open_store, subscribers
from tests.store.facts import EVENING, MORNING, NOON

BOTH = Preferences(("en", "es"), ("es", "en"), "daily")
ONE = Preferences(("en",))


def test_a_reader_stands_as_they_chose_last(store: Store) -> None:
    asked = subscribers.note(store, "ana@tarn.example", Choice(MORNING, "asked", ONE, "on our page"))
    subscribers.note(store, "ana@tarn.example", Choice(NOON, "reading", BOTH, "by the link we sent"))
    reader = subscribers.by_address(store, "ana@tarn.example")
    assert reader is not None
    assert (reader.id, reader.state, reader.preferences, reader.since) == (asked.id, "reading", BOTH, NOON)
    assert [choice.how for choice in subscribers.choices(store, reader.id)] == [
        "on our page",
        "by the link we sent",
    ]
    assert subscribers.by_id(store, reader.id) == reader
    assert subscribers.counts(store) == {"reading": 1}
    assert set(subscribers.readership(store).values()) == {1}


def test_many_are_noted_at_once_and_those_known_are_left_as_they_are(store: Store) -> None:
    subscribers.note(store, "ana@tarn.example", Choice(MORNING, "left", ONE, "by mail"))
    told = [(f"r{n}@tarn.example", [Choice(NOON, "reading", ONE, "at the fair")]) for n in range(30)]
    assert subscribers.note_each(store, [*told, *told, ("ana@tarn.example", told[0][1])]) == 30
    assert [reader.address for reader in subscribers.all(store, "left")] == ["ana@tarn.example"]
    assert len({reader.id for reader in subscribers.all(store)}) == 31


def test_a_letter_has_come_as_far_as_its_newest_fact(store: Store) -> None:
    deliveries.note(store, [Delivery("en-1", r, "begun", MORNING) for r in ("a", "b", "c", "d")])
    ends = [("a", "sent"), ("b", "later"), ("c", "doubtful")]
    deliveries.note(store, [Delivery("en-1", r, o, NOON, "451 …") for r, o in ends])  # type: ignore[arg-type]
    deliveries.note(store, [Delivery("en-1", "b", "begun", NOON), Delivery("en-2", "a", "begun", NOON)])
    deliveries.note(store, [Delivery("en-1", "b", "later", EVENING)])
    reached = deliveries.reached(store, "en-1")
    assert {r: told.outcome for r, told in reached.items()} == {
        "a": "sent", "b": "later", "c": "doubtful", "d": "begun",
    }  # fmt: skip
    assert (reached["b"].tries, reached["b"].at) == (2, EVENING)
    assert [(d.letter, d.reader_id) for d in deliveries.in_doubt(store)] == [
        ("en-1", "d"),
        ("en-1", "c"),
        ("en-2", "a"),
    ]
    assert Counter(told.outcome for told in reached.values()) == {"begun": 1, "doubtful": 1, "later": 1, "sent": 1}


def test_an_erased_reader_leaves_nothing(store: Store) -> None:
    reader = subscribers.note(store, "ana@tarn.example", Choice(MORNING, "reading", ONE, "on our page"))
    other = subscribers.note(store, "ida@tarn.example", Choice(MORNING, "reading", ONE, "on our page"))
    deliveries.note(store, [Delivery("en-1", r.id, "sent", NOON) for r in (reader, other)])
    subscribers.erase(store, reader.id)
    assert subscribers.by_address(store, "ana@tarn.example") is None
    assert deliveries.of(store, reader.id) == [] and subscribers.choices(store, reader.id) == []
    assert len(deliveries.of(store, other.id)) == 1
    if "://" not in store.address:
        files = list(Path(store.address).parent.glob("*"))
        assert not any(b"ana@tarn.example" in file.read_bytes() for file in files)
        assert any(b"ida@tarn.example" in file.read_bytes() for file in files)


def test_a_backup_holds_readers_and_deliveries_and_goes_on_counting(store: Store, tmp_path: object) -> None:
    folder = Path(str(tmp_path))
    reader = subscribers.note(store, "ana@tarn.example", Choice(MORNING, "reading", BOTH, "on our page"))
    deliveries.note(store, [Delivery("en-1", reader.id, "sent", NOON)])
    copying.backup(store, folder / "backup.db")
    with open_store(folder / "new.db") as new:
        copying.restore(folder / "backup.db", new)
        assert subscribers.by_address(new, "ana@tarn.example") == reader
        deliveries.note(new, [Delivery("en-2", reader.id, "begun", NOON + timedelta(1))])
        assert [d.letter for d in deliveries.of(new, reader.id)] == ["en-1", "en-2"]


def test_who_asked_and_never_confirmed_is_forgotten(store: Store) -> None:
    for name, choices in {
        "silent": [Choice(MORNING, "asked", ONE, "on our page")],
        "late": [Choice(EVENING, "asked", ONE, "on our page")],
        "ana": [Choice(MORNING, "asked", ONE, "on our page"), Choice(MORNING, "reading", ONE, "by the link")],
        "ida": [Choice(MORNING, "left", ONE, "by mail"), Choice(MORNING, "asked", ONE, "on our page")],
    }.items():
        for choice in choices:
            subscribers.note(store, f"{name}@tarn.example", choice)
    assert subscribers.forget_unconfirmed(store, NOON) == 1
    assert [reader.address.partition("@")[0] for reader in subscribers.all(store)] == ["ana", "ida", "late"]
