"""Which thresholds of joining fit what the editors of an archive decided."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import NamedTuple

from bench.encoded import of_items
from standfirst import store
from standfirst.join import sourced
from standfirst.join.edited import Pair, decided
from standfirst.join.settled import found
from standfirst.join.stories import in_order, unedited
from standfirst.join.window import Vectors
from standfirst.model import Edit, Item
from standfirst.newsroom.open_window import WINDOW, dated, day
from standfirst.store import Store
from standfirst.vectors import Encoder

ENOUGH = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6)
SURE = (0.3, 0.5, 0.7)


class Fit(NamedTuple):
    """At two thresholds: how many pairs that editors put together are together, how many that they parted are
    apart, and how many items nobody decided on are told in other company than now."""

    enough: float
    sure: float
    together: int
    apart: int
    moved: int

    @property
    def gain(self) -> int:
        """Stories that an editor left as they were were right, so what moves speaks against a threshold."""
        return self.together + self.apart - self.moved


def around_edits(archive: Store) -> tuple[list[Item], list[Edit]]:
    """The edits "together" and "apart" of an archive, and the items that may have been joined beside theirs."""
    edits = [edit for edit in store.edits.all(archive) if edit.kind in ("together", "apart")]
    about = {name for edit in edits for name in edit.about}
    days = {day(kept) for kept in store.items.by_ids(archive, about)}
    near = {each + timedelta(days=n) for each in days for n in range(-WINDOW.days // 2, WINDOW.days // 2 + 1)}
    began = store.visits.began(archive)
    return [dated(kept, began) for kept in store.items.all(archive) if day(kept) in near], edits


def measured(items: Sequence[Item], edits: Sequence[Edit], vectors: Vectors | None) -> list[Fit]:
    """What each threshold makes of the items where no editor has a word, today's thresholds first."""
    ordered = in_order(items)
    together, apart = decided(edits, {item.id: n for n, item in enumerate(ordered)})
    about = {n for pair in (*together, *apart) for n in pair}
    settled = found(ordered, vectors)
    fits: list[Fit] = []
    now: Mapping[int, frozenset[int]] = {}
    today = (sourced.ENOUGH, sourced.SURE)
    for enough, sure in dict.fromkeys((today, *product(ENOUGH, SURE))):
        with thresholds(enough, sure):
            label = unedited(ordered, settled).tolist()
        company = _company(label)
        now = now or company
        moved = sum(company[n] != now[n] for n in range(len(ordered)) if not company[n] & about | now[n] & about)
        fits.append(Fit(enough, sure, _one(together, label), len(apart) - _one(apart, label), moved))
    return fits


def _one(pairs: Sequence[Pair], label: Sequence[int]) -> int:
    return sum(label[a] == label[b] for a, b in pairs)


def _company(label: Sequence[int]) -> dict[int, frozenset[int]]:
    groups: dict[int, set[int]] = {}
    for n, each in enumerate(label):
        groups.setdefault(each, set()).add(n)
    whole = {each: frozenset(members) for each, members in groups.items()}
    return {n: whole[each] for n, each in enumerate(label)}


@contextmanager
def thresholds(enough: float, sure: float) -> Iterator[None]:
    """Joins as anyone would, but with these thresholds where sources are known."""
    before = sourced.ENOUGH, sourced.SURE
    sourced.ENOUGH, sourced.SURE = enough, sure
    try:
        yield
    finally:
        sourced.ENOUGH, sourced.SURE = before


def print_fits(address: str, encode: Encoder | None) -> None:
    """What the thresholds in use obey of an archive's edits, and which would fit better."""
    if "://" not in address and not Path(address).is_file():
        sys.exit(f"{address}: there is no archive")
    with store.open_store(address) as archive:
        items, edits = around_edits(archive)
    index = {item.id: n for n, item in enumerate(in_order(items))}
    together, apart = decided(edits, index)
    if not together and not apart:
        print("no editor of this archive has put items together or apart: there is nothing to measure by")
        return
    print(f"{len(together)} pairs put together, {len(apart)} parted, {len(items)} items around them")
    print("ENOUGH  SURE  together  apart  moved")
    now, *others = measured(items, edits, of_items(items, encode))
    best = sorted((fit for fit in others if fit.gain > now.gain), key=lambda fit: -fit.gain)[:5]
    for fit in (now, *best):
        mark = "  now" if fit is now else ""
        print(f"{fit.enough:6.2f}  {fit.sure:4.2f}  {fit.together:8}  {fit.apart:5}  {fit.moved:5}{mark}")
    print("the lines below today's fit better" if best else "nothing fits better than today's")
