"""From likenesses of pairs to groups, obeying what an editor said belongs together or apart."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

Pair = tuple[int, int]

# Equal likenesses must be settled alike in every order of arrival: compare what is left after rounding.
_DIGITS = 6


def group(
    size: int,
    likeness: Mapping[Pair, float],
    enough: float,
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
    crowd: tuple[float, float] = (1.0, 1.0),
) -> list[list[int]]:
    """Groups of the numbers below `size`, each sorted, in order of their first member.

    The two groups that are most alike become one, until none are alike enough. How alike they are is the sum
    of likenesses between their members, divided by the size of the lesser group and by that of the greater, each
    to a power of its own (`crowd`): at 1 and 1 it is the mean, and a great group would never find its last
    members; the less the greater one's size counts, the more it swallows. `together` joins whatever the
    likeness, `apart` forbids whatever else; the later word of an editor is settled before this is called, so
    the two never contradict each other for one pair. What is put together is as like to others as its likest.
    """
    kept_apart = {_ordered(p) for p in apart}
    bound = _bound(size, sorted(together), kept_apart)
    groups = _Groups(size, _shared(likeness, bound) if bound else likeness, kept_apart, crowd)
    for first, *others in bound:
        for other in others:
            groups.merge(first, other)
    groups.merge_all(enough)
    return groups.all()


def _bound(size: int, together: Sequence[Pair], apart: set[Pair]) -> list[list[int]]:
    """Groups of what editors put together, directly or through others, unless it is also kept apart."""
    if not together:
        return []
    groups = _Groups(size, {}, apart, (1.0, 1.0))
    for i, j in together:
        groups.merge(i, j)
    return [members for members in groups.all() if len(members) > 1]


def _shared(likeness: Mapping[Pair, float], bound: Iterable[list[int]]) -> Mapping[Pair, float]:
    """The likenesses, in which all members of a bound group are as like to a telling as the likest of them is."""
    whole = {n: members for members in bound for n in members}
    found = dict(likeness)
    for (i, j), value in likeness.items():
        if (i in whole or j in whole) and whole.get(i) is not whole.get(j):
            for pair in product(whole.get(i, (i,)), whole.get(j, (j,))):
                found[_ordered(pair)] = max(value, found.get(_ordered(pair), 0.0))
    return found


def _ordered(pair: Pair) -> Pair:
    return (min(pair), max(pair))


class _Groups:
    """Disjoint groups, named by their first member, with the sum of likenesses between every two."""

    def __init__(
        self, size: int, likeness: Mapping[Pair, float], apart: set[Pair], crowd: tuple[float, float]
    ) -> None:
        self._lesser, self._greater = crowd
        self._of = list(range(size))
        self._members: dict[int, list[int]] = {i: [i] for i in range(size)}
        self._sums: dict[int, dict[int, float]] = {i: {} for i in range(size)}
        self._apart: dict[int, set[int]] = {}
        for i, j in apart:
            self._apart.setdefault(i, set()).add(j)
            self._apart.setdefault(j, set()).add(i)
        for (i, j), value in likeness.items():
            self._sums[i][j] = self._sums[j][i] = value

    def merge_all(self, enough: float) -> None:
        # What groups share is divided by no less than 1: where it is not enough, neither is the rest.
        least = enough - 10**-_DIGITS
        queue = [
            (-v, a, b)
            for a in self._members
            for b, shared in self._sums[a].items()
            if shared >= least and a < b and (v := self._link(a, b)) >= enough
        ]
        heapq.heapify(queue)
        while queue:
            value, a, b = heapq.heappop(queue)
            if a not in self._members or b not in self._members or self._link(a, b) != -value:
                continue
            if not self.merge(a, b):
                continue
            for c, shared in self._sums[a].items():
                if shared >= least and (v := self._link(a, c)) >= enough:
                    heapq.heappush(queue, (-v, min(a, c), max(a, c)))

    def _link(self, a: int, b: int) -> float:
        few, many = len(self._members[a]), len(self._members[b])
        if few > many:
            few, many = many, few
        return round(self._sums[a].get(b, 0.0) / float(few**self._lesser * many**self._greater), _DIGITS)

    def merge(self, i: int, j: int) -> bool:
        """Make one group of those of two members, unless an editor keeps some of them apart."""
        a, b = sorted((self._of[i], self._of[j]))
        if a == b or self._forbidden(a, b):
            return False
        for x in self._members[b]:
            self._of[x] = a
        self._members[a] += self._members.pop(b)
        self._sums[a].pop(b, None)
        for c, value in self._sums.pop(b).items():
            if c != a:
                both = self._sums[a].get(c, 0.0) + value
                self._sums[a][c] = self._sums[c][a] = both
                del self._sums[c][b]
        return True

    def _forbidden(self, a: int, b: int) -> bool:
        if not self._apart:
            return False
        few, many = sorted((self._members[a], self._members[b]), key=len)
        others = set(many)
        return any(self._apart.get(x, set()) & others for x in few)

    def all(self) -> list[list[int]]:
        return sorted(sorted(members) for members in self._members.values())
