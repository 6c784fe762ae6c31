"""Leads: marks that head each item of a digest whose standfirst stands below it, flush: numbers in a row, "◆",
Markdown's "##" and "**". What stands above several such items is the heading of a part.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from standfirst.read.enough import FEWEST, MOST, NEARLY_ALL
from standfirst.read.text.line import MARKER, Line
from standfirst.read.text.lists import family
from standfirst.read.text.record import Record, closes, put, trimmed
from standfirst.read.text.roles import leaning
from standfirst.read.widths import width

_SHORTEST = 14
_FEWEST_WRITTEN = 2  # of Markdown, which nobody writes by chance
_PARTS = 0.6
_HASH = re.compile(r"(#{1,6})[\s\u3000]+(?=\S)")
_STRONG = re.compile(
    r"(?:[^\w\s*#]{1,3}\s+)?(\*{1,3})(?=[^\s*])(?P<text>[^*]*[^*\s])\1(?P<rest>(?:\s+https?://\S+)?)"
)
_DIGITS = "一二三四五六七八九"
_NUMBERS = {
    word: number
    for number, word in enumerate(
        [*_DIGITS, "十", *(f"十{digit}" for digit in _DIGITS), "二十", *(f"二十{digit}" for digit in _DIGITS)], 1
    )
}


class Mark(NamedTuple):
    """What heads a line: the family it is of ("##", "**", "1", "◆"), the line without it, its number."""

    family: str
    text: str
    number: int = 0


def marks_of(lines: Sequence[Line]) -> dict[int, Mark]:
    """The marks at the heads of lines, by the place of the line in the document."""
    often = Counter(line.text for line in lines if line.kind == "label")
    lines_of_words = (
        (at, line)
        for at, line in enumerate(lines)
        if line.kind not in ("link", "rule") and often[line.text] < FEWEST
    )
    found = {at: mark for at, line in lines_of_words if (mark := _mark(line))}
    return {at: mark for at, mark in found.items() if not lines[at].moments or mark.family.startswith("#")}


def _mark(line: Line) -> Mark | None:
    if line.text[0].isalpha() and line.text[0] not in _NUMBERS:
        return None
    if hashed := _HASH.match(line.text):
        return Mark(hashed[1], line.text[hashed.end() :].rstrip("# "))
    if strong := _STRONG.fullmatch(line.text):
        return Mark("**", strong["text"] + strong["rest"])
    if marked := MARKER.match(line.text):
        sign = marked[0]
        return Mark(family(sign), line.text[marked.end() :], _number(sign))
    return None


def _number(sign: str) -> int:
    told = "".join(filter(str.isnumeric, sign))
    if told.isdecimal():
        return int(told)
    return _NUMBERS.get(told) or (ord(told) - ord("①") + 1 if "①" <= told <= "⑳" else 0)


def lead_of(lines: Sequence[Line], marks: dict[int, Mark]) -> str | None:
    """The family of marks that heads the items of a document; None where none does."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, mark in marks.items():
        places[mark.family].append(at)
    for name, told in sorted(places.items(), key=lambda pair: -len(pair[1])):
        if _heads_items(lines, marks, name, told):
            return name
    return None


def _heads_items(lines: Sequence[Line], marks: dict[int, Mark], name: str, told: Sequence[int]) -> bool:
    written = name[0] == "#" or name == "**"
    even = _stand_evenly(told)
    if len(told) < (_FEWEST_WRITTEN if written else FEWEST):
        return False
    if sum(_has_below(lines, marks, at) for at in told) < MOST * len(told):
        return False
    if written and _head_parts(lines, told):
        return False
    if name == "1" and not _in_a_row([marks[at].number for at in told]):
        return False
    apart = sum(bool(lines[at].blanks) for at in told[1:]) >= MOST * (len(told) - 1)
    if not (written or name == "1" or apart or even or _follow_others(lines, marks, told)):
        return False
    return written or median(leaning(marks[at].text) for at in told) < 0


def _follow_others(lines: Sequence[Line], marks: dict[int, Mark], told: Sequence[int]) -> bool:
    """Whether leads are as long as headlines, each says something else, and no headlines stand right above them,
    of which they might be a part."""
    texts = [marks[at].text for at in told]
    above = [lines[at - 1] for at in told[1:]]
    heads = sum(n.kind == "text" and leaning(n.text) < 0 and not closes(n.text) for n in above)
    return (
        len(set(texts)) > NEARLY_ALL * len(texts)
        and median(map(width, texts)) >= _SHORTEST
        and 2 * heads < len(above)
    )


def _stand_evenly(told: Sequence[int]) -> bool:
    """Whether leads come back after a line or two each, all alike."""
    steps = Counter(after - before for before, after in pairwise(told))
    usual, often = steps.most_common(1)[0] if steps else (0, 0)
    return len(told) > FEWEST and 1 < usual < 4 and often >= NEARLY_ALL * steps.total()


def _has_below(lines: Sequence[Line], marks: dict[int, Mark], at: int) -> bool:
    """Whether something of the item stands below its lead, or beside it: words, a link, a date."""
    hashed = marks[at].family[0] == "#"
    if hashed and "://" in lines[at].text:
        return True
    if at + 1 >= len(lines) or at + 1 in marks:
        return False
    below = lines[at + 1]
    return below.kind not in ("rule", "point") and (hashed or below.indent <= lines[at].indent)


def _head_parts(lines: Sequence[Line], told: Sequence[int]) -> bool:
    """Whether marks head parts of the document: below most stand several groups of lines, each an item."""
    several = 0
    for at, end in pairwise([*told, len(lines)]):
        starts = [n for n in range(at + 1, end) if lines[n].blanks]
        groups = sum(after - start > 1 for start, after in pairwise([*starts, end]))
        several += groups > 1 and 2 * groups > len(starts)
    return len(told) > 1 and several >= _PARTS * len(told)


def _in_a_row(numbers: Sequence[int]) -> bool:
    """Whether numbers count, from one or, on a further page, from anywhere; some may be left out."""
    following = sum(after > before or after == 1 for before, after in pairwise(numbers))
    return following >= MOST * (len(numbers) - 1)


def of_leads(lines: Sequence[Line], marks: dict[int, Mark], lead: str, headings: Collection[int]) -> list[Record]:
    """The records of a document whose items are headed by marks of one family, its headings left out."""
    found: list[Record] = []
    current: Record | None = None
    for at, line in enumerate(lines):
        mark = marks.get(at)
        if mark and mark.family == lead:
            current = Record(heads=[bare(line, mark)], how="a mark that heads every item")
            found.append(current)
        elif line.kind == "rule" or at in headings or (mark and mark.family[0] == "#"):
            current = None
        elif current and line.kind == "text":
            current.texts.append(line)
        elif current:
            put(current, line, False)
    return trimmed(found)


def bare(line: Line, mark: Mark) -> Line:
    """A line without its mark."""
    gone = line.text.find(mark.text)
    moments = [moment.moved(-gone) for moment in line.moments]
    return replace(line, text=mark.text, kind="text" if line.kind == "label" else line.kind, moments=moments)


def written_plain(lines: Sequence[Line], marks: dict[int, Mark]) -> list[Line]:
    """The lines without Markdown's marks."""
    return [
        bare(line, marks[at]) if at in marks and marks[at].family.startswith(("#", "**")) else line
        for at, line in enumerate(lines)
    ]


def is_titled(marks: dict[int, Mark]) -> bool:
    """Whether the first line is marked as the title of the whole."""
    return 0 in marks and marks[0].family == "#" and [mark.family for mark in marks.values()].count("#") == 1
