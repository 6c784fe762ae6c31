"""Train the networks that weigh pairs of tellings, and write src/standfirst/join/weights.json.

    python bench/train_join.py --stories FILE.jsonl ... --pairs FILE.jsonl [--vectors none|NAME] [--named NETWORK]
    python bench/train_join.py --held-out --stories FILE.jsonl ... [--vectors none|NAME]

The second writes nothing: it trains on a part of the first file (and all of the others), joins the rest of it and
prints how well that went: once the earlier days and the later, then each of five stretches of days, after all that
is neither of these days nor of a story that they tell.

Story files hold "cluster_id" or "story_id" besides what bench/join.py reads. Needs scikit-learn. Each network
is trained on pairs that joining would compare; pairs of great stories count for less, and every dated pair
counts a second time as if it bore no date. For an encoder that bench/lens.py names a lens is learned first (and
src/standfirst/vectors.bin written), unless --named says what to call a network that does without. Networks learn
from each half of the stories as the lens of the other half shows it: of its own half a lens shows too much.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from sklearn.neural_network import MLPClassifier, MLPRegressor

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import held_out
from bench import join as bench
from bench import lens as lenses
from bench.encoded import of_items
from standfirst.join.candidates import candidates
from standfirst.join.company import between, company_of, second_look
from standfirst.join.features import NAMES, features
from standfirst.join.likeness import Network, likely
from standfirst.join.meanings import WIDTH
from standfirst.join.tellings import telling
from standfirst.join.weighing import HOPELESS
from standfirst.join.window import window
from standfirst.model import Item
from standfirst.vectors import bare

WEIGHTS = Path(__file__).parent.parent / "src" / "standfirst" / "join" / "weights.json"
SAMPLE = 120_000
HIDDEN = (24,)
# What stands in for vectors where there are none, and where not even the table of words is of use.
TABLE, PLAIN = f"vectors {WIDTH}", "plain"
SEEDS = (1, 2, 3)


class Pairs(NamedTuple):
    """Features of pairs, whether each is of one story, how often it should be drawn, in which half of the
    stories its tellings are (0, 1; 2 for both), and what a second look needs."""

    rows: Any
    same: Any
    weight: Any
    half: Any
    seen: tuple[Any, Any, Any]


def vectors_of(items: Sequence[Item], name: str | None, cache: Path | None, key: str) -> dict[str, Any] | None:
    if name is None:
        return None
    file = cache / f"{name}_{key}.npy" if cache else None
    if file and file.exists():
        return {item.id: row for item, row in zip(items, np.load(file), strict=True)}
    found = of_items(items, bare(name)) or {}
    if file:
        np.save(file, np.stack([found[item.id] for item in items]))
    return found


class Told(NamedTuple):
    """The items of a file of stories, the story of each by its id, and their vectors as the encoder gives them."""

    items: list[Item]
    story: dict[str, str]
    vectors: dict[str, Any] | None

    def only(self, items: Sequence[Item]) -> Told:
        return self._replace(items=list(items))

    def through(self, lens: Any) -> Told:
        if lens is None or self.vectors is None:
            return self
        return self._replace(vectors=lenses.through(self.vectors, lens))


class Trained(NamedTuple):
    """Networks by name, and the lens that they look through; None for none."""

    networks: dict[str, Any]
    lens: Any


def told_in(path: Path, name: str | None, cache: Path | None) -> Told:
    labelled = bench.rows(path)
    items = [bench.item(row, n) for n, row in enumerate(labelled)]
    story = {x.id: r.get("cluster_id") or r["story_id"] for x, r in zip(items, labelled, strict=True)}
    return Told(items, story, vectors_of(items, name, cache, path.stem))


def half_of(story: str) -> int:
    return crc32(story.encode()) & 1


def story_pairs(told: Told, key: str) -> Pairs:
    items = sorted(told.items, key=lambda x: (x.published or "~", x.id))
    w = window([telling(x) for x in items], told.vectors)
    if key == PLAIN:
        w = replace(w, vectors=None)
    i, j = candidates(w)
    story = np.array([told.story[x.id] for x in items])
    size = Counter(story.tolist())
    sizes = np.array([size[s] for s in story.tolist()], float)
    weight = (sizes[i] * sizes[j]) ** -0.25
    half = np.array([half_of(s) for s in story.tolist()])
    mixed = np.where(half[i] == half[j], half[i], 2)
    return Pairs(features(w, i, j), story[i] == story[j], weight, mixed, (w, i, j))


def undated(pairs: Pairs) -> Pairs:
    rows = pairs.rows.copy()
    rows[:, NAMES.index("hours")] = np.log1p(18.0)
    rows[:, NAMES.index("undated")] = 1
    w, i, j = pairs.seen
    return pairs._replace(
        rows=rows, weight=pairs.weight * 0.3, seen=(replace(w, hour=np.full_like(w.hour, np.nan)), i, j)
    )


def second(parts: Sequence[Pairs]) -> list[Pairs]:
    """The same pairs with what a second look sees, after a first by a network that did not know the story."""
    halves = [network_of(classifier([kept(p, p.half == n) for p in parts])) for n in (0, 1)]
    found = []
    for p in parts:
        first = [likely(p.rows, n) for n in halves]
        likeness = np.where(p.half == 0, first[1], np.where(p.half == 1, first[0], (first[0] + first[1]) / 2))
        hopeful = (likeness > HOPELESS) & (p.rows[:, NAMES.index("places differ")] == 0)
        w, i, j = p.seen
        i, j, likeness = i[hopeful], j[hopeful], likeness[hopeful].astype(np.float32)
        company = company_of(w, i, j, likeness, np.ones(len(w.tellings), bool))
        left = kept(p, hopeful)
        seen = second_look(company, i, j, likeness, between(w, company, i, j))
        found.append(left._replace(rows=np.hstack([left.rows, seen])))
    return found


def kept(pairs: Pairs, chosen: Any) -> Pairs:
    return pairs._replace(rows=pairs.rows[chosen], same=pairs.same[chosen], weight=pairs.weight[chosen])


def network_of(said: dict[str, Any]) -> Network:
    arrays = {key: np.array(said[key], np.float32) for key in ("mean", "scale", "first", "first_bias", "last")}
    return Network(**arrays, last_bias=said["last_bias"])


def classifier(parts: Sequence[Pairs]) -> dict[str, Any]:
    rows, same, weight = (np.concatenate([getattr(p, f) for p in parts]) for f in ("rows", "same", "weight"))
    mean, scale = rows.mean(0), rows.std(0) + 1e-3
    models = []
    for seed in SEEDS:
        drawn = np.random.default_rng(seed).choice(len(same), SAMPLE, p=weight / weight.sum())
        model = MLPClassifier(
            hidden_layer_sizes=HIDDEN,
            alpha=1e-3,
            batch_size=512,
            max_iter=14,
            learning_rate_init=3e-3,
            random_state=seed,
        )
        models.append(model.fit((rows[drawn] - mean) / scale, same[drawn]))
    return written(models, mean, scale)


def regressor(path: Path, name: str | None, cache: Path | None, lens: Any) -> dict[str, Any]:
    labelled = bench.rows(path)
    items = [item for n, row in enumerate(labelled) for item in bench.pair(row, n)]
    told = Told(items, {}, vectors_of(items, name, cache, path.stem)).through(lens)
    w = window([telling(item) for item in items], told.vectors)
    w = w if name else replace(w, vectors=None)
    i = np.arange(0, len(items), 2)
    rows = features(w, i, i + 1)
    mean, scale = rows.mean(0), rows.std(0) + 1e-3
    model = MLPRegressor(hidden_layer_sizes=(16,), alpha=0.3, batch_size=64, max_iter=40, random_state=1)
    model.fit((rows - mean) / scale, [-row["Overall"] for row in labelled])
    return written([model], mean, scale)


def trained(told: Sequence[Told], key: str, lensed: int | None = None) -> Trained:
    """The two networks that say how likely pairs are of one story, through a lens of so many directions."""
    if lensed is None:
        parts, lens = [story_pairs(each, key) for each in told], None
    else:
        parts, lens = (
            [p for half in (0, 1) for p in seen_by_the_other(told, key, half, lensed)],
            learned(told, lensed),
        )
    parts += [undated(p) for p in parts if not p.rows[:, NAMES.index("undated")].any()]
    return Trained({key: classifier(parts), f"{key} in company": classifier(second(parts))}, lens)


def seen_by_the_other(told: Sequence[Told], key: str, half: int, kept: int) -> list[Pairs]:
    """Pairs as the lens of one half of the stories shows them; pairs within that half are never drawn."""
    lens = learned([t.only([x for x in t.items if half_of(t.story[x.id]) == half]) for t in told], kept)
    parts = [story_pairs(t.through(lens), key) for t in told]
    return [p._replace(weight=np.where(p.half == half, 0, p.weight)) for p in parts]


def learned(told: Sequence[Told], kept: int) -> Any:
    files = []
    for t in told:
        rows = np.stack([(t.vectors or {})[x.id] for x in t.items])
        files.append((rows, [x.language or "" for x in t.items], [t.story[x.id] for x in t.items]))
    return lenses.learned(files, kept)


def written(models: Sequence[Any], mean: Any, scale: Any) -> dict[str, Any]:
    """Networks side by side are one network whose answer is the mean of theirs."""
    arrays = {
        "mean": mean,
        "scale": scale,
        "first": np.hstack([m.coefs_[0] for m in models]),
        "first_bias": np.hstack([m.intercepts_[0] for m in models]),
        "last": np.hstack([m.coefs_[1][:, 0] for m in models]) / len(models),
    }
    return {
        **{key: np.round(np.asarray(value, float), 4).tolist() for key, value in arrays.items()},
        "last_bias": float(np.mean([m.intercepts_[1][0] for m in models])),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=Path, nargs="+", required=True)
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--held-out", action="store_true", help="print how well it does on what it never saw")
    parser.add_argument("--vectors", default="use", help="an encoder, or none")
    parser.add_argument("--cache", type=Path, help="a folder that keeps vectors between runs")
    parser.add_argument(
        "--named", help='train without a lens, and call the network so: "vectors" is for any encoder'
    )
    given = parser.parse_args()
    if not given.held_out and not given.pairs:
        parser.error("name --pairs FILE.jsonl, or ask for --held-out")
    name = None if given.vectors == "none" else given.vectors
    kept = None if given.named or not name else lenses.KEPT.get(name)
    key = given.named or (f"vectors {kept}" if kept else "vectors" if name else TABLE)
    told = [told_in(path, name, given.cache) for path in given.stories]
    if given.held_out:
        held_out.print_table(told[0], told[1:], key, kept)
        return
    new, lens = trained(told, key, kept)
    if key == TABLE:
        new |= trained(told, PLAIN).networks
    new[f"alike {PLAIN if key == TABLE else key}"] = regressor(given.pairs, name, given.cache, lens)
    if lens is not None:
        lenses.save(given.vectors, lens)
    found = json.loads(WEIGHTS.read_text("utf-8")) if WEIGHTS.exists() else {}
    WEIGHTS.write_text(json.dumps({**found, **new}, separators=(",", ":"), sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
