"""Plain-text digests in five shapes, all of one press service."""

from __future__ import annotations

from collections.abc import Iterable

from examples.press.layouts import Page


def pairs(page: Page) -> bytes:
    """A region page: headline, standfirst, an empty line between everything."""
    return _lines(part for piece in page.items for part in (piece.title, piece.standfirst))


def standfirsts(page: Page) -> bytes:
    """Standfirsts alone."""
    return _lines(piece.standfirst for piece in page.items)


def new(page: Page) -> bytes:
    """What is new in an edition: its title, then pairs in the edition's language and in another."""
    told = [part for piece in page.items for part in (piece.title, piece.standfirst)]
    return _lines([str(page.outlet.words["title"]), *told])


def archive(page: Page) -> bytes:
    """One line a piece, its headline and its standfirst run together."""
    return "\n".join(f"{piece.title} {piece.standfirst}" for piece in page.items).encode()


def dated(page: Page) -> bytes:
    """A letter: the date, then pairs in several languages, two empty lines before each."""
    day = page.items[0].dated
    told = [f"{piece.title}\n\n{piece.standfirst}\n" for piece in page.items]
    return "\n\n".join([f"{day:%A}, {day.day} {day:%B} {day.year} \n", *told]).encode()


def _lines(parts: Iterable[str | None]) -> bytes:
    return ("\n\n".join(part for part in parts if part) + "\n").encode()
