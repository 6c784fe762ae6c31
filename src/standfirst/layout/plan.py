"""The plan of a site: every page with a digest of the stories it is made of, and how to lay it out if wanted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, partial
from itertools import islice

from standfirst import zones
from standfirst.flatplan import Frozen, Plan, Planned, Shelf, digest
from standfirst.layout.ahead import is_coming
from standfirst.layout.briefs import language_rank
from standfirst.layout.known import Known
from standfirst.layout.made_of import MarkedStory, all_of, marked
from standfirst.layout.pages import MOST_NEW, MOST_THERE, archive, coming_up, podcast, region, whats_new
from standfirst.layout.paging import parted
from standfirst.layout.stories import affair_page, story_page, within
from standfirst.layout.taking import taken
from standfirst.model import Edition, Listing, Story
from standfirst.ties import tie


def plan(
    editions: Sequence[Edition],
    stories: Sequence[Story],
    issues: Sequence[Frozen],
    known: Known,
    now: datetime,
    there: Iterable[str] = (),
) -> Plan:
    """For each edition its issues, what is new, what is coming up on the day that it is in its zone, what can be
    heard, its regions, days, stories and affairs. Of the files that are `there` the lists that are followed by
    their feeds stay, also where they have nothing to list now."""
    followed = {name.removesuffix(".rss") for name in there if name.endswith(".rss")}
    by_zone = {zone: _Marking(known.for_readers_in(zone)) for zone in {edition.zone for edition in editions}}
    taking: dict[object, _Taken] = {}
    for edition in editions:
        marking = by_zone[edition.zone]
        # Editions that take the same stories mostly differ in language alone.
        alike = (edition.zone, edition.only, edition.sieve)
        if (own := taking.get(alike)) is None:
            own = taking[alike] = _Taken([marking(story) for story in taken(edition, stories)], marking)
        yield from _issues(issue for issue in issues if issue.edition_id == edition.id)
        yield from _lists(edition, own, zones.day_of(now, edition.zone), followed)
        yield from _shelves(edition, own)


class _Marking:
    """What planning asks of each story, worked out once for all editions, which share most stories."""

    def __init__(self, known: Known) -> None:
        self.known = known
        # By identity: an edition's own view of a story has the same id and fewer tellings.
        self._found: dict[int, MarkedStory] = {}

    def __call__(self, story: Story) -> MarkedStory:
        found = self._found.get(id(story))
        if found is None:
            found = self._found[id(story)] = marked(story, self.known)
        return found


@dataclass(frozen=True)
class _Taken:
    """The stories that an edition takes, sorted in all the ways that its pages want them."""

    own: Sequence[MarkedStory]
    marking: _Marking

    @cached_property
    def newest(self) -> Sequence[MarkedStory]:
        return sorted(self.own, key=lambda each: (-each.day.toordinal(), tie(each.story.tellings[0])))

    @cached_property
    def by_place(self) -> Mapping[str, Sequence[MarkedStory]]:
        """The stories of each place in the order in which its page takes them."""
        found: dict[str, list[MarkedStory]] = {}
        for each in sorted(self.newest, key=lambda each: (-each.day.toordinal(), -len(each.story.tellings))):
            for place in each.places:
                found.setdefault(place, []).append(each)
        return dict(sorted(found.items()))

    @cached_property
    def by_day(self) -> Mapping[date, Sequence[MarkedStory]]:
        found: dict[date, list[MarkedStory]] = {}
        for each in self.newest:
            found.setdefault(each.day, []).append(each)
        return found

    @cached_property
    def known(self) -> Known:
        """What is known, with the affairs as these stories make them up."""
        return within([each.story for each in self.own], self.marking.known)

    @cached_property
    def affairs(self) -> Mapping[str, str]:
        """What the affair of a story is made of."""
        return {n: all_of(map(self.marking, affair)) for n, affair in self.known.affairs.items()}

    @cached_property
    def affairs_by_day(self) -> Mapping[date, Sequence[Sequence[Story]]]:
        """By the newest day of each."""
        found: dict[date, list[Sequence[Story]]] = {}
        for name, affair in self.known.affairs.items():
            if affair[0].id == name:
                found.setdefault(max(map(self.known.day, affair)), []).append(affair)
        return found

    @cached_property
    def days_made_of(self) -> Mapping[date, str]:
        """What the pages of the stories of each day are made of."""
        return {
            day: digest([(each.made_of, self.affairs.get(each.story.id)) for each in some])
            for day, some in self.by_day.items()
        }


def _issues(issues: Iterable[Frozen]) -> Iterator[Planned]:
    for issue in sorted(issues, key=lambda issue: issue.dated, reverse=True):
        path = f"{issue.edition_id}/issues/{issue.dated.isoformat()}"
        yield Planned(path, issue.made_of, partial(_issue, issue))


def _issue(issue: Frozen) -> list[Listing]:
    return parted(Listing.of_issue(issue.opened()))


def _lists(edition: Edition, own: _Taken, today: date, followed: Collection[str]) -> Iterator[Planned]:
    """What lists the stories of an edition."""

    of_edition, known = digest(edition), own.marking.known

    def planned(
        path: str, some: Sequence[MarkedStory], lay: Callable[..., list[Listing]], *which: object
    ) -> Planned:
        made_of = digest((of_edition, path, all_of(some)))

        def laid_out() -> list[Listing]:
            return lay(edition, *which, [each.story for each in some], known)

        return Planned(f"{edition.id}/{path}", made_of, laid_out)

    yield planned("new", _new(edition, own.newest), whats_new)
    ahead = [each for each in own.newest if each.event and is_coming(each.story, today)]
    if ahead or f"{edition.id}/coming" in followed:
        page = planned("coming", ahead, partial(coming_up, today=today))
        # Which telling knows of days ahead is another matter each day.
        yield page._replace(made_of=f"{page.made_of} {today}")
    heard = [each for each in own.newest if each.heard]
    if heard or f"{edition.id}/podcast" in followed:
        yield planned("podcast", heard, podcast)
    folder = f"{edition.id}/places/"
    once = {path.removeprefix(folder).upper() for path in followed if path.startswith(folder)}
    for place in sorted({*own.by_place, *once}):
        yield planned(f"places/{place.lower()}", own.by_place.get(place, ())[:MOST_THERE], region, place)
    for day, some in own.by_day.items():
        yield planned(f"archive/{day.isoformat()}", some, archive, day)


def _new(edition: Edition, newest: Sequence[MarkedStory]) -> list[MarkedStory]:
    """All stories that the page of what is new may print: the newest in the edition's language and in others."""
    first = edition.languages[:1]
    newest = sorted(newest, key=lambda each: (-each.day.toordinal(), -each.story.lead))
    in_it = (each for each in newest if language_rank(each.story, first) == 0)
    in_others = (each for each in newest if language_rank(each.story, first) > 0)
    return [*islice(in_it, MOST_NEW), *islice(in_others, MOST_NEW)]


def _shelves(edition: Edition, own: _Taken) -> Iterator[Shelf]:
    """The pages of an edition's stories and affairs."""
    of_edition, language = digest(edition), edition.languages[0]

    def shelf(kind: str, day: date, made_of: object, plans: Callable[[], list[Planned]]) -> Shelf:
        return Shelf(edition.id, kind, day.isoformat(), digest((of_edition, made_of)), language, plans)

    for day, some in own.by_day.items():
        yield shelf("stories", day, own.days_made_of[day], partial(_stories, edition, own, some))
    for day, affairs in own.affairs_by_day.items():
        made_of = [own.affairs[affair[0].id] for affair in affairs]
        yield shelf("affairs", day, made_of, partial(_affairs, edition, own, affairs))


def _stories(edition: Edition, own: _Taken, some: Sequence[MarkedStory]) -> list[Planned]:
    of_edition, plans = digest(edition), []
    for story, made_of, *_ in some:
        if affair := own.affairs.get(story.id):
            made_of = digest((made_of, affair))
        path = f"{edition.id}/stories/{story.id}"
        plans.append(Planned(path, f"{of_edition} {made_of}", partial(story_page, edition, story, own.known)))
    return plans


def _affairs(edition: Edition, own: _Taken, affairs: Sequence[Sequence[Story]]) -> list[Planned]:
    of_edition = digest(edition)
    return [
        Planned(
            f"{edition.id}/affairs/{affair[0].id}",
            digest((of_edition, own.affairs[affair[0].id])),
            partial(affair_page, edition, affair, own.known),
        )
        for affair in affairs
    ]
