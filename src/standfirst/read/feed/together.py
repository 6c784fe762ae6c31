"""What only the standfirsts of a feed together tell: the sentence that many of them end with is none of theirs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from standfirst.model import Item

# Where a sentence begins after another.
_BREAK = re.compile(r"(?<=[.!?…\])])\s+(?=\S)|(?<=[。！？।؟])\s*(?=\S)")
_SEVERAL, _SHARE = 3, 3
# "Hosted by … See … for more." is two sentences, and some houses add one.
_MOST_SENTENCES = 4


def without_same_ends(items: Iterable[Item]) -> list[Item]:
    """The items, their standfirsts without the last sentences that several, and one in three, end with alike."""
    kept = list(items)
    for _ in range(_MOST_SENTENCES):
        ends = [_last_sentence(item.standfirst or "") for item in kept]
        often = Counter(ends)
        said = len(ends) - often[""]
        same = {end for end, times in often.items() if end and times >= _SEVERAL and times * _SHARE >= said}
        if not same:
            break
        kept = [_without(item, end) if end in same else item for item, end in zip(kept, ends, strict=True)]
    return kept


def _last_sentence(words: str) -> str:
    last = 0
    for found in _BREAK.finditer(words):
        last = found.end()
    return words[last:]


def _without(item: Item, end: str) -> Item:
    words = (item.standfirst or "").removesuffix(end).rstrip()
    # A piece without a headline is its words.
    return replace(item, standfirst=words or None) if words or item.headline else item
