"""Fixtures for whatever must hold on both databases: import them into a conftest.

`store` is an empty open archive, once on SQLite and once on PostgreSQL; `address` is the address of one not
opened yet. The PostgreSQL half needs a server in STANDFIRST_TEST_POSTGRESQL (tests/postgresql.py starts one);
without, it is skipped, or fails where CI is set.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

from standfirst.store import Store, open_store
from tests.postgresql import ADDRESS


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield str(tmp_path / "news.db")
        return
    server = os.environ.get(ADDRESS)
    if not server:
        if os.environ.get("CI"):
            pytest.fail(f"{ADDRESS} must name a PostgreSQL server where CI is set")
        pytest.skip(f"{ADDRESS} names no PostgreSQL server")
    yield from _database(server)


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    with open_store(address) as opened:
        yield opened


def _database(server: str) -> Iterator[str]:
    name = f"test_{uuid4().hex}"
    engine = create_engine(make_url(server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()
