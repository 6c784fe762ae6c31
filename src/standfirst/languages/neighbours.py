"""Neighbours: the little words that tell languages apart which the statistics confuse or do not know."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain, islice

from standfirst.languages.tables import rows

# Signs of vowels stand within the words of India.
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0900-\u0963])*+(?:[’'-][^\W\d_]+)*")
_ENOUGH = 40
"""Words of a text that are looked at."""

_MANY = 20_000
_EACH = 0.04

# Languages that the statistics do not know, or take for these.
_BESIDE = {
    "gl": ("pt", "es"),
    "bs": ("hr", "sr"),
    "sr": ("hr", "bs"),
    "hr": ("sr", "bs"),
    "mk": ("bg", "sr"),
    "ms": ("id",),
    "ne": ("hi", "mr"),
    "af": ("nl",),
    "sk": ("cs",),
    "cs": ("sk",),
    "no": ("da",),
    "da": ("no",),
    "sw": (),
    "eo": (),
    "ga": (),
    "cy": (),
}
_LITTLE_LESS = 0.02
# What these say in a headline their neighbours mostly say as well: "da" and "se" are Galician, and so is "en" of
# Spanish; names with "at" between them are English sooner than Filipino.
_MAY_BE = {"gl": ("pt", "es"), "fil": ("en",)}


def little_words(text: str) -> dict[str, int]:
    """How many of a text's words each language has among its little ones."""
    words = islice(chain.from_iterable(map(_PIECES.__getitem__, text.split())), _ENOUGH)
    hits = sum(filter(None, words))  # long numbers: nought need not be added
    if not hits:
        return {}
    tags = _tags()
    return {tag: times for tag, times in zip(tags, hits.to_bytes(len(tags), "little"), strict=True) if times}


class _Pieces(dict[str, tuple[int, ...]]):
    """For each word of a piece of text between spaces a number that has a byte for each language, 1 where the word
    is among its little ones: the sum of some counts the words of all languages at once. The same pieces come again
    and again."""

    def __missing__(self, piece: str) -> tuple[int, ...]:
        if len(self) > _MANY:
            self.clear()
        known = _table()
        self[piece] = told = tuple(known.get(word, 0) for word in _WORD.findall(piece.lower()))
        return told


_PIECES = _Pieces()


def weighed(found: dict[str, float], hits: dict[str, int], text: str) -> dict[str, float]:
    """The scores of the statistics, weighed anew by the little words of the text."""
    scores = dict(found)
    for tag, times in hits.items():
        if tag in found:
            scores[tag] += _EACH * times
        neighbours = _BESIDE.get(tag) if times > 1 else None
        most = max((hits.get(n, 0) for n in neighbours or ()), default=1)
        if neighbours is not None and times > most:
            near = max((found[n] for n in neighbours if n in found), default=0.3) - _LITTLE_LESS
            scores[tag] = max(near, found.get(tag, 0.0)) + _EACH * times
    for tag, others in _MAY_BE.items():
        own = scores.get(tag)
        near = max((scores[other] for other in others if other in scores), default=0.0) if own else 0.0
        if near and own and own >= near and not _says_its_own(tag, others, text):
            scores[tag] = near - _LITTLE_LESS
    return scores


def _says_its_own(tag: str, others: tuple[str, ...], text: str) -> bool:
    """Whether a text has a little word of a language that is none of the others'."""
    mine, *theirs = (1 << 8 * _tags().index(each) for each in (tag, *others))
    marks = islice(chain.from_iterable(map(_PIECES.__getitem__, text.split())), _ENOUGH)
    return any(mark & mine and not any(mark & other for other in theirs) for mark in marks)


def is_beside(tag: str, best: str) -> bool:
    """Whether the statistics may have taken a language for the one they found best."""
    return best in _BESIDE.get(tag, ())


def is_unknown(tag: str) -> bool:
    """Whether the statistics know neither a language nor one that they take for it."""
    return _BESIDE.get(tag) == ()


def has_words(tag: str) -> bool:
    """Whether the little words of a language are known."""
    return tag in _tags()


@cache
def _table() -> dict[str, int]:
    table: dict[str, int] = {}
    for tag, words in _rows():
        mark = 1 << 8 * _tags().index(tag)
        for word in words.split():
            table[word] = table.get(word, 0) | mark
    return table


@cache
def _tags() -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag for tag, _ in _rows()))


@cache
def _rows() -> tuple[tuple[str, str], ...]:
    return tuple((tag, words) for tag, words in rows("little_words.tsv"))
