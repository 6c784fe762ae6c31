"""Of each source is kept which alarms were said."""

import sqlalchemy as sa
from alembic import op

from standfirst.store.schema import Words

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.add_column("verdicts", sa.Column("said", Words))
