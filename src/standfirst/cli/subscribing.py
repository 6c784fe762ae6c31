"""The command about readers: add them, take them over from elsewhere, show, export and erase."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from standfirst import records, store
from standfirst.cli import printing, shell
from standfirst.cli.looking import moment
from standfirst.config import Newsroom
from standfirst.model import Refusal, tidy
from standfirst.newsroom import reception, taking_over
from standfirst.read.decode import decode
from standfirst.readership import LETTER_CADENCES, Choice, Delivery, Preferences, Subscriber
from standfirst.send import sound_address
from standfirst.store import Store

_TAKES = {"import": "a file", "show": "an address", "erase": "an address", "move": "an edition"}
WAYS = ("list", "import", "export", "show", "erase", "move")


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = shell.command(
        commands,
        run,
        "subscribers import readers.csv --edition en --consent 'asked at the fair'",
        "Count the readers of letters; import them from a CSV or from listmonk's export; export all of them "
        "as a CSV that import and listmonk read (with --json as a line each); show or erase everything about one; "
        "move those of an edition to another (move OLD --edition NEW).",
    )
    parser.add_argument("way", choices=WAYS, nargs="?", default="list", help="what to do (default: list)")
    parser.add_argument(
        "what",
        metavar="FILE|ADDRESS|EDITION",
        nargs="?",
        help="what to import, whom to show or erase, which edition's readers to move",
    )
    parser.add_argument("--edition", action="append", default=[], metavar="ID",
                        help="an edition that they are to get (default: the first)")  # fmt: skip
    parser.add_argument("--language", action="append", default=[], metavar="TAG",
                        help="a language they read, best liked first (default: the edition's)")  # fmt: skip
    parser.add_argument("--cadence", choices=LETTER_CADENCES, default="issue",
                        help="how often they get letters (default: issue)")  # fmt: skip
    parser.add_argument("--consent", metavar="WORDS", help="how they asked for it, where the file does not say")
    shell.speaks_to_programs(parser)


def run(args: argparse.Namespace) -> int:
    if (args.what is None) != (args.way in ("list", "export")):
        raise Refusal(f"subscribers {args.way} takes " + ("nothing more" if args.what else _TAKES[args.way]))
    with shell.opened(args) as (room, archive):
        if args.way == "import":
            return _import(args, room, archive)
        if args.way == "list":
            return _count(args, archive)
        if args.way == "export":
            return _export(args, archive)
        if args.way == "move":
            return _move(args, room, archive)
        return _person(args, archive)


def _count(args: argparse.Namespace, archive: Store) -> int:
    counts, editions = store.subscribers.counts(archive), store.subscribers.readership(archive)
    words = {"reading": "reading", "asked": "asked but not confirmed", "resting": "resting", "left": "left"}
    parts = [f"{counts.get(state, 0)} {word}" for state, word in words.items()]
    read = ", ".join(f"{name} {count}" for name, count in editions.items())
    plain = f"{', '.join(parts)}." + (f"\nReading by edition: {read}." if read else "")
    shell.tell(args, {**counts, "editions": editions}, plain)
    return 0


def _import(args: argparse.Namespace, room: Newsroom, archive: Store) -> int:
    for edition in args.edition:
        room.edition(edition)
    editions = tuple(args.edition) or tuple(edition.id for edition in room.editions[:1])
    asked = Preferences(editions, tuple(args.language), args.cadence)
    text, encoding = decode(sys.stdin.buffer.read() if args.what == "-" else Path(args.what).read_bytes())
    if encoding not in ("utf-8", "utf-8-sig", "ascii"):
        shell.complain(f"{args.what}: it is not in UTF-8, and read as {encoding}")
    try:
        found = taking_over.readers(text, asked, {e.id for e in room.editions}, args.consent, shell.now(args))
    except Refusal as refusal:
        raise Refusal(f"{args.what}: {refusal}") from None
    if found.unread:
        columns = printing.counted(len(found.unread), "column")
        some = ", ".join(name[:40] for name in found.unread[:10])
        shell.complain(f"{args.what}: {columns} not read, since nothing here is called so: {some}")
    added = store.subscribers.note_each(archive, found.readers)
    known = len(found.readers) - added
    record = {"imported": added, "known": known, "left_out": len(found.complaints)}
    noun = "reader" if added == 1 else "readers"
    plain = f"{added} {noun} imported, {known} known already, {len(found.complaints)} left out."
    shell.tell(args, record, plain)
    for complaint in found.complaints:
        shell.complain(f"{args.what}: {complaint}")
    return 0


def _move(args: argparse.Namespace, room: Newsroom, archive: Store) -> int:
    if len(args.edition) != 1:
        raise Refusal(f"name the edition that the readers of {args.what} are to get: --edition NEW")
    new = room.edition(args.edition[0]).id
    moved = reception.move(archive, args.what, new, shell.now(args))
    readers = printing.counted(moved, "reader")
    shell.tell(args, {"moved": moved}, f"{readers} of {args.what} moved to {new}.")
    return 0


def _export(args: argparse.Namespace, archive: Store) -> int:
    every = ((reader, store.subscribers.choices(archive, reader.id)) for reader in store.subscribers.all(archive))
    lines = (records.as_json(_whole(*each)) for each in every) if args.json else taking_over.handed_on(every)
    for line in lines:
        print(line)
    return 0


def _whole(reader: Subscriber, choices: Sequence[Choice]) -> dict[str, object]:
    record = {"address": reader.address, "state": reader.state, "since": reader.since}
    consent = [f"{c.at.isoformat()} {c.state}: {c.how}" for c in choices]
    return record | records.fields_of(reader.preferences) | {"consent": consent}


def _person(args: argparse.Namespace, archive: Store) -> int:
    reader = store.subscribers.by_address(archive, sound_address(args.what))
    if reader is None:
        raise Refusal("nothing is kept about that address")
    if args.way == "erase":
        store.subscribers.erase(archive, reader.id)
        shell.say(args, "Everything about that address is erased; backups made before still hold it.")
        return 0
    choices, deliveries = store.subscribers.choices(archive, reader.id), store.deliveries.of(archive, reader.id)
    show = _print_record if args.json else _print_plainly
    show(reader, choices, deliveries)
    return 0


def _print_record(reader: Subscriber, choices: Sequence[Choice], deliveries: Sequence[Delivery]) -> None:
    record = {"address": reader.address, "id": reader.id, "state": reader.state}
    made = [{"at": c.at, "state": c.state, "how": c.how, "editions": c.preferences.editions} for c in choices]
    letters = [{"at": d.at, "letter": d.letter, "outcome": d.outcome, "said": d.said} for d in deliveries]
    told = records.fields_of(reader.preferences) | {"choices": made, "letters": letters}
    print(records.as_json(record | told))


def _print_plainly(reader: Subscriber, choices: Sequence[Choice], deliveries: Sequence[Delivery]) -> None:
    asked = reader.preferences
    letters = [f"{moment(d.at)}  {f'{d.letter}  ':20}{d.outcome:9}{d.said}".rstrip() for d in deliveries]
    rows: dict[str, Sequence[str]] = {
        "address": [reader.address],
        "id": [reader.id],
        "state": [reader.state],
        "editions": [_listed(asked)],
        "languages": [" ".join(asked.languages) or "as the edition has them"],
        "cadence": [asked.cadence],
        "choices": [f"{moment(c.at)}  {c.state:8}{tidy(c.how)} ({_listed(c.preferences)})" for c in choices],
        "letters": letters or ["none"],
    }
    for name, lines in rows.items():
        print(f"{name:10}" + f"\n{'':10}".join(lines))


def _listed(asked: Preferences) -> str:
    # What comes from another program may hold orders to the terminal.
    return tidy(" ".join(asked.editions))
