"""What one answer brings: its documents read, what is not wanted left out, faults told. Nothing is kept here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from operator import attrgetter

from standfirst import drift, sieve, store
from standfirst.fetch import Answer, wishes
from standfirst.model import Document, Item, Reading, Refusal, Source, Visit
from standfirst.newsroom.clicks import Clicks, Passed
from standfirst.newsroom.lasting import lasting
from standfirst.read import EMPTY, links, read
from standfirst.read.page import declared
from standfirst.store import Store

Ask = tuple[Source, Visit | None]
Answered = tuple[Source, Answer]
# None stands for a pause: no further answer has come for a moment.
Fetching = Callable[[Sequence[Ask]], Iterator[tuple[Source, Answer] | None]]


# For so long being led to others is taken for a fault.
_MOVED_FOR = timedelta(days=2)
_SOME = 40
# The most complaints that a visit tells: two hundred letters may have as many.
_COMPLAINTS = 3


@dataclass(frozen=True, slots=True)
class Brought:
    """What one answer brought: read, but not kept yet. `waiting` items are left out until their links are
    known."""

    source: Source
    visit: Visit
    items: tuple[Item, ...] = ()
    complaints: tuple[str, ...] = ()
    waiting: int = 0


def read_answer(clicks: Clicks, answered: Answered, last: Visit | None, fetching: Fetching) -> Brought:
    """An answer, read. A document that was read at the last visit says nothing new and is not read again."""
    try:
        return _read_answer(clicks, answered, last, fetching)
    except Refusal:
        raise  # of the archive: that is no fault of the source
    except Exception as error:  # a source may fail in ways nobody thought of, a round may not
        source, answer = answered
        reason = f"failed in a new way ({error!r})"
        fault = replace(answer.visit, outcome="failed", reason=reason, etag=None, last_modified=None, digest=None)
        return Brought(source, fault)


def _read_answer(clicks: Clicks, answered: Answered, last: Visit | None, fetching: Fetching) -> Brought:
    source, answer = answered
    last = last if last and last.url == source.url else None
    digest = _digest(source, answer.documents) if answer.documents else None
    if last and digest is None:
        known = answer.visit.digest == last.digest
        return Brought(source, answer.visit if known else replace(answer.visit, digest=last.digest))
    if last and digest == last.digest:
        return Brought(source, _same(answer.visit, last))
    readings = [read(document, source, clicks.now) for document in answer.documents]
    readings += _followed(clicks.archive, source, readings, fetching, clicks.now)
    passed = _passed(clicks, source, readings)
    items = passed.items
    wanted = tuple(_passed_on(item) for item in items if sieve.passes(item, source.sieve))
    complaints = tuple(dict.fromkeys(c for reading in readings for c in reading.complaints))
    visit = replace(_with_wishes(source, answer, readings), digest=digest, looks=drift.looks(wanted))
    wrong = _wrong(source, answer, readings, last) if answer.documents else None
    wrong = wrong or _led_away(clicks, source, answer, readings)
    if wrong:
        # Without its marks the next visit asks for the whole again: "unchanged" would hide the fault.
        visit = replace(visit, outcome="failed", reason=wrong, etag=None, last_modified=None, digest=None)
        visit, wanted = replace(visit, read_as=last.read_as if last else None, looks=None), ()
    else:
        # A document that was read in part gives some items and looks well.
        told = [visit.reason, *complaints[:_COMPLAINTS], *_left_out(len(items) - len(wanted))]
        visit = replace(visit, reason="; ".join(told))
    return Brought(source, _linked(visit, passed, last), wanted, complaints, passed.waiting)


def _left_out(count: int) -> list[str]:
    return [f"{count} item{'' if count == 1 else 's'} left out by its rules"] if count else []


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
def program() -> str:
    """The version of this program."""
    return version("standfirst")


def rules(source: Source) -> str:
    """A digest of how the source is to be read."""
    return blake2b(repr(_how_read(source)).encode("utf-8", "replace"), digest_size=8).hexdigest()


def _digest(source: Source, documents: Sequence[Document]) -> str:
    """A digest of all that decides what is read: first the source's rules, then the program and the documents."""
    digest = blake2b(program().encode(), digest_size=16)
    for document in documents:
        head, rest = lasting(document.body)
        about = f"\n{document.url} {document.media_type} {len(head)} {len(rest)}\n"
        digest.update(about.encode("utf-8", "replace"))
        digest.update(head)
        digest.update(rest)
    return f"{rules(source)}{digest.hexdigest()}"


def _with_wishes(source: Source, answer: Answer, readings: Sequence[Reading]) -> Visit:
    """The visit with what its documents say besides items: a feed, when to come again, a hub."""
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
    was = last.read_as if last else None
    if was in ("feed", "sitemap") and readings[0].read_as not in ("feed", "sitemap") and not source.read_as:
        # A portal that wants a login, a page that says "back soon": whatever is listed there is none of its news.
        where = answer.documents[0].url
        return f"gave a page where there used to be a {was}{f', at {where}' if where != source.url else ''}"
    # A letter without news is read all the same, and not again; a feed may be empty at night.
    letters = all(reading.read_as == "letter" for reading in readings)
    if letters or any(reading.items for reading in readings) or readings[0].complaints == (EMPTY,):
        return None
    return next((c for reading in readings for c in reading.complaints), "no items were found in it")


def _led_away(clicks: Clicks, source: Source, answer: Answer, readings: Sequence[Reading]) -> str | None:
    """Why a list is taken for somebody else's: for the moment we were led to another site, and nothing there leads
    to where the source's items did. So does a network that wants a login first; what lasts for days is a move."""
    where = answer.documents[0].url if answer.documents else source.url
    if links.site(where) == links.site(source.url) or answer.visit.moved_to or readings[0].read_as != "listing":
        return None
    before = store.visits.last_answered(clicks.archive, source.id)
    if not before or before.url != source.url or clicks.now - before.at >= _MOVED_FOR:
        return None
    known = [version.item for version in store.items.of(clicks.archive, source.id, _SOME)]
    used, here = ({links.site(i.link) for i in items if i.link} for items in (known, readings[0].items))
    return f"led to a page of others, at {where}" if used and here and used.isdisjoint(here) else None


def _declared(documents: Sequence[Document], readings: Sequence[Reading]) -> str | None:
    """The first feed that a page declares of which only the listing was read."""
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
