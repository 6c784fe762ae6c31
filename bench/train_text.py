"""Learn the weights of reading plain text: python bench/train_text.py CORPUS [--held-out]

CORPUS is a folder with pages/, texts/ and stories/ of labelled headlines and standfirsts. Written is
src/standfirst/read/text_weights.json. `--held-out` learns on four fifths of the sites and prints how often
the rest comes out right, by language, instead of writing. Standard library only; same input, same weights.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import exp
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from standfirst.read import text_likeness, text_places, text_runon

WEIGHTS = Path(__file__).parents[1] / "src/standfirst/read/text_weights.json"
LONGEST_LINE = 420
MOST_FEW = 4


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


class Example(NamedTuple):
    """A line of which it is known where the standfirst begins (`right` is a place's number; 0: nowhere)."""

    site: str
    language: str
    places: list[text_places.Place]
    right: int
    weight: float


def lines(examples: Iterable[Pair]) -> Iterator[Example]:
    """Headlines and standfirsts run together, and each alone."""
    for pair in examples:
        if pair.headline and pair.standfirst:
            found = text_places.places(f"{pair.headline} {pair.standfirst}"[:LONGEST_LINE])
            at = len(pair.headline) + 1
            right = next((n for n, place in enumerate(found) if place.at == at), None)
            if right:
                yield Example(pair.site, pair.language, found, right, 1.0)
        for alone in (pair.standfirst, pair.headline):
            if len(alone) > 40:
                yield Example(pair.site, pair.language, text_places.places(alone[:LONGEST_LINE]), 0, 0.3)


def common_signs(examples: Iterable[Example]) -> frozenset[str]:
    """The signs worth a weight: words only where several sites begin standfirsts with them."""
    sites: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        for sign in example.places[example.right].signs if example.right else ():
            sites[sign].add(example.site)
        for place in example.places:
            for sign in place.signs:
                if not sign.startswith(("word ", "after ", "ends ", "tail ", "begins ")):
                    sites[sign].update((example.site, "", " "))
    return frozenset(sign for sign, told in sites.items() if len(told) >= MOST_FEW)


def learn_cut(examples: Sequence[Example], rounds: int = 16) -> dict[str, float]:
    """Weights under which the right place is likeliest among all places of its line (a softmax)."""
    common = common_signs(examples)
    kept = [
        e._replace(places=[p._replace(signs=[s for s in p.signs if s in common]) for p in e.places])
        for e in examples
    ]
    learned: dict[str, float] = defaultdict(float)
    for turn in range(rounds):
        step = 0.12 / (1 + turn / 4)
        for example in kept:
            shares = text_runon.odds(learned, example.places)
            for number, (place, share) in enumerate(zip(example.places, shares, strict=True)):
                wrong = (number == example.right) - share
                if abs(wrong) > 0.001:
                    for sign in place.signs:
                        learned[sign] += step * example.weight * (wrong - 0.002 * learned[sign])
    return {sign: round(value, 2) for sign, value in sorted(learned.items()) if abs(value) >= 0.1}


def right_by_cut(examples: Sequence[Example], learned: dict[str, float]) -> dict[str, tuple[int, int]]:
    """By language: how many cuts of lines run together are right where one is wanted, of how many."""
    told: dict[str, list[bool]] = defaultdict(list)
    for example in examples:
        shares = text_runon.odds(learned, example.places)
        if example.right:
            best = max(range(1, len(shares)), key=lambda n: shares[n])
            told[example.language].append(best == example.right)
        else:
            told["none wanted"].append(shares[0] > 0.5)
    return {language: (sum(right), len(right)) for language, right in sorted(told.items())}


def main() -> None:
    parser = argparse.ArgumentParser(description="Learn the weights of reading plain text.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--held-out", action="store_true", help="show what is right on sites not learned from")
    args = parser.parse_args()
    examples = list(pairs(args.corpus))
    if args.held_out:
        show_held_out(examples)
        return
    learned = {"likeness": learn_likeness(examples), "cut": learn_cut(list(lines(examples)))}
    WEIGHTS.write_text(json.dumps(learned, indent=0, ensure_ascii=False) + "\n", "utf-8")


def show_held_out(examples: Sequence[Pair]) -> None:
    known, unknown = ([p for p in examples if is_held_out(p.site) == held] for held in (False, True))
    print(f"likeness {right_by_likeness(unknown, learn_likeness(known)):.3f}")
    told = right_by_cut(list(lines(unknown)), learn_cut(list(lines(known))))
    for language, (right, count) in told.items():
        print(f"{language or '?':12} {right:4} of {count:4}  {right / count:.2f}")
    wanted = [counts for language, counts in told.items() if language != "none wanted"]
    print(f"all cuts     {sum(r for r, _ in wanted) / sum(n for _, n in wanted):.3f}")


if __name__ == "__main__":
    main()
