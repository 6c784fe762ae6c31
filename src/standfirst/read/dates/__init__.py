"""Dates as outlets print them, in the item's own language and calendar, as ISO 8601.

Unknown beats wrong: 03/04/2024 is None unless the language, a weekday or the page (`page_order`) decides; a
date without its year is None unless `now` makes the year certain. The time is kept where one is told, the zone
where one is told, and nothing is filled in.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache, lru_cache
from typing import NamedTuple

from standfirst.read.dates import words as dates_words
from standfirst.read.dates.ago import ago
from standfirst.read.dates.calendars import order_told, settle
from standfirst.read.dates.shapes import Token, shapes, tokens

__all__ = ["Spot", "counts_back", "is_of_a_calendar", "names_a_day", "only_labels", "page_order", "spot", "when"]

_LONGEST = 120
_LONGEST_WORDS_ONLY = 40
_SEVERAL, _MONTHS, _LONGEST_MONTH = 3, 12, 31
_DIGIT = re.compile(r"\d")
_PAIR = re.compile(r"\d\d[-/]\d\d")
_OF_AN_AGE = 3
# "R7.3.6", "令和7.3.6"
_ERA = re.compile(r"(?<!\w)([rhs]|令和|平成|昭和)\s?(\d{1,2})[./](\d{1,2})[./](\d{1,2})(?![\d./])")
_ERAS = {"r": "令和", "h": "平成", "s": "昭和"}
_SHORT_YEAR = re.compile(r"\d{8}$")
_HAN_NUMBERS = re.compile(r"[〇零一二三四五六七八九十]+(?=[年月日号號時时點点分])")
_HAN_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0}
# A day beside a month, ranges included ("17-18 February", "23.-25.06."), over the letters of tokens.
_A_DAY = re.compile("[dQq][cp]{0,4}[MX]|[MX][cp]{0,3}[dQq]|[NnIJj]|[Qq]p|dP")
_LONGEST_OF_A_LEAF = 20
_OF_A_LEAF = re.compile("[dWpclX]*[Mj][dyWpclXTAB]*$")
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
    # "12 May 2031:", above what is of that day.
    text = text.rstrip(":：") if text.endswith((":", "：")) else text
    if len(text) > _LONGEST or not text:
        return None
    # Most texts are dismissed by what their pieces are known to be.
    signs = _signs(text, _primary(language))
    if not signs & (_DIGITS | _BACK | _MOON):
        return None
    if len(text) > _LONGEST_WORDS_ONLY and not _DIGIT.search(text) and "月" not in text:
        return None
    return _when(text, language, now, order)


# A page says the same short things again and again, and readers ask about each more than once.
@lru_cache(maxsize=2048)
def _when(text: str, language: str | None, now: datetime | None, order: str | None) -> str | None:
    """What `when` tells of a text that may be a date."""
    tag = _primary(language)
    signs, folded = _signs(text, tag), _composed(text)
    # Of words alone only few count back from now.
    back = signs & _BACK and (signs & _DIGITS or len(_words(folded)) < _MANY_WORDS)
    if now and back and (told := ago(folded, tag, now)):
        return told
    dated = signs & _DIGITS and (signs & _MONTH or _FIGURES.search(folded))
    if dated or (signs & _MOON and _HAN_NUMBERS.search(folded)):
        return _whole(_with_digits(folded), language, now, order)
    return None


def _whole(folded: str, language: str | None, now: datetime | None, order: str | None) -> str | None:
    """The one date that a folded text is, with what may stand beside it."""
    if _SHORT_YEAR.match(folded.strip()):
        folded = f"{folded.strip()[:4]}-{folded.strip()[4:6]}-{folded.strip()[6:]}"
    if _primary(language) == "ja":
        folded = _ERA.sub(
            lambda found: f"{_ERAS.get(found[1], found[1])}{found[2]}年{found[3]}月{found[4]}日", folded
        )
    cut = tokens(folded, _primary(language))
    found: list[str] = []
    around, at = "", 0
    for told in shapes(cut):
        iso = settle(told, language, now, order)
        if iso:
            found.append(iso)
        elif told.shape != "hijri":
            return None
        around += _letters(cut, at, told.start) + "#"
        at = told.end
    around += _letters(cut, at, len(folded))
    if not found or _RANGE.search(around) or not all(map(_may_stand, _SEPARATOR.split(around))):
        return None
    # Of two dates the first is when it was published, the second when it was mended; but a range is no date.
    return found[0] if len(found) == 1 or found[0][:10] == found[-1][:10] or around.count("l") > 1 else None


_PASSED_OVER = frozenset("pcWZAB")


def _letters(cut: Sequence[Token], start: int, end: int) -> str:
    """What the tokens of a stretch are, without those that say nothing."""
    return "".join(t.letter for t in cut if start <= t.start and t.end <= end and t.letter not in _PASSED_OVER)


# Around a date: labels and a byline of some words; after them a word or two ("no comments"). A part that is set
# apart by a separator may be anything short.
_SEPARATOR = re.compile("[sh]")
_RANGE = re.compile("dh#|#hd$")
_BESIDE = re.compile(r"(?:l|b[od]{0,4})*#+(?:l|b[od]{0,4}|#)*$|(?:l|b[od]{0,4})+#+[odx]{0,3}$")
# A family may be called like a month: "Theresa May".
_APART = re.compile(r"(?:[lodxbT]{0,4}|b?o{1,2}M)$")


def _may_stand(part: str) -> bool:
    return bool((_BESIDE if "#" in part else _APART).match(part))


def spot(text: str, language: str | None = None, now: datetime | None = None) -> list[Spot]:
    """The full dates within a longer text, from left to right; what is undecided is passed over."""
    if not _DIGIT.search(text):
        return []
    folded, tag = dates_words.fold(text), _primary(language)
    if not _may_be_dated(folded, tag):
        return []
    spots = []
    for told in shapes(tokens(folded, tag)):
        # Years of two figures settle nothing but in Thai.
        if (told.shape not in _THIN or told.shape == "dmd") and (iso := settle(told, language, now, None)):
            spots.append(Spot(told.start, told.end, iso))
    return spots


def names_a_day(text: str, language: str | None = None) -> bool:
    """Whether a text names some day of a month, with or without its year."""
    folded = dates_words.fold(text)
    if not _DIGIT.search(folded):
        return False
    return bool(_A_DAY.search("".join(token.letter for token in tokens(folded, _primary(language)))))


def is_of_a_calendar(text: str, language: str | None = None) -> bool:
    """Whether a short text is a month, with or without a day, as on a leaf of a calendar ("Fri 2 May")."""
    text = text.strip(" -–—|·")
    tag = _primary(language)
    if not 0 < len(text) <= _LONGEST_OF_A_LEAF or not _signs(text, tag) & (_DIGITS | _MONTH):
        return False
    folded = dates_words.fold(text)
    if not _may_be_dated(folded, tag):
        return False
    return bool(_OF_A_LEAF.match("".join(token.letter for token in tokens(folded, tag))))


def counts_back(text: str) -> bool:
    """Whether a short text is a number and words of those that count back from now, exactly or vaguely ("more than
    2 months ago", "10 min. ago"), in any language."""
    if not _DIGIT.search(text):
        return False
    words = set(_words(dates_words.fold(text)))
    told = len(words & dates_words.day_words())
    return told >= _OF_AN_AGE or (told > 0 and len(words) < _OF_AN_AGE)


def only_labels(text: str) -> bool:
    """Whether a text is nothing but words that stand beside dates: "Published on"."""
    return dates_words.named("label").issuperset(_words(dates_words.fold(text)))


def page_order(texts: Iterable[str]) -> str | None:
    """The order of day and month ("dmy", "mdy") that a page's dates in bare numbers prove: at least one cannot be
    read the other way, and none contradicts; where none has a year, those without. None where the page does not
    decide."""
    votes: Counter[str] = Counter()
    of_pairs: set[str] = set()
    firsts: set[int] = set()
    lasts: set[int] = set()
    for text in texts:
        if len(text) > _LONGEST or not _DIGIT.search(text):
            continue
        folded = dates_words.fold(text)
        for told in shapes(tokens(folded, None)):
            if told.shape == "partial" and _PAIR.fullmatch(folded) and max(told.parts) > _MONTHS:
                of_pairs.add("dmy" if told.parts[0] > _MONTHS else "mdy")
            if told.shape != "numeric":
                continue
            if order := order_told(told.parts, told.widths):
                votes[order] += 1
            elif told.widths == (2, 2, 2):
                firsts.add(told.parts[0])
                lasts.add(told.parts[2])
    # Of two figures each: what is beyond twelve and changes from date to date is the day, what does not the year.
    turned = _are_years(firsts, lasts)
    if not votes and turned != _are_years(lasts, firsts):
        return "ymd" if turned else "dmy"
    said = votes or of_pairs
    return next(iter(said)) if len(said) == 1 else None


def _are_years(ones: set[int], others: set[int]) -> bool:
    """Whether the first numbers of dates are one year or two that follow each other, and the others days."""
    return len(others) >= _SEVERAL and _MONTHS < max(others) <= _LONGEST_MONTH and max(ones) - min(ones) <= 1


def _primary(language: str | None) -> str | None:
    return language.split("-", 1)[0] if language else None


# What a date in figures looks like at the least, and what counts back from now in scripts without spaces.
_FIGURES = re.compile(
    r"(?=[\d年月년월tр])(?:\d\u200f?\s?[./\-]\s?\u200f?\d{1,2}\u200f?\s?[./\-]\s?\u200f?\d|[年月년월]|\d{8}|\bth(?:an)?g\.?\s?\d"
    r"|р сар)|^\W*(?:[^\W\d]{1,12}\W{1,3})?\d{1,2}[./-]\d{1,2}\b"
)
_BACK_UNSPACED = re.compile(r"[前天日刚剛전제늘금]|ที่|วาน|วัน|สักครู่")
_BETWEEN_WORDS = re.compile(r"[\s\d.,:;/|()\-'·«»]+")


def _words(folded: str) -> list[str]:
    return [word for word in _BETWEEN_WORDS.split(folded) if word]


# What a piece of text between two spaces may be part of.
_DIGITS, _BACK, _MONTH, _MOON = 1, 2, 4, 8
_MANY_WORDS, _MANY_PIECES = 8, 5_000


def _signs(text: str, tag: str | None) -> int:
    """What the pieces of a text tell it may be: a cheap look that most texts fail."""
    known, signs = _pieces(tag), 0
    for piece in text.split():
        signs |= known[piece]
    return signs


class _Pieces(dict[str, int]):
    """The signs of dates in pieces of text of one language. Pieces come again and again, and most have none."""

    def __init__(self, tag: str | None) -> None:
        super().__init__()
        self._tag = tag
        self._back = dates_words.day_words(tag)

    def __missing__(self, piece: str) -> int:
        if len(self) > _MANY_PIECES:
            self.clear()
        folded = _composed(piece)
        words = _words(folded)
        signs = _DIGITS if _DIGIT.search(folded) else 0
        if not self._back.isdisjoint(words) or _BACK_UNSPACED.search(folded):
            signs |= _BACK
        if dates_words.any_month(words, self._tag):
            signs |= _MONTH
        self[piece] = signs = signs | (_MOON if "月" in folded else 0)
        return signs


@cache
def _pieces(tag: str | None) -> _Pieces:
    return _Pieces(tag)


def _composed(text: str) -> str:
    return dates_words.fold(text if text.isascii() else unicodedata.normalize("NFC", text))


@lru_cache(maxsize=1024)
def _may_be_dated(folded: str, tag: str | None) -> bool:
    """Whether a text holds figures or a month such as dates are made of."""
    return bool(_FIGURES.search(folded)) or dates_words.any_month(_words(folded), tag)


def _with_digits(folded: str) -> str:
    if not any(char in folded for char in "年月"):
        return folded
    return _HAN_NUMBERS.sub(lambda found: str(_han_number(found[0])), folded)


def _han_number(written: str) -> int:
    if "十" in written:
        tens, _, ones = written.partition("十")
        return 10 * (_HAN_DIGITS.get(tens, 1) if tens else 1) + (_HAN_DIGITS.get(ones, 0) if ones else 0)
    return int("".join(str(_HAN_DIGITS[char]) for char in written))
