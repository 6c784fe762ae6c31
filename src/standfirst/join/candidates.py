"""Which pairs of tellings are worth comparing: those that share something rare or lie near."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from standfirst.join.meanings import WIDTH
from standfirst.join.window import Floats, Ints, Tokens, Window

# Hours between two tellings of one story, at most.
FARTHEST = 120.0

# Of each telling the rarest words lead to others, and of those that hold a word the nearest in time.
_LEADS = {"words": 12, "names": 8, "numbers": 3}
_NEAREST = 16
_BEST = 24
_BEST_BY_VECTOR = 24
_BEST_BY_MEANING = 12
_BEST_BY_LETTERS = 12
_REACH = 4096
_BLOCK = 512

Marks = NDArray[np.bool_]


def candidates(w: Window, fresh: Marks | None = None) -> tuple[Ints, Ints]:
    """Pairs (i < j) of tellings worth comparing, sorted: of all tellings, or those with a fresh one at an end."""
    size = len(w.tellings)
    keys = [_best(_keys(w, kind, fresh), size) for kind in ("words", "names", "numbers")]
    keys.append(_near(w.sketch, w.hour, _BEST_BY_LETTERS, fresh))
    if w.vectors is not None:
        keys.append(
            _near(w.vectors, w.hour, _BEST_BY_MEANING if w.vectors.shape[1] == WIDTH else _BEST_BY_VECTOR, fresh)
        )
    every = np.unique(np.concatenate(keys)) if size else np.zeros(0, np.int64)
    i, j = every // max(size, 1), every % max(size, 1)
    near = ~(np.abs(w.hour[i] - w.hour[j]) > FARTHEST)
    return i[near], j[near]


def _keys(w: Window, kind: str, fresh: Marks | None) -> tuple[Ints, NDArray[np.float32]]:
    """Pairs as one number (i * size + j) for each token they share, and what that token weighs."""
    tokens: Tokens = getattr(w, kind)
    size = len(w.tellings)
    ids = tokens.ids[:, : _LEADS[kind]]
    rows = np.repeat(np.arange(size), ids.shape[1])
    flat = ids.ravel().astype(np.int64)
    useful = (flat >= 0) & (tokens.shared_by[flat] > 1)
    rows, flat = rows[useful], flat[useful]
    order = np.argsort(flat, kind="stable")
    rows, flat = rows[order], flat[order]
    found, weights = [], []
    for step in range(1, _NEAREST + 1):
        same = flat[step:] == flat[:-step]
        if fresh is not None:
            same &= fresh[rows[step:]] | fresh[rows[:-step]]
        found.append(rows[:-step][same] * size + rows[step:][same])
        weights.append(tokens.weight[flat[step:][same]])
    return np.concatenate(found), np.concatenate(weights)


def _best(keys: tuple[Ints, NDArray[np.float32]], size: int) -> Ints:
    """Of each telling the pairs whose shared tokens weigh most."""
    pairs, where = np.unique(keys[0], return_inverse=True)
    weight = np.bincount(where, weights=keys[1], minlength=len(pairs)).astype(np.float32)
    kept = np.zeros(len(pairs), bool)
    for end in (pairs // max(size, 1), pairs % max(size, 1)):
        order = np.lexsort((pairs, -weight, end))
        ends = end[order]
        first = np.searchsorted(ends, ends)
        kept[order[np.arange(len(ends)) - first < _BEST]] = True
    return pairs[kept]


def _near(rows: Floats, hour: NDArray[np.float64], best: int, fresh: Marks | None) -> Ints:
    """The nearest rows among those near in time; without a date, among all within reach."""
    size, found = len(rows), [np.zeros(0, np.int64)]
    asked = np.arange(size) if fresh is None else np.flatnonzero(fresh)
    for start in range(0, len(asked), _BLOCK):
        block = asked[start : start + _BLOCK]
        low, high = _reach(hour, int(block[0]), int(block[-1]) + 1)
        most = min(best, high - low - 1)
        if most < 1:
            continue
        cosine = rows[block] @ rows[low:high].T
        if not hour[high - 1] - hour[low] <= FARTHEST:
            cosine[np.abs(hour[block, None] - hour[None, low:high]) > FARTHEST] = -2
        cosine[np.arange(len(block)), block - low] = -3
        other = np.argpartition(cosine, -most, axis=1)[:, -most:]
        near = np.take_along_axis(cosine, other, axis=1).ravel() > 0
        a, b = np.repeat(block, most)[near], (other + low).ravel()[near]
        found.append(np.minimum(a, b) * size + np.maximum(a, b))
    return np.unique(np.concatenate(found))


def _reach(hour: NDArray[np.float64], start: int, end: int) -> tuple[int, int]:
    """The stretch of tellings that a block is compared with: those that may be near in time, but in a crowd
    no more than so many before and after, so that the cost keeps in proportion to the number of tellings."""
    low, high = 0, len(hour)
    if not np.isnan(hour[start:end]).any() and not np.isnan(hour[-1]):
        low = int(np.searchsorted(hour, hour[start] - FARTHEST))
        high = int(np.searchsorted(hour, hour[end - 1] + FARTHEST, side="right"))
    return max(low, start - _REACH), min(high, end + _REACH)
