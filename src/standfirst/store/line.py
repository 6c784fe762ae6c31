"""The line to a PostgreSQL server, which is not waited for once it lets nobody in any more.

A server that is halted (its container paused, say) and one that thinks are alike on a line that is open: both are
silent. But the halted one answers no new caller either.
"""

from __future__ import annotations

from collections.abc import Generator
from time import monotonic
from typing import Any

import psycopg

# After so many seconds of silence somebody knocks at the server's door, and again after as many.
SILENCE = 60.0
AT_THE_DOOR = 10


class Line(psycopg.Connection[Any]):
    """A connection that ends with an OperationalError where the server is halted."""

    def wait(self, gen: Any, *args: Any, **kwargs: Any) -> Any:
        return super().wait(self._listening(gen), *args, **kwargs)

    def _listening(self, gen: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
        # The driver says what the line is ready for, and every tenth of a second that it is ready for nothing.
        knock = monotonic() + SILENCE
        try:
            told = next(gen)
            while True:
                if ready := (yield told):
                    knock = monotonic() + SILENCE
                elif monotonic() > knock:
                    self._knock()
                    knock = monotonic() + SILENCE
                told = gen.send(ready)
        except StopIteration as end:
            return end.value

    def _knock(self) -> None:
        try:
            psycopg.connect(
                self.info.dsn, password=self.info.password or None, connect_timeout=AT_THE_DOOR
            ).close()
        except psycopg.errors.ConnectionTimeout:
            self.pgconn.finish()
            raise psycopg.OperationalError("the server is silent and lets nobody in") from None
        except psycopg.OperationalError:
            # Whoever says that it is full, or going down, is there.
            pass
