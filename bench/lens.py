"""What of an encoder's vectors tells one event from another: learned from labelled stories.

Two tellings of one event differ in language, in style and in what each adds. A lens is the directions along which
tellings of different events differ most beside those of one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh

from standfirst.vectors import LENSES

# How many directions are kept, by encoder: no two alike, and no usual length, for networks are named by them.
KEPT = {"use": 288, "e5": 352}
# The share of the first file of stories; how far what one event varies in is smoothed; what a language with few
# tellings leans on the mean of all.
_FIRST, _SMOOTH, _LEAN = 0.7, 0.5, 20

Rows = NDArray[np.float32]


def unit(rows: Any) -> Rows:
    found: Rows = np.asarray(rows, np.float32)
    return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)


def learned(files: Sequence[tuple[Any, Sequence[str], Sequence[str]]], kept: int) -> Rows:
    """A lens for rows of numbers of several files, each with their languages and stories."""
    shares = [_FIRST, *[(1 - _FIRST) / max(1, len(files) - 1)] * (len(files) - 1)]
    centred = [_centred(unit(rows), np.array(languages)) for rows, languages, _ in files]
    within = sum(s * _within(c, f[2]) for s, c, f in zip(shares, centred, files, strict=True))
    every = sum(s * c.T @ c / len(c) for s, c in zip(shares, centred, strict=True))
    smooth = _SMOOTH * np.trace(within) / len(within)
    _, axes = eigh(every, within + smooth * np.eye(len(within)))
    found: Rows = axes[:, ::-1][:, :kept].astype(np.float32)
    return found


def _centred(rows: Rows, language: NDArray[np.str_]) -> Rows:
    whole, found = rows.mean(0), rows.copy()
    for tag in set(language.tolist()):
        mine = language == tag
        found[mine] -= (rows[mine].sum(0) + _LEAN * whole) / (mine.sum() + _LEAN)
    return unit(found)


def _within(rows: Rows, stories: Sequence[str]) -> Any:
    """How tellings of one story vary; a great story counts by the root of its size."""
    size = Counter(stories)
    told = np.array([size[s] > 1 for s in stories])
    names, story = np.unique(np.array(stories)[told], return_inverse=True)
    count = np.bincount(story)
    mean = np.zeros((len(names), rows.shape[1]))
    np.add.at(mean, story, rows[told])
    apart = rows[told] - (mean / count[:, None])[story]
    weight = 1 / np.sqrt(np.maximum(count - 1, 1))[story]
    return (apart * weight[:, None]).T @ apart / weight.sum()


def through(vectors: Mapping[str, Any], lens: Rows) -> dict[str, Any]:
    """Vectors by item id as they are seen through a lens."""
    seen = unit(np.stack(list(vectors.values()))) @ lens
    return dict(zip(vectors, seen, strict=True))


def save(name: str, lens: Rows) -> None:
    known = dict(np.load(LENSES)) if LENSES.exists() else {}
    with LENSES.open("wb") as file:
        np.savez_compressed(file, **{**known, name: lens.astype(np.float16)})
