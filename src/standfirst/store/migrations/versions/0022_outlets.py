"""What the outlets of sources are called, for when they are no longer followed."""

import sqlalchemy as sa
from alembic import op

from standfirst.store.schema import Words

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.create_table(
        "outlets",
        sa.Column("source_id", Words, primary_key=True),
        sa.Column("outlet", Words, nullable=False),
    )
