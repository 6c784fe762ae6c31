"""Deliveries: what became of each letter to each reader, written before and after it is handed over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, insert, select

from standfirst.readership import Delivery, Outcome
from standfirst.store import schema
from standfirst.store.opening import Store

_TABLE = schema.deliveries
_COLUMNS = tuple(_TABLE.c[field.name] for field in fields(Delivery))
IN_DOUBT: tuple[Outcome, ...] = ("begun", "doubtful")


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a letter has come with one reader: the newest fact, and how often the server said "later"."""

    outcome: Outcome
    at: datetime
    tries: int


def note(store: Store, deliveries: Iterable[Delivery]) -> None:
    """Keep these facts, all or none; when this returns they are on the disk."""
    rows = [asdict(delivery) for delivery in deliveries]
    if rows:
        with store.writing() as connection:
            connection.execute(insert(_TABLE), rows)


def reached(store: Store, letter: str) -> dict[str, Reached]:
    """For each reader that a letter was ever begun for, by id, how far it has come."""
    later = (
        select(_TABLE.c.reader_id, func.count())
        .where(_TABLE.c.letter == letter, _TABLE.c.outcome == "later")
        .group_by(_TABLE.c.reader_id)
    )
    with store.reading() as connection:
        tries = {row[0]: row[1] for row in connection.execute(later)}
        rows = connection.execute(_newest(_TABLE.c.letter == letter))
        return {row.reader_id: Reached(row.outcome, row.at, tries.get(row.reader_id, 0)) for row in rows}


def in_doubt(store: Store) -> list[Delivery]:
    """Letters of which nobody here knows whether the server took them, in the order they were begun."""
    query = _newest().where(_TABLE.c.outcome.in_(IN_DOUBT)).order_by(_TABLE.c.id)
    return [Delivery(*row) for row in store.rows(query)]


def is_begun(store: Store, letter: str) -> bool:
    """Whether a letter was begun for any reader."""
    return store.value(select(_TABLE.c.id).where(_TABLE.c.letter == letter).limit(1)) is not None


def had(store: Store, reader_id: str) -> set[str]:
    """The letters that one reader has, or may have."""
    newest = {delivery.letter: delivery.outcome for delivery in of(store, reader_id)}
    return {letter for letter, outcome in newest.items() if outcome in ("sent", *IN_DOUBT)}


def of(store: Store, reader_id: str) -> list[Delivery]:
    """Every fact about letters to one reader, oldest first."""
    query = select(*_COLUMNS).where(_TABLE.c.reader_id == reader_id).order_by(_TABLE.c.id)
    return [Delivery(*row) for row in store.rows(query)]


def _newest(*which: ColumnElement[bool]) -> Select[Any]:
    last = select(func.max(_TABLE.c.id)).where(*which).group_by(_TABLE.c.letter, _TABLE.c.reader_id)
    return select(*_COLUMNS).where(_TABLE.c.id.in_(last))
