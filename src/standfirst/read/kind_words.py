"""The words that tell kinds, of all languages at once: which of a named row stand in a text."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u9fff\uac00-\ud7af]")
_RUN = re.compile(r"\w+")
_STEM = 3


class _Marks(NamedTuple):
    """What a text must hold to have a word of a row: one of `first` among its words, or a word that begins as one
    of `stems`, or one of `anywhere` at any place (`ascii` are those of ASCII). Most texts fail, at a fraction of
    what the pattern costs."""

    first: frozenset[str]
    stems: frozenset[str]
    anywhere: tuple[str, ...]
    ascii: tuple[str, ...]


def has(name: str, text: str) -> bool:
    """Whether a word of the row stands in a text."""
    low = text.lower()
    return _may_have(_marks(name), low) and bool(_pattern(name).search(low))


def _may_have(marks: _Marks, low: str) -> bool:
    if not marks.first.isdisjoint(_runs(low)):
        return True
    if marks.stems and not marks.stems.isdisjoint(_stems(low)):
        return True
    # What is written without spaces is in no text of ASCII.
    return any(word in low for word in (marks.ascii if low.isascii() else marks.anywhere))


@lru_cache(maxsize=64)
def _runs(low: str) -> frozenset[str]:
    return frozenset(_RUN.findall(low))


@lru_cache(maxsize=64)
def _stems(low: str) -> frozenset[str]:
    return frozenset(run[:_STEM] for run in _runs(low))


@cache
def _marks(name: str) -> _Marks:
    first: set[str] = set()
    stems: set[str] = set()
    anywhere: list[str] = []
    for word in words(name):
        run = _RUN.match(word)
        if run is None or _UNSPACED.match(word):
            anywhere.append(word.strip("*"))
        elif word[run.end() :] != "*":
            first.add(run[0])
        elif len(run[0]) >= _STEM:
            stems.add(run[0][:_STEM])
        else:
            anywhere.append(run[0])
    plain = tuple(word for word in anywhere if word.isascii())
    return _Marks(frozenset(first), frozenset(stems), tuple(anywhere), plain)


def found(name: str, text: str) -> list[str]:
    """The words of the row that stand in a text, in its order."""
    return [word[0] for word in _pattern(name).finditer(text.lower())]


@cache
def words(name: str) -> tuple[str, ...]:
    """A row as it is written, stars and all."""
    text = (resources.files("standfirst.languages") / "kind_words.tsv").read_text("utf-8")
    rows = dict(line.split("\t", 1) for line in text.splitlines()[1:])
    return tuple(rows[name].split("|"))


@cache
def _pattern(name: str) -> re.Pattern[str]:
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
