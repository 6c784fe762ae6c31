"""The newsroom: the only place that carries things between the steps and the store.

    gather      fetch every source, read what came, keep what is new
    join        make the stories anew from the facts of an open window
    proof       make up each edition's issue and freeze it
    publish     print the issues, the pages and the letters into folders

What does the fetching is an argument, and so is what time it is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from standfirst import drift, edits, layout, places, sieve, store
from standfirst import join as joining
from standfirst.config import Newsroom
from standfirst.drift import Alarm
from standfirst.model import (
    EDIT_KINDS,
    Brief,
    Document,
    Edit,
    Edition,
    Issue,
    Item,
    Listing,
    Reading,
    Refusal,
    Section,
    Source,
    Story,
    Visit,
)
from standfirst.read import links, read
from standfirst.store import Kept, Store

if TYPE_CHECKING:
    from standfirst.fetch import Answer, Memory
    from standfirst.fetch.rhythm import Due, Lease
    from standfirst.model import Rendition

Ask = tuple[Source, Visit | None]
Fetching = Callable[[Sequence[Ask]], "Iterator[tuple[Source, Answer]]"]

# Tellings of one story seldom lie further apart; older items keep the stories they were printed in.
WINDOW = timedelta(days=30)
# How old a story may be to count as news for an issue, by cadence.
NEWS = {"daily": timedelta(days=3), "weekly": timedelta(days=10)}
# An item dated further ahead than time zones explain is an announcement or a mistake: it counts from when it came.
AHEAD = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What one visit of a gathering brought."""

    source: Source
    visit: Visit
    new: tuple[Item, ...] = ()
    complaints: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


def gather(
    room: Newsroom,
    archive: Store,
    fetching: Fetching,
    now: datetime,
    sources: Sequence[Source] | None = None,
) -> Iterator[Gathered]:
    """Ask these sources (every one where none are given), read what came and keep it; each visit is reported once
    it is safely kept.

    A visit and its items are one transaction: stopped at any instant, nothing is lost or doubled. Raises
    Refusal where another process is gathering."""
    with store.locks.hold(archive, "gather"):
        latest = store.visits.latest(archive)
        followed = _followed_addresses(room)
        for source, answer in fetching(_asks(archive, room.sources if sources is None else sources, latest, now)):
            gathered = _kept(archive, source, answer, fetching, now, latest.get(source.id))
            yield replace(gathered, hints=_hints(source, gathered.visit, latest.get(source.id), followed))


def _asks(archive: Store, sources: Sequence[Source], latest: Mapping[str, Visit], now: datetime) -> list[Ask]:
    """Each source with its newest visit; without the marks by which a server tells "unchanged" where it has said
    so for long: some say it for ever."""
    from standfirst.fetch import rhythm

    whole = store.visits.last_whole(archive) if latest else {}
    asks: list[Ask] = []
    for source in sources:
        last, full = latest.get(source.id), whole.get(source.id)
        if last and last.outcome == "same" and full and now - full.at >= rhythm.UNCHANGED and _is_web(source):
            last = replace(last, etag=None, last_modified=None)
        asks.append((source, last))
    return asks


def remembered(archive: Store, now: datetime) -> Memory:
    """What earlier gatherings learned of hosts: what they let us ask for, and which want no request for now."""
    from standfirst.fetch import Memory, host_of

    waits: dict[str, datetime] = {}
    for visit in store.visits.latest(archive).values():
        if visit.wait_until and visit.wait_until > now and visit.url.startswith("http"):
            host = host_of(visit.url)
            waits[host] = max(visit.wait_until, waits.get(host, visit.wait_until))
    return Memory(known=store.hosts.known(archive), waits=waits)


def _is_web(source: Source) -> bool:
    return source.url.lower().startswith(("http:", "https:"))


def dues(room: Newsroom, archive: Store) -> list[tuple[Source, Due]]:
    """When each source is to be asked next, and why then."""
    from standfirst.fetch import rhythm

    recent, leases = store.visits.recent(archive, rhythm.KNOWN), _leases(archive)
    return [(s, rhythm.due(s, recent.get(s.id, ()), leases.get(s.id))) for s in room.sources]


def _leases(archive: Store) -> dict[str, Lease]:
    """What hubs have agreed to bring, by source id."""
    from standfirst.fetch.rhythm import Lease

    known = {
        s.source_id: s.until for s in store.subscriptions.current(archive) if s.until and s.state != "leaving"
    }
    asked = {source_id: store.visits.last_asked(archive, source_id) for source_id in known}
    return {source_id: Lease(known[source_id], last.at) for source_id, last in asked.items() if last}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a source is doing: in a word, what is wrong, what to do about it, and when it is asked next."""

    source: Source
    health: str
    trouble: str
    advice: tuple[str, ...]
    alarms: tuple[str, ...]
    due: Due
    last: Visit | None
    news: Visit | None


def standings(room: Newsroom, archive: Store) -> list[Standing]:
    """How every source is doing, in the order of the configuration."""
    from standfirst.fetch import health, rhythm

    recent, news = store.visits.recent(archive, rhythm.KNOWN), store.visits.last_news(archive)
    followed, leases = _followed_addresses(room), _leases(archive)
    rung: dict[str, list[str]] = {}
    for alarm in alarms(room, archive):
        rung.setdefault(alarm.source_id, []).append(f"{alarm.told} (since {alarm.since:%Y-%m-%d})")
    rows = []
    for source in room.sources:
        visits = recent.get(source.id, [])
        rows.append(
            Standing(
                source=source,
                health=health.health(source, visits),
                trouble=health.trouble(visits),
                advice=health.advice(source, visits, lambda url: links.key(url) in followed),
                alarms=tuple(rung.get(source.id, ())),
                due=rhythm.due(source, visits, leases.get(source.id)),
                last=next(iter(visits), None),
                news=news.get(source.id),
            )
        )
    return rows


def alarms(room: Newsroom, archive: Store) -> list[Alarm]:
    """What has changed at the sources, in the order of the configuration."""
    found: list[Alarm] = []
    for source in room.sources:
        # Of an earlier address nothing is to be expected.
        visits = [v for v in store.visits.of(archive, source.id, drift.VISITS) if v.url == source.url]
        items = [drift.Seen(v.item, v.seen_at) for v in store.items.of(archive, source.id, drift.ITEMS)]
        found += drift.drift(source.id, visits, items)
    return found


def _followed_addresses(room: Newsroom) -> frozenset[str]:
    return frozenset(links.key(source.url) for source in room.sources)


def _hints(source: Source, visit: Visit, last: Visit | None, followed: Collection[str]) -> tuple[str, ...]:
    """What the person who follows the source should know and could not know at the visit before."""
    from standfirst.fetch import health

    before = health.advice(source, [last] if last else [], lambda url: links.key(url) in followed)
    now = health.advice(source, [visit], lambda url: links.key(url) in followed)
    return tuple(told for told in now if told not in before)


def _kept(
    archive: Store, source: Source, answer: Answer, fetching: Fetching, now: datetime, last: Visit | None = None
) -> Gathered:
    readings = [read(document, source, now) for document in answer.documents]
    readings += _followed(archive, source, readings, fetching, now)
    items = [item for reading in readings for item in reading.items]
    wanted = [item for item in items if sieve.passes(item, source.sieve)]
    complaints = tuple(dict.fromkeys(c for reading in readings for c in reading.complaints))
    visit = _told(source, answer, readings)
    wrong = _wrong(source, answer, readings, last) if answer.documents else None
    if wrong:
        # Without its marks the next visit asks for the whole again: "unchanged" would hide the fault.
        visit, wanted = replace(visit, outcome="failed", reason=wrong, etag=None, last_modified=None), []
        visit = replace(visit, read_as=last.read_as if last and last.url == source.url else None)
    elif len(wanted) < len(items):
        visit = replace(visit, reason=f"{visit.reason}; {len(items) - len(wanted)} items left out by its rules")
    new = store.visits.save_round(archive, visit, wanted)
    return Gathered(source, replace(visit, items=len(wanted), new_items=len(new)), tuple(new), complaints)


def brought(archive: Store, source: Source, document: Document) -> int:
    """Read and keep what a hub brought of a source; how many items were new."""
    now = document.fetched_at
    assert now
    last = store.visits.last(archive, source.id)
    known = last if last and last.url == source.url else Visit(source.id, source.url, now, "new", "")
    visit = replace(
        known,
        at=now,
        outcome="new",
        reason="was brought by its hub",
        status=None,
        bytes=len(document.body),
        seconds=0.0,
        moved_to=None,
        pushed=True,
    )
    from standfirst.fetch import Answer

    # What follows a feed's end is not asked for: a hub brings what is new.
    gathered = _kept(archive, source, Answer(visit, (document,)), lambda _: iter(()), now, last)
    return gathered.visit.new_items


def _told(source: Source, answer: Answer, readings: Sequence[Reading]) -> Visit:
    """The visit with what its documents say beside their items."""
    from standfirst.fetch import wishes

    visit = answer.visit
    if not answer.documents:
        return visit
    feed = None if source.read_as else _declared(answer.documents, readings)
    said = readings[0]
    hub, topic = (visit.hub, visit.topic) if visit.hub else (said.hub, said.topic)
    together = wishes.together(visit.wishes, said.wishes)
    return replace(visit, feed=feed, read_as=said.read_as, wishes=together, hub=hub, topic=topic)


def _wrong(source: Source, answer: Answer, readings: Sequence[Reading], last: Visit | None) -> str | None:
    """Why what came is not to be kept."""
    from standfirst.fetch import is_mail

    was = last.read_as if last and last.url == source.url else None
    if was in ("feed", "sitemap") and readings[0].read_as not in ("feed", "sitemap") and not source.read_as:
        # A portal that wants a login, a page that says "back soon": whatever is listed there is none of its news.
        where = answer.documents[0].url
        return f"gave a page where there used to be a {was}{f', at {where}' if where != source.url else ''}"
    # A letter without news is read all the same, and not again.
    if not any(reading.items for reading in readings) and not is_mail(source.url):
        return next((c for reading in readings for c in reading.complaints), "no items were found in it")
    return None


def _declared(documents: Sequence[Document], readings: Sequence[Reading]) -> str | None:
    """The first feed that a page declares of which only the listing was read."""
    from standfirst.read import declared

    found = (
        feed.url
        for document, reading in zip(documents, readings, strict=False)
        if reading.read_as == "listing"
        for feed in declared.feeds(document.body, document.url)
    )
    return next(found, None)


def _followed(
    archive: Store, source: Source, readings: Sequence[Reading], fetching: Fetching, now: datetime
) -> list[Reading]:
    """The next page, where all of a listing is new though it was read before: older news has slipped there."""
    links = [link for reading in readings for link in reading.follow]
    ids = [item.id for reading in readings for item in reading.items]
    if (
        not links
        or not ids
        or store.items.by_ids(archive, ids)
        or not store.visits.last_answered(archive, source.id)
    ):
        return []
    answers = [answer for _, answer in fetching([(replace(source, url=links[0]), None)])]
    return [read(document, source, now) for answer in answers for document in answer.documents]


@dataclass(frozen=True, slots=True)
class Day:
    """The stories as they stand, edited, with what laying out needs to know of their items."""

    stories: tuple[Story, ...]
    known: layout.Known


def join(room: Newsroom, archive: Store, now: datetime) -> Day:
    """The stories of the open window, made anew from items and edits."""
    kept = store.items.between(archive, now - WINDOW, now + timedelta(seconds=1))
    decided = store.edits.all(archive)
    items = {k.item.id: k.item for k in kept}
    joined = joining.join([_dated(k) for k in kept], decided)
    told = [replace(s, tellings=tuple(items[t.id] for t in s.tellings)) for s in joined]
    stories = edits.apply(decided, told)
    outlets = {source.id: source.outlet for source in room.sources}
    return Day(tuple(stories), layout.Known(outlets, {k.item.id: _day(k) for k in kept}))


def _dated(kept: Kept) -> Item:
    """An item as joining weighs it: where it bears no date, the day it was first seen is the best there is."""
    return kept.item if kept.item.published else replace(kept.item, published=_day(kept).isoformat())


def _day(kept: Kept) -> date:
    """The day an item counts for: as dated, or when it was first seen where it bears no date to be believed."""
    seen = kept.first_seen.astimezone(UTC).date()
    try:
        dated = date.fromisoformat((kept.item.published or "")[:10])
    except ValueError:
        return seen
    return dated if dated <= seen + AHEAD else seen


def proof(room: Newsroom, archive: Store, now: datetime) -> list[Issue]:
    """Make up the issue of every edition for the day of `now` and freeze it; one already frozen stays."""
    day = join(room, archive, now)
    return [_proofed(edition, archive, day, now.date()) for edition in room.editions]


def _proofed(edition: Edition, archive: Store, day: Day, dated: date) -> Issue:
    before = [i for i in store.issues.all(archive, edition.id) if i.dated < dated]
    frozen = store.issues.by_date(archive, edition.id, dated)
    if frozen:
        return frozen
    since = dated - NEWS[edition.cadence]
    news = [s for s in day.stories if s.lead or day.known.day(s) >= since]
    return store.issues.save(archive, layout.lay_out(edition, news, before, day.known, dated))


@dataclass(frozen=True, slots=True)
class Published:
    """How many files stand in the site and the outbox, and how many of them changed."""

    pages: int
    letters: int
    changed: int


def publish(room: Newsroom, archive: Store, now: datetime) -> Published:
    """Print the site and the letters of every frozen issue into the newsroom's folders."""
    issues = store.issues.all(archive)
    day = join(room, archive, now)
    listings = layout.whole_site(room.editions, day.stories, issues, day.known)
    pages = renditions(room, [*listings, _alarms_listed(room, archive)])
    letters = _letters(room, issues)
    changed = sum(_written(room.output, r) for r in pages) + sum(_written(room.outbox, r) for r in letters)
    return Published(len(pages), len(letters), changed)


def _alarms_listed(room: Newsroom, archive: Store) -> Listing:
    """The alarms as a page of their own with its feeds, to which no other page leads."""
    briefs = []
    for alarm in alarms(room, archive):
        source = room.source(alarm.source_id)
        item = Item(
            id=links.item_id(None, f"{alarm.kind} {alarm.since:%Y-%m-%d}", alarm.source_id),
            source_id=source.id,
            link=source.url if _is_web(source) else None,
            headline=f"{source.outlet}: {alarm.told}",
            published=alarm.since.astimezone(UTC).isoformat(),
            language="en",
        )
        briefs.append(Brief(item.id, item, source.outlet))
    return Listing("alarms", "archive", "Alarms", "en", (Section(None, tuple(briefs)),))


def renditions(room: Newsroom, listings: Sequence[Listing]) -> list[Rendition]:
    """Every file of the site."""
    from standfirst import render

    return render.whole_site(render.Site(room.title, room.url), listings, room.sources)


def _letters(room: Newsroom, issues: Sequence[Issue]) -> list[Rendition]:
    from standfirst import render

    site = render.Site(room.title, room.url)
    return [render.letter(issue, site) for issue in issues]


def _written(folder: Path, rendition: Rendition) -> bool:
    """Write a file unless it already says just that; whoever reads it sees the old or the new, nothing between."""
    path = folder / rendition.name
    if path.is_file() and path.read_bytes() == rendition.body:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.draft")
    draft.write_bytes(rendition.body)
    draft.replace(path)
    return True


def known_item(archive: Store, named: str) -> str:
    """The id of the item that a person named by its link or id. Raises Refusal where there is none."""
    found = (
        store.items.by_ids(archive, [named])
        or store.items.find(archive, named)
        or store.items.by_ids(archive, [links.item_id(named, "", "")])
    )
    if not found:
        raise Refusal(f"{named} is the link or id of no item in the archive")
    return found[0].item.id


def known_source(room: Newsroom, archive: Store, named: str) -> str:
    """The id of the source that a person named by its id or address, one that is no longer followed too.
    Raises Refusal where there is none."""
    for source in room.sources:
        if named in (source.id, source.url):
            return source.id
    # An address may be written in many ways that mean one page.
    same = [source.id for source in room.sources if links.key(source.url) == links.key(named)]
    if same:
        return same[0]
    return named if store.visits.last(archive, named) else room.source(named).id


def check(edit: Edit) -> None:
    """Refuse an edit that would mean nothing."""
    if edit.kind not in EDIT_KINDS:
        raise Refusal(f"{edit.kind} is no edit")
    if edit.kind == "reword" and not (edit.value or "").strip():
        raise Refusal("reword needs the words to print")
    unknown = [p for p in (edit.value or "").split() if not places.known(p)] if edit.kind == "place" else []
    if unknown:
        raise Refusal(f"{unknown[0]} is no country or region we know: use codes such as PE or 150")
