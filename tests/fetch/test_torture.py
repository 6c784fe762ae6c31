"""Gathering from a hostile web, killed at random instants: nothing acknowledged is lost, nothing kept twice.

A good source goes on as soon as somebody comes who bears the mark of what it printed last, and its next document
repeats only the last two items. So whoever kept a mark without its document would never be told of the others, and
nobody is who has not kept the mark: a slow machine loses nothing.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from io import BufferedIOBase
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from standfirst import newsroom
from standfirst.config import Newsroom
from standfirst.fetch import Manners
from standfirst.fetch.rounds import fetch_with_pauses
from standfirst.model import Source
from standfirst.store import items, open_store
from tests.databases import address
from tests.fetch.test_hostile import SCENARIOS
from tests.fetch.web import MANNERS, NOW, LoopbackWeb, Request, reply
from tests.making import a_newsroom

__all__ = ["address"]

# `make torture` kills a thousand times.
KILLS = int(os.environ.get("STANDFIRST_TEST_KILLS", "100"))
GOOD = 5
WINDOW, STEP = 6, 4
HOSTILE = ("silence", "gzip bomb", "redirect loop", "reset in mid-body", "no HTTP", "500", "length too long")
BRISK = replace(MANNERS, most_seconds=0.3, most_silence=0.2, most_bytes=200_000)
PATIENT = replace(BRISK, most_seconds=5.0, most_silence=4.0)


class Sliding:
    """A feed of a few items that moves on only when it is asked with the ETag it gave last."""

    def __init__(self, name: str) -> None:
        self.name, self.step = name, 0

    def __call__(self, request: Request, wire: BufferedIOBase) -> None:
        if request.headers.get("if-none-match") == self._etag():
            self.step += 1
        news = "".join(
            f"<item><title>Ferry {number} of {self.name} sails again</title>"
            f"<link>https://harbour.example/{self.name}/{number}</link></item>"
            for number in range(self.step * STEP, self.printed)
        )
        body = f'<rss version="2.0"><channel><title>{self.name}</title>{news}</channel></rss>'.encode()
        wire.write(reply(body, content_type="application/rss+xml", etag=self._etag()))

    def _etag(self) -> str:
        return f'"{self.step}"'

    @property
    def printed(self) -> int:
        """How many items it has printed so far."""
        return self.step * STEP + WINDOW


def rounds(room: Newsroom, first: int, told: Connection) -> None:
    """Gather again and again; tell of each source's new items once they are kept."""
    with open_store(room.store) as archive:
        for number in range(first, 1_000_000):
            moment = NOW + timedelta(minutes=number)
            for gathered in newsroom.gather(
                room, archive, partial(fetch_with_pauses, now=moment, manners=BRISK), moment
            ):
                told.send([item.link for item in gathered.new])
            told.send(number)


def killed_rounds(room: Newsroom, chance: random.Random) -> Iterator[object]:
    """What a gathering told before it was killed: now at any instant from its start on, now soon after it first kept
    something, since a busy machine may need long to begin."""
    ours, theirs = get_context("fork").Pipe(duplex=False)
    process = get_context("fork").Process(target=rounds, args=(room, 0, theirs))
    process.start()
    theirs.close()
    if chance.random() < 0.5:
        assert ours.poll(60)
        time.sleep(chance.uniform(0.0, 0.1))
    else:
        time.sleep(chance.uniform(0.0, 0.3))
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    while True:
        try:
            yield ours.recv()
        except EOFError:
            return


@pytest.fixture
def room(web: LoopbackWeb, address: str, tmp_path: Path) -> Newsroom:
    web.pages = {f"/good{n}": Sliding(f"good{n}") for n in range(GOOD)}
    web.pages |= {f"/bad{n}": SCENARIOS[name][0] for n, name in enumerate(HOSTILE)}
    sources: tuple[Source, ...] = tuple(web.source(path) for path in web.pages)
    return a_newsroom(tmp_path, *sources, store=address)


def gathered(room: Newsroom, days: int, manners: Manners) -> list[newsroom.Gathered]:
    moment = NOW + timedelta(days=days)
    with open_store(room.store) as archive:
        return list(
            newsroom.gather(room, archive, partial(fetch_with_pauses, now=moment, manners=manners), moment)
        )


def test_a_gathering_killed_again_and_again_keeps_everything_once(web: LoopbackWeb, room: Newsroom) -> None:
    chance = random.Random(11)
    # What is imported here need not be imported a thousand times after the fork.
    acknowledged = Counter(new.link for told in gathered(room, -1, BRISK) for new in told.new)
    for _ in range(KILLS):
        for told in killed_rounds(room, chance):
            acknowledged.update(told if isinstance(told, list) else ())
    assert acknowledged
    assert max(acknowledged.values()) == 1
    last = gathered(room, 1, PATIENT)
    assert Counter(one.visit.outcome for one in last) == {"new": GOOD, "failed": len(HOSTILE)}
    with open_store(room.store) as archive:
        kept = Counter(one.item.link for one in items.all(archive))
    assert max(kept.values()) == 1
    assert set(acknowledged) <= set(kept)
    for name, page in web.pages.items():
        if isinstance(page, Sliding):
            missing = [n for n in range(page.printed) if f"https://harbour.example{name}/{n}" not in kept]
            assert not missing, name
