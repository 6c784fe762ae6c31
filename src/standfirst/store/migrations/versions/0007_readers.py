"""Readers of letters: their addresses, what they chose, and what became of each letter to each of them."""

import sqlalchemy as sa
from alembic import op

from standfirst.store.schema import Moment, Words

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "subscribers",
        sa.Column("id", Words, primary_key=True),
        sa.Column("address", Words, nullable=False, unique=True),
    )
    op.create_table(
        "choices",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("reader_id", Words, sa.ForeignKey("subscribers.id"), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("state", Words, nullable=False),
        sa.Column("preferences", Words, nullable=False),
        sa.Column("how", Words, nullable=False),
    )
    op.create_index("choices_by_reader", "choices", ["reader_id", "id"])
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("letter", Words, nullable=False),
        sa.Column("reader_id", Words, nullable=False),
        sa.Column("outcome", Words, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("said", Words, nullable=False),
    )
    op.create_index("deliveries_by_letter", "deliveries", ["letter", "reader_id", "id"])
    op.create_index("deliveries_by_reader", "deliveries", ["reader_id"])
