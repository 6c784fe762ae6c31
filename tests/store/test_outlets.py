from __future__ import annotations

from pathlib import Path

from standfirst.store import Store, copying, open_store, outlets


def test_an_outlet_is_called_what_it_was_called_last(store: Store) -> None:
    outlets.save(store, {"harbour": "The Harbour Gazette", "hill": "Hill News"})
    outlets.save(store, {"harbour": "The Gazette"})
    outlets.save(store, {})
    assert outlets.all(store) == {"harbour": "The Gazette", "hill": "Hill News"}


def test_a_backup_knows_outlets_too(store: Store, tmp_path: Path) -> None:
    outlets.save(store, {"hill": "Hill News"})
    copying.backup(store, tmp_path / "backup.db")
    with open_store(tmp_path / "new.db") as new:
        copying.restore(tmp_path / "backup.db", new)
        assert outlets.all(new) == {"hill": "Hill News"}
