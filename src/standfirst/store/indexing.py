"""The index for searching: FTS5 in SQLite, a tsvector in PostgreSQL, both of terms that we made ourselves.

Neither database's own idea of what a word is takes part, so both find the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select, text

from standfirst.model import Item
from standfirst.store import schema
from standfirst.store.terms import Phrase, terms

_AT_ONCE = 500
_TEXTS = ("kicker", "headline", "standfirst", "byline")
# In the drivers' own words: SQLAlchemy's work for each row costs as much as the index does.
_SQLITE = (
    "INSERT INTO search_rows (id, item_id) VALUES (?, ?)",
    "INSERT INTO search_index (rowid, terms) VALUES (?, ?)",
)
_POSTGRESQL = "INSERT INTO search_rows (id, item_id, terms) VALUES (%s, %s, CAST(%s AS tsvector))"

_MATCHED = text(
    "SELECT item_id FROM search_index JOIN search_rows ON search_rows.id = search_index.rowid "
    "WHERE search_index MATCH :asked ORDER BY search_index.rowid DESC"
)
# PostgreSQL's index knows no order: it gives all rows that match, which for a frequent word is a good part of the
# archive. Such a word is found sooner by looking through the newest rows one by one. A word that is rare among
# those is rare enough for the index.
_NEWEST = 4_000
# Each row that the index gives costs a page to be read. So it is first asked for so many rows before the newest.
_NEAR = 32_000
_LAST = text("SELECT coalesce(max(id), 0) FROM search_rows")
_AMONG_NEWEST = text(
    "SELECT item_id FROM (SELECT id, item_id, terms FROM search_rows WHERE id > :below "
    "ORDER BY id DESC LIMIT :newest) AS newest WHERE terms @@ CAST(:asked AS tsquery) ORDER BY id DESC"
)
# MATERIALIZED makes PostgreSQL use the index: it would rather go through years of rows in their order.
_BEFORE = text(
    "WITH found AS MATERIALIZED "
    "(SELECT id, item_id FROM search_rows "
    "WHERE id <= :below AND id > :above AND terms @@ CAST(:asked AS tsquery)) "
    "SELECT id, item_id FROM found ORDER BY id DESC LIMIT :limit"
)


def searched(item: Item | Row[Any]) -> str:
    """The words by which an item, or the version of it in a row, is found."""
    return " \n".join(filter(None, (getattr(item, name) for name in _TEXTS)))


def index(connection: Connection, texts: Sequence[tuple[str, str]]) -> None:
    """Make items findable by these texts; pairs of an item's id and a text."""
    if not texts:
        return
    rows = schema.search_rows
    # Writers take turns, so nobody else gives out the same numbers.
    first = (connection.execute(select(func.max(rows.c.id))).scalar() or 0) + 1
    found = [(number, item_id, terms(words)) for number, (item_id, words) in enumerate(texts, first)]
    if connection.dialect.name == "sqlite":
        names, vectors = _SQLITE
        connection.exec_driver_sql(names, [(number, item_id) for number, item_id, _ in found])
        connection.exec_driver_sql(vectors, [(number, " ".join(told)) for number, _, told in found])
    else:
        written = [(number, item_id, _vector(told)) for number, item_id, told in found]
        connection.exec_driver_sql(_POSTGRESQL, written)


def forget(connection: Connection) -> None:
    """Take items that have no versions any more out of the index."""
    rows, versions = schema.search_rows, schema.versions
    numbers = select(func.max(rows.c.id), func.count()).select_from(rows)
    highest, _ = connection.execute(numbers).one()
    known = select(versions.c.item_id).where(versions.c.item_id == rows.c.item_id)
    connection.execute(delete(rows).where(~known.exists()))
    last, count = connection.execute(numbers).one()
    # SQLite's index keeps the terms of numbers that lead nowhere. They are to be no more than the others, and no
    # number may be given twice.
    if connection.dialect.name == "sqlite" and (last != highest or last > 2 * count):
        rebuild(connection)


def rebuild(connection: Connection) -> None:
    """Make the index anew of all versions, those of the items first seen last at its end."""
    sqlite = connection.dialect.name == "sqlite"
    connection.execute(delete(schema.search_rows))
    if sqlite:
        connection.execute(text("INSERT INTO search_index (search_index) VALUES ('delete-all')"))
    ours, theirs = schema.items, schema.versions
    ids = list(connection.execute(select(ours.c.id).order_by(ours.c.first_seen, ours.c.id)).scalars())
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        place = {item_id: n for n, item_id in enumerate(some)}
        rows = list(connection.execute(select(theirs).where(theirs.c.item_id.in_(some))))
        rows.sort(key=lambda row: (place[row.item_id], row.seen_at, row.source_id, row.number))
        index(connection, list(dict.fromkeys((row.item_id, searched(row)) for row in rows)))


def _vector(found: Iterable[str]) -> str:
    return " ".join(f"'{term}':{place}" for place, term in enumerate(found, 1))


def matching(connection: Connection, phrases: Sequence[Phrase], limit: int) -> Iterator[str]:
    """The ids of items that have all these phrases, those kept last first, no more than so many; each once."""
    found: dict[str, None] = {}
    for item_id in _found(connection, phrases, limit):
        if item_id not in found:
            found[item_id] = None
            yield item_id
            if len(found) == limit:
                return


def _found(connection: Connection, phrases: Sequence[Phrase], limit: int) -> Iterator[str]:
    """The ids, those kept last first, found as they are asked for. An item that has several texts may come
    twice."""
    if connection.dialect.name == "sqlite":
        asked = " AND ".join(f'"{" ".join(p.terms)}"{" *" if p.begun else ""}' for p in phrases)
        # Read from the index's end, as far as it is asked for.
        for row in connection.execution_options(stream_results=True).execute(_MATCHED, {"asked": asked}):
            yield row.item_id
        return
    asked = " & ".join(_queried(phrase) for phrase in phrases)
    below = connection.execute(_LAST).scalar_one() - _NEWEST
    newest = {"asked": asked, "below": below, "newest": _NEWEST}
    found = 0
    for row in connection.execution_options(stream_results=True).execute(_AMONG_NEWEST, newest):
        found += 1
        yield row.item_id
    # As many rows as should hold the rest, if they lie as close as the first ones, and half as many again.
    near = 3 * _NEWEST * (limit - found) // (2 * found) if found else _NEAR
    above = max(0, below - min(near, _NEAR))
    while below > 0:
        within = {"asked": asked, "below": below, "above": above, "limit": 2 * limit}
        page = connection.execute(_BEFORE, within).all()
        yield from (row.item_id for row in page)
        below, above = (page[-1].id - 1, above) if len(page) == 2 * limit else (above, 0)


def _queried(phrase: Phrase) -> str:
    *before, last = (f"'{term}'" for term in phrase.terms)
    return f"({' <-> '.join([*before, last + (':*' if phrase.begun else '')])})"
