"""Many rows at once: added without SQLAlchemy's work for each value, asked for by any number of names."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Dialect, Table, any_, cast, delete, func, insert, select
from sqlalchemy.dialects.postgresql import ARRAY

from standfirst.store.schema import Words

if TYPE_CHECKING:
    from standfirst.store.opening import Store

Bind = Callable[[Any], Any]


class _Insertion(NamedTuple):
    """A statement as the driver takes it, and its columns in order, each with the function that prepares its
    values. `by_place` says that the statement takes values by their order, not by name."""

    statement: str
    binds: Mapping[str, Bind | None]
    by_place: bool


def add(connection: Connection, table: Table, names: tuple[str, ...], rows: Sequence[Sequence[object]]) -> None:
    """Add rows of the values of these columns. SQLAlchemy compiles the statement once; running it, too, through
    SQLAlchemy costs ten times what SQLite needs for a row."""
    if not rows:
        return
    told = _insertion(table, connection.dialect, names)
    columns = dict(zip(names, zip(*rows, strict=True), strict=True))
    bound = zip(*(_bound(columns[name], bind) for name, bind in told.binds.items()), strict=True)
    if told.by_place:
        connection.exec_driver_sql(told.statement, list(bound))
    else:
        connection.exec_driver_sql(told.statement, [dict(zip(told.binds, row, strict=True)) for row in bound])


def _bound(column: Sequence[object], bind: Bind | None) -> Sequence[object]:
    """The values of a column as the driver takes them. Each distinct value is prepared once: most columns have
    few."""
    if bind is None:
        return column
    # Nothing is nothing for every type of ours.
    told = {value: value if value is None else bind(value) for value in set(column)}
    return [told[value] for value in column]


@lru_cache(maxsize=64)
def _insertion(table: Table, dialect: Dialect, names: tuple[str, ...]) -> _Insertion:
    # Inline: nobody asks for the number that a row was given.
    compiled = insert(table).inline().compile(dialect=dialect, column_keys=list(names))
    binds = {
        name: table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
        for name in compiled.positiontup or names
    }
    return _Insertion(str(compiled), binds, bool(compiled.positiontup))


def instead(store: Store, table: Table, key: str, told: Sequence[Mapping[str, Any]]) -> None:
    """Put rows in place of those that have the same key."""
    if told:
        with store.writing() as connection:
            connection.execute(delete(table).where(among(connection, table.c[key], [row[key] for row in told])))
            connection.execute(insert(table), told)


def among(where: Connection | Store, column: ColumnElement[str], names: Collection[str]) -> ColumnElement[bool]:
    """The condition that the column is one of these names. They go as one value: a statement takes only so
    many."""
    if where.dialect.name == "sqlite":
        listed = func.json_each(json.dumps(sorted(names))).table_valued("value")
        return column.in_(select(listed.c.value))
    return column == any_(cast(sorted(names), ARRAY(Words)))
