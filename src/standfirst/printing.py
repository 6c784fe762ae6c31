"""Writing a site into its folder: what changes is laid out, printed and written, what is no longer wanted goes.

What was planned and what each file was made of is kept beside the folder, in `.NAME.printed`. It can be thrown
away: then everything is printed again, and written where it differs. `.NAME.printing` names what is being written.
"""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

import babel
import jinja2

from standfirst.model import Rendition

if TYPE_CHECKING:
    from standfirst.flatplan import Planned
    from standfirst.render import Sheet

Stays = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Written:
    """How many files are wanted, how many of them were written, how many others removed."""

    files: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is known of a folder: by name what each file was made of, by path what plans were and came to."""

    files: Mapping[str, str] = field(default_factory=dict)
    plans: Mapping[str, Any] = field(default_factory=dict)


def print_plan(
    folder: Path,
    plan: Iterable[Planned],
    sheets: Callable[..., Iterable[Sheet]],
    stays: Stays | None = None,
) -> Written:
    """Bring the folder up to date with what is planned; `sheets` makes files of pages, knowing those that stay."""
    from standfirst.render.outline import kept, outlined

    with _nothing_collected():
        ledger = _ledger(folder)
        pages = outlined(plan, ledger.plans)
        planned = {f"{outline.path}.html" for each in pages for outline in each.outlines}
        stays = cache(stays) if stays else None
        standing = [name for name in ledger.files if name not in planned and stays(name)] if stays else []
        return _print(folder, ledger, sheets(pages, standing=standing), stays, kept(pages))


def print_site(folder: Path, sheets: Iterable[Sheet], stays: Stays | None = None) -> Written:
    """Bring the folder up to date. What was printed here before and is not among the sheets is removed, unless
    `stays` says of its name that it is to stay."""
    return _print(folder, _ledger(folder), sheets, stays, {})


def _print(
    folder: Path, before: Ledger, sheets: Iterable[Sheet], stays: Stays | None, plans: Mapping[str, Any]
) -> Written:
    wanted = {sheet.name: sheet for sheet in sheets}
    now = {name: sheet.made_of for name, sheet in wanted.items()}
    there = set(_names(str(folder)))
    stale = [n for n, made_of in now.items() if not (made_of and before.files.get(n) == made_of and n in there)]
    gone = [name for name in before.files if name not in now]
    # Whatever happens before the end, no file is then taken for what it may no longer be.
    if stale:
        _begin(folder, [*stale, *(name for name, made_of in before.files.items() if not made_of)])
    changed = 0
    for name in stale:
        rendition = wanted[name].printed()
        if name in there:
            changed += written(folder, rendition)
        else:
            _put(f"{folder}/{name}", rendition.body)
            changed += 1
    kept = {name: before.files[name] for name in gone if stays and stays(name)}
    removed = [_remove(folder / name) for name in gone if name not in kept]
    if stale or now | kept != before.files:
        _save(folder, Ledger(now | kept, plans))
        _begun(folder).unlink(missing_ok=True)
    return Written(len(now), changed, sum(removed))


def written(folder: Path, rendition: Rendition) -> bool:
    """Write a file unless it already says just that; whoever reads it sees the old or the new, nothing between."""
    path = folder / rendition.name
    try:
        if path.read_bytes() == rendition.body:
            return False
    except FileNotFoundError:
        pass
    _put(str(path), rendition.body)
    return True


def _put(path: str, body: bytes) -> None:
    # Of many small files, pathlib takes longer with the names than the system with the writing.
    within, _, name = path.rpartition("/")
    # Each process has drafts of its own: two may publish at once.
    draft = f"{within}/.{name}.{os.getpid()}.draft"
    how = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    try:
        file = os.open(draft, how, 0o666)
    except FileNotFoundError:
        Path(within).mkdir(parents=True, exist_ok=True)
        file = os.open(draft, how, 0o666)
    with os.fdopen(file, "wb") as opened:
        opened.write(body)
    os.replace(draft, path)  # noqa: PTH105


def _names(folder: str, within: str = "") -> Iterator[str]:
    """Every file below a folder, without asking after each."""
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return
    for entry in entries:
        if entry.is_dir():
            yield from _names(entry.path, f"{within}{entry.name}/")
        else:
            yield within + entry.name


def _remove(path: Path) -> bool:
    there = path.is_file()
    path.unlink(missing_ok=True)
    return there


def _kept(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.printed")


def _begun(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.printing")


def _ledger(folder: Path) -> Ledger:
    told = _told(_kept(folder))
    try:
        files = {name: str(made_of) for name, made_of in told["files"].items() if _is_inside(name)}
        ledger = (
            Ledger(files, told["plans"]) if told["program"] == _program() else Ledger(dict.fromkeys(files, ""))
        )
    except (TypeError, KeyError, AttributeError):
        ledger = Ledger()
    broken_off = _told(_begun(folder))
    unknown = {name: "" for name in broken_off if _is_inside(name)} if isinstance(broken_off, list) else {}
    return Ledger({**ledger.files, **unknown}, ledger.plans)


def _told(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return None


def _is_inside(name: object) -> bool:
    return isinstance(name, str) and not name.startswith("/") and ".." not in name.split("/")


def _begin(folder: Path, names: Iterable[str]) -> None:
    _write(_begun(folder), list(names))


def _save(folder: Path, ledger: Ledger) -> None:
    _write(_kept(folder), {"program": _program(), "plans": ledger.plans, "files": ledger.files})


def _write(path: Path, told: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
    draft.write_text(json.dumps(told, separators=(",", ":")), "utf-8")
    draft.replace(path)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Hundreds of thousands of plans and names stay until the end, and none is in a circle: to look for some again
    and again takes longer than all the planning."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@cache
def _program() -> str:
    """What lays out and prints: our own files, what fills templates, what knows names of languages and months."""
    here = Path(__file__).parent
    told = blake2b(f"{babel.__version__} {jinja2.__version__}".encode(), digest_size=16)
    for path in sorted(path for path in here.rglob("*") if path.is_file() and "__pycache__" not in path.parts):
        told.update(blake2b(path.read_bytes()).digest())
    return told.hexdigest()
