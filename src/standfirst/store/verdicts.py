"""What was found of the past of each source, and of how much of it. A cache, no facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import delete, func, insert, select

from standfirst.store import rows, schema
from standfirst.store.opening import Store
from standfirst.store.visits import sources


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found (`body`), and the marks of the visits and of the items of which it was."""

    source_id: str
    of_visits: str
    of_items: str
    body: str


@dataclass(frozen=True, slots=True)
class Marks:
    """How far the past of a source goes: words that change with each visit, and with each that brought items."""

    visits: str
    items: str


def marks(store: Store) -> dict[str, Marks]:
    """Of every source ever visited, by source id."""
    known, visits, versions = sources(), schema.visits, schema.versions
    mine = visits.c.source_id == known.c.source_id
    news = select(visits.c.id).where(mine, visits.c.new_items > 0).order_by(visits.c.id.desc()).limit(1)
    query = select(
        known.c.source_id,
        select(func.max(visits.c.id)).where(mine).scalar_subquery().label("visit"),
        news.scalar_subquery().label("news"),
        # A source may print for the first time what is no news, since others had it.
        select(func.max(versions.c.seen_at)).where(versions.c.source_id == known.c.source_id).scalar_subquery(),
    ).where(known.c.source_id.is_not(None))
    with store.reading() as connection:
        found = connection.execute(query).all()
    return {name: Marks(str(visit), f"{news} {seen_at}") for name, visit, news, seen_at in found}


def all(store: Store) -> dict[str, Verdict]:
    """Every one that was kept, by source id."""
    with store.reading() as connection:
        told = connection.execute(select(schema.verdicts))
        return {row.source_id: Verdict(*row) for row in told}


def save(store: Store, verdicts: Sequence[Verdict]) -> None:
    """Keep these in place of what was kept of their sources before."""
    with store.writing() as connection:
        named = rows.among(connection, schema.verdicts.c.source_id, [told.source_id for told in verdicts])
        connection.execute(delete(schema.verdicts).where(named))
        connection.execute(insert(schema.verdicts), [asdict(told) for told in verdicts])
