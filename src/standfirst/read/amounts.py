"""Amounts of money within a text, and what part of what goal has been reached ("31.500 euro su 80.000")."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import NamedTuple

from standfirst.read import kind_words

_NUMBER = r"\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3}){1,4}(?:[.,]\d{1,2})?(?!\d)|\d{1,12}(?:[.,]\d{1,2})?(?!\d)"
_DIGIT = re.compile(r"\d")
# Arabic-Indic, Persian and Devanagari digits, to those of ASCII: one character for one, so places stay.
_DIGITS = {ord(c): str(n % 10) for n, c in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९")}
_LEAST_GOAL = 100


class Amount(NamedTuple):
    """A sum as printed at text[start:end]. `currency` is an ISO 4217 code, the sign where it is of several
    currencies ("$"), or None where it stands with the other amount of a pair."""

    value: float
    currency: str | None
    start: int
    end: int


class Part(NamedTuple):
    """So much of so much: what was reached and what was to be."""

    reached: Amount
    goal: Amount


def amounts(text: str) -> list[Amount]:
    """The amounts of money in a text, from left to right."""
    if not _DIGIT.search(text):
        return []
    return [_amount(told) for told in _money().finditer(_plain(text))]


def part_of(text: str) -> Part | None:
    """The first "so much of so much" of a text, of money or of things; None where there is none, or where the
    second is not the greater ("3 of 5 March" is none either: a goal has three digits)."""
    if not _DIGIT.search(text):
        return None
    for told in _parts().finditer(_plain(text)):
        first, second = _pair(told) if told["of"] else reversed(_pair(told))
        if second.value > first.value and second.value >= _LEAST_GOAL:
            return Part(first, second)
    return None


def _pair(told: re.Match[str]) -> tuple[Amount, Amount]:
    signs = [told[name] for name in ("before", "after", "before2", "after2")]
    currency = next((code for sign in signs if sign and (code := _codes().get(sign.strip()))), None)
    first_scale, second_scale = told["scale"], told["scale2"]
    return (
        Amount(_value(told["number"], first_scale), currency, told.start("number"), told.end("number")),
        Amount(_value(told["number2"], second_scale), currency, told.start("number2"), told.end("number2")),
    )


def _amount(told: re.Match[str]) -> Amount:
    name = "1" if told["number1"] else "2"
    sign = told["sign" + name].strip()
    value = _value(told["number" + name], told["scale" + name])
    return Amount(value, _codes().get(sign), told.start(), told.end())


def _value(number: str, scale: str | None) -> float:
    whole = re.sub(r"['’ \u00a0\u202f]|[.,](?=\d{3}(?:\D|$))", "", number).replace(",", ".")
    return float(whole) * _scales().get((scale or "").strip(" ."), 1)


def _plain(text: str) -> str:
    """Lower case without a change of length, digits as in ASCII."""
    low = text.lower()
    return (low if len(low) == len(text) else text).translate(_DIGITS)


@cache
def _scales() -> dict[str, int]:
    return {word: int(scale) for scale, listed in _rows("scales.tsv") for word in listed.split("|")}


@cache
def _codes() -> dict[str, str]:
    """Signs and words to codes; what several currencies share stands for itself."""
    rows = _rows("currencies.tsv")
    return {word.rstrip("*"): code or word for code, listed in rows for word in listed.split("|")}


def _rows(name: str) -> list[list[str]]:
    text = (resources.files("standfirst.languages") / name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines()[1:]]


@cache
def _sign() -> str:
    """Any currency: a word ends where letters end, a sign anywhere."""
    signs = sorted(_codes(), key=len, reverse=True)
    wordy = [re.escape(sign) + r"(?!\w)" for sign in signs if sign[-1].isalpha() and sign.isascii()]
    other = [re.escape(sign) for sign in signs if not (sign[-1].isalpha() and sign.isascii())]
    return "|".join(wordy + other)


@cache
def _scale() -> str:
    words = sorted(_scales(), key=len, reverse=True)
    return "|".join(re.escape(word) + (r"(?!\w)" if word[0] < "\u0e00" else "") for word in words)


@cache
def _money() -> re.Pattern[str]:
    sign, scale, space = _sign(), _scale(), r"[ \u00a0\u202f]?"
    before = rf"(?<!\w)(?P<sign1>{sign}){space}(?P<number1>{_NUMBER})(?:{space}(?P<scale1>{scale}))?"
    after = rf"(?<![\d.,])(?P<number2>{_NUMBER})(?:{space}(?P<scale2>{scale})\.?)?{space}(?P<sign2>{sign})"
    return re.compile(f"{before}|{after}")


@cache
def _parts() -> re.Pattern[str]:
    """A number, what is counted, "of", another; in Turkish the genitive alone says "of"."""
    sign, scale, space = _sign(), _scale(), r"[ \u00a0\u202f]?"
    of = "|".join(re.escape(word) for word in sorted(kind_words.words("of"), key=len, reverse=True))
    first = (
        rf"(?<![\w.,])(?P<before>{sign})?{space}(?P<number>{_NUMBER})(?:{space}(?P<scale>{scale})\.?)?"
        rf"(?:{space}(?P<after>{sign}))?"
    )
    between = rf"(?: [^\W\d]{{2,20}})?(?: [^\W\d]{{2,20}})? (?P<of>{of}) "
    genitive = r"['’][ıiuün]{1,2}n "
    second = (
        rf"(?P<before2>{sign})?{space}(?P<number2>{_NUMBER})(?:{space}(?P<scale2>{scale})\.?)?"
        rf"(?:{space}(?P<after2>{sign}))?"
    )
    return re.compile(rf"{first}(?:{between}|(?<=n) |{genitive}){second}")
