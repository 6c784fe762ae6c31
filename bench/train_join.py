"""Train the networks that weigh pairs of tellings, and write src/standfirst/join/weights.json.

    python bench/train_join.py --stories FILE.jsonl ... --pairs FILE.jsonl [--vectors NAME] [--cache FOLDER]

Story files hold "cluster_id" or "story_id" besides what bench/join.py reads. Needs scikit-learn. Each network
is trained on pairs that joining would compare; pairs of great stories count for less, and every dated pair
counts a second time as if it bore no date.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.neural_network import MLPClassifier, MLPRegressor

from bench import join as bench
from standfirst.join.candidates import candidates
from standfirst.join.features import NAMES, features
from standfirst.join.tellings import telling
from standfirst.join.window import window
from standfirst.model import Item
from standfirst.vectors import encoder, of_items

WEIGHTS = Path(__file__).parent.parent / "src" / "standfirst" / "join" / "weights.json"
SAMPLE = 100_000
HIDDEN = (24,)


class Pairs(NamedTuple):
    """Features of pairs, whether each is of one story, and how often it should be drawn."""

    rows: Any
    same: Any
    weight: Any


def vectors_of(items: Sequence[Item], name: str | None, cache: Path | None, key: str) -> dict[str, Any] | None:
    if name is None:
        return None
    file = cache / f"{name}_{key}.npy" if cache else None
    if file and file.exists():
        return {item.id: row for item, row in zip(items, np.load(file), strict=True)}
    found = of_items(items, encoder(name)) or {}
    if file:
        np.save(file, np.stack([found[item.id] for item in items]))
    return found


def story_pairs(path: Path, name: str | None, cache: Path | None) -> Pairs:
    labelled = bench.rows(path)
    items = [bench.item(row, n) for n, row in enumerate(labelled)]
    order = sorted(range(len(items)), key=lambda n: (items[n].published or "~", items[n].id))
    w = window([telling(items[n]) for n in order], vectors_of(items, name, cache, path.stem))
    i, j = candidates(w)
    story = np.array([labelled[n].get("cluster_id") or labelled[n]["story_id"] for n in order])
    size = Counter(story.tolist())
    sizes = np.array([size[s] for s in story.tolist()], float)
    weight = (sizes[i] * sizes[j]) ** -0.25
    return Pairs(features(w, i, j), story[i] == story[j], weight)


def undated(pairs: Pairs) -> Pairs:
    rows = pairs.rows.copy()
    rows[:, NAMES.index("hours")] = np.log1p(18.0)
    rows[:, NAMES.index("undated")] = 1
    return Pairs(rows, pairs.same, pairs.weight * 0.3)


def classifier(parts: Sequence[Pairs]) -> dict[str, Any]:
    rows, same, weight = (np.concatenate([getattr(p, f) for p in parts]) for f in Pairs._fields)
    drawn = np.random.default_rng(1).choice(len(same), SAMPLE, p=weight / weight.sum())
    rows, same = rows[drawn], same[drawn]
    mean, scale = rows.mean(0), rows.std(0) + 1e-3
    model = MLPClassifier(
        hidden_layer_sizes=HIDDEN, alpha=1e-3, batch_size=512, max_iter=12, learning_rate_init=3e-3, random_state=1
    )
    model.fit((rows - mean) / scale, same)
    return written(model, mean, scale)


def regressor(path: Path, name: str | None, cache: Path | None) -> dict[str, Any]:
    labelled = bench.rows(path)
    items = [item for n, row in enumerate(labelled) for item in bench.pair(row, n)]
    w = window([telling(item) for item in items], vectors_of(items, name, cache, path.stem))
    i = np.arange(0, len(items), 2)
    rows = features(w, i, i + 1)
    mean, scale = rows.mean(0), rows.std(0) + 1e-3
    model = MLPRegressor(
        hidden_layer_sizes=(12,), alpha=0.3, batch_size=128, max_iter=25, early_stopping=True, random_state=1
    )
    model.fit((rows - mean) / scale, [-row["Overall"] for row in labelled])
    return written(model, mean, scale)


def written(model: Any, mean: Any, scale: Any) -> dict[str, Any]:
    first, last = model.coefs_
    bias, last_bias = model.intercepts_
    arrays = {"mean": mean, "scale": scale, "first": first, "first_bias": bias, "last": last[:, 0]}
    return {
        **{key: np.round(np.asarray(value, float), 4).tolist() for key, value in arrays.items()},
        "last_bias": float(last_bias[0]),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=Path, nargs="+", required=True)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--vectors", default="use")
    parser.add_argument("--cache", type=Path, help="a folder that keeps vectors between runs")
    parser.add_argument("--only", nargs="+", default=["plain", "vectors"], choices=["plain", "vectors"])
    given = parser.parse_args()
    found = json.loads(WEIGHTS.read_text("utf-8")) if WEIGHTS.exists() else {}
    for key, name in (("plain", None), ("vectors", given.vectors)):
        if key not in given.only:
            continue
        parts = [story_pairs(path, name, given.cache) for path in given.stories]
        parts += [undated(p) for p in parts if not p.rows[:, NAMES.index("undated")].any()]
        found[key] = classifier(parts)
        found["alike" if name is None else "alike vectors"] = regressor(given.pairs, name, given.cache)
        WEIGHTS.write_text(json.dumps(found, separators=(",", ":"), sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
