"""Amounts of money within a text, and what part of what goal has been reached ("31.500 euro su 80.000").

Numbers are found first; what stands beside each is looked up, so that the tables may be as long as they like.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from standfirst.languages.tables import rows
from standfirst.read.kinds import kind_words

# 10.000 · 10 000,50 · 10'000.50 · 12,34,567 · 10000.5
_NUMBER = re.compile(
    r"(?<!\d)(?<!\d[.,])(?:\d{1,2}(?:,\d\d){1,4},\d{3}(?:\.\d{1,2})?(?!\d)"
    r"|\d{1,3}(?:[.,'’ \u00a0\u2009\u202f]\d{3}){1,4}(?:[.,]\d{1,2})?(?!\d)|\d{1,12}(?:[.,]\d{1,2})?(?!\d))"
)
_DIGIT = re.compile(r"\d")
_GROUPED = re.compile(r"['’ \u00a0\u2009\u202f]|[.,](?=\d{3}(?:\D|$))|,(?=\d\d,)")
_LAKHS = re.compile(r"\d{1,2}(?:,\d\d)+,\d{3}(?:\.\d+)?\Z")
# Arabic-Indic, Persian, Devanagari and Bengali digits, to those of ASCII: one character for one, so places stay.
_DIGITS = {ord(c): str(n % 10) for n, c in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९০১২৩৪৫৬৭৮৯")}
_DIGITS |= {ord("٬"): ",", ord("٫"): ".", **{code: "0123456789"[code - 0xFF10] for code in range(0xFF10, 0xFF1A)}}
_SPACE = " \u00a0\u202f"
_LONGEST_SIGN = 28
_LEAST_GOAL, _TWO = 100, 2
_BETWEEN = r"(?: [^\W\d]{2,20})?(?: [^\W\d]{2,20})?[  ](?P<of>%s) ?"
_GENITIVE = re.compile(r"['’]?[ıiuün]{0,2}n ?\Z")


class Amount(NamedTuple):
    """A sum as printed at text[start:end]. `currency` is an ISO 4217 code, the sign where it is of several
    currencies ("$"), or None where it stands with the other amount of a pair."""

    value: Decimal
    currency: str | None
    start: int
    end: int


class Part(NamedTuple):
    """So much of so much: what was reached and what was to be."""

    reached: Amount
    goal: Amount


class Table(NamedTuple):
    """Words and what they mean, and how they begin and end: with which letter, with which three."""

    words: dict[str, str]
    begins: frozenset[str]
    ends: frozenset[str]


def amounts(text: str) -> list[Amount]:
    """The amounts of money in a text, from left to right."""
    return [told for told in numbers(text) if told.currency] if _DIGIT.search(text) else []


def part_of(text: str) -> Part | None:
    """The first "so much of so much" of a text, of money or of things; None where there is none, or where the
    second is not the greater ("3 of 5 March" is none either: a goal has three digits)."""
    if not _DIGIT.search(text):
        return None
    low = _plain(text)
    for first, second in pairwise(numbers(text)):
        between = low[first.end : second.start]
        if _of().match(f" {between.strip(_SPACE)} "):
            reached, goal = first, second
        elif _GENITIVE.match(between) or (not between.strip(_SPACE) and low[first.end - 1] == "n"):
            reached, goal = second, first
        else:
            continue
        currencies = {reached.currency, goal.currency} - {None}
        if goal.value > reached.value and goal.value >= _LEAST_GOAL and len(currencies) < _TWO:
            currency = reached.currency or goal.currency
            return Part(reached._replace(currency=currency), goal._replace(currency=currency))
    return None


def numbers(text: str) -> list[Amount]:
    """Every number, with the currency that stands beside it."""
    low = _plain(text)
    found: list[Amount] = []
    for told in _NUMBER.finditer(low):
        start, end = told.span()
        scale, after_scale = _longest(low, end, _scales())
        end = after_scale if scale else end
        before, sign_start = _sign_before(low, start)
        after, sign_end = _longest(low, end, _signs())
        if (low[end : end + 1].isalpha() or low[end : end + 1] == "%") and not (scale or after):
            continue  # a number that is part of a word (48th), or of a hundred
        if start and low[start - 1].isalnum() and not before and low[start - 1] < "\u0e00":
            continue
        sign = before or after
        start, end = (sign_start, end) if before else (start, sign_end)
        value = _value(told[0]) * int(_scales().words[scale] if scale else 1)
        # The stop of "kr." may as well end the sentence.
        found.append(Amount(value, _signs().words[sign].rstrip(".") if sign else None, start, end))
    return found


def _longest(low: str, end: int, table: Table) -> tuple[str, int]:
    """The longest word of a table that stands after a place, a space between at most, and where it ends."""
    start = end + (low[end : end + 1] != "" and low[end] in _SPACE)
    if not _may_be(low[start : start + 1], low[start : start + 2], low[start : start + 3], table.begins, table):
        return "", end
    ends = [n for n in range(start + 1, min(len(low), start + _LONGEST_SIGN) + 1) if _breaks(low, n)]
    for stop in reversed(ends):
        if low[start:stop] in table.words:
            dotted = low[stop : stop + 1] == "." and low[stop + 1 : stop + 2] in (*_SPACE,)
            return low[start:stop], stop + (dotted and stop - start < 5)
    return "", end


def _sign_before(low: str, start: int) -> tuple[str, int]:
    stop = start - (start > 0 and low[start - 1] in _SPACE)
    cut = low[max(0, stop - 3) : stop]
    if not _may_be(cut[-1:], cut[-2:], cut, _signs().ends, _signs()):
        return "", start
    for begin in range(max(0, stop - _LONGEST_SIGN), stop):
        if _begins(low, begin) and low[begin:stop] in _signs().words:
            return low[begin:stop], begin
    return "", start


def _may_be(one: str, two: str, three: str, known: frozenset[str], table: Table) -> bool:
    """A cheap look: a word begins (or ends) so, or is as short."""
    return one in known and (three in known or one in table.words or two in table.words)


def _breaks(low: str, place: int) -> bool:
    """Whether a word may end here: scripts without spaces may end anywhere."""
    last, following = low[place - 1], low[place : place + 1]
    return not (last.isalpha() and following.isalpha() and last < "\u0e00")


def _begins(low: str, place: int) -> bool:
    return place == 0 or not (low[place].isalpha() and low[place - 1].isalpha() and low[place] < "\u0e00")


def _value(number: str) -> Decimal:
    if _LAKHS.match(number):
        return Decimal(number.replace(",", ""))
    return Decimal(_GROUPED.sub("", number).replace(",", "."))


def _plain(text: str) -> str:
    """Lower case without a change of length, digits as in ASCII."""
    low = text.lower()
    return (low if len(low) == len(text) else text).translate(_DIGITS)


@cache
def _scales() -> Table:
    return _table({word: scale for scale, listed in rows("scales.tsv") for word in listed.split("|")})


@cache
def _signs() -> Table:
    """Signs and words to codes; what several currencies share stands for itself."""
    named = (*rows("currency_names.tsv"), *rows("currencies.tsv"))
    return _table({word.rstrip("*"): code or word for code, listed in named for word in listed.split("|")})


def _table(words: dict[str, str]) -> Table:
    begins = frozenset(word[:length] for word in words for length in (1, 3))
    return Table(words, begins, frozenset(word[-length:] for word in words for length in (1, 3)))


@cache
def _of() -> re.Pattern[str]:
    of = "|".join(re.escape(word) for word in sorted(kind_words.words("of"), key=len, reverse=True))
    return re.compile(_BETWEEN % of + r"\Z")
