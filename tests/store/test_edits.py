from __future__ import annotations

from standfirst.model import Edit
from standfirst.store import Store, edits
from tests.store.facts import MORNING, NOON


def test_edits_come_back_in_the_order_they_were_made(store: Store) -> None:
    made = [
        Edit("together", ("item-2", "item-1"), "ines", NOON),
        Edit("spike", ("item-3",), "ines", MORNING),
        Edit("reword", ("item-1",), "omar", NOON, "عبّارة"),
        Edit("kill", ("item-1",), "omar", NOON, "it was false"),
        Edit("erratum", ("item-2",), "ines", NOON, "On Tuesday."),
    ]
    for edit in made:
        edits.add(store, edit)
    assert edits.all(store) == made


def test_there_are_no_edits_at_first(store: Store) -> None:
    assert edits.all(store) == []
