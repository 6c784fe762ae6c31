"""Of each source, visits that brought something are found without going through years of those that did not."""

from alembic import op
from sqlalchemy import text

revision = "0020"
down_revision = "0019"

_WHICH = {
    "visits_with_news": "new_items > 0",
    "visits_with_documents": "(outcome = 'new' OR (outcome = 'same' AND status = 200))",
    "visits_that_told": "outcome IN ('new', 'failed')",
}


def upgrade() -> None:
    for name, which in _WHICH.items():
        op.create_index(
            name, "visits", ["source_id", "id"], sqlite_where=text(which), postgresql_where=text(which)
        )
