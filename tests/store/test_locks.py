from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys

import pytest
from sqlalchemy import text

from standfirst.store import Store, StoreError, locks, open_store, opening

HOLDER = """
import sys, time
from standfirst.store import locks, open_store
with open_store(sys.argv[1]) as store, locks.hold(store, "gather"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_lock_is_held_once_and_given_back(store: Store) -> None:
    with locks.hold(store, "gather"):
        with pytest.raises(StoreError, match="another gather is at work"), locks.hold(store, "gather"):
            pytest.fail("the lock was held twice")
        with locks.hold(store, "publish"):
            pass
    with locks.hold(store, "gather"):
        pass


def test_a_lock_needs_no_room_on_the_disk(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", full)
    with locks.hold(store, "gather"):
        pass


def test_a_lock_is_given_back_when_the_work_fails(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), locks.hold(store, "gather"):
        _ = 1 // 0
    with locks.hold(store, "gather"):
        pass


def test_who_waits_long_for_another_writer_is_told_so(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_BUSY_MS", 100)
    with open_store(address) as store, store.writing():
        told = "another process has been writing for 30 seconds"
        with pytest.raises(StoreError, match=told), store.writing():
            pytest.fail("two wrote at once")


def test_a_server_that_is_stuck_is_not_waited_for_without_end(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    if store.engine.dialect.name != "postgresql":
        return
    monkeypatch.setattr(opening, "_STUCK_MS", 100)
    with (
        open_store(store.engine.url.render_as_string(hide_password=False)) as hasty,
        pytest.raises(StoreError, match="the server has been at one question for 10 minutes"),
        hasty.reading() as connection,
    ):
        connection.execute(text("SELECT pg_sleep(20)"))
    with (
        open_store(store.engine.url.render_as_string(hide_password=False)) as hasty,
        hasty.writing(long=True) as connection,
    ):
        connection.execute(text("SELECT pg_sleep(0.3)"))


def test_the_lock_of_a_process_that_was_killed_is_free(address: str) -> None:
    with open_store(address) as store:
        holder = subprocess.Popen([sys.executable, "-c", HOLDER, address], stdout=subprocess.PIPE, text=True)
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StoreError, match="another gather"), locks.hold(store, "gather"):
            pytest.fail("the lock was held twice")
        os.kill(holder.pid, signal.SIGKILL)
        holder.communicate()
        _eventually_free(store)


def _eventually_free(store: Store) -> None:
    # PostgreSQL notices a dead client within moments, not at once.
    for _ in range(100):
        try:
            with locks.hold(store, "gather"):
                return
        except StoreError:
            subprocess.run(["sleep", "0.05"], check=True)
    pytest.fail("the lock outlived its holder")
