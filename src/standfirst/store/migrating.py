"""Moving a store's schema forwards, by Alembic, from inside the program."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy import Connection

from standfirst.store.opening import StoreError


def upgrade(connection: Connection, revision: str, address: str) -> None:
    """Bring the schema behind `connection` to `revision`, within the connection's transaction."""
    settings = Config()
    settings.set_main_option("script_location", "standfirst.store:migrations")
    settings.attributes["connection"] = connection
    try:
        command.upgrade(settings, revision)
    except CommandError:
        raise StoreError(
            f"the store {address} was written by a newer standfirst: please update this one"
        ) from None
