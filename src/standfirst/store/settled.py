"""What joining found: the pairs among the items known at midnight, and the stories of the last joining.

A cache, no facts. Only the newest of each kind is kept.
"""

from __future__ import annotations

from typing import Literal

from sqlalchemy import delete, insert, select

from standfirst.store import schema
from standfirst.store.opening import Store

What = Literal["pairs", "stories"]
_TABLE = schema.settled


def of(store: Store, what: What, key: str) -> bytes | None:
    """What was kept under this key, if that was the last of its kind to be kept."""
    query = select(_TABLE.c.body).where(_TABLE.c.what == what, _TABLE.c.key == key)
    found = store.value(query)
    return None if found is None else bytes(found)


def save(store: Store, what: What, key: str, body: bytes) -> None:
    """Keep this, and nothing of its kind that was kept before."""
    with store.writing() as connection:
        connection.execute(delete(_TABLE).where(_TABLE.c.what == what))
        connection.execute(insert(_TABLE).values(what=what, key=key, body=body))
