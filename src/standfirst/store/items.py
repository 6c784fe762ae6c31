"""Items and their versions. What is read again and says nothing new leaves no trace."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, islice
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, select

from standfirst.model import Item
from standfirst.store import data, indexing, schema
from standfirst.store.indexing import searched
from standfirst.store.merging import Version, current, succeeding, together
from standfirst.store.opening import Store
from standfirst.store.terms import phrases

_ASKED_AT_ONCE = 500
_TEXTS = (
    "link",
    "headline",
    "standfirst",
    "kicker",
    "byline",
    "published",
    "language",
    "kind",
    "image",
    "section",
)


@dataclass(frozen=True, slots=True)
class Kept:
    """An item as it stands now, when it was first seen, and every source that printed it, sorted."""

    item: Item
    first_seen: datetime
    sources: tuple[str, ...]


def save(store: Store, items: Iterable[Item], seen_at: datetime) -> list[Item]:
    """Keep a reading; the items never seen before come back, in their order. Twice is as good as once."""
    with store.writing() as connection:
        return keep(connection, items, seen_at)


def keep(connection: Connection, items: Iterable[Item], seen_at: datetime) -> list[Item]:
    """As `save`, within a transaction of another."""
    readings = _once_each(items)
    known = _versions_of(connection, {item.id for item in readings})
    unknown = {item.id: item for item in reversed(readings) if item.id not in known}
    # Of an item that was pruned nothing remains but its name: it is no news.
    pruned = _names(connection, unknown) if unknown else set()
    new = {item.id: unknown[item.id] for item in readings if item.id in unknown and item.id not in pruned}
    if new:
        rows = [{"id": item.id, "first_seen": seen_at, "link": item.link} for item in new.values()]
        connection.execute(insert(schema.items), rows)
    versions = [v for item in readings if (v := _next_version(item, known.get(item.id, ()), seen_at))]
    if versions:
        connection.execute(insert(schema.versions), [_row(version) for version in versions])
        indexing.index(connection, _unsearched(versions, known))
    return list(new.values())


def _once_each(items: Iterable[Item]) -> list[Item]:
    """A document may print an item twice, as its lead and in a list."""
    same: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        if not item.id:
            raise ValueError("an item without an id cannot be kept")
        same.setdefault((item.id, item.source_id), []).append(item)
    return [readings[0] if len(readings) == 1 else together(readings) for readings in same.values()]


def _next_version(item: Item, known: Sequence[Version], seen_at: datetime) -> Version | None:
    before = [version for version in known if version.source_id == item.source_id]
    if not before:
        return Version(item, item.source_id, 1, seen_at)
    after = succeeding(before[-1].item, item)
    return Version(after, item.source_id, before[-1].number + 1, seen_at) if after else None


def _unsearched(versions: Iterable[Version], known: Mapping[str, Sequence[Version]]) -> list[tuple[str, str]]:
    """The texts by which items are not found yet, of versions about to be kept."""
    found = {(item_id, searched(before.item)) for item_id, all_ in known.items() for before in all_}
    told = dict.fromkeys((version.item.id, searched(version.item)) for version in versions)
    return [text for text in told if text not in found]


def search(store: Store, asked: str, limit: int = 50) -> list[Kept]:
    """Items whose words, in any version, hold all that is asked for: words, "words in a row" and beginnings
    (presid*). Case and accents do not matter. The item kept last comes first."""
    wanted = phrases(asked)
    if not wanted:
        return []
    found: dict[str, None] = {}
    with store.reading() as connection:
        for item_id in indexing.matching(connection, wanted):
            found[item_id] = None
            if len(found) == limit:
                break
    return by_ids(store, found)


def between(store: Store, start: datetime, end: datetime) -> list[Kept]:
    """Items first seen from `start` until before `end`, oldest first, then by id."""
    first_seen = schema.items.c.first_seen
    with store.reading() as connection:
        return _kept(connection, (first_seen >= start) & (first_seen < end))


def find(store: Store, link: str) -> list[Kept]:
    """Items first seen with exactly this link."""
    with store.reading() as connection:
        return _kept(connection, schema.items.c.link == link)


def by_ids(store: Store, ids: Iterable[str]) -> list[Kept]:
    """The items of these ids, in the order asked; unknown ones are left out."""
    wanted = list(dict.fromkeys(ids))
    found: dict[str, Kept] = {}
    with store.reading() as connection:
        for some in _portions(wanted):
            found |= {kept.item.id: kept for kept in _kept(connection, schema.items.c.id.in_(some))}
    return [found[item_id] for item_id in wanted if item_id in found]


def versions(store: Store, item_id: str) -> list[Version]:
    """Every version of an item in the order of time, then by source."""
    with store.reading() as connection:
        known = _versions_of(connection, {item_id}).get(item_id, ())
    return sorted(known, key=lambda v: (v.seen_at, v.source_id, v.number))


def of(store: Store, source_id: str, limit: int) -> list[Version]:
    """What a source printed first of each item, the newest so many, newest first, then by item."""
    table = schema.versions
    query = select(table).where(table.c.source_id == source_id, table.c.number == 1)
    query = query.order_by(table.c.seen_at.desc(), table.c.item_id).limit(limit)
    with store.reading() as connection:
        return [_version(row) for row in connection.execute(query)]


def _versions_of(connection: Connection, ids: Iterable[str]) -> dict[str, list[Version]]:
    table = schema.versions
    found: dict[str, list[Version]] = {}
    for some in _portions(sorted(ids)):
        query = select(table).where(table.c.item_id.in_(some))
        for row in connection.execute(query.order_by(table.c.item_id, table.c.source_id, table.c.number)):
            found.setdefault(row.item_id, []).append(_version(row))
    return found


def _names(connection: Connection, ids: Iterable[str]) -> set[str]:
    table = schema.items.c.id
    return {
        name
        for some in _portions(ids)
        for name in connection.execute(select(table).where(table.in_(some))).scalars()
    }


def all(store: Store, since: datetime | None = None) -> Iterator[Kept]:
    """Every item, or those first seen from `since` on, oldest first, then by id; a few at a time."""
    table = schema.items
    query = select(table.c.id).order_by(table.c.first_seen, table.c.id)
    with store.reading() as connection:
        ids = list(connection.execute(query.where(table.c.first_seen >= since) if since else query).scalars())
    for some in _portions(ids):
        yield from by_ids(store, some)


def _portions(ids: Iterable[str]) -> Iterator[list[str]]:
    # A database takes a bounded number of values in one statement.
    rest = iter(ids)
    while some := list(islice(rest, _ASKED_AT_ONCE)):
        yield some


def _kept(connection: Connection, condition: ColumnElement[bool]) -> list[Kept]:
    ours, theirs = schema.items, schema.versions
    query = (
        select(theirs, ours.c.first_seen)
        .join_from(ours, theirs, ours.c.id == theirs.c.item_id)
        .where(condition)
        .order_by(ours.c.first_seen, ours.c.id, theirs.c.source_id, theirs.c.number)
    )
    return list(_grouped(connection.execute(query)))


def _grouped(rows: Iterable[Row[Any]]) -> Iterator[Kept]:
    for _, group in groupby(rows, key=lambda row: row.item_id):
        same = list(group)
        known = [_version(row) for row in same]
        yield Kept(current(known), same[0].first_seen, tuple(sorted({v.source_id for v in known})))


def _row(version: Version) -> Mapping[str, object]:
    item = version.item
    return {
        **{name: getattr(item, name) for name in _TEXTS},
        "item_id": item.id,
        "source_id": version.source_id,
        "number": version.number,
        "seen_at": version.seen_at,
        "places": json.dumps(item.places, ensure_ascii=False),
        "truncated": item.truncated,
        "found": json.dumps(dict(item.found), ensure_ascii=False),
        "appeal": data.as_json(item.appeal),
        "event": data.as_json(item.event),
        "enclosures": data.all_as_json(item.enclosures),
    }


def _version(row: Row[Any]) -> Version:
    item = Item(
        **{name: getattr(row, name) for name in _TEXTS},
        id=row.item_id,
        source_id=row.source_id,
        places=tuple(json.loads(row.places)),
        truncated=row.truncated,
        found=MappingProxyType(json.loads(row.found)),
        appeal=data.appeal_of(json.loads(row.appeal)) if row.appeal else None,
        event=data.event_of(json.loads(row.event)) if row.event else None,
        enclosures=data.enclosures_of(json.loads(row.enclosures)) if row.enclosures else (),
    )
    return Version(item, row.source_id, row.number, row.seen_at)
