"""Tables: lines with equally many bars. What their columns are, these show together: dates, headlines, names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import mean

from standfirst.read.enough import FEWEST, NEARLY_ALL, enough
from standfirst.read.text.line import LINK, Line, LineKind
from standfirst.read.text.names import are_names
from standfirst.read.text.record import Record, ends
from standfirst.read.widths import width

_LABEL = 0.6  # the most that a label has of the width of a headline
_FEW = 0.3
_LONGEST_LABEL = 30
_BAR = re.compile(r"\s+[|｜]\s+")
_AROUND = " \t,()[]"

Cells = list[tuple[int, int]]


def in_columns(lines: Sequence[Line]) -> tuple[list[Line], bool]:
    """The lines, the rows of a table of headlines taken apart into their cells: labels, headline, name and date;
    and whether all lines are such rows. Rows with dates among other lines are what is said of items."""
    counts = [len(_cells(line)) for line in lines]
    usual = next((count for count in reversed(counts) if count > 1), 0)
    told = [line for line, count in zip(lines, counts, strict=True) if count == usual]
    whole = len(told) >= NEARLY_ALL * len(lines)
    if usual < 2 or not enough(len(told), sum(count > 1 for count in counts), NEARLY_ALL):
        return list(lines), False
    if not whole and all(line.kind == "label" for line in told):
        return list(lines), False
    dates = [_date_at(line, _cells(line)) for line in told]
    named = len(dates) > FEWEST and dates[0] < 0 <= min(dates[1:])  # what the columns are called
    at = max(set(dates), key=dates.count)
    beside = at < 0 and 2 * sum(bool(line.moments) for line in told) > len(told)
    if dates.count(at) < NEARLY_ALL * (len(dates) - named) or beside or not (whole or at < 0):
        return list(lines), False
    rows = [(line, _cells(line)) for line in told[named:]]
    kinds = _kinds(rows, at)
    apart = {id(line): _pieces(line, cells, kinds) for line, cells in rows} if kinds else {}
    if named and apart:
        apart[id(told[0])] = []
    pieces = [piece for line in lines for piece in apart.get(id(line), [line])]
    return pieces, whole and bool(apart)


def take_bars(records: Sequence[Record]) -> None:
    """Take day and topic off the heads of records that have them before the headline, between bars each."""
    heads = [record.heads[0] for record in records if record.heads]
    counts = {len(_cells(line)) for line in heads}
    if len(heads) < FEWEST or len(heads) < len(records) or len(counts) > 1 or not counts <= {2, 3}:
        return
    if any(_date_at(line, _cells(line)) for line in heads):
        return
    for record, line in zip(records, heads, strict=True):
        day, *topic, head = (line.part(*cell) for cell in _cells(line))
        record.dates.append(day)
        record.heads[0] = head
        record.kicker = record.kicker or next((cell.text for cell in topic), None)


def _cells(line: Line) -> Cells:
    """Where the cells of a line begin and end."""
    if "|" not in line.text and "｜" not in line.text:
        return [(0, len(line.text))]
    bars = [found.span() for found in _BAR.finditer(line.text)]
    return list(zip([0, *(end for _, end in bars)], [*(start for start, _ in bars), len(line.text)], strict=True))


def _date_at(line: Line, cells: Cells) -> int:
    """Which cell of a row is a date and nothing else; -1 where none is."""
    for at, (start, end) in enumerate(cells):
        for moment in line.moments:
            inside = start <= moment.start and moment.end <= end
            if inside and not (line.text[start : moment.start] + line.text[moment.end : end]).strip(_AROUND + "."):
                return at
    return -1


def _kinds(rows: Sequence[tuple[Line, Cells]], date: int) -> dict[int, LineKind]:
    """What the columns are, in the order in which items are told: labels, the headline, words, names, the date.
    Nothing where the widest that is no sentences holds no headlines, or another is too wide for labels."""
    columns = [[line.text[slice(*cells[at])] for line, cells in rows] for at in range(len(rows[0][1]))]
    linked = [at for at, column in enumerate(columns) if all(map(LINK.fullmatch, column))]
    others = [at for at in range(len(columns)) if at != date and at not in linked]
    texts = [at for at in others if sum(map(ends, columns[at])) > _FEW * len(rows)]
    wide = {at: mean(map(width, columns[at])) for at in others if at not in texts}
    # Where cells are parted by dates alone, they may be parts of lines.
    if not wide or len(texts) > (date < 0 or bool(linked)):
        return {}
    head = max(wide, key=lambda at: wide[at])
    names = [at for at in wide if at != head and date < 0 and are_names(columns[at])]
    labels = [at for at in wide if at != head and at not in names and not all(map(_counts, columns[at]))]
    if len(set(columns[head])) < NEARLY_ALL * len(rows):
        return {}
    if any(wide[at] > min(_LONGEST_LABEL, _LABEL * wide[head]) for at in labels):
        return {}
    dates = [date] if date >= 0 else []
    parts: tuple[tuple[LineKind, list[int]], ...] = (
        ("label", labels), ("text", [head, *texts]), ("outlet", names), ("date", dates), ("link", linked)
    )  # fmt: skip
    return {at: kind for kind, told in parts for at in told}


def _counts(cell: str) -> bool:
    return any(map(str.isdigit, cell)) or not any(map(str.isalpha, cell))


def _pieces(line: Line, cells: Cells, kinds: dict[int, LineKind]) -> list[Line]:
    found: list[Line] = []
    for at, kind in kinds.items():
        cell = line.part(*cells[at])
        link = line.link if kind == "text" else cell.text.strip("<>") if kind == "link" else None
        moments = cell.moments if kind == "date" else ()
        found.append(replace(cell, kind=kind, moments=moments, link=link, blanks=0 if found else line.blanks))
    return found
