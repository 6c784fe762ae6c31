"""Named locks between processes, so that two gathers do not double their work.

The lock lives and dies with its holder: the operating system (SQLite) or the server (PostgreSQL) gives it
back at the instant the process ends, however it ends. So there is no old lock to judge and to break.
"""

from __future__ import annotations

import fcntl
import os
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from sqlalchemy import text

from standfirst.store.opening import Store, StoreError, plainly


def hold(store: Store, name: str) -> AbstractContextManager[None]:
    """Hold the lock `name` of this archive meanwhile; StoreError at once where another has it."""
    if store.dialect.name == "postgresql":
        return _hold_session(store, name)
    return _hold_file(Path(f"{store.engine.url.database}.{name}.lock"), name)


@contextmanager
def _hold_file(path: Path, name: str) -> Iterator[None]:
    # The file stays when the lock is given back: removing it would let two hold a lock of the same name.
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            raise StoreError(f"another {name} is at work (process {file.read().strip() or 'unknown'})") from None
        # Who holds it is only told: a disk without room for that is no reason to go home.
        with suppress(OSError):
            os.truncate(file.fileno(), 0)
            os.write(file.fileno(), f"{os.getpid()}\n".encode())
        yield


@contextmanager
def _hold_session(store: Store, name: str) -> Iterator[None]:
    key = zlib.crc32(f"standfirst {name}".encode())
    # A connection of its own in autocommit: a lock must not hold a transaction open for hours.
    with plainly(store.address), store.engine.connect() as bare:
        connection = bare.execution_options(isolation_level="AUTOCOMMIT")
        if not connection.execute(text(f"SELECT pg_try_advisory_lock({key})")).scalar():
            raise StoreError(f"another {name} is at work on {store.address}")
        try:
            yield
        except BaseException:
            # The server may be what went wrong: it is told nothing, and the lock ends with the line.
            connection.invalidate()
            raise
        connection.execute(text(f"SELECT pg_advisory_unlock({key})"))
