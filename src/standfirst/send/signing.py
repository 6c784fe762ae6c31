"""Signing beside the sending, in a process of its own.

A signature by RSA takes ten times as long as all else that a letter needs, and keeps the other threads of its
process waiting meanwhile. Texts go to the process and signatures come back by pipes, each with its length before
it; the process ends when its input does, so that a sender that is killed leaves none behind.
"""

from __future__ import annotations

import os
import signal
import struct
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from typing import IO

from standfirst.model import Refusal
from standfirst.send import dkim

_LENGTH = struct.Struct(">I")
_ENDED = "the process that signs letters has ended"


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
        self._process: subprocess.Popen[bytes] | None = None

    def sign(self, texts: Sequence[bytes]) -> list[bytes]:
        mine: Future[list[bytes]] = Future()
        try:
            with self._asking:
                _put(self._begun(), texts)
                self._waiting.append(mine)
            # Answers come in order: whoever listens hears for those who asked before.
            with self._hearing:
                while not mine.done():
                    answer = self._heard()
                    self._waiting.popleft().set_result(answer)
        except OSError:
            raise Refusal(_ENDED) from None
        return mine.result()

    def _begun(self) -> IO[bytes]:
        if self._process is None:
            command = [sys.executable, "-m", "standfirst.send.signing", str(len(self._keys))]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            assert self._process.stdin
            _put(self._process.stdin, [part for key in self._keys for part in (key.selector.encode(), key.pem)])
        assert self._process.stdin
        return self._process.stdin

    def _heard(self) -> list[bytes]:
        assert self._process and self._process.stdout
        return _taken(self._process.stdout, len(self._keys))

    def close(self) -> None:
        if self._process:
            with suppress(OSError):
                self._process.communicate()


def _put(line: IO[bytes], texts: Iterable[bytes]) -> None:
    line.write(b"".join(_LENGTH.pack(len(text)) + text for text in texts))
    line.flush()


def _taken(line: IO[bytes], count: int) -> list[bytes]:
    """The next texts. Raises BrokenPipeError where no more come."""
    return [_exactly(line, _LENGTH.unpack(_exactly(line, _LENGTH.size))[0]) for _ in range(count)]


def _exactly(line: IO[bytes], length: int) -> bytes:
    told = line.read(length)
    if len(told) < length:
        raise BrokenPipeError
    return told


def main() -> None:
    """The process: selectors and keys, then a text for each key, over and over, answered by their signatures."""
    # Whoever stops the sending by Ctrl-C wants the letters in hand to come to their end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    line, answers, count = sys.stdin.buffer, sys.stdout.buffer, int(sys.argv[1])
    with suppress(BrokenPipeError):
        told = _taken(line, 2 * count)
        keys = [dkim.key("", name.decode(), pem) for name, pem in zip(told[::2], told[1::2], strict=True)]
        while True:
            _put(answers, dkim.sign_each(keys, _taken(line, count)))


if __name__ == "__main__":
    main()
