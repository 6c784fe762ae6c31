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
from tests.databases import address

__all__ = ["address"]

ROOT = Path(__file__).parent.parent
KILLS = 8


def start(folder: Path, *address: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.a_morning", str(folder), *address]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def printed(folder: Path) -> dict[str, bytes]:
    """Every file that readers get; drafts of a killed process are no such files."""
    paths = [p for part in ("site", "outbox") for p in (folder / part).rglob("*") if p.is_file()]
    return {str(p.relative_to(folder)): p.read_bytes() for p in paths if not p.name.startswith(".")}


def kept(folder: Path, address: str | None = None) -> list[Kept]:
    room = a_morning.room_in(folder, address)
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


def test_mornings_at_once_refuse_one_another_or_take_turns_and_end_like_one(address: str, tmp_path: Path) -> None:
    alone, together = tmp_path / "alone", tmp_path / "together"
    assert start(alone).wait(timeout=120) == 0
    mornings = [start(together, address) for _ in range(4)]
    said = [morning.communicate(timeout=120) for morning in mornings]
    assert any(morning.returncode == 0 for morning in mornings)
    for morning, (told, wrong) in zip(mornings, said, strict=True):
        assert morning.returncode == 0 or "another gather is at work" in wrong, wrong
        assert morning.returncode != 0 or told.endswith("published\n")
    # Each item was new to one of them only.
    new = [int(line.split()[2]) for told, _ in said for line in told.splitlines() if line.startswith("kept")]
    assert sum(new) == a_morning.SOURCES * a_morning.ITEMS
    assert kept(together, address) == kept(alone)
    assert printed(together) == printed(alone)
