"""What hosts let us ask for: their robots.txt, kept until it has to be asked for again. A cache, no facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields

from sqlalchemy import delete, insert, select

from standfirst.model import HostRules
from standfirst.store import rows, schema
from standfirst.store.opening import Store

_FIELDS = tuple(field.name for field in fields(HostRules))


def known(store: Store) -> dict[str, HostRules]:
    """The rules of every host, by origin."""
    with store.reading() as connection:
        told = connection.execute(select(*(schema.hosts.c[name] for name in _FIELDS)))
        return {row.origin: HostRules(*row) for row in told}


def save(store: Store, learned: Sequence[HostRules]) -> None:
    """Keep these rules in place of what their hosts said before."""
    if not learned:
        return
    with store.writing() as connection:
        named = rows.among(connection, schema.hosts.c.origin, [rules.origin for rules in learned])
        connection.execute(delete(schema.hosts).where(named))
        connection.execute(insert(schema.hosts), [asdict(rules) for rules in learned])
