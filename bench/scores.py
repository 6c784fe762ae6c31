"""How well told stories agree with labelled ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import NamedTuple


class Scores(NamedTuple):
    """BCubed F1 (the mean over items); F1 of pairs of items in one story, of all and of two languages."""

    bcubed: float
    pairs: float
    two_languages: float


def scores(labelled: Sequence[Hashable], told: Sequence[Hashable], languages: Sequence[str | None]) -> Scores:
    """Each sequence has an entry an item."""
    both = list(zip(labelled, told, strict=True))
    gold, said, right = (_pairs(x, languages) for x in (labelled, told, both))
    return Scores(_bcubed(labelled, told), _f1(right[0], said[0], gold[0]), _f1(right[1], said[1], gold[1]))


def _pairs(story: Sequence[Hashable], languages: Sequence[str | None]) -> tuple[int, int]:
    """Pairs of items in one story: all, and those of two languages."""
    every = sum(n * (n - 1) // 2 for n in Counter(story).values())
    alike = sum(n * (n - 1) // 2 for n in Counter(zip(story, languages, strict=True)).values())
    return every, every - alike


def _f1(right: float, said: float, gold: float) -> float:
    return 2 * right / (said + gold) if said + gold else 0.0


def _bcubed(labelled: Sequence[Hashable], told: Sequence[Hashable]) -> float:
    both = list(zip(labelled, told, strict=True))
    gold, said, right = Counter(labelled), Counter(told), Counter(both)
    precision = sum(right[x] / said[x[1]] for x in both) / len(both)
    recall = sum(right[x] / gold[x[0]] for x in both) / len(both)
    return 2 * precision * recall / (precision + recall)
