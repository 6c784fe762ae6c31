"""The alarms of each source, as they were worked out last and as they were said to people. A cache, no facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from standfirst.store import rows, schema
from standfirst.store.opening import Store
from standfirst.store.visits import newest_of, sources


@dataclass(frozen=True, slots=True)
class Verdict:
    """The alarms found at a source (`body`), the marks of the visits and items from which they were worked out,
    and which of them were `said`: None where that was not kept yet."""

    source_id: str
    of_visits: str
    of_items: str
    body: str
    said: str | None = "{}"


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks of how far the past of a source goes. `visits` changes with each visit, `items` with each that brought
    items, `told` with each that said more than "unchanged"."""

    visits: str
    items: str
    told: str


def marks(store: Store) -> dict[str, Marks]:
    """Of every source ever visited, by source id."""
    known, visits, versions = sources(), schema.visits, schema.versions
    mine = visits.c.source_id == known.c.source_id
    query = select(
        known.c.source_id,
        select(func.max(visits.c.id)).where(mine).scalar_subquery(),
        newest_of(known, schema.BROUGHT_NEWS),
        newest_of(known, schema.TOLD_SOMETHING),
        # A source may print for the first time what is no news, since others had it.
        select(func.max(versions.c.seen_at)).where(versions.c.source_id == known.c.source_id).scalar_subquery(),
    ).where(known.c.source_id.is_not(None))
    found = store.rows(query)
    return {name: Marks(str(visit), f"{news} {at}", str(told)) for name, visit, news, told, at in found}


def all(store: Store) -> dict[str, Verdict]:
    """Every one that was kept, by source id."""
    return {row.source_id: Verdict(*row) for row in store.rows(select(schema.verdicts))}


def save(store: Store, verdicts: Sequence[Verdict]) -> None:
    """Keep these in place of earlier ones of their sources; what was said to people meanwhile stays."""
    table = schema.verdicts
    with store.writing() as connection:
        named = rows.among(connection, table.c.source_id, [told.source_id for told in verdicts])
        said = dict(connection.execute(select(table.c.source_id, table.c.said).where(named)).all())
        connection.execute(delete(table).where(named))
        connection.execute(
            insert(table), [asdict(told) | {"said": said.get(told.source_id) or told.said} for told in verdicts]
        )


def say(store: Store, said: Mapping[str, str]) -> None:
    """Keep what was said of sources, by source id."""
    table = schema.verdicts
    if not said:
        return
    one = update(table).where(table.c.source_id == bindparam("name")).values(said=bindparam("told"))
    with store.writing() as connection:
        connection.execute(one, [{"name": name, "told": told} for name, told in said.items()])


def forget(connection: Connection) -> None:
    """Forget all alarms, within a transaction of another, so that they are worked out anew; what was said is
    kept."""
    connection.execute(update(schema.verdicts).values(of_visits="", of_items=""))
