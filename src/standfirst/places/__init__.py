"""Countries and regions: their names in many languages, what holds what, and which of them a text speaks of.

Countries are ISO 3166 alpha-2 codes, regions UN M49 codes. `names.tsv` (CLDR), `cities.tsv` and `towns.tsv`
(GeoNames, CC BY 4.0) and `spoken.tsv` (CLDR) are made by tools/places.py; `also.tsv` holds short forms, peoples,
who speaks for a country and phrases that only sound like one; `doubtful.tsv` names that are as often a person's;
`regions.tsv` says which region holds which country.
"""

from __future__ import annotations

from functools import cache

from standfirst.places.home import home, speaks
from standfirst.places.mentions import because, mentioned, reasons
from standfirst.places.tables import called as _called
from standfirst.places.tables import rows as _rows
from standfirst.places.vocabulary import fold

__all__ = [
    "because", "fold", "holders", "holds", "home", "known", "mentioned", "name", "named", "reasons", "speaks",
]  # fmt: skip


def name(place: str, language: str) -> str:
    """What a place is called in a language: English where we know no better, the id itself for the unknown."""
    for tag in (language, language.split("-")[0], "en"):
        if called := _called(tag).get(place):
            return called
    return place


def named(words: str) -> str | None:
    """The country or region of this name in any language, or of this code."""
    return words.upper() if known(words.upper()) else _by_name().get(fold(words))


@cache
def _by_name() -> dict[str, str]:
    return {fold(name): place for place, *told in _rows("names.tsv") for name in told if name and known(place)}


def known(place: str) -> bool:
    """Whether an id names a country or region."""
    return place in _called("en")


@cache
def holders(place: str) -> tuple[str, ...]:
    """The regions that hold a place, from the nearest outwards; the world is left out."""
    within = _within()
    found = []
    while (place := within.get(place, "001")) != "001":
        found.append(place)
    return tuple(found)


def holds(region: str, place: str) -> bool:
    """Whether a region holds a place; a place holds itself."""
    return region in (place, "001") or region in holders(place)


@cache
def _within() -> dict[str, str]:
    rows = list(_rows("regions.tsv"))
    found = {region: holder for region, holder, _ in rows}
    for region, _, countries in rows:
        found.update(dict.fromkeys(countries.split(), region))
    return found
