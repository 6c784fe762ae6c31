"""Many letters over several connections, each a fact before it is handed over and a fact after.

The caller's `note` is the only one that writes facts, and is called by one thread; the endings of some letters and
the beginnings of the next go into it together. So a process that is killed leaves letters in doubt only that were
in hand at that instant, at most `connections * IN_HAND`.
"""

from __future__ import annotations

import smtplib
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

from standfirst.readership import Outcome
from standfirst.send.addresses import domain_of
from standfirst.send.smtp import Broken, Server, Unreachable, connect, hand_over
from standfirst.send.turns import Turns

# Letters a connection has in hand: the one going out, and others whose beginning is on the disk already.
IN_HAND = 12
# If so many letters in a row are refused, the fault is not with the readers, and the run stops.
_REFUSED_IN_ROW = 50
_TRIES = (0.0, 1.0, 4.0)
# A domain that rests longer is left to the next run.
_PATIENCE = 120.0

Group = TypeVar("Group")


@dataclass(frozen=True, slots=True)
class Addressed(Generic[Group]):
    """A letter to be written for one reader when its turn comes; `group` is what the writer needs to know."""

    letter: str
    reader_id: str
    to: str
    group: Group


@dataclass(frozen=True, slots=True)
class Ending:
    """What became of a letter, or that it was begun."""

    letter: str
    reader_id: str
    outcome: Outcome
    said: str = ""


Write = Callable[[Addressed[Group]], tuple[str, bytes]]
Note = Callable[[Sequence[Ending]], None]


def post(
    server: Server,
    waiting: Iterable[Addressed[Group]],
    write: Write[Group],
    note: Note,
    *,
    connections: int = 4,
    pause: float = 0.0,
) -> Iterator[Ending]:
    """Hand over letters, and give each ending once it is noted. `write` makes the sender's address and the bytes;
    `pause` is the least seconds between two letters to one domain.

    Raises Unreachable where the server cannot be used, after every letter in hand has its ending."""
    turns = Turns(((domain_of(letter.to), letter) for letter in waiting), pause)
    return _Run(server, turns, write, note, connections).endings()


class _Run(Generic[Group]):
    def __init__(self, server: Server, turns: Turns[Addressed[Group]], write: Write[Group], note: Note,
                 connections: int) -> None:  # fmt: skip
        self._turns = turns
        self._note = note
        self._shared = _Shared(server, write)
        self._room = connections * IN_HAND
        self._in_hand: dict[tuple[str, str], str] = {}
        self._unnoted: list[Ending] = []
        self._in_a_row = 0
        self._threads = [
            threading.Thread(target=self._shared.work, daemon=True, name=f"connection {n + 1}")
            for n in range(connections)
        ]

    def endings(self) -> Iterator[Ending]:
        for thread in self._threads:
            thread.start()
        try:
            ended: list[Ending] = []
            while True:
                begun = self._chosen()
                if not begun and not ended and not self._in_hand:
                    if not self._turns or self._turns.wait(time.monotonic()) > _PATIENCE:
                        break
                    time.sleep(min(self._turns.wait(time.monotonic()), 1.0))
                    continue
                self._note([*ended, *(Ending(a.letter, a.reader_id, "begun") for a in begun)])
                self._unnoted.clear()
                for addressed in begun:
                    self._in_hand[addressed.letter, addressed.reader_id] = domain_of(addressed.to)
                    self._shared.inbox.put(addressed)
                yield from ended
                ended = self._ended(self._turns.wait(time.monotonic()))
        finally:
            self._stopped()
        if self._shared.fault:
            raise self._shared.fault

    def _chosen(self) -> list[Addressed[Group]]:
        """The next letters there is room for; none once something is wrong."""
        chosen: list[Addressed[Group]] = []
        while not self._shared.stop.is_set() and len(self._in_hand) + len(chosen) < self._room:
            addressed = self._turns.next(time.monotonic())
            if addressed is None:
                break
            chosen.append(addressed)
        if self._shared.stop.is_set():
            self._turns = Turns(())
        return chosen

    def _ended(self, wait: float) -> list[Ending]:
        """The endings that have come; waits for one if letters are in hand."""
        found: list[Ending] = []
        if self._in_hand:
            full = len(self._in_hand) >= self._room or not self._turns
            with suppress(Empty):
                found.append(self._shared.outbox.get(timeout=None if full else max(0.001, min(wait, 1.0))))
        with suppress(Empty):
            while True:
                found.append(self._shared.outbox.get_nowait())
        self._unnoted += found
        for ending in found:
            self._learn(ending, self._in_hand.pop((ending.letter, ending.reader_id)))
        return found

    def _learn(self, ending: Ending, domain: str) -> None:
        if ending.outcome == "later":
            self._turns.slow(domain, time.monotonic())
        elif ending.outcome == "sent":
            self._turns.well(domain)
        self._in_a_row = self._in_a_row + 1 if ending.outcome == "refused" else 0
        if self._in_a_row >= _REFUSED_IN_ROW:
            told = f"the mail server refused {self._in_a_row} letters in a row, the last with: {ending.said}"
            self._shared.give_up(Unreachable(told))

    def _stopped(self) -> None:
        """Ends the run, for whatever reason: waits until each letter in hand has its ending, and notes these."""
        self._shared.stop.set()
        while self._in_hand:
            self._ended(0.0)
        if self._unnoted:
            self._note(self._unnoted)
        for _ in self._threads:
            self._shared.inbox.put(None)
        for thread in self._threads:
            thread.join()


@dataclass
class _Shared(Generic[Group]):
    """What the connections share: letters to post, their endings, and whether to stop."""

    server: Server
    write: Write[Group]
    inbox: SimpleQueue[Addressed[Group] | None] = field(default_factory=SimpleQueue)
    outbox: SimpleQueue[Ending] = field(default_factory=SimpleQueue)
    stop: threading.Event = field(default_factory=threading.Event)
    fault: Exception | None = None

    def give_up(self, fault: Exception) -> None:
        self.fault = self.fault or fault
        self.stop.set()

    def work(self) -> None:
        """One connection's life."""
        line: smtplib.SMTP | None = None
        while (addressed := self.inbox.get()) is not None:
            outcome: Outcome = "unsent"
            said = ""
            try:
                if not self.stop.is_set():
                    sender, body = self.write(addressed)
                    line = line or self._connected()
                    outcome, said = hand_over(line, sender, addressed.to, body)
            except Broken as broken:
                _close(line)
                outcome, said, line = broken.outcome, broken.said, None
            except Exception as fault:
                # A fault of our own must not take the other endings with it.
                self.give_up(fault)
            self.outbox.put(Ending(addressed.letter, addressed.reader_id, outcome, said))
        _close(line)

    def _connected(self) -> smtplib.SMTP:
        said = ""
        for wait in _TRIES:
            if self.stop.wait(wait):
                break
            try:
                return connect(self.server)
            except (OSError, smtplib.SMTPException) as error:
                said = str(error)
        raise Unreachable(f"the mail server {self.server.named} does not answer: {said}")


def _close(line: smtplib.SMTP | None) -> None:
    if line is not None:
        with suppress(OSError, smtplib.SMTPException):
            line.quit()
        line.close()
