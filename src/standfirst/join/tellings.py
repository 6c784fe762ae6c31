"""What joining sees of an item: its words, names and numbers, in letters that all scripts share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from standfirst.join.names import roman, skeleton
from standfirst.model import Item

# What parts thousands and nothing else: two numbers that stand side by side have a plain space between them.
_PARTS = "'’\u00a0\u2009\u202f"
WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff]+|[^\W\d_]+(?:['’][^\W\d_]+)?"
    rf"|\d{{1,3}}(?:[{_PARTS}]\d{{3}}){{1,6}}(?:[.,]\d+)?(?!\w)|\d+(?:[.,:]\d+)*"
)
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
CASELESS = frozenset(("ar", "fa", "ur", "he", "hi", "ka", "bn", "ta"))

# Hours between two tellings of one story, at most.
FARTHEST = 120.0
# How the day was found of an item that bears none and was there when its source was first asked.
MET_FIRST = "the day its source was first asked"

# Many outlets end each headline with their own name: "… - The Daily Bugle".
_SIGNED = re.compile(r"\s+(?:[-–—|»]|::)\s+[^-–—|]{2,40}$")
_SHORTEST_SIGNED = 25
_THOUSANDS = re.compile(rf"[.,](?=\d{{3}}\b)|[{_PARTS}]")
_SHORTEST_SKELETON = 3
_WORD_STEM = 6
_LONGEST_TEXT = 400


@dataclass(frozen=True, slots=True)
class Telling:
    """An item as joining sees it. `text` is its words in Latin letters without case and accents; `words` are
    their stems, `names` skeletons of what is written like a name, `numbers` the digits. `hour` counts from
    the year 1, None where the item bears no date; where it was `met_first`, it bears none and stood there already
    when its source was first asked, so that its hour is ours."""

    item: Item
    language: str
    text: str
    words: tuple[str, ...]
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    places: frozenset[str]
    hour: float | None
    met_first: bool


def telling(item: Item) -> Telling:
    """What joining sees of an item."""
    language = (item.language or "").split("-")[0]
    words = f"{unsigned(item.headline or '')} . {item.standfirst or ''}"[:_LONGEST_TEXT]
    tokens = [_token(word) for word in WORD.findall(words)]
    stemmed = dict.fromkeys(stem for token in tokens for stem in token.stems)
    named = (t.bones for t in tokens if t.bones and (t.upper or language in CASELESS))
    numbers = dict.fromkeys(t.number for t in tokens if t.number)
    return Telling(
        item,
        language,
        " ".join(token.folded for token in tokens),
        tuple(stemmed),
        tuple(dict.fromkeys(named)),
        tuple(numbers),
        _told_places(item),
        hour(item.published),
        item.found.get("published") == MET_FIRST,
    )


def _told_places(item: Item) -> frozenset[str]:
    """The countries the item itself speaks of: where its source or its document is says nothing of the event."""
    return frozenset() if item.found.get("places", "").startswith("where its ") else frozenset(item.places)


def unsigned(headline: str) -> str:
    """A headline without the outlet's name at its end."""
    for _ in range(2):
        found = _SIGNED.search(headline)
        if not found or found.start() < _SHORTEST_SIGNED or len(found.group().split()) > 6:
            break
        headline = headline[: found.start()]
    return headline


def stems(text: str) -> list[str]:
    """What stands for the words of a text."""
    return [stem for word in WORD.findall(text) for stem in _token(word).stems]


class _Token(NamedTuple):
    """A word folded into Latin letters, what stands for it, its skeleton where that is long enough for a name's,
    whether it has a capital, and its digits where it is a number."""

    folded: str
    stems: tuple[str, ...]
    bones: str
    upper: bool
    number: str


@lru_cache(maxsize=200_000)
def _token(word: str) -> _Token:
    folded, bones = roman(word), skeleton(word)
    long = len(bones) >= _SHORTEST_SKELETON
    return _Token(folded, _stems(word, folded), bones if long else "", word[0].isupper(), figure(word))


def figure(word: str) -> str:
    """A number without what parts its thousands, its decimals behind a point; empty for what is no number.

    >>> [figure(word) for word in ("1,340", "1.340", "1'340", "1\N{NO-BREAK SPACE}340,5", "6,2", "6.2", "docks")]
    ['1340', '1340', '1340', '1340.5', '6.2', '6.2', '']
    """
    return _THOUSANDS.sub("", word).replace(",", ".") if word[0].isdecimal() else ""


def _stems(word: str, folded: str) -> tuple[str, ...]:
    """A run of characters without spaces counts as its pairs; else a word's first letters carry its meaning
    in the languages that inflect at the end."""
    if UNSPACED.match(word):
        return tuple(word[i : i + 2] for i in range(max(1, len(word) - 1)))
    return (folded[:_WORD_STEM],) if len(folded) > 2 and not folded[0].isdigit() else ()


def tells_an_event(number: str) -> bool:
    """Whether a number is no day, hour or year, which everyone's news has."""
    if not number.isdecimal():
        return ":" not in number
    return int(number) > 31 and not (len(number) == 4 and number[:2] in ("19", "20"))


def hour(published: str | None) -> float | None:
    """A day without an hour counts from its noon; a month or year alone says too little."""
    if not published or len(published) < 10:
        return None
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        return None
    hours = moment.hour + moment.minute / 60 if len(published) > 10 else 12.0
    offset = moment.utcoffset()
    return moment.toordinal() * 24 + hours - (offset.total_seconds() / 3600 if offset else 0.0)
