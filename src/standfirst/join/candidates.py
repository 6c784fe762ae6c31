"""Which pairs of tellings are worth comparing: those that share something rare, or whose vectors lie near."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from standfirst.join.window import Ints, Tokens, Window

# Hours between two tellings of one story, at most.
FARTHEST = 120.0

# Of each telling the rarest words lead to others, and of those that hold a word the nearest in time.
_LEADS = {"words": 12, "names": 8, "numbers": 3}
_NEAREST = 16
_BEST = 40
_BEST_BY_VECTOR = 24
_BLOCK = 512
_PIECE = 20_000


def candidates(w: Window) -> tuple[Ints, Ints]:
    """Pairs (i < j) of tellings worth comparing, sorted."""
    size = len(w.tellings)
    keys = [_best(_keys(w, kind), size) for kind in ("words", "names", "numbers")]
    if w.vectors is not None:
        keys.append(_near(w))
    every = np.unique(np.concatenate(keys)) if size else np.zeros(0, np.int64)
    i, j = every // max(size, 1), every % max(size, 1)
    near = ~(np.abs(w.hour[i] - w.hour[j]) > FARTHEST)
    return i[near], j[near]


def _keys(w: Window, kind: str) -> tuple[Ints, NDArray[np.float32]]:
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


def _near(w: Window) -> Ints:
    """The nearest by vector among those near in time; without a date, among all."""
    vectors = w.vectors
    assert vectors is not None
    size = len(w.tellings)
    found = []
    for start in range(0, size, _BLOCK):
        rows = np.arange(start, min(size, start + _BLOCK))
        low, high = _reach(w.hour, rows)
        best = min(_BEST_BY_VECTOR, high - low - 1)
        if best < 1:
            continue
        cosine = vectors[rows] @ vectors[low:high].T
        cosine[np.abs(w.hour[rows, None] - w.hour[None, low:high]) > FARTHEST] = -2
        cosine[np.arange(len(rows)), rows - low] = -3
        other = np.argpartition(-cosine, best - 1, axis=1)[:, :best] + low
        a, b = np.repeat(rows, best), other.ravel()
        found.append(np.minimum(a, b) * size + np.maximum(a, b))
    return np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)


def _reach(hour: NDArray[np.float64], rows: Ints) -> tuple[int, int]:
    """The stretch of tellings that may be near in time to a block; dates come first and in order."""
    if np.isnan(hour[rows]).any() or np.isnan(hour[-1]):
        return 0, len(hour)
    low = int(np.searchsorted(hour, hour[rows[0]] - FARTHEST))
    return low, int(np.searchsorted(hour, hour[rows[-1]] + FARTHEST, side="right"))
