"""Which pairs of tellings are worth comparing: those that share something rare or lie near."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from standfirst.join.meanings import WIDTH
from standfirst.join.tellings import FARTHEST
from standfirst.join.window import GREAT, Floats, Ints, Tokens, Window, pieces

# Of each telling the rarest words lead to others, and of those that hold a word the nearest in time.
_LEADS = {"words": 12, "names": 8, "numbers": 3}
_NEAREST = 16
_BEST = 24
_BEST_BY_VECTOR = 24
_BEST_BY_MEANING = 12
_BEST_BY_LETTERS = 12
_REACH = 4096
_BLOCK = 512
_FEW = 2048
_STRETCH = 16
# Of equals those nearest in time come first: over all that is within reach a cosine falls by so little.
_FADES = 2e-5

Marks = NDArray[np.bool_]


def candidates(w: Window, fresh: Marks | None = None) -> tuple[Ints, Ints]:
    """Pairs (i < j) of tellings worth comparing, sorted. With `fresh` marks only those pairs of which one is
    fresh."""
    size = len(w.tellings)
    keys = [_sharing(w, kind, fresh) for kind in ("words", "names", "numbers")]
    keys.append(_near(w.sketch, w.hour, _BEST_BY_LETTERS, fresh))
    if w.vectors is not None:
        keys.append(
            _near(w.vectors, w.hour, _BEST_BY_MEANING if w.vectors.shape[1] == WIDTH else _BEST_BY_VECTOR, fresh)
        )
    lower, upper = [np.zeros(0, np.int32)], [np.zeros(0, np.int32)]
    # A few tellings at a time: no arrays are longer than those of all pairs.
    for some in pieces(size, _BLOCK):
        ends = some.start * size, some.stop * size
        i, j = np.divmod(_distinct([found[slice(*np.searchsorted(found, ends))] for found in keys]), size)
        near = ~(np.abs(w.hour[i] - w.hour[j]) > FARTHEST)
        lower.append(i[near].astype(np.int32))
        upper.append(j[near].astype(np.int32))
    keys.clear()
    return np.concatenate(lower), np.concatenate(upper)


def _distinct(numbers: Sequence[Ints]) -> Ints:
    """Each number once, sorted: numpy's own way by hashes takes ten times as long."""
    every = np.concatenate([np.zeros(0, np.int64), *numbers])
    every.sort()
    first: Ints = every[np.append(True, every[1:] != every[:-1])[: len(every)]]
    return first


def _sharing(w: Window, kind: str, fresh: Marks | None) -> Ints:
    """Pairs (as i * size + j) that share tokens of a kind: for each telling those whose shared tokens weigh
    most."""
    tokens: Tokens = getattr(w, kind)
    size = len(w.tellings)
    ids = tokens.ids[:, : _LEADS[kind]]
    useful = (ids >= 0) & (tokens.shared_by[ids] > 1)
    if fresh is not None:
        told = np.zeros(len(tokens.weight), bool)
        told[ids[fresh]] = True
        useful &= told[ids]
    rows, flat = np.nonzero(useful)[0].astype(np.int32), ids[useful]
    order = np.argsort(flat, kind="stable")
    held = _Held(rows[order], flat[order], tokens.weight)
    mine = np.argsort(order)
    ends = np.searchsorted(rows, np.arange(0, size + _FEW, _FEW))
    found = [_weightiest(held, mine[a:b], size, fresh) for a, b in itertools.pairwise(ends.tolist())]
    return _distinct(found)


class _Held(NamedTuple):
    """Which telling holds which token, token by token, and what each token weighs."""

    rows: NDArray[np.int32]
    tokens: NDArray[np.int32]
    weight: Floats


def _weightiest(held: _Held, mine: Ints, size: int, fresh: Marks | None) -> Ints:
    """For some tellings the pairs whose shared tokens weigh most, among earlier tellings and among later ones.
    `mine` are the places in `held` of all tokens that these tellings hold."""
    steps = np.concatenate([np.arange(-_NEAREST, 0), np.arange(1, _NEAREST + 1)])
    other = mine[:, None] + steps
    there = (other >= 0) & (other < len(held.rows))
    other = np.where(there, other, 0)
    same = there & (held.tokens[other] == held.tokens[mine, None])
    if fresh is not None:
        same &= fresh[held.rows[mine], None] | fresh[held.rows[other]]
    a, b = held.rows[np.repeat(mine, same.sum(1))].astype(np.int64), held.rows[other[same]]
    weights = held.weight[held.tokens[other[same]]]
    pairs = a * size + b
    order = np.argsort(pairs)
    pairs, weights = pairs[order], weights[order]
    first = np.append(True, pairs[1:] != pairs[:-1])[: len(pairs)]
    weight = np.bincount(np.cumsum(first) - 1, weights=weights).astype(np.float32)
    a, b = pairs[first] // size, pairs[first] % size
    side = 2 * a + (b > a)
    order = np.lexsort((-weight, side))
    a, b = a[order], b[order]
    best = np.arange(len(a)) - np.searchsorted(side, side) < _BEST
    chosen: Ints = np.minimum(a, b)[best] * size + np.maximum(a, b)[best]
    return chosen


def _near(rows: Floats, hour: NDArray[np.float64], best: int, fresh: Marks | None) -> Ints:
    """The nearest rows among those near in time; without a date, among all within reach."""
    size, found = len(rows), []
    asked = np.arange(size) if fresh is None else np.flatnonzero(fresh)
    for some in pieces(len(asked), _BLOCK):
        block = asked[some]
        low, high = _reach(hour, int(block[0]), int(block[-1]) + 1)
        cosine = rows[block] @ rows[low:high].T
        cosine -= _faded(high - low)[high - block]
        # Only of those that lie too far in time from one end of the block need each be asked.
        mine, others = hour[block], hour[low:high]
        far = np.flatnonzero(~((others >= mine.max() - FARTHEST) & (others <= mine.min() + FARTHEST)))
        cosine[:, far] = np.where(np.abs(mine[:, None] - others[far]) > FARTHEST, -2, cosine[:, far])
        cosine[np.arange(len(block)), block - low] = -3
        one, other = _highest(cosine, best)
        a, b = block[one], other + low
        found.append(np.minimum(a, b) * size + np.maximum(a, b))
    return _distinct(found)


def _faded(size: int) -> Floats:
    """By how much less the likeness of others counts the farther they stand in a stretch: a row for each place in
    it, beginning at its end."""
    fall = np.abs(np.arange(-size, size)) * (_FADES / size)
    return sliding_window_view(fall.astype(np.float32), size)


def _highest(cosine: Floats, best: int) -> tuple[Ints, Ints]:
    """Row and column of the highest values above 0 of each row. The highest of each of many stretches bound them
    from below, so few are left to be sorted."""
    size, stretches = cosine.shape[1], cosine.shape[1] // _STRETCH
    least = np.full(len(cosine), np.finfo(np.float32).tiny)
    if stretches >= best:
        tops = cosine[:, :stretches].copy()
        for n in range(stretches, stretches * _STRETCH, stretches):
            np.maximum(tops, cosine[:, n : n + stretches], out=tops)
        least = np.maximum(least, np.partition(tops, -best, axis=1)[:, -best])
    left = np.flatnonzero(cosine >= least[:, None])
    row, column, value = left // size, left % size, cosine.ravel()[left]
    order = np.lexsort((-value, row))
    row, column = row[order], column[order]
    kept = np.arange(len(row)) - np.searchsorted(row, row) < best
    return row[kept], column[kept]


def _reach(hour: NDArray[np.float64], start: int, end: int) -> tuple[int, int]:
    """The stretch of tellings that a block is compared with: those that may be near in time, but in a crowd
    no more than so many before and after, so that the cost keeps in proportion to the number of tellings."""
    low, high = 0, len(hour)
    # The words lead to most of a great window.
    far = _REACH if high <= GREAT else _REACH // 2
    if not np.isnan(hour[start:end]).any() and not np.isnan(hour[-1]):
        low = int(np.searchsorted(hour, hour[start] - FARTHEST))
        high = int(np.searchsorted(hour, hour[end - 1] + FARTHEST, side="right"))
    return max(low, start - far), min(high, end + far)
