"""The post: which letters are due to whom, sending them, and settling what is in doubt.

Beside the newsroom the only place that carries things between the steps and the store.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import chain

from standfirst import store, themes, zones
from standfirst.config import Mail, Newsroom
from standfirst.model import Issue, Refusal
from standfirst.newsroom import amending, preflight, repeating
from standfirst.readership import Delivery, Letter, LetterCadence, Outcome, Preferences, Subscriber, letters_of
from standfirst.send import Addressed, Ending, Server, dkim, signing
from standfirst.send.stamping import House, Prepared, message_id, prepared, stamped
from standfirst.store import Store
from standfirst.store.deliveries import Reached

Clock = Callable[[], datetime]
Post = Callable[..., Iterator[Ending]]

# For so many days after its issue a letter is still sent to readers who lack it; after that it is no news.
DAYS = 3
WEEK = timedelta(days=7)
# An address at which nobody confirmed is kept no longer.
UNCONFIRMED = timedelta(days=7)
# How long a letter waits after the server said "later", by how often it did.
BACKOFF = (timedelta(minutes=5), timedelta(minutes=20), timedelta(hours=1), timedelta(hours=4))
# What a server may take to say that it has a letter (RFC 5321, 4.5.3.2.6).
PATIENCE = timedelta(minutes=10)


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


def mail_of(room: Newsroom) -> Mail:
    """How letters go out; Refusal where the configuration does not say."""
    if room.mail is None:
        raise Refusal("standfirst.toml has no [mail]: letters need a sender and a server")
    return room.mail


def server_of(mail: Mail) -> Server:
    authority = str(mail.authority) if mail.authority else None
    return Server(mail.host, mail.port, mail.tls, mail.user, mail.password, authority)


def house_of(room: Newsroom) -> House:
    """Whom letters are from, with the keys that sign them. Raises Refusal where a key cannot be read."""
    mail = mail_of(room)
    domain = mail.sender.rpartition("@")[2]
    try:
        keys = tuple(dkim.key(domain, selector, path.read_bytes()) for selector, path in mail.dkim.items())
    except OSError as error:
        raise Refusal(f"the key {error.filename} cannot be read: {error.strerror}") from None
    return House(mail.sender, mail.bounces, room.url, secret_of(mail), keys)


def secret_of(mail: Mail) -> bytes:
    """What signs readers' tokens; made at the first use, for the owner alone to read."""
    try:
        return mail.secret.read_bytes()
    except FileNotFoundError:
        pass
    draft = mail.secret.with_name(f".{mail.secret.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_bytes(secrets.token_bytes(32))
    try:
        # Of two that make it at once, the first one's stands.
        os.link(draft, mail.secret)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return mail.secret.read_bytes()


def forget_unconfirmed(archive: Store, now: datetime) -> int:
    """Erase the addresses of those who asked for letters and let the link to confirm pass; how many those were."""
    return store.subscribers.forget_unconfirmed(archive, now - UNCONFIRMED)


def given_up(room: Newsroom, archive: Store, now: datetime) -> dict[str, int]:
    """The editions that came out in the last two weeks and are not configured any more, and how many readers each
    has: they get nothing from now on."""
    left = store.subscribers.readership(archive).items()
    asked = {name: count for name, count in left if name not in {edition.id for edition in room.editions}}
    newest = {name: store.issues.newest(archive, name) for name in asked}
    recent = {name for name, issue in newest.items() if issue and now.date() - issue.dated < 2 * WEEK}
    return {name: count for name, count in asked.items() if name in recent}


@contextmanager
def sending(room: Newsroom, archive: Store, now: datetime) -> Iterator[Waiting]:
    """The letters to be sent now. Nobody else sends until the block ends; Refusal where another does already."""
    house = house_of(room)
    with store.locks.hold(archive, "send"), signing.apart(house.keys) as sign:
        yield _Round(room, archive, now, replace(house, sign=sign)).waiting()


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
        self._reached: dict[str, dict[str, Reached]] = {}
        self._due: dict[Preferences, list[DueLetter]] = {}
        self._prepared: dict[tuple[str, tuple[tuple[str, int], ...], Preferences], Prepared] = {}
        self._begun: dict[str, bool] = {}

    def waiting(self) -> Waiting:
        now: list[Addressed[Prepared]] = []
        later: list[datetime] = []
        doubtful = 0
        for reader in store.subscribers.all(self._archive, "reading"):
            for due in self._due_to(reader):
                told = self._reached[due.id].get(reader.id)
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
        asked = reader.preferences
        if asked not in self._due:
            self._due[asked] = [due for due in self._letters(asked) if self._is_open(due)]
        for due in self._due[asked]:
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

    def _is_begun(self, letter: str) -> bool:
        if letter not in self._begun:
            self._begun[letter] = store.deliveries.is_begun(self._archive, letter)
        return self._begun[letter]

    def _letters(self, asked: Preferences) -> Iterator[DueLetter]:
        chosen = [issue for name in asked.editions for issue in self._issues if issue.edition_id == name]
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

    def _is_open(self, due: DueLetter) -> bool:
        """Whether a letter may be sent today: it is not too late to begin it, or it was begun."""
        if due.id not in self._reached:
            self._reached[due.id] = store.deliveries.reached(self._archive, due.id)
        return self._today(due.issues[0]) <= due.until or bool(self._reached[due.id])

    def _addressed(self, due: DueLetter, reader: Subscriber) -> Addressed[Prepared]:
        shared = (due.id, tuple(map(_numbered, due.issues)), reader.preferences)
        if shared not in self._prepared:
            self._prepared[shared] = prepared(self._letter(due, reader.preferences), self._house, self._now)
        return Addressed(due.id, reader.id, reader.address, self._prepared[shared])

    def _letter(self, due: DueLetter, asked: Preferences) -> Letter:
        from standfirst import render

        site = render.Site(self._room.title, self._room.url, theme=self._theme)
        several = len(asked.editions) > 1
        told = self._earlier.than(due.issues, asked.editions) if several else ()
        return render.mailing(due.id, due.issues, asked, site, told)

    @cached_property
    def _earlier(self) -> repeating.Earlier:
        return repeating.Earlier.of(self._archive, self._now.date())


def _numbered(issue: Issue) -> tuple[str, int]:
    return issue.edition_id, issue.number


def _names(issue: Issue) -> Mapping[LetterCadence, str]:
    return letters_of(issue.edition_id, issue.number, issue.dated)


def faults(
    archive: Store, letters: Waiting, dead: Callable[[Collection[str]], Mapping[str, str]]
) -> dict[str, list[str]]:
    """What is wrong with the waiting letters, by letter id. Letters that were begun, or that a person chose to
    send all the same (--force), are not checked. `dead` says which links lead nowhere, and why."""
    passed = {letter for letter, _, _ in store.returns.forced(archive)}
    passed |= {letter for letter in letters.letters if store.deliveries.counts(archive, letter)}
    groups: dict[int, list[Addressed[Prepared]]] = {}
    for addressed in letters.now:
        if addressed.letter not in passed:
            groups.setdefault(id(addressed.group), []).append(addressed)
    shared = [readers[0].group for readers in groups.values()]
    why = dead(list(dict.fromkeys(link for group in shared for link in preflight.links(group.letter))))
    sent = repeating.Sent(archive, min(group.at.date() for group in shared)) if shared else None
    found: dict[str, dict[str, None]] = {}
    for group, readers in zip(shared, groups.values(), strict=True):
        _, sample = stamped(group, readers[0].reader_id, readers[0].to)
        told = [
            *preflight.complaints(group.letter, sample),
            *preflight.of_links(group.letter, why),
            *(sent.repeated(group.letter, [addressed.reader_id for addressed in readers]) if sent else ()),
        ]
        found.setdefault(group.letter.id, {}).update(dict.fromkeys(told))
    return {letter: list(told) for letter, told in found.items() if told}


def send(archive: Store, letters: Waiting, post: Post, clock: Clock) -> Iterator[Ending]:
    """Send what waits; each ending is told once it is kept.

    A letter is begun in the archive before the server sees it, and its ending kept after: killed at any instant,
    no reader gets it twice, and the few of which neither is known are in doubt until `settle`."""

    def note(endings: Sequence[Ending]) -> None:
        moment = clock()
        facts = [Delivery(e.letter, e.reader_id, e.outcome, moment, e.said) for e in endings]
        store.deliveries.note(archive, facts)

    yield from post(letters.now, lambda a: stamped(a.group, a.reader_id, a.to), note)


@dataclass(frozen=True, slots=True)
class Settlement:
    """How many doubtful letters were found to be sent, to be not sent, and remain in doubt."""

    sent: int = 0
    unsent: int = 0
    left: int = 0


def in_doubt(room: Newsroom, archive: Store) -> list[tuple[Delivery, str]]:
    """The letters in doubt, each with its Message-ID, by which the mail server knows it."""
    return [(d, message_id(d.letter, d.reader_id, room.url)) for d in store.deliveries.in_doubt(archive)]


def settle(
    room: Newsroom, archive: Store, taken: Collection[str], now: datetime, patience: timedelta = PATIENCE
) -> Settlement:
    """Settle doubts by the Message-IDs that the mail server says it took. One that it does not name was not taken,
    but only once so much time has passed that it cannot still be at it."""
    with store.locks.hold(archive, "send"):
        facts, left = [], 0
        for doubt, named in in_doubt(room, archive):
            if named in taken:
                said = "the mail server's log names it"
                facts.append(Delivery(doubt.letter, doubt.reader_id, "sent", now, said))
            elif now - doubt.at >= patience:
                said = "the mail server's log does not name it"
                facts.append(Delivery(doubt.letter, doubt.reader_id, "unsent", now, said))
            else:
                left += 1
        store.deliveries.note(archive, facts)
    sent = sum(fact.outcome == "sent" for fact in facts)
    return Settlement(sent, len(facts) - sent, left)


def answer(archive: Store, sent: bool, now: datetime) -> int:
    """Settle every doubt by a person's word; how many those were."""
    with store.locks.hold(archive, "send"):
        doubts = store.deliveries.in_doubt(archive)
        outcome: Outcome = "sent" if sent else "unsent"
        facts = [Delivery(d.letter, d.reader_id, outcome, now, "said by a person") for d in doubts]
        store.deliveries.note(archive, facts)
    return len(facts)
