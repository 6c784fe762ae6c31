"""Which pairs of tellings are worth comparing: those that share something rare."""

from __future__ import annotations

from collections import defaultdict

from standfirst.join.likeness import Window

# A word that stands in more tellings than this joins nothing; it would only make every pair a candidate.
_COMMON = 60


def candidates(w: Window) -> list[tuple[int, int]]:
    """Pairs (i < j) of tellings that share a word or an anchor that few have."""
    by_token: dict[str, list[int]] = defaultdict(list)
    for i, t in enumerate(w.tellings):
        for word in t.words:
            by_token[f"{t.language}:{word}"].append(i)
        for anchor in t.anchors:
            by_token[anchor].append(i)
    pairs: set[tuple[int, int]] = set()
    for holders in by_token.values():
        if len(holders) <= _COMMON:
            pairs.update((i, j) for n, i in enumerate(holders) for j in holders[n + 1 :])
    return sorted(pairs)
