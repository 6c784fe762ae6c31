"""Pages that list stories of an edition: what is new, regions, what can be heard, days. `plan` chooses which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from standfirst import places
from standfirst.layout import paging
from standfirst.layout.ahead import of_event, start_of
from standfirst.layout.briefs import alone, brief, language_rank
from standfirst.layout.known import Known
from standfirst.layout.made_of import is_heard
from standfirst.model import Edition, Listing, Section, Shape, Story
from standfirst.ties import tie

# So many stories a page lists at most, if they fit.
MOST_NEW, MOST_THERE, MOST_HEARD = 40, 60, 100


def page(
    edition: Edition, path: str, shape: Shape, sections: Iterable[Section], title: str | None = None, **more: Any
) -> Listing:
    """A page of an edition, in its first language, under its masthead where there is no title."""
    title, language = title or edition.masthead, edition.languages[0]
    return Listing(f"{edition.id}/{path}", shape, title, language, tuple(sections), edition_id=edition.id, **more)


def whats_new(edition: Edition, newest: Sequence[Story], known: Known) -> list[Listing]:
    """What is new for the readers of an edition: of the newest stories what is told in their language, then what
    exists only in others."""
    own = [s for s in newest if language_rank(s, edition.languages[:1]) == 0]
    foreign = [s for s in newest if language_rank(s, edition.languages[:1]) > 0][
        : max(MOST_NEW // 2, MOST_NEW - len(own))
    ]
    told = paging.fitting(
        (brief(s, edition.languages, known) for s in own), paging.ROOM * 3 // 4 if foreign else paging.ROOM
    )
    rest = paging.ROOM - sum(map(paging.weight, told)) if len(told) == len(own) else 0
    others = paging.fitting((brief(s, edition.languages, known) for s in foreign), max(rest, paging.ROOM // 4))
    sections = (Section(None, briefs) for briefs in (told, others) if briefs)
    return [page(edition, "new", "new", sections, dated=max(map(known.day, newest), default=None))]


def region(edition: Edition, place: str, there: Sequence[Story], known: Known) -> list[Listing]:
    """The page of a region or country, and its view of standfirsts alone: newest day first, of a day what is told
    in the reader's languages; as many as fit."""
    newest = sorted(there, key=lambda s: (-known.day(s).toordinal(), language_rank(s, edition.languages)))
    briefs = paging.fitting(brief(s, edition.languages, known) for s in newest)
    told = tuple(b for b in briefs if b.item.standfirst)
    path, title = f"places/{place.lower()}", places.name(place, edition.languages[0])
    if not newest:
        return [page(edition, path, "region", (), title, place=place)]
    day = known.day(newest[0])
    return [
        page(edition, path, "region", [Section(None, briefs)], title, dated=day, place=place),
        page(edition, f"{path}-standfirsts", "standfirsts", [Section(None, told)], title, dated=day, place=place),
    ]


def coming_up(edition: Edition, ahead: Iterable[Story], known: Known, today: date) -> list[Listing]:
    """The page of events ahead, all that are known, soonest first."""
    briefs = [of_event(s, edition.languages, known, today) for s in ahead]
    briefs.sort(key=lambda b: (start_of(b), tie(b.item)))
    return [page(edition, "coming", "coming", [Section(None, paging.fitting(briefs))] if briefs else ())]


def podcast(edition: Edition, newest: Iterable[Story], known: Known) -> list[Listing]:
    """The page of what can be heard."""
    heard = [alone(s, t, known) for s in newest for t in s.tellings if is_heard(t)]
    sections = [Section(None, paging.fitting(heard[:MOST_HEARD]))] if heard else ()
    return [page(edition, "podcast", "podcast", sections)]


def archive(edition: Edition, day: date, stories: Iterable[Story], known: Known) -> list[Listing]:
    """Everything of a day, what most outlets tell first, on as many pages as that takes."""
    ordered = sorted(stories, key=lambda s: (-len(s.tellings), tie(s.tellings[0])))
    section = Section(None, tuple(brief(s, edition.languages, known) for s in ordered))
    return paging.parted(page(edition, f"archive/{day.isoformat()}", "archive", [section], dated=day))
