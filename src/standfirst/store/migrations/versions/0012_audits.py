"""Why an issue prints what it does is kept beside it."""

import sqlalchemy as sa
from alembic import op

from standfirst.store.schema import Words

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("issues", sa.Column("audit", Words))
