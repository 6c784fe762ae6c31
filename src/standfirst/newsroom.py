"""The newsroom: the only place that carries things between the steps and the store.

    gather      fetch every source, read what came, keep what is new
    join        make the stories anew from the facts of an open window
    proof       make up each edition's issue and freeze it
    publish     print the issues, the pages and the letters into folders

What does the fetching is an argument, and so is what time it is. How gathering goes is told in `gathering`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from itertools import chain
from typing import TYPE_CHECKING

from standfirst import amending, comparing, edits, layout, open_window, past_days, places, store, themes, zones
from standfirst import join as joining
from standfirst.config import Newsroom
from standfirst.flatplan import Planned, Shelf
from standfirst.gathering import Ask, Fetching, Gathered, brought, gather, is_web, remembered
from standfirst.model import (
    EDIT_KINDS,
    NOTHING,
    Brief,
    Edit,
    Edition,
    Issue,
    Item,
    Listing,
    Refusal,
    Section,
    Story,
    tidy,
)
from standfirst.open_window import Progress
from standfirst.read import links
from standfirst.standing import Standing, dues, standings
from standfirst.store import Kept, Store
from standfirst.watching import alarms

if TYPE_CHECKING:
    from standfirst.render import Site

__all__ = [
    "Ask",
    "Day",
    "Fetching",
    "Gathered",
    "Published",
    "Standing",
    "audited",
    "audits",
    "brought",
    "check",
    "comes_out",
    "dues",
    "explain",
    "gather",
    "join",
    "known_item",
    "known_source",
    "proof",
    "proof_changes",
    "publish",
    "remembered",
    "standings",
]

# A story counts as news for an issue for so long after the issue before was to come out.
LATE = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Day:
    """The stories as they stand, edited, with what laying out needs to know of their items; where addresses lead
    at which stories stood once; what went wrong in joining; and the stories that editors keep out of print."""

    stories: tuple[Story, ...]
    known: layout.Known
    forwards: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    complaints: tuple[str, ...] = ()
    spiked: tuple[Story, ...] = ()


def join(room: Newsroom, archive: Store, now: datetime, progress: Progress | None = None) -> Day:
    """The stories of the open window, made from items and edits."""
    window = open_window.joined(room, archive, now, progress)
    outlets = {source.id: source.outlet for source in room.sources}
    known = _known(outlets, window.kept, store.edits.all(archive))
    return Day(tuple(window.stories), known, window.forwards, window.complaints, tuple(window.spiked))


def _known(outlets: Mapping[str, str], items: Sequence[Kept], decided: Sequence[Edit]) -> layout.Known:
    return layout.Known(
        outlets,
        {k.item.id: open_window.day(k) for k in items},
        moments={k.item.id: moment for k in items if (moment := open_window.moment(k))},
        decided=_decided(decided),
        orders=tuple(edit for edit in decided if edit.kind == "order"),
        printed=Counter(outlets[k.item.source_id] for k in items if k.item.source_id in outlets),
    )


def _decided(decided: Iterable[Edit]) -> dict[str, tuple[Edit, ...]]:
    found: dict[str, tuple[Edit, ...]] = {}
    for edit in decided:
        found |= {item: (*found.get(item, ()), edit) for item in edit.about}
    return found


def proof(room: Newsroom, archive: Store, now: datetime, progress: Progress | None = None) -> list[Issue]:
    """Make up the issue of every edition that comes out on the day that it is in its zone, and freeze it; one
    already frozen stays."""
    day = _to_be_printed(room, archive, now, progress)
    dates = ((edition, zones.day_of(now, edition.zone)) for edition in room.editions)
    return [_proofed(edition, archive, day, dated) for edition, dated in dates if dated.weekday() in edition.days]


def comes_out(edition: Edition, now: datetime) -> date:
    """The day of the next issue of an edition, today's where it comes out today."""
    today = zones.day_of(now, edition.zone)
    return next(day for n in range(7) if (day := today + timedelta(days=n)).weekday() in edition.days)


def audits(
    room: Newsroom, archive: Store, now: datetime, progress: Progress | None = None
) -> list[tuple[Issue, bool]]:
    """The issue of the day of every edition that comes out, with its audit, and whether it is frozen; one that is
    not is as it would be now. Nothing is frozen."""
    day = _to_be_printed(room, archive, now, progress)
    found = []
    for edition in room.editions:
        dated = zones.day_of(now, edition.zone)
        if frozen := store.issues.by_date(archive, edition.id, dated):
            found.append((audited(archive, frozen), True))
        elif dated.weekday() in edition.days:
            found.append((_made_up(edition, archive, day, dated), False))
    return found


def audited(archive: Store, issue: Issue) -> Issue:
    """A frozen issue with the audit that was kept of it."""
    return replace(issue, audit=store.issues.audit(archive, issue.edition_id, issue.number) or ())


def proof_changes(
    room: Newsroom, archive: Store, now: datetime, progress: Progress | None = None
) -> list[tuple[Edition, list[comparing.Change] | None]]:
    """For each edition what would be otherwise if the issue of the day were made up now; None where none is frozen
    yet. Nothing is frozen."""
    day = _to_be_printed(room, archive, now, progress)
    found: list[tuple[Edition, list[comparing.Change] | None]] = []
    for edition in room.editions:
        dated = zones.day_of(now, edition.zone)
        frozen = store.issues.by_date(archive, edition.id, dated)
        anew = _made_up(edition, archive, day, dated) if frozen else None
        found.append((edition, comparing.changes(frozen, anew) if frozen and anew else None))
    return found


def _to_be_printed(room: Newsroom, archive: Store, now: datetime, progress: Progress | None) -> Day:
    day = join(room, archive, now, progress)
    return replace(day, known=_with_copies(day.known, (s for s in day.stories if len(s.tellings) > 1)))


def _proofed(edition: Edition, archive: Store, day: Day, dated: date) -> Issue:
    frozen = store.issues.by_date(archive, edition.id, dated)
    return frozen or store.issues.save(archive, _made_up(edition, archive, day, dated))


def _made_up(edition: Edition, archive: Store, day: Day, dated: date) -> Issue:
    before = [i for i in store.issues.all(archive, edition.id) if i.dated < dated]
    gap = next(n for n in range(1, 8) if (dated.weekday() - n) % 7 in edition.days)
    since, known = dated - timedelta(days=gap) - LATE, day.known.for_readers_in(edition.zone)
    news = [s for s in day.stories if s.lead or known.day(s) >= since or layout.is_coming(s, dated)]
    issue = layout.lay_out(edition, news, before, known, dated)
    spiked = [s for s in day.spiked if known.day(s) >= since]
    issue = replace(issue, audit=(*issue.audit, *layout.spiked(spiked, known)))
    return amending.with_corrections(issue, before, store.edits.all(archive))


@dataclass(frozen=True, slots=True)
class Published:
    """How many files stand in the site and the outbox, how many of them changed, and how many went."""

    pages: int
    letters: int
    changed: int
    removed: int = 0


def publish(room: Newsroom, archive: Store, now: datetime, progress: Progress | None = None) -> Published:
    """Print the site and the letters of every frozen issue into the newsroom's folders."""
    from standfirst import printing, render, searching

    issues = amending.issues(archive)
    day = join(room, archive, now, progress)
    day = replace(day, known=replace(_compared(day), errata=edits.errata(store.edits.all(archive))))
    plan = layout.plan(room.editions, day.stories, issues, day.known, now)
    past = partial(_past_day, archive, cache(partial(past_days.told, archive)), day.known.outlets)
    again = _printed_again(room, archive, past, now)
    anew = {page.path for page in again}
    # Where a story told late is printed again with all of its day, its address must be known.
    store.addresses.add(archive, ((s.id, t.id) for s in day.stories for t in s.tellings), now)
    whole = partial(_whole, room, _passing(room, now), past)
    alarmed = Planned("alarms", "", lambda: [_alarms_listed(room, archive)])
    plan = chain((whole(page) for page in plan if page.path not in anew), [alarmed], again)
    forwards = layout.forwards(room.editions, day.stories, day.forwards, day.known)
    sheets = partial(render.sheets, _site(room), sources=room.sources, forwards=forwards)
    staying = _staying(room, archive, day, now, again)
    if room.search:
        with searching.kept_up(room.output) as printed:
            done = printing.print_plan(room.output, plan, sheets, staying)
            printed(any(map(searching.is_searched, done.names)))
    else:
        done = printing.print_plan(room.output, plan, sheets, staying)
    site = render.Site(room.title, room.url, theme=themes.load(room.theme))
    letters = printing.print_site(room.outbox, render.letters(issues, site))
    changed, removed = done.changed + letters.changed, done.removed + letters.removed
    return Published(done.files, letters.files, changed, removed)


# Lays out a past day of an edition's archive.
_Past = Callable[[Edition, date], list[Listing]]


def _printed_again(room: Newsroom, archive: Store, past: _Past, now: datetime) -> list[Planned]:
    """The days of the archive that the open window has passed and that name what was withdrawn since, or wrong."""
    decided = store.edits.all(archive)
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
    known = _with_copies(_known(outlets, kept, decided), [s for s in stories if len(s.tellings) > 1])
    here = known.for_readers_in(edition.zone)
    own = [story for story in layout.taken(edition, stories) if here.day(story) == dated]
    return [amending.noted(page, decided, edition.zone) for page in layout.archive(edition, own, here)]


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
    room: Newsroom, archive: Store, day: Day, now: datetime, again: Sequence[Planned]
) -> Callable[[str], bool]:
    """What stays in the site though it is not printed now: days and stories that the open window has passed. Of a
    day that is printed `again` nothing else does."""
    passing, printed_again = _passing(room, now), {planned.path for planned in again}
    told_now = {p.address for p in store.addresses.of_items(archive, day.known.days)}
    withdrawn = _withdrawn(archive, store.edits.all(archive))

    def stays(name: str) -> bool:
        edition, _, rest = name.partition("/")
        folder, _, file = rest.partition("/")
        if edition not in passing or not file.endswith(".html"):
            return False
        page = room.output / name
        if withdrawn and page.is_file() and withdrawn(page.read_text("utf-8", "replace")):
            return False
        if folder == "archive":
            return file[:10] < passing[edition][1] and f"{edition}/archive/{file[:10]}" not in printed_again
        # A long story's further pages bear a number behind its address.
        address = file.removesuffix(".html")
        return folder in ("stories", "affairs") and not {address, address.rpartition("-")[0]} & told_now

    return stays


def explain(room: Newsroom, archive: Store, named: tuple[str, str], now: datetime) -> str:
    """In sentences why two items, named by link or id, are one story or are not. Raises Refusal where the archive
    knows no such item."""
    one, two = (known_item(archive, name) for name in named)
    if one == two:
        raise Refusal(f"{named[0]} and {named[1]} are one item")
    a, b = (kept.item for kept in store.items.by_ids(archive, [one, two]))
    decided = [
        e for e in store.edits.all(archive) if e.kind in ("together", "apart") and {one, two} <= set(e.about)
    ]
    of_item = {t.id: s for s in join(room, archive, now).stories for t in s.tellings}
    verdict = _verdict(of_item.get(one), of_item.get(two))
    said = [f"{e.by} said on {e.at:%Y-%m-%d} that they belong {e.kind}." for e in decided[-1:]]
    copied = joining.copies(Story(one, (a, b)))
    said += [f"The {'first' if i == one else 'second'} is a {c.kind} of the other." for i, c in copied.items()]
    return " ".join([verdict, *said, joining.why(a, b)])


def _verdict(one: Story | None, two: Story | None) -> str:
    if one is None or two is None:
        return "Not both are in the open window, so they are not joined now."
    if one is not two:
        return "They are two stories."
    others = len(one.tellings) - 2
    beside = f", which {others} more {'items tell' if others > 1 else 'item tells'}" if others else ""
    return f"They are one story{beside}."


def _compared(day: Day) -> layout.Known:
    """What is known, with what comes of looking at stories and tellings side by side."""
    affairs: dict[str, tuple[Story, ...]] = {}
    for found in joining.affairs(day.stories):
        affair = tuple(sorted(found, key=lambda s: (min(day.known.days[t.id] for t in s.tellings), s.id)))
        affairs |= dict.fromkeys((s.id for s in affair), affair)
    told = [story for story in day.stories if len(story.tellings) > 1]
    shared = {t.id: tuple(joining.shared(s.tellings[0], t)) for s in told for t in s.tellings[1:]}
    return replace(_with_copies(day.known, told), shared=shared, affairs=affairs)


def _with_copies(known: layout.Known, stories: Iterable[Story]) -> layout.Known:
    found = {}
    for story in stories:
        item = {t.id: t for t in story.tellings}
        for name, copy in joining.copies(story).items():
            found[name] = (copy.kind, known.outlet(item[copy.of]))
    return replace(known, copies=found)


def _alarms_listed(room: Newsroom, archive: Store) -> Listing:
    """The alarms as a page of their own with its feeds, to which no other page leads."""
    briefs = []
    for alarm in alarms(room.sources, archive):
        source = room.source(alarm.source_id)
        item = Item(
            id=links.item_id(None, f"{alarm.kind} {alarm.since:%Y-%m-%d}", alarm.source_id),
            source_id=source.id,
            link=source.url if is_web(source) else None,
            headline=f"{source.outlet}: {alarm.told}",
            published=alarm.since.astimezone(UTC).isoformat(),
            language="en",
        )
        briefs.append(Brief(item.id, item, source.outlet))
    return Listing("alarms", "region", "Alarms", "en", (Section(None, tuple(briefs)),))


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


def known_item(archive: Store, named: str) -> str:
    """The id of the item that a person named by its link or id. Raises Refusal where there is none."""
    found = (
        store.items.by_ids(archive, [named])
        or store.items.find(archive, named)
        or store.items.by_ids(archive, [links.item_id(named, "", "")])
    )
    if not found:
        pruned = store.items.first_seen(archive, [named, links.item_id(named, "", "")])
        if pruned:
            when = f"{min(pruned):%Y-%m-%d}"
            raise Refusal(f"{named} was first seen on {when}; its words were let go since (standfirst prune)")
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
    if edit.kind in ("kill", "erratum") and not tidy(edit.value or ""):
        raise Refusal(f"{edit.kind} needs words: {'why' if edit.kind == 'kill' else 'what is wrong'}")
    unknown = [p for p in (edit.value or "").split() if not places.known(p)] if edit.kind == "place" else []
    if unknown:
        raise Refusal(f"{unknown[0]} is no country or region we know: use codes such as PE or 150")
