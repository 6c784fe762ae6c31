"""What a source printed last is found without looking through all the others."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_index("versions_by_source", "versions", ["source_id", "seen_at"])
