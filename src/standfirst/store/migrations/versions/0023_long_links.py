"""An index of links that takes any: PostgreSQL's usual one refuses those of more than 2,704 bytes."""

from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index("items_by_link", "items")
        op.create_index("items_by_link", "items", ["link"], postgresql_using="hash")
