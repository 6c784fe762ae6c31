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
    """The items, their standfirsts without the last sentences that several, and one in three, end with alike.
    Where nothing is ever said before it, a sentence is what the feed says of its entries, and stays."""
    kept = list(items)
    for _ in range(_MOST_SENTENCES):
        parted = [_parted(item.standfirst or "") for item in kept]
        often = Counter(end for _, end in parted)
        said = len(parted) - often[""]
        ends = {end for before, end in parted if before and often[end] >= _SEVERAL and often[end] * _SHARE >= said}
        if not ends:
            break
        kept = [_without(i, end) if end in ends else i for i, (_, end) in zip(kept, parted, strict=True)]
    return kept


def _parted(words: str) -> tuple[str, str]:
    """What stands before the last sentence of some words, and that."""
    last = 0
    for found in _BREAK.finditer(words):
        last = found.end()
    return words[:last], words[last:]


def _without(item: Item, end: str) -> Item:
    words = (item.standfirst or "").removesuffix(end).rstrip()
    # A piece without a headline is its words.
    return replace(item, standfirst=words or None) if words or item.headline else item
