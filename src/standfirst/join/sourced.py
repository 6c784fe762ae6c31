"""What the sources of items say about joining them, where they are known.

A newsroom's window holds all that its sources print, most of it told once, so a join needs evidence that can be
pointed at; and a source seldom tells one thing twice, so what makes two of its items one story must be strong.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from standfirst.join.candidates import Marks
from standfirst.join.edited import Pair
from standfirst.join.features import NAMES
from standfirst.join.meanings import WIDTH
from standfirst.join.tellings import tells_an_event
from standfirst.join.window import Floats, Ints, Tokens, Window
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
_FIGURE = 0.8
# Vectors this close say the same without a word in common; of one kind of event they are often closer than 0.5.
_ONE_MEANING = 0.7
# In a language that the encoder does not know all texts are close: closer than each is to its nearest.
_BEYOND_OTHERS = 0.05
# Above this two items of one source may meet in a story, through others' tellings too.
SURE = 0.5
# Average linkage: a group must be like a telling as a whole, not in one of its members.
ENOUGH, CROWD = 0.3, (1.0, 1.0)

# What is less likely is of no consequence.
_HOPELESS = 0.05
_CHUNK = 2_000

_VECTORS, _BEYOND = NAMES.index("vectors"), NAMES.index("vectors beyond")
_AT_HOME, _UNDATED = NAMES.index("same language"), NAMES.index("undated")


def are_known(items: Sequence[Item]) -> bool:
    """Whether the items say where they come from."""
    return any(item.source_id for item in items)


def judged(items: Sequence[Item], w: Window, i: Ints, j: Ints, rows: Floats, likeness: Floats) -> Floats:
    """The likeness of pairs as their sources and what they share allow it."""
    same = _of_one_source(items, i, j)
    odds = likeness / np.maximum(1 - likeness, 1e-6) * np.where(same, _TWICE, 1)
    found: Floats = (odds / (1 + odds)).astype(np.float32)
    # Who asks for money asks of his own accord: what others tell of the same place is no telling of that.
    asks = np.array([item.kind == "appeal" for item in items], bool)
    found[asks[i] != asks[j]] = 0
    hopeful = np.flatnonzero(found > _HOPELESS)
    evident = _evident(w, i[hopeful], j[hopeful], rows[hopeful])
    found[np.setdiff1d(np.arange(len(found)), hopeful[evident], assume_unique=True)] = 0
    return found


def parted(items: Sequence[Item], i: Ints, j: Ints, likeness: Floats) -> list[Pair]:
    """Pairs of one source that must not meet in a story."""
    apart = _of_one_source(items, i, j) & (likeness < SURE)
    return list(zip(i[apart].tolist(), j[apart].tolist(), strict=True))


def _of_one_source(items: Sequence[Item], i: Ints, j: Ints) -> Marks:
    number: dict[str, int] = {}
    source = np.array([number.setdefault(item.source_id, len(number)) for item in items], np.int32)
    same: Marks = (source[i] == source[j]) & (source[i] != number.get("", -1))
    return same


def _figures_shared(w: Window, i: Ints, j: Ints) -> Floats:
    """How many numbers that tell an event the two of each pair share: days, hours and years are everyone's."""
    telling = [frozenset(n for n in t.numbers if tells_an_event(n)) for t in w.tellings]
    some = np.array([bool(numbers) for numbers in telling], bool)
    found = np.zeros(len(i), np.float32)
    both = np.flatnonzero(some[i] & some[j])
    pairs = zip(i[both].tolist(), j[both].tolist(), strict=True)
    found[both] = [len(telling[a] & telling[b]) for a, b in pairs]
    return found


def _evident(w: Window, i: Ints, j: Ints, rows: Floats) -> Marks:
    """Of which pairs there is something to point at: what both say and neither source says all the time."""
    words = _said_by_both(w.words, i, j)
    hard = _said_by_both(w.names, i, j) + _figures_shared(w, i, j) * _FIGURE
    # What may be of any day must share more to be of one.
    abroad = hard + words / 2 >= _SHARED_ABROAD + rows[:, _UNDATED] * _SHARED_UNDATED
    at_home = hard + words >= np.where(hard > 0, _SHARED_AT_HOME, _WORDS_ALONE)
    evident: Marks = np.where(rows[:, _AT_HOME] > 0, at_home, abroad)
    if w.vectors is not None and w.vectors.shape[1] != WIDTH:
        evident |= (rows[:, _VECTORS] >= _ONE_MEANING) & (rows[:, _BEYOND] >= _BEYOND_OTHERS)
    return evident


def _said_by_both(tokens: Tokens, i: Ints, j: Ints) -> Floats:
    """What the tokens of both weigh together, each by as much less as it is usual for either source."""
    found = np.zeros(len(i), np.float32)
    for start in range(0, len(i), _CHUNK):
        piece = slice(start, start + _CHUNK)
        a, b = i[piece], j[piece]
        one, two = tokens.ids[a], tokens.ids[b]
        news = np.zeros(one.shape, np.float32)
        for column in range(two.shape[1]):
            shared = one == two[:, column : column + 1]
            news = np.where(shared, 1 - tokens.usual[b, column][:, None], news)
        news *= np.where(one >= 0, tokens.weight[one], 0) * (1 - tokens.usual[a])
        found[piece] = news.sum(1)
    return found
