"""Returns: letters that came back, each kept once, and letters that were sent against advice."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import insert, select

from standfirst.store import schema
from standfirst.store.opening import Store

_TABLE = schema.returns


@dataclass(frozen=True, slots=True)
class Return:
    """A letter that came back from a reader: of which kind, with what status. `id` is the same for the same
    letter, so that a mailbox may be read again; `reader_id` is "" where the letter is nobody's return."""

    id: str
    reader_id: str
    at: datetime
    kind: str
    status: str


def note(store: Store, told: Return) -> bool:
    """Keep a return; False where it is known."""
    with store.writing() as connection:
        if connection.execute(select(_TABLE.c.id).where(_TABLE.c.id == told.id)).first():
            return False
        connection.execute(insert(_TABLE).values(**asdict(told)))
    return True


def of(store: Store, reader_id: str) -> list[Return]:
    """Every return from one reader, oldest first."""
    query = select(_TABLE).where(_TABLE.c.reader_id == reader_id).order_by(_TABLE.c.at, _TABLE.c.id)
    return [Return(*row) for row in store.rows(query)]


def note_forced(store: Store, letter: str, at: datetime, complaints: str) -> None:
    """Keep that a letter was sent although something was wrong with it."""
    with store.writing() as connection:
        connection.execute(insert(schema.forced).values(letter=letter, at=at, complaints=complaints))


def forced(store: Store) -> list[tuple[str, datetime, str]]:
    """Every letter sent although something was wrong with it: which, when, what."""
    rows = store.rows(select(schema.forced).order_by(schema.forced.c.id))
    return [(row.letter, row.at, row.complaints) for row in rows]
