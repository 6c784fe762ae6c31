"""The commands of the post: send, and settle for what is in doubt."""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from standfirst.cli import printing, running
from standfirst.model import Refusal

if TYPE_CHECKING:
    from standfirst.config import Newsroom
    from standfirst.mailing import Waiting
    from standfirst.store import Store


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    sending = commands.add_parser(
        "send",
        help="send the letters that are due",
        description="Send today's letters to their readers, once each. Stopped or killed, the next send goes on.",
        epilog="example: standfirst send --dry-run && standfirst send",
    )
    sending.add_argument("--dry-run", action="store_true", help="say what would be sent, and send nothing")
    sending.set_defaults(command=run_send)
    settling = commands.add_parser(
        "settle",
        help="settle which letters were sent, where a sending was cut off",
        description="Show the letters of which nobody here knows whether the mail server took them, or settle "
        "them by the server's log or by your own word.",
        epilog="example: standfirst settle --log /var/log/mail.log",
    )
    ways = settling.add_mutually_exclusive_group()
    ways.add_argument("--log", type=Path, metavar="FILE", help="the mail server's log, which names what it took")
    ways.add_argument("--sent", action="store_true", help="take all of them for sent")
    ways.add_argument("--unsent", action="store_true", help="take none of them for sent: they will be sent again")
    settling.add_argument("--after", type=float, default=600.0, metavar="SECONDS",
                          help="what the log does not name after so long was not sent (600)")  # fmt: skip
    settling.set_defaults(command=run_settle)
    for parser in (sending, settling):
        parser.add_argument("--json", action="store_true", help="print what programs can read")
        running.takes_a_newsroom(parser)


def run_send(args: argparse.Namespace) -> int:
    from standfirst import mailing

    with running.opened(args) as (room, archive):
        mailing.mail_of(room)
        with mailing.sending(room, archive, running.now(args)) as letters:
            if args.dry_run:
                _tell(args, Counter(), letters, archive)
                return 0
            return _sent(args, room, archive, letters)


def _sent(args: argparse.Namespace, room: Newsroom, archive: Store, letters: Waiting) -> int:
    from standfirst import mailing, send

    mail = mailing.mail_of(room)
    post = partial(
        send.post,
        mailing.server_of(mail),
        connections=mail.connections,
        pause=1 / mail.pace if mail.pace else 0.0,
    )
    progress = printing.Progress(quiet=args.quiet or args.json)
    ended: Counter[str] = Counter()
    began = datetime.now(UTC)
    try:
        for ending in mailing.send(archive, letters, post, lambda: _clock(args, began)):
            ended[ending.outcome] += 1
            progress.say(f"{ended.total()} of {len(letters.now)} letters")
    finally:
        progress.done()
        _tell(args, ended, letters, archive)
    return 0 if not ended["unsent"] else 1


def _clock(args: argparse.Namespace, began: datetime) -> datetime:
    return running.now(args) + (datetime.now(UTC) - began) if args.now else datetime.now(UTC)


def _tell(args: argparse.Namespace, ended: Counter[str], letters: Waiting, archive: Store) -> None:
    from standfirst import store

    doubtful = len(store.deliveries.in_doubt(archive))
    if args.json:
        told = {"letters": list(letters.letters), "due": len(letters.now), "waiting": letters.later}
        print(printing.as_json(told | {**ended, "in_doubt": doubtful}))
        return
    running.say(args, f"{_letters(len(letters.now))} due: {', '.join(letters.letters) or 'none'}.")
    words = {"sent": "sent", "later": "to be tried again later", "refused": "refused", "unsent": "not sent"}
    counts = [f"{ended[outcome]} {word}" for outcome, word in words.items() if ended[outcome]]
    if counts:
        running.say(args, f"{', '.join(counts)}.")
    if letters.later and letters.next_try:
        wait = f"{_letters(letters.later)} wait for another try, the first until {letters.next_try:%H:%M} UTC."
        running.say(args, wait)
    if doubtful:
        running.say(args, f"{_letters(doubtful)} in doubt, where a sending was cut off: standfirst settle tells.")


def _letters(n: int) -> str:
    return "1 letter" if n == 1 else f"{n} letters"


def run_settle(args: argparse.Namespace) -> int:
    from standfirst import mailing

    with running.opened(args) as (room, archive):
        if args.sent or args.unsent:
            settled = mailing.answer(archive, args.sent, running.now(args))
            running.say(args, f"{_letters(settled)} settled.")
            return 0
        if args.log:
            return _settled(args, room, archive)
        for doubt, named in mailing.in_doubt(room, archive):
            told = {"letter": doubt.letter, "message_id": named, "since": doubt.at.isoformat(), "said": doubt.said}
            plain = f"{doubt.letter}  {named}  since {doubt.at:%Y-%m-%d %H:%M:%S} UTC  {doubt.said}".rstrip()
            print(printing.as_json(told) if args.json else plain)
    return 0


def _settled(args: argparse.Namespace, room: Newsroom, archive: Store) -> int:
    from standfirst import mailing
    from standfirst.send import maillog

    if args.after < 0:
        raise Refusal("--after is a number of seconds from 0")
    with args.log.open(encoding="utf-8", errors="replace") as lines:
        taken = maillog.taken(lines)
    moment = running.now(args)
    done = mailing.settle(room, archive, taken, moment, timedelta(seconds=args.after))
    if args.json:
        print(printing.as_json({"sent": done.sent, "unsent": done.unsent, "in_doubt": done.left}))
    else:
        running.say(args, f"{done.sent} were sent, {done.unsent} were not, {done.left} remain in doubt.")
    return 0
