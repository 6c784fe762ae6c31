"""Items can be searched; those already kept become findable."""

import sqlalchemy as sa
from alembic import op

from standfirst.store.schema import Words
from standfirst.store.terms import terms

revision = "0002"
down_revision = "0001"

_AT_ONCE = 1_000


def upgrade() -> None:
    op.create_table(
        "search_rows",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("item_id", Words, sa.ForeignKey("items.id"), nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        # Of the tokenizers, only this one leaves every letter that is not ASCII as it is.
        op.execute("CREATE VIRTUAL TABLE search_index USING fts5 (terms, content = '', tokenize = 'ascii')")
        statement = sa.text("INSERT INTO search_index (rowid, terms) VALUES (:id, :terms)")
    else:
        op.execute("ALTER TABLE search_rows ADD COLUMN terms tsvector")
        op.execute("CREATE INDEX search_index ON search_rows USING gin (terms)")
        statement = sa.text("UPDATE search_rows SET terms = CAST(:terms AS tsvector) WHERE id = :id")
    _index_all(statement)


def _index_all(statement: sa.TextClause) -> None:
    connection = op.get_bind()
    versions = sa.text(
        "SELECT item_id, kicker, headline, standfirst, byline FROM versions ORDER BY seen_at, item_id, source_id"
    )
    rows = []
    # All of it is fetched before the first is written: one connection cannot do both at once everywhere.
    for number, row in enumerate(connection.execute(versions).all(), 1):
        rows.append({"id": number, "item_id": row[0], "terms": _shaped(" \n".join(filter(None, row[1:])))})
        if len(rows) == _AT_ONCE:
            _write(statement, rows)
            rows = []
    _write(statement, rows)


def _write(statement: sa.TextClause, rows: list[dict[str, object]]) -> None:
    if rows:
        op.get_bind().execute(sa.text("INSERT INTO search_rows (id, item_id) VALUES (:id, :item_id)"), rows)
        op.get_bind().execute(statement, rows)


def _shaped(text: str) -> str:
    found = terms(text)
    if op.get_bind().dialect.name == "sqlite":
        return " ".join(found)
    return " ".join(f"'{term}':{place}" for place, term in enumerate(found, 1))
