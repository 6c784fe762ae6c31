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


def test_what_was_taken_back_does_not_hold_but_is_kept(store: Store) -> None:
    spiked, led = Edit("spike", ("a",), "Ana", MORNING), Edit("lead", ("a",), "Ana", MORNING)
    joined, back = Edit("together", ("a", "b"), "Ana", MORNING), Edit("undo", ("b",), "Bo", MORNING, "together")
    again = Edit("undo", ("a",), "Bo", MORNING, "spike")
    for edit in (spiked, led, joined, back, again, spiked):
        edits.add(store, edit)
    assert edits.all(store) == [led, spiked]
    assert edits.made(store) == [spiked, led, joined, back, again, spiked]
