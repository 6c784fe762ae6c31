"""Writing a site into its folder: only what changes is printed and written, what is no longer wanted goes.

What each file was made of is kept beside the folder, in `.NAME.printed`. It can be thrown away: then everything is
printed again, and written where it differs.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from standfirst.model import Rendition

if TYPE_CHECKING:
    from standfirst.render import Sheet


@dataclass(frozen=True, slots=True)
class Written:
    """How many files are wanted, how many of them were written, how many others removed."""

    files: int
    changed: int
    removed: int


def print_site(folder: Path, sheets: Iterable[Sheet], stays: Callable[[str], bool] | None = None) -> Written:
    """Bring the folder up to date. What was printed here before and is not among the sheets is removed, unless
    `stays` says of its name that it is to stay."""
    ledger = folder.with_name(f".{folder.name}.printed")
    before = _ledger(ledger)
    # Whatever happens before the end, no file is then taken for what it may no longer be.
    _save(ledger, dict.fromkeys(before, ""))
    now: dict[str, str] = {}
    changed = 0
    for sheet in sheets:
        now[sheet.name] = sheet.made_of
        if not (sheet.made_of and before.get(sheet.name) == sheet.made_of and (folder / sheet.name).is_file()):
            changed += written(folder, sheet.printed())
    gone = [name for name in before if name not in now]
    kept = {name: before[name] for name in gone if stays and stays(name)}
    removed = [_remove(folder / name) for name in gone if name not in kept]
    _save(ledger, now | kept)
    return Written(len(now), changed, sum(removed))


def written(folder: Path, rendition: Rendition) -> bool:
    """Write a file unless it already says just that; whoever reads it sees the old or the new, nothing between."""
    path = folder / rendition.name
    try:
        if path.read_bytes() == rendition.body:
            return False
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    # Each process has drafts of its own: two may publish at once.
    draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
    draft.write_bytes(rendition.body)
    draft.replace(path)
    return True


def _remove(path: Path) -> bool:
    there = path.is_file()
    path.unlink(missing_ok=True)
    return there


def _ledger(path: Path) -> dict[str, str]:
    try:
        told = json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return {str(name): str(made_of) for name, made_of in told.items() if _is_inside(str(name))}


def _is_inside(name: str) -> bool:
    return not name.startswith("/") and ".." not in name.split("/")


def _save(path: Path, made_of: dict[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
    draft.write_text(json.dumps(made_of, indent=0), "utf-8")
    draft.replace(path)
