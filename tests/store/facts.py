"""Small facts of the tests' own making."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, create_engine, make_url, text

from standfirst.model import Issue, Item, Visit
from standfirst.store.issues import as_json
from standfirst.store.opening import upgrade

MORNING = datetime(2026, 3, 5, 7, 30, tzinfo=UTC)
NOON = MORNING + timedelta(hours=4, minutes=30)
EVENING = MORNING + timedelta(hours=11)
TOMORROW = MORNING + timedelta(days=1)


def an_item(number: int = 1, **fields: Any) -> Item:
    """An item of the harbour's paper, complete in itself; `fields` go before."""
    told: dict[str, Any] = {
        "id": f"item-{number}",
        "source_id": "harbour",
        "link": f"https://harbour.example/{number}",
        "headline": f"Ferry {number} sails again",
    }
    return Item(**{**told, **fields})


def a_visit(at: datetime = MORNING, **fields: Any) -> Visit:
    told: dict[str, Any] = {"source_id": "harbour", "url": "https://harbour.example/", "outcome": "new"}
    return Visit(at=at, reason="answered (200)", **{**told, **fields})


@contextmanager
def an_empty_archive_of(address: str, revision: str) -> Iterator[Connection]:
    """An archive as a program of that revision made it, to be filled."""
    url = make_url(address) if "://" in address else make_url(f"sqlite:///{address}")
    engine = create_engine(url.set(drivername="postgresql+psycopg") if url.get_backend_name() != "sqlite" else url)
    with engine.begin() as connection:
        upgrade(connection, revision, address)
        yield connection
    engine.dispose()


def an_issue_of(address: str, revision: str, issue: Issue) -> None:
    """An archive as a program of that revision left it, with an issue that it had frozen."""
    row = {"edition": issue.edition_id, "number": issue.number, "dated": issue.dated, "body": as_json(issue)}
    with an_empty_archive_of(address, revision) as connection:
        table = "INSERT INTO issues (edition_id, number, dated, body)"
        connection.execute(text(f"{table} VALUES (:edition, :number, :dated, :body)"), row)
