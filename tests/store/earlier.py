"""Archives as programs of earlier schemas left them: today's, without what came since."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text

from standfirst.model import Issue
from standfirst.store import open_store
from standfirst.store.opening import REVISION
from standfirst.store.records import as_json


def _columns(table: str, *names: str) -> tuple[str, ...]:
    return tuple(f"ALTER TABLE {table} DROP COLUMN {name}" for name in names)


# What undoes each step of the schema.
UNDONE = {
    22: ("DROP TABLE outlets",),
    21: ("DROP TABLE clicks",),
    20: ("DROP INDEX visits_with_news", "DROP INDEX visits_with_documents", "DROP INDEX visits_that_told"),
    19: _columns("verdicts", "said"),
    18: _columns("visits", "looks"),
    17: _columns("visits", "moved_since"),
    16: _columns("issues", "digest", "names"),
    15: ("DROP TABLE settled", "CREATE TABLE settled (key TEXT PRIMARY KEY, body TEXT NOT NULL)"),
    14: ("DROP INDEX versions_by_published",),
    13: _columns("hosts", "free_at"),
    12: _columns("issues", "audit"),
    11: ("DROP TABLE verdicts",),
    10: ("DROP TABLE returns", "DROP TABLE forced"),
    9: ("DROP TABLE vectors", "DROP TABLE settled", "DROP TABLE addresses"),
    8: _columns("visits", "digest"),
    7: ("DROP TABLE deliveries", "DROP TABLE choices", "DROP TABLE subscribers"),
    6: _columns("versions", "appeal", "event", "enclosures"),
    5: (
        "DROP TABLE hosts",
        "DROP TABLE subscriptions",
        *_columns("visits", "read_as", "wishes", "hub", "topic", "pushed"),
    ),
    4: ("DROP INDEX versions_by_source",),
    3: _columns("visits", "moved_to", "feed"),
    2: ("DROP TABLE search_rows",),
}
EARLIER = [f"{number:04}" for number in range(1, int(REVISION))]


@contextmanager
def an_archive_of(address: str, revision: str) -> Iterator[Connection]:
    """A new archive as a program of that revision made it, to be filled."""
    with open_store(address) as store, store.writing() as connection:
        for number in range(int(REVISION), int(revision), -1):
            for statement in UNDONE[number]:
                connection.execute(text(statement))
        if revision < "0002" and connection.dialect.name == "sqlite":
            connection.execute(text("DROP TABLE search_index"))
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
        yield connection


def an_issue_of(address: str, revision: str, issue: Issue) -> None:
    """An archive of that revision, with an issue that it had frozen."""
    row = {"edition": issue.edition_id, "number": issue.number, "dated": issue.dated, "body": as_json(issue)}
    with an_archive_of(address, revision) as connection:
        table = "INSERT INTO issues (edition_id, number, dated, body)"
        connection.execute(text(f"{table} VALUES (:edition, :number, :dated, :body)"), row)
