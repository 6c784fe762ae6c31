"""Letters as mail programs keep them: an mbox is one file of many, a Maildir a folder of one each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

_BEGINS = b"From "


def is_maildir(path: Path) -> bool:
    return (path / "cur").is_dir() and (path / "new").is_dir()


def is_mbox(path: Path) -> bool:
    """Does the file begin as an mbox does? Other texts may begin with the word, hence the colon of a header."""
    with path.open("rb") as file:
        first, second = file.readline(1000), file.readline(1000)
    return first.startswith(_BEGINS) and b":" in second


def letters(path: Path) -> Iterator[bytes]:
    """The letters of an mbox in their order, one at a time: the file may be larger than memory."""
    lines: list[bytes] = []
    blank = True
    with path.open("rb") as file:
        for line in file:
            if blank and line.startswith(_BEGINS):
                yield from _letter(lines)
                lines = []
            else:
                # ">From " in a body is how an mbox writes a line that would begin a letter.
                lines.append(line[1:] if line.lstrip(b">").startswith(_BEGINS) and line[:1] == b">" else line)
            blank = not line.strip()
    yield from _letter(lines)


def _letter(lines: list[bytes]) -> Iterator[bytes]:
    if lines:
        yield b"".join(lines)
