"""Publish: the site, the feeds and the letters of every frozen issue printed into the newsroom's folders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from itertools import chain

from standfirst import edits, layout, store, themes
from standfirst.config import Newsroom
from standfirst.credentials import shown
from standfirst.fetch import is_web
from standfirst.flatplan import Planned
from standfirst.model import Brief, Forward, Item, Listing, Section
from standfirst.newsroom import amending, kinship, outbox, printing, renaming, searching
from standfirst.newsroom.days import Day, join
from standfirst.newsroom.open_window import Progress
from standfirst.newsroom.past_pages import PastPages
from standfirst.newsroom.watching import alarms
from standfirst.read import links
from standfirst.render import Sheaf, Sheet, Site, sheets
from standfirst.render.outline import Outlined, Shelved
from standfirst.store import Store


@dataclass(frozen=True, slots=True)
class Published:
    """How many files the site has and how many letters the outbox; how many of all were written or removed."""

    pages: int
    letters: int
    changed: int
    removed: int = 0


def publish(room: Newsroom, archive: Store, now: datetime, progress: Progress | None = None) -> Published:
    """Print the site and the letters of every frozen issue into the newsroom's folders."""
    with printing.nothing_collected():
        return _published(room, archive, now, progress)


def _published(room: Newsroom, archive: Store, now: datetime, progress: Progress | None) -> Published:
    issues = amending.frozen(archive)
    day = join(room, archive, now, progress)
    known = kinship.related(day.known, day.stories, room.output, printing.program())
    known = replace(known, errata=edits.errata(store.edits.all(archive)))
    _remember_addresses(archive, day, now)
    standing = printing.known_of(room.output)
    past = PastPages(room, archive, now, standing.is_as_left)
    again = {page.path: page for page in past.made_up_again()}
    told = {story.id for story in day.stories}.union(printed.address for printed in day.printed)
    plan = layout.plan(room.editions, day.stories, issues, known, now, standing.names())
    alarmed = Planned("alarms", "", lambda: [_alarms_listed(room, archive)])
    plan = chain((past.whole(page) for page in plan if page.path not in again), [alarmed], again.values())
    told_here = (room.editions, day.stories, day.forwards, known)
    affairs = [name.removesuffix(".html") for name in standing.names() if "/affairs/" in name]
    forwards = [*layout.forwards(*told_here), *layout.from_affairs(*told_here, affairs)]
    printed = partial(_sheets, room, forwards, list(standing.names()))
    stays = partial(past.stays, told=told, again=again)
    with searching.kept_up(room.output) if room.search else nullcontext() as searched:
        done = printing.print_plan(standing, plan, printed, stays)
        if searched:
            searched(any(map(searching.is_searched, done.names)))
    past.looked_through()
    # After an older backup was restored, letters are of issues that the archive does not know: records too.
    own = tuple(f"{edition.id}-" for edition in room.editions)
    letters = printing.print_site(room.outbox, outbox.letters(room, issues), lambda name: name.startswith(own))
    changed, removed = done.changed + letters.changed, done.removed + letters.removed
    return Published(done.files, letters.files, changed, removed)


def _sheets(
    room: Newsroom,
    forwards: Sequence[Forward],
    there: Sequence[str],
    pages: Sequence[Outlined | Shelved],
    standing: Sequence[str],
) -> Iterator[Sheet | Sheaf]:
    renamed = renaming.forwards(room, there, pages, standing)
    return sheets(_site(room), pages, room.sources, [*forwards, *renamed], standing, frozenset(there))


def _remember_addresses(archive: Store, day: Day, now: datetime) -> None:
    """Keep where each item is told. Where a story told late is printed again with all of its day, its address must
    be known."""
    told = {(s.id, t.id) for s in day.stories for t in s.tellings}
    store.addresses.add(archive, told.difference((p.address, p.item_id) for p in day.printed), now)


def _alarms_listed(room: Newsroom, archive: Store) -> Listing:
    """The alarms as a page of their own with its feeds, to which no other page leads."""
    briefs, names = [], room.names()
    for alarm in alarms(room.sources, archive):
        source = room.source(alarm.source_id)
        item = Item(
            id=links.item_id(None, f"{alarm.kind} {alarm.since:%Y-%m-%d}", alarm.source_id),
            source_id=source.id,
            link=shown(source.url) if is_web(source.url) else None,
            headline=f"{names[source.id]}: {alarm.told}",
            published=alarm.since.astimezone(UTC).isoformat(),
            language="en",
        )
        briefs.append(Brief(item.id, item, source.outlet))
    return Listing("alarms", "region", "Alarms", "en", (Section(None, tuple(briefs)),) if briefs else ())


def _site(room: Newsroom) -> Site:
    return Site(
        room.title,
        room.url,
        room.contact,
        was=tuple((edition.was, edition.id) for edition in room.editions if edition.was),
        letters=room.mail is not None,
        podcast=room.podcast,
        theme=themes.load(room.theme),
        search=room.search,
    )
