"""The commands that look after the archive: backup, restore, export, doctor, prune."""

from __future__ import annotations

import argparse
import sys
from datetime import timedelta
from pathlib import Path

from standfirst import records, store
from standfirst.cli import printing, shell, typing_in
from standfirst.cli.looking import kept_record
from standfirst.model import Refusal

# Joining looks back over thirty days, and the memory of what a source used to give over about as many.
LEAST_DAYS = 60
MOST_DAYS = 36_500


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    backup = shell.command(commands, run_backup, "backup news-2026-03.db")
    restore = shell.command(commands, run_restore, "restore news-2026-03.db")
    for parser in (backup, restore):
        parser.add_argument("file", metavar="FILE", type=Path, help="the backup")
    export = shell.command(commands, run_export, "export > items.jsonl")
    # What it prints in any case: schedules of long ago ask for it.
    export.add_argument("--jsonl", action="store_true", help=argparse.SUPPRESS)
    export.add_argument("--days", type=typing_in.number(1, MOST_DAYS), metavar="N",
                        help="only what was first seen in the last N days")  # fmt: skip
    doctor = shell.command(commands, run_doctor, "doctor")
    doctor.add_argument("--clock-was-wrong", action="store_true",
                        help="the clock is right again: facts of the future came now")  # fmt: skip
    prune = shell.command(commands, run_prune, "prune --keep 730")
    prune.add_argument("--keep", type=typing_in.number(1, MOST_DAYS), metavar="DAYS", required=True,
                       help=f"how many days to keep, {LEAST_DAYS} at least")  # fmt: skip
    for parser in (backup, restore, doctor, prune):
        shell.speaks_to_programs(parser)


def run_backup(args: argparse.Namespace) -> int:
    with shell.opened(args) as (_, archive):
        store.copying.backup(archive, args.file)
    size = args.file.stat().st_size
    told = {"file": str(args.file), "bytes": size}
    shell.tell(args, told, f"{args.file}: {size / 1e6:.1f} MB. It is an archive itself: `store` may name it.")
    return 0


def run_restore(args: argparse.Namespace) -> int:
    with shell.opened(args) as (room, archive), store.locks.hold(archive, "gather"):
        store.copying.restore(args.file, archive)
        newest = max((visit.at for visit in store.visits.latest(archive).values()), default=None)
    told = f"{room.title} has what {args.file} holds"
    if newest:
        until = f"{newest:%Y-%m-%d %H:%M} UTC"
        told += f", until {until}: edits since are lost, and readers who came or left since are not known to have"
    shell.tell(args, {"file": str(args.file), "until": newest}, f"{told}.")
    return 0


def run_export(args: argparse.Namespace) -> int:
    since = shell.now(args) - timedelta(days=args.days) if args.days else None
    with shell.opened(args) as (_, archive):
        for kept in store.items.all(archive, since):
            sys.stdout.write(records.as_json(kept_record(kept)) + "\n")
    return 0


def run_doctor(args: argparse.Namespace) -> int:
    with shell.opened(args) as (room, archive):
        if args.clock_was_wrong:
            with store.locks.hold(archive, "gather"):
                ahead = store.upkeep.set_right(archive, shell.now(args))
            shell.say(args, f"{printing.counted(ahead, 'item')} of the future came now.")
        checks = store.upkeep.checks(archive, {source.id for source in room.sources}, shell.now(args))
    for check in checks:
        told = {"check": check.name, "sound": check.sound, "found": check.found}
        shell.tell(args, told, f"{'sound' if check.sound else 'WRONG':7}{check.name:14}{check.found}")
        if args.quiet and not check.sound:
            shell.complain(f"{check.name}: {check.found}")
    return 0 if all(check.sound for check in checks) else 1


def run_prune(args: argparse.Namespace) -> int:
    if args.keep < LEAST_DAYS:
        raise Refusal(f"prune keeps {LEAST_DAYS} days at least, since joining looks back, not {args.keep}")
    with shell.opened(args) as (_, archive), store.locks.hold(archive, "gather"):
        done = store.upkeep.prune(archive, shell.now(args) - timedelta(days=args.keep))
    told = {"items": done.items, "visits": done.visits}
    old = f"{printing.counted(done.items, 'item')} and {printing.counted(done.visits, 'visit')}"
    shell.tell(args, told, f"{old} older than {args.keep} days were forgotten.")
    return 0
