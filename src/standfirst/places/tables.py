"""The tables of places, as they lie in files."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources


def rows(file: str) -> Iterator[list[str]]:
    """The rows of a table beside this module, its head first."""
    text = resources.files(__package__).joinpath(file).read_text("utf-8")
    return (line.split("\t") for line in text.split("\n") if line)


@cache
def names() -> dict[str, dict[str, str]]:
    """What each place is called, by language."""
    head, *others = rows("names.tsv")
    return {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in others}


@cache
def country_forms(tag: str) -> dict[str, str]:
    """Every written form of a country in a language, with its country."""
    _, *also = rows("also.tsv")
    countries = ((place, row.get(tag, "")) for place, row in names().items() if not place.isdigit())
    forms = {form: place for place, form in countries if form}
    forms.update({form: place for place, language, row in also if language == tag for form in row.split("|")})
    return forms


@cache
def city_forms() -> dict[str, str]:
    """Capitals and great cities in every spelling we know, with their country."""
    _, *cities = rows("cities.tsv")
    return {form: place for place, forms in cities for form in forms.split("|") if form}
