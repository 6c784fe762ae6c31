"""Names of authors that stand on lines of their own, above headlines or below them, each but once: what no other
line says again is told by its look, where nearly all items have such a line in the same place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from standfirst.read.enough import enough
from standfirst.read.text.record import Record
from standfirst.read.text.signed import AUTHORS

_LONGEST = 40
_PARTICLES = frozenset(
    "de da di do dos del della la le van von der den ter el al bin ben y e i och og und and &".split()
)
_PART = r"[^\W\d_][^\W\d_'’.-]*(?:[-'’.][^\W\d_]+)*\.?"
_NAME = re.compile(rf"{_PART}(?:(?:\s(?:{'|'.join(sorted(_PARTICLES))}))*\s{_PART}){{1,3}}")


def is_name(text: str) -> bool:
    """Whether a text looks like a name: two words to four that begin with capitals, and nothing else."""
    if len(text) > _LONGEST or not _NAME.fullmatch(text):
        return False
    words = [word for word in text.split(" ") if word not in _PARTICLES]
    return len(words) > 1 and all(word[0].isupper() for word in words) and not text.endswith("..")


def are_names(texts: Iterable[str]) -> bool:
    """Whether all of some texts are names, of one author each or of several."""
    return all(AUTHORS.fullmatch(text) or all(map(is_name, text.split(", "))) for text in texts)


def with_names(records: Sequence[Record]) -> list[Record]:
    """The records, names told to be bylines of those below them."""
    bare = [_is_bare_name(record) for record in records]
    others = [record for record, name in zip(records, bare, strict=True) if not name]
    if not enough(sum(bare), len(others)) or bare[-1] or any(map(all, pairwise(bare))):
        return list(records)
    kept: list[Record] = []
    waiting: str | None = None
    for record, name in zip(records, bare, strict=True):
        if name:
            waiting = record.heads[0].text
        else:
            record.byline = record.byline or waiting
            waiting = None
            kept.append(record)
    return kept


def _is_bare_name(record: Record) -> bool:
    alone = len(record.heads) == 1 and not (record.texts or record.dates or record.links)
    return alone and is_name(record.heads[0].text)
