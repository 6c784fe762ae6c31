"""What every command on a newsroom shares: its options, the newsroom it opens, and how it speaks."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from standfirst import records
from standfirst.cli import COMMANDS, printing, typing_in
from standfirst.model import Refusal, tidy

if TYPE_CHECKING:
    from standfirst.config import Newsroom
    from standfirst.fetch import Manners
    from standfirst.newsroom import Standing
    from standfirst.store import Store

FILE = "standfirst.toml"
# A clock that says less was never set.
FIRST_YEAR = 2020


def command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    run: Callable[[argparse.Namespace], int],
    example: str,
    description: str = "",
) -> argparse.ArgumentParser:
    """A command that works on a newsroom; its name is the first word of the example."""
    name = example.split()[0]
    does = next(names[name] for names in COMMANDS.values() if name in names)
    parser = commands.add_parser(
        name,
        description=description or f"{does[0].upper()}{does[1:]}.",
        epilog=f"example: standfirst {example}",
    )
    parser.set_defaults(command=run)
    takes_a_newsroom(parser)
    return parser


def speaks_to_programs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print what programs can read")


def takes_a_newsroom(parser: argparse.ArgumentParser) -> None:
    """The options of every command that works on a newsroom."""
    parser.set_defaults(json=False)
    parser.add_argument("--config", default=FILE, metavar="FILE", help=f"the newsroom's {FILE}")
    parser.add_argument("--now", type=typing_in.moment, metavar="TIME",
                        help="take this for the present moment (ISO 8601)")  # fmt: skip
    parser.add_argument("--quiet", action="store_true", help="print nothing but mistakes")


def now(args: argparse.Namespace) -> datetime:
    """The present moment. Raises Refusal where the clock of the machine was never set: small ones without a
    battery wake up in 1970, and what is printed then would be of that year."""
    if args.now:
        told: datetime = args.now
        return told
    moment = datetime.now(UTC).replace(microsecond=0)
    if moment.year < FIRST_YEAR:
        raise Refusal(f"the clock of this machine says {moment:%Y-%m-%d}, which cannot be: set it first")
    return moment


@contextmanager
def opened(args: argparse.Namespace) -> Iterator[tuple[Newsroom, Store]]:
    """The newsroom and its archive."""
    # They take a while, and reading one document has no newsroom.
    from standfirst import config
    from standfirst.store import open_store

    room = config.load(args.config)
    with open_store(room.store) as archive:
        if any(edition.was for edition in room.editions):
            from standfirst.newsroom import renaming

            renaming.take_over(room, archive, now(args))
        try:
            yield room, archive
        finally:
            _say_given_up(args.config, room)


def _say_given_up(path: str, room: Newsroom) -> None:
    """Say which rules of the newsroom were passed over, since they took too long."""
    from standfirst import sieve

    named = [(f"source {source.id}", source.sieve) for source in room.sources]
    for edition in room.editions:
        named.append((f"edition {edition.id}", edition.sieve))
        named += [(f"edition {edition.id}, section {rule.title}", rule.sieve) for rule in edition.sections]
    for name, sifting in named:
        for told in sieve.given_up(sifting):
            complain(f"{path}: {name}, {told}")


def manners(room: Newsroom) -> Manners:
    """How this newsroom asks other people's servers."""
    from standfirst import fetch

    return fetch.Manners(contact=room.contact, allow_private=room.allow_private, pace=room.pace)


def say(args: argparse.Namespace, text: str) -> None:
    """Print it, unless --quiet or --json was given."""
    if not (args.quiet or args.json):
        print(text)


def tell(args: argparse.Namespace, told: Mapping[str, object], plain: str) -> None:
    """Print a record as JSON where --json was given, else the plain words."""
    print(records.as_json(told)) if args.json else say(args, plain)


def say_if_none(args: argparse.Namespace, room: Newsroom) -> None:
    """Say that no sources are followed, if so: a command that prints a line for each would print nothing."""
    if not room.sources:
        say(args, f"No sources are followed in {args.config}: standfirst follow URL adds one.")


def is_in_trouble(standing: Standing) -> bool:
    """Whether a person should do something about a source. Such sources are printed last, where they are seen."""
    return standing.health not in ("well", "new") or bool(standing.alarms or standing.advice)


def say_how_many(args: argparse.Namespace, standings: Sequence[Standing]) -> None:
    """ "300 sources: 296 well, 3 failing, 1 ended; 2 alarms." """
    if not standings:
        return
    health = Counter(standing.health for standing in sorted(standings, key=is_in_trouble))
    told = ", ".join(f"{count} {words}" for words, count in health.most_common())
    alarms = sum(len(standing.alarms) for standing in standings)
    rung = f"; {printing.counted(alarms, 'alarm')}" if alarms else ""
    say(args, f"{printing.counted(len(standings), 'source')}: {told}{rung}.")


def complain(text: str) -> None:
    """Say on standard error what is wrong, in one line whatever others put into it."""
    print(f"standfirst: {tidy(text)}", file=sys.stderr)


@contextmanager
def shown(args: argparse.Namespace) -> Iterator[Callable[[int, int, str], None]]:
    """A function that shows progress on the terminal, given how much is done, of how much, of what."""
    progress = printing.Progress(quiet=args.quiet or args.json)
    try:
        yield lambda done, of, what: progress.say(f"{done} of {of} {what}")
    finally:
        progress.done()
