"""Names where labels stand: who wrote a piece, printed above its headline without a word that says so.

Of one line nobody can tell. But where above nearly all headlines at one path stand two or three words, each with a
capital, and they differ, they are people: in most languages a label of two words has but one capital. English and
a few others write their labels as they write names, so there nothing is concluded. Chinese names are known by the
family's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from standfirst.read.page.blocks import Block
from standfirst.read.page.lines import HAN_NAME, Told

_LEAST, _DIFFERENT = 4, 3
_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){1,3}")
# Where a sentence's words bear capitals in titles, or no script's letters do.
_LIKE_LABELS = frozenset("en de vi id ms tl sw".split())


def take_names(blocks: Sequence[Block], told: Sequence[Told], language: str | None) -> None:
    """Makes kickers that are people's names bylines, where all at one path are."""
    if language is None or language[:2] in _LIKE_LABELS:
        return
    by_path: dict[int, list[Told]] = {}
    for block, one in zip(blocks, told, strict=True):
        by_path.setdefault(block.path, []).append(one)
    for row in by_path.values():
        labelled = [one for one in row if one.kicker]
        names = {one.kicker for one in labelled}
        if len(labelled) < _LEAST or len(labelled) * 2 < len(row) or len(names) < _DIFFERENT:
            continue
        if all(one.byline is None and _is_name(one.kicker or "") for one in labelled):
            for one in labelled:
                one.byline, one.kicker = one.kicker, None
                one.found["byline"] = one.found.pop("kicker", "") + ", as with its like a name"


def _is_name(words: str) -> bool:
    if HAN_NAME.fullmatch(words):
        return True
    if not _NAME.fullmatch(words) or len(words) > 40:
        return False
    return all(word[:1].isupper() and word[1:2] != word[1:2].upper() for word in words.split() if len(word) > 2)
