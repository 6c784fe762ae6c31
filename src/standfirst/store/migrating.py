"""Bringing an archive to the schema of this program: what it lacks is added, empty or made from what is there.

So a table is said once, in `schema`. A change that adds a table, an index or a column that may be empty needs a
new revision and no more; any other needs a step here, which every archive older than its revision goes through.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    MetaData,
    String,
    Table,
    delete,
    func,
    insert,
    inspect,
    select,
    text,
    update,
)
from sqlalchemy.schema import CreateColumn

from standfirst.store import indexing, records, rows, schema
from standfirst.store.opening import StoreError

# Named as the first programs named it, so that they refuse an archive of this one.
_REVISION = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))


def upgrade(connection: Connection, revision: str, address: str) -> None:
    """Bring the schema behind `connection` to `revision`, within the connection's transaction."""
    _REVISION.create(connection, checkfirst=True)
    # Where another process was first, the archive is of this revision already.
    before = connection.execute(select(func.max(_REVISION.c.version_num))).scalar() or ""
    if before > revision:
        raise StoreError(f"the store {address} was written by a newer standfirst: please update this one")
    if before < "0015":
        # A cache, which had other columns.
        schema.settled.drop(connection, checkfirst=True)
    _add_what_is_missing(connection)
    if before < "0002":
        indexing.make(connection)
    if before < "0009":
        _remember_addresses(connection)
    if before < "0016":
        _name_issues(connection)
    connection.execute(delete(_REVISION))
    connection.execute(insert(_REVISION).values(version_num=revision))


def _add_what_is_missing(connection: Connection) -> None:
    schema.metadata.create_all(connection)
    there = inspect(connection)
    for table in schema.metadata.sorted_tables:
        columns = {column["name"] for column in there.get_columns(table.name)}
        for column in table.columns:
            if column.name not in columns:
                told = CreateColumn(column).compile(dialect=connection.dialect)
                connection.execute(text(f"ALTER TABLE {table.name} ADD COLUMN {told}"))
        indexes = {index["name"] for index in there.get_indexes(table.name)}
        for index in table.indexes:
            if index.name not in indexes:
                index.create(connection)


def _remember_addresses(connection: Connection) -> None:
    """Where issues printed stories and their items, dated as the first that did."""
    told: dict[tuple[str, str], datetime] = {}
    for _, body in _issues(connection):
        issue = records.issue_of(body)
        for brief in (brief for section in issue.sections for brief in section.briefs):
            for item_id in (brief.item.id, *brief.told):
                told.setdefault((brief.story_id, item_id), datetime.combine(issue.dated, time(), UTC))
    rows.add(
        connection, schema.addresses, ("address", "item_id", "printed_at"), [(*k, at) for k, at in told.items()]
    )


def _name_issues(connection: Connection) -> None:
    for this, body in _issues(connection):
        names = records.names_json(records.issue_of(body))
        connection.execute(update(schema.issues).where(this).values(digest=records.digest(body), names=names))


def _issues(connection: Connection) -> Iterator[tuple[ColumnElement[bool], str]]:
    """Each issue, oldest first: the condition that finds it, and its record."""
    table = schema.issues.c
    query = select(table.edition_id, table.number).order_by(table.dated, table.number)
    for edition_id, number in connection.execute(query).all():
        this = (table.edition_id == edition_id) & (table.number == number)
        yield this, connection.execute(select(table.body).where(this)).scalar_one()
