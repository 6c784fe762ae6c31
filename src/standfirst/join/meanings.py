"""What words mean, as rows of numbers that languages share: a table by the stems of words.

The table was distilled from the Universal Sentence Encoder, multilingual, version 3 (Apache-2.0): each word of
its vocabulary encoded by itself, without the directions that all have in common. tools/meanings.py writes it.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from standfirst.join.tellings import Telling

WIDTH = 128


class Table(NamedTuple):
    """By the sorted hash of a stem: which centroid stands for each stretch of its row, and how much it says."""

    hashes: NDArray[np.uint32]
    codes: NDArray[np.uint8]
    weight: NDArray[np.uint8]
    centroids: NDArray[np.float16]


def meanings(tellings: Sequence[Telling]) -> NDArray[np.float32]:
    """A row of WIDTH numbers for each telling, the weighted sum of what its words mean; zeros where no word is
    known."""
    known = _table()
    owner = np.repeat(np.arange(len(tellings)), [len(t.words) for t in tellings])
    flat = np.fromiter((_hash(stem) for t in tellings for stem in t.words), np.uint32, len(owner))
    place = np.minimum(np.searchsorted(known.hashes, flat), len(known.hashes) - 1)
    found = known.hashes[place] == flat
    owner, place = owner[found], place[found]
    rows = np.zeros((len(tellings), WIDTH), np.float32)
    stretch = WIDTH // known.codes.shape[1]
    for n in range(known.codes.shape[1]):
        said = known.centroids[n][known.codes[place, n]].astype(np.float32) * known.weight[place, None]
        np.add.at(rows[:, n * stretch : (n + 1) * stretch], owner, said)
    return rows


@lru_cache(maxsize=200_000)
def _hash(stem: str) -> int:
    return crc32(stem.encode())


@cache
def _table() -> Table:
    held = io.BytesIO(resources.files(__package__).joinpath("meanings.bin").read_bytes())
    with np.load(held, allow_pickle=False) as arrays:
        return Table(*(arrays[name] for name in Table._fields))
