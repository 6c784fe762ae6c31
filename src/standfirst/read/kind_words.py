"""The words that tell kinds, of all languages at once: which of a named row stand in a text."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u9fff\uac00-\ud7af]")


def has(name: str, text: str) -> bool:
    """Whether a word of the row stands in a text."""
    return bool(_pattern(name).search(text.lower()))


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
