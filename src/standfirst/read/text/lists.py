"""Lists: items that stand behind bullets or numbers, or are set in under a line that announces them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from standfirst.read.enough import FEWEST, MOST, MOSTLY
from standfirst.read.text.line import MARKER, Line
from standfirst.read.text.record import Record, are_sentences, closes, ends
from standfirst.read.widths import width

_HELD = 0.75
_DASHES = frozenset("-–—")


def take_markers(lines: Sequence[Line]) -> None:
    """Take bullets and numbers off the lines of a document that is mostly a list, and note them."""
    told = [(line, found) for line in lines if line.kind == "text" and (found := _marker(line))]
    told = _without_standfirsts(lines, told)
    usual = median(width(line.text) for line, _ in told) if told else 0
    flush = [line for line in lines if line.kind == "text" and not line.indent and 2 * width(line.text) > usual]
    rest = len(flush) - sum(not line.indent and 2 * width(line.text) > usual for line, _ in told)
    if len(told) >= FEWEST and _stand_below(lines, told):
        for line, found in told:
            _take(line, found)
    elif len(told) >= FEWEST and (len(told) >= rest or _hold(lines, told)):
        for line, found in told:
            line.marker = family(found[0])
            _take(line, found)
    elif told:
        for line, found in told:
            line.kind = "text" if family(found[0]) == "1" else "point"
    else:
        _take_indents(lines)


def _without_standfirsts(
    lines: Sequence[Line], told: list[tuple[Line, re.Match[str]]]
) -> list[tuple[Line, re.Match[str]]]:
    """The marked lines without such as are sentences behind dashes, set in below lines that are marked otherwise:
    these are no points, and lose their dashes."""
    found = {id(line): marker for line, marker in told}
    dashed = {id(line) for line, marker in told if marker[0].strip() in _DASHES}
    headed = {
        id(line)
        for above, line in pairwise(lines)
        if id(line) in dashed
        and (id(above) in dashed or (id(above) in found and line.indent > above.indent and not ends(above.text)))
    }
    sentences = sum(ends(line.text) for line, _ in told if id(line) in headed)
    if len(headed) < FEWEST or headed != dashed or sentences < MOST * len(headed):
        return told
    for line in lines:
        if id(line) in headed:
            _take(line, found[id(line)])
    return [(line, marker) for line, marker in told if id(line) not in headed]


def _take(line: Line, marker: re.Match[str]) -> None:
    words = line.part(marker.end())
    line.text, line.moments = words.text, words.moments


def _stand_below(lines: Sequence[Line], told: Sequence[tuple[Line, re.Match[str]]]) -> bool:
    """Whether each marked line is a sentence behind a dash right below one that is neither, as standfirsts are."""
    marked = {id(line) for line, _ in told}
    above = [before for before, line in pairwise(lines) if id(line) in marked]
    alone = all(before.kind == "text" and id(before) not in marked and not ends(before.text) for before in above)
    sentences = sum(ends(line.text) for line, _ in told) >= MOST * len(told)
    dashes = all(found[0].strip() in _DASHES for _, found in told)
    return alone and len(above) == len(told) and sentences and dashes


def _hold(lines: Sequence[Line], told: Sequence[tuple[Line, object]]) -> bool:
    """Whether lines are set in below most points, as what tells of them is; what stands flush names parts."""
    points = {id(line) for line, _ in told}
    below = sum(
        id(line) in points and id(after) not in points and after.indent > line.indent and not after.blanks
        for line, after in pairwise(lines)
    )
    return below >= max(FEWEST, _HELD * len(told))


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
        if len(below) >= FEWEST and 2 * len(below) >= len(lines):
            for item in below:
                item.marker = " "


def of_list(lines: Sequence[Line]) -> list[Record]:
    """The records of a list: one for each marked line, with the lines set in below it."""
    main = _main(lines)
    labels = Counter(_label(line) for line in lines if line.marker != main)
    titles = _titles(lines)
    found: list[Record] = []
    section: Line | None = None
    last: Record | None = None
    announced = False  # whether a title above them says what the points are
    for at, line in enumerate(lines):
        if at in titles:
            section, last, announced = line, None, bool(found) and not line.marker
        elif line.marker and last and last.first == line.at:
            _take_piece(last, line)
        elif line.marker and (line.marker == main or announced or (line.link and labels[_label(line)] == 1)):
            parted = line.kind == "date" and at + 1 < len(lines) and lines[at + 1].at == line.at
            last = Record(section=section, how="a line of a list")
            (last.dates if parted else last.heads).append(line)
            announced = announced and line.marker != main
            found.append(last)
        elif line.kind in ("link", "date") and last and _is_below(line, last):
            (last.links if line.kind == "link" else last.dates).append(line)
        elif line.indent and last and _is_below(line, last):
            last.texts.append(line)
        elif not line.marker:
            section, last, announced = line, None, False
    return _sentences_alone(_unwrapped(_dated_by_section(found)))


def _take_piece(record: Record, piece: Line) -> None:
    """Put a piece of a point where it belongs: what stands before and behind a date is headline and standfirst."""
    if piece.kind == "date":
        record.dates.append(piece)
    else:
        (record.texts if record.heads else record.heads).append(piece)


def _main(lines: Sequence[Line]) -> str:
    """The marker of the items: of those above links and lines set in, or else the most usual one."""
    families = Counter(line.marker for line in lines if line.marker)
    held = Counter(
        line.marker
        for line, below in pairwise(lines)
        if line.marker and not below.marker and (below.kind == "link" or below.indent > line.indent)
    )
    full = [name for name, often in held.items() if often >= max(FEWEST, _HELD * families[name])]
    return max(full or families, key=families.__getitem__)


def _titles(lines: Sequence[Line]) -> set[int]:
    """The lines that name a part of the list: each ends in a colon above points; points themselves only above such
    as are set in further."""
    return {
        at
        for at, (line, below) in enumerate(pairwise(lines))
        if below.marker
        and line.text.endswith((":", "："))
        and (below.indent > line.indent if line.marker else below.indent >= line.indent)
    }


def _sentences_alone(records: list[Record]) -> list[Record]:
    """Lines that mostly say two sentences or more are standfirsts alone, also those that say but one."""
    several = sum(are_sentences(record.heads[0].text) for record in records)
    if any(record.texts for record in records) or several < MOSTLY * len(records):
        return records
    for record in records:
        if are_sentences(record.heads[0].text) or closes(record.heads[0].text):
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
    """Where few items have lines below them, most of these without a link, they are the rest of long headlines."""
    longer = [record for record in records if record.texts]
    if 2 * len(longer) >= len(records) or 2 * sum(bool(record.links) for record in longer) > len(longer):
        return records
    for record in records:
        record.heads[0].text = " ".join(line.text for line in (*record.heads, *record.texts))
        record.texts = []
    return records
