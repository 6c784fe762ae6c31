"""Appeals, events and files are kept exactly, and a store from before they were known keeps what it had."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from standfirst.model import Appeal, Enclosure, Event
from standfirst.store import Store, items, open_store, schema
from standfirst.store.items import _NAMES, _row, _version
from standfirst.store.merging import Version
from tests.data import appeals, events, several_enclosures
from tests.store.facts import EVENING, MORNING, NOON, TOMORROW, an_empty_archive_of, an_item

BOAT = an_item(kind="appeal", appeal=Appeal(Decimal("10000"), Decimal("6350.10"), "EUR"))
FAIR = an_item(2, kind="event", event=Event("2026-04-04", "2026-04-06", "The old mill"))
TALK = an_item(
    3, kind="audio", enclosures=(Enclosure("https://harbour.example/3.mp3", "audio/mpeg", 7_340_032, 754),)
)


def test_what_an_item_carries_comes_back_exactly(store: Store) -> None:
    items.save(store, [BOAT, FAIR, TALK], MORNING)
    kept = [k.item for k in items.between(store, MORNING, TOMORROW)]
    assert kept == [BOAT, FAIR, TALK]
    assert kept[0].appeal is not None and str(kept[0].appeal.raised) == "6350.10"


def test_what_has_come_together_since_is_a_new_version(store: Store) -> None:
    items.save(store, [BOAT], MORNING)
    items.save(store, [BOAT], NOON)
    more = replace(BOAT, appeal=Appeal(Decimal("10000"), Decimal("8750"), "EUR"))
    items.save(store, [more], EVENING)
    assert [v.item.appeal for v in items.versions(store, BOAT.id)] == [BOAT.appeal, more.appeal]


def test_a_reading_that_tells_no_sum_takes_none_away(store: Store) -> None:
    items.save(store, [BOAT], MORNING)
    items.save(store, [replace(BOAT, appeal=None, headline="The boat is afloat")], NOON)
    assert items.by_ids(store, [BOAT.id])[0].item.appeal == BOAT.appeal


@given(appeal=st.none() | appeals, event=st.none() | events, files=several_enclosures)
@settings(max_examples=60)
def test_a_row_holds_any_of_them(appeal: Appeal | None, event: Event | None, files: tuple[Enclosure, ...]) -> None:
    item = an_item(appeal=appeal, event=event, enclosures=files)

    row: Any = _row(Version(item, item.source_id, 1, MORNING))
    assert _version(row).item == item


def test_versions_from_before_stay_as_they_were(address: str) -> None:
    item = an_item()
    row = dict(zip(_NAMES, _row(Version(item, item.source_id, 1, MORNING)), strict=True))
    for name in ("appeal", "event", "enclosures"):
        del row[name]
    with an_empty_archive_of(address, "0005") as connection:
        connection.execute(insert(schema.items), {"id": item.id, "first_seen": MORNING, "link": item.link})
        connection.execute(insert(schema.versions), row)
    with open_store(address) as store:
        (kept,) = items.between(store, MORNING, TOMORROW)
        assert (kept.item.headline, kept.item.appeal, kept.item.enclosures) == ("Ferry 1 sails again", None, ())
        with store.reading() as connection:
            assert len(connection.execute(select(schema.versions)).all()) == 1
        assert items.save(store, [an_item()], NOON) == []
        assert len(items.versions(store, "item-1")) == 1
