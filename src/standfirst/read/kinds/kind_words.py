"""The words that tell kinds, of all languages at once: which of a named row stand in a text."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from standfirst.languages.tables import rows

_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u9fff\uac00-\ud7af]")
_TOKEN = re.compile(r"\w+")
_PLAIN = re.compile(r"\w+\Z")
_STEM = 3
_MANY = 60_000


def has(name: str, text: str) -> bool:
    """Whether a word of the row stands in a text."""
    if name not in _rows_in(text):
        return False
    low = text.lower()
    return not _whole(name).isdisjoint(_TOKEN.findall(low)) or bool(_others(name).search(low))


def found(name: str, text: str) -> list[str]:
    """The words of the row that stand in a text, in its order."""
    return [word[0] for word in _all(name).finditer(text.lower())] if name in _rows_in(text) else []


# Several rows are asked of one text, one after the other.
@lru_cache(maxsize=16)
def _rows_in(text: str) -> frozenset[str]:
    """The rows of which a word may stand in a text: of any other row none does."""
    return _signs().odd.union(*map(_PIECES.__getitem__, text.split()))


class _Pieces(dict[str, frozenset[str]]):
    """The rows of which a word, or its longest part, may stand in a piece of text between spaces. Pieces come
    again and again, and nearly all are of no row."""

    def __missing__(self, piece: str) -> frozenset[str]:
        if len(self) > _MANY:
            self.clear()
        signs, low = _signs(), piece.lower()
        told = set(signs.hidden) if not low.isascii() and _UNSPACED.search(low) else set()
        for token in _TOKEN.findall(low):
            told |= signs.words.get(token, _NONE)
            told |= signs.starts.get(token[:_STEM], _NONE)
            told |= signs.ends.get(token[-_STEM:], _NONE)
        self[piece] = rows = frozenset(told) or _NONE
        return rows


_NONE: frozenset[str] = frozenset()
_PIECES = _Pieces()


class _Signs(NamedTuple):
    """The rows that a token tells of, by itself, as it starts or as it ends; those that a script without spaces
    may hide; those with words that no token tells."""

    words: dict[str, frozenset[str]]
    starts: dict[str, frozenset[str]]
    ends: dict[str, frozenset[str]]
    hidden: frozenset[str]
    odd: frozenset[str]


@cache
def _signs() -> _Signs:
    signs = _Signs({}, {}, {}, frozenset(), frozenset())
    for name in _rows():
        for word in words(name):
            stem, open_start, open_end = word.strip("*"), word.startswith("*"), word.endswith("*")
            tokens = _TOKEN.findall(stem)
            if _UNSPACED.search(word):
                signs = signs._replace(hidden=signs.hidden | {name})
            elif not (open_start or open_end) and tokens:
                _add(signs.words, max(tokens, key=len), name)
            elif open_start != open_end and len(stem) >= _STEM and tokens == [stem]:
                _add(signs.starts if open_end else signs.ends, stem[:_STEM] if open_end else stem[-_STEM:], name)
            else:
                signs = signs._replace(odd=signs.odd | {name})
    return signs


def _add(table: dict[str, frozenset[str]], sign: str, name: str) -> None:
    table[sign] = table.get(sign, _NONE) | {name}


def spans(name: str, text: str) -> list[tuple[int, int]]:
    """Where the words of the row stand in a text, as starts and ends."""
    return [word.span() for word in _all(name).finditer(text.lower())]


@cache
def words(name: str) -> tuple[str, ...]:
    """A row as it is written, stars and all."""
    return tuple(_rows()[name].split("|"))


@cache
def _rows() -> dict[str, str]:
    return dict(rows("kind_words.tsv"))


@cache
def _whole(name: str) -> frozenset[str]:
    """The words of a row that are tokens; for the others there is a pattern."""
    return frozenset(word for word in words(name) if _PLAIN.match(word) and not _UNSPACED.search(word))


# Long patterns, dear to compile and seldom needed.
@cache
def _others(name: str) -> re.Pattern[str]:
    others = tuple(word for word in words(name) if word not in _whole(name))
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
