"""The words that tell kinds, of all languages at once: which of a named row stand in a text."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u9fff\uac00-\ud7af]")
_TOKEN = re.compile(r"\w+")
_PLAIN = re.compile(r"\w+\Z")
_STEM = 3


class _Text(NamedTuple):
    """A text in lower case, the runs of letters in it, and whether it has scripts that know no spaces."""

    low: str
    tokens: frozenset[str]
    unspaced: bool


class _Row(NamedTuple):
    """A row's words, by how they are looked for: `whole` ones are tokens; for the others there is a pattern,
    which is only tried where one of several words stands (`phrases`, by their first word), where a token begins or
    ends as theirs do, or where their script may hide them; always for a row with words that are `odd`."""

    whole: frozenset[str]
    phrases: dict[str, tuple[str, ...]]
    starts: frozenset[str]
    ends: frozenset[str]
    hidden: bool
    odd: bool


def has(name: str, text: str) -> bool:
    """Whether a word of the row stands in a text."""
    told, row = _cut(text), _row(name)
    return not row.whole.isdisjoint(told.tokens) or (_may_have(row, told) and bool(_others(name).search(told.low)))


def found(name: str, text: str) -> list[str]:
    """The words of the row that stand in a text, in its order."""
    told, row = _cut(text), _row(name)
    if row.whole.isdisjoint(told.tokens) and not _may_have(row, told):
        return []
    return [word[0] for word in _all(name).finditer(told.low)]


def _may_have(row: _Row, told: _Text) -> bool:
    return bool(
        any(phrase in told.low for first in row.phrases.keys() & told.tokens for phrase in row.phrases[first])
        or (row.starts and not row.starts.isdisjoint([token[:_STEM] for token in told.tokens]))
        or (row.ends and not row.ends.isdisjoint([token[-_STEM:] for token in told.tokens]))
        or (row.hidden and told.unspaced)
        or row.odd
    )


# Several rows are asked of one text, one after the other.
@lru_cache(maxsize=16)
def _cut(text: str) -> _Text:
    low = text.lower()
    return _Text(low, frozenset(_TOKEN.findall(low)), not low.isascii() and bool(_UNSPACED.search(low)))


def spans(name: str, text: str) -> list[tuple[int, int]]:
    """Where the words of the row stand in a text, as starts and ends."""
    return [word.span() for word in _all(name).finditer(text.lower())]


@cache
def words(name: str) -> tuple[str, ...]:
    """A row as it is written, stars and all."""
    text = (resources.files("standfirst.languages") / "kind_words.tsv").read_text("utf-8")
    rows = dict(line.split("\t", 1) for line in text.splitlines()[1:])
    return tuple(rows[name].split("|"))


@cache
def _row(name: str) -> _Row:
    listed = words(name)
    whole = frozenset(word for word in listed if _PLAIN.match(word) and not _UNSPACED.search(word))
    others = tuple(word for word in listed if word not in whole)
    stems = [word for word in others if len(word.strip("*")) >= _STEM and _PLAIN.match(word.strip("*"))]
    begin = {word[:_STEM] for word in stems if not word.startswith("*") and word.endswith("*")}
    end = {word[-_STEM:] for word in stems if word.startswith("*") and not word.endswith("*")}
    phrases: dict[str, tuple[str, ...]] = {}
    for word in others:
        if "*" not in word and (first := _TOKEN.match(word)):
            phrases[first[0]] = (*phrases.get(first[0], ()), word)
    known = sum(word.startswith("*") != word.endswith("*") for word in stems) + sum(map(len, phrases.values()))
    return _Row(
        whole,
        phrases,
        frozenset(begin),
        frozenset(end),
        any(_UNSPACED.search(word) for word in others),
        known < len(others),
    )


# Long patterns, dear to compile and seldom needed.
@cache
def _others(name: str) -> re.Pattern[str]:
    whole = _row(name).whole
    others = tuple(word for word in words(name) if word not in whole)
    return re.compile(any_of(others) if others else r"(?!)")


@cache
def _all(name: str) -> re.Pattern[str]:
    return re.compile(any_of(words(name)))


def any_of(listed: tuple[str, ...]) -> str:
    """A pattern for whole words; a star stands for any letters before or after; scripts without spaces are
    found anywhere."""
    spaced: list[str] = []
    unspaced: list[str] = []
    for word in sorted(listed, key=len, reverse=True):
        stem = re.escape(word.strip("*"))
        (unspaced if _UNSPACED.match(word) else spaced).append(
            (r"\w{0,20}" if word.startswith("*") else "") + stem + (r"\w*" if word.endswith("*") else "")
        )
    return "|".join(([rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)"] if spaced else []) + unspaced)
