"""Making up pages and issues from stories: what comes first, what is left out, which telling speaks.

Everything here is pure: the same stories, edition and previous issue give the same pages.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from standfirst import languages, paging, places, sieve
from standfirst.model import (
    Brief,
    Credit,
    Edition,
    Event,
    Forward,
    Issue,
    Item,
    Listing,
    Section,
    SectionRule,
    Story,
)

# An issue opens with at most so many stories that several outlets tell.
OPENING = 5
# An issue names so many events ahead, none further ahead than this.
COMING = 6
COMING_WITHIN = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Known:
    """What laying out needs to know beside the stories: who publishes an item, and the day it counts for; which
    items are copies (of what kind, of whose words), what each shares with its story's first telling; and the
    affair of a story, from its first story to its last."""

    outlets: Mapping[str, str]
    days: Mapping[str, date]
    copies: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    shared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    affairs: Mapping[str, tuple[Story, ...]] = field(default_factory=dict)

    def copy(self, item: Item) -> tuple[str | None, str | None]:
        return self.copies.get(item.id, (None, None))

    def outlet(self, item: Item) -> str:
        return self.outlets.get(item.source_id, item.source_id)

    def day(self, story: Story) -> date:
        """The newest day any telling is dated, or was first seen where it bears no date."""
        return max(self.days[t.id] for t in story.tellings)


def lay_out(
    edition: Edition, stories: Iterable[Story], before: Sequence[Issue], known: Known, dated: date
) -> Issue:
    """The issue of an edition: stories not printed in the issues before, sorted into its sections.

    A story printed before comes again only when a lead says so, or when it has grown to more than twice what it
    was; then only with its new tellings. Events ahead are named each time until they are over. The issue's number
    follows the last one's.
    """
    printed = _printed(before)
    own = list(_own(edition, stories))
    ahead = [s for s in own if is_coming(s, dated) and not s.lead and not _has_section(edition, s, printed)]
    waiting = {s.id for s in ahead}
    fresh = [news for s in own if s.id not in waiting and (news := _news(s, printed))]
    ranked = rank(fresh, edition.languages, known)[: edition.length]
    number = max((i.number for i in before), default=0) + 1
    sections = (*_sections(edition, ranked, known), *_coming_section(edition, ahead, known, dated))
    return Issue(edition.id, number, dated, edition.masthead, edition.languages[0], sections)


def is_coming(story: Story, today: date) -> bool:
    """Whether a story tells of an event that is not over: a day, or a month, ends when the next begins."""
    return any(_is_ahead(t.event, today) for t in story.tellings if t.event)


def _is_ahead(event: Event, today: date) -> bool:
    last = (event.end or event.start)[:10]
    return last >= today.isoformat()[: len(last)]


def _has_section(edition: Edition, story: Story, printed: Collection[str]) -> bool:
    """Whether the edition has a section for events, and the story was not printed there yet."""
    for_events = any("event" in rule.kinds and takes(rule, story) for rule in edition.sections)
    return for_events and not any(t.id in printed for t in story.tellings)


def _coming_section(
    edition: Edition, stories: Iterable[Story], known: Known, dated: date, most: int = COMING
) -> Iterator[Section]:
    """The events ahead, soonest first; none where there are none."""
    latest = (dated + COMING_WITHIN).isoformat()
    briefs = [_of_event(s, edition.languages, known, dated) for s in stories]
    briefs.sort(key=lambda b: (_start(b), b.story_id))
    if near := [b for b in briefs if _start(b) <= latest][:most]:
        yield Section(None, tuple(near), coming=True)


def _start(brief: Brief) -> str:
    return brief.item.event.start if brief.item.event else ""


def _of_event(story: Story, preferred: Sequence[str], known: Known, today: date) -> Brief:
    """A story as an event ahead: told by a telling that knows its days."""
    told = brief(story, preferred, known)
    if told.item.event and _is_ahead(told.item.event, today):
        return told
    knowing = tuple(t for t in story.tellings if t.event and _is_ahead(t.event, today))
    return brief(replace(story, tellings=knowing), preferred, known)


def coming_up(edition: Edition, stories: Iterable[Story], known: Known, today: date) -> Iterator[Listing]:
    """The page of events ahead, all that are known; none where there are none."""
    ahead = [_of_event(s, edition.languages, known, today) for s in stories if is_coming(s, today)]
    ahead.sort(key=lambda b: (_start(b), b.story_id))
    if ahead:
        yield _page_of(edition, "coming", ahead)


def podcast(edition: Edition, stories: Iterable[Story], known: Known, length: int = 100) -> Iterator[Listing]:
    """The page of what can be heard, newest first; none where there is nothing."""
    newest = sorted(stories, key=lambda s: (-known.day(s).toordinal(), s.id))
    heard = [
        _alone(s, t, known) for s in newest for t in s.tellings if any(e.medium == "audio" for e in t.enclosures)
    ]
    if heard:
        yield _page_of(edition, "podcast", heard[:length])


def _page_of(edition: Edition, shape: Literal["coming", "podcast"], briefs: Sequence[Brief]) -> Listing:
    return Listing(
        f"{edition.id}/{shape}",
        shape,
        edition.masthead,
        edition.languages[0],
        (Section(None, paging.fitting(briefs)),),
        edition_id=edition.id,
    )


def _printed(before: Iterable[Issue]) -> set[str]:
    """Ids of every item that an earlier issue printed or credited."""
    briefs = (b for issue in before for section in issue.sections for b in section.briefs)
    return {i for b in briefs for i in (b.item.id, *b.told)}


def _news(story: Story, printed: set[str]) -> Story | None:
    """What of a story an issue may print. Late tellings of an old event are none; but one old telling, joined
    rightly or not, must not hide what many tell today."""
    new = tuple(t for t in story.tellings if t.id not in printed)
    if story.lead or len(new) == len(story.tellings):
        return story
    return replace(story, tellings=new) if 2 * len(new) > len(story.tellings) else None


def _own(edition: Edition, stories: Iterable[Story]) -> list[Story]:
    """The stories that are for an edition, with the tellings that are for it."""
    sifted = [story for each in stories if (story := sieve.sifted(each, edition.sieve))]
    return [s for s in sifted if not edition.only or any(_matches(word, s) for word in edition.only)]


def _matches(word: str, story: Story) -> bool:
    if places.known(word):
        return any(places.holds(word, p) for t in story.tellings for p in t.places)
    return any(word in (t.kind, (t.language or "").split("-")[0]) for t in story.tellings)


def rank(stories: Iterable[Story], preferred: Sequence[str], known: Known) -> list[Story]:
    """The order of importance: leads; then stories told in the reader's first language; then by how many
    outlets tell them, newest day first; ids settle ties."""

    def importance(story: Story) -> tuple[object, ...]:
        outlets = {known.outlet(t) for t in story.tellings}
        own = language_rank(story, preferred) == 0
        return (not story.lead, not own, -len(outlets), -known.day(story).toordinal(), story.id)

    return sorted(stories, key=importance)


def language_rank(story: Story, preferred: Sequence[str]) -> int:
    """The place of the story's best language in the reader's order; one past the end where none is preferred."""
    return min(_preference(t, preferred) for t in story.tellings)


def _preference(item: Item, preferred: Sequence[str]) -> int:
    tag = (item.language or "").split("-")[0]
    return next((n for n, p in enumerate(preferred) if p.split("-")[0] == tag), len(preferred))


def brief(story: Story, preferred: Sequence[str], known: Known) -> Brief:
    """A story as printed for a reader: the telling that speaks the reader's language best, then the fullest,
    then the oldest; the others credited in their order."""
    order = {t.id: n for n, t in enumerate(story.tellings)}

    def fitness(item: Item) -> tuple[int, ...]:
        return (
            _preference(item, preferred),
            not story.lead or order[item.id] > 0,
            _fullness(item),
            order[item.id],
        )

    speaker = min(story.tellings, key=fitness)
    others = tuple(t for t in story.tellings if t.id != speaker.id)
    credits = tuple(
        Credit(known.outlet(t), t.headline, t.link, t.language, t.published, *known.copy(t)) for t in others
    )
    told = tuple(t.id for t in others)
    return Brief(story.id, speaker, known.outlet(speaker), credits, story.lead, told, *known.copy(speaker))


def _fullness(item: Item) -> int:
    """0 for a telling with headline and whole standfirst, more for what it lacks."""
    return 2 * (not item.headline) + 2 * (not item.standfirst) + item.truncated


def _sections(edition: Edition, ranked: Sequence[Story], known: Known) -> tuple[Section, ...]:
    """What the issue opens with comes first, untitled, with the stories that no section takes; then the
    sections in the edition's order."""
    opening = [s for s in ranked if s.lead or len({known.outlet(t) for t in s.tellings}) > 1][:OPENING]
    chosen: dict[int, list[Brief]] = {-1: [brief(s, edition.languages, known) for s in opening]}
    opened = {s.id for s in opening}
    for story in ranked:
        if story.id not in opened:
            n = _section_of(edition.sections, story)
            chosen.setdefault(n, []).append(brief(story, edition.languages, known))
    titles = {n: rule.title for n, rule in enumerate(edition.sections)}
    return tuple(Section(titles.get(n), tuple(briefs)) for n, briefs in sorted(chosen.items()) if briefs)


def _section_of(rules: Sequence[SectionRule], story: Story) -> int:
    """The number of the section that takes a story: one that names kinds before one that names only places,
    which before one that takes everything; -1 where none does."""
    taking = [(not rule.kinds, not rule.places, n) for n, rule in enumerate(rules) if takes(rule, story)]
    return min(taking)[-1] if taking else -1


def takes(rule: SectionRule, story: Story) -> bool:
    """Whether a section's rule takes a story."""
    placed = any(places.holds(r, p) for r in rule.places for t in story.tellings for p in t.places)
    of_kind = any(t.kind in rule.kinds for t in story.tellings)
    return (placed or not rule.places) and (of_kind or not rule.kinds)


def whats_new(edition: Edition, stories: Iterable[Story], known: Known, length: int = 40) -> Listing:
    """What is new for the readers of an edition: what is told in their language first, newest first, then
    what exists only in others, each story once."""
    language = edition.languages[0]
    newest = sorted(stories, key=lambda s: (-known.day(s).toordinal(), not s.lead, s.id))
    own = [s for s in newest if language_rank(s, [language]) == 0][:length]
    foreign = [s for s in newest if language_rank(s, [language]) > 0][: max(length // 2, length - len(own))]
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


def _by_place(stories: Iterable[Story]) -> dict[str, list[Story]]:
    """The stories of every country they speak of and of every region that holds one."""
    told: dict[str, list[Story]] = {}
    for story in stories:
        countries = {p for t in story.tellings for p in t.places}
        for place in countries | {r for c in countries for r in places.holders(c)}:
            told.setdefault(place, []).append(story)
    return told


def regions_of(stories: Iterable[Story]) -> list[str]:
    """Every country the stories speak of and every region that holds one, sorted."""
    return sorted(_by_place(stories))


def region(
    edition: Edition, place: str, stories: Iterable[Story], known: Known, length: int = 60
) -> list[Listing]:
    """The page of a region or country, and its view of standfirsts alone."""
    there = [s for s in stories if any(places.holds(place, p) for t in s.tellings for p in t.places)]
    newest = sorted(there, key=lambda s: (-known.day(s).toordinal(), s.id))[:length]
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


def story_page(edition: Edition, story: Story, known: Known) -> list[Listing]:
    """All tellings of a story, on several pages where they are very many, a section a language: the edition's
    languages first, oldest telling first."""
    preferred = edition.languages
    tags = sorted({t.language or "" for t in story.tellings}, key=lambda t: (_rank_of(t, preferred), t))
    name = {tag: languages.name(tag, preferred[0]) if tag else None for tag in tags}
    sections = tuple(
        Section(name[tag], tuple(_alone(story, t, known) for t in story.tellings if (t.language or "") == tag))
        for tag in tags
    )
    title = _title(brief(story, preferred, known))
    page = Listing(
        f"{edition.id}/stories/{story.id}",
        "story",
        title,
        preferred[0],
        sections,
        dated=known.day(story),
        edition_id=edition.id,
        affair=_affair(edition, story, known),
        affair_path=_affair_path(edition, story, known),
    )
    return paging.parted(page)


def _affair(edition: Edition, story: Story, known: Known) -> tuple[Brief, ...]:
    return tuple(brief(s, edition.languages, known) for s in known.affairs.get(story.id, ()))


def _affair_path(edition: Edition, story: Story, known: Known) -> str | None:
    affair = known.affairs.get(story.id)
    return f"{edition.id}/affairs/{affair[0].id}" if affair else None


def _within(stories: Sequence[Story], known: Known) -> Known:
    """What is known, with the affairs as these stories make them up."""
    here = {s.id for s in stories}
    kept = {s.id: tuple(x for x in known.affairs.get(s.id, ()) if x.id in here) for s in stories}
    return replace(known, affairs={i: affair for i, affair in kept.items() if len(affair) > 1})


def affair_pages(edition: Edition, stories: Iterable[Story], known: Known) -> list[Listing]:
    """For each affair among the stories a page that tells them, a section a day, from the first to the last."""
    return [
        page
        for s in stories
        if s.id in known.affairs and known.affairs[s.id][0].id == s.id
        for page in paging.parted(_affair_page(edition, known.affairs[s.id], known))
    ]


def _affair_page(edition: Edition, affair: Sequence[Story], known: Known) -> Listing:
    language = edition.languages[0]
    days = sorted({known.day(s) for s in affair})
    sections = [
        Section(day.isoformat(), tuple(brief(s, edition.languages, known) for s in affair if known.day(s) == day))
        for day in days
    ]
    title = _title(brief(affair[-1], edition.languages, known))
    path = f"{edition.id}/affairs/{affair[0].id}"
    return Listing(path, "affair", title, language, tuple(sections), dated=days[-1], edition_id=edition.id)


def _rank_of(tag: str, preferred: Sequence[str]) -> int:
    return next((n for n, p in enumerate(preferred) if p.split("-")[0] == tag.split("-")[0]), len(preferred))


def _alone(story: Story, item: Item, known: Known) -> Brief:
    copy, copied = known.copy(item)
    shared = known.shared.get(item.id, ())
    return Brief(story.id, item, known.outlet(item), copy=copy, copied=copied, shared=shared)


def archive(edition: Edition, stories: Iterable[Story], known: Known) -> list[Listing]:
    """Everything of each day, newest day first, what most outlets tell first, on as many pages as that takes."""
    by_day: dict[date, list[Story]] = {}
    for story in sorted(stories, key=lambda s: (-len(s.tellings), s.id)):
        by_day.setdefault(known.day(story), []).append(story)
    pages = []
    for day in sorted(by_day, reverse=True):
        section = Section(None, tuple(brief(s, edition.languages, known) for s in by_day[day]))
        path, language = f"{edition.id}/archive/{day.isoformat()}", edition.languages[0]
        page = Listing(path, "archive", edition.masthead, language, (section,), dated=day, edition_id=edition.id)
        pages += paging.parted(page)
    return pages


def whole_site(
    editions: Sequence[Edition], stories: Sequence[Story], issues: Sequence[Issue], known: Known, today: date
) -> list[Listing]:
    """Every page that lists something: for each edition what is new, what is coming up on the day that it is, what
    can be heard, its regions, stories, days and issues."""
    pages = []
    for edition in editions:
        own = _own(edition, stories)
        printed = [i for i in issues if i.edition_id == edition.id]
        pages += [Listing.of_issue(i) for i in sorted(printed, key=lambda i: i.dated, reverse=True)]
        pages.append(whats_new(edition, own, known))
        pages += [*coming_up(edition, own, known, today), *podcast(edition, own, known)]
        pages += [page for place, s in sorted(_by_place(own).items()) for page in region(edition, place, s, known)]
        pages += archive(edition, own, known)
        within = _within(own, known)
        pages += [page for s in own for page in story_page(edition, s, within)]
        pages += affair_pages(edition, own, within)
    return _with_alternates(pages)


def forwards(
    editions: Sequence[Edition], stories: Sequence[Story], moved: Mapping[str, str], known: Known
) -> list[Forward]:
    """For each edition the paths where stories once stood, with the pages that tell them now."""
    found = []
    for edition in editions:
        titles = {s.id: _title(brief(s, edition.languages, known)) for s in _own(edition, stories)}
        folder, language = f"{edition.id}/stories", edition.languages[0]
        found += [
            Forward(f"{folder}/{old}", f"{folder}/{new}", titles[new], language, edition.id)
            for old, new in sorted(moved.items())
            if new in titles
        ]
    return found


def _title(brief: Brief) -> str:
    return brief.item.headline or brief.item.standfirst or ""


def _with_alternates(pages: Sequence[Listing]) -> list[Listing]:
    """Each page told where the same page is in other languages; the first edition of a language speaks for it, so
    that pages name each other or none."""
    same: dict[str, dict[str, str]] = {}
    for page in pages:
        same.setdefault(_beyond_edition(page), {}).setdefault(page.language, page.path)

    def others(page: Listing) -> dict[str, str]:
        paths = same[_beyond_edition(page)]
        return {k: v for k, v in paths.items() if k != page.language} if paths[page.language] == page.path else {}

    return [replace(page, alternates=others(page)) for page in pages]


def _beyond_edition(page: Listing) -> str:
    return page.path.removeprefix(f"{page.edition_id}/")
