"""Which picture an element of a page shows, and which are of no piece: spacers, signs, portraits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

Attributes = Mapping[str, str | None]

# Where programs that load pictures late keep the address, "src" holding a spacer until then.
_LATE = re.compile(r"data-(?:[\w-]*-)?(?:src|original|lazy|echo|image|img|url|full|large)(?:-\w+)*")
_LATE_BACKGROUND = re.compile(r"data-(?:[\w-]*-)?(?:bg|background|image|img|poster|thumb(?:nail)?)(?:-\w+)*")
_LATE_SETS = ("data-srcset", "data-lazy-srcset", "data-original-set")
_BETWEEN = re.compile(r",\s+|,(?=https?:|//)")
_WIDE = re.compile(r"(\d{1,5})w")
# Wide enough for a teaser on a screen of two pixels to the point.
_WIDTH = 600
_BREAK = re.compile(r"[\s<>\"'{}]")
_FILE = re.compile(r"\.(?:jpe?g|png|webp|avif|gif|jfif)(?![a-z])", re.IGNORECASE)
_BACKGROUND = re.compile(r"background[\w-]*\s*:[^;]*?url\(\s*[\"']?([^\"')\s]+)", re.IGNORECASE)
# Names that say so wherever they stand, and those that do where a name is made of nothing else: "clear.gif".
_SIGN = re.compile(
    r"(?:^|[\W_])(?:1x1|spacers?|placeholder|emojis?|smil(?:ey|ies)|gravatar|avatars?|userpic"
    r"|no[_-]?(?:image|photo|picture|img|thumb)|(?:image|photo|picture)[_-]?(?:not[_-]?)?(?:available|missing|coming))"
    r"(?:$|[\W_\d])",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"(?:[\W_\d]{0,5}(?:trans(?:parent)?|clear|blank|empty|gr[ae]y|white|lazy(?:load)?|(?:pre)?load(?:er|ing)?|pixel|dot"
    r"|shim|spinner))+[\W_\d]{0,5}\Z",
    re.IGNORECASE,
)
_PORTRAIT = re.compile(
    r"(?:^|[\W_])(?:avatar|gravatar|userpic|headshot|author|byline|profile|emoji|smiley|icon|logo)(?:$|[\W_])",
    re.IGNORECASE,
)
_MEASURES = re.compile(r"(?<![\da-z])(\d{1,3})[x:](\d{1,3})(?![\da-z])", re.IGNORECASE)
_SMALL = 33
_NOWHERE = ("data:", "about:", "blob:", "#")
_NAMED, _STEPS = ("url", "contentUrl", "src", "href", "path"), 4
_LONGEST = 2000
_LONGEST_NAME, _SHORT = 80, 30


def shown_by(attributes: Attributes) -> str:
    """The address of the picture that an `img` or `source` shows once all is loaded; "" where it shows none that
    could be of a piece."""
    if _is_small(attributes) or _PORTRAIT.search(attributes.get("class") or ""):
        return ""
    return next((told for told in _addresses(attributes) if not is_sign(told)), "")


def behind(attributes: Attributes) -> str:
    """The address of the picture that an element has for its background, "" where it has none."""
    style = attributes.get("style") or ""
    found = _BACKGROUND.search(style[:_LONGEST]) if "url(" in style else None
    told = found[1] if found else next(_late(attributes, _LATE_BACKGROUND), "")
    return "" if is_sign(told) else told


def declared(value: Any) -> str:
    """The address of a picture as data of programs tell it: by itself, in an object that names it, or as the first
    of several; "" where they tell none."""
    for _ in range(_STEPS):
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, dict):
            value = next((value[name] for name in _NAMED if value.get(name)), None)
    return value.strip() if isinstance(value, str) else ""


def is_sign(address: str) -> bool:
    """Whether an address is that of no picture, or says by its name or its measures that it is a spacer, a sign or
    a portrait."""
    if not address or address.startswith(_NOWHERE):
        return True
    name = address.partition("?")[0][-_LONGEST_NAME:].rpartition("/")[2]
    stem = name.rpartition(".")[0] or name
    if _SIGN.search(stem) or (len(stem) < _SHORT and _NOTHING.match(stem)) or "gravatar.com/" in address:
        return True
    return any(max(int(wide), int(high)) < _SMALL for wide, high in _MEASURES.findall(address[-_LONGEST:]))


def _is_small(attributes: Attributes) -> bool:
    told = [value for name in ("width", "height") if (value := attributes.get(name))]
    return any(value.isdecimal() and int(value) < _SMALL for value in (v.strip().removesuffix("px") for v in told))


def _addresses(attributes: Attributes) -> Iterator[str]:
    yield from _late(attributes)
    for name in _LATE_SETS:
        yield _of_set(attributes.get(name) or "")
    yield (attributes.get("src") or "").strip()
    yield _of_set(attributes.get("srcset") or "")


def _late(attributes: Attributes, named: re.Pattern[str] = _LATE) -> Iterator[str]:
    for name, value in attributes.items():
        if value and name[:5] == "data-" and len(name) + len(value) < _LONGEST and named.fullmatch(name):
            told = value.strip()
            sure = name.endswith(("src", "original")) or _FILE.search(told)
            if sure and "/" in told and not _BREAK.search(told):
                yield told


def _of_set(listed: str) -> str:
    """The narrowest of a set that is wide enough, else the widest; the first where no widths are told."""
    told = [each.split() for each in _BETWEEN.split(listed[:_LONGEST]) if each.strip()]
    widths = [(int(wide[1]), parts[0]) for parts in told if (wide := _WIDE.fullmatch(parts[-1]))]
    if not widths:
        return told[0][0] if told else ""
    return min((w for w in widths if w[0] >= _WIDTH), default=max(widths))[1]
