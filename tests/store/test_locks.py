from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from standfirst.store import Store, StoreError, locks, open_store

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


def test_a_lock_is_given_back_when_the_work_fails(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), locks.hold(store, "gather"):
        _ = 1 // 0
    with locks.hold(store, "gather"):
        pass


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
