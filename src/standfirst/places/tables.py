"""The tables of places, as they lie in files."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

# What a place's row in also.tsv stands for where a phrase names no country at all.
NOWHERE = "-"
# Before a form that has no other ending, for its stem begins other words: "poļi" are Poles, "policija" is none.
EXACT = "="


def rows(file: str) -> Iterator[list[str]]:
    """The rows of a table beside this module, without its head."""
    return (line.split("\t") for line in _lines(file)[1:])


@cache
def _lines(file: str) -> tuple[str, ...]:
    text = Path(__file__).with_name(file).read_text("utf-8")
    return tuple(line for line in text.split("\n") if line and not line.startswith("#"))


@cache
def called(language: str) -> dict[str, str]:
    """What each place is called in a language; empty for a language that we do not know."""
    head, *others = _lines("names.tsv")
    tags = head.split("\t")
    if language not in tags:
        return {}
    column = tags.index(language)
    return {line.partition("\t")[0]: line.split("\t", column + 1)[column] for line in others}


def also(tag: str) -> Iterator[tuple[str, str, str]]:
    """Short forms, peoples, who speaks for a place, and phrases that are none: each form of a language with its
    place, or NOWHERE, and how it tells it."""
    for place, tags, how, forms in rows("also.tsv"):
        if tags == "*" or tag in tags.split():
            yield from ((form, place, how) for form in forms.split("|"))


@cache
def cities(script: str, tag: str) -> dict[str, str]:
    """Capitals and great cities with their country: in every spelling we know in a script, as Unicode calls it, or
    as a language alone writes them."""
    here = (row for row in rows("cities.tsv") if row[1] == script or tag in row[1].split())
    return {form: place for place, _, forms in here for form in forms.split("|")}


@cache
def spoken() -> dict[str, frozenset[str]]:
    """The countries whose papers are written in a language."""
    found: dict[str, set[str]] = {}
    for place, tags in rows("spoken.tsv"):
        for tag in tags.split():
            found.setdefault(tag, set()).add(place)
    return {tag: frozenset(places) for tag, places in found.items()}


@cache
def towns(tag: str) -> dict[str, str]:
    """The towns and provinces of the countries that speak a language, folded, as they write them."""
    there = spoken().get(tag, frozenset())
    return {form: place for place, forms in rows("towns.tsv") if place in there for form in forms.split("|")}
