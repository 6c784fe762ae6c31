"""Issues: frozen when they are proofed, never made again."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, insert, select, true, update

from standfirst import records
from standfirst.model import Audited, Issue
from standfirst.readership import letter_of
from standfirst.store import schema
from standfirst.store.opening import Store

_TABLE = schema.issues

# Of a brief the id of its story, of its item, and of the items of those it credits.
Named = Sequence[str]


class Entry(NamedTuple):
    """An issue that is not opened: `digest` changes whenever its record does, `told` is JSON of the names in
    it."""

    edition_id: str
    number: int
    dated: date
    digest: str
    told: str

    def named(self) -> tuple[Sequence[Named], Sequence[Named]]:
        """The ids that its briefs name, and those that its corrections name."""
        told = json.loads(self.told)
        return told["briefs"], told["corrections"]


def entries(store: Store) -> list[Entry]:
    """Every issue: by edition, then oldest number first."""
    table = _TABLE.c
    query = select(table.edition_id, table.number, table.dated, table.digest, table.names)
    return [Entry(*row) for row in store.rows(query.order_by(table.edition_id, table.number))]


def save(store: Store, issue: Issue) -> Issue:
    """Freeze an issue. Where its edition has one of that date or number, that one stands and comes back."""
    same = (_TABLE.c.dated == issue.dated) | (_TABLE.c.number == issue.number)
    with store.writing() as connection:
        query = select(_TABLE.c.body).where(_TABLE.c.edition_id == issue.edition_id, same)
        # Of two, the one of the same date: the number was given away in the meantime.
        frozen = connection.execute(query.order_by(_TABLE.c.dated != issue.dated)).scalar()
        if frozen is not None:
            return issue_of(frozen)
        row = {"edition_id": issue.edition_id, "number": issue.number, "dated": issue.dated}
        connection.execute(insert(_TABLE).values(**row, **_told(issue)))
    return issue


def instead(store: Store, issue: Issue) -> None:
    """Put an issue in place of the one that its edition has of that date. Only for issues that are not out."""
    same = (_TABLE.c.edition_id == issue.edition_id) & (_TABLE.c.dated == issue.dated)
    with store.writing() as connection:
        connection.execute(update(_TABLE).where(same).values(**_told(issue)))


def rename(store: Store, old: str, new: str) -> None:
    """Give the issues of an edition, and what is known of their letters, to one of another id that has none."""
    letters = schema.deliveries
    with store.writing() as connection:
        own = select(_TABLE.c.number, _TABLE.c.body).where(_TABLE.c.edition_id == old)
        there = connection.execute(select(_TABLE.c.number).where(_TABLE.c.edition_id == new)).first()
        for number, body in () if there else connection.execute(own).all():
            told = as_json(replace(issue_of(body), edition_id=new))
            same = (_TABLE.c.edition_id == old) & (_TABLE.c.number == number)
            row = {"edition_id": new, "body": told, "digest": _digest(told)}
            connection.execute(update(_TABLE).where(same).values(**row))
            theirs = update(letters).where(letters.c.letter == letter_of(old, number))
            connection.execute(theirs.values(letter=letter_of(new, number)))


def _told(issue: Issue) -> dict[str, str]:
    body, audit = as_json(issue), records.as_json(issue.audit, in_order=True)
    return {"body": body, "digest": _digest(body), "names": records.as_json(_names(issue)), "audit": audit}


def as_json(issue: Issue) -> str:
    """What an issue prints. Its audit is kept apart, for it is long and seldom asked for."""
    printed = {name: value for name, value in records.fields_of(issue).items() if name != "audit"}
    return records.as_json(printed, in_order=True)


def issue_of(body: str) -> Issue:
    """The issue a record holds."""
    return records.made_of(Issue, json.loads(body))


def _digest(body: str) -> str:
    return blake2b(body.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _names(issue: Issue) -> dict[str, list[Named]]:
    """The ids that an issue names: for each brief its story, its item and the items it credits."""
    names: dict[str, list[Named]] = {"briefs": [], "corrections": []}
    for section in issue.sections:
        rows = names["corrections" if section.corrections else "briefs"]
        rows += [brief.names for brief in section.briefs]
    return names


def by_date(store: Store, edition_id: str, dated: date) -> Issue | None:
    return next(iter(_those(store, (_TABLE.c.edition_id == edition_id) & (_TABLE.c.dated == dated))), None)


def audit(store: Store, edition_id: str, number: int) -> tuple[Audited, ...] | None:
    """Why the issue of a number prints what it does; None where nothing was kept of it."""
    query = select(_TABLE.c.audit).where((_TABLE.c.edition_id == edition_id) & (_TABLE.c.number == number))
    kept = store.value(query)
    return records.made_of(tuple[Audited, ...], json.loads(kept)) if kept else None


def highest(store: Store, edition_id: str) -> int:
    """The highest number of an edition's issues, 0 where there is none."""
    return store.value(select(func.max(_TABLE.c.number)).where(_TABLE.c.edition_id == edition_id)) or 0


def newest(store: Store, edition_id: str) -> Issue | None:
    """The issue with the highest number."""
    number = highest(store, edition_id)
    return next(iter(_those(store, (_TABLE.c.edition_id == edition_id) & (_TABLE.c.number == number))), None)


def all(store: Store, edition_id: str | None = None) -> list[Issue]:
    """Every issue, or those of one edition: by edition, then oldest number first."""
    return _those(store, true() if edition_id is None else _TABLE.c.edition_id == edition_id)


def since(store: Store, day: date) -> list[Issue]:
    """Every issue of a day or later: by edition, then oldest number first."""
    return _those(store, _TABLE.c.dated >= day)


def before(store: Store, edition_id: str, dated: date, since: date, naming: Collection[str] = ()) -> list[Issue]:
    """The issues of an edition that matter for the one of a day: all between `since` and that day, the last one
    before it, and older ones that name any of these items; oldest number first."""
    table = _TABLE.c
    own = (table.edition_id == edition_id) & (table.dated < dated)
    newest = select(func.max(table.number)).where(own).scalar_subquery()
    wanted = (table.dated >= since) | (table.number == newest)
    if naming:
        wanted |= table.number.in_(_naming(store, own, naming))
    return _those(store, own & wanted)


def _naming(store: Store, condition: ColumnElement[bool], names: Collection[str]) -> list[int]:
    quoted = [json.dumps(name, ensure_ascii=False) for name in names]
    rows = store.rows(select(_TABLE.c.number, _TABLE.c.names).where(condition))
    return [number for number, told in rows if any(name in told for name in quoted)]


def _those(store: Store, condition: ColumnElement[bool]) -> list[Issue]:
    query = select(_TABLE.c.body).where(condition).order_by(_TABLE.c.edition_id, _TABLE.c.number)
    return [issue_of(row.body) for row in store.rows(query)]
