"""The post: sending the letters that are due, and settling which of them were sent where that is in doubt."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from standfirst import store
from standfirst.config import Newsroom
from standfirst.newsroom import due, preflight, repeating
from standfirst.newsroom.due import Waiting
from standfirst.newsroom.house import Post, house_of
from standfirst.readership import Delivery, Outcome
from standfirst.send import Addressed, Ending, signing
from standfirst.send.stamping import Prepared, message_id, stamped
from standfirst.store import Store

Clock = Callable[[], datetime]

# An address at which nobody confirmed is kept no longer.
UNCONFIRMED = timedelta(days=7)
# What a server may take to say that it has a letter (RFC 5321, 4.5.3.2.6).
PATIENCE = timedelta(minutes=10)


def forget_unconfirmed(archive: Store, now: datetime) -> int:
    """Erase the addresses of those who asked for letters and let the link to confirm pass; how many those were."""
    return store.subscribers.forget_unconfirmed(archive, now - UNCONFIRMED)


def given_up(room: Newsroom, archive: Store, now: datetime) -> dict[str, int]:
    """The editions that came out in the last two weeks and are not configured any more, and how many readers each
    has: they get nothing from now on."""
    left = store.subscribers.readership(archive).items()
    asked = {name: count for name, count in left if name not in {edition.id for edition in room.editions}}
    newest = {name: store.issues.newest(archive, name) for name in asked}
    recent = {name for name, issue in newest.items() if issue and now.date() - issue.dated < 2 * due.WEEK}
    return {name: count for name, count in asked.items() if name in recent}


@contextmanager
def sending(room: Newsroom, archive: Store, now: datetime) -> Iterator[Waiting]:
    """The letters to be sent now. Nobody else sends until the block ends; Refusal where another does already."""
    house = house_of(room)
    with store.locks.hold(archive, "send"), signing.apart(house.keys) as sign:
        yield due.waiting(room, archive, now, replace(house, sign=sign))


def faults(
    archive: Store, letters: Waiting, dead: Callable[[Collection[str]], Mapping[str, str]]
) -> dict[str, list[str]]:
    """What is wrong with the waiting letters, by letter id. Letters that were begun, or that a person chose to
    send all the same (--force), are not checked. `dead` says which links lead nowhere, and why."""
    passed = {letter for letter, _, _ in store.returns.forced(archive)}
    passed |= {letter for letter in letters.letters if store.deliveries.is_begun(archive, letter)}
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

    # Of letters whose endings cannot be kept nobody would know whether they were sent.
    archive.make_sure_of_room(2 * len(letters.now))
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
