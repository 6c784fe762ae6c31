"""Beside the pairs that joining found the stories are kept. Both can be found anew."""

import sqlalchemy as sa
from alembic import op

from standfirst.store.schema import Words

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.drop_table("settled")
    op.create_table(
        "settled",
        sa.Column("what", Words, primary_key=True),
        sa.Column("key", Words, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
