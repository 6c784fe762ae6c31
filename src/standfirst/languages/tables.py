"""The tables of words, as they lie in files beside this module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def more_words() -> list[str]:
    """What stands for "read more" in many languages: alone on a line, or at the end of a cut standfirst."""
    lines = Path(__file__).with_name("more.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def rows(file: str) -> Iterator[list[str]]:
    """The rows of a table, without its head."""
    # Not by importlib.resources: what that imports takes longer than all tables together.
    lines = Path(__file__).with_name(file).read_text("utf-8").splitlines()
    return (line.split("\t") for line in lines[1:])


def words_of(file: str, role: str) -> tuple[str, ...]:
    """The words of one row of a table, by what they are for."""
    return next(tuple(words.split()) for name, words in rows(file) if name == role)
