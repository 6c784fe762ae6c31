"""What joining keeps: vectors, what is settled, and where stories were printed."""

from __future__ import annotations

from datetime import timedelta

from standfirst.model import Item
from standfirst.store import Store, addresses, items, settled, upkeep, vectors
from tests.store.facts import MORNING, TOMORROW, an_item


def test_a_vector_is_kept_once_for_each_encoder_and_text(store: Store) -> None:
    vectors.save(store, "use", {"a": b"\x00\x01", "b": b"\x02"}, MORNING)
    vectors.save(store, "use", {"a": b"other", "c": b"\x03"}, TOMORROW)
    vectors.save(store, "e5", {"a": b"\x04"}, MORNING)
    assert vectors.of(store, "use", ["a", "b", "c", "d"]) == {"a": b"\x00\x01", "b": b"\x02", "c": b"\x03"}
    assert vectors.of(store, "e5", ["a", "b"]) == {"a": b"\x04"}


def test_old_vectors_are_let_go_of_with_the_words_they_are_of(store: Store) -> None:
    vectors.save(store, "use", {"old": b"\x00"}, MORNING)
    vectors.save(store, "use", {"new": b"\x01"}, TOMORROW)
    upkeep.prune(store, TOMORROW)
    assert set(vectors.of(store, "use", ["old", "new"])) == {"new"}


def test_only_what_was_settled_last_is_kept_of_each_kind(store: Store) -> None:
    settled.save(store, "pairs", "monday", b"\x00\xff")
    settled.save(store, "stories", "monday", b"\x02")
    settled.save(store, "pairs", "tuesday", b"\x01")
    assert (settled.of(store, "pairs", "monday"), settled.of(store, "pairs", "tuesday")) == (None, b"\x01")
    assert settled.of(store, "stories", "monday") == b"\x02"


def test_an_address_is_remembered_with_what_was_told_there(store: Store) -> None:
    addresses.add(store, [("b", "b"), ("a", "a")], MORNING)
    addresses.add(store, [("a", "a"), ("a", "c")], TOMORROW)
    found = [(p.address, p.item_id, p.at) for p in addresses.of_items(store, ["a", "b", "c", "d"])]
    assert found == [("a", "a", MORNING), ("b", "b", MORNING), ("a", "c", TOMORROW)]


def test_items_can_be_had_as_they_stood_at_a_moment(store: Store) -> None:
    first = an_item(1)
    items.save(store, [first], MORNING)
    items.save(store, [an_item(2)], TOMORROW)
    later = Item(id=first.id, source_id=first.source_id, headline="Said otherwise", language="en")
    items.save(store, [later], TOMORROW)
    assert [k.item.headline for k in items.standing(store, MORNING, TOMORROW)] == [first.headline]
    assert items.counted(store, MORNING, TOMORROW) == 1
    assert items.counted(store, MORNING, TOMORROW + timedelta(1)) == 3
