"""What was asked of hubs and what they answered. Rows are only added; the newest of a token says how it stands."""

from __future__ import annotations

from dataclasses import asdict, fields

from sqlalchemy import func, insert, select

from standfirst.model import Subscription
from standfirst.store import schema
from standfirst.store.opening import Store

_TABLE = schema.subscriptions
_COLUMNS = tuple(_TABLE.c[field.name] for field in fields(Subscription))


def add(store: Store, subscription: Subscription) -> None:
    """Keep what was asked or answered just now."""
    with store.writing() as connection:
        connection.execute(insert(_TABLE).values(**asdict(subscription)))


def by_token(store: Store, token: str) -> Subscription | None:
    """How the subscription of this token stands."""
    query = select(*_COLUMNS).where(_TABLE.c.token == token).order_by(_TABLE.c.id.desc()).limit(1)
    return next((Subscription(*row) for row in store.rows(query)), None)


def current(store: Store) -> list[Subscription]:
    """How every subscription stands, oldest first."""
    newest = select(func.max(_TABLE.c.id)).group_by(_TABLE.c.token)
    query = select(*_COLUMNS).where(_TABLE.c.id.in_(newest)).order_by(_TABLE.c.id)
    return [Subscription(*row) for row in store.rows(query)]
