"""Features: what a pair of tellings looks like in numbers, from which its likeness is reckoned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standfirst.join.window import Floats, Ints, Tokens, Window, pieces

NAMES = (
    "same language", "letters", "letters beyond", "words", "words sum", "rarest word", "names", "names sum",
    "rarest name", "numbers sum", "numbers differ", "least words", "most words", "least names", "hours",
    "undated", "places shared", "places differ", "one place", "vectors", "vectors beyond",
)  # fmt: skip

NEAR = [NAMES.index(n) for n in ("letters", "letters beyond", "vectors", "vectors beyond")]

Usual = NDArray[np.float32]

_NEIGHBOURS = 5
# Tellings are gone through in so many parts at most, and none of fewer than these.
_PARTS, _PART = 8, 16_384
# What stands in for the hours between two tellings where one bears no date.
_UNKNOWN_HOURS = 18.0


def features(w: Window, i: Ints, j: Ints, near: Near | None = None) -> Floats:
    """One row a pair, one column a name of NAMES; `near` is what nearness says of these pairs among all that
    are compared, of these alone by default."""
    rows = np.zeros((len(i), len(NAMES)), np.float32)
    usual, cosines = near or nearness(w, i, j)
    for n in range(cosines.shape[1]):
        rows[:, NEAR[2 * n]] = cosines[:, n]
        rows[:, NEAR[2 * n + 1]] = cosines[:, n] - (usual[i, n] + usual[j, n]) / 2
    for piece in pieces(len(i)):
        _fill(w, i[piece], j[piece], rows[piece])
    return rows


class Near(NamedTuple):
    """What each telling shares with its nearest on the average, and the cosines of pairs: by letters and, where
    there are some, by vectors, a column each. How far a cosine lies beyond what is usual for both ends tells more
    than itself, for what is alike to everything is alike to nothing."""

    usual: Usual
    cosines: Floats


def nearness(w: Window, i: Ints, j: Ints, before: Usual | None = None) -> Near:
    """How near all pairs are. `before` holds what is usual for each telling where that is known, NaN elsewhere."""
    both = [w.sketch] if w.vectors is None else [w.sketch, w.vectors]
    cosines = np.zeros((len(i), len(both)), np.float32)
    usual = np.zeros((len(w.tellings), 2), np.float32)
    for n, points in enumerate(both):
        cosines[:, n] = _cosines(points, i, j)
        usual[:, n] = _nearest(i, j, cosines[:, n], len(w.tellings))
        if before is not None:
            usual[:, n] = np.where(np.isnan(before[:, n]), usual[:, n], before[:, n])
    return Near(usual, cosines)


def _cosines(points: Floats, i: Ints, j: Ints) -> Floats:
    found = np.zeros(len(i), np.float32)
    for piece in pieces(len(i)):
        found[piece] = np.einsum("ij,ij->i", points[i[piece]], points[j[piece]])
    return found


def _fill(w: Window, i: Ints, j: Ints, rows: Floats) -> None:
    rows[:, 0] = w.language[i] == w.language[j]
    for tokens, column in ((w.words, 3), (w.names, 6)):
        product, weight, rarest = _shared(tokens, i, j)
        rows[:, column] = product / np.maximum(tokens.norm[i] * tokens.norm[j], 1e-9)
        rows[:, column + 1], rows[:, column + 2] = weight, rarest
    rows[:, 9] = _shared(w.numbers, i, j)[1]
    rows[:, 10] = (w.numbers.norm[i] > 0) & (w.numbers.norm[j] > 0) & (rows[:, 9] == 0)
    rows[:, 11] = np.minimum(w.words.norm[i], w.words.norm[j])
    rows[:, 12] = np.maximum(w.words.norm[i], w.words.norm[j])
    rows[:, 13] = np.minimum(w.names.norm[i], w.names.norm[j])
    hours = np.abs(w.hour[i] - w.hour[j])
    rows[:, 15] = w.undated[i] | w.undated[j]
    rows[:, 14] = np.log1p(np.where(rows[:, 15] > 0, _UNKNOWN_HOURS, hours))
    _fill_places(w, i, j, rows)


def _fill_places(w: Window, i: Ints, j: Ints, rows: Floats) -> None:
    one, two = w.places[i], w.places[j]
    both = np.bitwise_count(one & two).sum(1)
    here, there = one.any(1), two.any(1)
    rows[:, 16], rows[:, 17] = both, here & there & (both == 0)
    rows[:, 18] = here != there


def _shared(tokens: Tokens, i: Ints, j: Ints) -> tuple[Floats, Floats, Floats]:
    """Of tokens that both have: the sum of squared weights, of weights, and the greatest weight."""
    one, two = tokens.ids[i], tokens.ids[j]
    meets = np.zeros(one.shape, bool)
    for column in range(two.shape[1]):
        meets |= one == two[:, column : column + 1]
    weight = np.where(meets & (one >= 0), tokens.weight[one], 0).astype(np.float32)
    return (weight * weight).sum(1), weight.sum(1), weight.max(1)


def _nearest(i: Ints, j: Ints, value: Floats, size: int) -> NDArray[np.float32]:
    """What each telling shares with its nearest on the average."""
    usual = np.zeros(size, np.float32)
    for start, end, lower, upper in by_end(i, j, size):
        # Ends and values in one number: an order takes longer and more room than what it puts in order.
        held = np.concatenate([i[lower], j[upper]]).astype(np.float64)
        held *= 4
        held -= np.concatenate([value[lower], value[upper]])
        held.sort()
        ends = np.rint(held / 4).astype(np.int32)
        first = np.searchsorted(ends, np.arange(start, end + 1, dtype=np.int32))
        counts = np.minimum(np.diff(first), _NEIGHBOURS)
        sums = np.zeros(end - start)
        for n in range(_NEIGHBOURS):
            there = np.flatnonzero(counts > n)
            sums[there] += (start + there) * 4.0 - held[first[there] + n]
        usual[start:end] = sums / np.maximum(counts, 1)
    return usual


def by_end(i: Ints, j: Ints, size: int) -> Iterator[tuple[int, int, Ints, Ints]]:
    """The tellings in parts, each from one number to before another, with the places of the pairs that have one of
    them for their first and for their second: all at once takes too much room."""
    part = max(_PART, -(-size // _PARTS))
    for start in range(0, size, part):
        end = min(start + part, size)
        lower, upper = (np.flatnonzero((ends >= start) & (ends < end)) for ends in (i, j))
        yield start, end, lower, upper
