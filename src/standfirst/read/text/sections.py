"""Headings of parts: lines that stand above several items of a text and are none themselves."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from standfirst.read.text.leads import Mark
from standfirst.read.text.line import BRACKETED, Line
from standfirst.read.text.record import Record, ends
from standfirst.read.text.roles import leaning
from standfirst.read.widths import width

_LONGEST = 40
_FEWEST = 2


def headings(lines: Sequence[Line], marks: dict[int, Mark], lead: str | None) -> list[int]:
    """The places of the headings of parts in a document, whose items are headed by marks of the family `lead`
    if any are."""
    ways = (
        _marked(lines, marks, lead),
        _above_leads(lines, marks, lead),
        _shouted(lines, marks),
        _announced(lines),
    )
    for told in ways:
        if len(told) >= _FEWEST:
            return told
    return []


def _is_heading(text: str) -> bool:
    return (
        len(text) > 1
        and width(text) <= _LONGEST
        and not any(map(str.isdigit, text))
        and "://" not in text
        and not text.endswith((".", "…", "!", "?", "。", "।", ",", ";"))
    )


def _marked(lines: Sequence[Line], marks: dict[int, Mark], lead: str | None) -> list[int]:
    """Headings behind a mark of their own: "##", "■", "**"; the family whose every line stands above another."""
    families = Counter(mark.family for mark in marks.values() if mark.family not in (lead, "1"))
    for name, often in families.most_common():
        told = [at for at, mark in marks.items() if mark.family == name]
        if often >= _FEWEST and all(_stands_above(lines, marks, at, lead) for at in told):
            return told
    return []


def _stands_above(lines: Sequence[Line], marks: dict[int, Mark], at: int, lead: str | None) -> bool:
    after = marks.get(at + 1)
    if not _is_heading(marks[at].text) or at + 1 >= len(lines):
        return False
    if lead or marks[at].family[0] not in "#*":
        return after is not None and after.family == (lead or after.family) != marks[at].family
    return after is not None or (bool(lines[at + 1].blanks) and leaning(lines[at + 1].text) < 0)


def _above_leads(lines: Sequence[Line], marks: dict[int, Mark], lead: str | None) -> list[int]:
    """Headings without a mark: short lines set apart, with a lead right below."""
    if not lead:
        return []
    return [
        at
        for at in range(1, len(lines) - 1)
        if at not in marks
        and lines[at].kind in ("text", "label")
        and lines[at].blanks
        and (at - 1 not in marks or marks[at - 1].family != lead)
        and at + 1 in marks
        and marks[at + 1].family == lead
        and _is_heading(lines[at].text)
        and leaning(lines[at].text) < 0
    ]


def _shouted(lines: Sequence[Line], marks: dict[int, Mark]) -> list[int]:
    """Headings in capitals, each set apart by empty lines, in a document whose other lines are not in capitals."""
    loud = {at for at, line in enumerate(lines) if line.kind in ("text", "label") and _is_loud(line.text)}
    told = [at for at in sorted(loud) if at not in marks and _is_heading(lines[at].text) and _is_apart(lines, at)]
    told = [at for at in told if at + 1 not in loud and lines[at + 1].kind == "text"]
    below = [lines[at + 1].text for at in told]
    above_heads = all(leaning(text) < 0 for text in below) and 2 * sum(map(ends, below)) < len(below)
    return told if above_heads and len(loud) - len(told) <= 1 and len(lines) > 3 * len(told) else []


def _announced(lines: Sequence[Line]) -> list[int]:
    """Headings that end in a colon, each set apart above, with several lines below most of them; nothing where
    other lines end so."""
    told = [
        at for at, line in enumerate(lines) if line.text.endswith((":", "：")) and line.kind in ("text", "label")
    ]
    apart = all(lines[at].blanks and _is_heading(lines[at].text) for at in told if at)
    sizes = [after - before - 1 for before, after in pairwise([*told, len(lines)])]
    return told if apart and all(sizes) and 2 * sum(size > 1 for size in sizes) > len(sizes) else []


def _is_loud(text: str) -> bool:
    return text.isupper() and sum(map(str.isalpha, text)) > 3


def _is_apart(lines: Sequence[Line], at: int) -> bool:
    return at > 0 and bool(lines[at].blanks) and at + 1 < len(lines) and bool(lines[at + 1].blanks)


def without(lines: Sequence[Line], places: Collection[int]) -> list[Line]:
    """The lines without headings; what stood below one still stands apart."""
    gone = set(places)
    return [
        replace(line, blanks=max(1, line.blanks)) if at - 1 in gone else line
        for at, line in enumerate(lines)
        if at not in gone
    ]


def name_parts(records: Sequence[Record], headings: Sequence[Line]) -> None:
    """Name the part of each record: by the heading last above it, or the title of its part of a list. None is
    named where fewer than two headings are, or where most stand above one item."""
    told = [(record, heading) for record, heading in _above(records, headings) if heading is not None]
    several = Counter(heading.at for _, heading in told)
    if len(several) < _FEWEST or sum(count > 1 for count in several.values()) * 2 < len(several):
        return
    for record, heading in told:
        bracketed = BRACKETED.fullmatch(heading.text)
        record.part = bracketed[1] if bracketed else heading.text.rstrip(":： ")


def _above(records: Sequence[Record], headings: Sequence[Line]) -> Iterator[tuple[Record, Line | None]]:
    lines = [heading.at for heading in headings]
    for record in records:
        number = bisect_left(lines, record.first)
        last = headings[number - 1] if number else None
        title = record.section
        if not headings and title and not title.moments and _is_heading(title.text) and not title.link:
            last = title
        yield record, last
