"""Themes: templates and a stylesheet of a publication's own, which stand before ours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from standfirst.configvalues import meant
from standfirst.model import NOTHING, Refusal

TEMPLATES = ("base.html", "brief.html", "feeds.html", "forward.html", "index.html", "issue.html", "letter.html",
             "readers.html", "review.html", "river.html", "search.html", "ways.html")  # fmt: skip
STYLES = ("letter.css", "page.css")
# What makes a stylesheet load something, looked for after its comments, embedded pictures and escapes are
# resolved.
_LOADS = re.compile(
    r"""@import|["'(]\s*(?:[a-z][a-z0-9+.-]*:)?//[\w\[]|url\(\s*["']?\s*(?!data:)[a-z][a-z0-9+.-]*:""", re.I
)
_SPARED = re.compile(r"""/\*.*?\*/|"data:[^"]*"|'data:[^']*'|\(\s*data:[^)]*\)""", re.DOTALL | re.IGNORECASE)
_ESCAPED = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Theme:
    """The texts of a theme's files by name, and the folder where they lie."""

    folder: str = field(default="", repr=False)
    files: Mapping[str, str] = field(default_factory=lambda: NOTHING, hash=False)


def load(folder: Path | None) -> Theme:
    """The theme in a folder, an empty one for None. Raises Refusal where there is none, or a file of it is not
    what it should be."""
    if folder is None:
        return Theme()
    if not folder.is_dir():
        raise Refusal(f"{folder} is no folder, so there is no theme in it: standfirst theme new makes one")
    files = {path.name: _text(path) for path in sorted(folder.iterdir()) if path.suffix in (".html", ".css")}
    return Theme(str(folder), MappingProxyType(files))


def _text(path: Path) -> str:
    known = TEMPLATES if path.suffix == ".html" else STYLES
    # A theme may have templates of its own, for its other ones to include.
    if path.name not in known and not (path.suffix == ".html" and path.name.startswith("_")):
        own = ", or begin its name with _ if it is your own" if path.suffix == ".html" else ""
        raise Refusal(f"{path} takes the place of no file of ours{meant(path.name, known)}{own}")
    if not path.resolve().is_relative_to(path.parent.resolve()):
        raise Refusal(f"{path} is a link out of its folder: what lies there would be published")
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        raise Refusal(f"{path} is not text in UTF-8") from None
    if path.suffix == ".css" and (fault := _loaded(text, path.name)):
        raise Refusal(f"{path}, line {fault[0]}: {fault[1]}")
    return text


def _loaded(text: str, name: str) -> tuple[int, str] | None:
    """What a stylesheet would have loaded: the number of the line, and what is wrong with it."""
    bare = _SPARED.sub(lambda found: "\n" * found[0].count("\n"), text.replace(f'@import "ours/{name}";', ""))
    loads = _LOADS.search(plain := _ESCAPED.sub(_meant, bare))
    if loads is None:
        return None
    line = plain.count("\n", 0, loads.start()) + 1
    if plain.startswith('@import "ours/', loads.start()):
        return line, f'ours is taken over by @import "ours/{name}";'
    return line, "nothing is loaded from elsewhere, for that would tell who reads us"


def _meant(escaped: re.Match[str]) -> str:
    """The sign that an escape in a stylesheet stands for."""
    return chr(min(int(escaped[1], 16), 0x10FFFF)) if escaped[1] else escaped[2]
