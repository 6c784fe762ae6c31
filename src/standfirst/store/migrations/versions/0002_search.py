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
        _index_all(
            "INSERT INTO search_rows (id, item_id) VALUES (:id, :item_id)",
            "INSERT INTO search_index (rowid, terms) VALUES (:id, :terms)",
        )
    else:
        op.execute("ALTER TABLE search_rows ADD COLUMN terms tsvector")
        _index_all("INSERT INTO search_rows (id, item_id, terms) VALUES (:id, :item_id, CAST(:terms AS tsvector))")
        # Without fastupdate: a list of what is not in the index yet would be read through at every search.
        op.execute("CREATE INDEX search_index ON search_rows USING gin (terms) WITH (fastupdate = off)")


def _index_all(*statements: str) -> None:
    connection = op.get_bind()
    versions = sa.text(
        "SELECT item_id, kicker, headline, standfirst, byline FROM versions ORDER BY seen_at, item_id, source_id"
    )
    # All of it is fetched before the first is written: one connection cannot do both at once everywhere.
    rows = [
        {"id": number, "item_id": row[0], "terms": _shaped(" \n".join(filter(None, row[1:])))}
        for number, row in enumerate(connection.execute(versions).all(), 1)
    ]
    for start in range(0, len(rows), _AT_ONCE):
        for statement in statements:
            connection.execute(sa.text(statement), rows[start : start + _AT_ONCE])


def _shaped(text: str) -> str:
    found = terms(text)
    if op.get_bind().dialect.name == "sqlite":
        return " ".join(found)
    return " ".join(f"'{term}':{place}" for place, term in enumerate(found, 1))
