"""Which letters are due to whom at one moment."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache, cached_property, partial
from itertools import chain

from standfirst import languages, render, store, themes, zones
from standfirst.config import Newsroom
from standfirst.model import Issue
from standfirst.newsroom import amending, repeating
from standfirst.readership import Letter, LetterCadence, Preferences, Subscriber, letters_of
from standfirst.send import Addressed
from standfirst.send.stamping import House, Prepared, prepared
from standfirst.store import Store

# For so many days after its issue a letter is still sent to readers who lack it; after that it is no news.
DAYS = 3
WEEK = timedelta(days=7)
# How long a letter waits after the server said "later", by how often it did.
BACKOFF = (timedelta(minutes=5), timedelta(minutes=20), timedelta(hours=1), timedelta(hours=4))


@dataclass(frozen=True, slots=True)
class Waiting:
    """Letters to be sent now, how many wait for a later moment, and how many are in doubt."""

    now: tuple[Addressed[Prepared], ...]
    letters: tuple[str, ...]
    later: int = 0
    next_try: datetime | None = None
    in_doubt: int = 0

    def without(self, held: Collection[str]) -> Waiting:
        """The same but for letters that are held back."""
        now = tuple(addressed for addressed in self.now if addressed.letter not in held)
        return replace(self, now=now, letters=tuple(name for name in self.letters if name not in held))


@dataclass(frozen=True, slots=True)
class DueLetter:
    """A letter that some reader may get: its id, the issues it is made of, the day it is of, and the last day on
    which it may be begun. Its days are those of its first issue."""

    id: str
    issues: tuple[Issue, ...]
    dated: date
    until: date


def waiting(room: Newsroom, archive: Store, now: datetime, house: House) -> Waiting:
    """The letters that wait to be sent, at this moment or later."""
    return _Round(room, archive, now, house).waiting()


class _Round:
    """Works out who is due which letter at one moment. Readers of the same preferences share their letter."""

    def __init__(self, room: Newsroom, archive: Store, now: datetime, house: House) -> None:
        self._room, self._archive, self._now = room, archive, now
        self._house = house
        self._theme = themes.load(room.theme)
        # A day more than two weeks, since days begin at other hours elsewhere.
        late = now.date() - 2 * WEEK - timedelta(days=1)
        recent = (issue.opened() for issue in amending.frozen(archive) if issue.dated >= late)
        self._issues = [issue for issue in recent if self._is_recent(issue)]
        self._prepared: dict[tuple[str, tuple[tuple[str, int], ...], Preferences], Prepared] = {}
        self._open_for = cache(self._open)
        self._reached = cache(partial(store.deliveries.reached, archive))
        self._is_begun = cache(partial(store.deliveries.is_begun, archive))

    def waiting(self) -> Waiting:
        now: list[Addressed[Prepared]] = []
        later: list[datetime] = []
        doubtful = 0
        for reader in store.subscribers.all(self._archive, "reading"):
            for due in self._due_to(reader):
                told = self._reached(due.id).get(reader.id)
                if told is None or told.outcome == "unsent":
                    now.append(self._addressed(due, reader))
                elif told.outcome in store.deliveries.IN_DOUBT:
                    doubtful += 1
                elif told.outcome == "later":
                    again = told.at + BACKOFF[min(told.tries, len(BACKOFF)) - 1]
                    if again <= self._now:
                        now.append(self._addressed(due, reader))
                    else:
                        later.append(again)
        letters = tuple(dict.fromkeys(addressed.letter for addressed in now))
        return Waiting(tuple(now), letters, len(later), min(later, default=None), doubtful)

    def _today(self, issue: Issue) -> date:
        return zones.day_of(self._now, issue.zone)

    def _is_recent(self, issue: Issue) -> bool:
        age = self._today(issue) - issue.dated
        return timedelta(0) <= age < 2 * WEEK and any(section.briefs for section in issue.sections)

    def _due_to(self, reader: Subscriber) -> Iterator[DueLetter]:
        for due in self._open_for(reader.preferences):
            # A reader gets no issue that is older than their choice.
            if zones.day_of(reader.since, due.issues[0].zone) <= due.dated and (left := self._left(due, reader)):
                yield left

    def _left(self, due: DueLetter, reader: Subscriber) -> DueLetter | None:
        """The letter without issues that this reader got already in a letter of another cadence, which they had
        chosen before. None where no issue is left."""
        if zones.day_of(reader.since, due.issues[0].zone) < min(issue.dated for issue in due.issues):
            return due
        names = [set(_names(issue).values()) - {due.id} for issue in due.issues]
        if not any(map(self._is_begun, chain.from_iterable(names))):
            return due
        had = store.deliveries.had(self._archive, reader.id)
        left = tuple(issue for issue, other in zip(due.issues, names, strict=True) if not other & had)
        return replace(due, issues=left) if left else None

    def _open(self, asked: Preferences) -> list[DueLetter]:
        """The letters of these preferences that may be sent today: it is not too late to begin them, or they were
        begun."""
        letters = self._letters(asked)
        return [due for due in letters if self._today(due.issues[0]) <= due.until or self._reached(due.id)]

    def _letters(self, asked: Preferences) -> Iterator[DueLetter]:
        chosen = [issue for name in asked.editions for issue in self._issues if issue.edition_id == name]
        # What is in the language that they like best comes first; else editions stand as they are configured.
        chosen.sort(key=lambda issue: languages.rank(issue.language, asked.languages))
        if not chosen:
            return
        today = self._today(chosen[0])
        if asked.cadence == "weekly":
            monday = today - timedelta(days=today.weekday())
            week = tuple(issue for issue in chosen if monday - WEEK <= issue.dated < monday)
            if week:
                yield DueLetter(_names(week[0])["weekly"], week, monday, monday + WEEK)
            return
        recent = [issue for issue in chosen if (self._today(issue) - issue.dated).days < DAYS]
        if asked.cadence == "issue":
            for issue in recent:
                yield DueLetter(_names(issue)["issue"], (issue,), issue.dated, issue.dated)
            return
        for dated in sorted({issue.dated for issue in recent}):
            own = tuple(issue for issue in recent if issue.dated == dated)
            yield DueLetter(_names(own[0])["daily"], own, dated, dated)

    def _addressed(self, due: DueLetter, reader: Subscriber) -> Addressed[Prepared]:
        numbered = tuple((issue.edition_id, issue.number) for issue in due.issues)
        shared = (due.id, numbered, reader.preferences)
        if shared not in self._prepared:
            self._prepared[shared] = prepared(self._letter(due, reader.preferences), self._house, self._now)
        return Addressed(due.id, reader.id, reader.address, self._prepared[shared])

    def _letter(self, due: DueLetter, asked: Preferences) -> Letter:
        site = render.Site(self._room.title, self._room.url, letters=True, theme=self._theme)
        several = len(asked.editions) > 1
        told = self._earlier.than(due.issues, asked.editions) if several else ()
        return render.mailing(due.id, due.issues, asked, site, told)

    @cached_property
    def _earlier(self) -> repeating.Earlier:
        return repeating.Earlier.of(self._archive, self._now.date())


def _names(issue: Issue) -> Mapping[LetterCadence, str]:
    return letters_of(issue.edition_id, issue.number, issue.dated)
