"""The commands that run a newsroom: init, gather, join, publish, serve, status."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

from standfirst import config, newsroom, records, send, serve, store
from standfirst.cli import printing, reviewing, shell, typing_in
from standfirst.config import Newsroom
from standfirst.fetch.rhythm import Due
from standfirst.model import Refusal, Source
from standfirst.newsroom import Gathered, Standing, house, pushing, watching
from standfirst.newsroom.pushing import Endpoint
from standfirst.serve.readers import Desk
from standfirst.store import Store


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    shell.command(commands, run_init, "init")
    gather = shell.command(commands, run_gather, "gather")
    gather.add_argument("--all", action="store_true", help="ask those too that are not due yet")
    join = shell.command(commands, run_join, "join")
    status = shell.command(commands, run_status, "status")
    publish = shell.command(commands, run_publish, "publish")
    serve = shell.command(commands, run_serve, "serve")
    serve.add_argument(
        "--host", default="127.0.0.1", help="the address to listen at (default: this machine alone)"
    )
    serve.add_argument("--port", type=typing_in.number(0, 65_535), default=8080,
                       help="the port; 0 takes any free one (default: 8080)")  # fmt: skip
    for parser in (gather, join, publish, status):
        shell.speaks_to_programs(parser)
    reviewing.add_options(publish)


def run_init(args: argparse.Namespace) -> int:
    path = Path(args.config)
    if path.exists():
        raise Refusal(f"{path} is there already: it was left as it is")
    path.write_text(config.starter(), encoding="utf-8")
    shell.say(args, f"Wrote {path}. Name your editions in it; standfirst follow URL adds what you read")
    return 0


def run_gather(args: argparse.Namespace) -> int:
    from standfirst.fetch.clicks import ends
    from standfirst.fetch.posting import post
    from standfirst.fetch.rounds import fetch_with_pauses

    with shell.opened(args) as (room, archive):
        moment = shell.now(args)
        manners = shell.manners(room)
        dues = newsroom.dues(room, archive, moment)
        asked = [source for source, due in dues if due.by(moment) or (args.all and due.at)]
        memory = newsroom.remembered(archive, asked, moment)
        fetching = partial(fetch_with_pauses, now=moment, manners=manners, memory=memory)
        clicks = partial(ends, now=moment, manners=manners, memory=memory)
        rows = []
        with shell.shown(args) as progress:
            for row in newsroom.gather(room, archive, fetching, moment, asked, clicks):
                # A first gathering of thousands of sources brings more items than need be in memory.
                rows.append(replace(row, new=()))
                progress(len(rows), len(asked), f"sources  {row.source.outlet}")
        store.hosts.save(archive, memory.learned(moment))
        asking = partial(post, manners=manners, memory=memory)
        for wrong in pushing.renew(room, archive, asking, moment):
            shell.complain(wrong)
        # What needs somebody stands last, where it is seen.
        rows.sort(key=lambda row: (row.visit.outcome in ("failed", "skipped"), row.source.id))
        names = room.names()
        with watching.new_alarms(archive, room.sources, rows, moment) as rung:
            alarms = {name: [alarm.told for alarm in found] for name, found in rung.items()}
            _print_gathered(args, rows, alarms, names)
    answered = {row.source.id for row in rows}
    _print_not_asked(args, [(source, due) for source, due in dues if source.id not in answered], names)
    shell.say_if_none(args, room)
    return 0


def _print_not_asked(
    args: argparse.Namespace, waiting: list[tuple[Source, Due]], names: Mapping[str, str]
) -> None:
    for source, due in waiting:
        if args.json:
            record = {"source": source.id, "outcome": "waiting", "reason": due.reason, "items": 0, "new": 0}
            print(records.as_json(record | {"due": due.at}))
        elif not due.at:
            shell.say(args, f"ended   {names[source.id]}  {due.reason}")
    later = [due.at for _, due in waiting if due.at]
    if later:
        are = "1 source is" if len(later) == 1 else f"{len(later)} sources are"
        shell.say(args, f"{are} not due yet, the next one at {min(later):%Y-%m-%d %H:%M} UTC (--all asks all).")


def _print_gathered(
    args: argparse.Namespace, rows: list[Gathered], rung: Mapping[str, list[str]], names: Mapping[str, str]
) -> None:
    for row in rows:
        visit, name = row.visit, names[row.source.id]
        alarms = rung.get(row.source.id, [])
        for alarm in alarms:
            # Also where nothing else is to be said: that a source has changed nobody will notice by itself.
            shell.complain(f"ALARM: {name} {alarm}")
        record: dict[str, object] = {"source": visit.source_id, "outcome": visit.outcome, "reason": visit.reason}
        record |= {"items": visit.items, "new": visit.new_items, "complaints": row.complaints}
        record |= {"hints": row.hints, "alarms": alarms}
        gave_nothing = visit.outcome in ("failed", "skipped") or (visit.outcome == "new" and not visit.items)
        detail = visit.reason if gave_nothing or row.complaints else ""
        told = f"{visit.outcome:8}{printing.what_came(visit)}  {name}  {detail}"
        shell.tell(args, record, told.rstrip())
        for hint in row.hints:
            # Said once, and by nobody else.
            shell.complain(f"{name} {hint}") if args.quiet else shell.say(args, f"        {hint}")
    total, failed = sum(r.visit.new_items for r in rows), sum(r.visit.outcome == "failed" for r in rows)
    new, asked = printing.counted(total, "new item"), printing.counted(len(rows), "source")
    shell.say(args, f"{new} from {asked}, {failed} failed.")


def run_join(args: argparse.Namespace) -> int:
    with shell.opened(args) as (room, archive), shell.shown(args) as progress:
        day = newsroom.join(room, archive, shell.now(args), progress)
    for complaint in day.complaints:
        shell.complain(complaint)
    for story in day.stories:
        if args.json:
            print(records.as_json({"story": story.id, "items": [t.id for t in story.tellings]}))
        elif len(story.tellings) > 1:
            shell.say(args, f"{len(story.tellings)} tellings")
            for item in story.tellings:
                words = f"{day.known.outlet(item)}: {item.headline or item.standfirst}"
                shell.say(args, f"    {item.id}  {item.language or '':5} {words}")
    joined = sum(len(s.tellings) > 1 for s in day.stories)
    stories = "1 story" if len(day.stories) == 1 else f"{len(day.stories)} stories"
    shell.say(args, f"{stories}, {joined} told more than once.")
    if not day.stories:
        shell.say(args, f"No item of the archive is of the last {newsroom.open_window.WINDOW.days} days.")
    return 0


def run_publish(args: argparse.Namespace) -> int:
    if not args.press_review and (args.edition or args.issue):
        raise Refusal("--edition and --issue say of what --press-review is; everything else is published together")
    if args.press_review:
        with shell.opened(args) as (room, archive):
            shell.say(args, reviewing.write(room, archive, args))
        return 0
    with shell.opened(args) as (room, archive), shell.shown(args) as progress:
        done = newsroom.publish(room, archive, shell.now(args), progress)
    letters, files = printing.counted(done.letters, "letter"), printing.counted(done.pages, "file")
    counts = {"pages": done.pages, "letters": done.letters, "changed": done.changed, "removed": done.removed}
    shell.tell(args, counts, f"{files} in {room.output.name}, {letters} in {room.outbox.name}; "
               f"{done.changed} of them changed, {done.removed} removed.")  # fmt: skip
    return 0


def run_serve(args: argparse.Namespace) -> int:
    room = config.load(args.config)
    if not room.output.is_dir():
        raise Refusal(f"{room.output} is not there yet: standfirst publish makes it")
    with shell.opened(args) as (_, archive):
        clock = partial(shell.now, args)
        endpoint = pushing.Endpoint(archive, _Configured(args.config), clock) if room.push else None
        with _desk(room, archive, clock) as desk, _listening(args, room, endpoint, desk) as server:
            address = f"http://{args.host}:{server.server_address[1]}/"
            shell.say(args, f"Serving {room.title} at {address} (stop with Ctrl-C)")
            sys.stdout.flush()
            server.serve_forever()
    return 0


def _listening(
    args: argparse.Namespace, room: Newsroom, endpoint: Endpoint | None, desk: Desk | None
) -> ThreadingHTTPServer:
    try:
        return serve.server(room.output, args.host, args.port, endpoint, desk)
    except (OSError, UnicodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "is no name of a host"
        raise Refusal(f"{args.host}:{args.port}: {reason}") from None


class _Configured:
    """The newsroom as its file says now: sources come and go while we serve."""

    def __init__(self, path: str) -> None:
        self._path = Path(path)
        self._written, self._room = self._path.stat().st_mtime_ns, config.load(path)

    def __call__(self) -> Newsroom:
        written = self._path.stat().st_mtime_ns
        if written != self._written:
            self._written = written
            # Half of a file that is being written is no reason to turn hubs away.
            with suppress(Refusal):
                self._room = config.load(self._path)
        return self._room


@contextmanager
def _desk(room: Newsroom, archive: Store, clock: Callable[[], datetime]) -> Iterator[Desk | None]:
    """The readers' desk, where the configuration says how letters go out."""
    if room.mail is None or not room.editions:
        yield None
        return

    post = partial(send.post_one, house.server_of(room.mail))
    desk = Desk(room, archive, post, clock)
    try:
        yield desk
    finally:
        desk.close()


def run_status(args: argparse.Namespace) -> int:
    with shell.opened(args) as (room, archive):
        names = room.names()
        standings = newsroom.standings(room, archive, shell.now(args))
        for standing in standings if args.json else sorted(standings, key=shell.is_in_trouble):
            _print_status(args, standing, names[standing.source.id])
        shell.say_how_many(args, standings)
        for edition in room.editions:
            issue = store.issues.newest(archive, edition.id)
            newest = f"number {issue.number}, {issue.dated}" if issue else "no issue yet"
            shell.say(args, f"{edition.masthead} ({edition.id}): {newest}")
    shell.say_if_none(args, room)
    return 0


def _print_status(args: argparse.Namespace, standing: Standing, name: str) -> None:
    visit, source = standing.last, standing.source
    reason = visit.reason if visit else "never asked"
    outcome = visit.outcome if visit else None
    record: dict[str, object] = {"source": source.id, "outcome": outcome, "reason": reason}
    record |= {"health": standing.health, "advice": standing.advice, "alarms": standing.alarms}
    if visit:
        items = printing.items_counted(visit)
        plain = f"{visit.at:%Y-%m-%d %H:%M}  {visit.outcome:8}{items}  {name}  {reason}"
    else:
        plain = f"{'never':16}  {'':18}  {name}"
    shell.tell(args, record, plain)
    for alarm in standing.alarms:
        shell.say(args, f"{'':18}ALARM: {name} {alarm}")
    for advice in standing.advice:
        shell.say(args, f"{'':18}{name} {advice}")
