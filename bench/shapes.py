"""Texts of our own in the shapes that listings have: a measure that reading was not fitted to.

    python bench/shapes.py               how well they are read: the mean of each figure
    python bench/shapes.py --out OUT     write them there as <name>.txt, labels beside them

Each was written line by line as a listing is that nobody had looked at while reading was made, in words of our
own, and labelled before it was read. Nothing is learned from them. bench/shapes/ holds them; the first sign of a
line says what it is:

    @ NAME LANGUAGE SHAPE   a new text
    H, S, N                 headline; its standfirst; a standfirst alone. What follows ">>" is no part of it
    P                       a further line of the standfirst
    D ISO|LINE, B, K        the date, byline or kicker of the item above; d, b, k those of the next
    T, C                    a line of parts, {H:...} {S:...} {D:ISO|...} {B:...} {K:...}; C goes on with the item
    X, A                    of no item; a further paragraph. Other lines are empty.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SHAPES = Path(__file__).parent / "shapes"
FIELDS = {"H": "headline", "S": "standfirst", "D": "published", "B": "byline", "K": "kicker"}
PART = re.compile(r"\{([HSDBK]):([^{}]*)\}")


@dataclass
class Shape:
    """A text in the making: its lines and items, and what is known of the next item."""

    name: str
    language: str
    shape: str
    lines: list[str] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)
    waiting: dict[str, Any] = field(default_factory=dict)

    def begin(self) -> None:
        empty = dict.fromkeys(("headline", "standfirst", "kicker"))
        self.items.append({**empty, "language": self.language, "kind": "article", **self.waiting})
        self.waiting = {}

    def take(self, raw: str) -> None:
        """Take one line of the source."""
        sign, _, rest = raw.partition(" ")
        if sign in ("D", "B", "K", "d", "b", "k"):
            value, _, line = rest.partition("|")
            if value:
                (self.items[-1] if sign.isupper() else self.waiting)[FIELDS[sign.upper()]] = value
            self.lines.append(line)
        elif sign in ("T", "C"):
            if sign == "T":
                self.begin()
            self.lines.append(PART.sub(self._part, rest))
        elif sign in ("H", "S", "N", "P"):
            self._whole(sign, rest)
        else:
            self.lines.append(rest if sign in ("X", "A") else "")

    def _whole(self, sign: str, rest: str) -> None:
        told, _, more = rest.partition(">>")
        self.lines.append(told + more)
        if sign in "HN":
            self.begin()
        item = self.items[-1]
        if sign == "H":
            item["headline"] = told.strip()
        else:
            item["standfirst"] = f"{item['standfirst']} {told.strip()}" if sign == "P" else told.strip()

    def _part(self, found: re.Match[str]) -> str:
        value, bar, said = found[2].partition("|")
        if found[1] != "D" or value:
            self.items[-1][FIELDS[found[1]]] = value if found[1] == "D" else found[2]
        return said if bar and found[1] == "D" else found[2]


def shapes() -> Iterator[Shape]:
    """All texts of bench/shapes."""
    for file in sorted(SHAPES.glob("*.txt")):
        current: Shape | None = None
        for raw in file.read_text("utf-8").splitlines():
            if raw.startswith("@ "):
                if current:
                    yield current
                current = Shape(*raw[2:].split())
            elif current:
                current.take(raw)
        if current:
            yield current


def figures() -> dict[str, float]:
    """How well they are read: the mean of each figure."""
    from read import answer, scorer  # which asks for these figures in its turn

    from standfirst.model import Document
    from standfirst.read import read

    score = scorer().score
    total: dict[str, list[float]] = defaultdict(list)
    for told in shapes():
        body = ("\n".join(told.lines) + "\n").encode()
        found = answer(read(Document(f"https://{told.name}.example/", body, "text/plain")))
        for name, value in score({"items": told.items}, found["items"]).items():
            total[name].append(value)
    return {name: round(sum(values) / len(values), 4) for name, values in total.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    if not args.out:
        for name, value in figures().items():
            print(f"{name:20} {value:.4f}")
        return 0
    args.out.mkdir(exist_ok=True, parents=True)
    for told in shapes():
        label = {"url": f"https://{told.name}.example/", "shape": told.shape, "items": told.items}
        (args.out / f"{told.name}.txt").write_text("\n".join(told.lines) + "\n", "utf-8")
        (args.out / f"{told.name}.json").write_text(json.dumps(label, ensure_ascii=False, indent=1), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
