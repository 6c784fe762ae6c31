"""The stories of the demonstration press: what tells one event is joined, what only resembles it is not."""

from __future__ import annotations

import json
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from examples.press import printing
from examples.press.truth import DAYS, Outlet, Piece, gathered_at, outlets
from standfirst.join import affairs, join
from standfirst.model import Item, Source, Story
from standfirst.read.finish import finish

STORIES: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "examples/press/stories.json").read_text(encoding="utf-8")
)
LEAST_JOINED = 0.8
MOST_SWALLOWED = 2


@cache
def _pieces() -> dict[str, tuple[Outlet, Piece]]:
    told = [(outlet, piece) for outlet in outlets().values() for piece in outlet.pieces if not piece.side]
    return {f"{outlet.id}/{piece.path}": (outlet, piece) for outlet, piece in told}


def _item(name: str, outlet: Outlet, piece: Piece) -> Item:
    """What a faultless reader gives for a piece."""
    source = Source(outlet.id, "", outlet.name, printing.source_language(outlet), outlet.places)
    told = Item(
        id=name,
        headline=piece.headline,
        standfirst=piece.standfirst,
        kicker=piece.kicker,
        published=outlet.instant(piece).isoformat(),
        language=piece.language,
        kind=piece.kind,  # type: ignore[arg-type]
    )
    return finish([told], source=source, language=outlet.language, now=gathered_at(piece.day))[0]


@cache
def _stories() -> list[Story]:
    """What the pieces are joined into, all three days in one window."""
    return join(_item(name, outlet, piece) for name, (outlet, piece) in _pieces().items())


@cache
def _story_of() -> dict[str, str]:
    return {telling.id: story.id for story in _stories() for telling in story.tellings}


@cache
def _labelled_affairs() -> dict[str, str]:
    """The affair of each piece that has one."""
    told = {story["id"]: story["tellings"] for story in STORIES["stories"]}
    return {
        name: affair["id"]
        for affair in STORIES["affairs"]
        for name in (*(name for story in affair["stories"] for name in told[story]), *affair["also"])
    }


def test_every_piece_that_is_named_was_printed() -> None:
    affairs = [name for affair in STORIES["affairs"] for name in affair["also"]]
    named = [name for story in STORIES["stories"] for name in story["tellings"]] + affairs
    named += [name for apart in STORIES["apart"] for name in apart["pair"]]
    assert [name for name in named if name not in _pieces()] == []


def test_no_piece_tells_two_stories() -> None:
    tellings = [name for story in STORIES["stories"] for name in story["tellings"]]
    assert len(tellings) == len(set(tellings))


def test_six_events_are_told_by_three_outlets_in_two_languages_or_more() -> None:
    told = [[_pieces()[name] for name in story["tellings"]] for story in STORIES["stories"]]
    wide = [
        pieces
        for pieces in told
        if len({outlet.name for outlet, _ in pieces}) >= 3 and len({piece.language for _, piece in pieces}) >= 2
    ]
    assert len(wide) >= 6


def test_two_outlets_may_not_print_one_and_the_same_pair_of_words_by_chance() -> None:
    """Headlines are told apart, but for reprints: so tests may name a piece by its headline."""
    reprints = {name for story in STORIES["stories"] if "reprint" in story["title"] for name in story["tellings"]}
    heads = [piece.headline for name, (_, piece) in _pieces().items() if piece.headline and name not in reprints]
    assert len(heads) == len(set(heads))


@pytest.mark.parametrize("apart", STORIES["apart"], ids=lambda apart: apart["why"].replace(" ", "-"))
def test_what_only_resembles_a_story_stays_apart(apart: dict[str, Any]) -> None:
    one, two = apart["pair"]
    assert _story_of()[one] != _story_of()[two]


def test_hardly_a_story_swallows_pieces_of_other_affairs() -> None:
    affair = {name: story["id"] for story in STORIES["stories"] for name in story["tellings"]}
    affair |= _labelled_affairs()
    joined = [(a, b) for a, b in combinations(_pieces(), 2) if _story_of()[a] == _story_of()[b]]
    swallowed = [(a, b) for a, b in joined if affair.get(a, a) != affair.get(b, b)]
    assert len(swallowed) <= MOST_SWALLOWED, swallowed


def test_the_three_days_of_a_strike_are_one_affair() -> None:
    (strike,) = (
        affair for affair in affairs(_stories())
        if any(_labelled_affairs().get(t.id) == "tarrant-strike" for story in affair for t in story.tellings)
    )  # fmt: skip
    assert len({t.published[:10] for story in strike for t in story.tellings if t.published}) == len(DAYS)


def test_no_two_affairs_are_taken_for_one() -> None:
    for affair in affairs(_stories()):
        known = {_labelled_affairs().get(t.id) for story in affair for t in story.tellings} - {None}
        assert len(known) <= 1, known


def test_most_pairs_of_tellings_are_joined_across_outlets_and_languages() -> None:
    pairs = [pair for story in STORIES["stories"] for pair in combinations(story["tellings"], 2)]
    missed = [pair for pair in pairs if _story_of()[pair[0]] != _story_of()[pair[1]]]
    assert len(missed) <= (1 - LEAST_JOINED) * len(pairs), missed


def test_the_three_days_are_the_days_of_the_pieces() -> None:
    assert {piece.day for _, piece in _pieces().values()} == set(DAYS)
