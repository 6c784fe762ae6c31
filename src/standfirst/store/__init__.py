"""The archive: facts that are only ever added, and records that never change.

    with open_store("news.db") as store:              # a path, sqlite:///path or postgresql://user@host/name
        new = visits.save_round(store, visit, items)  # a visit and what it brought, in one transaction

`store` is the first argument of every function; moments are aware datetimes; every list has one order,
the same on SQLite and PostgreSQL. What goes wrong is a StoreError of one sentence.

items   save(store, items, seen_at) -> list[Item]         the ones never seen before
        between(store, start, end) -> list[Kept]          first seen in [start, end), oldest first
        by_ids(store, ids) -> list[Kept]                  in the order asked, unknown ids left out
        known(store, ids) -> set[str]                     those of them that were ever seen
        first_seen(store, ids) -> list[datetime]          when those of them were that are known
        standing(store, start, moment) -> list[Kept]      those first seen in [start, moment), as they stood then
        counted(store, start, moment) -> int              how many versions that takes
        find(store, link) -> list[Kept]                   those with this link
        all(store, since=None) -> Iterator[Kept]          every one, oldest first, a few at a time
        search(store, asked, limit=50) -> list[Kept]      those with all these words, kept last first
        matching(store, asked, limit) -> list[str]        their ids alone
        versions(store, item_id) -> list[Version]         everything each source ever printed of it
        of(store, source_id, limit) -> list[Version]      what a source printed first of its newest items
visits  save(store, visit), save_round(store, visit, items) -> list[Item]
        save_rounds(store, [(visit, items), ...]) -> list[list[Item]]   several in one transaction
        last(store, source_id) -> Visit | None            the newest one
        last_answered(store, source_id) -> Visit | None   the newest one with an answer (new or same)
        of(store, source_id, limit) -> list[Visit]        newest first
        latest(store) -> dict[source_id, Visit]           the newest of every source
        recent(store, limit) -> dict[source_id, list]     the newest few of every source, newest first
        waiting(store, moment) -> list[Visit]             the newest ones that ask for patience beyond it
        last_whole(store) -> dict[source_id, datetime]    when it last brought documents
        last_news(store) -> dict[source_id, Visit]        the newest one with news
        last_asked(store, ids) -> dict[source_id, datetime]   when we, no hub, last paid one of these a visit
hosts   known(store) -> dict[origin, HostRules]           what hosts let us ask for
        save(store, learned)                              in place of what they said before
subscriptions  add(store, subscription)                  what was asked of a hub, or answered
        by_token(store, token) -> Subscription | None     how it stands
        current(store) -> list[Subscription]              how every one stands
vectors of(store, encoder, texts) -> dict[text, bytes]    what is kept of these texts' digests
        save(store, encoder, rows, at)
verdicts marks(store) -> dict[source_id, Marks]          how far the past of every source goes
        all(store) -> dict[source_id, Verdict]            what was found of it, and of how much
        save(store, verdicts)                             in place of what was kept of these sources
        say(store, said)                                  what was said of them, by source id
settled of(store, key) -> bytes | None                    what joining found of the items known at a moment
        save(store, key, body)                            in place of what was kept before
addresses  add(store, printed, at)                        (address, item id) of stories that were printed
        of_items(store, ids) -> list[PrintedAddress]      first printed first
edits   add(store, edit), all(store) -> list[Edit]        in the order they were made
issues  save(store, issue) -> Issue                       the frozen one, which may be an earlier one
        by_date(store, edition_id, dated), newest(store, edition_id) -> Issue | None
        all(store, edition_id=None) -> list[Issue]
subscribers     note(store, address, choice) -> Subscriber, note_each(store, pairs) -> int
        by_address(store, address), by_id(store, reader_id) -> Subscriber | None
        all(store, state=None) -> Iterator[Subscriber]    by address
        choices(store, reader_id) -> list[Choice], counts(store), erase(store, reader_id)
deliveries      note(store, deliveries)                   all or none, on the disk when it returns
        reached(store, letter) -> dict[reader_id, Reached], counts(store, letter)
        in_doubt(store), of(store, reader_id) -> list[Delivery]
returns note(store, told) -> bool, of(store, reader_id)   letters that came back
        note_forced(store, letter, at, complaints), forced(store)
copying backup(store, path), restore(path, store)         the whole archive as one SQLite file, and back
upkeep  checks(store, sources, now) -> list[Check]        is it sound?
        prune(store, before) -> Pruned                    forget the words of old items, and old visits
locks   hold(store, name) -> context manager              StoreError when another process holds it
"""

from standfirst.store import (
    addresses,
    copying,
    deliveries,
    edits,
    hosts,
    issues,
    items,
    locks,
    returns,
    settled,
    subscribers,
    subscriptions,
    upkeep,
    vectors,
    verdicts,
    visits,
)
from standfirst.store.items import Kept
from standfirst.store.merging import Version
from standfirst.store.opening import Store, StoreError, open_store

__all__ = [
    "Kept",
    "Store",
    "StoreError",
    "Version",
    "addresses",
    "copying",
    "deliveries",
    "edits",
    "hosts",
    "issues",
    "items",
    "locks",
    "open_store",
    "returns",
    "settled",
    "subscribers",
    "subscriptions",
    "upkeep",
    "vectors",
    "verdicts",
    "visits",
]
