"""Events: pieces that say when something will take place that readers may go to.

A day is in every second piece. An event names its day and at least one thing more: what it is (a concert, an
open day), that it "will take place", what admission costs, or it stands under the label of an agenda.
"""

from __future__ import annotations

import re
from itertools import islice

from standfirst.read.dates import names_a_day, spot
from standfirst.read.kinds.kind_words import found, has
from standfirst.read.kinds.marks import kind_of_mark

SIGNS = frozenset(("occasion", "admission"))
"""Rows of words; without a word of any of them only the label of an agenda announces an event."""
_LOOKED_AT = 400
# How far the words that say it takes place may stand from its day.
_NEAR = 90
_DIGIT = re.compile(r"\d")
_SENTENCE = re.compile(r"[.!?。！？](?:\s|$)")


def is_event(headline: str, standfirst: str, label: str, language: str | None, published: str | None) -> bool:
    """Whether an item announces an event; `label` is its kicker or section. A day before the item was published
    is no announcement."""
    if not _DIGIT.search(headline) and not _DIGIT.search(standfirst[:_LOOKED_AT]):
        return False
    first = _first_sentences(standfirst, 2)
    if not _may_announce(f"{headline} {first}", label):
        return False
    in_headline = bool(_DIGIT.search(headline)) and names_a_day(headline, language)
    told = _is_dated_headline(headline, first) if in_headline else _is_dated_text(headline, first, language)
    if not told and kind_of_mark(label) == "event":
        told = in_headline or (bool(_DIGIT.search(first)) and names_a_day(first, language))
    return told and not _is_grave(headline, first) and not _is_past(f"{headline} {first}", language, published)


def _may_announce(text: str, label: str) -> bool:
    """Whether anything but a day speaks for an event: looking for a day costs most, and most texts have one."""
    return has("occasion", text) or has("admission", text) or kind_of_mark(label) == "event"


def _is_dated_headline(headline: str, first: str) -> bool:
    return has("occasion", headline) or has("admission", first)


def _is_dated_text(headline: str, first: str, language: str | None) -> bool:
    if not _DIGIT.search(first):
        return False
    happens = found("happens", first)
    at = first.lower().find(happens[0]) if happens else -1
    if at >= 0:
        around = first[max(0, at - _NEAR) : at + _NEAR]
        before = f"{headline} {first[: at + 60]}"
        return has("occasion", before) and names_a_day(around, language)
    return has("occasion", headline) and has("admission", first) and names_a_day(first, language)


def _is_grave(headline: str, first: str) -> bool:
    return has("grave", f"{headline} {_first_sentences(first, 1)}") or has("over", headline)


def _is_past(text: str, language: str | None, published: str | None) -> bool:
    if not published or len(published) < len("2024-03-05"):
        return False
    days = [told.iso[:10] for told in spot(text, language) if len(told.iso) >= len("2024-03-05")]
    return bool(days) and max(days) < published[:10]


def _first_sentences(text: str, count: int) -> str:
    ends = [told.end() for told in islice(_SENTENCE.finditer(text[:600]), count)]
    return text[: ends[-1]] if ends else text[:_LOOKED_AT]
