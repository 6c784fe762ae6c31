"""The ways through a site that dumps of its pages print as points: "* Home", "+ About us", one below the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from standfirst.read.enough import FEWEST, MOSTLY, NEARLY_ALL, enough
from standfirst.read.text.record import ends
from standfirst.read.widths import width

_POINT = re.compile(r"\s*[*+•◦○▪■·o-](?:\s+(?P<words>\S.*))?\s*")
_TARGET = re.compile(r"(?<=\])\(\s*[^()]*(?:\([^()]*\)[^()]*)*\)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SHORT, _LONG = 32, 48
_LONGEST_DAY = 40


def without_menus(lines: list[str]) -> list[str]:
    """The lines without points, where these are short, stand in rows, and what tells of news stands among the
    others."""
    told = [line for line in lines if line.strip()]
    points = [_POINT.fullmatch(line) for line in told]
    words = [_TARGET.sub("", found["words"] or "").strip("[] ") for found in points if found]
    short = sum(width(word) <= _SHORT and not ends(word) for word in words)
    if not enough(short, len(words), NEARLY_ALL) or not _tell(
        [x for x, f in zip(told, points, strict=True) if not f]
    ):
        return lines
    rows = sum(bool(point and after) for point, after in pairwise([*points, None]))
    if rows < MOSTLY * len(words):
        return lines
    # An empty line is left, as items above and below are not one.
    gone = [bool(_POINT.fullmatch(line)) for line in lines]
    below = zip([*lines[1:], ""], [*gone[1:], False], strict=True)
    return [
        "" if goes or (points_below and _heads(line, after)) else line
        for line, goes, (after, points_below) in zip(lines, gone, below, strict=True)
    ]


def _heads(line: str, below: str) -> bool:
    """Whether a line names the points that are set in right below it."""
    words = line.strip()
    inset = len(below) - len(below.lstrip()) > len(line) - len(line.lstrip())
    return inset and width(words) <= _SHORT and not any(map(str.isdigit, words)) and not ends(words)


def _tell(rest: Sequence[str]) -> bool:
    """Whether lines tell of several pieces of news: some are long, or say a day."""
    long = sum(width(_TARGET.sub("", line.strip())) >= _LONG for line in rest)
    days = sum(len(line.strip()) <= _LONGEST_DAY and bool(_YEAR.search(line)) for line in rest)
    return long >= FEWEST or days >= FEWEST
