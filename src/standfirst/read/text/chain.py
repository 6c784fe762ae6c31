"""The likeliest roles of the lines of a text together, by weights that bench/train_lines.py learned.

A line's signs speak for each role; so does the role of the line before it. What speaks for a line speaks in part
for those that stand where it stands in other items too, so that one short headline among many stays a headline.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping, Sequence
from functools import cache
from pathlib import Path
from struct import unpack
from typing import Any, NamedTuple

from standfirst.read.text.line import Line
from standfirst.read.text.looks import signs_of

ALIKE = 0.3  # how much of what speaks for a line is what speaks for those that stand alike
HUNDREDTHS = 100  # weights are written as whole numbers
NEVER = -1e6
_LANE, _NOUGHT = 32, 1 << 20  # bits of a lane, and what stands in it for nought: sums of some hundred signs fit
_WORDLESS = frozenset(
    ("label", "more", "link", "rule", "outlet", "point")
)  # kinds of lines that say nothing of news
Worth = Sequence[float]


class Weights(NamedTuple):
    """What signs, and steps from one role to the next, say for each of `roles`, in their order, in hundredths.
    What a sign says is one number that has a lane for each role, so that one sum adds them all."""

    roles: str
    signs: dict[str, int]
    steps: list[list[int]]


@cache
def weights() -> Weights:
    """What bench/train_lines.py learned: about a thousand signs."""
    return weights_of(json.loads(Path(__file__).with_name("chain.json").read_bytes()))


def weights_of(learned: Mapping[str, Any]) -> Weights:
    """The weights that were learned and written down, a row for each sign."""
    rows: dict[str, list[int]] = learned["signs"]
    signs = {sign: sum((w + _NOUGHT) << _LANE * n for n, w in enumerate(row)) for sign, row in rows.items()}
    return Weights(learned["roles"], signs, learned["steps"])


def _summed(told: Sequence[str], learned: Weights) -> list[int]:
    """What signs say together for each role."""
    known = [learned.signs[sign] for sign in told if sign in learned.signs]
    lanes = sum(known).to_bytes(_LANE // 8 * len(learned.roles), "little")
    return [lane - _NOUGHT * len(known) for lane in unpack(f"<{len(learned.roles)}I", lanes)]


def worths_of(lines: Sequence[Line], learned: Weights) -> list[Worth]:
    """What speaks for each role of each line, in hundredths."""
    signs, places = signs_of(lines)
    own = [_summed(told, learned) for told in signs]
    news = [role in "HSP" for role in learned.roles]
    return [
        [NEVER if is_news else w for is_news, w in zip(news, worth, strict=True)]
        if line.kind in _WORDLESS
        else worth
        for line, worth in zip(lines, _alike(own, places), strict=True)
    ]


def _alike(own: Sequence[list[int]], places: Sequence[Hashable]) -> list[Worth]:
    pools: dict[Hashable, list[list[int]]] = {}
    for worth, place in zip(own, places, strict=True):
        pools.setdefault(place, []).append(worth)
    shares = {
        place: [ALIKE * sum(column) / len(pool) for column in zip(*pool, strict=True)]
        for place, pool in pools.items()
    }
    return [
        [(1 - ALIKE) * mine + theirs for mine, theirs in zip(worth, shares[place], strict=True)]
        for worth, place in zip(own, places, strict=True)
    ]


def likeliest(worths: Sequence[Worth], learned: Weights) -> tuple[str, float]:
    """The roles of lines that together are worth most, a letter each, and what they are worth."""
    if not worths:
        return "", 0.0
    columns = list(zip(*learned.steps, strict=True))
    best = list(worths[0])
    ways = []
    for worth in worths[1:]:
        came, now = [], []
        for column, mine in zip(columns, worth, strict=True):
            paths = [value + step for value, step in zip(best, column, strict=True)]
            top = max(paths)
            came.append(paths.index(top))
            now.append(top + mine)
        ways.append(came)
        best = now
    most = max(best)
    told = [best.index(most)]
    for came in reversed(ways):
        told.append(came[told[-1]])
    return "".join(learned.roles[number] for number in reversed(told)), most / HUNDREDTHS


def worth_of(worths: Sequence[Worth], may_be: Sequence[str], learned: Weights) -> float:
    """What lines are worth at the most whose roles are each one of a few."""
    before: dict[int, float] = {}
    for worth, letters in zip(worths, may_be, strict=True):
        now = {}
        for letter in letters:
            role = learned.roles.index(letter)
            paths = [value + learned.steps[number][role] for number, value in before.items()]
            now[role] = max(paths, default=0.0) + worth[role]
        before = now
    return max(before.values(), default=0.0) / HUNDREDTHS
