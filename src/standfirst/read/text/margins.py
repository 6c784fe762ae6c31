"""Paragraphs that were broken at a margin, made whole."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from standfirst.read.text.line import LINK, MARKER, Line

_FEWEST_FULL = 3
_NARROWEST, _WIDEST = 18, 110
_NEARLY_ALL, _MOSTLY = 0.9, 0.6
_SCHEME = 6


def unwrapped(lines: list[Line]) -> list[Line]:
    """Paragraphs that were broken at a margin, each one line: those whose lines all but the last reach it; else,
    where headlines stand right above them, each line with those that it goes on in."""
    if headed := _under_heads(lines):
        return headed
    paragraphs = _paragraphs(lines)
    longer = [p for p in paragraphs if len(p) > 1]
    margin = max((len(line.text) for line in lines if "://" not in line.text), default=0)
    if not longer or not 40 <= margin <= 110:
        return lines
    broken = [p for p in longer if _is_broken(p, margin)]
    if not _go_on([after.text for p in broken for after in p[1:]], 0.2):
        broken = []
    if len(broken) < 2 or 2 * len(broken) < len(longer):
        return _flowing(lines, paragraphs, margin)
    whole = {id(p) for p in broken}
    return [line for p in paragraphs for line in ([_join(p)] if id(p) in whole else p)]


def _under_heads(lines: Sequence[Line]) -> list[Line]:
    """The lines of a document whose paragraphs are each a headline and below it lines broken at a margin, those
    lines joined; nothing for any other document."""
    items = _outdented(lines)
    bodies = [item[1:] for item in items if len(item) > 2]
    margin = max((len(line.text) for body in bodies for line in body), default=0)
    pairs = [pair for body in bodies for pair in pairwise(body)]
    if len(bodies) < _FEWEST_FULL or not _NARROWEST <= margin <= _WIDEST:
        return []
    full = sum(_reaches(line, after, margin) for line, after in pairs)
    if full < _NEARLY_ALL * len(pairs) or not _go_on([after.text for _, after in pairs], 0.3):
        return []
    heads = [item for item in items if len(item) > 1 and not _is_in(item[0], item[1], margin)]
    if len(heads) < _MOSTLY * sum(len(item) > 1 for item in items):
        return []
    return [line for item in items for line in _headed(item, margin)]


def _outdented(lines: Sequence[Line]) -> list[list[Line]]:
    """Paragraphs, each also begun by a line that stands further out than the one before it."""
    found: list[list[Line]] = []
    for paragraph in _paragraphs(lines):
        found.append(paragraph[:1])
        for before, line in pairwise(paragraph):
            if line.indent < before.indent:
                found.append([])
            found[-1].append(line)
    return found


def _headed(item: Sequence[Line], margin: int) -> list[Line]:
    at = 1
    while at < len(item) and item[at].text[0].islower() and _reaches(item[at - 1], item[at], margin):
        at += 1
    return [_join(part) for part in (item[:at], item[at:]) if part]


def _is_in(line: Line, after: Line, margin: int) -> bool:
    """Whether a line goes on in the one after it."""
    return line.indent >= after.indent and _reaches(line, after, margin) and not after.text[0].isupper()


def _reaches(line: Line, after: Line, margin: int) -> bool:
    if "://" in line.text or MARKER.match(after.text):
        return False
    if " " not in line.text:
        return len(line.text) >= margin - 2
    return _with_first(line, after) > margin


def _go_on(texts: Sequence[str], share: float) -> bool:
    """Whether so great a share of lines begin in a small letter, if their script has such."""
    cased = [text[0].islower() for text in texts if text[0].lower() != text[0].upper()]
    return 2 * len(cased) < len(texts) or sum(cased) >= share * len(cased)


def _paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    found: list[list[Line]] = []
    for line in lines:
        if line.blanks or not found or LINK.fullmatch(line.text) or LINK.fullmatch(found[-1][-1].text):
            found.append([])
        found[-1].append(line)
    return found


def _is_broken(paragraph: Sequence[Line], margin: int) -> bool:
    if any(MARKER.match(line.text) or line.text.endswith(">") or "://" in line.text for line in paragraph[:-1]):
        return False
    if len(paragraph[-1].text.partition("://")[0]) > margin + _SCHEME:
        return False
    # Where no spaces part words, a whole line is as long as one.
    return all(
        _with_first(line, after) > 0.9 * margin and len(line.text) > 0.6 * margin
        for line, after in pairwise(paragraph)
    )


def _flowing(lines: list[Line], paragraphs: Sequence[Sequence[Line]], margin: int) -> list[Line]:
    """The lines joined to those that go on in them, where many are full and go on in a small letter."""
    full = [after for p in paragraphs for line, after in pairwise(p) if _is_full(line, after, margin)]
    going_on = sum(after.text[0].islower() for after in full)
    if len(full) < _FEWEST_FULL or 5 * len(full) < len(lines) or 5 * going_on < 2 * len(full):
        return lines
    found: list[list[Line]] = []
    on = {id(after) for after in full}
    for line in lines:
        if id(line) not in on:
            found.append([])
        found[-1].append(line)
    return [_join(run) for run in found]


def _is_full(line: Line, after: Line, margin: int) -> bool:
    """Whether the first word of the line after would not have gone onto a line."""
    if "://" in line.text or "://" in after.text or MARKER.match(after.text):
        return False
    return _with_first(line, after) > margin and 4 * len(line.text) > 3 * margin


def _with_first(line: Line, after: Line) -> int:
    """How long a line would be with the first word of the one after."""
    return len(line.text) + len(after.text.split(" ", 1)[0]) + 1


def _join(paragraph: Sequence[Line]) -> Line:
    first = paragraph[0]
    text = first.text
    for line in paragraph[1:]:
        # Where no spaces part words, none stood where the line was broken.
        glued = text[-1] > "\u2e7f" and line.text[0] > "\u2e7f" and not "\uac00" <= line.text[0] <= "\ud7a3"
        text += line.text if glued else f" {line.text}"
    return Line(text, first.at, first.indent, first.blanks)
