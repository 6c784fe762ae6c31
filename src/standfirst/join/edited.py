"""What editors decided of pairs: which belong together, which stay apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from standfirst.model import Edit

Pair = tuple[int, int]


class Said(NamedTuple):
    """Pairs that editors put together, pairs that they keep apart, and pairs that the documents declare to be
    one."""

    together: Sequence[Pair] = ()
    apart: Sequence[Pair] = ()
    declared: Sequence[Pair] = ()


def decided(edits: Sequence[Edit], index: Mapping[str, int]) -> tuple[list[Pair], list[Pair]]:
    """Pairs an editor put together, and pairs kept apart; of two edits on a pair the later counts.

    "Apart" names items that leave whatever else they were joined with: the first item is parted from the
    rest of those named.
    """
    said: dict[Pair, str] = {}
    for edit in edits:
        if edit.kind in ("together", "apart"):
            known = [index[i] for i in edit.about if i in index]
            said |= {(min(known[0], x), max(known[0], x)): edit.kind for x in known if x != known[0]}
    return (
        [pair for pair, kind in said.items() if kind == "together"],
        [pair for pair, kind in said.items() if kind == "apart"],
    )
