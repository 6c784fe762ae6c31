"""A whole archive as one file, and back: the file is an archive in SQLite itself, whatever the archive is.

So a backup can be opened and searched without being restored, and is the way from one database to the other.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Table, insert, select, text

from standfirst.model import KINDS, tidy
from standfirst.store import edits, indexing, issues, items, schema, subscribers, visits
from standfirst.store.opening import Store, StoreError, open_store

# Caches, and the index, which is made anew. What was said of sources need not be said again, nor clicks be asked.
_LEFT_OUT = (schema.hosts, schema.vectors, schema.settled, schema.search_rows)
_TABLES = tuple(table for table in schema.metadata.sorted_tables if table not in _LEFT_OUT)
_AT_ONCE = 1_000
# What comes of making a noun of a row that is none.
_NOT_OURS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def backup(store: Store, path: Path) -> None:
    """Write the archive as it stands at this moment, beside whatever goes on, into a new file."""
    if path.exists():
        raise StoreError(f"{path} is there already: a backup overwrites nothing")
    draft = path.with_name(f".{path.name}.draft")
    _remove(draft)
    try:
        if store.dialect.name == "sqlite":
            _copy_file(Path(store.engine.url.database or ""), draft)
        else:
            with open_store(draft) as copy:
                _copy_rows(store, copy)
            _settle(draft)
        # Only a whole backup bears the name of one.
        draft.rename(path)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"the backup {path} cannot be written: {_why(error)}") from None
    finally:
        _remove(draft)


def restore(path: Path, store: Store) -> None:
    """Fill an archive that holds nothing yet from a backup; all of it or, stopped at any instant, nothing."""
    if not path.is_file():
        raise StoreError(f"there is no backup {path}")
    if not is_empty(store):
        raise StoreError(f"the store {store.address} is not empty: restore into a new one")
    draft = path.with_name(f".{path.name}.reading")
    _remove(draft)
    try:
        # A copy, since an older backup is moved forwards before it is read, and a backup stays as it was.
        _copy_file(path, draft)
        with open_store(draft) as copy:
            _read_through(copy)
            _copy_rows(copy, store)
    # What somebody else wrote into it may be of any type.
    except (OSError, sqlite3.Error, *_NOT_OURS) as error:
        raise StoreError(f"the backup {path} cannot be read: {_why(error)}") from None
    finally:
        _remove(draft)


def _why(error: Exception) -> str:
    # The system names the draft too, which is nobody's business.
    return str((isinstance(error, OSError) and error.strerror) or error)


def _read_through(copy: Store) -> None:
    """Make of every row what it is: one that cannot be would end any command that comes upon it, for good."""
    for row in copy.rows(select(schema.versions.c.kind).distinct()):
        if row.kind not in KINDS:
            raise ValueError(f'"{tidy(str(row.kind))[:20]}" is no kind of item')
    for _ in items.all(copy):
        pass
    edits.made(copy)
    for issue in issues.all(copy):
        issues.audit(copy, issue.edition_id, issue.number)
    for reader in subscribers.all(copy):
        subscribers.choices(copy, reader.id)
    visits.latest(copy)


def is_empty(store: Store) -> bool:
    with store.reading() as connection:
        return not any(connection.execute(select(table).limit(1)).first() for table in _TABLES)


def _copy_file(here: Path, there: Path) -> None:
    address = f"{here.absolute().as_uri()}?mode=ro"
    # Readers' addresses are in it.
    there.touch(0o600)
    with closing(sqlite3.connect(address, uri=True)) as source, closing(sqlite3.connect(there)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        if copy.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("it is damaged")


def _settle(path: Path) -> None:
    """One file, nothing beside it."""
    with closing(sqlite3.connect(path)) as copy:
        copy.execute("PRAGMA journal_mode = DELETE")


def _remove(path: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + end).unlink(missing_ok=True)


def _copy_rows(here: Store, there: Store) -> None:
    with here.reading() as reading, there.writing(long=True) as writing:
        for table in _TABLES:
            _copy_table(reading, writing, table)
        indexing.rebuild(writing)
        if writing.dialect.name == "postgresql":
            for table in _TABLES:
                if table.autoincrement_column is not None:
                    _number_on(writing, table)
            # From what it knows of the tables it plans; by itself it looks minutes later.
            writing.execute(text("ANALYZE"))


def _number_on(writing: Connection, table: Table) -> None:
    """Let PostgreSQL give the next row the number after the highest."""
    numbers = f"pg_get_serial_sequence('{table.name}', 'id')"
    highest = f"(SELECT coalesce(max(id), 0) + 1 FROM {table.name})"
    writing.execute(text(f"SELECT setval({numbers}, {highest}, false)"))


def _copy_table(reading: Connection, writing: Connection, table: Table) -> None:
    rows = reading.execution_options(stream_results=True).execute(select(table).order_by(*table.primary_key))
    for some in rows.mappings().partitions(_AT_ONCE):
        writing.execute(insert(table), [dict(row) for row in some])
