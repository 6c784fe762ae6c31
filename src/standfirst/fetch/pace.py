"""One request at a time to a host, a pause between two, and so many requests in all."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from standfirst.fetch.answers import Manners, Memory
from standfirst.fetch.hosts import host_of, origin_of


class Pace:
    """The turns at each host, in the order they were asked for. Before each request `room` is waited for, which
    holds requests back while too many answers are waiting to be taken."""

    def __init__(self, manners: Manners, memory: Memory, room: Callable[[], Awaitable[object]]) -> None:
        self._least = manners.pace
        self._memory = memory
        self._room = room
        self._running = asyncio.Semaphore(manners.at_once)
        self._turns: dict[str, asyncio.Lock] = {}

    @asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[None]:
        """Meanwhile the host of `url` is ours alone; the next turn comes after the pause it is due."""
        host = host_of(url)
        async with self._turns.setdefault(host, asyncio.Lock()):
            if (rest := self._memory.free_at.get(host, 0.0) - time.monotonic()) > 0:
                await asyncio.sleep(rest)
            try:
                # Only now: a request that waits for its host's pace must not keep others from theirs.
                async with self._running:
                    await self._room()
                    yield
            finally:
                self._memory.free_at[host] = time.monotonic() + self.pause(url)

    def pause(self, url: str) -> float:
        """Seconds that are due between two requests to the host of `url`."""
        rules = self._memory.rules.get(origin_of(url))
        return max(self._least, rules.delay) if rules else self._least

    def slowed(self, url: str, before: float) -> None:
        """Its pause has become longer than it was `before` the last request, which is to count already."""
        host, more = host_of(url), self.pause(url) - before
        self._memory.free_at[host] = self._memory.free_at.get(host, 0.0) + max(0.0, more)
