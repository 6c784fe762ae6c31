"""Starting: a command loads what it needs, and no more."""

from __future__ import annotations

import argparse
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from standfirst.cli import COMMANDS

# What takes a tenth of a second or has nothing to do with one document.
DEAR = (
    "aiohttp", "asyncio", "babel", "chardet", "difflib", "icalendar", "importlib.resources", "jinja2", "numpy",
    "sqlalchemy", "tempfile", "tomllib", "yaml", "zoneinfo", "standfirst.config", "standfirst.fetch",
    "standfirst.join", "standfirst.newsroom", "standfirst.render", "standfirst.store",
)  # fmt: skip
PAGE = "<!doctype html><html lang=en><title>Gazette</title><body>" + "".join(
    f"<article><h2><a href=/piece/{n}>The ferry to the island is back in service {n}</a></h2>"
    f"<p>Crossings resume on Monday, says the harbour, with {n} boats a day.</p></article>"
    for n in range(9)
)
TEXT = "".join(
    f"The ferry to the island is back {n}\nCrossings resume on Monday, says the harbour.\n\n" for n in "abc"
)


@pytest.mark.parametrize(("name", "words"), [("page.html", PAGE), ("digest.txt", TEXT)])
def test_reading_one_document_loads_nothing_of_a_newsroom(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / name).write_text(words)
    code = f"import sys; from standfirst.cli import main; main(['read', sys.argv[1]]); print([m for m in {DEAR} if m in sys.modules])"
    told = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / name)], capture_output=True, text=True, check=True
    )
    assert "ferry" in told.stdout
    assert told.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("part", COMMANDS)
def test_each_command_is_in_the_module_that_is_said_to_hold_it(part: str) -> None:
    commands = argparse.ArgumentParser().add_subparsers()
    import_module(f"standfirst.cli.{part}").add_commands(commands)
    assert tuple(commands.choices) == tuple(COMMANDS[part])


def test_a_command_that_there_is_not_is_answered_with_all_there_are() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "standfirst", "reed"], capture_output=True, text=True, check=False
    )
    assert told.returncode == 2
    assert all(f"'{name}'" in told.stderr for names in COMMANDS.values() for name in names)
