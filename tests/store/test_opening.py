from __future__ import annotations

import os
import shutil
import signal
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from standfirst.store import Store, StoreError, copying, items, line, locks, open_store, schema
from standfirst.store.opening import REVISION
from tests import postgresql
from tests.store.facts import MORNING, TOMORROW, an_item


def test_a_store_opened_again_has_what_was_kept(address: str) -> None:
    with open_store(address) as store:
        items.save(store, [an_item()], MORNING)
    with open_store(address) as store:
        assert len(items.between(store, MORNING, TOMORROW)) == 1


def test_the_migrations_make_the_tables_that_the_program_knows(store: Store) -> None:
    def ours(_: object, name: str | None, *__: object) -> bool:
        return not (name or "").startswith("search_index") and name != "terms"

    with store.reading() as connection:
        settled = MigrationContext.configure(connection, opts={"include_object": ours})
        assert compare_metadata(settled, schema.metadata) == []
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == REVISION


def test_many_may_open_a_new_store_at_once(address: str) -> None:
    def save(number: int) -> int:
        with open_store(address) as store:
            return len(items.save(store, [an_item(number), an_item(0)], MORNING))

    with ThreadPoolExecutor(6) as threads:
        assert sorted(threads.map(save, range(1, 7))) == [1, 1, 1, 1, 1, 2]


def test_a_store_of_a_newer_program_is_refused(address: str) -> None:
    with open_store(address) as store, store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer standfirst"):
        open_store(address)


def test_a_folder_that_is_missing_is_made(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/var/lib/news.db"):
        assert (tmp_path / "var/lib/news.db").exists()


def test_an_archive_and_its_backup_are_for_their_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        with open_store(tmp_path / "news.db") as store:
            copying.backup(store, tmp_path / "backup.db")
            files = [path.stat().st_mode & 0o777 for path in tmp_path.iterdir()]
    finally:
        os.umask(before)
    assert len(files) > 1 and set(files) == {0o600}


def test_sqlite_keeps_what_it_acknowledged_through_a_power_cut(tmp_path: Path) -> None:
    with open_store(tmp_path / "news.db") as store, store.writing() as connection:
        told = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
        assert told == ["wal", 2]
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("mysql://somewhere/news", "not mysql://"),
        ("postgresql://ana:pw@[::1/news", "^postgresql://..:1/news is no address"),
        ("nonsense://", "not nonsense://"),
        ("postgresql://127.0.0.1:1/news", "store postgresql://127.0.0.1:1/news cannot be used"),
        ("postgres://127.0.0.1:1/news", "store postgresql://127.0.0.1:1/news cannot be used"),
        ("postgresql+psycopg://127.0.0.1:1/news", "store postgresql://127.0.0.1:1/news cannot be used"),
        (":memory:", "needs the path of a file"),
        ("sqlite://", "needs the path of a file"),
        ("/proc/nowhere/news.db", "cannot be made"),
    ],
)
def test_an_address_that_cannot_be_is_named_in_one_sentence(address: str, sentence: str) -> None:
    with pytest.raises(StoreError, match=sentence) as caught:
        open_store(address)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear reader, this is no database at all, only a letter of some length. " * 20)
    before = letter.read_bytes()
    with pytest.raises(StoreError, match=r"letter\.txt"):
        open_store(letter)
    assert letter.read_bytes() == before


def test_a_damaged_file_is_told_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with open_store(path) as store:
        items.save(store, [an_item(n) for n in range(200)], MORNING)
    path.write_bytes(path.read_bytes()[:20_000])
    with (
        pytest.raises(StoreError, match="its file is damaged, a backup can be restored into a new one"),
        open_store(path) as store,
    ):
        items.between(store, MORNING, TOMORROW)


def test_another_programs_database_is_not_taken_over_silently(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE items (name TEXT)")
    with pytest.raises(StoreError, match="items"):
        open_store(path)


def test_a_password_is_never_told() -> None:
    for address in ("postgresql://ines:secret@127.0.0.1:1/news", "postgresql://127.0.0.1:1/news?password=secret"):
        with pytest.raises(StoreError) as caught:
            open_store(address)
        assert "secret" not in str(caught.value)


@pytest.mark.postgresql
def test_a_server_that_is_halted_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    if not os.environ.get(postgresql.ADDRESS):
        pytest.skip(f"{postgresql.ADDRESS} names no PostgreSQL server")
    monkeypatch.setattr(line, "SILENCE", 0.5)
    monkeypatch.setattr(line, "AT_THE_DOOR", 2)
    folder, address = postgresql.start()
    halted: list[int] = []
    try:
        with open_store(address) as store:
            with store.reading() as connection:
                assert connection.execute(text("SELECT 2 FROM pg_sleep(1.5)")).scalar() == 2
            with pytest.raises(StoreError, match="the server is silent and lets nobody in") as caught:
                _write_while_it_is_halted(store, folder, halted)
            assert "\n" not in str(caught.value)
            with pytest.raises(StoreError, match="the server does not answer"):
                items.between(store, MORNING, TOMORROW)
            _send(halted, signal.SIGCONT)
            assert items.between(store, MORNING, TOMORROW) == []
            with locks.hold(store, "gather"):
                pass
    finally:
        _send(halted, signal.SIGCONT)
        postgresql.stop(folder)


def _write_while_it_is_halted(store: Store, folder: Path, halted: list[int]) -> None:
    with locks.hold(store, "gather"), store.writing() as connection:
        first = int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        halted += [first, *map(int, Path(f"/proc/{first}/task/{first}/children").read_text().split())]
        _send(halted, signal.SIGSTOP)
        connection.execute(text("SELECT 1"))


def _send(processes: list[int], what: signal.Signals) -> None:
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, what)


def test_what_is_no_file_or_stands_where_nobody_may_write_is_said(tmp_path: Path) -> None:
    (tmp_path / "news.db").mkdir()
    with pytest.raises(StoreError, match=r"it is no file, or stands in a folder that this user may not write to"):
        open_store(tmp_path / "news.db")


def test_a_disk_without_room_is_called_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(tmp_path / "news.db") as store:
        usage = shutil.disk_usage(tmp_path)
        monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=0))
        with (
            pytest.raises(StoreError, match=r"news\.db cannot be used: its disk is full"),
            store.writing() as connection,
        ):
            connection.execute(text("PRAGMA max_page_count = 1"))
            connection.execute(text("CREATE TABLE more AS SELECT randomblob(100000) AS words"))
