"""Opening the archive: an address becomes a Store whose schema is up to date."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, Executable, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError, SQLAlchemyError

from standfirst.credentials import shown
from standfirst.model import Refusal

# The revision this program writes. An older store is moved forwards on opening, a newer one refused.
REVISION = "0023"

# Any number serves, as long as every standfirst process uses the same one.
_WRITERS_LOCK = 7_265_001
_BUSY_MS = 30_000
# What SQLite wants beside a file to read it, and some more.
_ROOM = 1_000_000
# What SQLite's log and file grow by before it tidies up, and what a row of letters takes with its indexes.
_ROOM_TO_WRITE, _A_ROW = 10_000_000, 250
# Far more than any question of ours takes; moving an archive forwards, restoring or pruning it have no bound.
_STUCK_MS = 600_000
# A server whose machine or line is gone says nothing: the system asks whether it is there, for a minute.
_LINE = {
    "connect_timeout": 10,
    "keepalives": 1,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}


class StoreError(Refusal):
    """Something is wrong with the archive; the message is one sentence for people."""


@dataclass(frozen=True)
class Store:
    """An open archive. `address` is without password, for messages."""

    engine: Engine
    address: str

    @property
    def dialect(self) -> Dialect:
        return self.engine.dialect

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the archive throughout."""
        with plainly(self.address), self.engine.connect() as connection, connection.begin():
            yield connection

    def rows(self, query: Executable) -> Sequence[Any]:
        """All that a query finds."""
        with self.reading() as connection:
            return connection.execute(query).all()

    def value(self, query: Executable) -> Any:
        """The one value that a query finds, None where there is none."""
        with self.reading() as connection:
            return connection.execute(query).scalar()

    @contextmanager
    def writing(self, *, long: bool = False) -> Iterator[Connection]:
        """A transaction that commits at the end or leaves no trace. One writes at a time, in every process:
        SQLite knows nothing else, and on PostgreSQL it spares us a second set of rules. `long` is one that goes
        through the whole archive."""
        with plainly(self.address), self.engine.connect() as bare:
            connection = bare.execution_options(standfirst_writes=True)
            with connection.begin():
                if connection.dialect.name == "postgresql":
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})"))
                    if long:
                        connection.execute(text("SET LOCAL statement_timeout = 0"))
                yield connection

    def make_sure_of_room(self, rows: int) -> None:
        """StoreError where the disk may be too full to note so much: for what cannot be done again."""
        if self.dialect.name == "sqlite":
            free = shutil.disk_usage(Path(self.address).parent).free
            if free < _ROOM_TO_WRITE + rows * _A_ROW:
                raise StoreError(f"the disk of the store {self.address} is nearly full: nothing was begun")

    def overwrite(self) -> None:
        """Let what was erased stand no longer in SQLite's log of what was written, unless somebody reads there."""
        if self.dialect.name == "sqlite":
            with plainly(self.address), self.engine.connect() as connection:
                driver = connection.connection.driver_connection
                assert driver is not None
                driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        self.engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 traceback: TracebackType | None) -> None:  # fmt: skip
        self.close()


def open_store(address: str | Path) -> Store:
    """The archive at a path of a SQLite file (made with its folder where missing), at sqlite:///path or at
    postgresql://user@host/name, postgres:// being the same. StoreError where that cannot be."""
    url = _url(str(address))
    engine = _sqlite(url) if url.get_backend_name() == "sqlite" else _postgresql(url)
    told = url.set(drivername="postgresql").difference_update_query(["password"]).render_as_string()
    store = Store(engine, url.database or "" if engine.dialect.name == "sqlite" else told)
    try:
        _move_forwards(store)
    except StoreError:
        store.close()
        raise
    return store


def _url(address: str) -> URL:
    if "://" not in address:
        return URL.create("sqlite", database=address)
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise StoreError(f"{shown(address)} is no address of a store") from None
    kinds = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
    if url.drivername not in (*kinds, "postgresql+psycopg"):
        raise StoreError(f"a store is a SQLite file or postgresql://…, not {url.drivername}://")
    return url.set(drivername=kinds.get(url.drivername, url.drivername))


def _sqlite(url: URL) -> Engine:
    if not url.database or url.database == ":memory:":
        raise StoreError("a store in SQLite needs the path of a file")
    path = Path(url.database)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"the store's folder {path.parent} cannot be made: {error.strerror}") from None
    # Readers' addresses are in it. Where it cannot be made, SQLite says why.
    with suppress(OSError):
        path.touch(0o600, exist_ok=False)
    engine = create_engine(url)
    event.listen(engine, "connect", _settle_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _settle_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # Python's driver would begin transactions by its own rules; with None it leaves them to us.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
    connection.execute("PRAGMA foreign_keys = ON")
    # What is erased is overwritten, whichever way SQLite was built.
    connection.execute("PRAGMA secure_delete = ON")
    # 16 MB; what a search among a million items reads does not fit into the usual two.
    connection.execute("PRAGMA cache_size = -16384")
    _write_ahead(connection)
    # FULL: a commit is on the disk when it returns, also after a power cut. With one transaction a document
    # that is one sync beside one fetch over the network.
    connection.execute("PRAGMA synchronous = FULL")


def _write_ahead(connection: sqlite3.Connection) -> None:
    # Two processes that switch a new file at once do not wait for each other: SQLite ignores busy_timeout here.
    for wait in (0.01, 0.05, 0.2, 1.0, 2.0):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            time.sleep(wait)
    connection.execute("PRAGMA journal_mode = WAL")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("standfirst_writes")
    # A reader that became a writer half way could find its snapshot outdated; writers say so at once.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql(url: URL) -> Engine:
    try:
        engine = create_engine(url, pool_pre_ping=True, connect_args=_LINE)
    except ModuleNotFoundError:
        raise StoreError("PostgreSQL needs psycopg: pip install 'standfirst[postgresql]'") from None
    from standfirst.store.line import Line

    event.listen(engine, "do_connect", lambda _dialect, _record, args, options: Line.connect(*args, **options))
    event.listen(engine, "connect", _settle_postgresql)
    return engine


def _settle_postgresql(connection: Any, _record: object) -> None:
    # In a large archive the server takes what we ask for to be dear: to start processes that help, or to compile
    # the plan, then takes longer than answering alone.
    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")
        cursor.execute("SET jit = off")
        cursor.execute(f"SET lock_timeout = {_BUSY_MS}")
        cursor.execute(f"SET statement_timeout = {_STUCK_MS}")
    connection.commit()


def _move_forwards(store: Store) -> None:
    if _revision(store) == REVISION:
        return
    with store.writing(long=True) as connection:
        upgrade(connection, REVISION, store.address)


def upgrade(connection: Connection, revision: str, address: str) -> None:
    """Bring the schema behind `connection` to `revision`, within the connection's transaction."""
    # Alembic is slow to import and seldom needed.
    from alembic import command
    from alembic.config import Config
    from alembic.util.exc import CommandError

    settings = Config()
    settings.set_main_option("script_location", "standfirst.store:migrations")
    settings.attributes["connection"] = connection
    try:
        command.upgrade(settings, revision)
    except CommandError:
        told = f"the store {address} was written by a newer standfirst: please update this one"
        raise StoreError(told) from None


def _revision(store: Store) -> str | None:
    with store.reading() as connection:
        known: Any = connection.dialect.has_table(connection, "alembic_version")
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() if known else None


@contextmanager
def plainly(address: str) -> Iterator[None]:
    """What the database says goes wrong, as one sentence."""
    try:
        yield
    except OperationalError as error:
        said = "its disk is full" if _is_full(address, error) else _said(error)
        raise StoreError(f"the store {address} cannot be used: {said}") from error
    except DBAPIError as error:
        raise StoreError(f"the store {address} refused: {_said(error)}") from error
    except SQLAlchemyError as error:
        raise StoreError(f"the store {address} cannot be used: {error}") from error


def _is_full(address: str, error: OperationalError) -> bool:
    """Whether a file cannot be used for want of room: without any, SQLite cannot even read it."""
    if not any(sign in str(error.orig) for sign in ("disk I/O error", "disk is full", "unable to open")):
        return False
    try:
        return shutil.disk_usage(Path(address).parent).free < _ROOM
    except OSError:
        return False


def _said(error: DBAPIError) -> str:
    lines = str(error.orig).strip().splitlines()
    said = lines[0] if lines else type(error.orig).__name__
    return next((sentence for sign, sentence in _SAID.items() if sign in said), said)


_SAID = {
    "malformed": "its file is damaged, a backup can be restored into a new one",
    "unable to open database file": "it is no file, or stands in a folder that this user may not write to",
    "readonly database": "this user may not write to it",
    "database is locked": f"another process has been writing for {_BUSY_MS // 1000} seconds",
    "due to lock timeout": f"another process has been writing for {_BUSY_MS // 1000} seconds",
    "connection timeout expired": "the server does not answer",
    "due to statement timeout": f"the server has been at one question for {_STUCK_MS // 60_000} minutes",
}
