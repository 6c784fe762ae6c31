"""Visits say where a source has moved to and which feed its page declares."""

import sqlalchemy as sa
from alembic import op

from standfirst.store.schema import Words

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("visits", sa.Column("moved_to", Words))
    op.add_column("visits", sa.Column("feed", Words))
