"""The words of dates: months, weekdays, labels and little links, in every language we know.

A word is looked up in the item's language first, then among the words of all the larger languages where they
agree. Words are compared folded: without case, accents and the differences of digits and apostrophes.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib import resources

# Languages whose words are known also where the language of the text is not.
_LARGER = frozenset(
    "en fr es pt it de nl sv no da fi is et lv lt pl cs sk sl hr sr bs mk bg ru uk be ro hu el tr az ca gl eu sq he ar "
    "fa ur hi bn th vi id ms fil zh ja ko ka hy kk mr ne ta te gu pa ml kn sw af cy ga mt eo".split()
)
_SHORTEST_SHARED = 3
# Where a word has several parts to play, the earlier one.
_ROLES = ("am", "pm", "by", "link", "label", "one", "vague")

# Letters that are written in several ways for one sound or shape.
_SAME = {
    "ı": "i", "’": "'", "‘": "'", "ʼ": "'", "׳": "'", "`": "'", "´": "'", "′": "'", "–": "-", "—": "-", "‐": "-",
    "‑": "-", "−": "-", "：": ":", "／": "/", "．": ".", "－": "-", "，": ",", "\u00a0": " ", "\u3000": " ", "\u202f": " ",
    "\t": " ", "\n": " ", "\r": " ", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه",
    "ۀ": "ه", "\u200e": "\u200f", "\u061c": "\u200f", "（": "(", "）": ")", "٫": ".", "٬": ",", "،": ",", "۔": ".",
    "ς": "σ", "∕": "/", "⁄": "/", "\u2009": " ", "\u2008": " ", "\u2007": " ",
}  # fmt: skip


class _Fold(dict[int, str]):
    """A table for str.translate that grows as characters come along; every character stays one character, so
    places in the folded text are places in the text."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        digit = unicodedata.decimal(char, -1)
        folded = _SAME.get(char) or (str(digit) if digit >= 0 else _bare(char))
        self[code] = folded
        return folded


def _bare(char: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", char.lower()) if not "\u0300" <= c <= "\u036f")
    bare = unicodedata.normalize("NFC", bare)
    return _SAME.get(bare, bare) if len(bare) == 1 else char


_FOLD = _Fold()


def fold(text: str) -> str:
    """A text in the form words are compared in, of the same length."""
    return text.lower() if text.isascii() and "\n" not in text else text.translate(_FOLD)


Words = dict[str, str]


@cache
def words(language: str | None) -> tuple[dict[str, tuple[str, int]], frozenset[str]]:
    """What each word means: (role, number); and the first words of names of several words. Roles: month,
    weekday, either (number is the month), persian, hijri, link, label, by, am, pm."""
    table = dict(_shared())
    if language:
        for word, meanings in _by_language().get(language, {}).items():
            table[word] = _meaning(meanings)
    for role, word in sorted(_labels(), key=lambda label: _ROLES.index(label[0])):
        if role not in ("one", "vague"):
            table.setdefault(word, (role, 0))
    return table, frozenset(re.split("[ -]", word)[0] for word in table if " " in word or "-" in word)


@cache
def agos(language: str | None) -> dict[str, tuple[str, int]]:
    """Phrases that count back from now: "{} hours ago" is ("ago", unit), "yesterday" is ("day", 1). Units:
    0 minute, 1 hour, 2 day, 3 week, 4 month, 5 year, 6 second."""
    table: dict[str, tuple[str, int]] = {}
    clashing: set[str] = set()
    for tag, role, number, word in _rows():
        if role not in ("ago", "day") or (tag not in _LARGER and tag != language):
            continue
        if word in table and table[word] != (role, number):
            clashing.add(word)
        table.setdefault(word, (role, number))
    for word in clashing:
        del table[word]
    own = {
        word: (role, number) for tag, role, number, word in _rows() if tag == language and role in ("ago", "day")
    }
    return table | own


@cache
def day_words() -> frozenset[str]:
    """The words, in any language, one of which a phrase without digits needs to be a date."""
    return frozenset(part for phrase in agos(None) for part in phrase.split() if "{" not in part)


@cache
def order_of(language: str | None) -> str | None:
    """The order of day, month and year in a language's numeric dates; None where its speakers differ."""
    if not language:
        return None
    tag, _, region = language.partition("-")
    if tag == "en":
        # Of English-speaking countries a few put the month first, and pages seldom say whose English it is.
        return None if not region or region.upper() == "CA" else "mdy" if region.upper() in ("US", "PH") else "dmy"
    if language in ("fr-CA", "es-US", "es-PR"):
        return None
    return next((word for known, role, _, word in _rows() if known == tag and role == "order"), None)


@cache
def named(role: str) -> frozenset[str]:
    """All words of one role of the labels."""
    return frozenset(word for known, word in _labels() if known == role)


@cache
def _shared() -> dict[str, tuple[str, int]]:
    """Words of all larger languages whose meanings agree."""
    pooled: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for language in _LARGER:
        for word, meanings in _by_language().get(language, {}).items():
            if len(word) >= _SHORTEST_SHARED or not word.isascii():
                pooled[word] |= meanings
    shared = {}
    for word, meanings in pooled.items():
        if len({number for role, number in meanings if role == "month"}) <= 1:
            shared[word] = _meaning(meanings)
    return shared


def _meaning(meanings: set[tuple[str, int]]) -> tuple[str, int]:
    roles = dict(sorted(meanings))
    if "month" in roles and "weekday" in roles:
        return ("either", roles["month"])
    role = next(role for role in ("month", "persian", "weekday", "hijri") if role in roles)
    return (role, roles[role])


@cache
def _by_language() -> dict[str, dict[str, set[tuple[str, int]]]]:
    table: dict[str, dict[str, set[tuple[str, int]]]] = defaultdict(lambda: defaultdict(set))
    for language, role, number, word in _rows():
        if role in ("month", "weekday", "persian", "hijri"):
            table[language][word].add((role, number))
    return table


@cache
def _rows() -> tuple[tuple[str, str, int, str], ...]:
    return tuple(
        (language, role, int(number), word)
        for name in ("calendar.tsv", "calendar_more.tsv")
        for language, role, number, listed in _lines(name)
        for word in map(_lean, listed.split("|"))
    )


def _lean(word: str) -> str:
    word = fold(unicodedata.normalize("NFC", word)).strip(" .'")
    # Catalan and Occitan months come with their article.
    for article in ("de ", "d'"):
        word = word.removeprefix(article) if len(word) > 4 else word
    return word


@cache
def _labels() -> tuple[tuple[str, str], ...]:
    return tuple(
        (role, fold(word.replace("_", " ")).strip(".:,"))
        for role, listed in _lines("date_labels.tsv")
        for word in unicodedata.normalize("NFC", listed).split()
    )


def _lines(name: str) -> Iterator[list[str]]:
    text = (resources.files("standfirst.languages") / name).read_text("utf-8")
    return (line.split("\t") for line in text.splitlines()[1:])
