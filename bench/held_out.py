"""How well joining does on stories and days that its networks never saw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from bench.scores import scores
from standfirst.join import join, likeness
from standfirst.model import Item

if TYPE_CHECKING:
    from bench.train_join import Told

EARLIER = (0.5, 0.65)
# Where stretches of days end, as shares of all items in order of time.
STRETCHES = (0.25, 0.4, 0.64, 0.8)


def print_table(told: Told, others: Sequence[Told], key: str, lensed: int | None) -> None:
    """A line a split: what was trained on, what was joined, and how well."""
    from bench.train_join import trained

    print(f"{'split':24} {'trained':>8} {'joined':>7}  BCubed  pairs  two languages")
    for name, known, unknown in splits(told):
        new = trained([told.only(known), *others], key, lensed)
        with networks(new.networks):
            stories = join(unknown, (), told.through(new.lens).vectors)
        of = {x.id: s.id for s in stories for x in s.tellings}
        found = scores(
            [told.story[x.id] for x in unknown], [of[x.id] for x in unknown], [x.language for x in unknown]
        )
        print(
            f"{name:24} {len(known):8} {len(unknown):7}"
            f"  {found.bcubed:6.3f}  {found.pairs:5.3f}  {found.two_languages:13.3f}", flush=True,
        )  # fmt: skip


def splits(told: Told) -> Iterator[tuple[str, list[Item], list[Item]]]:
    """Whole days, earlier and later; then each stretch of days, after all other days but for its stories."""
    items = sorted(told.items, key=lambda x: (x.published or "~", x.id))
    days = [(x.published or "")[:10] for x in items]
    for share in EARLIER:
        day = days[int(len(items) * share)]
        earlier = [x for x, its in zip(items, days, strict=True) if its < day]
        yield f"before {day}", earlier, items[len(earlier) :]
    ends = ["", *(days[int(len(items) * share)] for share in STRETCHES), "~"]
    for start, end in pairwise(ends):
        stretch = [x for x, day in zip(items, days, strict=True) if start <= day < end]
        theirs = {told.story[x.id] for x in stretch}
        others = [x for x in items if told.story[x.id] not in theirs]
        yield f"from {stretch[0].published or '':.10} on", others, stretch


@contextmanager
def networks(trained: dict[str, Any]) -> Iterator[None]:
    """Joins as anyone would, but with these networks in place of those in weights.json."""
    shipped = likeness._weights()
    kept = dict(shipped)
    shipped.update(trained)
    likeness.network.cache_clear()
    try:
        yield
    finally:
        shipped.clear()
        shipped.update(kept)
        likeness.network.cache_clear()
