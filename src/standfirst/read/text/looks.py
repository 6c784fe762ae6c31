"""What the lines of a text look like, by name: each by itself, with those that stand alike, beside its neighbours.

Lines stand alike that are of one kind and as far from the same kinds of marks (dates, labels, "read more", empty
lines) above and below: the second line below a date, the line right above "read more". What such lines are like
together tells more of each than it does itself, as a listing says the same in the same place of every item.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable, Sequence
from statistics import median
from typing import NamedTuple

from standfirst.read.text.likeness import CUT_MARK, likeness
from standfirst.read.text.line import Line, shape
from standfirst.read.text.signed import signed
from standfirst.read.widths import width

_WIDTHS = (6, 12, 20, 30, 42, 56, 75, 100, 140, 190, 260, 400)
_RATIOS = (0.15, 0.3, 0.5, 0.75, 0.95, 1.1, 1.4, 2.0, 3.0, 5.0)
_STEPS = (0.25, 0.5, 0.8, 1.25, 2.0, 4.0)
_COUNTS = (1, 2, 3, 6)
_OFTEN = (0.03, 0.08, 0.15, 0.22)
_WORDS = (1, 2, 3, 5, 8)
_SHARES = (0.01, 0.2, 0.5, 0.8, 0.99)
_PARTS = (0.05, 0.12, 0.18, 0.23, 0.3, 0.45)
_SIZES = (1, 2, 4)
_SHORT, _LONG, _LONGER = 24, 90, 160
_STOP = re.compile(r"[.。।۔።]['\"”’»)]?$")
_WORD = re.compile(r"[^\W\d_]{4,}|[\u3040-\u30ff\u3400-\u9fff]{2}")
_TALLY = re.compile(r"\W*\d[\d.,kKmM]*\W*")
_HEADS = "\"'“«„‘「『•|»–-#@(+["
_SIGNS = (("|", "bar"), ("·", "dot"), ("•", "bullet"), (",", "comma"), (":", "colon"), ("@", "at"))
_ENDS = {
    sign: name for name, signs in (("cry", "?!？！؟"), ("colon", ":："), ("comma", ",;،、")) for sign in signs
}
_LETTERS = {"text": "t", "date": "d", "label": "l", "more": "m", "link": "a", "outlet": "o"}
_FAR = 4
_MOST_LIKE = 6
_NO_TEXT = -9.0
_LOOK = 300  # how many signs of a line its words are taken from


Mark = tuple[str, int]
"""A kind of line as a letter, and how many lines away it is."""
Place = tuple[str, Mark, Mark, bool, bool]
"""Where a line stands: its kind, the marks above and below it, and whether empty lines are."""


class Look(NamedTuple):
    """One line by itself: its kind as a letter, how wide it is, how it leans, how it ends, its words, its shape
    with digits made alike, its size, and whether it may be a name."""

    letter: str
    wide: int
    like: float
    end: str
    words: frozenset[str]
    shape: str
    size: str
    is_name: bool


class Pool(NamedTuple):
    """What lines that stand alike are like together."""

    like: str
    stops: str
    differ: str
    rest: tuple[str, ...]


def signs_of(lines: Sequence[Line]) -> tuple[list[list[str]], list[Place]]:
    """What each line of a document shows, by name; and where it stands, the same for lines that stand alike."""
    looks = [_look(line) for line in lines]
    usual = median([look.wide for look in looks if look.letter == "t"] or [1])
    same = Counter(look.shape for look in looks)
    places = _places(lines, looks)
    pools = _pools(looks, places), _pools(looks, _windows(looks))
    total = len(lines)
    found = []
    for at, (line, look) in enumerate(zip(lines, looks, strict=True)):
        often = same[look.shape]
        told = [
            f"kind {look.letter}",
            f"width {bisect_right(_WIDTHS, look.wide)}",
            f"ratio {bisect_right(_RATIOS, look.wide / max(1, usual))}",
            f"end {look.end}",
            f"like {_lean(look.like)}",
            f"words {bisect_right(_WORDS, line.text.count(' ') + 1)}",
            f"same {bisect_right(_COUNTS, often)} {bisect_right(_OFTEN, often / total)}",
            f"top {min(at, 3)}",
            f"foot {min(total - 1 - at, 3)}",
        ]
        if line.blanks:
            told.append("apart")
        if at + 1 == total or lines[at + 1].blanks:
            told.append("ends group")
        told += _flags(line, look)
        told += _standing(places[at])
        for name, pool in zip("PW", pools, strict=True):
            mine = pool[at]
            told += [f"{name} {sign}" for sign in (mine.like, mine.stops, mine.differ, *mine.rest)]
        found.append(told + _beside(at, looks, pools[0]))
    return found, places


def _look(line: Line) -> Look:
    text = line.text
    wide = width(text)
    end = _end(text)
    letter = _LETTERS.get(line.kind, "x")
    size = letter
    if letter == "t":
        full = wide >= _SHORT and end in ("stop", "cut")
        size = f"{bisect_right((_SHORT, _LONG, _LONGER), wide)}{'.' if full else ''}"
    words = text.split(None, 5)
    is_name = 2 <= len(words) <= 4 and text[-1].isalpha() and all(word[0].isupper() for word in words)
    like = likeness(text) if letter == "t" else _NO_TEXT
    return Look(
        letter, wide, like, end, frozenset(_WORD.findall(text[:_LOOK].lower())), shape(text), size, is_name
    )


def _end(text: str) -> str:
    if CUT_MARK.search(text[-12:]):
        return "cut"
    if _STOP.search(text[-2:]):
        return "stop"
    last = text[-1]
    if last.isalpha():
        return "letter"
    if last.isdigit():
        return "digit"
    return _ENDS.get(last, "quote" if last in "\"'”’»」』" else "sign")


def _lean(like: float) -> int:
    return max(-_MOST_LIKE, min(_MOST_LIKE, round(like)))


def _flags(line: Line, look: Look) -> list[str]:
    """What is seldom: how a line begins, what it counts or dates, which signs part it."""
    text = line.text
    found = [f"has {name}" for sign, name in _SIGNS if sign in text]
    first = text[0]
    if first.islower():
        found.append("begins small")
    elif first.isdigit():
        found.append("begins in digits")
    elif not first.isalpha():
        found.append(f"begins {first}" if first in _HEADS else "begins in a sign")
    if len(text) > 3 and text.isupper():
        found.append("shouted")
    if look.is_name:
        found.append("name")
    if signed(text):
        found.append("by")
    if text[-1].isdigit():
        found.append("tally" if _TALLY.fullmatch(text) else "ends in digits")
    if line.moments:
        found.append(_moment(line))
    return found


def _moment(line: Line) -> str:
    if sum(moment.end - moment.start for moment in line.moments) >= 0.8 * len(line.text):
        return "all moment" if line.moments[0].iso else "all unsure moment"
    return "moment at head" if line.moments[0].start < 3 else "moment"


# --- lines that stand alike -------------------------------------------------------------------------------


def _places(lines: Sequence[Line], looks: Sequence[Look]) -> list[Place]:
    """Where each line stands: its kind, the marks above and below it and how far they are, and empty lines."""
    letters = [look.letter for look in looks]
    above, below = _marks(letters), _marks(letters[::-1])[::-1]
    apart = [*(bool(line.blanks) for line in lines), True]
    return list(zip(letters, above, below, apart, apart[1:], strict=False))


def _standing(place: Place) -> tuple[str, str, str]:
    """How far from which marks a line stands."""
    (above, up), (below, down) = place[1:3]
    return f"above {above}{up}", f"below {below}{down}", f"between {above}{up} {below}{down}"


def _marks(letters: Sequence[str]) -> list[Mark]:
    """For each line the mark last before it, and how many lines ago it was."""
    found = []
    mark, far = "", 0
    for letter in letters:
        far = min(_FAR, far + 1)
        found.append((mark, far))
        if letter != "t":
            mark, far = letter, 0
    return found


def _windows(looks: Sequence[Look]) -> list[Hashable]:
    sizes = ["", *(look.size for look in looks), ""]
    return list(zip(sizes, sizes[1:], sizes[2:], strict=False))


def _pools(looks: Sequence[Look], places: Sequence[Hashable]) -> list[Pool]:
    pools: dict[Hashable, list[Look]] = {}
    for look, place in zip(looks, places, strict=True):
        pools.setdefault(place, []).append(look)
    told = {place: _together(pool, len(looks)) for place, pool in pools.items()}
    return [told[place] for place in places]


def _together(pool: Sequence[Look], total: int) -> Pool:
    count = len(pool)
    size = bisect_right(_SIZES, count)
    wide = bisect_right(_WIDTHS, sum([look.wide for look in pool]) / count)
    stops = bisect_right(_SHARES, sum([look.end in ("stop", "cut") for look in pool]) / count)
    names = bisect_right(_SHARES, sum([look.is_name for look in pool]) / count)
    differ = bisect_right(_SHARES, len({look.shape for look in pool}) / count)
    return Pool(
        f"like {_lean(sum([look.like for look in pool]) / count)} {size}",
        f"stops {stops} {size}",
        f"differ {differ} {size}",
        (f"wide {wide} {size}", f"names {names} {size}", f"share {bisect_right(_PARTS, count / total)}"),
    )


# --- neighbours -------------------------------------------------------------------------------------------


def _beside(at: int, looks: Sequence[Look], pools: Sequence[Pool]) -> list[str]:
    """What stands around a line."""
    look, total = looks[at], len(looks)
    told = []
    for step in (-3, -2, -1, 1, 2, 3):
        there = at + step
        if not 0 <= there < total:
            told.append(f"{step} none")
            continue
        other = looks[there]
        told.append(f"{step} size {other.size}")
        if abs(step) < 3:
            told += (
                f"{step} {pools[there].like}",
                f"{step} {pools[there].differ}",
                f"{step} sizes {look.size} {other.size}",
            )
            if other.letter == look.letter == "t":
                told.append(f"{step} echo {min(3, len(look.words & other.words))}")
        if abs(step) == 1:
            told += (
                f"{step} end {other.end}",
                f"{step} name {other.is_name}",
                f"{step} step {bisect_right(_STEPS, other.wide / max(1, look.wide))}",
                f"{step} {pools[there].stops}",
            )
    before = looks[at - 1].size if at else ""
    after = looks[at + 1].size if at + 1 < total else ""
    told.append(f"around {before} {look.size} {after}")
    return told
