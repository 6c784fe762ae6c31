"""Whose turn it is: receiving domains take turns, and none is asked faster than its pace."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterable
from typing import Generic, TypeVar

Letter = TypeVar("Letter")
# After a domain said "later" it rests this long, and twice as long each time it says so again.
REST = 30.0
_MOST_RESTS = 7


class Turns(Generic[Letter]):
    """Letters waiting by domain. `pause` is the seconds between two letters to one domain; moments are seconds
    of any clock that only goes forwards."""

    def __init__(self, waiting: Iterable[tuple[str, Letter]], pause: float = 0.0) -> None:
        self._pause = pause
        self._of: dict[str, deque[Letter]] = {}
        for domain, letter in waiting:
            self._of.setdefault(domain, deque()).append(letter)
        self._free = [(0.0, n, domain) for n, domain in enumerate(self._of)]
        self._turn = len(self._free)
        self._rests: dict[str, int] = {}
        self._free_at: dict[str, float] = {}

    def __bool__(self) -> bool:
        return bool(self._free)

    def next(self, now: float) -> Letter | None:
        """The letter whose turn has come, None where every domain has to wait."""
        while self._free and self._free[0][0] <= now:
            _, _, domain = heapq.heappop(self._free)
            if self._free_at.get(domain, 0.0) > now:
                # The domain said "later" after this turn was planned: it rests until then.
                self._put(self._free_at[domain], domain)
                continue
            letter = self._of[domain].popleft()
            if self._of[domain]:
                self._put(now + self._pause, domain)
            return letter
        return None

    def wait(self, now: float) -> float:
        """Seconds until the next turn; 0 where there is one now."""
        if not self._free:
            return 0.0
        first, _, domain = self._free[0]
        return max(0.0, max(first, self._free_at.get(domain, 0.0)) - now)

    def slow(self, domain: str, now: float) -> None:
        """The domain said "later"."""
        rests = self._rests[domain] = min(self._rests.get(domain, 0) + 1, _MOST_RESTS)
        self._free_at[domain] = now + REST * 2 ** (rests - 1)

    def well(self, domain: str) -> None:
        """The domain took a letter."""
        self._rests.pop(domain, None)

    def _put(self, at: float, domain: str) -> None:
        self._turn += 1
        heapq.heappush(self._free, (at, self._turn, domain))
