"""Vectors of texts, by what encoded them: computed once for each version of an item. A cache, no facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import islice

from sqlalchemy import insert, select

from standfirst.store import schema
from standfirst.store.opening import Store

_ASKED_AT_ONCE = 500


def of(store: Store, encoder: str, texts: Iterable[str]) -> dict[str, bytes]:
    """What is kept of these texts' digests."""
    table, rest = schema.vectors, iter(texts)
    found: dict[str, bytes] = {}
    with store.reading() as connection:
        while some := list(islice(rest, _ASKED_AT_ONCE)):
            query = select(table.c.text, table.c.row).where(table.c.encoder == encoder, table.c.text.in_(some))
            found |= {row.text: bytes(row.row) for row in connection.execute(query)}
    return found


def save(store: Store, encoder: str, rows: Mapping[str, bytes], at: datetime) -> None:
    """Keep rows by their texts' digests; those that another process has kept in the meantime stay."""
    table = schema.vectors
    with store.writing() as connection:
        there = select(table.c.text).where(table.c.encoder == encoder, table.c.text.in_(list(rows)))
        new = rows.keys() - set(connection.execute(there).scalars())
        if new:
            values = [{"encoder": encoder, "text": t, "row": rows[t], "kept_at": at} for t in sorted(new)]
            connection.execute(insert(table), values)
