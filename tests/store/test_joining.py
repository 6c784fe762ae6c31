"""What joining keeps: vectors, what is settled, and where stories were printed."""

from __future__ import annotations

from datetime import date, timedelta

from standfirst.model import Brief, Credit, Issue, Item, Section
from standfirst.store import Store, addresses, items, open_store, settled, upkeep, vectors
from tests.store.facts import MORNING, TOMORROW, an_issue_of, an_item


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


def test_addresses_that_issues_printed_before_addresses_were_kept_are_remembered(address: str) -> None:
    told = Brief("old-id", an_item(1), "Gazette", (Credit("Bugle", None, None, None, None),), told=("i2",))
    issue = Issue("en", 1, date(2026, 3, 5), "Line", "en", (Section(None, (told,)),))
    an_issue_of(address, "0008", issue)
    with open_store(address) as store:
        found = addresses.of_items(store, [an_item(1).id, "i2"])
        assert {(p.address, p.item_id) for p in found} == {("old-id", an_item(1).id), ("old-id", "i2")}
