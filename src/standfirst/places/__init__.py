"""Countries and regions: their names in many languages, what holds what, and which of them a text speaks of.

Countries are ISO 3166 alpha-2 codes, regions UN M49 codes. `names.tsv` is made from CLDR by tools/places.py;
`also.tsv` holds short forms and adjectives; `regions.tsv` says which region holds which country.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources

WORD = re.compile(r"[^\W\d_]+(?:[.’'-][^\W\d_]+)*\.?")
UNSPACED = frozenset(("zh", "ja", "th"))

# An inflected form may go on after the stem of a name: Аргентин-ой, argentin-os, Brasil-iana.
_LONGEST_ENDING = 6
_SHORTEST_STEM = 5

# Names that are as often a person, a state or a dish: taken only where they head a headline as its kicker.
_DOUBTFUL = frozenset(("JO", "GE", "TD", "TR", "ML", "NE", "OM", "CU", "GN", "TG", "IN", "LI", "MC"))
_DOUBTFUL_SURE = {
    "TR": frozenset(("turkiye", "turquia", "turchia", "turquie", "turkei")),
    "IN": frozenset(("india", "inde", "indien")),
}


def mentioned(text: str, language: str | None) -> tuple[str, ...]:
    """The countries a text in a language speaks of, in order of first mention; empty where none is certain."""
    tag = (language or "").split("-")[0]
    names = _forms(tag)
    if not names:
        return ()
    found = _within_unspaced(text, names) if tag in UNSPACED else _in_words(text, tag)
    return tuple(dict.fromkeys(found))


def name(place: str, language: str) -> str:
    """What a place is called in a language: English where we know no better, the id itself for the unknown."""
    by_language = _names().get(place, {})
    for tag in (language, language.split("-")[0], "en"):
        if by_language.get(tag):
            return by_language[tag]
    return place


def known(place: str) -> bool:
    """Whether an id names a country or region."""
    return place in _names()


def is_region(place: str) -> bool:
    return place.isdigit()


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


def _rows(file: str) -> Iterator[list[str]]:
    text = resources.files(__package__).joinpath(file).read_text("utf-8")
    return (line.split("\t") for line in text.split("\n") if line)


@cache
def _names() -> dict[str, dict[str, str]]:
    head, *rows = _rows("names.tsv")
    return {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in rows}


@cache
def _within() -> dict[str, str]:
    _, *rows = _rows("regions.tsv")
    found = {region: holder for region, holder, _ in rows}
    for region, _, countries in rows:
        found.update(dict.fromkeys(countries.split(), region))
    return found


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """A text without case and accents, to compare names by."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text.replace("İ", "I"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


@cache
def _forms(tag: str) -> dict[str, str]:
    """Every written form of a country in a language, with its country."""
    _, *also = _rows("also.tsv")
    countries = ((place, row.get(tag, "")) for place, row in _names().items() if not is_region(place))
    forms = {form: place for place, form in countries if form}
    forms.update({form: place for place, language, row in also if language == tag for form in row.split("|")})
    return forms


@cache
def _by_first_word(tag: str) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Folded forms by their first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for form, place in _forms(tag).items():
        parts = tuple(w.rstrip(".") for w in WORD.findall(fold(form)))
        if parts:
            found.setdefault(parts[0], []).append((parts, place))
    for rows in found.values():
        rows.sort(key=lambda row: -len(row[0]))
    return found


@cache
def _stems(tag: str) -> dict[str, str]:
    """What is left of one-word names without their ending, for languages that inflect."""
    found: dict[str, str] = {}
    for rows in _by_first_word(tag).values():
        for parts, place in rows:
            stem = parts[0].rstrip("aeiouyαεηιουωаеиоуыэюяьйії")
            if len(parts) == 1 and len(stem) >= _SHORTEST_STEM and place not in _DOUBTFUL:
                found[stem] = place
    return found


def _within_unspaced(text: str, names: dict[str, str]) -> list[str]:
    spots = sorted((text.find(form), -len(form), place) for form, place in names.items() if form in text)
    return [place for _, _, place in spots]


def _in_words(text: str, tag: str) -> Iterator[str]:
    words = WORD.findall(text)
    folded = [fold(w).rstrip(".") for w in words]
    kicker = fold(text.partition(":")[0]) if ":" in text[:40] else ""
    for i, word in enumerate(folded):
        place = _named_at(folded, i, tag) if words[i][0].isupper() or not word.isascii() else None
        place = place or _exact_adjective(word, tag) or _by_stem(word, tag)
        if place and (place not in _DOUBTFUL or word == kicker or word in _DOUBTFUL_SURE.get(place, ())):
            yield place


def _named_at(folded: list[str], i: int, tag: str) -> str | None:
    for parts, place in _by_first_word(tag).get(folded[i], ()):
        if tuple(folded[i : i + len(parts)]) == parts:
            return place
    return None


@cache
def _adjectives(tag: str) -> dict[str, str]:
    return {fold(form): place for form, place in _forms(tag).items() if form[0].islower()}


def _exact_adjective(word: str, tag: str) -> str | None:
    return _adjectives(tag).get(word)


def _by_stem(word: str, tag: str) -> str | None:
    stems = _stems(tag)
    for n in range(len(word), max(_SHORTEST_STEM, len(word) - _LONGEST_ENDING) - 1, -1):
        if place := stems.get(word[:n]):
            return place
    return None
