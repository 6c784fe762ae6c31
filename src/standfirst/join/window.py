"""The tellings of an open window as arrays: how rare each word is, and a sketch of each text's letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standfirst.join.meanings import meanings
from standfirst.join.tellings import Telling

Floats = NDArray[np.float32]
Ints = NDArray[np.signedinteger[Any]]
Vectors = Mapping[str, Any]

# Most words, names and numbers of a telling that are compared, the rarest first.
MOST = {"words": 24, "names": 12, "numbers": 6}
_FEW, _COMMON = 20, 0.1
# What less of a source's items than this share have is not usual for it.
_USUAL = 0.1
# Columns of a sketch; among more tellings than GREAT so many, for there they are what takes room and time.
_SKETCH, _COARSE = 512, 256
GREAT = 16_384
_BUCKETS = 1 << 20
_GRAMS = (3, 4, 5)
_BLOCK = 4096


# So many rows at once stay in the processor's own memory.
CHUNK = 2_000


def pieces(size: int, most: int = CHUNK) -> Iterator[slice]:
    """What has a size in pieces, none larger than `most`: all at once would take too much time or room."""
    return (slice(start, start + most) for start in range(0, size, most))


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of one kind: `ids` (n × most, sorted from rare to frequent, -1 where there are fewer), `weight`
    by id (idf, 1 for a token that only one telling has), `norm` of each telling, `shared_by` by id (how many
    tellings of this window have it), `usual` beside each of `ids` (the share of what else the telling's source
    prints that has it)."""

    ids: NDArray[np.int32]
    weight: Floats
    norm: Floats
    shared_by: Ints
    usual: Floats


@dataclass(frozen=True, slots=True)
class Rarity:
    """How rare things were among `size` tellings: by kind the tokens that more than one had, how many had each
    run of letters, the places that so many spoke of that they tell nothing apart, and by language the mean of
    the vectors ("*" for the mean of all; none without vectors). `usual` has by kind and by source the tokens that
    much of what it prints has, with the share of all else that it prints."""

    size: int
    tokens: Mapping[str, Mapping[str, int]]
    usual: Mapping[str, Mapping[str, Mapping[str, float]]]
    grams: Ints
    common: frozenset[str]
    means: Mapping[str, Floats]


@dataclass(frozen=True, slots=True)
class Window:
    """Tellings in order of time. `hour` is NaN where unknown; where a telling is `undated` it says nothing of
    the event. `places` has a bit for each place of a telling but those that a great part speaks of; `sketch` rows
    are of length one; `vectors` are rows of length one with the mean of each language taken off (a zero row: no
    vector), None without any."""

    tellings: Sequence[Telling]
    words: Tokens
    names: Tokens
    numbers: Tokens
    sketch: Floats
    language: NDArray[np.int32]
    hour: NDArray[np.float64]
    undated: NDArray[np.bool_]
    places: NDArray[np.uint64]
    vectors: Floats | None


def window(tellings: Sequence[Telling], vectors: Vectors | None = None, rarity: Rarity | None = None) -> Window:
    """Weigh the words of tellings against one another, by how rare they are among these or as `rarity` has it.
    Vectors are by item id, all of one length; without any, what words mean by themselves must do, where
    most tellings bear a date: among texts of any time, what is of one theme looks like one event."""
    rarity = rarity or rarity_of(tellings, vectors)
    languages = {tag: n for n, tag in enumerate(sorted({t.language for t in tellings}))}
    return Window(
        tellings,
        _tokens(tellings, rarity, "words"),
        _tokens(tellings, rarity, "names"),
        _tokens(tellings, rarity, "numbers"),
        _sketches([t.text for t in tellings], rarity),
        np.array([languages[t.language] for t in tellings], np.int32),
        np.array([np.nan if t.hour is None else t.hour for t in tellings], np.float64),
        np.array([t.hour is None or t.met_first for t in tellings], bool),
        _marked([t.places - rarity.common for t in tellings]),
        _centred(tellings, vectors, rarity.means) if rarity.means else None,
    )


def rarity_of(tellings: Sequence[Telling], vectors: Vectors | None = None) -> Rarity:
    """How rare things are among these tellings."""
    dated = sum(t.hour is not None for t in tellings)
    return Rarity(
        len(tellings),
        {kind: _shared_tokens([getattr(t, kind) for t in tellings]) for kind in MOST},
        {kind: _usual(tellings, kind) for kind in ("words", "names")},
        _grams_counted([t.text for t in tellings]),
        _common_places(tellings),
        _means(tellings, vectors) if vectors or 2 * dated > len(tellings) else {},
    )


def _shared_tokens(rows: Sequence[Sequence[str]]) -> dict[str, int]:
    counted = Counter(token for row in rows for token in row)
    return {token: n for token, n in counted.items() if n > 1}


def _usual(tellings: Sequence[Telling], kind: str) -> dict[str, dict[str, float]]:
    """By source the tokens that much of what it prints has, each with the share of all else that it prints: the
    name of its town, of its house or of its one theme, which tells no two of its events apart."""
    printed: dict[str, list[Telling]] = {}
    for told in tellings:
        if told.item.source_id:
            printed.setdefault(told.item.source_id, []).append(told)
    found: dict[str, dict[str, float]] = {}
    for source, of_it in printed.items():
        counted = _shared_tokens([getattr(t, kind) for t in of_it])
        shares = {token: (n - 1) / len(of_it) for token, n in counted.items()}
        found[source] = {token: share for token, share in shares.items() if share >= _USUAL}
    return found


def _common_places(tellings: Sequence[Telling]) -> frozenset[str]:
    held = Counter(p for t in tellings for p in t.places)
    return frozenset(p for p, n in held.items() if n > max(_FEW, _COMMON * len(tellings)))


def _marked(rows: Sequence[frozenset[str]]) -> NDArray[np.uint64]:
    number = {place: n for n, place in enumerate(sorted(frozenset().union(*rows)))}
    marks = np.zeros((len(rows), 1 + len(number) // 64), np.uint64)
    for row, places in enumerate(rows):
        for place in places:
            marks[row, number[place] // 64] |= np.uint64(1 << number[place] % 64)
    return marks


def _tokens(tellings: Sequence[Telling], rarity: Rarity, kind: str) -> Tokens:
    rows: list[Sequence[str]] = [getattr(t, kind) for t in tellings]
    size, most = len(rows), MOST[kind]
    known: dict[str, int] = {}
    numbered = [[known.setdefault(token, len(known)) for token in row] for row in rows]
    flat = np.fromiter((x for row in numbered for x in row), np.int64)
    counts = rarity.tokens[kind]
    held = np.fromiter((counts.get(token, 1) for token in known), np.int64, len(known))
    held = held if len(held) else np.ones(1, np.int64)
    weight = (np.log1p(rarity.size / held) / np.log1p(max(1, rarity.size))).astype(np.float32)
    ids = np.full((size, most), -1, np.int32)
    usual = np.zeros((size, most), np.float32)
    shares, tokens = rarity.usual.get(kind, {}), list(known)
    rare_first = held.tolist()
    for i, row in enumerate(numbered):
        rare = sorted(row, key=lambda x: (rare_first[x], x))[:most] if len(row) > 1 else row
        ids[i, : len(rare)] = rare
        if share := shares.get(tellings[i].item.source_id):
            usual[i, : len(rare)] = [share.get(tokens[x], 0.0) for x in rare]
    norm = np.sqrt(np.where(ids >= 0, weight[ids] ** 2, 0).sum(1))
    return Tokens(ids, weight, norm.astype(np.float32), np.bincount(flat, minlength=max(1, len(known))), usual)


def _grams_counted(texts: Sequence[str]) -> Ints:
    counts = np.zeros(_BUCKETS, np.int64)
    for some in pieces(len(texts), _BLOCK):
        counts += np.bincount(_grams(texts[some])[1], minlength=_BUCKETS)
    return counts


def _sketches(texts: Sequence[str], rarity: Rarity) -> Floats:
    """Runs of three to five letters, weighted by how rare they are, laid into few columns by their hash."""
    weight = np.log1p(rarity.size / np.maximum(rarity.grams, 1))
    columns = _COARSE if rarity.size > GREAT else _SKETCH
    rows = np.zeros((len(texts), columns), np.float32)
    for some in pieces(len(texts), _BLOCK):
        rows[some] = _sketch(texts[some], weight, columns)
    return rows


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


def _sketch(texts: Sequence[str], rarity: NDArray[np.float64], columns: int) -> Floats:
    rows, grams = _grams(texts)
    sign = np.where((grams >> 9) & 1, 1.0, -1.0)
    cells = np.bincount(
        rows * columns + grams % columns, weights=sign * rarity[grams], minlength=len(texts) * columns
    )
    return _unit(cells.reshape(len(texts), columns).astype(np.float32))


def _unit(rows: Floats) -> Floats:
    length = np.sqrt(np.einsum("ij,ij->i", rows, rows))[:, None]
    unit: Floats = (rows / np.maximum(length, 1e-9)).astype(np.float32)
    return unit


# A language with few tellings leans on the mean of all.
_LEAN = 20


def _vectors_of(tellings: Sequence[Telling], vectors: Vectors | None) -> Iterator[tuple[slice, Floats]]:
    """The vectors of some tellings after others, rows of length one: all at once take too much room."""
    width = len(next(iter(vectors.values()))) if vectors else 0
    for some in pieces(len(tellings), GREAT):
        if not vectors:
            yield some, _unit(meanings(tellings[some]))
            continue
        rows = np.zeros((len(tellings[some]), width), np.float32)
        for i, telling in enumerate(tellings[some]):
            vector = vectors.get(telling.item.id)
            if vector is not None:
                rows[i] = vector
        yield some, _unit(rows)


def _means(tellings: Sequence[Telling], vectors: Vectors | None) -> dict[str, Floats]:
    sums: dict[str, Floats] = {}
    counts: Counter[str] = Counter()
    for some, rows in _vectors_of(tellings, vectors):
        there = rows.any(1)
        language = np.array([t.language for t in tellings[some]])
        for tag in ("*", *sorted(set(language.tolist()))):
            mine = there & ((language == tag) | (tag == "*"))
            sums[tag] = rows[mine].sum(0) + sums.get(tag, 0)
            counts[tag] += int(mine.sum())
    whole: Floats = sums.pop("*") / np.float32(max(1, counts["*"]))
    leaning = {tag: (sum_ + _LEAN * whole) / np.float32(counts[tag] + _LEAN) for tag, sum_ in sums.items()}
    return {"*": whole, **leaning}


def _centred(tellings: Sequence[Telling], vectors: Vectors | None, means: Mapping[str, Floats]) -> Floats:
    found = np.zeros((len(tellings), len(means["*"])), np.float32)
    for some, rows in _vectors_of(tellings, vectors):
        if rows.shape[1] != found.shape[1]:
            # Others than those that settled tellings were weighed with: they say nothing beside them.
            break
        there = np.any(rows, axis=1, keepdims=True)
        rows -= np.array([means.get(t.language, means["*"]) for t in tellings[some]], np.float32) * there
        found[some] = _unit(rows)
    return found
