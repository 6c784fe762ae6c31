"""Learn the weights of reading plain text: python bench/train_text.py CORPUS [--held-out]

CORPUS is a folder with pages/, texts/ and stories/ of labelled headlines and standfirsts. Written is
src/standfirst/read/text_weights.json. `--held-out` learns on four fifths of the sites and prints how often
the rest comes out right, by language, instead of writing. Standard library only; same input, same weights.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import exp
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from standfirst.read import text_likeness

WEIGHTS = Path(__file__).parents[1] / "src/standfirst/read/text_weights.json"


class Pair(NamedTuple):
    """A headline and its standfirst, either of which may be empty, and the site and language they are of."""

    site: str
    language: str
    headline: str
    standfirst: str


def pairs(corpus: Path) -> Iterator[Pair]:
    for folder in ("pages", "texts"):
        for file in sorted((corpus / folder).glob("*.json")):
            site = file.stem.split("-")[0] if folder == "pages" else file.stem
            for item in json.loads(file.read_text("utf-8"))["items"]:
                yield Pair(site, item.get("language") or "", *_texts(item.get("headline"), item.get("standfirst")))
    told = corpus / "stories/translated.jsonl"
    for line in told.read_text("utf-8").splitlines():
        item = json.loads(line)
        yield Pair(item["story_id"], item["lang"], *_texts(item["headline"], item["teaser"]))


def _texts(*texts: str | None) -> tuple[str, ...]:
    return tuple(" ".join((text or "").split()) for text in texts)


def is_held_out(site: str) -> bool:
    return crc32(site.encode()) % 5 == 0


def learn_likeness(examples: Iterable[Pair], rounds: int = 60) -> dict[str, float]:
    """Logistic regression by gradient descent with a little decay."""
    told = [(text_likeness.signs(t), y) for p in examples for t, y in ((p.headline, 0), (p.standfirst, 1)) if t]
    learned: dict[str, float] = defaultdict(float)
    for turn in range(rounds):
        step = 0.2 / (1 + turn / 5)
        for found, label in told:
            guess = 1 / (1 + exp(-sum(learned[name] * value for name, value in found.items())))
            for name, value in found.items():
                learned[name] += step * ((label - guess) * value - 0.0003 * learned[name])
    return {name: round(value, 3) for name, value in sorted(learned.items())}


def right_by_likeness(examples: Iterable[Pair], learned: dict[str, float]) -> float:
    told = [(text_likeness.signs(t), y) for p in examples for t, y in ((p.headline, 0), (p.standfirst, 1)) if t]
    right = sum((sum(learned.get(n, 0) * v for n, v in found.items()) > 0) == bool(y) for found, y in told)
    return right / len(told)


def main() -> None:
    parser = argparse.ArgumentParser(description="Learn the weights of reading plain text.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--held-out", action="store_true", help="show what is right on sites not learned from")
    args = parser.parse_args()
    examples = list(pairs(args.corpus))
    if args.held_out:
        learned = learn_likeness(p for p in examples if not is_held_out(p.site))
        print(f"likeness {right_by_likeness((p for p in examples if is_held_out(p.site)), learned):.3f}")
        return
    WEIGHTS.write_text(json.dumps({"likeness": learn_likeness(examples)}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
