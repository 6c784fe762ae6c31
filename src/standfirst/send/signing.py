"""Signing beside the sending, in a process of its own.

A signature by RSA takes ten times as long as all else that a letter needs, and keeps the other threads of its
process waiting meanwhile. Texts go to the process and signatures come back by a pipe; the process ends when that
does, so that a sender that is killed leaves none behind.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection

from standfirst.model import Refusal
from standfirst.send import dkim


@contextmanager
def apart(keys: Sequence[dkim.Key]) -> Iterator[dkim.Sign | None]:
    """What signs by these keys in a process of its own, which begins with the first signature; None where that
    would be no help. It raises Refusal where the process has ended."""
    # Ed25519 alone takes less time than the way there and back, and on one core nothing runs beside.
    if (os.cpu_count() or 1) == 1 or not any(key.algorithm.startswith("rsa") for key in keys):
        yield None
        return
    signer = _Signer(keys)
    try:
        yield signer.sign
    finally:
        signer.close()


class _Signer:
    def __init__(self, keys: Sequence[dkim.Key]) -> None:
        self._keys = keys
        self._asking, self._hearing = threading.Lock(), threading.Lock()
        self._waiting: deque[Future[list[bytes]]] = deque()
        self._line, self._theirs = Pipe()
        self._process: subprocess.Popen[bytes] | None = None

    def sign(self, texts: Sequence[bytes]) -> list[bytes]:
        mine: Future[list[bytes]] = Future()
        try:
            with self._asking:
                self._begin()
                for text in texts:
                    self._line.send_bytes(text)
                self._waiting.append(mine)
            # Answers come in order: whoever listens hears for those who asked before.
            with self._hearing:
                while not mine.done():
                    self._waiting.popleft().set_result([self._line.recv_bytes() for _ in self._keys])
        except (OSError, EOFError):
            raise Refusal("the process that signs letters has ended") from None
        return mine.result()

    def _begin(self) -> None:
        if self._process is None:
            end = self._theirs.fileno()
            command = [sys.executable, "-m", "standfirst.send.signing", str(end)]
            self._process = subprocess.Popen(command, pass_fds=[end])
            self._theirs.close()
            self._line.send([(key.selector, key.pem) for key in self._keys])

    def close(self) -> None:
        self._line.close()
        if self._process:
            self._process.wait()


def main() -> None:
    """The process: keys by their selectors, then a text for each, over and over, answered by their signatures."""
    # Whoever stops the sending by Ctrl-C wants the letters in hand to come to their end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    line = Connection(int(sys.argv[1]))
    with suppress(EOFError, ConnectionError):
        keys = [dkim.key("", selector, pem) for selector, pem in line.recv()]
        while True:
            for signature in dkim.sign_each(keys, [line.recv_bytes() for _ in keys]):
                line.send_bytes(signature)


if __name__ == "__main__":
    main()
