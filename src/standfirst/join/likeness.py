"""How alike two tellings are, and what they share.

Within one language the words decide (TF-IDF over the window). Across languages only what survives translation
can: names (as consonants), numbers and countries. Countries that contradict each other forbid a join.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from standfirst.join.names import skeleton
from standfirst.model import Item

WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+|[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[.,]\d+)*")
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
CASELESS = frozenset(("ar", "fa", "ur", "he"))

_HEADLINE_COUNTS = 2
_SHORTEST_SKELETON = 3
_LEAST_NUMBER = 10


@dataclass(frozen=True, slots=True)
class Telling:
    """What joining sees of an item: its words, and the anchors that survive translation."""

    item: Item
    language: str
    words: Counter[str]
    anchors: frozenset[str]
    places: frozenset[str]
    day: date | None


def telling(item: Item) -> Telling:
    """The words and anchors of an item. Anchors are "n:4500" for numbers, "s:skeleton" for names."""
    language = (item.language or "").split("-")[0]
    headline, standfirst = WORD.findall(item.headline or ""), WORD.findall(item.standfirst or "")
    counts: Counter[str] = Counter()
    for tokens, times in ((headline, _HEADLINE_COUNTS), (standfirst, 1)):
        for token in tokens:
            for word in _units(token):
                counts[word] += times
    anchors = frozenset((*_anchors(headline, language), *_anchors(standfirst, language)))
    return Telling(item, language, counts, anchors, frozenset(item.places), _day(item.published))


def _units(token: str) -> Iterable[str]:
    """The words of a token: a run of characters without spaces counts as its pairs."""
    if UNSPACED.match(token):
        return [token[i : i + 2] for i in range(max(1, len(token) - 1))]
    folded = token.casefold()
    # A word's first letters carry its meaning in the languages that inflect at the end.
    return [folded[:6]] if len(folded) > 2 or folded.isdigit() else []


def _anchors(tokens: Sequence[str], language: str) -> Iterable[str]:
    for i, token in enumerate(tokens):
        if token[0].isdigit():
            digits = re.sub(r"[.,](?=\d{3}\b)", "", token)
            if _telling_number(digits):
                yield f"n:{digits}"
        elif (token[0].isupper() and (i or not token[1:].islower())) or (language in CASELESS) or i == 0:
            bones = skeleton(token)
            if len(bones) >= _SHORTEST_SKELETON:
                yield f"s:{bones}"


def _telling_number(digits: str) -> bool:
    """Whether a number says something of the event: small counts and years are everywhere."""
    if not digits.isdigit():
        return True
    return int(digits) >= _LEAST_NUMBER and not (len(digits) == 4 and digits[:2] in ("19", "20"))


def _day(published: str | None) -> date | None:
    return date.fromisoformat(published[:10]) if published and len(published) >= 10 else None


@dataclass(frozen=True, slots=True)
class Window:
    """The tellings that may be joined, with how rare each word and anchor is among them."""

    tellings: tuple[Telling, ...]
    rarity: dict[str, float]
    anchor_rarity: dict[str, float]
    norms: tuple[float, ...]


def window(items: Iterable[Item]) -> Window:
    """Weigh the words of the items against one another."""
    tellings = tuple(telling(item) for item in items)
    words = Counter(w for t in tellings for w in _keys(t))
    anchors = Counter(a for t in tellings for a in t.anchors)
    total = len(tellings) + 1
    rarity = {w: math.log(1 + total / n) for w, n in words.items()}
    scale = math.log(1 + total)
    anchor_rarity = {a: math.log(1 + total / n) / scale for a, n in anchors.items()}
    norms = tuple(math.sqrt(sum((c * rarity[_key(t, w)]) ** 2 for w, c in t.words.items())) for t in tellings)
    return Window(tellings, rarity, anchor_rarity, norms)


def _key(t: Telling, word: str) -> str:
    return f"{t.language}:{word}"


def _keys(t: Telling) -> Iterable[str]:
    return (_key(t, w) for w in t.words)


# One telling in another language is as good as a likeness of 0.3 in one's own when it shares this much.
_ENOUGH_ANCHORS = 2.6
_PLACE_COUNTS = 0.5
_DAYS_APART = 4
JOINED = 0.28


def likeness(w: Window, i: int, j: int) -> float:
    """0 (nothing in common, or forbidden) to 1; at JOINED and above two tellings are taken for one story."""
    a, b = w.tellings[i], w.tellings[j]
    if a.day and b.day and abs((a.day - b.day).days) > _DAYS_APART:
        return 0.0
    if a.places and b.places and not a.places & b.places:
        return 0.0
    return _by_words(w, i, j) if a.language == b.language else _by_anchors(w, a, b)


def _by_words(w: Window, i: int, j: int) -> float:
    a, b = w.tellings[i], w.tellings[j]
    if not (w.norms[i] and w.norms[j]):
        return 0.0
    shared = a.words.keys() & b.words.keys()
    product = sum(a.words[x] * b.words[x] * w.rarity[_key(a, x)] ** 2 for x in shared)
    return product / (w.norms[i] * w.norms[j])


def _by_anchors(w: Window, a: Telling, b: Telling) -> float:
    shared = a.anchors & b.anchors
    if not shared:
        return 0.0
    weight = sum(_weight(x) * w.anchor_rarity[x] for x in shared) + _PLACE_COUNTS * len(a.places & b.places)
    return min(1.0, JOINED * weight / _ENOUGH_ANCHORS)


def _weight(anchor: str) -> float:
    """A long name or a number says more than three consonants, which may meet by chance."""
    kind, _, value = anchor.partition(":")
    if kind == "n":
        return 1.5
    return {3: 0.7, 4: 1.3}.get(len(value), 1.7)


def shared(a: Item, b: Item) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words (as printed in `a`) and the countries that two items share, for explaining a join."""
    one, two = telling(a), telling(b)
    bones = {x[2:] for x in one.anchors & two.anchors}
    tokens = WORD.findall(f"{a.headline or ''} {a.standfirst or ''}")
    same_words = one.words.keys() & two.words.keys() if one.language == two.language else set()
    kept = [t for t in tokens if _is_shared(t, bones, same_words)]
    return tuple(dict.fromkeys(kept)), tuple(sorted(one.places & two.places))


def _is_shared(token: str, bones: set[str], words: Iterable[str]) -> bool:
    if token[0].isdigit():
        return re.sub(r"[.,](?=\d{3}\b)", "", token) in bones
    longish = len(token) > 3 and any(unit in words for unit in _units(token))
    return longish or (len(token) > 3 and skeleton(token) in bones)
