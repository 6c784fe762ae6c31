"""Marks: the words and badges by which an outlet says of what kind a piece is, in any language.

A mark in square or lenticular brackets is a badge and leaves the headline; a kicker ("VIDEO: ...") is part of
the headline as printed and stays, but tells the kind all the same.
"""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from standfirst.languages.tables import rows
from standfirst.model import Kind

_BRACKET = re.compile("[【〔［〈＜«\\[]")
_BRACKETED = re.compile(
    r"(?:\[([^\[\]]{1,24})\]|【([^【】]{1,24})】|〔([^〔〕]{1,24})〕|［([^［］]{1,24})］|〈([^〈〉]{1,24})〉|＜([^＜＞]{1,24})＞)"
)
_QUOTED = re.compile(r"^\s*«([^«»]{1,24})»\s*|\s*«([^«»]{1,24})»\s*$")
_LEADING = re.compile(r"^\W*([^\s|｜:：–—/][^|｜:：–—]{0,24}?)\s*(?:[|｜:：]|\s[–—-]\s)\s*\S")
# "PHOTOS. The flood": before a full stop only in capitals, or in a script without.
_STOPPED = re.compile(r"^\W*([^\s.][^.]{0,24})\.{1,3}\s+\S")
_SIGN = re.compile(r"[|｜:：–—.-]")
_BETWEEN = re.compile(r"[\s+,&/·]+")
_AND = frozenset("and y e et und и i og och en ja ve".split())


def kind_of_mark(words: str) -> Kind | None:
    """The kind that a badge or label names: "Video", "Fotos y vídeos", "高清"; None where it names none."""
    marks = _marks()
    # The capitals of Turkish are other letters when small.
    low = words.strip(" .!▶►●•:：").lower().replace("\u0307", "").replace("-", " ")
    if low in marks:
        return marks[low]
    parts = [part for part in _BETWEEN.split(low) if part and part not in _AND]
    kinds = {marks.get(part) for part in parts}
    return marks[parts[0]] if parts and None not in kinds else None


def without_marks(headline: str) -> tuple[str, Kind | None]:
    """A headline without its bracketed marks, and the kind they named; a headline that is all mark stays."""
    if not _BRACKET.search(headline):
        return headline, None
    named: list[Kind] = []

    def take(found: re.Match[str]) -> str:
        kind = kind_of_mark(next(group for group in found.groups() if group is not None))
        if kind is None:
            return found[0]
        named.append(kind)
        return " "

    rest = " ".join(_QUOTED.sub(take, _BRACKETED.sub(take, headline)).split())
    return (rest, named[0]) if named and rest else (headline, named[0] if named else None)


def kind_of_kicker(headline: str) -> Kind | None:
    """The kind that the label before a headline names: "VIDEO: ...", "高清：...", "Fotos | ..."."""
    if not _SIGN.search(headline):
        return None
    found = _LEADING.match(headline) or _STOPPED.match(headline)
    return kind_of_mark(found[1]) if found and (found.re is _LEADING or found[1].upper() == found[1]) else None


@cache
def _marks() -> dict[str, Kind]:
    marks = rows("marks.tsv")
    told = {word.replace("-", " "): cast("Kind", kind) for kind, words in marks for word in words.split()}
    return {word.replace("ı", "i"): kind for word, kind in told.items()} | told
