"""The items of a day of the archive are found without looking through all versions."""

from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_index("versions_by_published", "versions", ["published"])
