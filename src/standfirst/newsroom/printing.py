"""Writing a site into its folder: only pages that changed are laid out, printed and written; files that nobody
plans any more are removed.

What was planned the last time, and what each file was made of, is kept beside the folder: see `ledger`.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import babel
import jinja2

import standfirst
from standfirst.flatplan import Plan
from standfirst.model import Refusal, Rendition
from standfirst.newsroom import ledger
from standfirst.newsroom.ledger import STANDS, Ledger, OfShelf, Row
from standfirst.render import Sheaf, Sheet, outline

Stays = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Written:
    """How many files the folder is to hold, how many of them were written anew, and how many others were removed;
    `names` are those that were written or removed."""

    files: int
    changed: int
    removed: int
    names: frozenset[str] = frozenset()


def known_of(folder: Path) -> Ledger:
    """What is known of a folder from the last time, and what stands there now."""
    return ledger.read(folder, program(), dict(_names(str(folder))))


def print_plan(
    known: Ledger,
    plan: Plan,
    sheets: Callable[..., Iterable[Sheet | Sheaf]],
    stays: Stays | None = None,
) -> Written:
    """Bring a folder up to date with a plan. `known` is what the ledger says of the folder; `sheets` makes the
    files of the planned pages, given the names of older files that stay; `stays` says which these are."""
    shelves = {path: (row.made_of, row.names) for path, row in known.shelves.items()}
    before = outline.Before(known.plans, shelves, lambda path: known.of_shelf(path).plans)
    pages = outline.outlined(plan, before)
    single = [each for each in pages if isinstance(each, outline.Outlined)]
    stays = cache(stays) if stays else None
    standing: list[str] = []
    if stays:
        planned = {f"{each.path}.html" for page in single for each in page.outlines}
        for page in pages:
            if isinstance(page, outline.Shelved):
                planned.update(ledger.files_of(page.shelf.path, page.names))
        standing = [name for name in known.names() if name not in planned and stays(name)]
    return _print(known, sheets(pages, standing=standing), stays, outline.kept(single))


def print_site(folder: Path, sheets: Iterable[Sheet | Sheaf], stays: Stays | None = None) -> Written:
    """Bring the folder up to date. What was printed here before and is not among the sheets is removed, unless
    `stays` says of its name that it is to stay."""
    return _print(known_of(folder), sheets, stays, {})


class _Wanted:
    """The files that the folder is to hold, and which of them are stale. Those of a shelf are compared as one, and
    one by one only where the shelf is made of something else than before."""

    def __init__(self, before: Ledger) -> None:
        self._before, self._there = before, before.there.keys()
        self.files: dict[str, str] = {}
        self.shelves: dict[str, Row] = {}
        self.changed: dict[str, OfShelf] = {}
        self.stale: list[Sheet] = []

    def add(self, sheet: Sheet) -> None:
        self.files[sheet.name] = sheet.made_of
        self._look_at(sheet, self._before.files)

    def add_all(self, sheaf: Sheaf) -> None:
        shelved, path = sheaf.shelved, sheaf.shelved.shelf.path
        row = self._before.shelves.get(path)
        self.shelves[path] = Row(shelved.shelf.made_of, sheaf.made_of, shelved.names)
        names = ledger.files_of(path, row.names) if row else ()
        if row and row.files == sheaf.made_of and all(name in self._there for name in names):
            return
        known, files = self._before.of_shelf(path).files, {}
        for sheet in sheaf.sheets():
            files[sheet.name] = sheet.made_of
            self._look_at(sheet, known)
        self.changed[path] = OfShelf(outline.kept(shelved.one_by_one()), files)

    def _look_at(self, sheet: Sheet, known: Mapping[str, str]) -> None:
        made_of = sheet.made_of
        if not (made_of and known.get(sheet.name) == made_of and sheet.name in self._there):
            self.stale.append(sheet)

    def names(self) -> set[str]:
        found = set(self.files)
        for path, row in self.shelves.items():
            found.update(ledger.files_of(path, row.names))
        return found


def _print(
    before: Ledger, sheets: Iterable[Sheet | Sheaf], stays: Stays | None, plans: Mapping[str, Any]
) -> Written:
    folder, there = before.folder, dict(before.there)
    wanted = _Wanted(before)
    for each in sheets:
        if isinstance(each, Sheet):
            wanted.add(each)
        else:
            wanted.add_all(each)
    names = wanted.names()
    gone = [name for name in before.names() if name not in names]
    _refuse_links(folder, [*(sheet.name for sheet in wanted.stale), *gone])
    if wanted.stale:
        doubted = (name for name, made_of in before.files.items() if not made_of)
        ledger.begin(folder, [*(sheet.name for sheet in wanted.stale), *doubted])
    changed = [sheet.name for sheet in wanted.stale if written(folder, sheet.printed())]
    stay = {name: STANDS for name in gone if stays and stays(name)}
    removed = [name for name in gone if name not in stay and _remove(folder, name)]
    if wanted.stale or wanted.changed or gone:
        there |= {name: os.stat(f"{folder}/{name}").st_mtime_ns for name in changed}  # noqa: PTH116
        now = Ledger(folder, wanted.files | stay, plans, wanted.shelves, there)
        ledger.save(now, program(), wanted.changed)
        ledger.forget(folder, before.shelves.keys() - wanted.shelves.keys())
    return Written(len(names), len(changed), len(removed), frozenset([*changed, *removed]))


def _refuse_links(folder: Path, names: Iterable[str]) -> None:
    """Refusal where a folder within the site is a link: what is written or removed there would be elsewhere."""
    for within in {name.rpartition("/")[0] for name in names}:
        parts = within.split("/")
        for depth in range(1, len(parts) + 1):
            path = folder.joinpath(*parts[:depth])
            if path != folder and path.is_symlink():
                raise Refusal(f"{path} is a link: nothing is printed into it or removed there")


def written(folder: Path, rendition: Rendition) -> bool:
    """Write a file unless it holds the same bytes already; whether it was written."""
    # Names are made of ids, and a backup that somebody else made may hold any.
    if not ledger.is_inside(rendition.name):
        raise Refusal(f"{rendition.name} leads out of {folder}: nothing is printed there")
    path = folder / rendition.name
    with suppress(FileNotFoundError):
        if path.read_bytes() == rendition.body:
            return False
    ledger.put(str(path), rendition.body)
    return True


def _names(folder: str, within: str = "") -> Iterator[tuple[str, int]]:
    """Every file below a folder, and when it was written (ns). A link to another folder is none of ours."""
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _names(entry.path, f"{within}{entry.name}/")
        else:
            # Somebody else's draft may be gone by now.
            with suppress(FileNotFoundError):
                yield within + entry.name, entry.stat(follow_symlinks=False).st_mtime_ns


def _remove(folder: Path, name: str) -> bool:
    """Remove a file, and the folders that it leaves empty; whether it was there."""
    path = folder / name
    there = path.is_file()
    path.unlink(missing_ok=True)
    with suppress(OSError):
        for parent in list(path.parents)[: name.count("/")]:
            parent.rmdir()
    return there


@contextmanager
def nothing_collected() -> Iterator[None]:
    """No garbage collection meanwhile: hundreds of thousands of items and plans stay until the end, none of them
    in a circle, and to search them for circles again and again would take longer than all the planning."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@cache
def program() -> str:
    """A digest of all that decides what a page looks like: our own files, and the versions of Babel and Jinja."""
    told = blake2b(f"{babel.__version__} {jinja2.__version__}".encode(), digest_size=16)
    for path in own_files():
        told.update(blake2b(path.read_bytes()).digest())
    return told.hexdigest()


def own_files() -> list[Path]:
    """All that this program consists of, in order."""
    found = (path for path in Path(standfirst.__file__).parent.rglob("*") if "__pycache__" not in path.parts)
    return sorted(path for path in found if path.is_file())
