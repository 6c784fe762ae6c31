"""Does an archive that has filled over years cost more to use than a young one?

    python bench/store.py [--kept 10000 1000000] [--sources 100] [--only sqlite]
    python tests/postgresql.py run python bench/store.py     # on PostgreSQL beside SQLite

For each database a table: in archives of so many old items, with the same month of news of the same sources on
top, what everyday work costs at its least, in ms: of the processor in SQLite, of the clock in PostgreSQL, which
works elsewhere. The archives take turns. The last column says how many times what the first one costs.
PostgreSQL's index for searching is made when all is filled in: that takes a third of the time.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sqlalchemy import delete, text

from bench.gather import headline, sentence
from standfirst import newsroom
from standfirst.config import Newsroom
from standfirst.model import Item, Source, Visit
from standfirst.store import Store, items, open_store, schema, visits

NOW = datetime(2026, 3, 5, 8, tzinfo=UTC)
# How often each kind of work is measured: what takes long less often, what is short more often.
TIMES = {"status": 15, "search": 150}
USUALLY = 60
# As many as are found in the smallest archive too: what is shown costs more than finding it.
SHOWN = 20


def followed(count: int) -> tuple[Source, ...]:
    return tuple(Source(f"s{n}", f"https://s{n}.bench.example/", f"Outlet {n}") for n in range(count))


def printed(name: str, number: int, source: Source, chance: random.Random) -> Item:
    """An item of a hundred readers' day; a few bear words that few others bear."""
    rare = " quillwort" if number % 5000 == 0 else " jetty" if number % 400 == 0 else ""
    return Item(
        id=f"{name}-{number}",
        source_id=source.id,
        link=f"{source.url}{name}/{number}",
        headline=headline(chance, number, number) + rare,
        standfirst=sentence(chance, 25),
        language="en",
        found={"headline": "title", "standfirst": "description", "link": "link"},
    )


@contextmanager
def indexed_afterwards(archive: Store) -> Iterator[None]:
    """Without PostgreSQL's index for searching, which is made again at the end as it was."""
    if archive.engine.dialect.name == "sqlite":
        yield
        return
    with archive.writing() as connection:
        made = connection.execute(
            text("SELECT indexdef FROM pg_indexes WHERE indexname = 'search_index'")
        ).scalar()
        connection.execute(text("DROP INDEX search_index"))
    yield
    with archive.writing() as connection:
        connection.execute(text(str(made)))
    # As the server does by itself sooner or later, but not while it is measured.
    with archive.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


def fill(archive: Store, sources: Sequence[Source], kept: int) -> None:
    """So many items from before the window and an unchanged visit for every ten of them, then a month of news: 20
    rounds of all sources with an item each, but for every tenth source, which stays unchanged."""
    chance = random.Random(kept)
    for start in range(0, kept, 2000):
        moment = NOW - timedelta(days=40, seconds=kept - start)
        items.save(
            archive, [printed("old", start + k, sources[k % len(sources)], chance) for k in range(2000)], moment
        )
        visits.save_rounds(archive, [(unchanged(sources[k % len(sources)], moment), ()) for k in range(200)])
    for number in range(20):
        moment = NOW - timedelta(days=20 - number)
        visits.save_rounds(
            archive,
            [
                (Visit(s.id, s.url, moment, "new", "answered (200)", 200), [printed(f"day{number}", n, s, chance)])
                if n % 10
                else (unchanged(s, moment), ())
                for n, s in enumerate(sources)
            ],
        )


def unchanged(source: Source, moment: datetime) -> Visit:
    return Visit(source.id, source.url, moment, "same", "nothing has changed since the last visit (304)", 304)


def work(
    archive: Store, sources: tuple[Source, ...], folder: Path
) -> Iterator[tuple[str, Callable[[int], object]]]:
    """What is measured, each taking the number of its turn."""
    room = Newsroom("Bench", "https://bench.example/", "", "", folder, folder, (), 0.0, sources, ())
    chance = random.Random(7)
    whose = [sources[turn % len(sources)] for turn in range(USUALLY)]
    fresh = [[printed(f"new{turn}", n, whose[turn], chance) for n in range(30)] for turn in range(USUALLY)]

    def keep(turn: int) -> object:
        source, moment = whose[turn], NOW + timedelta(minutes=turn)
        return visits.save_round(archive, Visit(source.id, source.url, moment, "new", "told"), fresh[turn])

    def known(turn: int) -> object:
        source, moment = whose[turn], NOW + timedelta(hours=2, minutes=turn)
        return visits.save_round(archive, Visit(source.id, source.url, moment, "new", "told"), fresh[turn])

    def status_anew(_: int) -> object:
        with archive.writing() as connection:
            connection.execute(delete(schema.verdicts))
        return newsroom.standings(room, archive, NOW + timedelta(days=1))

    yield "keep a document of 30 new items", keep
    yield "keep a document of 30 known items", known
    yield (
        "what to ask",
        lambda _: (
            newsroom.dues(room, archive, NOW + timedelta(days=1)),
            visits.latest(archive),
            visits.last_whole(archive),
        ),
    )
    yield "what is new (30 days)", lambda _: items.between(archive, NOW - timedelta(days=30), NOW)
    yield "status, all alarms worked out anew", status_anew
    yield "status, alarms as they are kept", lambda _: newsroom.standings(room, archive, NOW + timedelta(days=1))
    yield "search, a rare word", lambda _: items.search(archive, "quillwort", SHOWN)
    yield "search, a word that one in six has", lambda _: items.search(archive, "harbour", SHOWN)
    yield "search, two words, both in one of 36", lambda _: items.search(archive, "ferry harbour", SHOWN)
    yield "search, a word that one in 400 has", lambda _: items.search(archive, "jetty", SHOWN)


def measured(acts: Sequence[Callable[[int], object]], turns: int, processor: bool) -> list[float]:
    """Ms that each takes at its least. They take turns, so that whatever else goes on meets all of them."""
    clock = time.process_time if processor else time.perf_counter
    taken: list[list[float]] = [[] for _ in acts]
    for turn in range(turns):
        for act, times in zip(acts, taken, strict=True):
            began = clock()
            act(turn)
            times.append(clock() - began)
    return [min(times) * 1000 for times in taken]


@contextmanager
def archives() -> Iterator[Iterator[tuple[str, Callable[[int], str]]]]:
    """Each database and, for a size, the address of an empty archive in it."""
    with tempfile.TemporaryDirectory() as folder:
        yield _archives(Path(folder))


def _archives(folder: Path) -> Iterator[tuple[str, Callable[[int], str]]]:
    yield "sqlite", lambda kept: str(folder / f"{kept}.db")
    server = os.environ.get("STANDFIRST_TEST_POSTGRESQL")
    if server:
        from sqlalchemy import create_engine, make_url

        def address(kept: int) -> str:
            engine = create_engine(
                make_url(server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
            )
            with engine.connect() as connection:
                connection.execute(text(f"CREATE DATABASE bench_{kept}"))
            return make_url(server).set(database=f"bench_{kept}").render_as_string(hide_password=False)

        yield "postgresql", address


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kept", type=int, nargs="+", default=[10_000, 1_000_000], help="items kept beforehand")
    parser.add_argument("--sources", type=int, default=100, help="sources that are followed")
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    told = parser.parse_args()
    sources = followed(told.sources)
    with archives() as databases:
        for database, address in databases:
            if database == (told.only or database):
                compare(database, address, sources, told.kept)


def compare(
    database: str, address: Callable[[int], str], sources: tuple[Source, ...], sizes: Sequence[int]
) -> None:
    """Fill an archive of each size and print what the same work costs in them."""
    with ExitStack() as stack:
        works = []
        for kept in sizes:
            archive = stack.enter_context(open_store(address(kept)))
            began = time.perf_counter()
            with indexed_afterwards(archive):
                fill(archive, sources, kept)
            print(f"{database}, {kept:,} items kept in {time.perf_counter() - began:.0f} s", flush=True)
            works.append(work(archive, sources, Path(stack.enter_context(tempfile.TemporaryDirectory()))))
        print(f"| {database} | {' | '.join(f'{kept:,}' for kept in sizes)} | times |")
        print(f"|---|{'---|' * len(sizes)}---|")
        for row in zip(*works, strict=True):
            name = row[0][0]
            turns = TIMES.get(name.partition(",")[0], USUALLY)
            least = measured([act for _, act in row], turns, processor=database == "sqlite")
            told = " | ".join(f"{cost:.1f}" for cost in least)
            print(f"| {name} | {told} | {least[-1] / least[0]:.1f} |", flush=True)


if __name__ == "__main__":
    main()
