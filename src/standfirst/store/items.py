"""Items and their versions. What is read again and says nothing new leaves no trace."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, or_, select

from standfirst import records
from standfirst.model import Appeal, Enclosure, Event, Item
from standfirst.store import indexing, outlets, rows, schema
from standfirst.store.indexing import searched
from standfirst.store.merging import Version, current, succeeding, together
from standfirst.store.opening import Store
from standfirst.store.terms import phrases

_AT_ONCE = 500
_FETCHED_AT_ONCE = 1_000
_TEXTS = tuple("link headline standfirst kicker byline published language kind image section".split())

# What else says something new; `data` and JSON make texts of it.
_BESIDE = ("places", "truncated", "appeal", "event", "enclosures")
# Texts first, then what stands beside them: rows are compared with items by them.
_NAMES = (*_TEXTS, *_BESIDE, "item_id", "source_id", "number", "seen_at", "found")
_COLUMNS = tuple(schema.versions.c[name] for name in _NAMES)
_TEXTS_END, _BESIDE_END, _END = len(_TEXTS), len(_TEXTS) + len(_BESIDE), len(_COLUMNS)
_texts_of = attrgetter(*_TEXTS)
_as_json = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True, slots=True)
class Kept:
    """An item as it stands now, when it was first seen, and every source that printed it, sorted."""

    item: Item
    first_seen: datetime
    sources: tuple[str, ...]


def save(store: Store, items: Iterable[Item], seen_at: datetime) -> list[Item]:
    """Keep a reading; the items never seen before come back, in their order. Twice is as good as once."""
    with store.writing() as connection:
        return keep(connection, [(items, seen_at)])[0]


def keep(connection: Connection, readings: Sequence[tuple[Iterable[Item], datetime]]) -> list[list[Item]]:
    """As `save`, of several readings in their order, within a transaction of another."""
    printed = [(_once_each(items), seen_at) for items, seen_at in readings]
    ids = {item.id for items, _ in printed for item in items}
    before = _Before(connection, ids)
    new = [[item for item in items if before.is_new(item, seen_at)] for items, seen_at in printed]
    for items, seen_at in printed:
        for item in items:
            before.see(item, seen_at)
    rows.add(connection, schema.items, ("id", "first_seen", "link"), before.names)
    rows.add(connection, schema.versions, _NAMES, [_row(version) for version in before.versions])
    indexing.index(connection, before.texts)
    return new


class _Before:
    """What the archive holds of some items, and the rows that new readings of them add: `names`, `versions`, and
    the `texts` by which searches find them."""

    def __init__(self, connection: Connection, ids: Collection[str]) -> None:
        self.names: list[tuple[str, datetime, str | None]] = []
        self.versions: list[Version] = []
        self.texts: list[tuple[str, str]] = []
        self._rows = _rows_of(connection, ids)
        # Of a pruned item only the name remains, so that it is not taken for new.
        self._named = set(self._rows) | _names(connection, ids - self._rows.keys())
        self._known: dict[str, list[Version]] = {}
        self._newest = {(row.item_id, row.source_id): row for told in self._rows.values() for row in told}

    def is_new(self, item: Item, seen_at: datetime) -> bool:
        """Whether the item was never seen before. From now on it counts as seen."""
        if item.id in self._named:
            return False
        self._named.add(item.id)
        self.names.append((item.id, seen_at, item.link))
        return True

    def see(self, item: Item, seen_at: datetime) -> None:
        """Add a version if this reading says anything new of the item."""
        newest = self._newest.get((item.id, item.source_id))
        if newest is not None and _says_the_same(newest, item):
            return
        known = self._versions(item.id)
        version = _next_version(item, known, seen_at)
        if version is None:
            return
        text = searched(version.item)
        if text not in map(searched, (told.item for told in known)):
            self.texts.append((item.id, text))
        known.append(version)
        self.versions.append(version)
        self._newest.pop((item.id, item.source_id), None)

    def _versions(self, item_id: str) -> list[Version]:
        if item_id not in self._known:
            self._known[item_id] = [_version(row) for row in self._rows.get(item_id, ())]
        return self._known[item_id]


def _once_each(items: Iterable[Item]) -> list[Item]:
    """The items, those that a document prints several times (as its lead and in a list) made into one."""
    same: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        if not item.id:
            raise ValueError("an item without an id cannot be kept")
        same.setdefault((item.id, item.source_id), []).append(item)
    return [readings[0] if len(readings) == 1 else together(readings) for readings in same.values()]


def _says_the_same(row: Row[Any], item: Item) -> bool:
    """Whether a reading equals the newest row, at little cost: most readings say nothing new."""
    return tuple(row[:_TEXTS_END]) == _texts_of(item) and tuple(row[_TEXTS_END:_BESIDE_END]) == _beside_texts(item)


def _next_version(item: Item, known: Sequence[Version], seen_at: datetime) -> Version | None:
    before = [version for version in known if version.source_id == item.source_id]
    if not before:
        return Version(item, item.source_id, 1, seen_at)
    after = succeeding(before[-1].item, item)
    return Version(after, item.source_id, before[-1].number + 1, seen_at) if after else None


def search(store: Store, asked: str, limit: int = 50) -> list[Kept]:
    """Items whose words, in any version, hold all that is asked for: words, "words in a row" and beginnings
    (presid*). Case and accents do not matter. The item kept last comes first."""
    return by_ids(store, matching(store, asked, limit))


def matching(store: Store, asked: str, limit: int) -> list[str]:
    """The ids of what `search` finds: to count them costs less than to load them."""
    wanted = phrases(asked)
    if not wanted:
        return []
    with store.reading() as connection:
        return list(indexing.matching(connection, wanted, limit))


def between(store: Store, start: datetime, end: datetime) -> list[Kept]:
    """Items first seen from `start` until before `end`, oldest first, then by id."""
    first_seen = schema.items.c.first_seen
    return _kept(store, (first_seen >= start) & (first_seen < end))


def of_days(store: Store, days: Iterable[date]) -> list[Kept]:
    """Items that some version dates one of these days, or that were first seen on one (UTC)."""
    wanted = sorted(days)
    first_seen, published = schema.items.c.first_seen, schema.versions.c.published
    # As ranges, and as two queries put together: only so do the databases use their indexes.
    on_one = or_(*((published >= str(d)) & (published < str(d + timedelta(days=1))) for d in wanted))
    dated = select(schema.versions.c.item_id).where(on_one)
    start = datetime.combine(wanted[0], time(), UTC)
    then = (first_seen >= start) & (first_seen < start + timedelta(days=1 + (wanted[-1] - wanted[0]).days))
    seen = select(schema.items.c.id).where(then)
    return _kept(store, schema.items.c.id.in_(seen.union(dated)))


def standing(store: Store, start: datetime, moment: datetime) -> list[Kept]:
    """Items first seen from `start` until before `moment`, as they stood then; oldest first, then by id."""
    first_seen, seen_at = schema.items.c.first_seen, schema.versions.c.seen_at
    return _kept(store, (first_seen >= start) & (first_seen < moment) & (seen_at < moment))


def counted(store: Store, start: datetime, moment: datetime) -> int:
    """How many versions there are of the items that `standing` gives, up to that moment."""
    ours, theirs = schema.items, schema.versions
    query = select(func.count()).select_from(ours).join(theirs, ours.c.id == theirs.c.item_id)
    within = (ours.c.first_seen >= start) & (ours.c.first_seen < moment) & (theirs.c.seen_at < moment)
    return store.value(query.where(within)) or 0


def find(store: Store, link: str) -> list[Kept]:
    """Items first seen with exactly this link."""
    return _kept(store, schema.items.c.link == link)


def by_ids(store: Store, ids: Iterable[str]) -> list[Kept]:
    """The items of these ids, in the order asked; unknown ones are left out."""
    wanted = list(dict.fromkeys(ids))
    found = {kept.item.id: kept for kept in _kept(store, rows.among(store, schema.items.c.id, wanted))}
    return [found[item_id] for item_id in wanted if item_id in found]


def versions(store: Store, item_id: str) -> list[Version]:
    """Every version of an item in the order of time, then by source."""
    with store.reading() as connection:
        told = [_version(row) for row in _rows_of(connection, {item_id}).get(item_id, ())]
    return sorted(told, key=lambda v: (v.seen_at, v.source_id, v.number))


def of(store: Store, source_id: str, limit: int) -> list[Version]:
    """The first version that a source printed of each of its newest items, newest first, then by item."""
    table = schema.versions
    query = select(*_COLUMNS).where(table.c.source_id == source_id, table.c.number == 1)
    query = query.order_by(table.c.seen_at.desc(), table.c.item_id).limit(limit)
    return list(map(_version, store.rows(query)))


def known(store: Store, ids: Collection[str]) -> set[str]:
    """Those of these ids that items in the archive have, whether or not they were pruned."""
    with store.reading() as connection:
        return _names(connection, ids)


def first_seen(store: Store, ids: Collection[str]) -> list[datetime]:
    """When those of these items were first seen that ever were, whether or not they were pruned."""
    table = schema.items.c
    return [row.first_seen for row in store.rows(select(table.first_seen).where(rows.among(store, table.id, ids)))]


def _rows_of(connection: Connection, ids: Collection[str]) -> dict[str, list[Row[Any]]]:
    """Every version of these items by item, in the order of sources and numbers; the texts stand first."""
    table = schema.versions
    found: dict[str, list[Row[Any]]] = {}
    if not ids:
        return found
    query = select(*_COLUMNS)
    for row in connection.execute(query.where(rows.among(connection, table.c.item_id, ids))):
        found.setdefault(row.item_id, []).append(row)
    for told in found.values():
        told.sort(key=lambda row: (row.source_id, row.number))
    return found


def _names(connection: Connection, ids: Collection[str]) -> set[str]:
    if not ids:
        return set()
    table = schema.items.c.id
    return set(connection.execute(select(table).where(rows.among(connection, table, ids))).scalars())


def all(store: Store, since: datetime | None = None) -> Iterator[Kept]:
    """Every item, or those first seen from `since` on, oldest first, then by id; a few at a time."""
    table = schema.items
    query = select(table.c.id).order_by(table.c.first_seen, table.c.id)
    ids = [row.id for row in store.rows(query.where(table.c.first_seen >= since) if since else query)]
    for start in range(0, len(ids), _AT_ONCE):
        yield from by_ids(store, ids[start : start + _AT_ONCE])


def _kept(store: Store, condition: ColumnElement[bool]) -> list[Kept]:
    ours, theirs = schema.items, schema.versions
    query = (
        select(*_COLUMNS, ours.c.first_seen)
        .join_from(ours, theirs, ours.c.id == theirs.c.item_id)
        .where(condition)
        .order_by(ours.c.first_seen, ours.c.id, theirs.c.source_id, theirs.c.number)
    )
    with store.reading() as connection:
        # Fetched one by one, rows would take longer.
        found: Iterator[Sequence[Any]] = connection.execute(query).partitions(_FETCHED_AT_ONCE)
        return list(_grouped((row for some in found for row in some), cache(lambda: outlets.told(connection))))


def _grouped(rows: Iterable[Row[Any]], outlets_told: Callable[[], Mapping[str, str]]) -> Iterator[Kept]:
    for _, group in groupby(rows, key=lambda row: row.item_id):
        same = list(group)
        known = [_version(row) for row in same]
        if len(known) == 1:
            # Most are printed by one source, once.
            yield Kept(known[0].item, same[0].first_seen, (known[0].source_id,))
            continue
        shown = current(known, outlets_told())
        yield Kept(shown, same[0].first_seen, tuple(sorted({v.source_id for v in known})))


def _row(version: Version) -> tuple[object, ...]:
    item = version.item
    which = (item.id, version.source_id, version.number, version.seen_at)
    return (*_texts_of(item), *_beside_texts(item), *which, _found(tuple(item.found.items())))


def _beside_texts(item: Item) -> tuple[object, ...]:
    """The columns of an item that are no texts, but for how it was found: that makes no new version."""
    return (
        _as_json(item.places) if item.places else "[]",
        item.truncated,
        records.as_json(records.told(item.appeal)) if item.appeal else None,
        records.as_json(records.told(item.event)) if item.event else None,
        records.as_json(list(map(records.told, item.enclosures))) if item.enclosures else None,
    )


@lru_cache(maxsize=4096)
def _found(told: tuple[tuple[str, str], ...]) -> str:
    # What is found where is alike for all items of a document.
    return _as_json(dict(told))


def _version(row: Row[Any]) -> Version:
    """A version from the columns of `_COLUMNS`, which a row begins with."""
    places, truncated, appeal, event, files, item_id, source_id, number, seen_at, found = row[_TEXTS_END:_END]
    item = Item(
        **dict(zip(_TEXTS, row, strict=False)),
        id=item_id,
        source_id=source_id,
        places=_places_of(places),
        truncated=truncated,
        found=_found_of(found),
        appeal=records.made_of(Appeal, json.loads(appeal)) if appeal else None,
        event=records.made_of(Event, json.loads(event)) if event else None,
        enclosures=records.made_of(tuple[Enclosure, ...], json.loads(files)) if files else (),
    )
    return Version(item, source_id, number, seen_at)


@lru_cache(maxsize=4096)
def _places_of(told: str) -> tuple[str, ...]:
    return tuple(json.loads(told))


@lru_cache(maxsize=4096)
def _found_of(told: str) -> Mapping[str, str]:
    return MappingProxyType(json.loads(told))
