"""Which stories an issue has room for: its length, its sections' lengths and what balances it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from standfirst import languages
from standfirst.layout.briefs import brief, language_rank
from standfirst.layout.known import Known
from standfirst.layout.taking import OPENING, section_of
from standfirst.model import Brief, Edit, Edition, Story, Why

# An issue opens with at most so many stories that several outlets tell, one of them in a language of its readers.
OPENERS = 5


@dataclass(frozen=True, slots=True)
class Chosen:
    """The news of an issue: briefs by section, each in the order of importance or an editor's; the ids of the
    stories that open it; why each of the others is left out; and why room was kept for some."""

    sections: Mapping[int, Sequence[Brief]]
    openers: frozenset[str]
    left: Mapping[str, Why]
    rooms: Mapping[str, Why]


def chosen(edition: Edition, ranked: Sequence[Story], known: Known, length: int) -> Chosen:
    """The first of the stories, `length` at most, within every bound: leads, what opens the issue, what room is
    kept for, and the rest. A lead has its place whatever balance says."""
    page = _filled(edition, ranked, known, length)
    printed = [story.id for story in ranked if story.id in page.briefs]
    sections: dict[int, list[Brief]] = {}
    for i in sorted(printed, key=lambda i: i not in page.openers):
        sections.setdefault(page.sections[i], []).append(page.briefs[i])
    left = {i: why for i, why in page.left.items() if i not in page.briefs}
    briefs = {n: _ordered(own, known.orders) for n, own in sections.items()}
    return Chosen(briefs, frozenset(page.openers), left, _needed(page, ranked))


def _ordered(briefs: Sequence[Brief], orders: Iterable[Edit]) -> list[Brief]:
    """The briefs of a section. Those that an order names stand as it says, in the places that they have among the
    others; a later order stands above an earlier one."""
    found = list(briefs)
    for order in orders:
        named = [n for name in order.about for n, b in enumerate(found) if name in (b.item.id, *b.told)]
        # Two tellings of one story are one brief.
        wanted = [found[n] for n in dict.fromkeys(named)]
        for n, printed in zip(sorted(set(named)), wanted, strict=True):
            found[n] = printed
    return found


def _needed(page: _Page, ranked: Sequence[Story]) -> Mapping[str, Why]:
    """The stories that are printed only because room was kept for them, each with why."""
    if not page.rooms:
        return {}
    without = replace(page.edition, balance=replace(page.edition.balance, language=0, quiet=0))
    plain = _filled(without, ranked, page.known, page.length)
    return {i: why for i, why in page.rooms.items() if i not in plain.briefs}


def quiet_outlets(known: Known) -> frozenset[str]:
    """The outlets that print less than half of what an outlet prints on average."""
    mean = sum(known.printed.values()) / max(1, len(known.printed))
    return frozenset(outlet for outlet, count in known.printed.items() if 2 * count < mean)


def _filled(edition: Edition, ranked: Sequence[Story], known: Known, length: int) -> _Page:
    page = _Page(edition, known, length)
    read = [story for story in ranked if language_rank(story, edition.languages) < len(edition.languages)]
    several = [story for story in read if len(known.outlets_of(story)) > 1]
    for story in (s for s in ranked if s.lead):
        page.open(story)
    rooms = _Rooms(page, ranked)
    for story in several:
        if len(page.openers) < OPENERS and len(page.briefs) + rooms.owed() < length:
            page.open(story)
    page.rooms.update(rooms.kept())
    for story in ranked:
        page.take(story)
    return page


@dataclass(slots=True)
class _Page:
    """An issue that is filling up; everything is by story id."""

    edition: Edition
    known: Known
    length: int
    briefs: dict[str, Brief] = field(default_factory=dict)
    sections: dict[str, int] = field(default_factory=dict)
    openers: set[str] = field(default_factory=set)
    left: dict[str, Why] = field(default_factory=dict)
    rooms: dict[str, Why] = field(default_factory=dict)
    outlets: Counter[str] = field(default_factory=Counter)
    languages: Counter[int] = field(default_factory=Counter)
    held: Counter[int] = field(default_factory=Counter)

    def open(self, story: Story) -> None:
        if self.take(story, OPENING):
            self.openers.add(story.id)

    def take(self, story: Story, section: int | None = None) -> bool:
        """Print a story unless something is in the way; what was is kept."""
        if story.id in self.briefs:
            return False
        if len(self.briefs) >= self.length:
            told = f"The issue has room for {self.length} stories of news, and others come before it."
            self.left[story.id] = Why("length", told)
            return False
        section = section_of(self.edition.sections, story) if section is None else section
        printed = self._brief(story)
        if why := self._in_the_way(story, printed, section):
            self.left[story.id] = why
            return False
        self.briefs[story.id], self.sections[story.id] = printed, section
        self.outlets[printed.outlet] += 1
        self.languages[language_rank(story, self.edition.languages)] += 1
        # What opens the issue takes no room from the sections.
        self.held[section] += 1
        return True

    def _brief(self, story: Story) -> Brief:
        most = self.edition.balance.outlet
        full = {outlet for outlet, count in self.outlets.items() if count >= most} if most else ()
        return brief(story, self.edition.languages, self.known, full)

    def _in_the_way(self, story: Story, printed: Brief, section: int) -> Why | None:
        if story.lead:
            return None
        rule, most = self.edition.sections[section] if section != OPENING else None, self.edition.balance.outlet
        if rule and rule.length and self.held[section] >= rule.length:
            told = f"The section “{rule.title}” has room for {rule.length}, and others come before it."
            return Why("section length", told)
        if most and self.outlets[printed.outlet] >= most:
            return Why("outlet", f"{printed.outlet} tells {most} already, the most for one outlet.")
        return None


class _Rooms:
    """The room that is kept in an issue for each language and for quiet outlets, so far as there are stories."""

    def __init__(self, page: _Page, ranked: Sequence[Story]) -> None:
        self._page, self._balance = page, page.edition.balance
        self._told: dict[int, list[Story]] = {}
        if self._balance.language:
            for story in ranked:
                self._told.setdefault(language_rank(story, page.edition.languages), []).append(story)
        self._quiet = quiet_outlets(page.known) if self._balance.quiet else frozenset()
        self._from_quiet = [s for s in ranked if self._quiet & page.known.outlets_of(s)] if self._quiet else []

    def owed(self) -> int:
        """For how many stories room is yet to be kept."""
        languages = (
            min(self._balance.language, len(self._told.get(n, ()))) - self._page.languages[n]
            for n in range(len(self._page.edition.languages))
        )
        tellers = {outlet for s in self._from_quiet for outlet in self._page.known.outlets_of(s)} & self._quiet
        return sum(max(0, n) for n in languages) + max(0, min(self._balance.quiet, len(tellers)) - self._heard())

    def kept(self) -> Iterator[tuple[str, Why]]:
        """Fill the room: with the first story of each language, then the second ..., then with quiet outlets, one
        story each."""
        for count in range(self._balance.language):
            for n, tag in enumerate(self._page.edition.languages):
                if self._page.languages[n] <= count and (story := self._first(self._told.get(n, ()))):
                    told = f"Room is kept for what is told in {languages.name(tag, 'en')}."
                    yield story.id, Why("room for a language", told)
        for _ in range(max(0, self._balance.quiet - self._heard())):
            if story := self._first(s for s in self._from_quiet if self._is_quiet(s)):
                outlet = self._page.briefs[story.id].outlet
                told = f"Room is kept for outlets that print little, as {outlet} does."
                yield story.id, Why("room for a quiet outlet", told)

    def _heard(self) -> int:
        return sum(outlet in self._quiet for outlet in self._page.outlets)

    def _is_quiet(self, story: Story) -> bool:
        """Whether an outlet tells it that prints little and tells nothing yet."""
        speaker = brief(story, self._page.edition.languages, self._page.known).outlet
        return speaker in self._quiet and not self._page.outlets[speaker]

    def _first(self, stories: Iterable[Story]) -> Story | None:
        """Print the first of the stories for which nothing is in the way; None where there is none."""
        return next((s for s in stories if self._page.take(s)), None)
