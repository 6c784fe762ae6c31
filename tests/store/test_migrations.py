"""Archives of every earlier schema, with facts in them, are moved forwards and lose nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, MetaData, insert

from standfirst.model import Edit
from standfirst.store import edits, issues, items, open_store, opening, visits
from tests.store.facts import MORNING, NOON, TOMORROW, a_visit, an_empty_archive_of, an_item

EARLIER = [f"{number:04}" for number in range(1, int(opening.REVISION))]
FACTS: dict[str, dict[str, Any]] = {
    "items": {"id": "item-1", "first_seen": MORNING, "link": "https://harbour.example/1"},
    "versions": {
        "item_id": "item-1",
        "source_id": "harbour",
        "number": 1,
        "seen_at": MORNING,
        "link": "https://harbour.example/1",
        "headline": "Ferry 1 sails again",
        "kind": "article",
        "places": "[]",
        "truncated": False,
        "found": "{}",
    },
    "visits": {
        "source_id": "harbour",
        "url": "https://harbour.example/",
        "at": MORNING,
        "outcome": "new",
        "reason": "answered (200)",
        "bytes": 9,
        "seconds": 0.5,
        "items": 1,
        "new_items": 1,
    },
    "edits": {"kind": "spike", "about": '["item-1"]', "by": "Ana", "at": MORNING},
}


def an_archive_of(address: str, revision: str) -> None:
    """An archive as a program of that revision left it, with an item, a visit and an edit."""
    with an_empty_archive_of(address, revision) as connection:
        _fill(connection)


def _fill(connection: Connection) -> None:
    tables = MetaData()
    tables.reflect(connection, only=list(FACTS))
    for name, row in FACTS.items():
        told = {
            column: value.astimezone(UTC).replace(tzinfo=None)
            if isinstance(value, datetime) and connection.dialect.name == "sqlite"
            else value
            for column, value in row.items()
        }
        connection.execute(insert(tables.tables[name]), [told])


@pytest.mark.parametrize("revision", EARLIER)
def test_an_archive_of_an_earlier_schema_is_moved_forwards_with_its_facts(address: str, revision: str) -> None:
    an_archive_of(address, revision)
    with open_store(address) as store:
        (kept,) = items.between(store, MORNING, TOMORROW)
        assert (kept.item.id, kept.item.headline) == ("item-1", "Ferry 1 sails again")
        (visit,) = visits.of(store, "harbour")
        assert (visit.at, visit.items, visit.digest) == (MORNING, 1, None)
        assert edits.all(store) == [Edit("spike", ("item-1",), "Ana", MORNING)]
        assert issues.all(store) == []
        new = visits.save_round(store, a_visit(NOON), [an_item(1, headline="Ferry 1 sinks"), an_item(2)])
        assert [item.id for item in new] == ["item-2"]
        assert len(items.versions(store, "item-1")) == 2
        assert [found.item.id for found in items.search(store, "sinks")] == ["item-1"]
        if revision != "0001":
            return
        # The index came with the second schema, which filled it from what was there.
        assert [found.item.id for found in items.search(store, '"sails again"')] == ["item-2", "item-1"]
