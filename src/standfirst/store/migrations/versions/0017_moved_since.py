"""Visits say since when their source has led elsewhere for good."""

import sqlalchemy as sa
from alembic import op

from standfirst.store.schema import Moment

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.add_column("visits", sa.Column("moved_since", Moment))
