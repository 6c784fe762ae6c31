"""The words of dates: months, weekdays, labels and little links, in every language we know.

A word is looked up in the item's language first, then among the words of all the larger languages where they
agree. Words are compared folded: without case, accents and the differences of digits and apostrophes.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from standfirst.languages.tables import rows

_DATED = ("month", "persian", "bikram", "weekday", "hijri")
# Where a word has several parts to play, the earlier one.
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_SILENT = (*_NUMBERS, "vague")
_ROLES = ("am", "pm", "by", "link", "label", *_SILENT)

# Letters that are written in several ways for one sound or shape.
_SAME = {
    "ı": "i", "’": "'", "‘": "'", "ʼ": "'", "׳": "'", "`": "'", "´": "'", "′": "'", "–": "-", "—": "-",
    "‐": "-", "‑": "-", "−": "-", "：": ":", "／": "/", "．": ".", "－": "-", "，": ",", "\u00a0": " ",
    "\u3000": " ", "\u202f": " ", "\t": " ", "\n": " ", "\r": " ", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا",
    "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "\u200e": "\u200f", "\u061c": "\u200f", "（": "(",
    "）": ")", "٫": ".", "٬": ",", "،": ",", "۔": ".", "ς": "σ", "∕": "/", "⁄": "/", "\u2009": " ",
    "\u2008": " ", "\u2007": " ",
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
    if text.isascii():
        return text.lower() if "\n" not in text else text.translate(_FOLD)
    # "On the" of Hebrew is written on to a date in figures.
    return text.translate(_FOLD).replace("ב-", "ב ")


@cache
def words(language: str | None) -> tuple[dict[str, tuple[str, int]], dict[str, list[str]]]:
    """What each word means: (role, number); and names of several words, by their first word. Roles: month,
    weekday, either (number is the month), persian, bikram, hijri, link, label, by, am, pm."""
    table = {word: _meaning(meanings) for word, meanings in _meanings("*").items()}
    if language:
        anywhere = _meanings("*")
        for word, meanings in _meanings(language).items():
            # "Mar 18, 2031" stands on French pages too, whose own "mar." is a Tuesday.
            month = anywhere.get(word, {}).get("month") if "weekday" in meanings else None
            table[word] = _meaning(meanings if month is None else {"month": month} | meanings)
    for role, word in sorted(_labels(), key=lambda label: _ROLES.index(label[0])):
        if role not in _SILENT:
            table.setdefault(word, (role, 0))
    long: dict[str, list[str]] = defaultdict(list)
    for name in sorted((word for word in table if " " in word or "-" in word), key=len, reverse=True):
        long[re.split("[ -]", name)[0]].append(name)
    return table, dict(long)


@cache
def agos(language: str | None) -> dict[str, tuple[str, int]]:
    """Phrases that count back from now: "{} hours ago" is ("ago", unit), "yesterday" is ("day", 1). Units:
    0 minute, 1 hour, 2 day, 3 week, 4 month, 5 year, 6 second."""
    known = (*_rows().get("*", ()), *_rows().get(language or "", ()))
    return {word: (role, number) for role, number, words in known if role in ("ago", "day") for word in words}


@cache
def day_words(language: str | None = None) -> frozenset[str]:
    """The words, of a language or of any, one of which a phrase without digits needs to be a date."""
    return frozenset(part for phrase in agos(language) for part in phrase.split() if "{" not in part)


def any_month(found: Sequence[str], language: str | None) -> bool:
    """Whether one of some folded words begins as a month does, or ends in one."""
    months, stems = _months(language)
    return not months.isdisjoint(found) or any(
        word[:4] in stems or word[1:5] in stems or word[1:] in months for word in found
    )


@cache
def _months(language: str | None) -> tuple[frozenset[str], frozenset[str]]:
    table, _ = words(language)
    months = frozenset(
        part
        for word, (role, _) in table.items()
        if role in ("month", "either", "persian", "bikram", "hijri")
        for part in re.split("[ .'-]", word)
    )
    # Of the longer names the beginning is enough: endings and prepositions grow on them.
    return months, frozenset(month[:4] for month in months if len(month) > 3)


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
    return next((words[0] for role, _, words in _rows().get(tag, ()) if role == "order"), None)


@cache
def named(role: str) -> frozenset[str]:
    """All words of one role of the labels."""
    return frozenset(word for known, word in _labels() if known == role)


@cache
def numbers() -> dict[str, int]:
    """The numbers up to ten that are words."""
    return {word: count for count, role in enumerate(_NUMBERS, 1) for word in named(role)}


def _meanings(language: str) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for role, number, words in _rows().get(language, ()):
        if role in _DATED:
            for word in words:
                found[word][role] = number
    return found


def _meaning(roles: dict[str, int]) -> tuple[str, int]:
    if "month" in roles and "weekday" in roles:
        return ("either", roles["month"])
    role = next(role for role in _DATED if role in roles)
    return (role, roles[role])


@cache
def _rows() -> dict[str, list[tuple[str, int, list[str]]]]:
    known: dict[str, list[tuple[str, int, list[str]]]] = defaultdict(list)
    for language, role, number, words in rows("calendar.tsv"):
        known[language].append((role, int(number), words.split("|")))
    return dict(known)


@cache
def _labels() -> tuple[tuple[str, str], ...]:
    return tuple(
        (role, fold(word.replace("_", " ")).strip(".:,"))
        for role, listed in rows("date_labels.tsv")
        for word in unicodedata.normalize("NFC", listed).split()
    )
