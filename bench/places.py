"""How well, and how fast, countries are told.

    python bench/places.py                F1 by country of the corpus's seeds and texts as read
    python bench/places.py --documents    the same by document, the worst first
    python bench/places.py --languages    the same by language
    python bench/places.py --speed        processor time an item, with a place and without; and of the first item

An item that is not recovered misses all its countries. The floors of the sum stand in floors.json, which
bench/read.py holds.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import read as reading

from standfirst import places
from standfirst.model import Item
from standfirst.read import read

PARTS = ("seeds", "texts")


@dataclass
class Tally:
    right: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    def count(self, key: str, gold: set[str], got: set[str]) -> None:
        self.right[key] += len(gold & got)
        self.false[key] += len(got - gold)
        self.missed[key] += len(gold - got)

    def figures(self, keys: set[str]) -> tuple[float, float, float]:
        """F1, precision and recall of the keys together."""
        right = sum(self.right[k] for k in keys)
        false, missed = sum(self.false[k] for k in keys), sum(self.missed[k] for k in keys)
        return (
            2 * right / max(1, 2 * right + false + missed),
            right / max(1, right + false),
            right / max(1, right + missed),
        )

    def keys(self) -> set[str]:
        return {k for counter in (self.right, self.false, self.missed) for k in counter}


def told() -> Iterator[tuple[str, str, set[str], set[str]]]:
    """Document, language, the label's countries and the countries read, of every labelled item."""
    match = reading.scorer().match
    for part in PARTS:
        for name, document in reading.documents(reading.CORPUS / part):
            gold = json.loads((reading.CORPUS / part / f"{name}.json").read_text("utf-8"))["items"]
            got = [reading.record(i) for i in read(document).items]
            of = dict(match(gold, got))
            for i, item in enumerate(gold):
                if item.get("places") is not None:
                    found = set(got[of[i]]["places"]) if i in of else set()
                    yield name, item.get("language") or "-", set(item["places"]), found


def figures() -> dict[str, float]:
    """What the floors hold: all countries of all items together."""
    tally = Tally()
    for _, _, gold, got in told():
        tally.count("", gold, got)
    f1, precision, recall = tally.figures({""})
    return {"F1": round(f1, 4), "precision": round(precision, 4), "recall": round(recall, 4)}


def table(by: str) -> None:
    tally = Tally()
    for document, language, gold, got in told():
        if by == "countries":
            for place in gold | got:
                tally.count(place, gold & {place}, got & {place})
        else:
            tally.count(document if by == "documents" else language, gold, got)
    worst = sorted(tally.keys(), key=lambda k: (-tally.false[k] - tally.missed[k], k))
    print(f"{'':40}{'F1':>7}{'right':>7}{'false':>7}{'missed':>7}")
    for key in worst:
        called = f"{key} {places.name(key, 'en')}" if by == "countries" else key
        counts = f"{tally.right[key]:7}{tally.false[key]:7}{tally.missed[key]:7}"
        print(f"{called[:38]:40}{tally.figures({key})[0]:7.3f}{counts}")
    f1, precision, recall = tally.figures(tally.keys())
    mean = sum(tally.figures({k})[0] for k in worst) / len(worst)
    print(f"all: F1 {f1:.3f}, precision {precision:.3f}, recall {recall:.3f}; mean of the {by}: F1 {mean:.3f}")


def speed() -> None:
    start = time.process_time()
    places.mentioned("Dockers in Peru down tools", "en")
    first = time.process_time() - start
    items = [
        i for part in ("pages", *PARTS) for _, d in reading.documents(reading.CORPUS / part) for i in read(d).items
    ]
    for name, some in (("with a place", True), ("without", False)):
        asked = [(_text(i), i.language) for i in items if bool(places.mentioned(_text(i), i.language)) == some]
        took = reading.cpu(lambda asked=asked: [places.mentioned(*a) for a in asked]) / len(asked)
        letters = sum(len(text) for text, _ in asked) / len(asked)
        print(f"{name:14} {took * 1e6:6.1f} µs an item ({len(asked)} items of {letters:.0f} letters)")
    print(f"first question of a language: {first * 1e3:.1f} ms")


def _text(item: Item) -> str:
    return f"{item.headline or ''}\n{item.standfirst or ''}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for option in ("documents", "languages", "speed"):
        parser.add_argument(f"--{option}", action="store_true")
    args = parser.parse_args()
    if not reading.CORPUS.is_dir():
        print("The corpus is not beside the project: skipped.")
        return 0
    if args.speed:
        speed()
    else:
        table("documents" if args.documents else "languages" if args.languages else "countries")
    return 0


if __name__ == "__main__":
    sys.exit(main())
