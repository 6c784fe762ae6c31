"""How fast letters are sent, beside a bare loop over smtplib that sends the same bytes to the same server.

    python bench/send.py                      100,000 readers with 40 sets of preferences
    python bench/send.py --letters 2000       send only so many of them each
    python bench/send.py --server HOST:PORT   another sink than aiosmtpd, such as postfix's smtp-sink
    python bench/send.py --sign               with DKIM signatures, RSA and Ed25519

Both send by turns to one server in a process of its own: a tenth of the letters each time, ours first and the bare
loop first in turn, so that whatever else the machine does falls on both. Ours stamps each letter and keeps every
delivery on the disk before and after; the bare loop is handed finished letters in memory.
"""

from __future__ import annotations

import argparse
import json
import os
import smtplib
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from standfirst import store
from standfirst.config import Mail, Newsroom
from standfirst.model import Brief, Edition, Issue, Item, Section
from standfirst.newsroom import house, mailing
from standfirst.readership import Choice, Preferences
from standfirst.send.stamping import stamped
from standfirst.store import open_store

NOW = datetime(2026, 3, 17, 8, tzinfo=UTC)
EDITIONS = ("en", "es", "fr", "ru", "ar")
SETS = [
    Preferences(editions, languages)
    for editions in [(e,) for e in EDITIONS]
    for languages in [(), ("en",), ("es", "en"), ("fr",), ("ru",), ("ar", "en"), ("de",), ("it", "es")]
]
ROUNDS = 10

SINK = """
import asyncio, sys
from aiosmtpd.smtp import SMTP
class Sink:
    async def handle_DATA(self, server, session, envelope):
        return "250 OK"
async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Sink(), loop=loop, hostname="sink"), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
asyncio.run(main())
"""


def issue(edition: str) -> Issue:
    def item(n: int) -> Item:
        return Item(
            id=f"{edition}-{n}",
            source_id="gazette",
            headline=f"Lamp {n} of Tarn burns again after the long winter",
            standfirst=f"It was out for {n + 2} days. “The oil was late,” says the keeper of the quay. " * 2,
            link=f"https://gazette.example/{edition}/{n}",
            language=edition,
            published="2026-03-17",
        )

    briefs = tuple(Brief(f"{edition}{n}", item(n), "The Gazette") for n in range(25))
    return Issue(edition, 1, NOW.date(), f"The Lamplighter {edition}", edition, (Section(None, briefs),))


def newsroom(folder: Path, host: str, port: int, connections: int, sign: bool) -> Newsroom:
    mail = Mail("letters@lamp.example", host, port, "none", None, None, None, connections, 0.0,
                "bounces@lamp.example", keys(folder) if sign else {}, None, folder / "secret")  # fmt: skip
    editions = tuple(Edition(name, f"The Lamplighter {name}", (name,)) for name in EDITIONS)
    contact = "mailto:desk@lamp.example"
    return Newsroom("The Lamplighter", "https://lamp.example/", contact, str(folder / "news.db"),
                    folder, folder, (), 0, (), editions, mail=mail)  # fmt: skip


def keys(folder: Path) -> dict[str, Path]:
    made = {"r1": ["genrsa", "-out"], "e1": ["genpkey", "-algorithm", "ed25519", "-out"]}
    for name, how in made.items():
        subprocess.run(["openssl", *how, str(folder / name)], check=True, capture_output=True)
    return {name: folder / name for name in made}


def fill(room: Newsroom, readers: int) -> None:
    with open_store(room.store) as archive:
        for edition in EDITIONS:
            store.issues.save(archive, issue(edition))
        people = (
            (f"reader{n}@village{n % 500}.example", [Choice(NOW, "reading", SETS[n % len(SETS)], "asked")])
            for n in range(readers)
        )
        store.subscribers.note_each(archive, people)


def ours(config: dict[str, object]) -> None:
    """The whole of one sending in a process of its own: from the store to the last fact."""
    room = newsroom(Path(str(config["folder"])), str(config["host"]), int(str(config["port"])),
                    int(str(config["connections"])), bool(config["sign"]))  # fmt: skip
    post = house.post_of(room)
    most = int(str(config["most"]))
    with open_store(room.store) as archive, mailing.sending(room, archive, NOW) as letters:
        due = mailing.Waiting(letters.now[:most], letters.letters)
        began, cpu = time.perf_counter(), time.process_time()
        sent = sum(ending.outcome == "sent" for ending in mailing.send(archive, due, post, lambda: NOW))
        told = {"sent": sent, "seconds": time.perf_counter() - began, "cpu": time.process_time() - cpu}
        told["mb"] = _largest_mb()
        print(json.dumps(told))


def _largest_mb() -> float:
    """The most memory this process had. getrusage would count what its parent had when it began."""
    status = Path("/proc/self/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) / 1024


def bare(letters: mailing.Waiting, host: str, port: int, most: int) -> tuple[int, float, float]:
    """The same bytes to the same server by smtplib's own sendmail, over one connection."""
    finished = [(a.to, *stamped(a.group, a.reader_id, a.to)) for a in letters.now[:most]]
    began, cpu = time.perf_counter(), time.process_time()
    with smtplib.SMTP(host, port) as line:
        for to, sender, body in finished:
            line.sendmail(sender, [to], body)
    return len(finished), time.perf_counter() - began, time.process_time() - cpu


def run(room: Newsroom, config: dict[str, object], host: str, port: int, letters: int) -> None:
    most = letters // ROUNDS
    with open_store(room.store) as archive, mailing.sending(room, archive, NOW) as waiting:
        print(f"{len(waiting.now)} letters are due")
    figures: dict[str, list[float]] = {"ours": [0, 0, 0], "bare": [0, 0, 0]}
    largest = 0.0
    for n in range(ROUNDS):
        for who in ("ours", "bare") if n % 2 else ("bare", "ours"):
            if who == "ours":
                command = [sys.executable, __file__, "--one", json.dumps({**config, "most": most})]
                told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
                row, largest = (told["sent"], told["seconds"], told["cpu"]), max(largest, told["mb"])
            else:
                row = bare(waiting, host, port, most)
            figures[who] = [held + one for held, one in zip(figures[who], row, strict=True)]
        print(f"round {n + 1} of {ROUNDS}", file=sys.stderr)
    report(figures, largest)


def report(figures: dict[str, list[float]], largest: float) -> None:
    rate = {}
    for who, (letters, seconds, cpu) in figures.items():
        rate[who] = letters / seconds
        print(f"{who:5} {letters:7.0f} letters {seconds:8.1f} s {rate[who]:7.0f} a second "
              f"{1000 * cpu / letters:6.2f} ms of processor a letter")  # fmt: skip
    print(f"ours sends {rate['ours'] / rate['bare']:.2f} times as fast; it needed {largest:.0f} MB at most")


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readers", type=int, default=100_000)
    parser.add_argument("--letters", type=int)
    parser.add_argument("--connections", type=int, default=4)
    parser.add_argument("--server", metavar="HOST:PORT")
    parser.add_argument("--sign", action="store_true")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    args = parser.parse_args(argv)
    if args.one:
        return ours(json.loads(args.one))
    with tempfile.TemporaryDirectory() as name:
        sink = None
        if args.server:
            host, _, port = args.server.partition(":")
        else:
            command = [sys.executable, "-c", SINK]
            sink = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            assert sink.stdout
            host, port = "127.0.0.1", sink.stdout.readline().strip()
        room = newsroom(Path(name), host, int(port), args.connections, args.sign)
        fill(room, args.readers)
        config = {"folder": name, "host": host, "port": int(port), "connections": args.connections}
        run(room, config | {"sign": args.sign}, host, int(port), args.letters or args.readers)
        if sink and sink.stdin:
            sink.stdin.close()
            sink.wait()
    os.sync()
    return None


if __name__ == "__main__":
    main()
