"""What keeps an archive sound over years: looking it through, and letting go of what is old."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, func, select, text, update

from standfirst.store import indexing, rows, schema, verdicts
from standfirst.store.opening import Store

# Clocks differ a little between machines.
_AHEAD = timedelta(minutes=10)


# When each fact came; that of items first.
_WHEN = (
    schema.items.c.first_seen,
    schema.versions.c.seen_at,
    schema.visits.c.at,
    schema.edits.c.at,
    schema.choices.c.at,
    schema.deliveries.c.at,
    schema.addresses.c.printed_at,
)


@dataclass(frozen=True, slots=True)
class Check:
    """One check of the archive: its name, whether it passed, and what was found."""

    name: str
    sound: bool
    found: str


@dataclass(frozen=True, slots=True)
class Pruned:
    """Of how many items only the names were kept, and how many visits were removed."""

    items: int
    visits: int


def checks(store: Store, sources: Collection[str], now: datetime) -> list[Check]:
    """Look the archive through. `sources` are the ids of those that are configured."""
    items, versions, words = schema.items.c.id, schema.versions.c.item_id, schema.search_rows.c.item_id
    with store.reading() as connection:
        return [
            _integrity(connection),
            _none(connection, "orphans", versions, items, "items that have versions and are not there"),
            _none(connection, "search", versions, words, "items that no search finds"),
            _none(connection, "search index", words, versions, "items to be found that have no versions"),
            _edits(connection),
            _clock(connection, now),
            _sources(connection, sources),
        ]


def _integrity(connection: Connection) -> Check:
    if connection.dialect.name != "sqlite":
        return Check("integrity", True, "the database answers")
    told = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check(3)"))]
    if connection.execute(text("PRAGMA foreign_key_check")).first():
        told.append("rows refer to what is not there")
    return Check("integrity", told == ["ok"], "the file is whole" if told == ["ok"] else "; ".join(told))


def _none(
    connection: Connection, name: str, here: ColumnElement[str], there: ColumnElement[str], of_what: str
) -> Check:
    """Checks that every value of the column `here` is in the column `there` too."""
    # By NOT IN, PostgreSQL would go through all there for each here, once there are too many for its memory.
    missing = select(here).except_(select(there)).subquery()
    count = connection.execute(select(func.count()).select_from(missing)).scalar() or 0
    return Check(name, count == 0, f"{count or 'no'} {of_what}")


def _edits(connection: Connection) -> Check:
    wanted = _edited(connection)
    known = set(connection.execute(select(schema.items.c.id)).scalars()) if wanted else set()
    lost = len(wanted - known)
    return Check("edits", lost == 0, f"{lost or 'no'} edited items that are not in the archive")


def _edited(connection: Connection) -> set[str]:
    return {
        item for about in connection.execute(select(schema.edits.c.about)).scalars() for item in json.loads(about)
    }


def _clock(connection: Connection, now: datetime) -> Check:
    newest = [
        connection.execute(select(func.max(column))).scalar()
        for column in (schema.visits.c.at, schema.items.c.first_seen)
    ]
    ahead = max((moment for moment in newest if moment), default=now)
    if ahead > now + _AHEAD:
        return Check(
            "clock", False, f"facts of {ahead:%Y-%m-%d %H:%M} UTC, while this machine has {now:%Y-%m-%d %H:%M}"
        )
    return Check("clock", True, "no fact is of the future")


def set_right(store: Store, now: datetime) -> int:
    """Take what was kept while the clock was ahead for facts of now; how many items were first seen then."""
    with store.writing(long=True) as connection:
        counts = []
        for moment in _WHEN:
            ahead = update(moment.table).where(moment > now + _AHEAD)
            counts.append(connection.execute(ahead.values({moment.name: now})).rowcount)
        verdicts.forget(connection)
    return counts[0]


def _sources(connection: Connection, sources: Collection[str]) -> Check:
    known = set(connection.execute(select(schema.visits.c.source_id).distinct()).scalars())
    left = sorted(known - set(sources))
    named = f" ({', '.join(left[:5])}{' …' if len(left) > 5 else ''})" if left else ""
    # Whoever is no longer followed leaves facts behind: that is no fault.
    return Check("sources", True, f"{len(sources)} followed, {len(left)} no longer followed{named}")


def prune(store: Store, before: datetime) -> Pruned:
    """Forget the words of items first seen before this moment, older visits, and older issues' audits.

    The name of an item remains, so that it is not taken for new where it still stands on a page. Items that edits
    are about are kept whole, and of each source the visits that tell how it is doing."""
    with store.writing(long=True) as connection:
        items, versions = schema.items, schema.versions
        old = select(items.c.id).where(items.c.first_seen < before)
        # Within SQL the edited ones would be as many values as there are edits.
        kept = _edited(connection)
        told = connection.execute(select(versions.c.item_id).distinct().where(versions.c.item_id.in_(old)))
        gone = [item_id for item_id in told.scalars() if item_id not in kept]
        connection.execute(delete(versions).where(rows.among(connection, versions.c.item_id, gone)))
        visits = _prune_visits(connection, before)
        verdicts.forget(connection)
        connection.execute(update(schema.issues).where(schema.issues.c.dated < before.date()).values(audit=None))
        connection.execute(delete(schema.vectors).where(schema.vectors.c.kept_at < before))
        connection.execute(delete(schema.clicks).where(schema.clicks.c.at < before))
        # Of hosts that nobody has asked for so long.
        connection.execute(delete(schema.hosts).where(schema.hosts.c.until < before))
        if gone:
            indexing.forget(connection)
    _give_back(store)
    return Pruned(len(gone), visits)


def _prune_visits(connection: Connection, before: datetime) -> int:
    table = schema.visits
    newest = select(func.max(table.c.id)).group_by(table.c.source_id)
    kept = (newest, newest.where(table.c.outcome == "new"), newest.where(table.c.new_items > 0))
    old = delete(table).where(table.c.at < before, *(table.c.id.not_in(ids) for ids in kept))
    return connection.execute(old).rowcount


def _give_back(store: Store) -> None:
    """Give unused room in the file back to the disk, if it is more than a fifth. Less is not worth writing the
    whole file anew, and will be used again."""
    if store.dialect.name == "sqlite":
        connection = store.engine.raw_connection()
        try:
            cursor = connection.cursor()
            free, of = (
                cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("freelist_count", "page_count")
            )
            if free > of / 5:
                cursor.execute("VACUUM")
        finally:
            connection.close()
