"""Versions say what an appeal asks for, when an event takes place, and which files go with an item. What was kept
before stays as it was."""

import sqlalchemy as sa
from alembic import op

from standfirst.store.schema import Words

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    for name in ("appeal", "event", "enclosures"):
        op.add_column("versions", sa.Column(name, Words))
