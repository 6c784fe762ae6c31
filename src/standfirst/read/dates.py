"""Dates as outlets print them, in the item's own language and calendar, as ISO 8601.

Unknown beats wrong: 03/04/2024 is None unless the language, a weekday or the page (`page_order`) decides; a
date without its year is None unless `now` makes the year certain. The time is kept where one is told, the zone
where one is told, and nothing is filled in.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from standfirst.read import dates_words
from standfirst.read.dates_ago import ago
from standfirst.read.dates_calendars import order_told, settle
from standfirst.read.dates_shapes import Token, shapes, tokens

__all__ = ["Spot", "page_order", "spot", "when"]

_LONGEST = 120
_LONGEST_WORDS_ONLY = 40
_DIGIT = re.compile(r"\d")
_SHORT_YEAR = re.compile(r"\d{8}$")
_HAN_NUMBERS = re.compile(r"[〇零一二三四五六七八九十]+(?=[年月日号號時时點点分])")
_HAN_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0}
# Shapes that are too thin to be picked out of running words.
_THIN = frozenset(("partial", "my", "ym", "dmd"))


class Spot(NamedTuple):
    """A date within a text: text[start:end] says it, `iso` is what it means."""

    start: int
    end: int
    iso: str


def when(
    text: str, language: str | None = None, now: datetime | None = None, order: str | None = None
) -> str | None:
    """The date that a short text is, or None where it is none or undecided. Labels, bylines and separators around
    the date are allowed ("Published on ...", "by A. Writer | ..."); running words are not. `now` is what relative
    dates and missing years count from; `order` ("dmy" or "mdy") is what the page decides for bare numbers."""
    if len(text) > _LONGEST or not text:
        return None
    if not _DIGIT.search(text) and not _may_be_words(text):
        return None
    folded = dates_words.fold(text if text.isascii() else unicodedata.normalize("NFC", text))
    tag = _primary(language)
    if now and (told := ago(folded, tag, now)):
        return told
    return _whole(_with_digits(folded), language, now, order)


def _whole(folded: str, language: str | None, now: datetime | None, order: str | None) -> str | None:
    if _SHORT_YEAR.match(folded.strip()):
        folded = f"{folded.strip()[:4]}-{folded.strip()[4:6]}-{folded.strip()[6:]}"
    cut = tokens(folded, _primary(language))
    found: list[str] = []
    rest = list(cut)
    for told in shapes(folded, cut):
        rest = [token for token in rest if token.end <= told.start or token.start >= told.end]
        iso = settle(told, language, now, order)
        if iso:
            found.append(iso)
        elif told.shape != "hijri":
            return None
    if not found or not _only_around(rest):
        return None
    # Of two dates the first is when it was published, the second when it was mended; but a range is no date.
    return found[0] if len(found) == 1 or found[0][:10] == found[-1][:10] or _labelled(cut) else None


def _labelled(cut: list[Token]) -> bool:
    return sum(token.letter == "l" for token in cut) > 1


_AROUND = re.compile("[pclWZAB]")
_MOST_WORDS = 6
_MOST_FOREIGN = 3


def _only_around(rest: list[Token]) -> bool:
    """Whether what stands around a date may stand there: labels, links, a byline, a word or two set apart."""
    code = "".join(token.letter for token in rest)
    foreign = 0
    for part in code.split("s"):
        words = _AROUND.sub("", part)
        if "b" in words and len(words) <= _MOST_WORDS:
            continue
        if set(words) - set("odx"):
            return False
        foreign += len(words)
    if "s" not in code and "l" not in code:
        return foreign == 0
    return foreign <= _MOST_FOREIGN


def spot(text: str, language: str | None = None, now: datetime | None = None) -> list[Spot]:
    """The full dates within a longer text, from left to right; what is undecided is passed over."""
    if not _DIGIT.search(text):
        return []
    folded = dates_words.fold(text)
    spots = []
    for told in shapes(folded, tokens(folded, _primary(language))):
        if told.shape not in _THIN and (iso := settle(told, language, now, None)):
            spots.append(Spot(told.start, told.end, iso))
    return spots


def page_order(texts: Iterable[str]) -> str | None:
    """The order of day and month ("dmy", "mdy") that a page's dates in bare numbers prove: at least one cannot be
    read the other way, and none contradicts. None where the page does not decide."""
    votes: Counter[str] = Counter()
    for text in texts:
        if len(text) > _LONGEST or not _DIGIT.search(text):
            continue
        folded = dates_words.fold(text)
        for told in shapes(folded, tokens(folded, None)):
            if told.shape == "numeric" and (order := order_told(told.parts, told.widths)):
                votes[order] += 1
    return next(iter(votes)) if len(votes) == 1 else None


def _primary(language: str | None) -> str | None:
    return language.split("-", 1)[0] if language else None


def _may_be_words(text: str) -> bool:
    """Whether a text without digits may be a date: short, with a word like "yesterday" in it."""
    if len(text) > _LONGEST_WORDS_ONLY:
        return False
    words = dates_words.fold(text).strip(" .:,").split()
    known = dates_words.day_words()
    return any(word.strip(".:,") in known for word in words) or any("〇一二三".find(char) > 0 for char in text)


def _with_digits(folded: str) -> str:
    if not any(char in folded for char in "年月"):
        return folded
    return _HAN_NUMBERS.sub(lambda found: str(_han_number(found[0])), folded)


def _han_number(written: str) -> int:
    if "十" in written:
        tens, _, ones = written.partition("十")
        return 10 * (_HAN_DIGITS.get(tens, 1) if tens else 1) + (_HAN_DIGITS.get(ones, 0) if ones else 0)
    return int("".join(str(_HAN_DIGITS[char]) for char in written))
