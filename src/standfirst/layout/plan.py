"""Every page that lists something, planned: which stories it is made of, to be laid out when that has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from itertools import islice

from standfirst import zones
from standfirst.flatplan import Planned, digest
from standfirst.layout.ahead import is_coming
from standfirst.layout.briefs import language_rank
from standfirst.layout.known import Known
from standfirst.layout.made_of import Told, all_of, told
from standfirst.layout.pages import MOST_NEW, MOST_THERE, archive, coming_up, podcast, region, whats_new
from standfirst.layout.stories import affair_page, story_page, within
from standfirst.layout.taking import taken
from standfirst.model import Edition, Issue, Listing, Story


def plan(
    editions: Sequence[Edition], stories: Sequence[Story], issues: Sequence[Issue], known: Known, now: datetime
) -> Iterator[Planned]:
    """For each edition its issues, what is new, what is coming up on the day that it is in its zone, what can be
    heard, its regions, days, stories and affairs."""
    by_zone = {zone: _Telling(known.for_readers_in(zone)) for zone in {edition.zone for edition in editions}}
    for edition in editions:
        all_told, today = by_zone[edition.zone], zones.day_of(now, edition.zone)
        own = [all_told(story) for story in taken(edition, stories)]
        yield from _issues(issue for issue in issues if issue.edition_id == edition.id)
        yield from _lists(edition, sorted(own, key=_newest_first), all_told.known, today)
        yield from _stories(edition, own, all_told.known, all_told)


class _Telling:
    """What planning asks of each story, found once: editions share most stories."""

    def __init__(self, known: Known) -> None:
        self.known = known
        # By identity: an edition's own view of a story has the same id and fewer tellings.
        self._found: dict[int, Told] = {}

    def __call__(self, story: Story) -> Told:
        found = self._found.get(id(story))
        if found is None:
            found = self._found[id(story)] = told(story, self.known)
        return found


def _newest_first(each: Told) -> tuple[int, str]:
    return -each.day.toordinal(), each.story.id


def _issues(issues: Iterable[Issue]) -> Iterator[Planned]:
    for issue in sorted(issues, key=lambda issue: issue.dated, reverse=True):
        yield Planned(
            f"{issue.edition_id}/issues/{issue.dated.isoformat()}", digest(issue), partial(_issue, issue)
        )


def _issue(issue: Issue) -> list[Listing]:
    return [Listing.of_issue(issue)]


def _lists(edition: Edition, own: Sequence[Told], known: Known, today: date) -> Iterator[Planned]:
    """What lists the stories of an edition, which come newest first."""

    of_edition = digest(edition)

    def planned(path: str, some: Sequence[Told], lay: Callable[[list[Story]], list[Listing]]) -> Planned:
        made_of = digest((of_edition, path, all_of(some)))
        return Planned(f"{edition.id}/{path}", made_of, partial(lay, [each.story for each in some]))

    yield planned("new", _new(edition, own), lambda some: [whats_new(edition, some, known)])
    if ahead := [each for each in own if each.event and is_coming(each.story, today)]:
        page = planned("coming", ahead, lambda some: list(coming_up(edition, some, known, today)))
        # Which telling knows of days ahead is another matter each day.
        yield page._replace(made_of=f"{page.made_of} {today}")
    if heard := [each for each in own if each.heard]:
        yield planned("podcast", heard, lambda some: list(podcast(edition, some, known)))
    for place, there in sorted(_by_place(own).items()):
        lay = partial(_region, edition, place, known)
        yield planned(f"places/{place.lower()}", there[:MOST_THERE], lay)
    by_day: dict[date, list[Told]] = {}
    for each in own:
        by_day.setdefault(each.day, []).append(each)
    for day, some in by_day.items():
        page = planned(f"archive/{day.isoformat()}", some, lambda some: archive(edition, some, known))
        yield page._replace(told={each.story.id: f"{of_edition} {each.made_of}" for each in some})


def _region(edition: Edition, place: str, known: Known, stories: list[Story]) -> list[Listing]:
    return region(edition, place, stories, known)


def _new(edition: Edition, own: Sequence[Told]) -> list[Told]:
    """What can be among what is new: as much of it in the edition's language, and as much in others, as it may
    hold."""
    first = edition.languages[:1]
    newest = sorted(own, key=lambda each: (-each.day.toordinal(), -each.story.lead))
    in_it = (each for each in newest if language_rank(each.story, first) == 0)
    in_others = (each for each in newest if language_rank(each.story, first) > 0)
    return [*islice(in_it, MOST_NEW), *islice(in_others, MOST_NEW)]


def _by_place(own: Iterable[Told]) -> dict[str, list[Told]]:
    found: dict[str, list[Told]] = {}
    for each in own:
        for place in each.places:
            found.setdefault(place, []).append(each)
    return found


def _stories(
    edition: Edition, own: Sequence[Told], known: Known, all_told: Callable[[Story], Told]
) -> Iterator[Planned]:
    here = within([each.story for each in own], known)
    affairs = {name: " ".join(all_told(one).made_of for one in affair) for name, affair in here.affairs.items()}
    of_edition = digest(edition)
    for story, made_of, *_ in own:
        if story.id in affairs:
            made_of = digest((made_of, affairs[story.id]))
        path = f"{edition.id}/stories/{story.id}"
        yield Planned(path, f"{of_edition} {made_of}", partial(story_page, edition, story, here))
    for name, affair in here.affairs.items():
        if affair[0].id == name:
            path, made_of = f"{edition.id}/affairs/{name}", digest((of_edition, affairs[name]))
            yield Planned(path, made_of, partial(affair_page, edition, affair, here))
