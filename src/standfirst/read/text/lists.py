"""Lists: items that stand behind bullets or numbers, or are set in under a line that announces them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

from standfirst.read.text.likeness import width
from standfirst.read.text.line import MARKER, Line
from standfirst.read.text.record import Record, are_sentences

_FEWEST = 3
_MOSTLY = 0.6


def take_markers(lines: Sequence[Line]) -> None:
    """Take bullets and numbers off the lines of a document that is mostly a list, and note them."""
    told = [(line, found) for line in lines if line.kind == "text" and (found := _marker(line))]
    usual = median(width(line.text) for line, _ in told) if told else 0
    flush = [line for line in lines if line.kind == "text" and not line.indent and 2 * width(line.text) > usual]
    rest = len(flush) - sum(not line.indent and 2 * width(line.text) > usual for line, _ in told)
    if len(told) >= _FEWEST and len(told) >= rest:
        for line, found in told:
            words = line.part(found.end())
            line.marker, line.text, line.moments = family(found[0]), words.text, words.moments
    elif told:
        for line, found in told:
            line.kind = "text" if family(found[0]) == "1" else "point"
    else:
        _take_indents(lines)


def _marker(line: Line) -> re.Match[str] | None:
    """The bullet or number at the head of a line; the day of a date is none."""
    found = MARKER.match(line.text)
    return None if found and line.moments and line.moments[0].start < found.end() else found


def family(marker: str) -> str:
    """What a bullet or number has in common with its fellows: its sign, "1" for any number."""
    return "1" if any(map(str.isnumeric, marker)) else marker.strip()


def _take_indents(lines: Sequence[Line]) -> None:
    """Lines set in under one that ends in a colon are a list too."""
    for at, line in enumerate(lines):
        if not line.text.endswith(":") or line.indent:
            continue
        below = []
        for after in lines[at + 1 :]:
            if not after.indent or after.kind != "text":
                break
            below.append(after)
        if len(below) >= _FEWEST and 2 * len(below) >= len(lines):
            for item in below:
                item.marker = " "


def of_list(lines: Sequence[Line]) -> list[Record]:
    """The records of a list: one for each marked line, with the lines set in below it."""
    families = Counter(line.marker for line in lines if line.marker)
    main = families.most_common(1)[0][0]
    labels = Counter(_label(line) for line in lines if line.marker != main)
    found: list[Record] = []
    section: Line | None = None
    last: Record | None = None
    for line in lines:
        if line.marker and last and last.heads[0].at == line.at:
            last.texts.append(line)
        elif line.marker and (line.marker == main or (line.link and labels[_label(line)] == 1)):
            last = Record(heads=[line], section=section, how="a line of a list")
            found.append(last)
        elif line.kind == "link" and last and _is_below(line, last):
            last.links.append(line)
        elif line.indent and last and _is_below(line, last):
            last.texts.append(line)
        elif not line.marker:
            section, last = line, None
    return _sentences_alone(_unwrapped(_dated_by_section(found)))


def _sentences_alone(records: list[Record]) -> list[Record]:
    """Lines that mostly say two sentences or more are standfirsts alone."""
    several = sum(are_sentences(record.heads[0].text) for record in records)
    if any(record.texts for record in records) or several < _MOSTLY * len(records):
        return records
    for record in records:
        if are_sentences(record.heads[0].text):
            record.heads, record.texts = [], record.heads
    return records


def _is_below(line: Line, last: Record) -> bool:
    """Whether a line without a marker belongs to the item above it: it follows at once, or is set in further."""
    return not line.marker and (not line.blanks or line.indent > last.heads[0].indent)


def _label(line: Line) -> str:
    return line.text.replace("：", ":").partition(":")[0]


def _dated_by_section(records: list[Record]) -> list[Record]:
    """A date in the title above a part of the list is that of its items, if there is more than one such title."""
    titles = {id(r.section) for r in records if r.section and any(m.iso for m in r.section.moments)}
    for record in records:
        if len(titles) > 1 and record.section and not record.dates:
            record.dates.append(record.section)
    return records


def _unwrapped(records: list[Record]) -> list[Record]:
    """Where few items have lines below them, these are the rest of long headlines."""
    if 2 * sum(bool(record.texts) for record in records) >= len(records):
        return records
    for record in records:
        record.heads[0].text = " ".join(line.text for line in (*record.heads, *record.texts))
        record.texts = []
    return records
