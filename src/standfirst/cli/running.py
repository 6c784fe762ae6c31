"""The commands that run a newsroom: init, gather, join, publish, serve, status."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from standfirst.cli import printing, reviewing, typing_in
from standfirst.model import Refusal, Source, tidy

if TYPE_CHECKING:
    from http.server import ThreadingHTTPServer

    from standfirst.config import Newsroom
    from standfirst.fetch.rhythm import Due
    from standfirst.newsroom import Gathered, Standing
    from standfirst.newsroom.pushing import Endpoint
    from standfirst.serve.readers import Desk
    from standfirst.store import Store

FILE = "standfirst.toml"


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command(commands, run_init, "init", "write a first standfirst.toml here")
    gather = command(commands, run_gather, "gather", "ask the sources that are due and keep what is new")
    gather.add_argument("--all", action="store_true", help="ask those too that are not due yet")
    join = command(commands, run_join, "join", "show the stories as they stand")
    publish = command(commands, run_publish, "publish", "print the issues, pages, feeds and letters")
    serve = command(commands, run_serve, "serve", "serve the published site")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=typing_in.number(0, 65_535), default=8080, help="0 takes any free one")
    status = command(commands, run_status, "status", "show how each source and edition is doing")
    for parser in (gather, join, publish, status):
        speaks_to_programs(parser)
    reviewing.add_options(publish)


def command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    run: Callable[[argparse.Namespace], int],
    example: str,
    help_text: str,
    description: str = "",
) -> argparse.ArgumentParser:
    """A command that works on a newsroom; its name is the first word of the example."""
    parser = commands.add_parser(
        example.split()[0],
        help=help_text,
        description=description or f"{help_text[0].upper()}{help_text[1:]}.",
        epilog=f"example: standfirst {example}",
    )
    parser.set_defaults(command=run)
    takes_a_newsroom(parser)
    return parser


def speaks_to_programs(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--json", action="store_true", help="print what programs can read")
    return parser


def takes_a_newsroom(parser: argparse.ArgumentParser) -> None:
    """The options of every command that works on a newsroom."""
    parser.add_argument("--config", default=FILE, metavar="FILE", help=f"the newsroom's {FILE}")
    parser.add_argument("--now", type=typing_in.moment, metavar="TIME",
                        help="take this for the present moment (ISO 8601)")  # fmt: skip
    parser.add_argument("--quiet", action="store_true", help="print nothing but mistakes")


def now(args: argparse.Namespace) -> datetime:
    return args.now or datetime.now(UTC).replace(microsecond=0)


def say(args: argparse.Namespace, text: str) -> None:
    if not args.quiet:
        print(text)


def loaded(path: str | Path) -> Newsroom:
    """The newsroom that a file describes. Raises Refusal."""
    from standfirst import config  # takes a while, and reading one document has no newsroom

    return config.load(path)


def complain(text: str) -> None:
    """Say on standard error what is wrong, in one line whatever others put into it."""
    print(f"standfirst: {tidy(text)}", file=sys.stderr)


@contextmanager
def opened(args: argparse.Namespace) -> Iterator[tuple[Newsroom, Store]]:
    """The newsroom and its archive."""
    from standfirst.store import open_store

    room = loaded(args.config)
    with open_store(room.store) as archive:
        yield room, archive


@contextmanager
def shown(args: argparse.Namespace) -> Iterator[Callable[[int, int, str], None]]:
    """What is under way, on a terminal: how much is done, of how much, of what."""
    progress = printing.Progress(quiet=args.quiet or args.json)
    yield lambda done, of, what: progress.say(f"{done} of {of} {what}")
    progress.done()


def run_init(args: argparse.Namespace) -> int:
    from standfirst.config import starter

    path = Path(args.config)
    if path.exists():
        raise Refusal(f"{path} is there already: it was left as it is")
    path.write_text(starter(), encoding="utf-8")
    say(args, f"Wrote {path}. Name your sources and editions in it, then: standfirst gather")
    return 0


def run_gather(args: argparse.Namespace) -> int:
    from standfirst import fetch, newsroom, store
    from standfirst.newsroom import pushing, watching

    progress = printing.Progress(quiet=args.quiet or args.json)
    with opened(args) as (room, archive):
        moment = now(args)
        manners = fetch.Manners(contact=room.contact, allow_private=room.allow_private, pace=room.pace)
        memory = newsroom.remembered(archive, moment)
        fetching = partial(fetch.fetch_with_pauses, now=moment, manners=manners, memory=memory)
        dues = newsroom.dues(room, archive)
        asked = [source for source, due in dues if due.by(moment) or (args.all and due.at)]
        rows = []
        for row in newsroom.gather(room, archive, fetching, moment, asked):
            # A first gathering of thousands of sources brings more items than need be in memory.
            rows.append(replace(row, new=()))
            progress.say(f"{len(rows)} of {len(asked)} sources  {row.source.outlet}")
        progress.done()
        store.hosts.save(archive, memory.learned(moment))
        asking = partial(fetch.post, manners=manners, memory=memory)
        for wrong in pushing.renew(room, archive, asking, moment):
            complain(wrong)
        rows.sort(key=lambda row: row.source.id)
        names = room.names()
        with watching.new_alarms(archive, room.sources, rows, moment) as rung:
            alarms = {name: [alarm.told for alarm in found] for name, found in rung.items()}
            _print_gathered(args, rows, alarms, names)
    told = {row.source.id for row in rows}
    _print_not_asked(args, [(source, due) for source, due in dues if source.id not in told], names)
    say_if_none(args, room)
    return 0


def _print_not_asked(
    args: argparse.Namespace, waiting: list[tuple[Source, Due]], names: Mapping[str, str]
) -> None:
    for source, due in waiting:
        if args.json:
            told = {"source": source.id, "outcome": "waiting", "reason": due.reason, "items": 0, "new": 0}
            print(printing.as_json(told | {"due": due.at.isoformat() if due.at else None}))
        elif not due.at:
            say(args, f"ended   {names[source.id]}  {due.reason}")
    later = [due.at for _, due in waiting if due.at]
    if later and not args.json:
        are = "1 source is" if len(later) == 1 else f"{len(later)} sources are"
        say(args, f"{are} not due yet, the next one at {min(later):%Y-%m-%d %H:%M} UTC (--all asks all).")


def _print_gathered(
    args: argparse.Namespace, rows: list[Gathered], rung: Mapping[str, list[str]], names: Mapping[str, str]
) -> None:
    for row in rows:
        visit, name = row.visit, names[row.source.id]
        alarms = rung.get(row.source.id, [])
        for alarm in alarms:
            # Also where nothing else is to be said: that a source has changed nobody will notice by itself.
            complain(f"ALARM: {name} {alarm}")
        if args.json:
            told = {
                "source": visit.source_id,
                "outcome": visit.outcome,
                "reason": visit.reason,
                "items": visit.items,
            }
            told |= {"new": visit.new_items, "complaints": list(row.complaints), "hints": list(row.hints)}
            told["alarms"] = alarms
            print(printing.as_json(told))
            continue
        gave_nothing = visit.outcome in ("failed", "skipped") or (visit.outcome == "new" and not visit.items)
        detail = visit.reason if gave_nothing else ""
        counts = f"{printing.column(visit.items, 'item')} {visit.new_items:4} new"
        say(args, f"{visit.outcome:8}{counts}  {name}  {detail}".rstrip())
        for hint in row.hints:
            say(args, f"        {hint}")
    total, failed = sum(r.visit.new_items for r in rows), sum(r.visit.outcome == "failed" for r in rows)
    if not args.json:
        new, asked = printing.counted(total, "new item"), printing.counted(len(rows), "source")
        say(args, f"{new} from {asked}, {failed} failed.")


def run_join(args: argparse.Namespace) -> int:
    from standfirst import newsroom

    with opened(args) as (room, archive), shown(args) as progress:
        day = newsroom.join(room, archive, now(args), progress)
    for complaint in day.complaints:
        complain(complaint)
    for story in day.stories:
        if args.json:
            print(printing.as_json({"story": story.id, "items": [t.id for t in story.tellings]}))
        elif len(story.tellings) > 1:
            say(args, f"{len(story.tellings)} tellings")
            for item in story.tellings:
                told = f"{day.known.outlet(item)}: {item.headline or item.standfirst}"
                say(args, f"    {item.id}  {item.language or '':5} {told}")
    joined = sum(len(s.tellings) > 1 for s in day.stories)
    if not args.json:
        told = "1 story" if len(day.stories) == 1 else f"{len(day.stories)} stories"
        say(args, f"{told}, {joined} told more than once.")
        if not day.stories:
            say(args, f"No item of the archive is of the last {newsroom.open_window.WINDOW.days} days.")
    return 0


def run_publish(args: argparse.Namespace) -> int:
    from standfirst import newsroom

    if args.press_review:
        with opened(args) as (room, archive):
            say(args, reviewing.write(room, archive, args))
        return 0
    with opened(args) as (room, archive), shown(args) as progress:
        done = newsroom.publish(room, archive, now(args), progress)
    if args.json:
        print(
            printing.as_json(
                {"pages": done.pages, "letters": done.letters, "changed": done.changed, "removed": done.removed}
            )
        )
    else:
        letters, files = printing.counted(done.letters, "letter"), printing.counted(done.pages, "file")
        say(args, f"{files} in {room.output.name}, {letters} in {room.outbox.name}; "
                  f"{done.changed} of them changed, {done.removed} removed.")  # fmt: skip
    return 0


def run_serve(args: argparse.Namespace) -> int:
    from standfirst.newsroom import pushing

    room = loaded(args.config)
    if not room.output.is_dir():
        raise Refusal(f"{room.output} is not there yet: standfirst publish makes it")
    with opened(args) as (_, archive):
        clock = partial(now, args)
        endpoint = pushing.Endpoint(archive, _Configured(args.config), clock) if room.push else None
        with _desk(room, archive, clock) as desk, _listening(args, room, endpoint, desk) as running:
            say(
                args, f"Serving {room.title} at http://{args.host}:{running.server_address[1]}/ (stop with Ctrl-C)"
            )
            sys.stdout.flush()
            running.serve_forever()
    return 0


def _listening(
    args: argparse.Namespace, room: Newsroom, endpoint: Endpoint | None, desk: Desk | None
) -> ThreadingHTTPServer:
    from standfirst.serve import server

    try:
        return server(room.output, args.host, args.port, endpoint, desk)
    except (OSError, UnicodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "is no name of a host"
        raise Refusal(f"{args.host}:{args.port}: {reason}") from None


class _Configured:
    """The newsroom as its file says now: sources come and go while we serve."""

    def __init__(self, path: str) -> None:
        self._path = Path(path)
        self._written, self._room = self._path.stat().st_mtime_ns, loaded(path)

    def __call__(self) -> Newsroom:
        written = self._path.stat().st_mtime_ns
        if written != self._written:
            self._written = written
            # Half of a file that is being written is no reason to turn hubs away.
            with suppress(Refusal):
                self._room = loaded(self._path)
        return self._room


@contextmanager
def _desk(room: Newsroom, archive: Store, clock: Callable[[], datetime]) -> Iterator[Desk | None]:
    """The readers' desk, where the configuration says how letters go out."""
    if room.mail is None or not room.editions:
        yield None
        return
    from standfirst import send
    from standfirst.newsroom import mailing
    from standfirst.serve.readers import Desk

    post = partial(send.post_one, mailing.server_of(room.mail))
    desk = Desk(room, archive, post, clock)
    try:
        yield desk
    finally:
        desk.close()


def say_if_none(args: argparse.Namespace, room: Newsroom) -> None:
    """That no sources are followed, where so: what tells of each tells nothing then."""
    if not room.sources and not args.json:
        say(args, f"No sources are followed in {args.config}: standfirst follow URL adds one.")


def run_status(args: argparse.Namespace) -> int:
    from standfirst import newsroom, store

    with opened(args) as (room, archive):
        names = room.names()
        for standing in newsroom.standings(room, archive):
            _print_status(args, standing, names[standing.source.id])
        for edition in room.editions:
            issue = store.issues.newest(archive, edition.id)
            newest = f"number {issue.number}, {issue.dated}" if issue else "no issue yet"
            if not args.json:
                say(args, f"{edition.masthead}: {newest}")
    say_if_none(args, room)
    return 0


def _print_status(args: argparse.Namespace, standing: Standing, name: str) -> None:
    visit, source = standing.last, standing.source
    reason = visit.reason if visit else "never asked"
    if args.json:
        told = {"source": source.id, "outcome": visit.outcome if visit else None, "reason": reason}
        print(
            printing.as_json(
                told
                | {"health": standing.health, "advice": list(standing.advice), "alarms": list(standing.alarms)}
            )
        )
        return
    if visit:
        items = printing.column(visit.items, "item")
        say(args, f"{visit.at:%Y-%m-%d %H:%M}  {visit.outcome:8}{items}  {name}  {reason}")
    else:
        say(args, f"{'never':16}  {'':18}  {name}")
    for alarm in standing.alarms:
        say(args, f"{'':18}ALARM: {name} {alarm}")
    for advice in standing.advice:
        say(args, f"{'':18}{name} {advice}")
