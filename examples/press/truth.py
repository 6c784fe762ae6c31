"""What each outlet of the demonstration press printed on each day: read from `outlets/*.toml`, the one place
where its words stand. Layouts print them, tests compare what was read with them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

OUTLETS = Path(__file__).with_name("outlets")
FIRST_DAY = date(2026, 3, 9)
DAYS = (1, 2, 3)


@dataclass(frozen=True)
class Piece:
    """One piece as its outlet prints it on one day. `at` is the outlet's local time, `mark` what it prints before
    the headline ("[Audio] "), `kind` as in standfirst's model. A piece marked `side` stands in a box beside the
    page's own items (most read, related): reading may find it or not."""

    day: int
    path: str
    at: str
    language: str
    mark: str = ""
    headline: str | None = None
    standfirst: str | None = None
    kicker: str | None = None
    byline: str | None = None
    kind: str = "article"
    side: bool = False

    @property
    def title(self) -> str:
        """The headline as printed, its mark before it."""
        return self.mark + (self.headline or "")

    @property
    def dated(self) -> date:
        return date_of(self.day)


@dataclass(frozen=True)
class Outlet:
    """A publisher, the layout of the document it publishes, and every piece of the three days. `words` is the
    furniture its layout prints: navigation, boxes, footer; `keeps` for how many days a piece is shown; `length`
    the most pieces on a page where older ones stand on a `second` one; `language` is "mul" where a document
    mixes several."""

    id: str
    name: str
    domain: str
    language: str
    layout: str
    document: str
    offset: str
    places: tuple[str, ...] = ()
    words: Mapping[str, Any] = field(default_factory=dict)
    pieces: tuple[Piece, ...] = ()
    changes: tuple[Mapping[str, Any], ...] = ()
    keeps: int = len(DAYS)
    length: int | None = None
    second: str | None = None

    def on(self, day: int) -> tuple[Piece, ...]:
        """What the page shows on a day, the newest day first, each piece in the words of that day."""
        shown = [self._in_words_of(day, piece) for piece in self.pieces if 0 <= day - piece.day < self.keeps]
        return tuple(sorted(shown, key=lambda piece: -piece.day))

    def items(self, day: int, number: int = 1) -> tuple[Piece, ...]:
        """The pieces of a page: of the first, or of the second where there is one."""
        shown = tuple(piece for piece in self.on(day) if not piece.side)
        if self.length is None:
            return shown
        return shown[self.length * (number - 1) : self.length * number]

    def side(self, day: int) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.on(day) if piece.side)

    def piece(self, path: str, day: int) -> Piece | None:
        """The piece of that path in the words of a day."""
        found = next((piece for piece in self.pieces if piece.path == path and piece.day <= day), None)
        return self._in_words_of(day, found) if found else None

    def _in_words_of(self, day: int, piece: Piece) -> Piece:
        for change in self.changes:
            if change["path"] == piece.path and change["day"] <= day:
                piece = replace(piece, **{k: v for k, v in change.items() if k not in {"path", "day"}})
        return piece

    def instant(self, piece: Piece) -> datetime:
        """When the piece came out, with the outlet's own offset from UTC."""
        return datetime.fromisoformat(f"{piece.dated.isoformat()}T{piece.at}:00{self.offset}")


def date_of(day: int) -> date:
    return FIRST_DAY + timedelta(days=day - 1)


def gathered_at(day: int) -> datetime:
    """The hour at which the demonstration's editor gathers: every outlet has printed by then."""
    return datetime.combine(date_of(day), time(18, 0), UTC)


@cache
def outlets() -> Mapping[str, Outlet]:
    """All outlets by id, in the order of their file names."""
    return {outlet.id: outlet for outlet in map(_outlet, sorted(OUTLETS.glob("*.toml")))}


def _outlet(file: Path) -> Outlet:
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    pieces = told.pop("piece", [])
    changes = told.pop("change", [])
    told["places"] = tuple(told.get("places", ()))
    language = told["language"]
    made = tuple(Piece(**{"language": language, **piece}) for piece in pieces)
    return Outlet(id=file.stem, pieces=made, changes=tuple(changes), **told)
