"""Gathering: every source asked, what came read, what is new kept. A part of the newsroom.

A visit and what it brought are kept in one transaction, with others that come at once, and told of then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial
from hashlib import blake2b
from importlib.metadata import version
from operator import attrgetter
from typing import TYPE_CHECKING

from standfirst import drift, sieve, store
from standfirst.config import Newsroom
from standfirst.model import Document, Item, Reading, Source, Visit
from standfirst.newsroom.clicks import Asking, Clicks, Passed
from standfirst.read import EMPTY, links, read
from standfirst.read.feed.lasting import lasting
from standfirst.store import Store

if TYPE_CHECKING:
    from standfirst.fetch import Answer, Memory

Ask = tuple[Source, Visit | None]
Answered = tuple[Source, "Answer"]
# None stands for a pause: no further answer has come for a moment.
Fetching = Callable[[Sequence[Ask]], "Iterator[tuple[Source, Answer] | None]"]

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
                visit = brought.visit
                if brought.items:
                    visit = replace(visit, items=len(brought.items), new_items=len(items))
                yield Gathered(brought.source, visit, tuple(items), brought.complaints, hints)


@dataclass(frozen=True, slots=True)
class _Brought:
    """What one answer brought: read, but not kept yet. `waiting` items are left out until their links are
    known."""

    source: Source
    visit: Visit
    items: tuple[Item, ...] = ()
    complaints: tuple[str, ...] = ()
    waiting: int = 0


def _all_brought(
    clicks: Clicks, answers: Iterable[Answered | None], latest: Mapping[str, Visit], fetching: Fetching
) -> Iterator[_Brought | None]:
    """The answers, read. Letters whose links are to be asked come last, so that all are asked together."""
    letters: list[Answered] = []
    for answered in answers:
        brought = _brought(clicks, answered, latest.get(answered[0].id), fetching) if answered else None
        if answered and brought and brought.waiting:
            letters.append(answered)
        else:
            yield brought
    if letters:
        clicks.ask()
        for answered in letters:
            yield _brought(clicks, answered, latest.get(answered[0].id), fetching)


def _together(coming: Iterable[_Brought | None]) -> Iterator[list[_Brought]]:
    """What is to be kept in one transaction: all that comes without a pause, within bounds."""
    some: list[_Brought] = []
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
    from standfirst.fetch import is_mail

    return bool(last.digest) and not str(last.digest).startswith(_rules(source)) and not is_mail(source.url)


def _is_long_unchanged(source: Source, last: Visit, whole: Mapping[str, datetime], now: datetime) -> bool:
    """Has a server said "unchanged" for longer than it is believed? Some say it for ever."""
    from standfirst.fetch import is_web, rhythm

    full = whole.get(source.id)
    return last.outcome == "same" and bool(full and now - full >= rhythm.UNCHANGED) and is_web(source.url)


def remembered(archive: Store, asked: Iterable[Source], now: datetime) -> Memory:
    """What earlier gatherings learned of hosts, first of those of the sources to be `asked`: what they let us
    ask for, and which want no request for now."""
    from standfirst.fetch import Memory, host_of, is_web, origin_of

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
    from standfirst.fetch import health

    def is_followed(url: str) -> bool:
        return links.key(url) in followed()

    now = health.advice(source, [visit], is_followed)
    before = health.advice(source, [last], is_followed) if now and last else ()
    return tuple(told for told in now if told not in before)


def _brought(clicks: Clicks, answered: Answered, last: Visit | None, fetching: Fetching) -> _Brought:
    """An answer, read. A document that was read at the last visit says nothing new and is not read again."""
    source, answer = answered
    last = last if last and last.url == source.url else None
    digest = _digest(source, answer.documents) if answer.documents else None
    if last and digest is None:
        known = answer.visit.digest == last.digest
        return _Brought(source, answer.visit if known else replace(answer.visit, digest=last.digest))
    if last and digest == last.digest:
        return _Brought(source, _same(answer.visit, last))
    readings = [read(document, source, clicks.now) for document in answer.documents]
    readings += _followed(clicks.archive, source, readings, fetching, clicks.now)
    passed = _passed(clicks, source, readings)
    items = passed.items
    wanted = tuple(_passed_on(item) for item in items if sieve.passes(item, source.sieve))
    complaints = tuple(dict.fromkeys(c for reading in readings for c in reading.complaints))
    visit = replace(_told(source, answer, readings), digest=digest, looks=drift.looks(wanted))
    wrong = _wrong(source, answer, readings, last) if answer.documents else None
    if wrong:
        # Without its marks the next visit asks for the whole again: "unchanged" would hide the fault.
        visit = replace(visit, outcome="failed", reason=wrong, etag=None, last_modified=None, digest=None)
        visit, wanted = replace(visit, read_as=last.read_as if last else None, looks=None), ()
    elif complaints == (EMPTY,):
        visit = replace(visit, reason=f"{visit.reason}; {EMPTY}")
    elif len(wanted) < len(items):
        out = len(items) - len(wanted)
        left = f"{out} item{'' if out == 1 else 's'} left out by its rules"
        visit = replace(visit, reason=f"{visit.reason}; {left}")
    return _Brought(source, _linked(visit, passed, last), wanted, complaints, passed.waiting)


def _passed(clicks: Clicks, source: Source, readings: Sequence[Reading]) -> Passed:
    """The items of all readings, those of letters without addresses made for one reader."""
    told = [clicks.passed(r.items, source) if r.read_as == "letter" else Passed(r.items) for r in readings]
    items = [item for passed in told for item in passed.items]
    return Passed(items, sum(p.waiting for p in told), tuple(why for passed in told for why in passed.left))


def _linked(visit: Visit, passed: Passed, last: Visit | None) -> Visit:
    """The visit with what became of click addresses. Where items wait it has the marks of the visit before: the
    next gets their letters again."""
    for why, count in Counter(passed.left).items():
        told = f"{count} link{' was' if count == 1 else 's were'} left out, made for one reader ({why})"
        visit = replace(visit, reason=f"{visit.reason}; {told}")
    if not passed.waiting:
        return visit
    wait = "1 item waits" if passed.waiting == 1 else f"{passed.waiting} items wait"
    told = f"{visit.reason}; {wait} until it is known where they lead"
    etag, modified, digest = (last.etag, last.last_modified, last.digest) if last else (None, None, None)
    return replace(visit, reason=told, etag=etag, last_modified=modified, digest=digest)


def _passed_on(item: Item) -> Item:
    """An item with the link that readers will follow: a page of ours counts nobody for somebody else."""
    link = links.clean(item.link) if item.link else None
    if link == item.link:
        return item
    how = f"{item.found.get('link', 'its link')}, without what counts clicks"
    return replace(item, link=link, found={**item.found, "link": how})


def _same(visit: Visit, last: Visit) -> Visit:
    """The visit for a document that is the same as at the last one: what was read of it then still holds."""
    from standfirst.fetch import wishes

    return replace(
        visit,
        outcome="same",
        reason=f"{visit.reason}, with the document of the last visit",
        feed=last.feed,
        read_as=last.read_as,
        wishes=wishes.together(last.wishes, visit.wishes),
        hub=visit.hub or last.hub,
        topic=visit.topic or last.topic,
        digest=last.digest,
    )


# All fields of a source that decide which items are read of a document; tags and rhythm do not.
_how_read = attrgetter("id", "url", "outlet", "language", "places", "read_as", "select", "sieve", "resolve_links")


@cache
def _program() -> str:
    return version("standfirst")


def _rules(source: Source) -> str:
    """A digest of how the source is to be read."""
    return blake2b(repr(_how_read(source)).encode("utf-8", "replace"), digest_size=8).hexdigest()


def _digest(source: Source, documents: Sequence[Document]) -> str:
    """A digest of all that decides what is read: first the source's rules, then the program and the documents."""
    digest = blake2b(_program().encode(), digest_size=16)
    for document in documents:
        head, rest = lasting(document.body)
        about = f"\n{document.url} {document.media_type} {len(head)} {len(rest)}\n"
        digest.update(about.encode("utf-8", "replace"))
        digest.update(head)
        digest.update(rest)
    return f"{_rules(source)}{digest.hexdigest()}"


def brought(archive: Store, source: Source, document: Document) -> int:
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
    from standfirst.fetch import Answer

    # What follows a feed's end is not asked for: a hub brings what is new.
    nobody = Clicks(archive, None, now)
    read_ = _brought(nobody, (source, Answer(visit, (document,))), last, lambda _: iter(()))
    return len(store.visits.save_round(archive, read_.visit, read_.items))


def _told(source: Source, answer: Answer, readings: Sequence[Reading]) -> Visit:
    """The visit with what its documents say besides items: a feed, when to come again, a hub."""
    from standfirst.fetch import wishes

    visit = answer.visit
    if not answer.documents:
        return visit
    feed = None if source.read_as else _declared(answer.documents, readings)
    said = readings[0]
    hub, topic = (visit.hub, visit.topic) if visit.hub else (said.hub, said.topic)
    together = wishes.together(visit.wishes, said.wishes)
    return replace(visit, feed=feed, read_as=said.read_as, wishes=together, hub=hub, topic=topic)


def _wrong(source: Source, answer: Answer, readings: Sequence[Reading], last: Visit | None) -> str | None:
    """Why what came is taken for a fault and not kept; None where it is sound."""
    from standfirst.fetch import is_mail

    was = last.read_as if last else None
    if was in ("feed", "sitemap") and readings[0].read_as not in ("feed", "sitemap") and not source.read_as:
        # A portal that wants a login, a page that says "back soon": whatever is listed there is none of its news.
        where = answer.documents[0].url
        return f"gave a page where there used to be a {was}{f', at {where}' if where != source.url else ''}"
    # A letter without news is read all the same, and not again; a feed may be empty at night.
    if any(reading.items for reading in readings) or is_mail(source.url) or readings[0].complaints == (EMPTY,):
        return None
    return next((c for reading in readings for c in reading.complaints), "no items were found in it")


def _declared(documents: Sequence[Document], readings: Sequence[Reading]) -> str | None:
    """The first feed that a page declares of which only the listing was read."""
    from standfirst.read.page import declared

    found = (
        feed.url
        for document, reading in zip(documents, readings, strict=False)
        if reading.read_as == "listing"
        for feed in declared.feeds(document.body, document.url)
    )
    return next(found, None)


def _followed(
    archive: Store, source: Source, readings: Sequence[Reading], fetching: Fetching, now: datetime
) -> list[Reading]:
    """The next page, where all of a listing is new though it was read before: older news has slipped there."""
    links = [link for reading in readings for link in reading.follow]
    ids = [item.id for reading in readings for item in reading.items]
    if (
        not links
        or not ids
        or store.items.known(archive, ids)
        or not store.visits.last_answered(archive, source.id)
    ):
        return []
    answers = [told[1] for told in fetching([(replace(source, url=links[0]), None)]) if told]
    return [read(document, source, now) for answer in answers for document in answer.documents]
