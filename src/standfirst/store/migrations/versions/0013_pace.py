"""Hosts remember until when their pace lets nobody ask, so that the next gathering keeps to it."""

import sqlalchemy as sa
from alembic import op

from standfirst.store.schema import Moment

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("hosts", sa.Column("free_at", Moment))
