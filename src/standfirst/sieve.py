"""Which items a source or an edition takes: rules by any field, as text or as a regular expression. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from standfirst.model import KINDS, Item, Rules, Sieve, Story

FIELDS = ("headline", "standfirst", "kicker", "byline", "section", "link", "image", "published", "language",
          "kind", "places", "words")  # fmt: skip
"""What a rule may look at; "words" is all that is printed: kicker, headline, standfirst."""

_PRINTED = ("kicker", "headline", "standfirst")


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
        return re.compile(words[1:-1], re.IGNORECASE)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"{field} says {words}, which is no regular expression: {error}") from None


def passes(item: Item, sieve: Sieve) -> bool:
    """Whether an item is taken: one of the words of each field that is to be included stands there, and none of
    those that are excluded does."""
    return all(_says(item, field, sieve.include) for field in sieve.include) and not any(
        _says(item, field, sieve.exclude) for field in sieve.exclude
    )


def said(item: Item, sieve: Sieve) -> list[str]:
    """The words of an item that it is included for, one for each field."""
    found = []
    for field, patterns in sieve.include.items():
        matches = (p.search(text) for text in _texts(item, field) for p in patterns)
        found += [match[0] for match in matches if match][:1]
    return found if passes(item, sieve) else []


def _says(item: Item, field: str, told: Mapping[str, tuple[re.Pattern[str], ...]]) -> bool:
    return any(pattern.search(text) for text in _texts(item, field) for pattern in told[field])


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
