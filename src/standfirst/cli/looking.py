"""The commands that look into the archive: search, history, visits, sources."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from typing import Any

from standfirst import config, newsroom, records, store
from standfirst.cli import printing, shell, typing_in
from standfirst.config import Newsroom
from standfirst.foreign.opml import as_opml
from standfirst.model import Refusal, Visit
from standfirst.newsroom import Standing
from standfirst.store import Kept, Version

# What another version may say differently, in the order it is told.
TOLD = ("headline", "standfirst", "published", "kicker", "byline", "section", "kind", "language", "link")

# How many more than it shows a search looks for, so that it can say so.
COUNTED = 100
MOST = 1_000_000
LONGEST = 1000


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    search = shell.command(commands, run_search, 'search "puerto arrayan" "presid*"   # accents do not matter')
    search.add_argument("words", metavar="WORDS", nargs="+", help="all of these, in any version of an item")
    search.add_argument("--limit", type=typing_in.number(1, MOST), default=20, metavar="N",
                        help="the most items (default: 20)")  # fmt: skip
    history = shell.command(commands, run_history, "history https://gazette.example/ferry")
    history.add_argument("item", metavar="LINK", help="the item's link or id")
    visits = shell.command(commands, run_visits, "visits gazette.example-world")
    visits.add_argument("source", metavar="SOURCE|URL", help="the source's id, address or outlet")
    visits.add_argument("--limit", type=typing_in.number(1, MOST), default=30, metavar="N",
                        help="the newest so many (default: 30)")  # fmt: skip
    sources = shell.command(commands, run_sources, "sources")
    sources.add_argument("--opml", action="store_true", help="print them as OPML, for other programs")
    for parser in (search, history, visits, sources):
        shell.speaks_to_programs(parser)


def run_search(args: argparse.Namespace) -> int:
    if not any(char.isalnum() for words in args.words for char in words):
        raise Refusal("nothing to search for: name words, or the beginning of one (presid*)")
    # A shell has taken the quotes off: words that came as one argument stand in a row.
    asked = " ".join(f'"{words}"' if " " in words and '"' not in words else words for words in args.words)
    if len(asked) > LONGEST:
        raise Refusal(f"a search takes {LONGEST} characters at most, not {len(asked)}")
    with shell.opened(args) as (room, archive):
        limit = args.limit
        ids = store.items.matching(archive, asked, limit + COUNTED)
        found = store.items.by_ids(archive, ids[:limit])
        outlets = newsroom.outlets_of(room, archive)
    if args.json:
        sys.stdout.write("".join(records.as_json(kept_record(kept)) + "\n" for kept in found))
    else:
        told = [", ".join(dict.fromkeys(outlets.get(name, name) for name in kept.sources)) for kept in found]
        sys.stdout.write(printing.table((kept.item for kept in found), told_by=told))
    if not found:
        shell.complain(f"no item has the words {' '.join(args.words)}")
    if len(ids) > limit and not args.quiet:
        more = f"{COUNTED} more and perhaps others" if len(ids) == limit + COUNTED else f"{len(ids) - limit} more"
        shell.complain(f"the {limit} newest; {more} with --limit {len(ids)}")
    return 0 if found else 1


def kept_record(kept: Kept) -> dict[str, Any]:
    """An item as it is kept, as JSON has it."""
    known = {"id": kept.item.id, "first_seen": kept.first_seen, "sources": kept.sources}
    return known | printing.record(kept.item)


def run_history(args: argparse.Namespace) -> int:
    with shell.opened(args) as (room, archive):
        versions = store.items.versions(archive, newsroom.known_item(archive, args.item))
    before: dict[str, Version] = {}
    for version in versions:
        earlier = before.get(version.source_id)
        before[version.source_id] = version
        shell.tell(args, _version_record(version), _version_told(version, earlier, room))
    return 0


def _version_record(version: Version) -> dict[str, Any]:
    known = {"source": version.source_id, "number": version.number, "seen_at": version.seen_at}
    return known | printing.record(version.item)


def _version_told(version: Version, earlier: Version | None, room: Newsroom) -> str:
    name = room.names().get(version.source_id, version.source_id)
    told = {name: getattr(version.item, name) for name in TOLD}
    if earlier:
        told = {name: value for name, value in told.items() if value != getattr(earlier.item, name)}
    head = f"{moment(version.seen_at)}  {name}, version {version.number}"
    return "\n".join([head, *(f"    {name:11} {value}" for name, value in told.items() if value)])


def run_visits(args: argparse.Namespace) -> int:
    with shell.opened(args) as (room, archive):
        source_id = newsroom.known_source(room, archive, args.source)
        story = store.visits.of(archive, source_id, args.limit)
    for visit in reversed(story):
        shell.tell(args, records.fields_of(visit), _visit_told(visit))
    if not story:
        shell.complain(f"{source_id} was never asked: standfirst gather asks it")
    return 0 if story else 1


def _visit_told(visit: Visit) -> str:
    size = f"{visit.bytes / 1024:.0f} kB in {visit.seconds:.1f} s" if visit.bytes else ""
    counts = printing.what_came(visit)
    return f"{moment(visit.at)}  {visit.outcome:8}{counts}  {size:18}  {visit.reason}"


def run_sources(args: argparse.Namespace) -> int:
    if args.opml:
        room = config.load(args.config)
        sys.stdout.write(as_opml(room.sources, room.title).decode())
        return 0
    with shell.opened(args) as (room, archive):
        at = shell.now(args)
        standings = newsroom.standings(room, archive, at)
    if standings:
        shell.say(args, f"{'health':9}{'last new item':18}{'asked next':18}source")
    for standing in standings if args.json else sorted(standings, key=shell.is_in_trouble):
        shell.tell(args, _standing_record(standing), _standing_told(standing, at))
    shell.say_how_many(args, standings)
    shell.say_if_none(args, room)
    return 0


def _standing_record(standing: Standing) -> dict[str, Any]:
    last, news, due = standing.last, standing.news, standing.due
    return {
        "source": standing.source.id,
        "url": standing.source.url,
        "outlet": standing.source.outlet,
        "health": standing.health,
        "trouble": standing.trouble,
        "advice": standing.advice,
        "alarms": standing.alarms,
        "last_visit": last.at if last else None,
        "last_new_item": news.at if news else None,
        "due": due.at,
        "why": due.reason,
    }


def _standing_told(standing: Standing, at: datetime) -> str:
    due = standing.due
    when = "never" if due.at is None else "now" if due.at <= at else moment(due.at)
    news = moment(standing.news.at) if standing.news else "never"
    # What is wrong says why it waits, and an advice may say both.
    wrong = standing.trouble if not any(a.startswith(standing.trouble) for a in standing.advice) else ""
    said = wrong and due.reason.startswith(("failed ", "its server wants no request"))
    why = "" if due.reason in standing.advice or said else due.reason
    words = "; ".join(filter(None, [wrong, *standing.alarms, why, *standing.advice]))
    return f"{standing.health:9}{news:18}{when:18}{standing.source.id} ({standing.source.outlet}): {words}"


def moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M}"
