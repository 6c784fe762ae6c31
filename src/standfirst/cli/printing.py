"""Items as people and programs want them on a terminal."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal
from typing import Any, TextIO

from standfirst.model import Appeal, Enclosure, Event, Item, Reading

FIELDS = (
    "headline",
    "standfirst",
    "link",
    "published",
    "language",
    "kicker",
    "byline",
    "kind",
    "places",
    "image",
    "truncated",
    "section",
    "appeal",
    "event",
    "enclosures",
    "found",
)


def record(item: Item) -> dict[str, Any]:
    """An item as JSON has it."""
    told: dict[str, Any] = {field: getattr(item, field) for field in FIELDS}
    told |= {name: plain(value) for name in ("appeal", "event") if (value := told[name])}
    told["enclosures"] = [plain(enclosure) for enclosure in item.enclosures]
    return told | {"places": list(item.places), "found": dict(item.found)}


def plain(value: Appeal | Event | Enclosure) -> dict[str, Any]:
    """What is told of it; sums as they are written, for JSON's numbers lose pennies."""
    return {name: str(v) if isinstance(v, Decimal) else v for name, v in asdict(value).items() if v is not None}


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def lines(items: Iterable[Item]) -> str:
    """One item a line, as JSON."""
    return "".join(as_json(record(item)) + "\n" for item in items)


def table(items: Iterable[Item], width: int | None = None) -> str:
    """A numbered table: day, language and kind at the side, headline and standfirst beside them."""
    columns = width or min(110, shutil.get_terminal_size((100, 24)).columns)
    return "".join(_row(n, item, columns) for n, item in enumerate(items, 1))


# number, day (or month), language, kind
_SIDE = "{:>3}  {:10}  {:7}  {:8}  "


def _row(number: int, item: Item, width: int) -> str:
    kind = "" if item.kind == "article" else item.kind
    side = _SIDE.format(number, (item.published or "")[:10], (item.language or "")[:7], kind)
    blank = " " * len(side)
    room = max(30, width - len(side))
    texts = [item.headline, item.standfirst, item.link]
    printed = [line for text in texts if text for line in _wrapped(text, room)]
    return "\n".join(f"{side if n == 0 else blank}{line}" for n, line in enumerate(printed)) + "\n\n"


def _wrapped(text: str, room: int) -> list[str]:
    return textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False) or [""]


def explained(reading: Reading) -> str:
    """How each field of each item was recovered, and what was passed over."""
    parts = [f"Read as: {reading.read_as}"]
    parts += [f"Title: {reading.title}"] if reading.title else []
    parts += [f"Language: {reading.language}"] if reading.language else []
    parts += [f"Complaint: {c}" for c in reading.complaints]
    parts += [f"Worth following: {link}" for link in reading.follow]
    for n, item in enumerate(reading.items, 1):
        parts += ["", f"{n}. {item.headline or item.standfirst}", *_fields(item)]
    parts += ["", "Passed over:", *(f"  {line}" for line in reading.passed_over)] if reading.passed_over else []
    return "\n".join(parts) + "\n"


def _fields(item: Item) -> list[str]:
    values = {f: v for f, v in record(item).items() if f != "found" and v}
    return [f"   {f:11} {_short(v)}   <- {item.found.get(f, 'by default')}" for f, v in values.items()]


def _short(value: Any) -> str:
    if isinstance(value, dict):
        value = [f"{name} {told}" for name, told in value.items()]
    text = " ".join(map(_short, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= 70 else f"{text[:69]}…"


def counted(count: int, what: str) -> str:
    """ "1 item", "2 items"."""
    return f"{count} {what}{'' if count == 1 else 's'}"


class Progress:
    """What is going on, on one line of a terminal; nothing where the stream is no terminal."""

    def __init__(self, stream: TextIO = sys.stderr, quiet: bool = False) -> None:
        self._stream = stream
        self._shown = stream.isatty() and not quiet

    def say(self, text: str) -> None:
        if self._shown:
            width = shutil.get_terminal_size((80, 24)).columns - 1
            self._stream.write(f"\r\x1b[K{text[:width]}")
            self._stream.flush()

    def done(self) -> None:
        if self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
