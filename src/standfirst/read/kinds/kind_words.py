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
_LONGEST_BEGINNING = 20
_MANY = 60_000


class Rows(NamedTuple):
    """The rows of which a word stands in a text, for `sure` or `perhaps`: phrases are known by their longest word,
    and scripts without spaces may hide anything."""

    sure: frozenset[str]
    perhaps: frozenset[str]


def has(name: str, text: str) -> bool:
    """Whether a word of the row stands in a text."""
    told = rows_in(text)
    return name in told.sure or (name in told.perhaps and _phrases(name).search(text.lower()) is not None)


def may_have(names: frozenset[str], text: str) -> bool:
    """Whether words of any of the rows may stand in a text: a cheap look that most texts fail."""
    told = rows_in(text)
    return not (names.isdisjoint(told.sure) and names.isdisjoint(told.perhaps))


def found(name: str, text: str) -> list[str]:
    """The words of the row that stand in a text, in its order."""
    if not may_have(frozenset((name,)), text):
        return []
    return [word[0] for word in _all(name).finditer(text.lower())]


# Several rows are asked of one text, one after the other.
@lru_cache(maxsize=16)
def rows_in(text: str) -> Rows:
    """The rows of which a word stands in a text: of any other row none does."""
    told = set(filter(None, map(_PIECES.__getitem__, text.split())))
    if len(told) == 1:
        return told.pop()
    return Rows(_NONE.union(*(rows.sure for rows in told)), _NONE.union(*(rows.perhaps for rows in told)))


class _Pieces(dict[str, Rows | None]):
    """The rows that a piece of text between spaces tells of. Pieces come again and again, and nearly all tell of
    none."""

    def __missing__(self, piece: str) -> Rows | None:
        if len(self) > _MANY:
            self.clear()
        self[piece] = rows = _told_by(piece.lower())
        return rows


def _told_by(low: str) -> Rows | None:
    signs, sure, perhaps = _signs(), set[str](), set[str]()
    if not low.isascii() and _UNSPACED.search(low):
        perhaps |= signs.hidden
    for token in _TOKEN.findall(low):
        sure |= signs.words.get(token, _NONE)
        perhaps |= signs.longest.get(token, _NONE)
        sure.update(name for stem, name in signs.starts.get(token[:_STEM], ()) if token.startswith(stem))
        for stem, name in signs.ends.get(token[-_STEM:], ()):
            if token.endswith(stem) and len(token) - len(stem) <= _LONGEST_BEGINNING:
                sure.add(name)
    return Rows(frozenset(sure), frozenset(perhaps)) if sure or perhaps else None


_NONE: frozenset[str] = frozenset()
_PIECES = _Pieces()


class _Signs(NamedTuple):
    """The rows that a token tells of: as one of their words, as the longest of a phrase, by how it starts or ends
    (a stem each, by its first or last letters); and those that a script without spaces may hide."""

    words: dict[str, frozenset[str]]
    longest: dict[str, frozenset[str]]
    starts: dict[str, list[tuple[str, str]]]
    ends: dict[str, list[tuple[str, str]]]
    hidden: frozenset[str]


@cache
def _signs() -> _Signs:
    signs = _Signs({}, {}, {}, {}, frozenset(name for name in _rows() if any(map(_UNSPACED.search, words(name)))))
    for name in _rows():
        for word in words(name):
            stem, tokens = word.strip("*"), _TOKEN.findall(word)
            if _UNSPACED.search(word):
                continue
            if word.endswith("*"):
                signs.starts.setdefault(stem[:_STEM], []).append((stem, name))
            elif word.startswith("*"):
                signs.ends.setdefault(stem[-_STEM:], []).append((stem, name))
            else:
                table = signs.words if tokens == [word] else signs.longest
                sign = max(tokens, key=len)
                table[sign] = table.get(sign, _NONE) | {name}
    return signs


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


# Long patterns, dear to compile and seldom needed.
@cache
def _phrases(name: str) -> re.Pattern[str]:
    """What no token tells by itself."""
    some = tuple(w for w in words(name) if _UNSPACED.search(w) or not ("*" in w or _PLAIN.match(w)))
    return re.compile(any_of(some) if some else r"(?!)")


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
        before = rf"\w{{0,{_LONGEST_BEGINNING}}}" if word.startswith("*") else ""
        (unspaced if _UNSPACED.match(word) else spaced).append(
            before + stem + (r"\w*" if word.endswith("*") else "")
        )
    return "|".join(([rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)"] if spaced else []) + unspaced)
