"""Learn which groups of blocks are a page's items.

    python bench/train_listing.py FOLDER [--leave-out NAMES] [--cross]

FOLDER holds <name>.html with <name>.json beside it, laid out as bench/read.py says. Writes
src/standfirst/read/page/listing_model.json. --leave-out names a file of document names that are not learned from;
--cross first shows what pages of sites not learned from score (sites are the first part of the name).
Needs lightgbm and numpy, which the program itself does not.

Pages are few, so the model is kept small and told what must hold (a link in a footer is never the likelier
item for it), and every page is also learned with its class names, dates, addresses or headings blotted out.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

import lightgbm
import numpy

from standfirst.read.decode import decode
from standfirst.read.links import key
from standfirst.read.page import entries, kin
from standfirst.read.page.markup import parse
from standfirst.read.page.records import blocks_of
from standfirst.read.page.roles import FEATURES, Group, chosen, groups_of
from standfirst.read.page.sheet import Sheet, body_of, lay_flat

OUT = Path(__file__).parent.parent / "src" / "standfirst" / "read" / "page" / "listing_model.json"
SIDE_WEIGHT = 0.1
COPIES = 6
BLOTS = (
    (lambda n: n.startswith(("in ", "near ")), 0.5),
    (lambda n: n in ("dated", "share of dated"), 0.3),
    (lambda n: n in ("hyphens", "digits", "segments", "slug", "query", "date in link", "file", "outside"), 0.3),
    (lambda n: n in ("level", "headed", "share of level"), 0.25),
    (lambda n: n == "image", 0.2),
    (lambda n: n == "position", 0.3),
    (lambda n: n in ("share of titled", "again"), 0.2),
)
LENGTHS = ("titled", "spread", "least", "words")
RISING = (
    "share of mass",
    "share of titled",
    "share of beyond",
    "share of count",
    "share of dated",
    "headed",
    "dated",
    "distinct",
    "telling",
    "words",
    "hyphens",
    "in main",
    "near title",
    "least",
    "image",
)
FALLING = ("in navigation", "in foot", "near paging", "in paging", "near tags", "near credits", "outside", "root")
LEFT_OUT = ("query", "digits", "section")
SETTINGS: dict[str, Any] = {
    "objective": "binary",
    "num_leaves": 10,
    "learning_rate": 0.1,
    "min_child_samples": 12,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 2.0,
    "monotone_constraints_method": "basic",
    # Thresholds taken at chance: what is learned so leans less on where these pages happen to lie.
    "extra_trees": True,
    "verbose": -1,
    "num_threads": 1,
    "seed": 5,
}
ROUNDS = 70


class Page(NamedTuple):
    name: str
    host: str
    sheet: Sheet
    groups: list[Group]
    right: list[float]  # of each group, the share of its blocks that are items
    weights: list[float]
    keys: list[list[str]]
    items: set[str]
    side: set[str]


def pages(folder: Path) -> Iterator[Page]:
    for label in sorted(folder.glob("*.json")):
        told = json.loads(label.read_text("utf-8"))
        base = told["url"] or "https://unknown.example/"
        html, _ = decode(label.with_suffix(".html").read_bytes())
        sheet = lay_flat(body_of(parse(html)))
        host = (urlsplit(base).hostname or "").removeprefix("www.")
        groups = groups_of(sheet, blocks_of(sheet), host)
        items = {key(urljoin(base, i["link"])) for i in told["items"] if i["link"]}
        side = {key(urljoin(base, i["link"])) for i in told["side"] if i["link"]} - items
        keys = [[key(urljoin(base, b.href)) for b in g.blocks] for g in groups]
        right, weights = _answers(groups, keys, items, side)
        yield Page(label.stem, host, sheet, groups, right, weights, keys, items, side)


def _answers(
    groups: list[Group], keys: list[list[str]], items: set[str], side: set[str]
) -> tuple[list[float], list[float]]:
    """Of each group the share of its blocks that are items, and what it weighs."""
    # The likeliest occurrence of an item is the one to learn; what repeats it is neither right nor wrong.
    best: dict[str, float] = {}
    for group, named in zip(groups, keys, strict=True):
        for page_key in named:
            best[page_key] = max(best.get(page_key, 0.0), _fullness(group))
    right, weights = [], []
    for group, named in zip(groups, keys, strict=True):
        good = sum(k in items and _fullness(group) >= 0.6 * best[k] for k in named)
        lesser = sum(k in items for k in named) - good
        beside = sum(k in side for k in named)
        counted = len(named) - lesser - beside
        right.append(good / counted if counted else 0.0)
        weights.append((counted + SIDE_WEIGHT * beside) ** 0.6)
    total = sum(weights) or 1.0
    return right, [w / total for w in weights]


def _fullness(group: Group) -> float:
    at = FEATURES.index
    return group.row[at("titled")] + min(group.row[at("beyond")], 300) / 3 + 20 * group.row[at("telling")]


def rows_of(learned: list[Page], seed: int = 1) -> tuple[Any, Any, Any]:
    """Rows, answers and weights, each page once whole and several times with something blotted out."""
    chance = numpy.random.default_rng(seed)
    rows, answers, weights = [], [], []
    lengths = _columns(LENGTHS.__contains__)
    for page in learned:
        for copy in range(COPIES + 1):
            # Headlines are longer in some languages and houses than in others.
            scale = chance.uniform(0.5, 1.3) if copy else 1.0
            blot = [k for says, share in BLOTS if copy and chance.random() < share for k in _columns(says)]
            for group, right, weight in zip(page.groups, page.right, page.weights, strict=True):
                row = [0.0 if k in blot else value for k, value in enumerate(group.row)]
                for k in lengths:
                    row[k] *= scale
                for answer, part in ((1, right), (0, 1 - right)):
                    if part > 0:
                        rows.append(row)
                        answers.append(answer)
                        weights.append(weight * part * (0.4 if copy else 1.0) * 100)
    return numpy.array(rows), numpy.array(answers), numpy.array(weights)


def _columns(says: Any) -> list[int]:
    return [k for k, name in enumerate(FEATURES) if says(name)]


def learn(learned: list[Page]) -> Any:
    rows, answers, weights = rows_of(learned)
    kept = [k for k, name in enumerate(FEATURES) if name not in LEFT_OUT]
    signs = [(FEATURES[k] in RISING) - (FEATURES[k] in FALLING) for k in kept]
    data = lightgbm.Dataset(rows[:, kept], answers, weight=weights, free_raw_data=False)
    return lightgbm.train(SETTINGS | {"monotone_constraints": signs}, data, num_boost_round=ROUNDS)


def judged(model: Any, page: Page) -> None:
    kept = [k for k, name in enumerate(FEATURES) if name not in LEFT_OUT]
    rows = numpy.array([[g.row[k] for k in kept] for g in page.groups])
    for group, chance in zip(page.groups, model.predict(rows, raw_score=True), strict=True):
        group.chance = float(chance)
    entries.lean(page.sheet, page.groups)
    kin.lean(page.sheet, page.groups, page.host)


def f1(page: Page) -> float:
    told = {
        id(b): k
        for g, named in zip(page.groups, page.keys, strict=True)
        for b, k in zip(g.blocks, named, strict=True)
    }
    got = {told[id(block)] for block, _, _ in chosen(page.groups)}
    hits, wrong = len(got & page.items), len(got - page.items - page.side)
    return 2 * hits / (hits + wrong + len(page.items)) if page.items else 0.0


def crossed(known: list[Page], folds: int = 8, show: bool = False) -> float:
    """Mean F1 of pages judged by a model that has seen no page of their site."""
    total = 0.0
    for fold in range(folds):
        mine = [p for p in known if zlib.crc32(p.name.split("-")[0].encode()) % folds == fold]
        if not mine:
            continue
        model = learn([p for p in known if p not in mine])
        for page in mine:
            judged(model, page)
            total += f1(page)
            if show and f1(page) < 0.97:
                print(f"  {page.name:40} {f1(page):.3f}")
    return total / len(known)


def written(model: Any) -> str:
    kept = [name for name in FEATURES if name not in LEFT_OUT]
    used = model.feature_importance() > 0
    names = [name for name, is_used in zip(kept, used, strict=True) if is_used]

    def nested(node: dict[str, Any]) -> list[Any]:
        if "leaf_value" in node:
            return [round(node["leaf_value"], 4)]
        place = names.index(kept[node["split_feature"]])
        return [place, float(f"{node['threshold']:.5g}"), nested(node["left_child"]), nested(node["right_child"])]

    trees = [nested(tree["tree_structure"]) for tree in model.dump_model()["tree_info"]]
    lines = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in trees)
    return f'{{"features": {json.dumps(names)},\n"base": 0.0,\n"trees": [\n{lines}\n]}}\n'


def main() -> None:
    parser = argparse.ArgumentParser(description="Learn which groups of blocks are a page's items.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--leave-out", type=Path)
    parser.add_argument("--cross", action="store_true")
    parser.add_argument("--dry", action="store_true", help="write nothing")
    args = parser.parse_args()
    left_out = set(args.leave_out.read_text("utf-8").split()) if args.leave_out else set()
    known = [page for page in pages(args.folder) if page.name not in left_out]
    if args.cross:
        print(f"sites not learned from: F1 {crossed(known, show=True):.4f} over {len(known)} pages")
    if not args.dry:
        OUT.write_text(written(learn(known)), "utf-8")


if __name__ == "__main__":
    main()
