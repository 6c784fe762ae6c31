"""Subscribers: readers of letters, and every choice they made. A person can be erased, and then is no more."""

from __future__ import annotations

import base64
import json
import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, delete, func, insert, select

from standfirst import records
from standfirst.readership import Choice, Preferences, State, Subscriber
from standfirst.store import schema
from standfirst.store.opening import Store

_PEOPLE, _CHOICES = schema.subscribers, schema.choices
_AT_ONCE = 1_000


def note(store: Store, address: str, choice: Choice) -> Subscriber:
    """Keep a choice of the reader at this address, who is one from now on; the reader as they stand after it."""
    with store.writing() as connection:
        known = connection.execute(select(_PEOPLE.c.id).where(_PEOPLE.c.address == address)).scalar()
        reader_id = known or _drawn()
        if known is None:
            connection.execute(insert(_PEOPLE).values(id=reader_id, address=address))
        connection.execute(insert(_CHOICES).values(**_row(reader_id, choice)))
    return Subscriber(reader_id, address, choice.state, choice.preferences, choice.at)


def note_each(store: Store, readers: Iterable[tuple[str, Sequence[Choice]]]) -> int:
    """Keep these choices, oldest first, for each address not known yet, all or none; how many those were."""
    with store.writing() as connection:
        known = set(connection.execute(select(_PEOPLE.c.address)).scalars())
        people, choices = [], []
        for address, theirs in readers:
            if address in known:
                continue
            known.add(address)
            people.append({"id": _drawn(), "address": address})
            choices += [_row(people[-1]["id"], choice) for choice in theirs]
        for table, rows in ((_PEOPLE, people), (_CHOICES, choices)):
            for start in range(0, len(rows), _AT_ONCE):
                connection.execute(insert(table), rows[start : start + _AT_ONCE])
    return len(people)


def by_address(store: Store, address: str) -> Subscriber | None:
    return _one(store, _PEOPLE.c.address == address)


def by_id(store: Store, reader_id: str) -> Subscriber | None:
    return _one(store, _PEOPLE.c.id == reader_id)


def all(store: Store, state: State | None = None) -> Iterator[Subscriber]:
    """Every reader, or those in one state, by address."""
    query = _standing().order_by(_PEOPLE.c.address)
    if state is not None:
        query = query.where(_CHOICES.c.state == state)
    with store.reading() as connection:
        for row in connection.execution_options(stream_results=True).execute(query):
            yield _subscriber(row)


def counts(store: Store) -> dict[str, int]:
    """How many readers are in each state."""
    now = _standing().subquery()
    rows = store.rows(select(now.c.state, func.count()).group_by(now.c.state).order_by(now.c.state))
    return dict(map(tuple, rows))


def readership(store: Store) -> dict[str, int]:
    """How many get the letters of each edition, who may get those of others too."""
    now = _standing().where(_CHOICES.c.state == "reading").subquery()
    found: Counter[str] = Counter()
    for text, count in store.rows(select(now.c.preferences, func.count()).group_by(now.c.preferences)):
        found.update(dict.fromkeys(_preferences(text).editions, count))
    return dict(sorted(found.items()))


def choices(store: Store, reader_id: str) -> list[Choice]:
    """Every choice of a reader, oldest first."""
    query = select(_CHOICES).where(_CHOICES.c.reader_id == reader_id).order_by(_CHOICES.c.id)
    return [Choice(row.at, row.state, _preferences(row.preferences), row.how) for row in store.rows(query)]


def forget_unconfirmed(store: Store, before: datetime) -> int:
    """Erase whoever asked before this moment and never answered; how many those were."""
    answered = (_CHOICES.c.state != "asked") | (_CHOICES.c.at >= before)
    did = select(_CHOICES.c.id).where(_CHOICES.c.reader_id == _PEOPLE.c.id, answered).exists()
    silent = [row.id for row in store.rows(select(_PEOPLE.c.id).where(~did))]
    erase(store, *silent)
    return len(silent)


def erase(store: Store, *reader_ids: str) -> None:
    """Take out everything about readers; what was sent to them remains nowhere, not even as a number."""
    for reader_id in reader_ids:
        with store.writing() as connection:
            for table in (schema.deliveries, schema.returns, _CHOICES):
                connection.execute(delete(table).where(table.c.reader_id == reader_id))
            connection.execute(delete(_PEOPLE).where(_PEOPLE.c.id == reader_id))
    if reader_ids:
        store.overwrite()


def _drawn() -> str:
    """A name for a reader: lower case, since mail servers may not keep the case of what it becomes part of."""
    return base64.b32encode(secrets.token_bytes(10)).decode().lower()


def _one(store: Store, condition: ColumnElement[bool]) -> Subscriber | None:
    return next(map(_subscriber, store.rows(_standing().where(condition))), None)


def _standing() -> Select[Any]:
    """Each reader with their newest choice."""
    theirs = _CHOICES.alias()
    newest = select(func.max(theirs.c.id)).where(theirs.c.reader_id == _PEOPLE.c.id).scalar_subquery()
    return select(
        _PEOPLE.c.id, _PEOPLE.c.address, _CHOICES.c.state, _CHOICES.c.preferences, _CHOICES.c.at
    ).join_from(_PEOPLE, _CHOICES, _CHOICES.c.id == newest)


def _subscriber(row: Row[Any]) -> Subscriber:
    return Subscriber(row.id, row.address, row.state, _preferences(row.preferences), row.at)


def _row(reader_id: str, choice: Choice) -> dict[str, object]:
    return asdict(choice) | {"reader_id": reader_id, "preferences": json.dumps(asdict(choice.preferences))}


# Many readers want the same.
@lru_cache(maxsize=4096)
def _preferences(text: str) -> Preferences:
    return records.made_of(Preferences, json.loads(text))
