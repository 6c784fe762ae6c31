"""What the outlets of sources are called: their items are credited when they are no longer followed, too."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select

from standfirst.store import rows, schema
from standfirst.store.opening import Store

_TABLE = schema.outlets


def save(store: Store, outlets: Mapping[str, str]) -> None:
    """Keep what these are called, by source id, in place of what they were called before."""
    known = all(store)
    new = {name: outlet for name, outlet in outlets.items() if known.get(name) != outlet}
    told = [{"source_id": name, "outlet": outlet} for name, outlet in new.items()]
    rows.instead(store, _TABLE, "source_id", told)


def all(store: Store) -> dict[str, str]:
    """By source id, of every source that was ever gathered."""
    with store.reading() as connection:
        return told(connection)


def told(connection: Connection) -> dict[str, str]:
    """As `all`, within a reading of another."""
    return {row.source_id: row.outlet for row in connection.execute(select(_TABLE))}
