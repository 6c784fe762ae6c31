"""Publish: the site, the feeds and the letters of every frozen issue printed into the newsroom's folders."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from itertools import chain
from typing import TYPE_CHECKING

from standfirst import edits, layout, store, themes, zones
from standfirst.config import Newsroom
from standfirst.credentials import shown
from standfirst.flatplan import Planned, Shelf
from standfirst.model import Brief, Edit, Edition, Item, Listing, Section, Story
from standfirst.newsroom import amending, kinship, open_window, past_days
from standfirst.newsroom.days import Day, join, known_of, with_copies
from standfirst.newsroom.open_window import Progress
from standfirst.newsroom.watching import alarms
from standfirst.read import links
from standfirst.store import Kept, Store

if TYPE_CHECKING:
    from standfirst.render import Site


@dataclass(frozen=True, slots=True)
class Published:
    """How many files stand in the site and the outbox, how many of them changed, and how many went."""

    pages: int
    letters: int
    changed: int
    removed: int = 0


def publish(room: Newsroom, archive: Store, now: datetime, progress: Progress | None = None) -> Published:
    """Print the site and the letters of every frozen issue into the newsroom's folders."""
    from standfirst.newsroom import printing

    with printing.nothing_collected():
        return _published(room, archive, now, progress)


def _published(room: Newsroom, archive: Store, now: datetime, progress: Progress | None) -> Published:
    from standfirst import render
    from standfirst.newsroom import printing, searching

    issues = amending.frozen(archive)
    day = join(room, archive, now, progress)
    known = kinship.related(day.known, day.stories, room.output, printing.program())
    day = replace(day, known=replace(known, errata=edits.errata(store.edits.all(archive))))
    plan = layout.plan(room.editions, day.stories, issues, day.known, now)
    past = partial(_past_day, archive, cache(partial(past_days.told, archive)), day.known.outlets)
    standing = printing.known_of(room.output)
    decided = amending.since(archive, room.output, standing.is_as_left)
    again = _printed_again(room, archive, past, now, decided)
    anew = {page.path for page in again}
    # Where a story told late is printed again with all of its day, its address must be known.
    told = {(s.id, t.id) for s in day.stories for t in s.tellings}
    store.addresses.add(archive, told.difference((p.address, p.item_id) for p in day.printed), now)
    whole = partial(_whole, room, _passing(room, now), past)
    alarmed = Planned("alarms", "", lambda: [_alarms_listed(room, archive)])
    plan = chain((whole(page) for page in plan if page.path not in anew), [alarmed], again)
    told_here = (room.editions, day.stories, day.forwards, day.known)
    affairs = [name.removesuffix(".html") for name in standing.names() if "/affairs/" in name]
    forwards = [*layout.forwards(*told_here), *layout.from_affairs(*told_here, affairs)]
    sheets = partial(render.sheets, _site(room), sources=room.sources, forwards=forwards)
    staying = _staying(room, archive, day, now, again, decided)
    if room.search:
        with searching.kept_up(room.output) as printed:
            done = printing.print_plan(standing, plan, sheets, staying)
            printed(any(map(searching.is_searched, done.names)))
    else:
        done = printing.print_plan(standing, plan, sheets, staying)
    amending.looked_through(room.output, decided)
    site = render.Site(room.title, room.url, theme=themes.load(room.theme))
    letters = printing.print_site(room.outbox, render.letters(issues, site))
    changed, removed = done.changed + letters.changed, done.removed + letters.removed
    return Published(done.files, letters.files, changed, removed)


# Lays out a past day of an edition's archive.
_Past = Callable[[Edition, date], list[Listing]]


def _printed_again(
    room: Newsroom, archive: Store, past: _Past, now: datetime, decided: Sequence[Edit]
) -> list[Planned]:
    """The days of the archive that the open window has passed and that name what was withdrawn, or wrong, as was
    `decided` since they were looked through last."""
    wrong = list(filter(None, (_withdrawn(archive, decided), _uncorrected(archive, decided))))
    if not wrong:
        return []
    found = []
    for edition, since in _passing(room, now).values():
        pages = sorted((room.output / edition.id / "archive").glob("????-??-??*.html"))
        old = (page for page in pages if page.name[:10] < since)
        told = ((page.name[:10], page.read_text("utf-8", "replace")) for page in old)
        for dated in sorted({day for day, words in told if any(holds(words) for holds in wrong)}):
            lay = partial(past, edition, date.fromisoformat(dated))
            found.append(Planned(f"{edition.id}/archive/{dated}", "", lay))
    return found


def _past_day(
    archive: Store,
    of_day: Callable[[date], tuple[list[Story], Sequence[Kept]]],
    outlets: Mapping[str, str],
    edition: Edition,
    dated: date,
) -> list[Listing]:
    """A day of the archive with notes for what was withdrawn from it."""
    decided = store.edits.all(archive)
    told, kept = of_day(dated)
    stories = edits.apply([edit for edit in decided if edit.kind != "kill"], told)
    known = known_of(outlets, kept, decided, store.visits.began(archive))
    known = with_copies(known, [s for s in stories if len(s.tellings) > 1])
    here = known.for_readers_in(edition.zone)
    own = [story for story in layout.taken(edition, stories) if here.day(story) == dated]
    return [amending.noted(page, decided, edition.zone) for page in layout.archive(edition, own, here)]


def _beside(archive: Store, decided: Sequence[Edit]) -> set[str]:
    """The addresses of stories that were in one open window with anything withdrawn: of these alone the pages may
    name it, as its story's or its affair's."""
    reach, found = open_window.WINDOW + timedelta(days=1), set()
    for seen in store.items.first_seen(archive, edits.withdrawn(decided)):
        found |= store.addresses.between(archive, seen - reach, seen + reach)
    return found


def _withdrawn(archive: Store, decided: Sequence[Edit]) -> amending.Holds | None:
    """What tells of a page whether it names anything withdrawn; None where nothing is."""
    killed = [kept.item for kept in store.items.by_ids(archive, list(edits.withdrawn(decided)))]
    return amending.holding(killed) if killed else None


def _uncorrected(archive: Store, decided: Sequence[Edit]) -> amending.Holds | None:
    """What tells of a page whether it lacks an erratum to what it names; None where there are none."""
    errata = edits.errata(decided)
    return (
        amending.lacking([k.item for k in store.items.by_ids(archive, list(errata))], errata) if errata else None
    )


def _passing(room: Newsroom, now: datetime) -> dict[str, tuple[Edition, str]]:
    """Each edition by its id, and the first day by its clock that lies wholly in the open window."""
    before = open_window.opens(now) - timedelta(microseconds=1)
    return {
        edition.id: (edition, (zones.day_of(before, edition.zone) + timedelta(days=1)).isoformat())
        for edition in room.editions
    }


def _whole(
    room: Newsroom, passing: Mapping[str, tuple[Edition, str]], past: _Past, page: Planned | Shelf
) -> Planned | Shelf:
    """The page as planned; a day of the archive that the open window does not hold whole, and that was printed
    before, with all that came on it: not only with what the window still holds or what came late."""
    name, _, dated = page.path.partition("/archive/")
    if not dated or dated >= passing[name][1] or not (room.output / f"{page.path}.html").is_file():
        return page
    return Planned(page.path, page.made_of, partial(past, passing[name][0], date.fromisoformat(dated)))


def _staying(
    room: Newsroom, archive: Store, day: Day, now: datetime, again: Sequence[Planned], decided: Sequence[Edit]
) -> Callable[[str], bool]:
    """What stays in the site though it is not printed now: days and stories that the open window has passed, and
    issues too of editions that were given up, but for those that name what was withdrawn, as was `decided` since.
    Of a day that is printed `again` nothing else does."""
    passing, printed_again = _passing(room, now), {planned.path for planned in again}
    told_now = {story.id for story in day.stories}.union(p.address for p in day.printed)
    withdrawn, beside = _withdrawn(archive, decided), _beside(archive, decided)

    def stays(name: str) -> bool:
        edition, _, rest = name.partition("/")
        folder, _, file = rest.partition("/")
        if not file.endswith(".html"):
            return False
        # A long story's further pages bear a number behind its address.
        address = file.removesuffix(".html")
        addresses, page = {address, address.rpartition("-")[0]}, room.output / name
        whole = folder in ("archive", "issues")
        looked_at = withdrawn and page.is_file() and (whole or addresses & beside)
        if withdrawn and looked_at and withdrawn(page.read_text("utf-8", "replace")):
            return False
        if edition not in passing:
            # Of an edition given up, what others may link to: nothing makes it again, should it come back.
            return folder in ("stories", "affairs", "archive", "issues") and page.is_file()
        if folder == "archive":
            return file[:10] < passing[edition][1] and f"{edition}/archive/{file[:10]}" not in printed_again
        return folder in ("stories", "affairs") and not addresses & told_now

    return stays


def _alarms_listed(room: Newsroom, archive: Store) -> Listing:
    """The alarms as a page of their own with its feeds, to which no other page leads."""
    from standfirst.fetch import is_web

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
    from standfirst import render

    return render.Site(
        room.title,
        room.url,
        room.contact,
        letters=room.mail is not None,
        podcast=room.podcast,
        theme=themes.load(room.theme),
        search=room.search,
    )
