"""Which items a source or an edition takes: rules by any field, as text or as a regular expression. Pure.

A regular expression that people write may take years on a headline of fifty letters. So one that takes longer than
`MOST_SECONDS` on a text is given up: for as long as the program runs, rules do as if it did not stand there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from math import prod
from types import MappingProxyType
from typing import TYPE_CHECKING

from standfirst.model import KINDS, Item, Rules, Sieve, Story, tidy

if TYPE_CHECKING:
    import regex

FIELDS = ("headline", "standfirst", "kicker", "byline", "section", "link", "image", "published", "language",
          "kind", "places", "words")  # fmt: skip
"""What a rule may look at; "words" is all that is printed: kicker, headline, standfirst."""

_PRINTED = ("kicker", "headline", "standfirst")

MOST_SECONDS = 0.25
"""Of the processor, so that a busy machine gives up no more than a quiet one; a sound rule takes millionths."""
# What is repeated so many times is written out so many times before it is looked for: ten times this are 300 MB.
_MOST_REPEATED = 100_000
_COUNTS = re.compile(r"\{(\d+)")
_SHOWN = 60

# The expressions that were given up, each with the text that it took too long on.
_given_up: dict[re.Pattern[str], str] = {}


def rules(table: object) -> Rules:
    """The rules that a table of fields and what they should say gives. ValueError, as the end of a sentence, where
    one cannot be meant."""
    if not isinstance(table, dict) or not table:
        raise ValueError('should be a table of fields and words such as { headline = "ferry" }')
    unknown = next((field for field in table if field not in FIELDS), None)
    if unknown is not None:
        raise ValueError(f'names "{unknown}", which is no field: {", ".join(FIELDS[:-1])} or {FIELDS[-1]}')
    return MappingProxyType({field: _patterns(field, told) for field, told in table.items()})


def _patterns(field: str, told: object) -> tuple[re.Pattern[str], ...]:
    listed = [words for words in (told if isinstance(told, list) else [told]) if isinstance(words, str)]
    if not listed or listed not in (told, [told]) or not all(words.strip() for words in listed):
        raise ValueError(f"{field} should be words in quotes, or a list of them")
    patterns = tuple(_pattern(field, words.strip()) for words in listed)
    for words, pattern in zip(listed, patterns, strict=True):
        if field == "kind" and not any(map(pattern.search, KINDS)):
            raise ValueError(f"kind says {words}, which is none: {', '.join(KINDS[:-1])} or {KINDS[-1]}")
    return patterns


def _pattern(field: str, words: str) -> re.Pattern[str]:
    """Text is found anywhere, between /slashes/ stands a regular expression; case does not matter to either."""
    if len(words) < 3 or not (words.startswith("/") and words.endswith("/")):
        return re.compile(re.escape(words), re.IGNORECASE)
    try:
        pattern = re.compile(words[1:-1], re.IGNORECASE)
        if prod(max(1, int(count)) for count in _COUNTS.findall(pattern.pattern)) > _MOST_REPEATED:
            raise OverflowError(f"it repeats something more than {_MOST_REPEATED:,} times")
        _bounded(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"{field} says {words}, which is no regular expression: {error}") from None
    return pattern


@cache
def _bounded(pattern: re.Pattern[str]) -> regex.Pattern[str]:
    """The same expression for a search that ends. What both libraries understand is the same to both."""
    import regex

    try:
        return regex.compile(pattern.pattern, regex.IGNORECASE)
    except regex.error as error:
        raise re.error(str(error)) from None


def _found(pattern: re.Pattern[str], text: str) -> str | None:
    """What of the text the expression fits, "" for nothing but a place; None where it does not, or is given up."""
    if pattern in _given_up:
        return None
    try:
        match = _bounded(pattern).search(text, timeout=MOST_SECONDS)
    except TimeoutError:
        _given_up[pattern] = text
        return None
    return match[0] if match else None


def given_up(sieve: Sieve) -> list[str]:
    """The rules of a sieve that were given up since the program began, each as the end of a sentence."""
    return [
        f"{name}: {field} says /{pattern.pattern}/, which takes too long "
        f'("{_shown(_given_up[pattern])}"): nothing is left out for it'
        for name, told in (("include", sieve.include), ("exclude", sieve.exclude))
        for field, patterns in told.items()
        for pattern in patterns
        if pattern in _given_up
    ]


def _shown(text: str) -> str:
    words = tidy(text)
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


def passes(item: Item, sieve: Sieve) -> bool:
    """Whether an item is taken: one of the words of each field that is to be included stands there, and none of
    those that are excluded does. What was given up leaves nothing out."""
    return all(
        _says(item, field, told) or not _given_up.keys().isdisjoint(told) for field, told in sieve.include.items()
    ) and not any(_says(item, field, told) for field, told in sieve.exclude.items())


def said(item: Item, sieve: Sieve) -> list[str]:
    """The words of an item that it is included for, one for each field."""
    found = []
    for field, patterns in sieve.include.items():
        matches = (_found(p, text) for text in _texts(item, field) for p in patterns)
        found += [match for match in matches if match is not None][:1]
    return found if passes(item, sieve) else []


def _says(item: Item, field: str, patterns: Sequence[re.Pattern[str]]) -> bool:
    return any(_found(pattern, text) is not None for text in _texts(item, field) for pattern in patterns)


def _texts(item: Item, field: str) -> list[str]:
    if field == "words":
        return [words for name in _PRINTED if (words := getattr(item, name))]
    value = getattr(item, field)
    return list(value) if isinstance(value, tuple) else [value] if value else []


def sifted(story: Story, sieve: Sieve) -> Story | None:
    """The story with those of its tellings alone that are taken; None where none is."""
    if not sieve.include and not sieve.exclude:
        return story
    told = tuple(item for item in story.tellings if passes(item, sieve))
    return Story(story.id, told, story.lead) if told else None
