"""The first schema: items and their versions, visits, edits, issues."""

import sqlalchemy as sa
from alembic import op

from standfirst.store.schema import Moment, Words

revision = "0001"
down_revision = None


def upgrade() -> None:
    _items()
    _versions()
    _visits()
    op.create_table(
        "edits",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", Words, nullable=False),
        sa.Column("about", Words, nullable=False),
        sa.Column("by", Words, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("value", Words),
    )
    op.create_table(
        "issues",
        sa.Column("edition_id", Words, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("dated", sa.Date, nullable=False),
        sa.Column("body", Words, nullable=False),
        sa.UniqueConstraint("edition_id", "dated", name="issues_once_a_date"),
    )


def _items() -> None:
    op.create_table(
        "items",
        sa.Column("id", Words, primary_key=True),
        sa.Column("first_seen", Moment, nullable=False),
        sa.Column("link", Words),
    )
    op.create_index("items_by_first_seen", "items", ["first_seen", "id"])
    op.create_index("items_by_link", "items", ["link"])


def _versions() -> None:
    op.create_table(
        "versions",
        sa.Column("item_id", Words, sa.ForeignKey("items.id"), primary_key=True),
        sa.Column("source_id", Words, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("seen_at", Moment, nullable=False),
        sa.Column("link", Words),
        sa.Column("headline", Words),
        sa.Column("standfirst", Words),
        sa.Column("kicker", Words),
        sa.Column("byline", Words),
        sa.Column("published", Words),
        sa.Column("language", Words),
        sa.Column("kind", Words, nullable=False),
        sa.Column("places", Words, nullable=False),
        sa.Column("image", Words),
        sa.Column("truncated", sa.Boolean, nullable=False),
        sa.Column("section", Words),
        sa.Column("found", Words, nullable=False),
    )


def _visits() -> None:
    op.create_table(
        "visits",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("source_id", Words, nullable=False),
        sa.Column("url", Words, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("outcome", Words, nullable=False),
        sa.Column("reason", Words, nullable=False),
        sa.Column("status", sa.Integer),
        sa.Column("etag", Words),
        sa.Column("last_modified", Words),
        sa.Column("bytes", sa.Integer, nullable=False),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.Column("items", sa.Integer, nullable=False),
        sa.Column("new_items", sa.Integer, nullable=False),
        sa.Column("wait_until", Moment),
    )
    op.create_index("visits_by_source", "visits", ["source_id", "id"])
