"""Vectors of texts, by what encoded them: computed once for each version of an item. A cache, no facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import insert, select

from standfirst.store import rows, schema
from standfirst.store.opening import Store


def of(store: Store, encoder: str, texts: Iterable[str]) -> dict[str, bytes]:
    """What is kept of these texts' digests."""
    table = schema.vectors
    query = select(table.c.text, table.c.row).where(table.c.encoder == encoder)
    named = rows.among(store, table.c.text, set(texts))
    return {row.text: bytes(row.row) for row in store.rows(query.where(named))}


def save(store: Store, encoder: str, computed: Mapping[str, bytes], at: datetime) -> None:
    """Keep rows by their texts' digests; those that another process has kept in the meantime stay."""
    table = schema.vectors
    with store.writing() as connection:
        there = select(table.c.text).where(
            table.c.encoder == encoder, rows.among(connection, table.c.text, computed.keys())
        )
        new = computed.keys() - set(connection.execute(there).scalars())
        if new:
            values = [{"encoder": encoder, "text": t, "row": computed[t], "kept_at": at} for t in sorted(new)]
            connection.execute(insert(table), values)
