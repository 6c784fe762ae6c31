"""What the whole of `standfirst publish` costs: joining, frozen issues, pages and letters; not the site alone.

    python bench/publish_whole.py [--items 10000] [--issues 200]

Invented items of thirty days from 400 sources (`join_scale`) in an archive of its own, five editions, and so many
issues frozen before. Prints processor seconds (user and system) of publishing for the first time, again with
nothing changed, after one item was reworded, after another was and the day was proofed, and once more. No encoder
of vectors is asked: to load one takes longer than all the rest.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.join_scale import items
from bench.press_days import LANGUAGES, editions
from standfirst import layout, store
from standfirst.config import Encoding, Newsroom
from standfirst.model import Item, Source
from standfirst.newsroom import days, proofing, publishing
from standfirst.store import Store

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
YESTERDAY = NOW - timedelta(days=1)
TAKEN = 400


def newsroom(folder: Path) -> Newsroom:
    sources = tuple(
        Source(f"source-{n}", f"https://source-{n}.example/", f"The Paper of Town {n}") for n in range(400)
    )
    return Newsroom("The Lantern", "https://lantern.example/", "desk@lantern.example", str(folder / "archive.db"),
                    folder / "site", folder / "outbox", (), 1.0, sources, editions(),
                    vectors=Encoding("none"))  # fmt: skip


def filled(room: Newsroom, archive: Store, count: int, issues: int) -> list[Item]:
    """So many items kept, each seen in the hour it was printed, and so many issues frozen on the days before."""
    by_hour = defaultdict(list)
    for item in items(count):
        when = min(datetime.fromisoformat(item.published or "").replace(tzinfo=UTC), YESTERDAY)
        told = item.language if item.language in LANGUAGES else "ar"
        link = f"https://{item.source_id}.example/{item.id}"
        by_hour[when.replace(minute=0)].append(replace(item, language=told, link=link, published=when.isoformat()))
    for hour in sorted(by_hour):
        store.items.save(archive, by_hour[hour], hour)
    day = days.join(room, archive, NOW)
    for back in range(issues // len(room.editions), 0, -1):
        some = day.stories[back * TAKEN % max(1, len(day.stories) - TAKEN) :][:TAKEN]
        for edition in room.editions:
            before = store.issues.newest(archive, edition.id)
            dated = (NOW - timedelta(days=back)).date()
            issue = layout.lay_out(edition, some, [before] if before else [], day.known, dated)
            store.issues.save(archive, issue)
    in_order = [item for hour in sorted(by_hour) for item in by_hour[hour]]
    return in_order[len(in_order) // 2 :]


def line(name: str, work: Callable[[], publishing.Published]) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF)
    done = work()
    after = resource.getrusage(resource.RUSAGE_SELF)
    took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{name:20}{done.pages:8} pages {done.changed:8} changed {took:8.2f} s processor", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--issues", type=int, default=200)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        room = newsroom(Path(made))
        with store.open_store(room.store) as archive:
            one, other, *_ = filled(room, archive, args.items, args.issues)
            line("cold", lambda: publishing.publish(room, archive, NOW))
            line("nothing changed", lambda: publishing.publish(room, archive, NOW))
            store.items.save(archive, [replace(one, headline=f"{one.headline} otherwise")], NOW)
            line("one item reworded", lambda: publishing.publish(room, archive, NOW))
            store.items.save(archive, [replace(other, headline=f"{other.headline} otherwise")], NOW)
            proofing.proof_changes(room, archive, NOW)
            line("another, and proofed", lambda: publishing.publish(room, archive, NOW))
            line("nothing changed", lambda: publishing.publish(room, archive, NOW))
    return 0


if __name__ == "__main__":
    sys.exit(main())
