"""Learn what the lines of a listing are by what they look like in a row: python bench/train_lines.py CORPUS

CORPUS is a folder with pages/ of labelled HTML and stories/translated.jsonl of headlines and teasers. Learned from
are text dumps of the pages (bench/dumps.py) and invented listings of the teasers (bench/listings.py); the texts of
the corpus are not. Written is src/standfirst/read/text/chain.json.

    --held-out        print how well dumps of sites that were not learned from are read by rules alone, by looks
                      alone and by whichever is chosen
    --also FOLDER...  print the same of other labelled folders, of pages or of texts, none of them learned from

Needs python-crfsuite, which the program itself does not; same input, same weights.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import pycrfsuite
from dumps import Dump, Style, dumps, folded
from listings import listings
from read import answer, scorer
from train_text import invented as written

from standfirst.model import Document
from standfirst.read import read
from standfirst.read.text import choice as text_choice
from standfirst.read.text import lines_in_row
from standfirst.read.text.chain import HUNDREDTHS, Weights, weights_of
from standfirst.read.text.line import Line
from standfirst.read.text.looks import signs_of

WEIGHTS = Path(__file__).parents[1] / "src/standfirst/read/text/chain.json"
STYLES = (Style(), Style(blank=True), Style(records=True), Style(around=1))
LISTINGS = 1200
FOLDS = 4
FEWEST_FOUND = 0.6
SETTINGS = {
    "c1": 2.0,
    "c2": 0.3,
    "max_iterations": 60,
    "feature.minfreq": 20,
    "feature.possible_transitions": True,
}
LEAST = 5  # hundredths below which a weight says nothing
FIELDS = ("precision", "recall", "F1", "headline", "standfirst", "standfirst_given", "byline", "kicker", "exact")


class Example(NamedTuple):
    """The signs of the lines of one document, and what each line is."""

    site: str
    signs: list[list[str]]
    roles: list[str]


def site_of(name: str) -> str:
    return name.split(".")[0].split("-")[0]


def fold(site: str) -> int:
    return crc32(site.encode()) % FOLDS


# --- what lines are, by the labels of their document --------------------------------------------------------


def example(dump: Dump) -> Example | None:
    """What a document teaches; None where hardly any of its items are found among its lines."""
    lines = lines_in_row(dump.text)
    told = roles(lines, [*dump.items, *(item for item in dump.side if item.get("headline"))])
    if told.count("H") < FEWEST_FOUND * len(dump.items):
        return None
    return Example(site_of(dump.name), signs_of(lines)[0], told)


def roles(lines: Sequence[Line], items: Sequence[dict[str, Any]]) -> list[str]:
    """What each line is, a letter as in read/text/slots.py, by the items that the document is known to hold."""
    names = [folded(line.text) for line in lines]
    owners = _headlines(names, items)
    told = ["O" if owner is None else "H" for owner in owners]
    above = _carried(owners)
    below = _carried(owners[::-1])[::-1]
    for at, name in enumerate(names):
        if told[at] == "O" and name:
            told[at] = _role(lines[at], name, above[at], below[at])
    return told


def _carried(owners: Sequence[dict[str, Any] | None]) -> list[dict[str, Any]]:
    """For each line the item whose headline is the last at or before it."""
    found: list[dict[str, Any]] = []
    for owner in owners:
        found.append(owner or (found[-1] if found else {}))
    return found


def _headlines(names: Sequence[str], items: Sequence[dict[str, Any]]) -> list[dict[str, Any] | None]:
    """The item whose headline each line is, with a word or two beside it, or its standfirst."""
    known: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for item in items:
        if item.get("headline"):
            known[folded(item["headline"])].append(item)
    longest = sorted((name for name in known if len(name) > 8), key=len, reverse=True)
    found: list[dict[str, Any] | None] = []
    for name in names:
        told = known.get(name, [])
        if not told and len(name) > 10:
            near = next((headline for headline in longest if _holds(name, headline, known[headline][0])), None)
            told = known[near] if near else []
        found.append((told.pop(0) if len(told) > 1 else told[0]) if told and name else None)
    return found


def _holds(name: str, headline: str, item: dict[str, Any]) -> bool:
    more = len(name) - len(headline)
    if more <= max(6, len(headline) // 4):
        return name.startswith(headline) or name.endswith(headline)
    standfirst = folded(item.get("standfirst"))
    return bool(standfirst) and name.startswith(headline + standfirst[:15])


def _role(line: Line, name: str, above: dict[str, Any], below: dict[str, Any]) -> str:
    for item, role in ((above, "S"), (below, "P")):
        if _is_of(name, folded(item.get("standfirst"))):
            return role
    if line.kind == "date":
        return "D"
    for field, role, more in (("byline", "B", 14), ("kicker", "K", 8)):
        for item in (above, below):
            told = folded(item.get(field))
            if len(told) > 1 and told in name and len(name) <= len(told) + more:
                return role
    return "O"


def _is_of(name: str, standfirst: str) -> bool:
    """Whether a line is a standfirst or a good part of one, or holds it."""
    if not standfirst:
        return False
    if name == standfirst or (len(name) >= 12 and name in standfirst):
        return True
    return name.startswith(standfirst[:40]) if len(standfirst) > 40 else False


# --- learning -------------------------------------------------------------------------------------------------


def learn(examples: Sequence[Example]) -> dict[str, Any]:
    """Weights of signs and steps under which the roles of lines are likeliest: a conditional random field."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for told in examples:
        trainer.append(told.signs, told.roles)
    trainer.set_params(SETTINGS)
    with tempfile.NamedTemporaryFile(suffix=".crf") as file:
        trainer.train(file.name)
        tagger = pycrfsuite.Tagger()
        tagger.open(file.name)
        letters = sorted(tagger.labels())
        found = tagger.info()
        tagger.close()
    signs: dict[str, list[int]] = {}
    for (sign, role), worth in sorted(found.state_features.items()):
        signs.setdefault(sign, [0] * len(letters))[letters.index(role)] = round(worth * HUNDREDTHS)
    steps = [[round(found.transitions.get((a, b), -9.0) * HUNDREDTHS) for b in letters] for a in letters]
    kept = {sign: worths for sign, worths in signs.items() if max(map(abs, worths)) >= LEAST}
    return {"roles": "".join(letters), "signs": kept, "steps": steps}


# --- trying ---------------------------------------------------------------------------------------------------


class Trial(NamedTuple):
    """How well a document is read by rules alone, by looks alone wherever both read it, and by what is chosen."""

    rules: dict[str, float]
    looks: dict[str, float]
    chosen: dict[str, float]


def tried(dump: Dump, learned: dict[str, Any]) -> Trial:
    """A document read in three ways, its looks told by some weights."""
    own = text_choice.prefers_looks
    ways = (lambda *_: False, lambda *_: True, own)
    return Trial(*(_read_by(dump, weights_of(learned), way) for way in ways))


def _read_by(dump: Dump, learned: Weights, way: Callable[..., bool]) -> dict[str, float]:
    own = text_choice.prefers_looks, text_choice.weights
    text_choice.prefers_looks, text_choice.weights = way, lambda: learned  # type: ignore[assignment]
    try:
        items = answer(read(Document("https://dump.example/", dump.text.encode(), "text/plain")))["items"]
    finally:
        text_choice.prefers_looks, text_choice.weights = own
    return dict(scorer().score({"items": dump.items, "side": dump.side}, items))


def printed(name: str, trials: Sequence[Trial]) -> None:
    for way in Trial._fields:
        found = [getattr(trial, way) for trial in trials]
        means = {f: [told[f] for told in found if f in told] for f in FIELDS}
        shown = "  ".join(f"{f} {sum(v) / len(v):.3f}" for f, v in means.items() if v)
        print(f"{name:12} {way:7} {len(trials):4}  {shown}", flush=True)


def labelled(folder: Path) -> Iterator[Dump]:
    """The dumps of a folder of pages, or the texts of one of texts."""
    for path in sorted(folder.glob("*.txt")):
        told = json.loads(path.with_suffix(".json").read_text("utf-8"))
        yield Dump(path.stem, path.read_text("utf-8", "replace"), None, told["items"], told.get("side", []))
    yield from dumps([folder], Style())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--also", type=Path, nargs="*", default=[])
    args = parser.parse_args()
    pages = [list(dumps([args.corpus / "pages"], style)) for style in STYLES]
    pairs = [json.loads(line) for line in (args.corpus / "stories/translated.jsonl").open(encoding="utf-8")]
    bank = [(p["lang"], p["headline"], p["teaser"]) for p in pairs]
    bank += [(p.language, p.headline, p.standfirst) for p in written()]
    invented = list(listings(bank, LISTINGS))
    examples = [found for dump in (*chain.from_iterable(pages), *invented) if (found := example(dump))]
    if args.held_out:
        trials = []
        for number in range(FOLDS):
            learned = learn([told for told in examples if fold(told.site) != number])
            trials += [tried(dump, learned) for dump in pages[0] if fold(site_of(dump.name)) == number]
        printed("pages", trials)
    if args.also or not args.held_out:
        learned = learn(examples)
        for folder in args.also:
            printed(folder.name, [tried(dump, learned) for dump in labelled(folder)])
        if not args.also:
            told = json.dumps(learned, ensure_ascii=False, separators=(",", ":"))
            WEIGHTS.write_text(f"{told}\n", "utf-8")


if __name__ == "__main__":
    main()
