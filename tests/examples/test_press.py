"""Reading the demonstration press gives exactly what its outlets printed, document by document."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import pytest

from examples.press import printing
from examples.press.printing import Expected
from examples.press.truth import DAYS, Outlet, gathered_at, outlets
from standfirst.model import Document, Item, Reading, Source, tidy
from standfirst.read import read
from standfirst.read.links import key

BASE = "http://127.0.0.1:8901"
READABLE = [name for name, outlet in outlets().items() if printing.is_readable(outlet)]

every_document = pytest.mark.parametrize(
    ("name", "day"), [pytest.param(name, day, id=f"{name}-day{day}") for name in READABLE for day in DAYS]
)


def test_the_second_page_holds_what_the_first_has_no_room_for() -> None:
    outlet = outlets()["linhe-wanbao"]
    first, second = (_read(outlet, 2, number) for number in (1, 2))
    assert first.follow == (printing.address(outlet, BASE, 2),)
    assert [item.headline for item in second.items] == [
        piece.headline for piece in printing.expected(outlet, 2, BASE, 2)
    ]
    assert not {item.link for item in first.items} & {item.link for item in second.items}


def _read(outlet: Outlet, day: int, number: int = 1) -> Reading:
    url = printing.address(outlet, BASE, number)
    media_type, body = printing.document(outlet, day, BASE, number)
    source = Source(outlet.id, url, outlet.name, printing.source_language(outlet), outlet.places)
    return read(Document(url, body, media_type, gathered_at(day)), source)


@cache
def _found(name: str, day: int) -> list[tuple[str, Item]]:
    """What reading gives, each item under its link (or words), without what stands beside the items."""
    outlet = outlets()[name]
    beside = {key(link) for link in printing.beside(outlet, day, BASE)}
    found = [(_name(item), item) for item in _read(outlet, day).items]
    return [(same, item) for same, item in found if same not in beside]


def _name(piece: Item | Expected) -> str:
    return key(piece.link) if piece.link else _tidy(piece.headline or piece.standfirst) or ""


@cache
def _printed(name: str, day: int) -> list[tuple[str, Expected]]:
    return [(_name(piece), piece) for piece in printing.expected(outlets()[name], day, BASE)]


def _tidy(words: str | None) -> str | None:
    return words and tidy(words)


def _pairs(name: str, day: int) -> list[tuple[Item, Expected]]:
    found = dict(_found(name, day))
    return [(found[same], piece) for same, piece in _printed(name, day) if same in found]


@every_document
def test_every_piece_is_read_once_in_the_order_of_the_page_and_nothing_else(name: str, day: int) -> None:
    assert [same for same, _ in _found(name, day)] == [same for same, _ in _printed(name, day)]


@every_document
def test_headlines_are_the_words_printed_as_headlines(name: str, day: int) -> None:
    pairs = [(item.headline, _tidy(piece.headline)) for item, piece in _pairs(name, day)]
    wrong = [(found, wanted) for found, wanted in pairs if found != wanted]
    assert wrong == []


@every_document
def test_standfirsts_are_the_words_printed_as_standfirsts(name: str, day: int) -> None:
    pairs = [(item.standfirst, _tidy(piece.standfirst)) for item, piece in _pairs(name, day)]
    wrong = [(found, wanted) for found, wanted in pairs if found != wanted]
    assert wrong == []


@every_document
def test_dates_are_read_as_exactly_as_the_document_shows_them(name: str, day: int) -> None:
    told = [(item, piece) for item, piece in _pairs(name, day) if piece.dates != "unsaid"]
    pairs = [(_as_shown(item.published, piece), piece) for item, piece in told]
    wrong = [(found, piece.published, piece.headline) for found, piece in pairs if found != piece.published]
    assert wrong == []


def _as_shown(published: str | None, piece: Expected) -> str | None:
    """An instant in the offset that the document prints; elsewhere the day alone."""
    if published is None or piece.published is None or piece.dates != "instant" or "T" not in published:
        return published and published[:10]
    found, wanted = datetime.fromisoformat(published), datetime.fromisoformat(piece.published)
    return piece.published if found.astimezone(UTC) == wanted.astimezone(UTC) else published


@every_document
def test_each_piece_is_in_the_language_it_is_written_in(name: str, day: int) -> None:
    pairs = _pairs(name, day)
    wrong = [
        (item.language, piece.language, piece.headline)
        for item, piece in pairs
        if (item.language or "").split("-")[0] != piece.language.split("-")[0]
    ]
    assert wrong == []


@every_document
def test_audio_video_galleries_events_and_appeals_are_told_apart(name: str, day: int) -> None:
    pairs = _pairs(name, day)
    assert [(item.kind, piece.kind, piece.headline) for item, piece in pairs if item.kind != piece.kind] == []
