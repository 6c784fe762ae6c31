"""What the sources of items say about joining them, where they are known.

A newsroom's window holds all that its sources print, most of it told once, so a join needs evidence that can be
pointed at; and a source seldom tells one thing twice, so what makes two of its items one story must be strong.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standfirst.join.candidates import Marks
from standfirst.join.edited import Pair
from standfirst.join.features import NAMES
from standfirst.join.likeness import at_odds
from standfirst.join.meanings import WIDTH
from standfirst.join.tellings import Telling, tells_an_event
from standfirst.join.window import Floats, Ints, Tokens, Window, pieces
from standfirst.model import Item

# The odds that a source prints one event under two links, beside those that two sources do.
_TWICE = 0.002
# Sums of weights of what both tellings share; 1 is a word, name or number that hardly any other telling has. What
# much of a source has (its town, its house, its one theme) counts for so much less.
_SHARED_ABROAD = 1.6
_SHARED_AT_HOME = 3.6
_SHARED_UNDATED = 0.4
# So much without a name or figure: all news of a language is told in the same few words.
_WORDS_ALONE = 6.0
# Vectors this close say the same without a word in common; of one kind of event they are often closer than 0.5.
_ONE_MEANING = 0.7
# In a language that the encoder does not know all texts are close: closer than each is to its nearest.
_BEYOND_OTHERS = 0.05
# Above this two items of one source may meet in a story, through others' tellings too.
SURE = 0.5
# Average linkage: a group must be like a telling as a whole, not in one of its members.
ENOUGH = 0.3


_WORDS, _NAMES = NAMES.index("words sum"), NAMES.index("names sum")
_VECTORS, _BEYOND = NAMES.index("vectors"), NAMES.index("vectors beyond")
_AT_HOME, _UNDATED = NAMES.index("same language"), NAMES.index("undated")


def are_known(items: Sequence[Item]) -> bool:
    """Whether the items say where they come from."""
    return any(item.source_id for item in items)


class Sources(NamedTuple):
    """Of each telling the number of its source (-1 for none), whether it asks for something, its numbers that
    tell an event (days, hours and years are everyone's), and whether it has any."""

    number: NDArray[np.int32]
    asks: Marks
    figures: Sequence[frozenset[str]]
    tells: Marks

    @classmethod
    def of(cls, tellings: Sequence[Telling]) -> Sources:
        """What there is to know of the sources of tellings."""
        items = [t.item for t in tellings]
        figures = [frozenset(n for n in t.numbers if tells_an_event(n)) for t in tellings]
        asks = np.array([item.kind == "appeal" for item in items], bool)
        return cls(_numbered(items), asks, figures, np.array([bool(numbers) for numbers in figures], bool))

    def allow(self, w: Window, i: Ints, j: Ints, rows: Floats) -> Marks:
        """Of which pairs there is something to point at: what both say and neither source says all the time."""
        figures = self._figures_shared(i, j)
        allowed = _evident(rows, rows[:, _NAMES] + figures, rows[:, _WORDS])
        # What is usual for a source is asked only of pairs that share enough at all.
        some = np.flatnonzero(allowed)
        a, b = i[some], j[some]
        # A template is of one source: weekly columns, one notice for each fund.
        times = np.where(_of_one(self.number, a, b), 2, 1).astype(np.float32)
        hard = _said_by_both(w.names, a, b, times) + figures[some]
        allowed[some] = _evident(rows[some], hard, _said_by_both(w.words, a, b, times))
        if w.vectors is not None and w.vectors.shape[1] != WIDTH:
            allowed |= (rows[:, _VECTORS] >= _ONE_MEANING) & (rows[:, _BEYOND] >= _BEYOND_OTHERS)
        # Who asks for money asks of his own accord: what others tell of the same place is no telling of that.
        allowed &= self.asks[i] == self.asks[j]
        return allowed

    def judged(self, i: Ints, j: Ints, likeness: Floats) -> Floats:
        """The likeness of pairs, where a source seldom tells one event twice."""
        return at_odds(likeness, np.where(_of_one(self.number, i, j), _TWICE, 1))

    def _figures_shared(self, i: Ints, j: Ints) -> Floats:
        found = np.zeros(len(i), np.float32)
        both = np.flatnonzero(self.tells[i] & self.tells[j])
        pairs = zip(i[both].tolist(), j[both].tolist(), strict=True)
        found[both] = [len(self.figures[a] & self.figures[b]) for a, b in pairs]
        return found


def parted(items: Sequence[Item], i: Ints, j: Ints, likeness: Floats) -> list[Pair]:
    """Pairs of one source that must not meet in a story."""
    apart = _of_one(_numbered(items), i, j) & (likeness < SURE)
    return list(zip(i[apart].tolist(), j[apart].tolist(), strict=True))


def _numbered(items: Sequence[Item]) -> NDArray[np.int32]:
    """A number for the source of each item, -1 where none is known."""
    number = {"": -1}
    return np.array([number.setdefault(item.source_id, len(number)) for item in items], np.int32)


def _of_one(source: NDArray[np.int32], i: Ints, j: Ints) -> Marks:
    same: Marks = (source[i] == source[j]) & (source[i] >= 0)
    return same


def _evident(rows: Floats, hard: Floats, words: Floats) -> Marks:
    """Whether names, figures and words that both say are enough."""
    # What may be of any day must share more to be of one.
    abroad = hard + words / 2 >= _SHARED_ABROAD + rows[:, _UNDATED] * _SHARED_UNDATED
    at_home = hard + words >= np.where(hard > 0, _SHARED_AT_HOME, _WORDS_ALONE)
    evident: Marks = np.where(rows[:, _AT_HOME] > 0, at_home, abroad)
    return evident


def _said_by_both(tokens: Tokens, i: Ints, j: Ints, times: Floats) -> Floats:
    """What the tokens of both weigh together, each by as much less, so many times, as it is usual for either
    source."""
    found = np.zeros(len(i), np.float32)
    for piece in pieces(len(i)):
        a, b, often = i[piece], j[piece], times[piece, None]
        one, two = tokens.ids[a], tokens.ids[b]
        here, there = (np.maximum(1 - often * tokens.usual[ends], 0) for ends in (a, b))
        news = np.zeros(one.shape, np.float32)
        for column in range(two.shape[1]):
            news = np.where(one == two[:, column : column + 1], there[:, column : column + 1], news)
        found[piece] = (news * here * np.where(one >= 0, tokens.weight[one], 0)).sum(1)
    return found
