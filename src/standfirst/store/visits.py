"""Visits: when a source was asked, what it answered, what was new."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import fields, replace
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import CTE, ColumnElement, Connection, Row, ScalarSelect, Select, TextClause, func, select, text

from standfirst.model import Item, Visit
from standfirst.store import items as kept_items
from standfirst.store import rows, schema
from standfirst.store.opening import Store

_FIELDS = tuple(field.name for field in fields(Visit))
_values_of = attrgetter(*_FIELDS)
_COLUMNS = tuple(schema.visits.c[name] for name in _FIELDS)


def save(store: Store, visit: Visit) -> None:
    """Keep a visit that brought no items."""
    with store.writing() as connection:
        _keep(connection, [visit])


def save_round(store: Store, visit: Visit, items: Sequence[Item]) -> list[Item]:
    """Keep a visit and what it brought in one transaction; the new items come back."""
    return save_rounds(store, [(visit, items)])[0]


def save_rounds(store: Store, rounds: Sequence[tuple[Visit, Sequence[Item]]]) -> list[list[Item]]:
    """Keep visits and what they brought in one transaction, in their order, seen at the visits' moments; the new
    items of each come back. The visits' counts are filled in here, since only here it is known what was new."""
    with store.writing() as connection:
        new = kept_items.keep(connection, [(items, visit.at) for visit, items in rounds])
        told = zip(rounds, new, strict=True)
        _keep(connection, [replace(visit, items=len(items), new_items=len(n)) for (visit, items), n in told])
    return new


def last(store: Store, source_id: str) -> Visit | None:
    """The newest visit of a source."""
    return next(iter(of(store, source_id, 1)), None)


def last_answered(store: Store, source_id: str) -> Visit | None:
    """The newest visit that the source answered."""
    return next(iter(of(store, source_id, 1, schema.visits.c.outcome.in_(("new", "same")))), None)


def of(store: Store, source_id: str, limit: int = 100, *which: ColumnElement[bool]) -> list[Visit]:
    """The visits of a source, newest first: all, or those that are meant."""
    table = schema.visits
    query = select(*_COLUMNS).where(table.c.source_id == source_id, *which)
    return list(map(_visit, store.rows(query.order_by(table.c.id.desc()).limit(limit))))


def latest(store: Store) -> dict[str, Visit]:
    """The newest visit of every source ever visited, by source id."""
    return {row.source_id: _visit(row) for row in store.rows(_latest())}


def _latest() -> Select[Any]:
    table, other = schema.visits, schema.visits.alias()
    known = sources()
    newest = select(func.max(other.c.id)).where(other.c.source_id == known.c.source_id).scalar_subquery()
    return select(*_COLUMNS).join_from(known, table, table.c.id == newest).order_by(table.c.source_id)


def recent(store: Store, limit: int, among: Collection[str] | None = None) -> dict[str, list[Visit]]:
    """The newest visits of every source ever visited, or of those named, newest first, by source id."""
    table, other = schema.visits, schema.visits.alias()
    known = sources()
    ids = select(other.c.id).where(other.c.source_id == known.c.source_id).order_by(other.c.id.desc())
    oldest = func.coalesce(ids.offset(limit - 1).limit(1).scalar_subquery(), 0)
    here = (table.c.source_id == known.c.source_id) & (table.c.id >= oldest)
    query = select(*_COLUMNS).join_from(known, table, here).order_by(table.c.source_id, table.c.id.desc())
    found: dict[str, list[Visit]] = {}
    if among is not None:
        query = query.where(rows.among(store, known.c.source_id, among))
    for row in store.rows(query):
        found.setdefault(row.source_id, []).append(_visit(row))
    return found


def waiting(store: Store, moment: datetime) -> list[Visit]:
    """Those of the newest visits of every source whose servers want no request before a moment after this one."""
    return list(map(_visit, store.rows(_latest().where(schema.visits.c.wait_until > moment))))


def last_whole(store: Store) -> dict[str, datetime]:
    """When every source last sent documents, even the same ones again, by source id."""
    query = _newest(schema.BROUGHT_DOCUMENTS, schema.visits.c.source_id, schema.visits.c.at)
    return {row.source_id: row.at for row in store.rows(query)}


def last_asked(store: Store, among: Collection[str]) -> dict[str, datetime]:
    """When we last asked each of these sources ourselves, by source id: what hubs brought does not count."""
    query = _newest(text("NOT pushed"), schema.visits.c.source_id, schema.visits.c.at)
    if not among:
        return {}
    named = rows.among(store, schema.visits.c.source_id, among)
    return {row.source_id: row.at for row in store.rows(query.where(named))}


def began(store: Store) -> dict[str, datetime]:
    """When the first item of every source ever visited was seen, by source id."""
    known, ours = sources(), schema.versions.c
    first = select(func.min(ours.seen_at)).where(ours.source_id == known.c.source_id).scalar_subquery()
    return {source: at for source, at in store.rows(select(known.c.source_id, first)) if at}


def last_news(store: Store) -> dict[str, Visit]:
    """The newest visit of every source that brought new items, by source id."""
    return {row.source_id: _visit(row) for row in store.rows(_newest(schema.BROUGHT_NEWS, *_COLUMNS))}


def _newest(which: TextClause, *columns: ColumnElement[Any]) -> Select[Any]:
    """These columns of the newest visit of every source of those that are meant."""
    table, known = schema.visits, sources()
    newest = newest_of(known, which)
    return select(*columns).join_from(known, table, table.c.id == newest).order_by(table.c.source_id)


def newest_of(known: CTE, which: TextClause) -> ScalarSelect[int]:
    """The number of the newest visit of a source of `known`, of those that are meant."""
    mine = schema.visits.alias("mine")
    ids = select(mine.c.id).where(mine.c.source_id == known.c.source_id, which)
    return ids.order_by(mine.c.id.desc()).limit(1).scalar_subquery()


def sources() -> CTE:
    """The ids of all sources, each found as the next after the one before: grouping would read years of visits."""
    table = schema.visits
    known = select(func.min(table.c.source_id).label("source_id")).cte("sources", recursive=True)
    after = select(func.min(table.c.source_id)).where(table.c.source_id > known.c.source_id).scalar_subquery()
    return known.union_all(select(after).where(known.c.source_id.is_not(None)))


def _keep(connection: Connection, visits: Sequence[Visit]) -> None:
    rows.add(connection, schema.visits, _FIELDS, [_values_of(visit) for visit in visits])


def _visit(row: Row[Any]) -> Visit:
    told: Any = row
    return Visit(*told)
