"""What an issue prints is known by a digest, and whom it names, without opening it."""

import json
from hashlib import blake2b
from typing import Any

import sqlalchemy as sa
from alembic import op

from standfirst.store.schema import Words

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column("issues", sa.Column("digest", Words, nullable=False, server_default=""))
    op.add_column("issues", sa.Column("names", Words, nullable=False, server_default=""))
    columns: list[sa.ColumnClause[str]] = [
        sa.column(name) for name in ("edition_id", "number", "body", "digest", "names")
    ]
    issues = sa.table("issues", *columns)
    own = op.get_bind()
    for edition_id, number in own.execute(sa.select(issues.c.edition_id, issues.c.number)).all():
        same = (issues.c.edition_id == edition_id) & (issues.c.number == number)
        body = own.execute(sa.select(issues.c.body).where(same)).scalar_one()
        told = {"digest": _digest(body), "names": json.dumps(_names(json.loads(body)), ensure_ascii=False)}
        own.execute(sa.update(issues).where(same).values(**told))


def _digest(body: str) -> str:
    return blake2b(body.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _names(issue: dict[str, Any]) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {"briefs": [], "corrections": []}
    for section in issue["sections"]:
        rows = found["corrections" if section.get("corrections") else "briefs"]
        rows += [[b["story_id"], b["item"]["id"], *b.get("told", ())] for b in section["briefs"]]
    return found
