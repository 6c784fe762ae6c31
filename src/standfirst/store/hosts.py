"""What hosts let us ask for: their robots.txt, kept until it has to be asked for again. A cache, no facts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, fields
from datetime import datetime

from sqlalchemy import select

from standfirst.model import HostRules
from standfirst.store import rows, schema
from standfirst.store.opening import Store

_COLUMNS = tuple(schema.hosts.c[field.name] for field in fields(HostRules))


def of(store: Store, origins: Collection[str]) -> dict[str, HostRules]:
    """The rules of these hosts, by origin. All together are many, and long."""
    named = rows.among(store, schema.hosts.c.origin, origins)
    return {row.origin: HostRules(*row) for row in store.rows(select(*_COLUMNS).where(named))}


def paused(store: Store, now: datetime) -> dict[str, datetime]:
    """Until when pauses of hosts go on that are not over yet, by origin."""
    table = schema.hosts.c
    told = store.rows(select(table.origin, table.free_at).where(table.free_at > now))
    return {row.origin: row.free_at for row in told}


def save(store: Store, learned: Sequence[HostRules]) -> None:
    """Keep these rules in place of what their hosts said before."""
    rows.instead(store, schema.hosts, "origin", [asdict(rules) for rules in learned])
