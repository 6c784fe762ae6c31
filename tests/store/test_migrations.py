"""An archive of an earlier schema is moved forwards and loses nothing; what no release knew is refused."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from standfirst.model import Edit
from standfirst.store import StoreError, clicks, edits, items, open_store, outlets, visits
from standfirst.store.clicks import Click
from tests.store.facts import MORNING, NOON, TOMORROW, a_visit, an_item

SPIKED = Edit("spike", ("item-1",), "Ana", MORNING)


def an_archive_of_0020(address: str) -> None:
    """An archive from before clicks and outlets were kept, with an item, a visit and an edit."""
    with open_store(address) as store:
        visits.save_round(store, a_visit(MORNING), [an_item(1)])
        edits.add(store, SPIKED)
        with store.writing() as connection:
            for later in ("clicks", "outlets"):
                connection.execute(text(f"DROP TABLE {later}"))
            connection.execute(text("UPDATE alembic_version SET version_num = '0020'"))


def test_an_archive_of_an_earlier_schema_is_moved_forwards_with_its_facts(address: str) -> None:
    an_archive_of_0020(address)
    with open_store(address) as store:
        (kept,) = items.between(store, MORNING, TOMORROW)
        assert kept.item == an_item(1)
        assert [visit.at for visit in visits.of(store, "harbour")] == [MORNING]
        assert edits.all(store) == [SPIKED]
        new = visits.save_round(store, a_visit(NOON), [an_item(1, headline="Ferry 1 sinks"), an_item(2)])
        assert [item.id for item in new] == ["item-2"]
        assert [found.item.id for found in items.search(store, "sinks")] == ["item-1"]
        clicks.save(store, {"https://counter.example/1": Click(None, "led there", NOON)})
        outlets.save(store, {"harbour": "The Harbour Gazette"})


@pytest.mark.parametrize("schema", ["0014", "9999"])
def test_an_archive_of_a_schema_that_no_release_of_ours_knows_is_refused(address: str, schema: str) -> None:
    with open_store(address) as store, store.writing() as connection:
        connection.execute(text(f"UPDATE alembic_version SET version_num = '{schema}'"))
    with pytest.raises(StoreError, match="a schema that this standfirst does not know"):
        open_store(address)
