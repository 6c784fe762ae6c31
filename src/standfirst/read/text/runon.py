"""Where a standfirst begins after a headline on one line, with nothing but a space between them.

Each gap between two words is weighed by what stands around it (`gaps`), by weights that
bench/train_text.py learned from headlines and standfirsts of many languages; then the lines of a document are
weighed anew by what its other lines are like.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import exp, log
from typing import NamedTuple

from standfirst.read.enough import MOSTLY
from standfirst.read.text.echoes import NONE, Fellows, fellows_of
from standfirst.read.text.gaps import gaps
from standfirst.read.text.likeness import CUT_MARK, weights
from standfirst.read.text.words import STOP
from standfirst.read.widths import WIDE, width

_CLAUSE = re.compile("[，。、]")
LONGEST_LOOK = 420  # signs of a line that are looked at
ROUNDS = 2  # how often the lines of a document are weighed by what the others are like
# Headlines that ask and then answer were too few to learn from.
ANSWERED = 2.5
SHORTEST = 60  # the usual width of lines that hold both at the least
LONGEST_END = 40
FELLOWS = 2.0  # what it says for a line being run together that its fellows are


def cuts(lines: Sequence[str], prior: float = 0.0) -> list[int]:
    """Where the standfirst begins in each line of a document whose lines all hold a headline and a standfirst,
    0 for a line that holds only one of them; nothing but 0 where the lines speak against it. `prior` is what
    else speaks for lines run together, as the logarithm of the odds."""
    if not lines or sum(map(width, lines)) < SHORTEST * len(lines):
        return [0] * len(lines)
    spaces = [_last_space(line) for line in lines]
    if all(spaces):
        return spaces
    fellows = fellows_of(line[:LONGEST_LOOK] for line in lines)
    told = [weighed(line, fellows) for line in lines]
    for _ in range(ROUNDS):
        told = _by_habit(told)
    surplus = [_surplus(spots) for spots in told]
    if not surplus or _mean(surplus) + prior < 0:
        return [0] * len(lines)
    return [
        _best(spots) if len(spots) > 1 and value + FELLOWS * (1 + _ends(line)) > 0 else 0
        for line, spots, value in zip(lines, told, surplus, strict=True)
    ]


def _last_space(line: str) -> int:
    """Where the last space of a line of Chinese or Japanese ends, if no clause ends before it, but one does behind
    it: headlines have spaces, sentences of theirs have none. Else 0."""
    before, space, after = line.rpartition(" ")
    headed = space and not _CLAUSE.search(before) and _CLAUSE.search(after) and _ends(line)
    return len(before) + 1 if headed and len(WIDE.findall(line)) > len(line) * MOSTLY else 0


def _surplus(spots: Sequence[Spot]) -> float:
    """By how much the best gap is likelier than none."""
    return max((spot.worth for spot in spots[1:]), default=-9.0) - spots[0].worth


def _mean(surplus: Sequence[float]) -> float:
    return sum(max(-6.0, min(6.0, value)) for value in surplus) / len(surplus)


def _ends(line: str) -> bool:
    """Whether a line ends as standfirsts do."""
    return bool(CUT_MARK.search(line[-LONGEST_END:]) or STOP.search(line[-LONGEST_END:]))


class Spot(NamedTuple):
    """A gap and its worth so far; `word` is the first of the standfirst, `length` the logarithm of the
    headline's width, `stop` whether the headline would end in a full stop."""

    at: int
    worth: float
    word: str
    length: float
    stop: bool


def weighed(line: str, fellows: Fellows = NONE) -> list[Spot]:
    """The gaps of a line, each with its worth; `fellows` is what the lines of its document say."""
    line = line[:LONGEST_LOOK]
    learned = weights()["cut"].get
    found = []
    for gap in gaps(line, fellows):
        worth = sum([learned(sign, 0.0) for sign in gap.signs])
        if "answered" in gap.signs:
            worth -= ANSWERED
        found.append(Spot(gap.at, worth, gap.word, log(gap.width + 1), gap.stop))
    return found


def _best(spots: Sequence[Spot]) -> int:
    return max(spots[1:], key=lambda spot: spot.worth).at


def _shares(spots: Sequence[Spot]) -> list[float]:
    top = max(spot.worth for spot in spots)
    powers = [exp(spot.worth - top) for spot in spots]
    total = sum(powers)
    return [power / total for power in powers]


class Habit(NamedTuple):
    """What the headlines of a document are like: how often each word comes first after them, how long they are
    (the middle and the spread of its logarithm), and what share of them ends in a full stop."""

    words: Counter[str]
    middle: float
    spread: float
    stops: float


def _by_habit(told: list[list[Spot]]) -> list[list[Spot]]:
    """The gaps weighed anew by the document's habits."""
    shares = [_shares(spots) for spots in told]
    words: Counter[str] = Counter()
    count = total = square = stops = 0.0
    for spots, likely in zip(told, shares, strict=True):
        for spot, share in zip(spots[1:], likely[1:], strict=True):
            words[spot.word] += share  # type: ignore[assignment]
            count, total, square = count + share, total + share * spot.length, square + share * spot.length**2
            stops += share * spot.stop
    if count < 1:
        return told
    middle = total / count
    habit = Habit(words, middle, square / count - middle**2 + 0.03, stops / count)
    return [_anew(spots, likely, habit) for spots, likely in zip(told, shares, strict=True)]


def _anew(spots: Sequence[Spot], likely: Sequence[float], habit: Habit) -> list[Spot]:
    own: Counter[str] = Counter()
    for spot, share in zip(spots, likely, strict=True):
        own[spot.word] += share  # type: ignore[assignment]
    found = [spots[0]]
    usual = log(max(habit.stops, 1 - habit.stops) + 0.03)
    for spot in spots[1:]:
        elsewhere = max(0.0, habit.words[spot.word] - own[spot.word])
        off = (spot.length - habit.middle) ** 2 / habit.spread / 2
        ending = log((habit.stops if spot.stop else 1 - habit.stops) + 0.03) - usual
        found.append(spot._replace(worth=spot.worth + 0.5 * log(1 + elsewhere) - 0.6 * off + 0.5 * ending))
    return found
