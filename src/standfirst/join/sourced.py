"""What the sources of items say about joining them, where they are known.

A newsroom's window holds all that its sources print, most of it told once, so a join needs evidence that can be
pointed at; and a source seldom tells one thing twice, so what makes two of its items one story must be strong.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from standfirst.join.edited import Pair
from standfirst.join.features import NAMES
from standfirst.join.meanings import WIDTH
from standfirst.join.tellings import tells_an_event
from standfirst.join.window import Floats, Ints, Window
from standfirst.model import Item

# The odds that a source prints one event under two links, beside those that two sources do.
_TWICE = 0.002
# Sums of weights of what both tellings share; 1 is a word, name or number that hardly any other telling has.
_SHARED_ABROAD = 1.6
_SHARED_AT_HOME = 3.0
# So much without a name or figure: all news of a language is told in the same few words.
_WORDS_ALONE = 4.5
_FIGURE = 0.8
# Vectors this close say the same without a word in common; of one kind of event they are often closer than 0.5.
_ONE_MEANING = 0.7
# Above this two items of one source may meet in a story, through others' tellings too.
SURE = 0.5
# Average linkage: a group must be like a telling as a whole, not in one of its members.
ENOUGH, CROWD = 0.3, (1.0, 1.0)

_WORDS, _NAMES = NAMES.index("words sum"), NAMES.index("names sum")
_VECTORS = NAMES.index("vectors")
_AT_HOME = NAMES.index("same language")


def are_known(items: Sequence[Item]) -> bool:
    """Whether the items say where they come from."""
    return any(item.source_id for item in items)


def judged(items: Sequence[Item], w: Window, i: Ints, j: Ints, rows: Floats, likeness: Floats) -> Floats:
    """The likeness of pairs as their sources and what they share allow it."""
    same = _of_one_source(items, i, j)
    odds = likeness / np.maximum(1 - likeness, 1e-6) * np.where(same, _TWICE, 1)
    encoded = w.vectors is not None and w.vectors.shape[1] != WIDTH
    evident = _evident(rows, _figures_shared(w, i, j)) | (encoded & (rows[:, _VECTORS] >= _ONE_MEANING))
    # Who asks for money asks of his own accord: what others tell of the same place is no telling of that.
    asks = np.array([item.kind == "appeal" for item in items], bool)
    allowed = evident & (asks[i] == asks[j])
    found: Floats = np.where(allowed, odds / (1 + odds), 0).astype(np.float32)
    return found


def parted(items: Sequence[Item], i: Ints, j: Ints, likeness: Floats) -> list[Pair]:
    """Pairs of one source that must not meet in a story."""
    apart = _of_one_source(items, i, j) & (likeness < SURE)
    return list(zip(i[apart].tolist(), j[apart].tolist(), strict=True))


def _of_one_source(items: Sequence[Item], i: Ints, j: Ints) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    number: dict[str, int] = {}
    source = np.array([number.setdefault(item.source_id, len(number)) for item in items], np.int32)
    same: np.ndarray[tuple[int], np.dtype[np.bool_]] = (source[i] == source[j]) & (source[i] != number.get("", -1))
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


def _evident(rows: Floats, figures: Floats) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    hard = rows[:, _NAMES] + figures * _FIGURE
    abroad = hard + rows[:, _WORDS] / 2 >= _SHARED_ABROAD
    at_home = hard + rows[:, _WORDS] >= np.where(hard > 0, _SHARED_AT_HOME, _WORDS_ALONE)
    found: np.ndarray[tuple[int], np.dtype[np.bool_]] = np.where(rows[:, _AT_HOME] > 0, at_home, abroad)
    return found
