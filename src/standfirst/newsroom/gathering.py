"""Gathering: every source asked, what came read (see `brought`), what is new kept.

A visit and what it brought are kept in one transaction, with others that come at once, and told of then.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial

from standfirst import store
from standfirst.config import Newsroom
from standfirst.fetch import Answer, Memory, health, host_of, is_mail, is_web, origin_of, rhythm
from standfirst.model import Document, Item, Source, Visit
from standfirst.newsroom.brought import Answered, Ask, Brought, Fetching, read_answer, rules
from standfirst.newsroom.clicks import Asking, Clicks
from standfirst.read import links
from standfirst.store import Store

# What one transaction keeps: more would save little, and what a crash undoes has to be asked for again.
_MOST_VISITS, _MOST_ITEMS = 64, 1000


@dataclass(frozen=True, slots=True)
class Gathered:
    """What one visit of a gathering brought."""

    source: Source
    visit: Visit
    new: tuple[Item, ...] = ()
    complaints: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


def gather(
    room: Newsroom,
    archive: Store,
    fetching: Fetching,
    now: datetime,
    sources: Sequence[Source] | None = None,
    asking: Asking | None = None,
) -> Iterator[Gathered]:
    """Ask these sources (every one where none are given), read what came and keep it; each visit is reported once
    it is safely kept. `asking` tells where addresses of letters lead that count clicks; else they are
    left out.

    A visit and its items are kept in one transaction, with others that come at once: stopped at any instant,
    nothing is lost or doubled. Raises Refusal where another process is gathering."""
    with store.locks.hold(archive, "gather"):
        store.outlets.save(archive, {source.id: source.outlet for source in room.sources})
        latest = store.visits.latest(archive)
        # Few pages declare a feed: which are followed is worked out when one does.
        followed = cache(partial(followed_addresses, room))
        asks = _asks(archive, room.sources if sources is None else sources, latest, now)
        answers = fetching(asks)
        for some in _together(_all_brought(Clicks(archive, asking, now), answers, latest, fetching)):
            new = store.visits.save_rounds(archive, [(brought.visit, brought.items) for brought in some])
            for brought, items in zip(some, new, strict=True):
                hints = _hints(brought.source, brought.visit, latest.get(brought.source.id), followed)
                visit = replace(brought.visit, items=len(brought.items), new_items=len(items))
                yield Gathered(brought.source, visit, tuple(items), brought.complaints, hints)


def _all_brought(
    clicks: Clicks, answers: Iterable[Answered | None], latest: Mapping[str, Visit], fetching: Fetching
) -> Iterator[Brought | None]:
    """The answers, read. Letters whose links are to be asked come last, so that all are asked together."""
    letters: list[Answered] = []
    for answered in answers:
        brought = read_answer(clicks, answered, latest.get(answered[0].id), fetching) if answered else None
        if answered and brought and brought.waiting:
            letters.append(answered)
        else:
            yield brought
    if letters:
        clicks.ask()
        for answered in letters:
            yield read_answer(clicks, answered, latest.get(answered[0].id), fetching)


def _together(coming: Iterable[Brought | None]) -> Iterator[list[Brought]]:
    """What is to be kept in one transaction: all that comes without a pause, within bounds."""
    some: list[Brought] = []
    count = 0
    for brought in coming:
        if brought:
            some.append(brought)
            count += len(brought.items)
        if some and (brought is None or len(some) >= _MOST_VISITS or count >= _MOST_ITEMS):
            yield some
            some, count = [], 0
    if some:
        yield some


def _asks(archive: Store, sources: Sequence[Source], latest: Mapping[str, Visit], now: datetime) -> list[Ask]:
    """Each source with its newest visit. Where the whole document is wanted again, that visit is without the marks
    by which a server answers "unchanged"."""
    whole = store.visits.last_whole(archive) if latest else {}
    asks: list[Ask] = []
    for source in sources:
        last = latest.get(source.id)
        if last and (_is_read_otherwise(source, last) or _is_long_unchanged(source, last, whole, now)):
            last = replace(last, etag=None, last_modified=None)
        asks.append((source, last))
    return asks


def _is_read_otherwise(source: Source, last: Visit) -> bool:
    """Was the source configured in another way at its last visit? Then what stands there is read anew."""
    return bool(last.digest) and not str(last.digest).startswith(rules(source)) and not is_mail(source.url)


def _is_long_unchanged(source: Source, last: Visit, whole: Mapping[str, datetime], now: datetime) -> bool:
    """Has a server said "unchanged" for longer than it is believed? Some say it for ever."""
    full = whole.get(source.id)
    return last.outcome == "same" and bool(full and now - full >= rhythm.UNCHANGED) and is_web(source.url)


def remembered(archive: Store, asked: Iterable[Source], now: datetime) -> Memory:
    """What earlier gatherings learned of hosts, first of those of the sources to be `asked`: what they let us
    ask for, and which want no request for now."""
    waits: dict[str, datetime] = {}
    for visit in store.visits.waiting(archive, now):
        if visit.wait_until and is_web(visit.url):
            host = host_of(visit.url)
            waits[host] = max(visit.wait_until, waits.get(host, visit.wait_until))
    known = store.hosts.of(archive, {origin_of(source.url) for source in asked if is_web(source.url)})
    memory = Memory(known, lambda origin: store.hosts.of(archive, [origin]).get(origin), waits)
    memory.pause(store.hosts.paused(archive, now), now)
    return memory


def followed_addresses(room: Newsroom) -> frozenset[str]:
    """The addresses of all sources as keys, which are the same however an address is written."""
    return frozenset(links.key(source.url) for source in room.sources)


def _hints(
    source: Source, visit: Visit, last: Visit | None, followed: Callable[[], Collection[str]]
) -> tuple[str, ...]:
    """What the person who follows the source should know and could not know at the visit before."""

    def is_followed(url: str) -> bool:
        return links.key(url) in followed()

    now = health.advice(source, [visit], is_followed)
    before = health.advice(source, [last], is_followed) if now and last else ()
    return tuple(told for told in now if told not in before)


def take_in(archive: Store, source: Source, document: Document) -> int:
    """Read and keep what a hub brought of a source; how many items were new."""
    now = document.fetched_at
    assert now
    last = store.visits.last(archive, source.id)
    known = last if last and last.url == source.url else Visit(source.id, source.url, now, "new", "")
    visit = replace(
        known,
        at=now,
        outcome="new",
        reason="was brought by its hub",
        status=None,
        bytes=len(document.body),
        seconds=0.0,
        pushed=True,
    )
    # What follows a feed's end is not asked for: a hub brings what is new.
    nobody = Clicks(archive, None, now)
    read_ = read_answer(nobody, (source, Answer(visit, (document,))), last, lambda _: iter(()))
    return len(store.visits.save_round(archive, read_.visit, read_.items))
