"""The commands of the post: send, and settle for what is in doubt."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from standfirst import records, store
from standfirst.cli import printing, shell, typing_in
from standfirst.config import Newsroom
from standfirst.fetch import host_of, is_mail
from standfirst.model import Refusal
from standfirst.newsroom import house, mailing, returning
from standfirst.newsroom.due import Waiting
from standfirst.send import maillog
from standfirst.store import Store


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    sending = shell.command(
        commands,
        run_send,
        "send --dry-run && standfirst send",
        "Send today's letters to their readers, once each. Stopped or killed, the next send goes on.",
    )
    sending.add_argument("--dry-run", action="store_true", help="say what would be sent, and send nothing")
    sending.add_argument("--force", action="store_true", help="send them though something is wrong; that is kept")
    settling = shell.command(
        commands,
        run_settle,
        "settle --log /var/log/mail.log",
        "Show the letters of which nobody here knows whether the mail server took them, or settle them by the "
        "server's log or by your own word.",
    )
    ways = settling.add_mutually_exclusive_group()
    ways.add_argument("--log", type=Path, metavar="FILE", help="the mail server's log, which names what it took")
    ways.add_argument("--sent", action="store_true", help="take all of them for sent")
    ways.add_argument("--unsent", action="store_true", help="take none of them for sent: they will be sent again")
    settling.add_argument("--after", type=typing_in.number(0, 1_000_000), default=600, metavar="SECONDS",
                          help="what the log does not name after so long was not sent (600)")  # fmt: skip
    returning = shell.command(
        commands,
        run_returns,
        "returns",
        "Read the mailbox where letters come back: addresses that do not work rest, and who complained or wrote "
        "to leave gets no more letters. What was read before is passed over.",
    )
    for parser in (sending, settling, returning):
        shell.speaks_to_programs(parser)


def run_send(args: argparse.Namespace) -> int:
    with shell.opened(args) as (room, archive):
        house.mail_of(room)
        mailing.forget_unconfirmed(archive, shell.now(args))
        for name, readers in mailing.given_up(room, archive, shell.now(args)).items():
            asked = printing.counted(readers, "reader")
            gone = f"{args.config} no longer has the edition {name}, for which {asked} asked"
            shell.complain(f"{gone}: standfirst subscribers move {name} --edition OTHER gives them another")
        with mailing.sending(room, archive, shell.now(args)) as letters:
            if args.dry_run:
                _tell(args, Counter(), letters, archive)
            held = _held_back(args, room, archive, letters)
            code = 0 if args.dry_run else _sent(args, room, archive, letters.without(held))
            return 1 if held else code


def _held_back(args: argparse.Namespace, room: Newsroom, archive: Store, letters: Waiting) -> Collection[str]:
    """The letters with which something is wrong: none where a person wants all sent, which is kept."""
    faults = mailing.faults(archive, letters, partial(_dead, args, room))
    for letter, told in faults.items():
        for sentence in told:
            shell.complain(f"{letter}: {sentence}")
        if args.force and not args.dry_run:
            store.returns.note_forced(archive, letter, shell.now(args), "\n".join(told))
    if not faults or args.force:
        return ()
    advice = "edit kill withdraws a story, send --force sends all the same"
    shell.complain(f"not sent for that: {', '.join(faults)}; {advice}")
    return faults


def _dead(args: argparse.Namespace, room: Newsroom, links: Collection[str]) -> Mapping[str, str]:
    """Which of these links lead nowhere, and why; of those that may, a word."""
    from standfirst.fetch.leads import leads

    found = leads(links, shell.now(args), shell.manners(room))
    for told in _doubts(found.doubtful):
        shell.complain(told)
    return found.dead


def _doubts(doubtful: Mapping[str, str]) -> Iterator[str]:
    """A sentence for each link that may be dead, one for all of a host that is."""
    hosts: dict[tuple[str, str], list[str]] = {}
    for link, why in doubtful.items():
        hosts.setdefault((host_of(link), why), []).append(link)
    for (host, why), links in hosts.items():
        more = f" and {len(links) - 1} more links to {host}" if len(links) > 1 else ""
        yield f"{links[0]}{more} may be dead: {why}"


def _sent(args: argparse.Namespace, room: Newsroom, archive: Store, letters: Waiting) -> int:
    post = house.post_of(room)
    ended: Counter[str] = Counter()
    refused: list[str] = []
    began = datetime.now(UTC)
    try:
        with shell.shown(args) as progress:
            for ending in mailing.send(archive, letters, post, lambda: _clock(args, began)):
                ended[ending.outcome] += 1
                refused += [ending.reader_id] if ending.outcome == "refused" else []
                progress(ended.total(), len(letters.now), "letters")
    finally:
        returning.rest_each(archive, refused, shell.now(args))
        _tell(args, ended, letters, archive)
    if ended["unsent"]:
        shell.complain(f"{_letters(ended['unsent'])} not sent, the mail server broke off: the next send goes on")
    return 1 if ended["unsent"] else 0


def _clock(args: argparse.Namespace, began: datetime) -> datetime:
    return shell.now(args) + (datetime.now(UTC) - began) if args.now else datetime.now(UTC)


def _tell(args: argparse.Namespace, ended: Counter[str], letters: Waiting, archive: Store) -> None:
    doubtful = len(store.deliveries.in_doubt(archive))
    told = {"letters": letters.letters, "due": len(letters.now), "waiting": letters.later}
    named = f": {', '.join(letters.letters)}" if letters.letters else ""
    plain = f"{_letters(len(letters.now))} due{named}."
    shell.tell(args, told | {**ended, "in_doubt": doubtful}, plain)
    words = {"sent": "sent", "later": "to be tried again later", "refused": "refused", "unsent": "not sent"}
    counts = [f"{ended[outcome]} {word}" for outcome, word in words.items() if ended[outcome]]
    if counts:
        shell.say(args, f"{', '.join(counts)}.")
    if letters.later and letters.next_try:
        wait = f"{_letters(letters.later)} to be tried again, the first after {letters.next_try:%H:%M} UTC."
        shell.say(args, wait)
    if doubtful:
        doubt = f"{_letters(doubtful)} in doubt, where a sending was cut off: standfirst settle tells"
        # Only a person can answer, and while the letters are news: so it is said also where little is to be said.
        if letters.in_doubt or ended["doubtful"]:
            shell.complain(doubt)
        else:
            shell.say(args, f"{doubt}.")


def _letters(n: int) -> str:
    return printing.counted(n, "letter")


def run_settle(args: argparse.Namespace) -> int:
    with shell.opened(args) as (room, archive):
        if args.sent or args.unsent:
            settled = mailing.answer(archive, args.sent, shell.now(args))
            shell.tell(args, {"settled": settled}, f"{_letters(settled)} settled.")
            return 0
        if args.log:
            return _settled(args, room, archive)
        doubts = 0
        for doubt, named in mailing.in_doubt(room, archive):
            told = {"letter": doubt.letter, "message_id": named, "since": doubt.at, "said": doubt.said}
            plain = f"{doubt.letter}  {named}  since {doubt.at:%Y-%m-%d %H:%M:%S} UTC  {doubt.said}".rstrip()
            print(records.as_json(told) if args.json else plain)
            doubts += 1
        how = "Whether they were sent, --log FILE finds in the mail server's log; --sent and --unsent say it."
        shell.say(args, how if doubts else "No letter is in doubt.")
    return 0


def run_returns(args: argparse.Namespace) -> int:
    from standfirst.fetch.rounds import fetch

    counts: Counter[str] = Counter()
    with shell.opened(args) as (room, archive):
        mailbox = house.mail_of(room).returns
        if mailbox is None:
            raise Refusal("[mail] names no returns: the mailbox where letters come back")
        moment = shell.now(args)
        is_remote, last = is_mail(mailbox.url), None
        while last is None or last.outcome == "new":
            # A mail server gives so many at a time, and is asked for what came since.
            known = store.visits.last(archive, mailbox.id) if is_remote else None
            answer = fetch(mailbox, known, moment, shell.manners(room))
            counts += returning.take(room, archive, (letter.body for letter in answer.documents), moment)
            last = answer.visit
            if not is_remote:
                break
            store.visits.save(archive, last)
    words = {"hard": "came back for good", "soft": "came back for the time being", "complaint": "a complaint",
             "leave": "a wish to leave", "other": "nothing of the kind", "known": "read before"}  # fmt: skip
    named = [f"{word}: {counts[name]}" for name, word in words.items() if counts[name]]
    plain = f"{', '.join(named) or 'nothing came back'}; addresses that rest from now on: {counts['rested']}."
    shell.tell(args, {name: counts[name] for name in (*words, "rested")}, plain)
    if last.outcome == "failed":
        shell.complain(f"the mailbox where letters come back: {last.reason}")
    return int(last.outcome == "failed")


def _settled(args: argparse.Namespace, room: Newsroom, archive: Store) -> int:
    with args.log.open(encoding="utf-8", errors="replace") as lines:
        taken = maillog.taken(lines)
    moment = shell.now(args)
    done = mailing.settle(room, archive, taken, moment, timedelta(seconds=args.after))
    plain = f"{done.sent} were sent, {done.unsent} were not, {done.left} remain in doubt."
    shell.tell(args, {"sent": done.sent, "unsent": done.unsent, "in_doubt": done.left}, plain)
    return 0
