"""What kill -9 leaves behind, at any instant: all that was acknowledged, once."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection

from sqlalchemy import func, select

from standfirst.store import open_store, schema, visits
from tests.store.facts import MORNING, a_visit, an_item

# Enough to find a careless commit in every run of the tests; more by the environment for a long night.
KILLS = int(os.environ.get("STANDFIRST_TEST_KILLS", "25"))


def test_a_crash_loses_nothing_that_was_acknowledged_and_doubles_nothing(address: str) -> None:
    chance = random.Random(5)
    newest = 0
    for _ in range(KILLS):
        acknowledged = killed(partial(save, address, newest + 1), chance.uniform(0.0, 0.05), after_a_word=True)
        newest = checked(address, max([newest, *acknowledged]), newest)
    assert checked(address, newest, 0) == newest > KILLS


def test_a_crash_in_the_first_opening_leaves_a_store_that_opens(address: str) -> None:
    for delay in (0.0, 0.01, 0.02, 0.04, 0.08, 0.12):
        killed(partial(only_open, address), delay)
        with open_store(address) as store:
            assert visits.latest(store) == {}


def killed(work: Callable[[Connection], object], seconds: float, after_a_word: bool = False) -> list[int]:
    """What `work` told before its process was killed, `seconds` after its start or after its first word."""
    ours, theirs = get_context("fork").Pipe(duplex=False)
    process = get_context("fork").Process(target=work, args=(theirs,))
    process.start()
    theirs.close()
    if after_a_word:
        assert ours.poll(60)
    time.sleep(seconds)
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    told = []
    try:
        while True:
            told.append(ours.recv())
    except EOFError:
        return told


def only_open(address: str, _told: Connection) -> None:
    open_store(address)


def save(address: str, first: int, told: Connection) -> None:
    """Save round after round, and tell of each when it is kept."""
    with open_store(address) as store:
        for number in range(first, 1_000_000):
            moment = moment_of(number)
            # Each round brings one new item, one that the round before had, and a changed headline.
            printed = [
                an_item(number),
                an_item(number - 1),
                an_item(number // 30 * 30, headline=f"Ferry {number // 3}"),
            ]
            visits.save_round(store, a_visit(moment, etag=str(number)), printed)
            told.send(number)


def checked(address: str, acknowledged: int, before: int) -> int:
    """The newest round in the store: the acknowledged one, or the one that was cut off after its commit. What came
    `before` was looked at when it came, and is counted."""
    with open_store(address) as store:
        with store.reading() as connection:
            newest = connection.execute(select(func.count()).select_from(schema.visits)).scalar_one()
            of_items = select(schema.items.c.id).where(schema.items.c.first_seen > moment_of(before))
            ids = set(connection.execute(of_items).scalars())
            count = connection.execute(select(func.count()).select_from(schema.items)).scalar_one()
        kept = visits.of(store, "harbour", limit=max(newest - before, 1))
    assert newest - acknowledged in (0, 1)
    assert [visit.etag for visit in kept] == [str(n) for n in range(newest, before, -1)] or newest == before
    # Round 1 brings two new items: its own and the one numbered 0.
    assert count == (newest + 1 if newest else 0)
    assert ids == {f"item-{n}" for n in range(before + 1 if before else 0, count)}
    assert newest == before or sum(visit.new_items for visit in kept) == len(ids)
    return newest


def moment_of(number: int) -> datetime:
    return MORNING + timedelta(seconds=number)
