"""Addresses of stories that were printed, and the items told there: facts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, Row, insert, select

from standfirst.model import PrintedAddress
from standfirst.store import schema
from standfirst.store.opening import Store

_ASKED_AT_ONCE = 500


def add(store: Store, printed: Iterable[tuple[str, str]], at: datetime) -> None:
    """Remember that items were told at addresses, as (address, item id); what is known already is not written
    again."""
    told = sorted(set(printed))
    if not told:
        return
    with store.writing() as connection:
        known = {(row.address, row.item_id) for row in _of_items(connection, {item for _, item in told})}
        new = [{"address": a, "item_id": item, "printed_at": at} for a, item in told if (a, item) not in known]
        if new:
            connection.execute(insert(schema.addresses), new)


def of_items(store: Store, items: Iterable[str]) -> list[PrintedAddress]:
    """Where these items were told in print, first printed first."""
    with store.reading() as connection:
        rows = _of_items(connection, set(items))
    found = [PrintedAddress(row.address, row.item_id, row.printed_at) for row in rows]
    return sorted(found, key=lambda printed: (printed.at, printed.address, printed.item_id))


def told_at(store: Store, addresses: Iterable[str]) -> list[PrintedAddress]:
    """Every item that was told at one of these addresses, first printed first."""
    table, asked = schema.addresses, sorted(set(addresses))
    found: list[PrintedAddress] = []
    with store.reading() as connection:
        for start in range(0, len(asked), _ASKED_AT_ONCE):
            some = asked[start : start + _ASKED_AT_ONCE]
            query = select(table).where(table.c.address.in_(some))
            found += [
                PrintedAddress(row.address, row.item_id, row.printed_at) for row in connection.execute(query)
            ]
    return sorted(found, key=lambda printed: (printed.at, printed.address, printed.item_id))


def _of_items(connection: Connection, items: set[str]) -> list[Row[tuple[str, str, datetime]]]:
    table, asked = schema.addresses, sorted(items)
    found: list[Row[tuple[str, str, datetime]]] = []
    for start in range(0, len(asked), _ASKED_AT_ONCE):
        some = asked[start : start + _ASKED_AT_ONCE]
        found += connection.execute(select(table).where(table.c.item_id.in_(some)))
    return found
