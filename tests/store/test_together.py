"""Several processes at one archive: two gathers, a gather and an editor. Nothing doubles, nothing locks up."""

from __future__ import annotations

from concurrent.futures import Future, ProcessPoolExecutor
from datetime import timedelta
from multiprocessing import get_context

from standfirst.model import Edit
from standfirst.store import Store, edits, items, open_store, visits
from tests.store.facts import MORNING, TOMORROW, a_visit, an_item

ROUNDS = 12


def gather(address: str, source_id: str) -> int:
    """Rounds whose documents overlap with those of all others; how many items were new."""
    new = 0
    with open_store(address) as store:
        for number in range(ROUNDS):
            moment = MORNING + timedelta(seconds=number)
            printed = [an_item(number + more, source_id=source_id) for more in range(20)]
            new += len(visits.save_round(store, a_visit(moment, source_id=source_id), printed))
    return new


def decide(address: str) -> int:
    """An editor who reads, then writes, as often."""
    with open_store(address) as store:
        for number in range(ROUNDS):
            seen = items.between(store, MORNING, TOMORROW)
            edits.add(store, Edit("spike", (f"item-{number}",), f"editor of {len(seen)}", MORNING))
            items.search(store, "ferry")
    return 0


def test_gathers_and_an_editor_at_once_double_nothing(store: Store, address: str) -> None:
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        working: list[Future[int]] = [pool.submit(gather, address, name) for name in ("feed", "page", "feed")]
        working.append(pool.submit(decide, address))
        new = sum(work.result(timeout=120) for work in working)
    kept = items.between(store, MORNING, TOMORROW)
    assert len(kept) == new == ROUNDS + 19
    assert len(edits.all(store)) == ROUNDS
    assert len(visits.of(store, "feed")) == 2 * ROUNDS
    for one in kept:
        assert one.sources == ("feed", "page")
        assert len(items.versions(store, one.item.id)) == 2
