"""How stories come out in a room of many sources that have little in common: the corpus's labelled pages and
texts, each a source, its newest item of one day.

    python bench/room.py            precision and recall over pairs of items
    python bench/room.py --list     the pairs that are joined and not known to be right, and those missed

Right are pairs under one headline, and those of `room.tsv` (hashes of headline and standfirst, read and judged by
hand among all that some version or setting joined): so recall is of what could be thought of. With `--use` the
fast encoder's vectors are taken.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from itertools import combinations
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import read
from bench.encoded import of_items
from standfirst.join import MET_FIRST
from standfirst.join import join as joined
from standfirst.model import Item, Source
from standfirst.read.finish import finish
from standfirst.vectors import encoder

RIGHT = Path(__file__).with_name("room.tsv")
TODAY = date(2026, 3, 12)
# Signs of a headline that two pieces do not bear by chance.
LONG = 12
Pair = frozenset[str]


def items() -> list[Item]:
    """What a faultless reader gives of each document, as of one morning."""
    found: list[Item] = []
    for part in ("pages", "texts"):
        for path in sorted((read.CORPUS / part).glob("*.json")):
            found += _of(path.stem, json.loads(path.read_text("utf-8")))
    return found


def _of(name: str, told: dict[str, Any]) -> Iterator[Item]:
    source = Source(name, "", name)
    fields = ("headline", "standfirst", "kicker", "byline", "published", "language")
    rows = [Item(id=f"{name}#{n}", **{f: row.get(f) for f in fields}) for n, row in enumerate(told["items"])]
    rows = [replace(item, published=_day(item.published)) for item in rows]
    newest = max((item.published for item in rows if item.published), default=None)
    later = TODAY - date.fromisoformat(newest) if newest else timedelta()
    now = datetime(TODAY.year, TODAY.month, TODAY.day, 7, tzinfo=UTC)
    for item in finish(rows, source=source, language=told.get("language"), now=None):
        if item.published:
            yield replace(item, published=str(date.fromisoformat(item.published) + later))
        else:
            yield replace(item, published=str(now.date()), found={**item.found, "published": MET_FIRST})


def _day(published: str | None) -> str | None:
    return published[:10] if published and len(published) >= 10 else None


def mark(item: Item) -> str:
    """Stands for what an item says, in `room.tsv`."""
    return blake2b(f"{item.headline}\n{item.standfirst}".encode(), digest_size=6).hexdigest()


def right(room: list[Item]) -> set[Pair]:
    """The pairs of items that tell one event, as far as anybody has looked."""
    known = {frozenset(line.split("\t")) for line in RIGHT.read_text("utf-8").split("\n") if line}
    by_mark: dict[str, list[Item]] = {}
    by_headline: dict[str, list[Item]] = {}
    for item in room:
        by_mark.setdefault(mark(item), []).append(item)
        if item.headline and len(item.headline) >= LONG:
            by_headline.setdefault(item.headline.casefold(), []).append(item)
    same = {_pair(a, b) for told in by_headline.values() for a, b in combinations(told, 2)}
    for one, two in (sorted(pair) for pair in known):
        same |= {_pair(a, b) for a in by_mark.get(one, []) for b in by_mark.get(two, [])}
    return same


def _pair(a: Item, b: Item) -> Pair:
    return frozenset((a.id, b.id))


def together(room: list[Item], use: bool = False) -> set[Pair]:
    """The pairs of items that joining puts into one story."""
    stories = joined(room, (), of_items(room, encoder("use")) if use else None)
    return {_pair(a, b) for s in stories for a, b in combinations(s.tellings, 2)}


def figures() -> dict[str, float]:
    """Of the pairs joined the share that is right, and of the right ones the share that is joined."""
    room = items()
    wanted, found = right(room), together(room)
    return {"room_right": len(wanted & found) / len(found), "room_joined": len(wanted & found) / len(wanted)}


def main() -> None:
    room = items()
    wanted, found = right(room), together(room, "--use" in sys.argv)
    print(f"{len(room)} items, {len(found)} pairs joined, {len(wanted & found)} of them right, of {len(wanted)}")
    if "--list" in sys.argv:
        by_id = {item.id: item for item in room}
        for what, pairs in (("joined", found - wanted), ("missed", wanted - found)):
            for a, b in sorted(sorted(pair) for pair in pairs):
                print(what, mark(by_id[a]), mark(by_id[b]), *(_shown(by_id[x]) for x in (a, b)), sep="\t")


def _shown(item: Item) -> str:
    return f"{item.id}: {item.headline or item.standfirst}"[:70]


if __name__ == "__main__":
    main() if read.CORPUS.is_dir() else print("The corpus is not beside the project: skipped.")
