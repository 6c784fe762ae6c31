"""Learn the weights of reading plain text: python bench/train_text.py CORPUS [--held-out]

CORPUS is a folder with pages/, texts/ and stories/ of labelled headlines and standfirsts. Beside it are learned
the invented ones of bench/pairs. Written is src/standfirst/read/text/weights.json. `--held-out` prints instead how
often lines of CORPUS that were not learned from come out right, each read with the others of its document: each
language in turn is left out of CORPUS, without and with what bench/pairs has of it; documents of other sites than
those learned from; and last those of bench/pairs. Needs numpy and scipy; same input, same weights.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import exp
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from standfirst import languages
from standfirst.read.text import gaps as text_gaps
from standfirst.read.text import likeness as text_likeness
from standfirst.read.text import runon as text_runon
from standfirst.read.text.echoes import NONE, Fellows, fellows_of

WEIGHTS = Path(__file__).parents[1] / "src/standfirst/read/text/weights.json"
PAIRS = Path(__file__).parent / "pairs"
LONGEST_LINE = 420
MOST_FEW = 3
DOCUMENT = 8  # how many lines of a site are taken for one document
ALONE = 0.3  # what a line that holds only one of the two counts for
INVENTED = 0.3  # what a line of bench/pairs counts for, of one of the corpus
DECAY, DECAY_OF_WORDS = 1.5, 1.5
LIKE_NEIGHBOURS = 4.0  # how much it costs that signs of neighbouring sizes differ in weight
SIZES = ("length ", "part ", "low ", "sizes ", "stop in ")
SPARSE = ("word ", "after ", "ends ", "tail ", "begins ")
FOLDS = 5
LINE_BY_LINE = 1.0  # as in read/text/together.py


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
            items = json.loads(file.read_text("utf-8"))["items"]
            texts = [_texts(item.get("headline"), item.get("standfirst")) for item in items]
            told = languages.guess(" ".join(" ".join(both) for both in texts)[:3000])
            for item, both in zip(items, texts, strict=True):
                yield Pair(site, item.get("language") or (told.tag if told else ""), *both)
    told = corpus / "stories/translated.jsonl"
    for line in told.read_text("utf-8").splitlines():
        item = json.loads(line)
        yield Pair(item["story_id"], item["lang"], *_texts(item["headline"], item["teaser"]))


def invented() -> Iterator[Pair]:
    """What bench/pairs holds: a file a language, a line an item (headline, tab, standfirst), papers of one style
    apart by an empty line. Every other standfirst gets a second sentence, that of the item before."""
    for file in sorted(PAIRS.glob("*.tsv")):
        for number, paper in enumerate(file.read_text("utf-8").strip().split("\n\n")):
            told = [line.split("\t") for line in paper.splitlines()]
            for at, (headline, standfirst) in enumerate(told):
                more = told[at - 1][1] if at % 2 else ""
                gap = "" if standfirst[-1] in "。！？" else " "
                yield Pair(f"pairs {file.stem} {number}", file.stem, headline, f"{standfirst}{gap}{more}".strip())


def _texts(headline: str | None, standfirst: str | None) -> tuple[str, str]:
    return " ".join((headline or "").split()), " ".join((standfirst or "").split())


def documents(examples: Iterable[Pair]) -> Iterator[list[Pair]]:
    """Items with both texts, a few of one language and one site at a time; translated stories are all of one."""
    told: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for pair in examples:
        if pair.headline and pair.standfirst:
            told[pair.language, "" if "." in pair.site else pair.site].append(pair)
    for found in told.values():
        for at in range(0, len(found), DOCUMENT):
            yield found[at : at + DOCUMENT]


def together(pair: Pair) -> str:
    return f"{pair.headline} {pair.standfirst}"[:LONGEST_LINE]


def fold(site: str) -> int:
    return crc32(site.encode()) % FOLDS


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
    """A line of which it is known where the standfirst begins (`right` is a gap's number; 0: nowhere)."""

    site: str
    language: str
    gaps: list[text_gaps.Gap]
    right: int
    weight: float


def lines(examples: Sequence[Pair], weight: float = 1.0) -> Iterator[Example]:
    """Headlines and standfirsts run together, and each alone, each counting for `weight`."""
    fellows: dict[int, Fellows] = {}
    for document in documents(examples):
        known = fellows_of(map(together, document))
        fellows.update((id(pair), known) for pair in document)
    for pair in examples:
        known = fellows.get(id(pair), NONE)
        if pair.headline and pair.standfirst:
            found = text_gaps.gaps(together(pair), known)
            at = len(pair.headline) + 1
            right = next((n for n, gap in enumerate(found) if gap.at == at), None)
            if right:
                yield Example(pair.site, pair.language, found, right, weight)
        for alone in (pair.standfirst, pair.headline):
            if len(alone) > 40:
                found = text_gaps.gaps(alone[:LONGEST_LINE], known)
                yield Example(pair.site, pair.language, found, 0, ALONE * weight)


def common_signs(examples: Iterable[Example]) -> list[str]:
    """The signs worth a weight: words only where several sites begin standfirsts with them."""
    sites: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        for sign in example.gaps[example.right].signs if example.right else ():
            sites[sign].add(example.site)
        for gap in example.gaps:
            for sign in gap.signs:
                if not sign.startswith(SPARSE):
                    sites[sign].update((example.site, "", " "))
    return sorted(sign for sign, told in sites.items() if len(told) >= MOST_FEW)


def neighbours(at: dict[str, int]) -> tuple[Any, Any]:
    """The numbers of each two signs that tell of neighbouring sizes, such as "length 3" and "length 4"."""
    told = [(number, at[sign]) for name, number in at.items() for sign in _one_more(name) if sign in at]
    these, those = np.array(told or [(0, 0)]).T
    return these, those


def _one_more(sign: str) -> Iterator[str]:
    """The sign with one of its sizes greater by one."""
    for size in re.finditer(r"\d+", sign) if sign.startswith(SIZES) else ():
        more = {"11": "12+", "12": "16+"}.get(size[0], str(int(size[0]) + 1))
        yield f"{sign[: size.start()]}{more}{sign[size.end() :].removeprefix('+')}"


def learn_cut(examples: Sequence[Example]) -> dict[str, float]:
    """Weights under which the right gap is likeliest among all gaps of its line (a softmax with decay)."""
    names = common_signs(examples)
    at = {sign: number for number, sign in enumerate(names)}
    gaps = [gap for example in examples for gap in example.gaps]
    told = [(row, at[sign]) for row, gap in enumerate(gaps) for sign in gap.signs if sign in at]
    rows, columns = np.array(told).T
    found = csr_matrix((np.ones(len(told)), (rows, columns)), shape=(len(gaps), len(names)))
    decay = np.array([DECAY_OF_WORDS if sign.startswith(SPARSE) else DECAY for sign in names])
    sizes = np.array([len(example.gaps) for example in examples])
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    right = starts + np.array([example.right for example in examples])
    weight = np.array([example.weight for example in examples])
    these, those = neighbours(at)

    def loss(learned: Any) -> tuple[float, Any]:
        worth = found @ learned
        top = np.repeat(np.maximum.reduceat(worth, starts), sizes)
        powers = np.exp(worth - top)
        shares = powers / np.repeat(np.add.reduceat(powers, starts), sizes)
        wrong = shares * np.repeat(weight, sizes)
        wrong[right] -= weight
        missed = -(weight * np.log(np.maximum(shares[right], 1e-12))).sum()
        apart = LIKE_NEIGHBOURS * (learned[these] - learned[those])
        slope = found.T @ wrong + decay * learned
        np.add.at(slope, these, apart)
        np.add.at(slope, those, -apart)
        cost = (decay * learned**2).sum() + (apart**2).sum() / LIKE_NEIGHBOURS
        return missed + cost / 2, slope

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 120}).x
    return {sign: round(float(v), 2) for sign, v in zip(names, best, strict=True) if abs(v) >= 0.05}


class Right(NamedTuple):
    """How many lines are cut right, of how many; how many documents with every line right, of how many."""

    lines: int
    of_lines: int
    whole: int
    of_documents: int

    def __str__(self) -> str:
        told = f"{self.lines:4} of {self.of_lines:4} lines {self.lines / max(1, self.of_lines):.2f}"
        return f"{told}, {self.whole:3} of {self.of_documents:3} documents whole"


def right_by_cut(told: Iterable[Sequence[Pair]], learned: dict[str, float]) -> Right:
    """How often the lines of documents are cut right by weights."""
    text_likeness.weights()["cut"] = learned
    found: list[list[bool]] = []
    for document in told:
        cuts = text_runon.cuts([f"{pair.headline} {pair.standfirst}" for pair in document], LINE_BY_LINE)
        found.append([at == len(pair.headline) + 1 for at, pair in zip(cuts, document, strict=True)])
    return Right(sum(map(sum, found)), sum(map(len, found)), sum(map(all, found)), len(found))


def main() -> None:
    parser = argparse.ArgumentParser(description="Learn the weights of reading plain text.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--held-out", action="store_true", help="show what is right on sites not learned from")
    args = parser.parse_args()
    examples = list(pairs(args.corpus))
    if args.held_out:
        show_held_out(examples, list(invented()))
        return
    cut = learn_cut([*lines(examples), *lines(list(invented()), INVENTED)])
    learned = {"likeness": learn_likeness(examples), "cut": cut}
    WEIGHTS.write_text(json.dumps(learned, indent=0, ensure_ascii=False) + "\n", "utf-8")


def show_held_out(examples: Sequence[Pair], ours: Sequence[Pair]) -> None:
    known, unknown = ([p for p in examples if (fold(p.site) == 0) == held] for held in (False, True))
    print(f"likeness {right_by_likeness(unknown, learn_likeness(known)):.3f}")
    found, beside = list(lines(examples)), list(lines(ours, INVENTED))
    without: list[Right] = []
    told: list[Right] = []
    for language in sorted({of(pair) for pair in examples}):
        held = [d for d in documents(examples) if of(d[0]) == language and len(d) > 2]
        if sum(map(len, held)) < 20:
            continue
        others = [e for e in found if of(e) != language]
        without.append(right_by_cut(held, learn_cut([*others, *(e for e in beside if of(e) != language)])))
        told.append(right_by_cut(held, learn_cut([*others, *beside])))
        print(f"language not learned from {language or '?':4} {without[-1]}; with ours {told[-1]}", flush=True)
    print(f"languages not learned from     {_sum(without)}; with ours {_sum(told)}")
    told, apart = [], []
    for number in range(FOLDS):
        learned = learn_cut([e for e in [*found, *beside] if fold(e.site) != number])
        for pool, results in ((examples, told), (ours, apart)):
            held = [d for d in documents(p for p in pool if fold(p.site) == number) if len(d) > 2]
            results.append(right_by_cut(held, learned))
    print(f"sites not learned from         {_sum(told)}")
    print(f"ours not learned from          {_sum(apart)}")


def of(told: Pair | Example) -> str:
    """The language of something without its country or script."""
    return told.language.partition("-")[0]


def _sum(told: Sequence[Right]) -> Right:
    return Right(*map(sum, zip(*told, strict=True)))


if __name__ == "__main__":
    main()
