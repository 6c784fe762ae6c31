"""The index in which a published site is searched, made by Pagefind of the pages of its stories."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from importlib.util import find_spec
from pathlib import Path

from standfirst.model import Refusal
from standfirst.newsroom import ledger

FOLDER = "pagefind"
_SEARCHED = "*/stories/*.html"
# What Pagefind brings for pages that have no search of their own.
_UNUSED = ("*-ui.js", "*-ui.css", "pagefind-highlight.js")

# What we say of tellings is on every page: only what they say is looked for.
_OURS = (".about p", ".briefs section > h2", "article .over", "article > footer", "nav")


def is_searched(name: str) -> bool:
    """Whether a file of the site is one that the index is made of."""
    return fnmatch(name, _SEARCHED)


@contextmanager
def kept_up(site: Path) -> Iterator[Callable[[bool], None]]:
    """Keep the index up to date while a site is printed. Gives a function to be called after printing with whether
    any searched page changed, which then makes the index anew. Raises Refusal where Pagefind is missing."""
    if find_spec("pagefind") is None:
        raise Refusal("search needs Pagefind: pip install 'standfirst[search]'")
    # This file stays if we are killed before the end: then the next publishing makes the index anew.
    behind = ledger.beside(site, "unsearched")
    was_behind = behind.exists() or not (site / FOLDER).is_dir()
    behind.parent.mkdir(parents=True, exist_ok=True)
    behind.touch()

    def printed(changed: bool) -> None:
        if changed or was_behind:
            index(site)
        behind.unlink()

    yield printed


def index(site: Path) -> None:
    """Make the index anew, by language; whoever searches meanwhile has the old one. Raises Refusal where that
    fails."""
    draft, old = site / f".{FOLDER}.draft", site / f".{FOLDER}.old"
    for left in (draft, old):
        shutil.rmtree(left, ignore_errors=True)
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--output-path", str(draft),
               "--glob", _SEARCHED, "--root-selector", "main", "--quiet"]  # fmt: skip
    command += [part for selector in _OURS for part in ("--exclude-selectors", selector)]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode or not (draft / "pagefind.js").is_file():
        last = (done.stderr or done.stdout).strip().splitlines()[-1:]
        raise Refusal(f"Pagefind made no index of {site}: {''.join(last) or f'exit code {done.returncode}'}")
    for unused in (path for pattern in _UNUSED for path in draft.glob(pattern)):
        unused.unlink()
    kept = site / FOLDER
    if kept.exists():
        kept.rename(old)
    draft.rename(kept)
    shutil.rmtree(old, ignore_errors=True)
