"""Many rows at once: added without SQLAlchemy's work for each value, asked for by any number of names."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Dialect, Table, Text, any_, cast, func, insert, select
from sqlalchemy.dialects.postgresql import ARRAY

Bind = Callable[[Any], Any]


class _Insertion(NamedTuple):
    """A statement in the driver's own words, and what each value goes through, in the order of the statement;
    `by_place` where it does not name its values."""

    statement: str
    binds: tuple[tuple[str, Bind | None], ...]
    by_place: bool


def add(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Add rows that all fill the same columns. SQLAlchemy compiles the statement once; running it, too, through
    SQLAlchemy costs ten times what SQLite needs for a row."""
    if not rows:
        return
    told = _insertion(table, connection.dialect, tuple(rows[0]))
    if told.by_place:
        connection.exec_driver_sql(told.statement, [_in_order(row, told.binds) for row in rows])
    else:
        connection.exec_driver_sql(told.statement, [_by_name(row, told.binds) for row in rows])


def _in_order(row: Mapping[str, object], binds: Sequence[tuple[str, Bind | None]]) -> tuple[object, ...]:
    return tuple([_bound(row[name], bind) for name, bind in binds])


def _by_name(row: Mapping[str, object], binds: Sequence[tuple[str, Bind | None]]) -> dict[str, object]:
    return {name: _bound(row[name], bind) for name, bind in binds}


def _bound(value: object, bind: Bind | None) -> object:
    # Nothing is nothing for every type of ours, and half of all values are.
    return bind(value) if bind and value is not None else value


@lru_cache(maxsize=64)
def _insertion(table: Table, dialect: Dialect, names: tuple[str, ...]) -> _Insertion:
    # Inline: nobody asks for the number that a row was given.
    compiled = insert(table).inline().compile(dialect=dialect, column_keys=list(names))
    binds = tuple(
        (name, table.c[name].type.dialect_impl(dialect).bind_processor(dialect))
        for name in compiled.positiontup or names
    )
    return _Insertion(str(compiled), binds, bool(compiled.positiontup))


def among(connection: Connection, column: ColumnElement[str], names: Collection[str]) -> ColumnElement[bool]:
    """Is the column one of these? They go as one value, since a statement takes only so many."""
    if connection.dialect.name == "sqlite":
        listed = func.json_each(json.dumps(sorted(names))).table_valued("value")
        return column.in_(select(listed.c.value))
    return column == any_(cast(sorted(names), ARRAY(Text)))
