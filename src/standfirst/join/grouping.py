"""From likenesses of pairs to groups, obeying what an editor said belongs together or apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Pair = tuple[int, int]


def group(
    size: int,
    likeness: Mapping[Pair, float],
    enough: float,
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
) -> list[list[int]]:
    """Groups of the numbers below `size`, each sorted, in order of their first member.

    Strongest pairs first; two groups become one when the mean of the likenesses between their members is
    enough (a pair that was never compared counts half of that, so that a long chain cannot hold together).
    `together` joins whatever the likeness, `apart` forbids whatever else; the later word of an editor is
    settled before this is called, so the two never contradict each other for one pair.
    """
    groups = _Groups(size, {_ordered(p) for p in apart})
    for i, j in sorted(together):
        groups.merge(i, j)
    for (i, j), value in sorted(likeness.items(), key=lambda row: (-row[1], row[0])):
        if value >= enough and groups.mean_likeness(i, j, likeness, enough / 2) >= enough * 0.8:
            groups.merge(i, j)
    return groups.all()


def _ordered(pair: Pair) -> Pair:
    return (min(pair), max(pair))


class _Groups:
    """Disjoint groups that know which members must not meet."""

    def __init__(self, size: int, apart: set[Pair]) -> None:
        self._of = list(range(size))
        self._members = {i: [i] for i in range(size)}
        self._apart = apart

    def mean_likeness(self, i: int, j: int, likeness: Mapping[Pair, float], unknown: float) -> float:
        a, b = self._of[i], self._of[j]
        if a == b:
            return 0.0
        values = [
            likeness.get(_ordered((x, y)), unknown if (i, j) != (x, y) else 0.0)
            for x in self._members[a]
            for y in self._members[b]
        ]
        return sum(values) / len(values)

    def merge(self, i: int, j: int) -> None:
        a, b = sorted((self._of[i], self._of[j]))
        if a == b or self._forbidden(a, b):
            return
        for x in self._members[b]:
            self._of[x] = a
        self._members[a] += self._members.pop(b)

    def _forbidden(self, a: int, b: int) -> bool:
        if not self._apart:
            return False
        return any(_ordered((x, y)) in self._apart for x in self._members[a] for y in self._members[b])

    def all(self) -> list[list[int]]:
        return sorted(sorted(members) for members in self._members.values())
