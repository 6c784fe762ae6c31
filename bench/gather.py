"""What it costs to follow many sources: a loopback web of real size, gathered cold and then warm.

    python bench/gather.py [--sources 1000] [--hosts 500] [--feeds-only] [--kept 100000]
    python bench/gather.py --peer .peers/bin/python      # beside lemon24's reader and feedparser with requests

Of the sources half are feeds of 90 kB, half are pages of 200 kB, which the others do not read: with `--peer` all
ask for feeds alone first, on the same web, and then standfirst for both.

Each measurement runs in a process of its own; the server runs in another and is not counted. Robots.txt,
conditional requests, reading, keeping and indexing are all in it; only the pause between two requests to a
host is lifted. `--kept` puts so many items into the archive beforehand. Prints one line a measurement:
sources a second, ms of processor time a source, peak memory in MB. "standfirst due" is what deciding who is asked
and looking for alarms costs besides, which reader does not do.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import gzip
import json
import random
import resource
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path
from typing import Any

FEED_SIZE, PAGE_SIZE = 90_000, 200_000
LITTLE = "the of to in and for on is with at by from as that was are will has after over".split()
TELLING = (
    "ferry harbour council budget bridge storm school election river train museum farmer price vote court island "
    "doctor forest engine market festival border winter strike garden teacher mayor signal copper lantern"
).split()
SYLLABLES = "ba lor min tes ga rin do vel sta mo ker lin pra tu shen wa col fi nor hal".split()
# A few words come often, most seldom, as in any language.
RARE = [a + b + c for a in SYLLABLES for b in SYLLABLES for c in ("", "ed", "ing", "er", "tion", "ty", "al", "s")]
WEIGHTS = list(accumulate(1 / (rank + 8) for rank in range(len(RARE))))


def sentence(chance: random.Random, words: int) -> str:
    rare = chance.choices(RARE, cum_weights=WEIGHTS, k=words)
    told = (
        word if (kind := chance.random()) < 0.45 else chance.choice(LITTLE if kind < 0.85 else TELLING)
        for word in rare
    )
    return " ".join(told).capitalize()


def headline(chance: random.Random, number: int, k: int) -> str:
    """Nine words; a figure in every fourth."""
    return sentence(chance, 9) + (f" {number}" if k % 4 == 0 else "")


def feed(number: int) -> bytes:
    """An RSS feed of 30 items, filled with their whole texts up to its size."""
    chance = random.Random(number)
    filler = sentence(chance, 380)
    items = "".join(
        f"<item><title>{headline(chance, number, k)}</title><link>https://s{number}.example/{k}</link>"
        f"<guid>https://s{number}.example/{k}</guid><pubDate>Thu, 05 Mar 2026 07:{k:02}:00 GMT</pubDate>"
        f"<description>{sentence(chance, 30)}.</description>"
        f"<content:encoded><![CDATA[<p>{filler}</p>]]></content:encoded></item>"
        for k in range(30)
    )
    head = '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
    body = f"{head}<channel><title>Source {number}</title><link>https://s{number}.example/</link>{items}"
    return f"{body}<!--{'x' * max(0, FEED_SIZE - len(body) - 40)}--></channel></rss>".encode()


def page(number: int) -> bytes:
    """A listing of 30 teasers among the scripts and menus that real pages are full of."""
    chance = random.Random(number)
    menu = "".join(
        f'<li class="menu-item"><a href="/section/{k}">{sentence(chance, 1)}</a></li>' for k in range(80)
    )
    teasers = "".join(
        f'<article class="teaser t{k}"><div class="pic"><img src="/i/{k}.jpg" alt=""></div><h2 class="title">'
        f'<a href="https://s{number}.example/2026/03/{k}">{headline(chance, number, k)}</a></h2>'
        f'<p class="lead">{sentence(chance, 30)}.</p>'
        f'<time datetime="2026-03-05T07:{k:02}:00Z">5 March</time></article>'
        for k in range(30)
    )
    script = "<script>" + "var a = {b: 'c'};\n" * 40 + "</script>"
    head = f"<!doctype html><html lang=en><title>Source {number}</title>"
    body = f"{head}<nav><ul>{menu}</ul></nav><main>{teasers}</main>"
    scripts = script * max(0, (PAGE_SIZE - len(body)) // len(script))
    return f"{body}{scripts}</html>".encode()


class Server(asyncio.Protocol):
    """HTTP enough for clients that behave: documents made before, an ETag each, packed as they come."""

    documents: dict[str, tuple[bytes, bytes]]

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport, self.buffer = transport, b""

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while b"\r\n\r\n" in self.buffer:
            head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
            self.transport.write(self.answer(head))

    def answer(self, head: bytes) -> bytes:
        path = head.split(b" ", 2)[1].decode()
        known = self.documents.get(path)
        if known is None:
            return b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n"
        if b'if-none-match: "1"' in head.lower():
            return b'HTTP/1.1 304 Not Modified\r\netag: "1"\r\n\r\n'
        media_type, body = known
        lines = b'content-type: %b\r\ncontent-encoding: gzip\r\netag: "1"\r\ncontent-length: %d' % (
            media_type,
            len(body),
        )
        return b"HTTP/1.1 200 OK\r\n" + lines + b"\r\n\r\n" + body


def serve(count: int, feeds_only: bool) -> None:
    """Serve until stdin ends; the port is the first line printed."""
    Server.documents = {f"/f{n}": (b"application/rss+xml", gzip.compress(feed(n), 1)) for n in range(count)}
    if not feeds_only:
        odd = {f"/p{n}": (b"text/html; charset=utf-8", gzip.compress(page(n), 1)) for n in range(1, count, 2)}
        Server.documents |= odd

    async def run() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(Server, "127.0.0.1", 0, backlog=1000)
        print(server.sockets[0].getsockname()[1], flush=True)
        await loop.run_in_executor(None, sys.stdin.read)

    asyncio.run(run())


def addresses(count: int, hosts: int, port: int, feeds_only: bool) -> list[str]:
    kind = ["f", "f" if feeds_only else "p"]
    return [f"http://h{n % hosts}.bench.example:{port}/{kind[n % 2]}{n}" for n in range(count)]


def all_names_lead_here() -> None:
    def lookup(_host: str, port: Any, *_: object, **__: object) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", int(port)))]

    socket.getaddrinfo = lookup  # type: ignore[assignment]


def measured(name: str, count: int, work: Callable[[], int]) -> None:
    """Print what `work` cost; it returns how many items were new."""
    clock, processor = time.perf_counter(), time.process_time()
    new = work()
    seconds, used = time.perf_counter() - clock, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    told = {"what": name, "per_second": round(count / seconds), "cpu_ms": round(used / count * 1000, 2)}
    print(json.dumps({**told, "peak_mb": peak, "new_items": new}), flush=True)


def ours(urls: list[str], folder: Path, kept: int, of: str) -> None:
    from dataclasses import replace
    from datetime import UTC, datetime, timedelta
    from functools import partial

    from standfirst import fetch, newsroom, store
    from standfirst.cli import SELDOM
    from standfirst.config import Newsroom
    from standfirst.fetch.rounds import fetch_with_pauses
    from standfirst.model import Item, Source
    from standfirst.newsroom import watching
    from standfirst.store import items, open_store

    gc.set_threshold(SELDOM)  # as the command line does
    now = datetime(2026, 3, 5, 8, tzinfo=UTC)
    manners = fetch.Manners(allow_private=("127.0.0.0/8",), pace=0.0)
    sources = tuple(Source(f"s{n}", url, f"Outlet {n}") for n, url in enumerate(urls))
    room = Newsroom("Bench", "https://bench.example/", "", "", folder, folder, (), 0.0, sources, ())

    def item(number: int, chance: random.Random) -> Item:
        words = sentence(chance, 9)
        return Item(
            id=f"old-{number}", source_id=f"s{number % 500}", headline=words, standfirst=sentence(chance, 30)
        )

    with open_store(folder / "ours.db") as archive:
        chance = random.Random(1)
        for start in range(0, kept, 1000):
            moment = now - timedelta(days=30, seconds=kept - start)
            items.save(archive, [item(start + k, chance) for k in range(1000)], moment)
        for name, later in ((f"standfirst cold, {of}", 0), (f"standfirst warm, {of}", 1)):
            moment = now + timedelta(hours=later)

            rows: list[newsroom.Gathered] = []

            def work(moment: datetime = moment, rows: list[newsroom.Gathered] = rows) -> int:
                memory = newsroom.remembered(archive, room.sources, moment)
                fetching = partial(fetch_with_pauses, now=moment, manners=manners, memory=memory)
                for told in newsroom.gather(room, archive, fetching, moment):
                    rows.append(replace(told, new=()))
                store.hosts.save(archive, memory.learned(moment))
                return sum(told.visit.new_items for told in rows)

            def beside(moment: datetime = moment, rows: list[newsroom.Gathered] = rows) -> int:
                newsroom.dues(room, archive, moment)
                with watching.new_alarms(archive, sources, rows, moment) as rung:
                    return len(rung)

            measured(name, len(urls), work)
            measured("standfirst due", len(urls), beside)
        measured(
            "standfirst search", 20, lambda: sum(len(items.search(archive, "ferry storm")) for _ in range(20))
        )


def peer(urls: list[str], folder: Path) -> None:
    from reader import make_reader  # type: ignore[import-not-found]

    reader = make_reader(str(folder / "peer.db"))
    for url in urls:
        reader.add_feed(url)

    def update() -> int:
        # A feed that has not changed gives None.
        told = reader.update_feeds_iter(workers=20, scheduled=False)
        return sum(update.value.new for update in told if update.value)

    for name in ("reader cold, feeds", "reader warm, feeds"):
        measured(name, len(urls), update)


def bare_peer(urls: list[str]) -> None:
    """What most scripts do: requests asks, feedparser reads, nothing is kept but the marks of what came."""
    import feedparser  # type: ignore[import-not-found]
    import requests

    local, marks = threading.local(), dict[str, str]()

    def ask(url: str) -> int:
        if not hasattr(local, "session"):
            local.session = requests.Session()
        known = {"If-None-Match": marks[url]} if url in marks else {}
        answer = local.session.get(url, headers=known, timeout=60)
        if answer.status_code == 304:
            return 0
        marks[url] = answer.headers["etag"]
        return len(feedparser.parse(answer.content).entries)

    def update() -> int:
        with ThreadPoolExecutor(20) as pool:
            return sum(pool.map(ask, urls))

    for name in ("feedparser + requests cold, feeds", "feedparser + requests warm, feeds"):
        measured(name, len(urls), update)


@contextmanager
def serving(count: int, feeds_only: bool) -> Iterator[int]:
    words = [
        sys.executable,
        __file__,
        "--serve",
        "--sources",
        str(count),
        *(["--feeds-only"] if feeds_only else []),
    ]
    server = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert server.stdin
    assert server.stdout
    try:
        yield int(server.stdout.readline())
    finally:
        server.stdin.close()
        server.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=int, default=1000)
    parser.add_argument("--hosts", type=int, default=500)
    parser.add_argument("--feeds-only", action="store_true")
    parser.add_argument("--kept", type=int, default=0, help="items in the archive beforehand")
    parser.add_argument("--peer", metavar="PYTHON", help="a Python that has lemon24's reader installed")
    for hidden in ("--serve", "--ask-ours", "--ask-peer", "--ask-bare"):
        parser.add_argument(hidden, action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.serve:
        serve(told.sources, told.feeds_only)
    elif told.port:
        asked(told)
    else:
        compare(told)


def asked(told: argparse.Namespace) -> None:
    all_names_lead_here()
    urls = addresses(told.sources, told.hosts, told.port, told.feeds_only)
    with tempfile.TemporaryDirectory() as folder:
        if told.ask_peer:
            peer(urls, Path(folder))
        elif told.ask_bare:
            bare_peer(urls)
        else:
            ours(urls, Path(folder), told.kept, "feeds" if told.feeds_only else "feeds and pages")


def compare(told: argparse.Namespace) -> None:
    sizes = ["--sources", str(told.sources), "--hosts", str(told.hosts), "--kept", str(told.kept)]
    with serving(told.sources, told.feeds_only) as port:
        words = [__file__, *sizes, "--port", str(port)]
        if told.peer:
            subprocess.run([told.peer, *words, "--feeds-only", "--ask-peer"], check=True)
            subprocess.run([told.peer, *words, "--feeds-only", "--ask-bare"], check=True)
        if told.peer or told.feeds_only:
            subprocess.run([sys.executable, *words, "--feeds-only", "--ask-ours"], check=True)
        if not told.feeds_only:
            subprocess.run([sys.executable, *words, "--ask-ours"], check=True)


if __name__ == "__main__":
    main()
