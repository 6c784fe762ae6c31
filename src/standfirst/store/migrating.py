"""A store's schema made, or moved forwards by Alembic, from inside the program."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy import Connection

from standfirst.store import schema
from standfirst.store.opening import StoreError


def move_forwards(connection: Connection, revision: str, address: str) -> None:
    """Bring the schema behind `connection` to `revision`, within the connection's transaction."""
    settings = Config()
    settings.set_main_option("script_location", "standfirst.store:migrations")
    settings.attributes["connection"] = connection
    if not connection.dialect.has_table(connection, "alembic_version"):
        schema.create(connection)
        command.stamp(settings, revision)
        return
    try:
        command.upgrade(settings, revision)
    except CommandError:
        raise StoreError(
            f"the store {address} has a schema that this standfirst does not know: a newer one may"
        ) from None
