"""What joining found of the items known at a moment, one at a time. A cache, no fact."""

from __future__ import annotations

from sqlalchemy import delete, insert, select

from standfirst.store import schema
from standfirst.store.opening import Store


def of(store: Store, key: str) -> bytes | None:
    """What was kept under this key, if that was the last to be kept."""
    with store.reading() as connection:
        found = connection.execute(select(schema.settled.c.body).where(schema.settled.c.key == key)).scalar()
    return None if found is None else bytes(found)


def save(store: Store, key: str, body: bytes) -> None:
    """Keep this, and nothing that was kept before."""
    with store.writing() as connection:
        connection.execute(delete(schema.settled))
        connection.execute(insert(schema.settled).values(key=key, body=body))
