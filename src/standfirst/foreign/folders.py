"""Folders that sources lie in: some bear the name of the place where their news are from."""

from __future__ import annotations

from functools import cache

from standfirst import places
from standfirst.places.tables import rows


@cache
def _places() -> dict[str, str]:
    tables = ((row[0], row[1:]) for row in rows("names.tsv"))
    return {places.fold(name): code for code, told in tables for name in told if name and places.known(code)}


def place_named(words: str) -> str | None:
    """The country or region of this name in any language, or of this code."""
    return words.upper() if places.known(words.upper()) else _places().get(places.fold(words))
