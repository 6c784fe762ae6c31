"""Letters as mail programs keep them: an mbox is one file of many, a Maildir a folder of one each."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

_BEGINS = b"From "
_NEAR = 4096
# The most bytes of one letter: what stands behind them is passed over, and the letter breaks off there.
MOST_BYTES = 64 << 20
_LONGEST_LINE = 1 << 16


def is_maildir(path: Path) -> bool:
    return (path / "cur").is_dir() and (path / "new").is_dir()


def is_mbox(path: Path) -> bool:
    """Does the file begin as an mbox does? Other texts may begin with the word, hence the colon of a header."""
    with path.open("rb") as file:
        first, second = file.readline(1000), file.readline(1000)
    return first.startswith(_BEGINS) and b":" in second


def letters(path: Path, start: int = 0) -> Iterator[tuple[int, bytes]]:
    """Where each letter of an mbox ends, and the letter, in their order from the byte `start` on; one at a time
    and no more than MOST_BYTES of it, since the file may be larger than memory."""
    lines: list[bytes] = []
    size = 0
    blank = at_start = True
    with path.open("rb") as file:
        file.seek(start)
        while line := file.readline(_LONGEST_LINE):
            if blank and line.startswith(_BEGINS):
                if lines:
                    yield start, b"".join(lines)
                lines, size = [], 0
            elif size < MOST_BYTES:
                # ">From " in a body is how an mbox writes a line that would begin a letter.
                quoted = at_start and line[:1] == b">" and line.lstrip(b">").startswith(_BEGINS)
                lines.append(line[1:] if quoted else line)
                size += len(line)
            # A long line comes in pieces, of which none but the first begins one.
            blank = at_start and line.endswith(b"\n") and not line.strip()
            at_start = line.endswith(b"\n")
            start += len(line)
    if lines:
        yield start, b"".join(lines)


def digest(path: Path, end: int) -> str:
    """A digest of what stands before the byte `end` of an mbox; empty where no letter ends there."""
    with path.open("rb") as file:
        file.seek(max(0, end - _NEAR))
        before = file.read(min(end, _NEAR))
        behind = file.read(len(_BEGINS))
    return blake2b(before, digest_size=8).hexdigest() if behind in (b"", _BEGINS) else ""
