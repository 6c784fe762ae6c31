"""Killed at any instant and started again, every reader gets a letter exactly once."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
import traceback
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

from standfirst import store
from standfirst.config import Newsroom
from standfirst.newsroom import mailing
from standfirst.send import maillog
from standfirst.store import open_store
from tests.send import a_posting

KILLS = int(os.environ.get("STANDFIRST_TEST_KILLS", "40"))
# A quick machine sends nearly five letters between one kill and the next.
READERS = KILLS * 6


class Receiving:
    """The receiving server as a process of its own, which outlives every sender."""

    def __init__(self, folder: Path) -> None:
        self.log = folder / "mail.log"
        self.log.touch()
        command = [sys.executable, "-m", "tests.send.receiving", str(self.log)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout
        self.port = int(self._process.stdout.readline())

    def wait_until_idle(self) -> None:
        """Until it has dealt with whatever a killed sender left on the way."""
        assert self._process.stdin and self._process.stdout
        while True:
            print(file=self._process.stdin, flush=True)
            if self._process.stdout.readline() == "0\n":
                return
            time.sleep(0.002)

    def lines(self) -> list[str]:
        return self.log.read_text().splitlines()

    def stop(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(timeout=20)


def start(newsroom: Newsroom) -> tuple[int, int]:
    """A sending process, and where it says that it hands letters over."""
    told, tell = os.pipe()
    process = os.fork()
    if process:
        os.close(tell)
        return process, told
    try:

        def clock() -> datetime:
            os.write(tell, b"begun")
            return a_posting.NOW

        with open_store(newsroom.store) as archive:
            a_posting.send_all(newsroom, archive, clock=clock)
        os._exit(0)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(1)


def killed(newsroom: Newsroom, after: float) -> bool:
    """Start a sending and kill it so many seconds after it began to hand letters over; whether it still ran then."""
    process, told = start(newsroom)
    os.read(told, 1)
    time.sleep(after)
    os.kill(process, 9)
    os.close(told)
    return os.waitpid(process, 0)[1] == 9


def settle(newsroom: Newsroom, receiving: Receiving) -> mailing.Settlement:
    receiving.wait_until_idle()
    with open_store(newsroom.store) as archive:
        taken = maillog.taken(receiving.lines())
        return mailing.settle(newsroom, archive, taken, a_posting.NOW, timedelta(0))


def test_killed_again_and_again_every_reader_gets_one_letter(tmp_path: Path) -> None:
    chance = random.Random(20260317)
    addresses = [f"reader{n}@village{n % 7}.example" for n in range(READERS)]
    receiving = Receiving(tmp_path)
    newsroom = a_posting.prepared_room(tmp_path, receiving.port, addresses)
    # What is loaded and prepared here need not be in each process: the kills are for the sending.
    with open_store(newsroom.store) as archive, mailing.sending(newsroom, archive, a_posting.NOW) as letters:
        assert len(letters.now) == READERS
    kills, doubts, found = 0, 0, 0
    while kills < KILLS:
        # A quick machine may have sent all before it was killed so often: what was sent is what counts.
        if not killed(newsroom, chance.uniform(0.0, 0.03)):
            break
        kills += 1
        # Some doubts are settled at once, others pile up.
        if chance.random() < 0.7:
            settled = settle(newsroom, receiving)
            doubts += settled.sent + settled.unsent
            found += settled.sent
    settle(newsroom, receiving)
    with open_store(newsroom.store) as archive:
        a_posting.send_all(newsroom, archive)
        assert a_posting.counts(archive, "en-12") == {"sent": READERS}
        assert store.deliveries.in_doubt(archive) == []
    receiving.wait_until_idle()
    got = Counter(line.split()[1] for line in receiving.lines())
    receiving.stop()
    print(f"{kills} kills, {READERS} readers: {len(got)} got it, {max(got.values())} at most; "
          f"{doubts} doubts, of which {found} had been sent")  # fmt: skip
    assert kills
    assert got == Counter(addresses)
