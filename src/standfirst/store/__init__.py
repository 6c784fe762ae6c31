"""The archive: facts that are only ever added, and records that never change.

    with open_store("news.db") as store:              # a path, sqlite:///path or postgresql://user@host/name
        new = visits.save_round(store, visit, items)  # a visit and what it brought, in one transaction

`store` is the first argument of every function; moments are aware datetimes; every list has one order,
the same on SQLite and PostgreSQL. What goes wrong is a StoreError of one sentence.

Facts, and records of what was printed:

items           what was read, each item with every version that any source printed of it
visits          when a source was asked and what came; a visit and its items go in together
outlets         what the outlets of sources are called
edits           what editors decided
issues          what was proofed
addresses       where stories were printed
subscribers     readers of letters and their choices
deliveries      what became of each letter to each reader
returns         letters that came back, and those sent against advice
subscriptions   what was asked of hubs

Caches, which may be thrown away:

hosts           what hosts let us ask for
clicks          where addresses in letters led that count clicks
vectors         what texts mean
settled         what joining found
verdicts        what changed at a source, and what was said of it

And the archive as a whole: copying (backup, restore), upkeep (is it sound? prune), locks.
"""

from standfirst.store import (
    addresses,
    clicks,
    copying,
    deliveries,
    edits,
    hosts,
    issues,
    items,
    locks,
    outlets,
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
    "clicks",
    "copying",
    "deliveries",
    "edits",
    "hosts",
    "issues",
    "items",
    "locks",
    "open_store",
    "outlets",
    "returns",
    "settled",
    "subscribers",
    "subscriptions",
    "upkeep",
    "vectors",
    "verdicts",
    "visits",
]
