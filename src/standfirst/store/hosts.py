"""What hosts let us ask for: their robots.txt, kept until it has to be asked for again. A cache, no facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields

from sqlalchemy import delete, insert, select

from standfirst.model import HostRules
from standfirst.store import schema
from standfirst.store.opening import Store

_FIELDS = tuple(field.name for field in fields(HostRules))


def known(store: Store) -> dict[str, HostRules]:
    """The rules of every host, by origin."""
    with store.reading() as connection:
        rows = connection.execute(select(schema.hosts))
        return {row.origin: HostRules(**{name: getattr(row, name) for name in _FIELDS}) for row in rows}


def save(store: Store, learned: Sequence[HostRules]) -> None:
    """Keep these rules in place of what their hosts said before."""
    if not learned:
        return
    rows = [asdict(rules) for rules in learned]
    with store.writing() as connection:
        for row in rows:
            connection.execute(delete(schema.hosts).where(schema.hosts.c.origin == row["origin"]))
        connection.execute(insert(schema.hosts), rows)
