"""What the edits of an archive say of the thresholds of joining."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench import from_edits
from standfirst import store
from standfirst.join import sourced
from standfirst.model import Edit, EditKind
from tests.making import item

NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)
DAM = [
    item("a", "Inspectors clear the Vallombra dam of Marisa Toldo", source_id="one", published="2026-03-09"),
    item("b", "Vallombra dam is safe, inspectors tell Marisa Toldo", source_id="two", published="2026-03-09"),
    item("c", "Bread prices climb again in Nairobi", source_id="one", published="2026-03-10"),
]
EARLIER = item("d", "A choir of 900 sings in Osaka", source_id="two", published="2025-09-10")


def edit(kind: EditKind, *about: str) -> Edit:
    return Edit(kind, about, "editor", NOON)


def test_only_what_may_have_been_joined_beside_an_edit_is_looked_at(tmp_path: Path) -> None:
    with store.open_store(tmp_path / "archive.db") as archive:
        store.items.save(archive, [*DAM, EARLIER], NOON)
        store.edits.add(archive, edit("apart", "a", "b"))
        store.edits.add(archive, edit("spike", "d"))
        items, edits = from_edits.around_edits(archive)
    assert {x.id for x in items} == {"a", "b", "c"} and [e.kind for e in edits] == ["apart"]


def test_a_threshold_is_judged_by_what_was_put_together_what_was_parted_and_what_moves() -> None:
    together = {f.enough: f for f in from_edits.measured(DAM, [edit("together", "a", "b")], None)}
    apart = {f.enough: f for f in from_edits.measured(DAM, [edit("apart", "a", "b")], None)}
    least, most = min(together), max(together)
    assert together[least].together >= together[most].together
    assert apart[least].apart <= apart[most].apart
    assert all(f.moved == 0 for f in together.values()), "the two that an editor spoke of do not count as moved"


def test_thresholds_are_as_they_were_afterwards() -> None:
    before = sourced.ENOUGH, sourced.SURE
    from_edits.measured(DAM, [edit("together", "a", "c")], None)
    assert before == (sourced.ENOUGH, sourced.SURE)


def test_an_archive_without_such_edits_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store.open_store(tmp_path / "archive.db").close()
    from_edits.print_fits(str(tmp_path / "archive.db"), None)
    assert "nothing to measure by" in capsys.readouterr().out
