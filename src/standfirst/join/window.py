"""The tellings of an open window as arrays: how rare each word is, and a sketch of each text's letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standfirst.join.tellings import Telling

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Vectors = Mapping[str, Any]

# Most words, names and numbers of a telling that are compared, the rarest first.
MOST = {"words": 24, "names": 12, "numbers": 6}
_FEW, _COMMON = 20, 0.1
_SKETCH = 512
_BUCKETS = 1 << 20
_GRAMS = (3, 4, 5)
_BLOCK = 4096


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of one kind: `ids` (n × most, sorted from rare to frequent, -1 where there are fewer), `weight`
    by id (idf, 1 for a token that only one telling has), `norm` of each telling, `shared_by` by id."""

    ids: NDArray[np.int32]
    weight: Floats
    norm: Floats
    shared_by: Ints


@dataclass(frozen=True, slots=True)
class Window:
    """Tellings in order of time. `hour` is NaN where unknown; `places` lack those
    that a great part speaks of; `sketch` rows are of length one; `vectors` are
    rows of length one with the mean of each language taken off (a zero row: no vector), None without any."""

    tellings: Sequence[Telling]
    words: Tokens
    names: Tokens
    numbers: Tokens
    sketch: Floats
    language: NDArray[np.int32]
    hour: NDArray[np.float64]
    places: Sequence[frozenset[str]]
    vectors: Floats | None


def window(tellings: Sequence[Telling], vectors: Vectors | None = None) -> Window:
    """Weigh the words of tellings against one another. Vectors are by item id, all of one length."""
    languages = {tag: n for n, tag in enumerate(sorted({t.language for t in tellings}))}
    language = np.array([languages[t.language] for t in tellings], np.int32)
    return Window(
        tellings,
        _tokens((t.words for t in tellings), MOST["words"], len(tellings)),
        _tokens((t.names for t in tellings), MOST["names"], len(tellings)),
        _tokens((t.numbers for t in tellings), MOST["numbers"], len(tellings)),
        _sketches([t.text for t in tellings]),
        language,
        np.array([np.nan if t.hour is None else t.hour for t in tellings], np.float64),
        _telling_places(tellings),
        _centred(tellings, language, vectors) if vectors else None,
    )


def _telling_places(tellings: Sequence[Telling]) -> list[frozenset[str]]:
    """The places of each telling, without those that so many speak of that they tell nothing apart."""
    held = Counter(p for t in tellings for p in t.places)
    common = {p for p, n in held.items() if n > max(_FEW, _COMMON * len(tellings))}
    return [t.places - common for t in tellings]


def _tokens(rows: Iterable[Sequence[str]], most: int, size: int) -> Tokens:
    known: dict[str, int] = {}
    numbered = [[known.setdefault(token, len(known)) for token in row] for row in rows]
    flat = np.fromiter((x for row in numbered for x in row), np.int64)
    shared_by = np.bincount(flat, minlength=max(1, len(known)))
    weight = (np.log1p(size / np.maximum(shared_by, 1)) / np.log1p(size)).astype(np.float32)
    ids = np.full((size, most), -1, np.int32)
    norm = np.zeros(size, np.float32)
    for i, row in enumerate(numbered):
        rare = sorted(row, key=lambda x: (shared_by[x], x))[:most] if len(row) > 1 else row
        ids[i, : len(rare)] = rare
    present = ids >= 0
    norm = np.sqrt(np.where(present, weight[ids] ** 2, 0).sum(1))
    return Tokens(ids, weight, norm.astype(np.float32), shared_by)


def _sketches(texts: Sequence[str]) -> Floats:
    """Runs of three to five letters, weighted by how rare they are, laid into few columns by their hash."""
    blocks = [texts[a : a + _BLOCK] for a in range(0, len(texts), _BLOCK)]
    counts = np.zeros(_BUCKETS, np.int64)
    for block in blocks:
        counts += np.bincount(_grams(block)[1], minlength=_BUCKETS)
    rarity = np.log1p(len(texts) / np.maximum(counts, 1))
    return np.concatenate([_sketch(block, rarity) for block in blocks] or [np.zeros((0, _SKETCH), np.float32)])


def _grams(texts: Sequence[str]) -> tuple[Ints, Ints]:
    """Which text has which run of letters, as buckets."""
    codes = np.frombuffer("".join(f"  {t}  " for t in texts).encode("utf-32-le"), np.uint32).astype(np.uint64)
    owner = np.repeat(np.arange(len(texts)), [len(t) + 4 for t in texts])
    found_rows, found = [], []
    value = codes.copy()
    for n in range(2, max(_GRAMS) + 1):
        value = value[: len(codes) - n + 1] * np.uint64(1000003) + codes[n - 1 :]
        if n in _GRAMS:
            whole = owner[: len(value)] == owner[n - 1 :]
            mixed = (value[whole] ^ (value[whole] >> np.uint64(29))) * np.uint64(0x9E3779B97F4A7C15)
            found.append((mixed >> np.uint64(44)).astype(np.int64))
            found_rows.append(owner[: len(value)][whole])
    return np.concatenate(found_rows), np.concatenate(found)


def _sketch(texts: Sequence[str], rarity: NDArray[np.float64]) -> Floats:
    rows, grams = _grams(texts)
    sign = np.where((grams >> 9) & 1, 1.0, -1.0)
    cells = np.bincount(
        rows * _SKETCH + grams % _SKETCH, weights=sign * rarity[grams], minlength=len(texts) * _SKETCH
    )
    return _unit(cells.reshape(len(texts), _SKETCH).astype(np.float32))


def _unit(rows: Floats) -> Floats:
    length = np.sqrt(np.einsum("ij,ij->i", rows, rows))[:, None]
    unit: Floats = (rows / np.maximum(length, 1e-9)).astype(np.float32)
    return unit


# A language with few tellings leans on the mean of all.
_LEAN = 20


def _centred(tellings: Sequence[Telling], language: NDArray[np.int32], vectors: Vectors) -> Floats:
    known = {i: np.asarray(vectors[t.item.id], np.float32) for i, t in enumerate(tellings) if t.item.id in vectors}
    width = len(next(iter(known.values()))) if known else 1
    rows = np.zeros((len(tellings), width), np.float32)
    for i, vector in known.items():
        rows[i] = vector
    rows = _unit(rows)
    there = rows.any(1)
    whole = rows[there].mean(0) if there.any() else rows[:1].sum(0)
    for tag in np.unique(language):
        mine = there & (language == tag)
        rows[mine] -= (rows[mine].sum(0) + _LEAN * whole) / (mine.sum() + _LEAN)
    return _unit(rows)
