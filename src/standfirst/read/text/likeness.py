"""How much a line looks like a standfirst, and how much like a headline.

A line is told by its length, its last sign, whether sentences end within it, and how it uses capitals: all
that differs between the two in every language we know of. The weights were learned by bench/train_text.py.
"""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from math import log
from pathlib import Path
from typing import Any

from standfirst.read.widths import width

CUT_MARK = re.compile(r"(?:\[\s?(?:…|\.{3})\s?\]|…|\.{3,})[\s\"”»)]*$")
LOOK = 300  # how many signs of a line are looked at
TAIL = 12  # and how many of its end
_FULL_STOP = re.compile(r"[.。．।։۔]['\"”’»」』)\]]*$")
_INNER_STOP = re.compile(r"(?:(?<=\w\w)[.!?։…]|[।۔؟])['\"”’»)]*\s+(?=\S)|[。！？](?=\S)")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_CLAUSE = re.compile(r"[,،、，;；]")


@cache
def weights() -> dict[str, Any]:
    """What bench/train_text.py learned: a few hundred numbers."""
    found: dict[str, Any] = json.loads(Path(__file__).with_name("weights.json").read_bytes())
    return found


def signs(text: str) -> dict[str, float]:
    """What tells a standfirst from a headline, by name: mostly 0 or 1."""
    head, tail = text[:LOOK], text[-TAIL:]
    cased = [word for word in _LONG_WORD.findall(head) if word[0] != word[0].swapcase()]
    upper = [word for word in cased if word[0].isupper()]
    raised = len(upper) / len(cased) if len(cased) > 2 else 0.3
    shouted = sum([word.isupper() for word in upper]) / len(cased) if upper else 0.0
    length = width(text)
    found = {
        "bias": 1.0,
        "log length": log(length + 1) - 4.6,
        "very long": float(length > 150),
        "short": float(length < 45),
        "commas": min(4, len(_CLAUSE.findall(head))) / 4,
        "stops within": min(3, len(_INNER_STOP.findall(head))) / 3,
        "raised": raised,
        "shouted": shouted,
    }
    found[_ending(tail)] = 1.0
    return found


def _ending(text: str) -> str:
    if CUT_MARK.search(text):
        return "ends cut"
    if _FULL_STOP.search(text):
        return "ends in a stop"
    if text.endswith((":", "：")):
        return "ends in a colon"
    return "ends in a cry" if text.rstrip('"”’»)」』').endswith(("?", "!", "？", "！", "؟")) else "ends openly"


# A line may be asked about by all ways in which a text can be parted.
@lru_cache(maxsize=1024)
def likeness(text: str) -> float:
    """Above 0 the line is rather a standfirst, below 0 rather a headline: the logarithm of the odds."""
    learned = weights()["likeness"]
    return float(sum([learned.get(name, 0.0) * value for name, value in signs(text).items()]))
