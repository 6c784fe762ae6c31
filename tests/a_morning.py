"""A whole morning over an unchanging web, to be killed: python -m tests.a_morning FOLDER [STORE]."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from standfirst import newsroom
from standfirst.config import Newsroom
from standfirst.fetch import Answer
from standfirst.model import Document, Edition, Source, Visit
from standfirst.newsroom.brought import Ask
from standfirst.store import open_store
from tests.making import a_newsroom

NOW = datetime(2026, 3, 9, 8, tzinfo=UTC)
SOURCES, ITEMS = 12, 8


def feed(n: int) -> bytes:
    items = "".join(
        f"<item><title>Street {n * ITEMS + i} of Tarn gets lamp {i}</title><link>https://s{n}.example/{i}</link>"
        f"<description>Lamp number {n}{i} was lit at dusk.</description></item>"
        for i in range(ITEMS)
    )
    return f'<rss version="2.0"><channel><title>S{n}</title>{items}</channel></rss>'.encode()


def fetching(asks: Sequence[Ask]) -> Iterator[tuple[Source, Answer]]:
    for source, _ in asks:
        document = Document(source.url, feed(int(source.id)), "application/rss+xml", NOW)
        yield source, Answer(Visit(source.id, source.url, NOW, "new", "200 OK", 200), (document,))


def room_in(folder: Path, store: str | None = None) -> Newsroom:
    return a_newsroom(
        folder,
        *(Source(str(n), f"https://s{n}.example/", f"Paper {n}", "en") for n in range(SOURCES)),
        title="The Lamplighter",
        contact="mailto:desk@news.example",
        store=store or str(folder / "news.db"),
        editions=(Edition("en", "The Lamplighter", ("en",)), Edition("fr", "L’Allumeur", ("fr", "en"))),
    )


def main(room: Newsroom) -> None:
    with open_store(room.store) as archive:
        for row in newsroom.gather(room, archive, fetching, NOW):
            print(f"kept {row.source.id} {row.visit.new_items}", flush=True)
        newsroom.proof(room, archive, NOW)
        print("proofed", flush=True)
        newsroom.publish(room, archive, NOW)
        print("published", flush=True)


if __name__ == "__main__":
    main(room_in(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None))
