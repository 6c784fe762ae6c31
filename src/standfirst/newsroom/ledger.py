"""What is known of a site's folder from the last printing, so that what did not change is not printed again.

Beside a folder NAME stand `.NAME.printed`, which says of each plan and file what it was made of and of each shelf
what its pages are called; `.NAME.shelves`, a file for each shelf, read only where something on it changed; and
`.NAME.printing`, what is being written. All of it can be thrown away: then everything is printed again, and
written where it differs.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

# Marks a page from earlier that stays though it is no longer planned: what it was made of is not known now.
STANDS = "stands"

# When somebody restores the folder from a backup, pages come back that the ledger has forgotten. Files of these
# names are taken for ours, whoever put them there.
_OURS = re.compile(r"[^/]+/(stories|affairs|archive|issues|places)/[^/]+\.(html|rss|atom|json|ics)")


class Row(NamedTuple):
    """A shelf: what it was made of, what its files were made of ("" where that cannot be relied on), and the names
    of its pages."""

    made_of: str
    files: str
    names: Sequence[str]


class OfShelf(NamedTuple):
    """What each plan on a shelf was made of and came to, and what each of its files was made of."""

    plans: Mapping[str, Any]
    files: Mapping[str, str]


_NOTHING = OfShelf({}, {})


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is known of a folder: `files` by name, with what each was made of; `plans` by path, with what each was
    made of and the pages it came to; `shelves` by path. `there` are the files that stand in the folder now, with
    the time they were written (ns); `is_as_left` says that nobody else wrote any of ours since."""

    folder: Path
    files: Mapping[str, str] = field(default_factory=dict)
    plans: Mapping[str, Any] = field(default_factory=dict)
    shelves: Mapping[str, Row] = field(default_factory=dict)
    there: Mapping[str, int] = field(default_factory=dict)
    is_as_left: bool = True

    def names(self) -> Iterator[str]:
        """Every file that was printed."""
        yield from self.files
        for path, row in self.shelves.items():
            yield from files_of(path, row.names)

    def of_shelf(self, path: str) -> OfShelf:
        """What is known of the single pages of a shelf; nothing where its file does not match its row."""
        row = self.shelves.get(path)
        if not row or not row.files:
            return _NOTHING
        told = told_at(_of_shelf(self.folder, path))
        try:
            return OfShelf(told["plans"], told["files"]) if told["of"] == row.files else _NOTHING
        except (TypeError, KeyError):
            return _NOTHING


def files_of(path: str, names: Iterable[str]) -> list[str]:
    """The files of the pages of a shelf."""
    folder = path.rpartition("/")[0]
    return [f"{folder}/{name}.html" for name in names]


def read(folder: Path, program: str, there: Mapping[str, int]) -> Ledger:
    """What is known of a folder in which these files are `there`. Only their names are relied on where another
    version of the program printed it, where printing was broken off, and where somebody else wrote in it."""
    told = told_at(beside(folder, "printed"))
    try:
        files = {name: str(made_of) for name, made_of in told["files"].items() if is_inside(name)}
        files |= {name: STANDS for name in _in_folders(told.get("standing", {})) if is_inside(name)}
        shelves = {
            path: Row(made_of, of_files, names.split())
            for path, (made_of, of_files, names) in told.get("shelves", {}).items()
            if is_inside(path) and "/" not in names
        }
        ledger = Ledger(folder, files, told["plans"], shelves, there)
        is_as_left = told.get("left", _left(ledger)) == _left(ledger)
        if told["program"] != program or not is_as_left:
            ours = set() if is_as_left else set(filter(_OURS.fullmatch, there))
            ledger = _doubted(replace(ledger, plans={}, is_as_left=is_as_left), ours.union(ledger.names()))
    except (TypeError, KeyError, AttributeError, ValueError):
        ledger = Ledger(folder, there=there)
    broken_off = told_at(beside(folder, "printing"))
    return _doubted(ledger, set(filter(is_inside, broken_off))) if isinstance(broken_off, list) else ledger


def _doubted(ledger: Ledger, names: set[str]) -> Ledger:
    """The same ledger, in which it is not known what these files are made of, so that they are printed again."""
    shelves, on_shelves = {}, set()
    for path, row in ledger.shelves.items():
        files = names.intersection(files_of(path, row.names))
        on_shelves |= files
        shelves[path] = row._replace(made_of="", files="") if files else row
    unknown = dict.fromkeys(names - on_shelves, "")
    return replace(ledger, files={**ledger.files, **unknown}, shelves=shelves)


def _left(ledger: Ledger) -> int:
    """The sum of the times at which our files were written: another sum means that somebody else wrote one."""
    return sum(ledger.there.get(name, 0) for name in ledger.names())


def begin(folder: Path, names: Iterable[str]) -> None:
    """Note which files are about to be written. If we are killed before `save`, these will be printed again."""
    write(beside(folder, "printing"), list(names))


def save(ledger: Ledger, program: str, shelves: Mapping[str, OfShelf]) -> None:
    """Keep the ledger, and for each shelf that changed what is known of its single pages."""
    for path, told in shelves.items():
        of = {"of": ledger.shelves[path].files, "plans": told.plans, "files": told.files}
        write(_of_shelf(ledger.folder, path), of)
    standing = sorted(name for name, made_of in ledger.files.items() if made_of == STANDS)
    index = {
        "program": program,
        "left": _left(ledger),
        "plans": ledger.plans,
        "files": {name: made_of for name, made_of in ledger.files.items() if made_of != STANDS},
        "standing": _by_folder(standing),
        "shelves": {path: (*row[:2], " ".join(row.names)) for path, row in ledger.shelves.items()},
    }
    write(beside(ledger.folder, "printed"), index)
    beside(ledger.folder, "printing").unlink(missing_ok=True)


def forget(folder: Path, shelves: Iterable[str]) -> None:
    """Let go what was known of shelves that are no more."""
    for path in shelves:
        _of_shelf(folder, path).unlink(missing_ok=True)


def _by_folder(names: Iterable[str]) -> Mapping[str, str]:
    found: dict[str, list[str]] = {}
    for name in names:
        folder, _, file = name.rpartition("/")
        found.setdefault(folder, []).append(file)
    return {folder: "/".join(files) for folder, files in found.items()}


def _in_folders(told: Mapping[str, str]) -> Iterator[str]:
    for folder, files in told.items():
        yield from (f"{folder}/{file}" for file in files.split("/"))


def beside(folder: Path, what: str) -> Path:
    """Where something about a folder NAME is kept: `.NAME.what`, next to it."""
    return folder.with_name(f".{folder.name}.{what}")


def _of_shelf(folder: Path, path: str) -> Path:
    return beside(folder, "shelves") / f"{path}.json"


def told_at(path: Path) -> Any:
    """What was written there; None where nothing was, or nothing that can be read."""
    try:
        return json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return None


def is_inside(name: object) -> bool:
    """Whether a name is that of a file within its folder."""
    sound = isinstance(name, str) and "\0" not in name and not name.startswith("/")
    return sound and ".." not in str(name).split("/")


def write(path: Path, what: object) -> None:
    """Write something as JSON, sets as lists in order."""
    put(f"{path.parent}/{path.name}", json.dumps(what, separators=(",", ":"), default=sorted).encode())


def put(path: str, body: bytes) -> None:
    """Write a file: whoever reads it sees the old one or the new, nothing between."""
    # With many small files pathlib would take longer than the writing does.
    within, _, name = path.rpartition("/")
    # Each process has drafts of its own: two may publish at once.
    draft = f"{within}/.{name}.{os.getpid()}.draft"
    # A link that somebody laid there would lead what is written elsewhere.
    how = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
    try:
        file = os.open(draft, how, 0o666)
    except FileNotFoundError:
        Path(within).mkdir(parents=True, exist_ok=True)
        file = os.open(draft, how, 0o666)
    except OSError as error:
        raise OSError(error.errno, error.strerror, within) from None
    try:
        with os.fdopen(file, "wb") as opened:
            opened.write(body)
    except OSError as error:
        os.unlink(draft)  # noqa: PTH108
        # Of a full disk the system says no name.
        raise OSError(error.errno, error.strerror, path) from None
    os.replace(draft, path)  # noqa: PTH105
