"""The index for searching: FTS5 in SQLite, a tsvector in PostgreSQL, both of terms that we made ourselves.

Neither database's own idea of what a word is takes part, so both find the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, delete, func, select, text

from standfirst.model import Item
from standfirst.store import schema
from standfirst.store.terms import Phrase, terms

_AT_ONCE = 500
_TEXTS = ("kicker", "headline", "standfirst", "byline")
_SQLITE = (
    text("INSERT INTO search_rows (id, item_id) VALUES (:id, :item_id)"),
    text("INSERT INTO search_index (rowid, terms) VALUES (:id, :terms)"),
)
_POSTGRESQL = (
    text("INSERT INTO search_rows (id, item_id, terms) VALUES (:id, :item_id, CAST(:terms AS tsvector))"),
)


def searched(item: Item) -> str:
    """The words by which an item is found."""
    return _words(item)


def index(connection: Connection, texts: Sequence[tuple[str, str]]) -> None:
    """Make items findable by these texts; pairs of an item's id and a text."""
    if not texts:
        return
    rows = schema.search_rows
    # Writers take turns, so nobody else gives out the same numbers.
    first = (connection.execute(select(func.max(rows.c.id))).scalar() or 0) + 1
    sqlite = connection.dialect.name == "sqlite"
    shape = " ".join if sqlite else _vector
    found = [
        {"id": number, "item_id": item_id, "terms": shape(terms(words))}
        for number, (item_id, words) in enumerate(texts, first)
    ]
    for statement in _SQLITE if sqlite else _POSTGRESQL:
        connection.execute(statement, found)


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
        index(connection, list(dict.fromkeys((row.item_id, _words(row)) for row in rows)))


def _words(row: object) -> str:
    return " \n".join(filter(None, (getattr(row, name) for name in _TEXTS)))


def _vector(found: Iterable[str]) -> str:
    return " ".join(f"'{term}':{place}" for place, term in enumerate(found, 1))


def matching(connection: Connection, phrases: Sequence[Phrase]) -> Iterator[str]:
    """The ids of items that have all these phrases, those kept last first; an id may come more than once."""
    if connection.dialect.name == "sqlite":
        asked = " AND ".join(f'"{" ".join(p.terms)}"{" *" if p.begun else ""}' for p in phrases)
        found = (
            "SELECT item_id FROM search_index JOIN search_rows ON search_rows.id = search_index.rowid "
            "WHERE search_index MATCH :asked ORDER BY search_index.rowid DESC"
        )
    else:
        asked = " & ".join(_queried(phrase) for phrase in phrases)
        found = "SELECT item_id FROM search_rows WHERE terms @@ CAST(:asked AS tsquery) ORDER BY id DESC"
    for row in connection.execution_options(stream_results=True).execute(text(found), {"asked": asked}):
        yield row.item_id


def _queried(phrase: Phrase) -> str:
    *before, last = (f"'{term}'" for term in phrase.terms)
    return f"({' <-> '.join([*before, last + (':*' if phrase.begun else '')])})"
