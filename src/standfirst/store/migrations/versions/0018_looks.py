"""Visits say what the items of their document looked like."""

import sqlalchemy as sa
from alembic import op

from standfirst.store.schema import Words

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.add_column("visits", sa.Column("looks", Words))
