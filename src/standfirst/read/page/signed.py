"""What only the labels and bylines of a page together tell: names printed above headlines without a word that says
so, the desk that stands before every name, and labels that number places.

Of one line nobody can tell. But where above nearly all headlines at one path stand two or three words, each with a
capital, and they differ, they are people: in most languages a label of two words has but one capital. English and
a few others write their labels as they write names, so there nothing is concluded. Chinese names are known by the
family's. In any script a name that the picture beside a headline bears too, another with each, is who wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from standfirst.read.page.blocks import DIGITS, Block, shows
from standfirst.read.page.lines import Told
from standfirst.read.page.sheet import Sheet
from standfirst.read.signing import HAN_NAME

_LEAST, _DIFFERENT, _PARTS = 4, 3, 2
_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){1,3}")
# Where a sentence's words bear capitals in titles, or no script's letters do.
_LIKE_LABELS = frozenset("en de vi id ms tl sw".split())
_BAR = re.compile(r"\s*[|｜]\s*")


def take_names(sheet: Sheet, blocks: Sequence[Block], told: Sequence[Told], language: str | None) -> None:
    """Makes kickers that are people's names bylines, where all at one path are, and leaves out what is neither."""
    by_path: dict[int, list[tuple[Block, Told]]] = {}
    for block, one in zip(blocks, told, strict=True):
        by_path.setdefault(block.path, []).append((block, one))
    cased = language is not None and language[:2] not in _LIKE_LABELS
    for row in by_path.values():
        _without_desks([one for _, one in row])
        for _, one in row:
            if one.kicker == one.byline:
                one.kicker = None
                one.found.pop("kicker", None)
        labelled = [(block, one) for block, one in row if one.kicker]
        names = {one.kicker or "" for _, one in labelled}
        if len(names) >= _DIFFERENT and len({DIGITS.sub("", name) for name in names}) == 1:
            for _, one in labelled:
                one.kicker = None
                one.found.pop("kicker", None)
        elif _are_names(sheet, row, labelled, names, cased):
            for _, one in labelled:
                one.byline, one.kicker = one.kicker, None
                one.found["byline"] = one.found.pop("kicker", "") + ", as with its like a name"


def _are_names(
    sheet: Sheet,
    row: Sequence[tuple[Block, Told]],
    labelled: Sequence[tuple[Block, Told]],
    names: set[str],
    cased: bool,
) -> bool:
    """Whether the labels of nearly all headlines at a path are the names of people."""
    if len(labelled) * 2 < len(row) or len(names) < _DIFFERENT:
        return False
    if not all(one.byline is None or one.byline == one.kicker for _, one in labelled):
        return False
    if cased and len(labelled) >= _LEAST and all(_is_name(name) for name in names):
        return True
    return len(names) * 4 >= len(labelled) * 3 and all(
        shows(sheet, block, one.kicker or "") for block, one in labelled
    )


def _without_desks(row: Sequence[Told]) -> None:
    """Cuts from bylines the part of the paper before a bar, where it comes again."""
    parted = [(one, parts) for one in row if one.byline and len(parts := _BAR.split(one.byline)) == _PARTS]
    desks = {parts[0] for _, parts in parted}
    if len(parted) >= _DIFFERENT and len(desks) * 2 < len(parted):
        for one, parts in parted:
            one.byline = parts[1]


def _is_name(words: str) -> bool:
    if HAN_NAME.fullmatch(words):
        return True
    if not _NAME.fullmatch(words) or len(words) > 40:
        return False
    return all(word[:1].isupper() and word[1:2] != word[1:2].upper() for word in words.split() if len(word) > 2)
