"""Which lines of text are headlines and which standfirsts, by what they look like and by what stands around.

The roles of a run of lines are those that together are likeliest (Viterbi), where it costs something to begin
a new item without a sign for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from standfirst.read.text.likeness import likeness

Role = Literal["H", "S"]
CERTAIN = 4.0


class Habits(NamedTuple):
    """What a step from one role to the next costs in a document: (from, to) of "H" and "S"; `first` is what a
    run costs that begins with a standfirst."""

    first: float = 1.5
    head_head: float = 1.5
    head_text: float = 0.0
    text_head: float = 0.0
    text_text: float = 1.0


def leaning(text: str) -> float:
    """How much a line looks like a standfirst: `likeness` within what one line may count for."""
    return max(-CERTAIN, min(CERTAIN, likeness(text)))


def roles(leanings: Sequence[float], habits: Habits) -> list[Role]:
    """The likeliest roles of a run of lines, of each of which it is known how it leans."""
    if not leanings:
        return []
    best: dict[Role, float] = {"H": -leanings[0], "S": leanings[0] - habits.first}
    ways: list[dict[Role, Role]] = []
    steps: tuple[tuple[Role, Role, float], ...] = (
        ("H", "H", habits.head_head),
        ("H", "S", habits.head_text),
        ("S", "H", habits.text_head),
        ("S", "S", habits.text_text),
    )
    for lean in leanings[1:]:
        came: dict[Role, Role] = {}
        now: dict[Role, float] = {"H": float("-inf"), "S": float("-inf")}
        for before, after, cost in steps:
            worth = best[before] - cost + (lean if after == "S" else -lean)
            if worth > now[after]:
                now[after], came[after] = worth, before
        ways.append(came)
        best = now
    told: list[Role] = ["H" if best["H"] >= best["S"] else "S"]
    for came in reversed(ways):
        told.append(came[told[-1]])
    return told[::-1]
