"""Letters that came back, and letters sent against advice."""

import sqlalchemy as sa
from alembic import op

from standfirst.store.schema import Moment, Words

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "returns",
        sa.Column("id", Words, primary_key=True),
        sa.Column("reader_id", Words, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("kind", Words, nullable=False),
        sa.Column("status", Words, nullable=False),
    )
    op.create_index("returns_by_reader", "returns", ["reader_id", "at"])
    op.create_table(
        "forced",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("letter", Words, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("complaints", Words, nullable=False),
    )
