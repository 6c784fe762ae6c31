"""Pages that list the stories of an edition: what is new, regions, what can be heard, days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

from standfirst import places
from standfirst.layout import paging
from standfirst.layout.ahead import is_coming, of_event, start_of
from standfirst.layout.briefs import alone, brief, language_rank
from standfirst.layout.known import Known
from standfirst.model import Brief, Edition, Listing, Section, Story
from standfirst.ties import tie

# So many stories a page lists at most, if they fit.
MOST_NEW, MOST_THERE, MOST_HEARD = 40, 60, 100


def whats_new(edition: Edition, stories: Iterable[Story], known: Known) -> Listing:
    """What is new for the readers of an edition: what is told in their language first, newest first, then
    what exists only in others, each story once."""
    language = edition.languages[0]
    newest = sorted(stories, key=lambda s: (-known.day(s).toordinal(), -s.lead, tie(s.tellings[0])))
    own = [s for s in newest if language_rank(s, [language]) == 0][:MOST_NEW]
    foreign = [s for s in newest if language_rank(s, [language]) > 0][: max(MOST_NEW // 2, MOST_NEW - len(own))]
    told = paging.fitting(
        (brief(s, edition.languages, known) for s in own), paging.ROOM * 3 // 4 if foreign else paging.ROOM
    )
    rest = paging.ROOM - sum(map(paging.weight, told)) if len(told) == len(own) else 0
    others = paging.fitting((brief(s, edition.languages, known) for s in foreign), max(rest, paging.ROOM // 4))
    sections = [Section(None, told), Section(None, others)]
    return Listing(
        path=f"{edition.id}/new",
        shape="new",
        title=edition.masthead,
        language=language,
        sections=tuple(s for s in sections if s.briefs),
        dated=max((known.day(s) for s in newest), default=None),
        edition_id=edition.id,
    )


def region(edition: Edition, place: str, stories: Iterable[Story], known: Known) -> list[Listing]:
    """The page of a region or country, and its view of standfirsts alone: newest day first, and of a day what most
    outlets tell; as many as fit. These stand with what is told in the reader's languages first in each day."""
    there = [s for s in stories if any(places.holds(place, p) for t in s.tellings for p in t.places)]
    newest = sorted(there, key=lambda s: (-known.day(s).toordinal(), -len(s.tellings), tie(s.tellings[0])))[
        :MOST_THERE
    ]
    newest.sort(key=lambda s: (-known.day(s).toordinal(), language_rank(s, edition.languages)))
    section = Section(None, paging.fitting(brief(s, edition.languages, known) for s in newest))
    path = f"{edition.id}/places/{place.lower()}"
    told = Section(None, tuple(b for b in section.briefs if b.item.standfirst))
    language, title = edition.languages[0], places.name(place, edition.languages[0])
    dated = max((known.day(s) for s in newest), default=None)
    return [
        Listing(path, "region", title, language, (section,), dated=dated, place=place, edition_id=edition.id),
        Listing(
            f"{path}-standfirsts",
            "standfirsts",
            title,
            language,
            (told,),
            dated=dated,
            place=place,
            edition_id=edition.id,
        ),
    ]


def coming_up(edition: Edition, stories: Iterable[Story], known: Known, today: date) -> Iterator[Listing]:
    """The page of events ahead, all that are known; none where there are none."""
    ahead = [of_event(s, edition.languages, known, today) for s in stories if is_coming(s, today)]
    ahead.sort(key=lambda b: (start_of(b), tie(b.item)))
    if ahead:
        yield _page_of(edition, "coming", ahead)


def podcast(edition: Edition, stories: Iterable[Story], known: Known) -> Iterator[Listing]:
    """The page of what can be heard, newest first; none where there is nothing."""
    newest = sorted(stories, key=lambda s: (-known.day(s).toordinal(), tie(s.tellings[0])))
    heard = [
        alone(s, t, known) for s in newest for t in s.tellings if any(e.medium == "audio" for e in t.enclosures)
    ]
    if heard:
        yield _page_of(edition, "podcast", heard[:MOST_HEARD])


def _page_of(edition: Edition, shape: Literal["coming", "podcast"], briefs: Sequence[Brief]) -> Listing:
    return Listing(
        f"{edition.id}/{shape}",
        shape,
        edition.masthead,
        edition.languages[0],
        (Section(None, paging.fitting(briefs)),),
        edition_id=edition.id,
    )


def archive(edition: Edition, stories: Iterable[Story], known: Known) -> list[Listing]:
    """Everything of each day, newest day first, what most outlets tell first, on as many pages as that takes."""
    by_day: dict[date, list[Story]] = {}
    for story in sorted(stories, key=lambda s: (-len(s.tellings), tie(s.tellings[0]))):
        by_day.setdefault(known.day(story), []).append(story)
    pages = []
    for day in sorted(by_day, reverse=True):
        section = Section(None, tuple(brief(s, edition.languages, known) for s in by_day[day]))
        path, language = f"{edition.id}/archive/{day.isoformat()}", edition.languages[0]
        page = Listing(path, "archive", edition.masthead, language, (section,), dated=day, edition_id=edition.id)
        pages += paging.parted(page)
    return pages
