"""Visits say what was read, when to come again and who tells of news; what hosts let us ask for is kept, and what
was agreed with hubs."""

import sqlalchemy as sa
from alembic import op

from standfirst.store.schema import Moment, Words

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    for name in ("read_as", "wishes", "hub", "topic"):
        op.add_column("visits", sa.Column(name, Words))
    op.add_column("visits", sa.Column("pushed", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_table(
        "hosts",
        sa.Column("origin", Words, primary_key=True),
        sa.Column("at", Moment, nullable=False),
        sa.Column("until", Moment, nullable=False),
        sa.Column("text", Words),
        sa.Column("closed", Words),
        sa.Column("unreachable", sa.Boolean, nullable=False),
        sa.Column("failing_since", Moment),
        sa.Column("etag", Words),
        sa.Column("last_modified", Words),
    )
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("token", Words, nullable=False),
        sa.Column("source_id", Words, nullable=False),
        sa.Column("hub", Words, nullable=False),
        sa.Column("topic", Words, nullable=False),
        sa.Column("secret", Words, nullable=False),
        sa.Column("state", Words, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("until", Moment),
    )
    op.create_index("subscriptions_by_token", "subscriptions", ["token", "id"])
