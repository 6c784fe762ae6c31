"""Proof: the issue of the day of each edition made up, and frozen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from standfirst import edits, layout, store, zones
from standfirst.config import Newsroom
from standfirst.model import Edition, Issue, Refusal
from standfirst.newsroom import amending, comparing, kinship, open_window
from standfirst.newsroom.days import Day, join
from standfirst.newsroom.open_window import Progress
from standfirst.readership import letters_of
from standfirst.store import Store

# An issue takes stories as old as the issue before it, and so much older: what comes late is news too.
LATE = timedelta(days=2)
# But after a longer pause than this nobody wants to be told all of it.
AWAY = timedelta(weeks=2)


def proof(room: Newsroom, archive: Store, now: datetime, progress: Progress | None = None) -> list[Issue]:
    """Make up today's issue of every edition that comes out today, by the clock of its zone, and freeze it. An
    issue that is frozen already stays. Where there is nothing to print no issue is made; a later proof may make
    it."""
    day = _to_be_printed(room, archive, now, progress)
    dates = ((edition, zones.day_of(now, edition.zone)) for edition in room.editions)
    today = ((edition, dated) for edition, dated in dates if dated.weekday() in edition.days)
    return [issue for edition, dated in today if (issue := _proofed(room, edition, archive, day, dated))]


def proof_again(
    room: Newsroom, archive: Store, edition_id: str, now: datetime, progress: Progress | None = None
) -> Issue:
    """Make up today's issue of one edition once more, in place of the one that is frozen. Raises Refusal where
    that is published or sent already, and where there is none."""
    edition = room.edition(edition_id)
    dated = zones.day_of(now, edition.zone)
    frozen = store.issues.by_date(archive, edition_id, dated)
    if frozen is None and dated.weekday() not in edition.days:
        raise Refusal(f"{edition.masthead} does not come out on {dated:%A}, {dated}")
    if frozen is None:
        raise Refusal(f"{edition.masthead} of {dated} is not proofed yet: standfirst proof makes it up")
    # Meanwhile no letter of it is begun.
    with store.locks.hold(archive, "send"):
        letters = letters_of(edition_id, frozen.number, dated).values()
        begun = any(store.deliveries.is_begun(archive, letter) for letter in letters)
        if begun or is_out(room, edition, dated):
            raise Refusal(
                f"{edition.masthead} of {dated} is out: what is wrong in it is told by kill and erratum, and stays"
            )
        anew = _made_up(room, edition, archive, _to_be_printed(room, archive, now, progress), dated)
        anew = replace(anew, number=frozen.number)
        store.issues.instead(archive, anew)
    return anew


def is_out(room: Newsroom, edition: Edition, dated: date) -> bool:
    """Whether the page of an edition's issue of a day stands in the site."""
    return (_issues_in(room, edition) / f"{dated}.html").exists()


def _issues_in(room: Newsroom, edition: Edition) -> Path:
    return room.output / edition.id / "issues"


def comes_out(edition: Edition, now: datetime) -> date:
    """The day of the next issue of an edition, today's where it comes out today."""
    today = zones.day_of(now, edition.zone)
    return next(day for n in range(7) if (day := today + timedelta(days=n)).weekday() in edition.days)


def audits(
    room: Newsroom, archive: Store, now: datetime, progress: Progress | None = None
) -> list[tuple[Issue, bool]]:
    """Today's issue of every edition that comes out today, with its audit, and whether it is frozen. One that is
    not is what proof would make of it now; it stays unfrozen."""
    day = _to_be_printed(room, archive, now, progress)
    found = []
    for edition in room.editions:
        dated = zones.day_of(now, edition.zone)
        if frozen := store.issues.by_date(archive, edition.id, dated):
            found.append((audited(archive, frozen), True))
        elif dated.weekday() in edition.days:
            found.append((_made_up(room, edition, archive, day, dated), False))
    return found


def audited(archive: Store, issue: Issue) -> Issue:
    """A frozen issue with the audit that was kept of it."""
    return replace(issue, audit=store.issues.audit(archive, issue.edition_id, issue.number) or ())


def proof_changes(
    room: Newsroom, archive: Store, now: datetime, progress: Progress | None = None
) -> list[tuple[Edition, list[comparing.Change] | None]]:
    """For each edition what would change if its frozen issue of today were made up anew; None where none is frozen
    yet. Nothing is frozen by this."""
    day = _to_be_printed(room, archive, now, progress)
    found: list[tuple[Edition, list[comparing.Change] | None]] = []
    for edition in room.editions:
        dated = zones.day_of(now, edition.zone)
        frozen = store.issues.by_date(archive, edition.id, dated)
        changes = comparing.changes(frozen, _made_up(room, edition, archive, day, dated)) if frozen else None
        found.append((edition, changes))
    return found


def _to_be_printed(room: Newsroom, archive: Store, now: datetime, progress: Progress | None) -> Day:
    day = join(room, archive, now, progress)
    return replace(day, known=kinship.with_copies(day.known, day.stories))


def _proofed(room: Newsroom, edition: Edition, archive: Store, day: Day, dated: date) -> Issue | None:
    if frozen := store.issues.by_date(archive, edition.id, dated):
        return frozen
    if is_out(room, edition, dated):
        # The archive came back from a backup: its readers have had an issue of this day.
        return None
    issue = _made_up(room, edition, archive, day, dated)
    return store.issues.save(archive, issue) if any(section.briefs for section in issue.sections) else None


def _forgotten(room: Newsroom, edition: Edition, before: Iterable[Issue], dated: date) -> list[date]:
    """The days before one of issues that stand in the site and are newer than all that the archive knows: it came
    back from a backup, and their numbers are given away."""
    known = max((issue.dated for issue in before), default=date.min)
    days = (zones.named(page.stem) for page in _issues_in(room, edition).glob("*.html"))
    return sorted(day for day in days if day and known < day < dated)


def _made_up(room: Newsroom, edition: Edition, archive: Store, day: Day, dated: date) -> Issue:
    decided = store.edits.all(archive)
    # An issue need not look for repetitions further back than the open window; errata may be to older issues.
    window = dated - open_window.WINDOW - timedelta(days=2)
    before = store.issues.before(archive, edition.id, dated, window, edits.errata(decided))
    gap = next(n for n in range(1, 8) if (dated.weekday() - n) % 7 in edition.days)
    forgotten = _forgotten(room, edition, before, dated)
    last = max((*forgotten, *(issue.dated for issue in before)), default=dated)
    since = min(dated - timedelta(days=gap), max(last, dated - AWAY)) - LATE
    known = day.known.for_readers_in(edition.zone)
    news = [s for s in day.stories if s.lead or known.day(s) >= since or layout.is_coming(s, dated)]
    issue = layout.lay_out(edition, news, before, known, dated)
    spiked = [s for s in day.spiked if known.day(s) >= since]
    # Where the clock was ahead once, there are issues of days to come, with numbers.
    number = max(issue.number + len(forgotten), store.issues.highest(archive, edition.id) + 1)
    issue = replace(issue, number=number, audit=(*issue.audit, *layout.spiked(spiked, known)))
    return amending.with_corrections(issue, before, decided)
