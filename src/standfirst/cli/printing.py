"""Items as people and programs want them on a terminal."""

from __future__ import annotations

import re
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import cycle
from typing import Any, TextIO

from standfirst import records
from standfirst.model import Item, Reading, Visit

FIELDS = (
    "headline", "standfirst", "link", "published", "language", "kicker", "byline", "kind", "places", "image",
    "truncated", "section", "appeal", "event", "enclosures", "found",
)  # fmt: skip


def record(item: Item) -> dict[str, Any]:
    """An item as JSON has it."""
    told: dict[str, Any] = {field: getattr(item, field) for field in FIELDS}
    told |= {name: records.told(value) for name in ("appeal", "event") if (value := told[name])}
    told["enclosures"] = list(map(records.told, item.enclosures))
    return told | {"places": list(item.places), "found": dict(item.found)}


def lines(items: Iterable[Item]) -> str:
    """One item a line, as JSON."""
    return "".join(records.as_json(record(item)) + "\n" for item in items)


def table(items: Iterable[Item], width: int | None = None, told_by: Sequence[str] | None = None) -> str:
    """A numbered table: day, language and kind at the side, headline and standfirst beside them, or below where
    the terminal is narrow; then who told it, where that is given, and the link."""
    columns = width or min(110, shutil.get_terminal_size((100, 24)).columns)
    outlets = told_by or cycle([None])
    return "".join(_row(n, *each, columns) for n, each in enumerate(zip(items, outlets, strict=False), 1))


# number, day (or month), language, kind
_SIDE = "{:>3}  {:10}  {:7}  {:8}  "
_BELOW = " " * 5
_LEAST_ROOM = 36
# Of Chinese and Japanese, which are written without spaces, any character may begin a line, of others any word.
_UNSPACED = r"\u2e80-\ua4cf\uf900-\ufaff\uff00-\uff60"
_PIECES = re.compile(rf"[{_UNSPACED}][、。，：；！？」』）》]*\s?|[^\s{_UNSPACED}]+\s?")


def _row(number: int, item: Item, outlet: str | None, width: int) -> str:
    kind = "" if item.kind == "article" else item.kind
    side = _SIDE.format(number, (item.published or "")[:10], (item.language or "")[:7], kind)
    beside = width - len(side) >= _LEAST_ROOM
    blank = " " * len(side) if beside else _BELOW
    texts = (item.headline, item.standfirst)
    lines = [line for text in texts if text for line in _wrapped(text, width - len(blank))]
    # A link stays whole, so that it can be opened from here.
    lines += [told for told in (outlet and f"— {outlet}", item.link) if told]
    if not beside:
        return "\n".join([side.rstrip(), *(blank + line for line in lines)]) + "\n\n"
    return side + f"\n{blank}".join(lines) + "\n\n"


def _wrapped(text: str, room: int) -> Iterator[str]:
    """A text in lines that fill no more columns than there is room for."""
    line, filled = "", 0
    for piece in _PIECES.findall(text):
        columns = sum(map(_columns, piece.rstrip()))
        if line and filled + columns > room:
            yield line.rstrip()
            line, filled = "", 0
        line, filled = line + piece, filled + columns + piece.endswith(" ")
    yield line.rstrip()


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


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
    lines = [f"   {f:11} {_short(v)}   <- {item.found.get(f, 'by default')}" for f, v in values.items()]
    # Addresses of the same piece elsewhere are no fields: they only say what it is a copy of.
    beside = {f: _short(item.found[f]) for f in ("original", "translations") if f in item.found}
    # What was left out, and why: a field without a value.
    left = {f: why for f, why in item.found.items() if f in record(item) and not values.get(f)}
    lines += [f"   {f:11} (none)   <- {why}" for f, why in left.items()]
    return lines + [f"   {f:11} {v}   <- declared by the page" for f, v in beside.items()]


def _short(value: Any) -> str:
    if isinstance(value, dict):
        value = [f"{name} {told}" for name, told in value.items()]
    text = " ".join(map(_short, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= 70 else f"{text[:69]}…"


def counted(count: int, what: str) -> str:
    """ "1 item", "2 items"."""
    return f"{count} {what}{'' if count == 1 else 's'}"


def items_counted(visit: Visit) -> str:
    """How many items were read at a visit, as wide in every row of a table; nothing where nothing was read."""
    told = f"{visit.items:4} item{'' if visit.items == 1 else 's'}" if visit.outcome == "new" else ""
    return f"{told:10}"


def what_came(visit: Visit) -> str:
    """As `items_counted`, and how many of them are new."""
    return f"{items_counted(visit)} {f'{visit.new_items:4} new' if visit.outcome == 'new' else '':8}"


class Progress:
    """What is going on, on one line of a terminal; nothing where the stream is no terminal."""

    def __init__(self, stream: TextIO | None = None, quiet: bool = False) -> None:
        self._stream = stream or sys.stderr
        self._shown = self._stream.isatty() and not quiet

    def say(self, text: str) -> None:
        if self._shown:
            width = shutil.get_terminal_size((80, 24)).columns - 1
            self._stream.write(f"\r\x1b[K{text[:width]}")
            self._stream.flush()

    def done(self) -> None:
        if self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
