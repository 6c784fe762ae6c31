"""How well stories of one running affair are linked: on the demonstration press, and on a folder of seeds.

    python bench/affairs.py [SEEDS]

SEEDS is a folder with stories.json ("stories", "threads" with "items" of "file" and "index", "not_the_same") and
the labelled items beside it. Stories are taken as labelled; pairs of stories are counted.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from standfirst import places
from standfirst.join.affairs import affairs
from standfirst.model import Item, Story, tidy

ROOT = Path(__file__).parents[1]


def score(name: str, stories: Sequence[Story], labelled: Iterable[frozenset[str]], known: set[str]) -> None:
    """Pairs linked as labelled, among stories whose affair is known."""
    right = {frozenset(pair) for affair in labelled for pair in combinations(sorted(affair), 2)}
    linked = {frozenset((a.id, b.id)) for affair in affairs(stories) for a, b in combinations(affair, 2)}
    counted = {pair for pair in linked if pair & known}
    found = len(counted & right)
    precision, recall = found / max(1, len(counted)), found / max(1, len(right))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"{name:8} {len(stories):4} stories  precision {precision:.2f}  recall {recall:.2f}  F1 {f1:.2f}")
    for pair in sorted(map(sorted, counted - right)):
        print("   linked wrongly:", " | ".join(pair))


def press() -> None:
    from tests.examples import test_press_stories as told

    labels = told.STORIES
    item = {name: told._item(name, *piece) for name, piece in told._pieces().items()}
    story_of = {name: s["id"] for s in labels["stories"] for name in s["tellings"]}
    groups: dict[str, list[Item]] = {}
    for name, each in item.items():
        groups.setdefault(story_of.get(name, name), []).append(each)
    stories = [Story(key, tuple(tellings)) for key, tellings in groups.items()]
    wanted = [frozenset([*a["stories"], *(story_of.get(n, n) for n in a["also"])]) for a in labels["affairs"]]
    score("press", stories, wanted, {name for affair in wanted for name in affair})


def seeds(folder: Path) -> None:
    labels = json.loads((folder / "stories.json").read_text("utf-8"))
    items = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("0*.json"))}
    of_item = {_name(ref): s["id"] for s in labels["stories"] for ref in s["items"]}
    groups: dict[str, list[Item]] = {}
    for stem, page in items.items():
        for n, row in enumerate(page["items"]):
            name = f"{stem}#{n}"
            groups.setdefault(of_item.get(name, name), []).append(_item(name, row, page))
    stories = [Story(key, tuple(tellings)) for key, tellings in groups.items()]
    wanted = [frozenset(of_item.get(_name(ref), _name(ref)) for ref in t["items"]) for t in labels["threads"]]
    score("seeds", stories, wanted, {name for affair in wanted for name in affair})


def _name(ref: Mapping[str, Any]) -> str:
    return f"{Path(ref['file']).stem}#{ref['index']}"


def _item(name: str, row: Mapping[str, Any], page: Mapping[str, Any]) -> Item:
    headline, standfirst = tidy(row.get("headline") or ""), tidy(row.get("standfirst") or "")
    language = row.get("language") or page.get("language")
    said = places.mentioned(f"{row.get('kicker') or ''} . {headline} . {standfirst}", language)
    return Item(
        id=name, source_id=name.split("#")[0], headline=headline or None, standfirst=standfirst or None,
        language=language, published=row.get("published") or page.get("date"), places=said,
    )  # fmt: skip


def main() -> None:
    sys.path.insert(0, str(ROOT))
    press()
    if len(sys.argv) > 1:
        seeds(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
