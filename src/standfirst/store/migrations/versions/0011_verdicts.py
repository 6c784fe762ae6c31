"""What was found of a source's past is kept until there is more of it."""

import sqlalchemy as sa
from alembic import op

from standfirst.store.schema import Words

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "verdicts",
        sa.Column("source_id", Words, primary_key=True),
        sa.Column("of_visits", Words, nullable=False),
        sa.Column("of_items", Words, nullable=False),
        sa.Column("body", Words, nullable=False),
    )
