"""What was asked of hubs and what they answered. Rows are only added; the newest of a token says how it stands."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import Row, func, insert, select

from standfirst.model import Subscription
from standfirst.store import schema
from standfirst.store.opening import Store

_FIELDS = tuple(field.name for field in fields(Subscription))


def add(store: Store, subscription: Subscription) -> None:
    """Keep what was asked or answered just now."""
    with store.writing() as connection:
        connection.execute(insert(schema.subscriptions).values(**asdict(subscription)))


def by_token(store: Store, token: str) -> Subscription | None:
    """How the subscription of this token stands."""
    table = schema.subscriptions
    query = select(table).where(table.c.token == token).order_by(table.c.id.desc()).limit(1)
    return next(map(_subscription, store.rows(query)), None)


def current(store: Store) -> list[Subscription]:
    """How every subscription stands, oldest first."""
    table = schema.subscriptions
    newest = select(func.max(table.c.id)).group_by(table.c.token)
    return list(map(_subscription, store.rows(select(table).where(table.c.id.in_(newest)).order_by(table.c.id))))


def _subscription(row: Row[Any]) -> Subscription:
    return Subscription(**{name: getattr(row, name) for name in _FIELDS})
