"""Where addresses in letters that count a click led."""

import sqlalchemy as sa
from alembic import op

from standfirst.store.schema import Moment, Words

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.create_table(
        "clicks",
        sa.Column("mark", Words, primary_key=True),
        sa.Column("leads_to", Words),
        sa.Column("reason", Words, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("again", sa.Boolean, nullable=False),
    )
