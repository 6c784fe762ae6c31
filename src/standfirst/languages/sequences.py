"""The library that tells languages by their character sequences, behind one function."""

from __future__ import annotations

from functools import cache
from typing import Any

_ONE_NAME = {"ms": "id", "tl": "fil"}


def scores(text: str) -> dict[str, float]:
    """Languages a text may be in, each with a score from 0 to 1; empty where the library cannot tell."""
    found = _detector().detect_details(text)
    if found.language == "und":
        return {}
    return {_ONE_NAME.get(tag, tag): float(score) for tag, score in found.scores.items()}


@cache
def _detector() -> Any:
    import eldc

    eldc.init()
    eldc.set_scores(8)
    return eldc
