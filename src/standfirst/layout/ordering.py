"""In what order briefs stand where an editor put them in one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from standfirst.model import Brief, Edit


def ordered(briefs: Sequence[Brief], orders: Iterable[Edit]) -> list[Brief]:
    """The briefs of a section. Those that an order names stand as it says, in the places that they have among the
    others; a later order stands above an earlier one."""
    found = list(briefs)
    for order in orders:
        named = [n for name in order.about for n, b in enumerate(found) if name in (b.item.id, *b.told)]
        # Two tellings of one story are one brief.
        wanted = [found[n] for n in dict.fromkeys(named)]
        for n, brief in zip(sorted(set(named)), wanted, strict=True):
            found[n] = brief
    return found
