"""Visits say which document was read, so that the same one need not be read again."""

import sqlalchemy as sa
from alembic import op

from standfirst.store.schema import Words

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("visits", sa.Column("digest", Words))
