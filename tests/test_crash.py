"""Killed at any instant, a morning loses nothing and repeats nothing."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

from standfirst import store
from standfirst.store import Kept, open_store
from tests import a_morning

ROOT = Path(__file__).parent.parent
KILLS = 8


def start(folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.a_morning", str(folder)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def printed(folder: Path) -> dict[str, bytes]:
    """Every file that readers get; drafts of a killed process are no such files."""
    paths = [p for part in ("site", "outbox") for p in (folder / part).rglob("*") if p.is_file()]
    return {str(p.relative_to(folder)): p.read_bytes() for p in paths if not p.name.startswith(".")}


def kept(folder: Path) -> list[Kept]:
    room = a_morning.room_in(folder)
    with open_store(room.store) as archive:
        return store.items.between(archive, a_morning.NOW, a_morning.NOW + timedelta(seconds=1))


def test_a_morning_killed_again_and_again_ends_like_one_that_was_left_alone(tmp_path: Path) -> None:
    alone, killed = tmp_path / "alone", tmp_path / "killed"
    began = time.monotonic()
    assert start(alone).wait(timeout=120) == 0
    length = time.monotonic() - began
    chance = random.Random(20260309)
    acknowledged: set[str] = set()
    for _ in range(KILLS):
        process = start(killed)
        time.sleep(chance.uniform(0.3, 1.0) * length)
        process.send_signal(signal.SIGKILL)
        said, _ = process.communicate(timeout=60)
        acknowledged |= {
            line.split()[1] for line in said.splitlines() if line.startswith("kept") and line[-1:].isdigit()
        }
        if (killed / "news.db").exists() and acknowledged:
            assert acknowledged <= {k.item.source_id for k in kept(killed)}
    assert start(killed).wait(timeout=120) == 0
    assert kept(killed) == kept(alone)
    assert len(kept(killed)) == a_morning.SOURCES * a_morning.ITEMS
    assert printed(killed) == printed(alone)
