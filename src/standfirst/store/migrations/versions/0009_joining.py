"""Vectors and what joining found are kept; addresses of stories that were printed are remembered, as are those
that issues have printed."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from standfirst.store.schema import Moment, Words

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "vectors",
        sa.Column("encoder", Words, primary_key=True),
        sa.Column("text", Words, primary_key=True),
        sa.Column("row", sa.LargeBinary, nullable=False),
        sa.Column("kept_at", Moment, nullable=False),
    )
    op.create_table(
        "settled",
        sa.Column("key", Words, primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    addresses = op.create_table(
        "addresses",
        sa.Column("address", Words, primary_key=True),
        sa.Column("item_id", Words, primary_key=True),
        sa.Column("printed_at", Moment, nullable=False),
    )
    op.create_index("addresses_by_item", "addresses", ["item_id"])
    rows = list(_printed())
    if rows:
        op.bulk_insert(addresses, rows)


def _printed() -> Iterator[dict[str, object]]:
    """What issues have printed, each address with the items told there, dated as the first that did."""
    issues = sa.table("issues", sa.column("dated", sa.Date), sa.column("number"), sa.column("body"))
    query = sa.select(issues.c.dated, issues.c.body).order_by(issues.c.dated, issues.c.number)
    known: set[tuple[str, str]] = set()
    for dated, body in op.get_bind().execute(query).all():
        at = datetime(dated.year, dated.month, dated.day, tzinfo=UTC)
        for section in json.loads(body)["sections"]:
            for brief in section["briefs"]:
                for item_id in (brief["item"]["id"], *brief.get("told", ())):
                    if (brief["story_id"], item_id) not in known:
                        known.add((brief["story_id"], item_id))
                        yield {"address": brief["story_id"], "item_id": item_id, "printed_at": at}
