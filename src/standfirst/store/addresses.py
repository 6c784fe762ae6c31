"""Addresses of stories that were printed, and the items told there: facts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, insert, select

from standfirst.model import PrintedAddress
from standfirst.store import rows, schema
from standfirst.store.opening import Store

_TABLE = schema.addresses


def add(store: Store, printed: Iterable[tuple[str, str]], at: datetime) -> None:
    """Remember that items were told at addresses, as (address, item id); what is known already is not written
    again."""
    told = sorted(set(printed))
    if not told:
        return
    with store.writing() as connection:
        named = rows.among(connection, _TABLE.c.item_id, {item for _, item in told})
        known = set(map(tuple, connection.execute(select(_TABLE.c.address, _TABLE.c.item_id).where(named))))
        new = [{"address": a, "item_id": item, "printed_at": at} for a, item in told if (a, item) not in known]
        if new:
            connection.execute(insert(_TABLE), new)


def of_items(store: Store, items: Iterable[str]) -> list[PrintedAddress]:
    """Where these items were told in print, first printed first."""
    return _printed(store, _TABLE.c.item_id, set(items))


def told_at(store: Store, addresses: Iterable[str]) -> list[PrintedAddress]:
    """Every item that was told at one of these addresses, first printed first."""
    return _printed(store, _TABLE.c.address, set(addresses))


def between(store: Store, start: datetime, end: datetime) -> set[str]:
    """The addresses at which any item was told that was first seen from `start` until before `end`."""
    items = schema.items
    query = select(_TABLE.c.address).distinct().join(items, items.c.id == _TABLE.c.item_id)
    within = (items.c.first_seen >= start) & (items.c.first_seen < end)
    return {row.address for row in store.rows(query.where(within))}


def _printed(store: Store, column: ColumnElement[str], names: set[str]) -> list[PrintedAddress]:
    query = select(_TABLE.c.printed_at, _TABLE.c.address, _TABLE.c.item_id)
    found = store.rows(query.where(rows.among(store, column, names)))
    return [PrintedAddress(address, item, at) for at, address, item in sorted(tuple(row) for row in found)]
