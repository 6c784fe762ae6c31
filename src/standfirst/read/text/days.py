"""Digests by day: each date stands above several items, which links, empty lines or nothing parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from standfirst.read.enough import MOST
from standfirst.read.text.line import Line
from standfirst.read.text.record import Record, closes, ends, put
from standfirst.read.text.roles import leaning
from standfirst.read.widths import width

_FEWEST = 2
_MOST_ABOVE, _LONGEST_PART = 3, 32
_SEVERAL = 1.5  # how many items a day must have in the mean
_MANY = 4  # dates that leave nothing to chance
_MOSTLY = 0.75
_FEW = 0.2
_FAR = 2.0  # how much more a line leans that is the standfirst of another


def of_days(lines: Sequence[Line]) -> list[Record]:
    """The records of a digest by day; none where its dates stand otherwise."""
    days = _days(lines)
    apart = any(line.blanks for line in lines[1:])
    if len(days) < _FEWEST or (apart and not all(date.blanks for date, _ in days[1:])):
        return []
    below = [[line for line in under if line.kind == "text"] for _, under in days]
    above = [line for line in lines[:_MOST_ABOVE] if line.kind == "text" and line.at < days[0][0].at]
    if _are_pairs(below) or _are_told_by_stops(below, above) or (above and _begin_with_standfirsts(below)):
        return []
    several = [line for lines in below for line in lines]
    # Sentences among lines that are none stand below headlines.
    alone = sum(closes(line.text) for line in several) <= _FEW * len(several)
    for parted in (_after_link, _at_blank, *([_everywhere] if alone else [])):
        pieces = [_pieces(below, parted) for _, below in days]
        if parted is _after_link and above and all(len(p) > 1 and not _closes(p[-1]) for p in pieces[:-1]):
            return []  # what stands above the first date is a headline, and so is what stands above each other
        told = [(date, piece) for (date, _), own in zip(days, pieces, strict=True) for piece in own]
        closed = [_closes(piece) for _, piece in told]
        if parted is _after_link and told and all(closed[:-1]) and not closed[-1]:
            told.pop()  # what a page goes on with below its items
        if len(told) >= _SEVERAL * len(days) and _are_items([piece for _, piece in told]):
            return [_record(date, piece) for date, piece in told]
    return []


def _days(lines: Sequence[Line]) -> list[tuple[Line, list[Line]]]:
    """Each date with the lines below it, if the first of them stands near the top, or below nothing but names of
    parts, and each is of its own."""
    found: list[tuple[Line, list[Line]]] = []
    for number, line in enumerate(lines):
        if line.kind == "date":
            found.append((line, []))
        elif found:
            found[-1][1].append(line)
        elif number >= _MOST_ABOVE and (width(line.text) > _LONGEST_PART or ends(line.text)):
            return []
    return found if all(any(line.kind == "text" for line in below) for _, below in found) else []


def _are_pairs(texts: Sequence[Sequence[Line]]) -> bool:
    """Whether below dates stand one line or two, of which only the second ends in a stop; or below each of many
    dates two, of which the second is mostly the longer."""
    twos = [lines for lines in texts if len(lines) == 2]
    if len(twos) < _FEWEST or any(len(lines) > 2 for lines in texts):
        return False
    longer = sum(width(lines[1].text) > width(lines[0].text) for lines in twos)
    if len(twos) == len(texts) >= _MANY and longer >= (_MOSTLY if len(texts) == _MANY else 0.5) * len(texts):
        return True
    return not any(ends(lines[0].text) for lines in texts) and all(ends(lines[1].text) for lines in twos)


def _are_told_by_stops(texts: Sequence[Sequence[Line]], above: Sequence[Line]) -> bool:
    """Whether headlines, which end in no stop, are each followed by lines that do: the first line below each date
    is one, or the last, and no other."""
    stops = [[closes(line.text) if n else ends(line.text) for n, line in enumerate(x)] for x in texts]
    if above and not ends(above[-1].text):
        heads = [told[-1:] == [False] and len(told) > 1 for told in stops[:-1]]
        rest = [all(told[:-1]) for told in stops[:-1]] + [all(stops[-1])]
    else:
        heads = [not told[0] and len(told) > 1 for told in stops]
        rest = [all(told[1:]) for told in stops]
    return sum(heads) >= MOST * len(heads) > 0 and sum(rest) >= MOST * len(rest)


def _begin_with_standfirsts(texts: Sequence[Sequence[Line]]) -> bool:
    """Whether below each date stands a line that ends in a stop, and one that does not but below the last; below
    each of many dates two lines but below the last, whatever they end in."""
    sizes = [len(lines) for lines in texts]
    if len(sizes) >= _MANY and sizes == [2] * (len(sizes) - 1) + [1]:
        return True
    return all(
        len(lines) == (2 if number < len(texts) - 1 else 1)
        and [ends(line.text) for line in lines] == [True, False][: len(lines)]
        for number, lines in enumerate(texts)
    )


def _pieces(lines: Sequence[Line], parted: Callable[[Line, Line], bool]) -> list[list[Line]]:
    found = [[line] for line in lines[:1]]
    for before, line in pairwise(lines):
        if parted(before, line):
            found.append([])
        found[-1].append(line)
    return found


def _after_link(before: Line, line: Line) -> bool:
    """Whether a line stands below a link or "read more", which close an item."""
    return before.kind in ("link", "more") and line.kind != before.kind


def _closes(piece: Sequence[Line]) -> bool:
    return any(line.kind in ("link", "more") for line in piece)


def _at_blank(_: Line, line: Line) -> bool:
    return bool(line.blanks)


def _everywhere(_before: Line, _line: Line) -> bool:
    return True


def _are_items(pieces: Sequence[Sequence[Line]]) -> bool:
    """Whether each piece is one headline, and a standfirst below most of them or of none."""
    texts = [[line for line in piece if line.kind == "text"] for piece in pieces]
    if not all(0 < len(lines) < 4 for lines in texts):
        return False
    heads = sum(leaning(lines[0].text) < 0 for lines in texts)
    below = [_is_below(lines[0], line) for lines in texts for line in lines[1:]]
    return heads >= MOST * len(pieces) and sum(below) >= MOST * len(below)


def _is_below(head: Line, line: Line) -> bool:
    """Whether a line looks like a standfirst, or far more so than the headline above it, as short ones do."""
    lean = leaning(line.text)
    return lean > 0 or (lean > leaning(head.text) + _FAR and ends(line.text) and not ends(head.text))


def _record(date: Line, piece: Sequence[Line]) -> Record:
    texts = [line for line in piece if line.kind == "text"]
    record = Record(heads=texts[:1], texts=texts[1:], dates=[date], how="a date stands above it and others")
    for line in piece:
        put(record, line, False)
    return record
