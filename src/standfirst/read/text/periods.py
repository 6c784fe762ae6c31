"""Lines that come back evenly: between each two dates, or calls to read more, stand equally many. What stands in
one place of all of them is told as a whole: a topic, a name, a slug in capitals.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from standfirst.read.enough import FEWEST, enough
from standfirst.read.text.line import Line, LineKind
from standfirst.read.text.names import are_names
from standfirst.read.text.record import closes
from standfirst.read.text.signed import is_signature
from standfirst.read.widths import width

_NAMED = re.compile(r"[^\W\d][^:：,.]{1,24}[:：]")
_PARTS = re.compile(r"\s+[|·•∙/]\s+")
_LONGEST_LABEL, _MOST_WORDS = 28, 4
_LONGEST_SLUG, _LONGEST_CREDIT = 64, 72
_SHORTER = 0.6
_COLUMNS = 3  # fewer tell nothing: a headline and its standfirst
_MOST_LINES = 0.6


def find_columns(lines: Sequence[Line]) -> None:
    """Find the labels and names that stand evenly between dates, calls to read more or empty lines."""
    rows = _rows(lines, "date") or _rows(lines, "more") or _paragraphs(lines)
    usual = Counter(map(len, rows)).most_common(1)[0][0] if rows else 0
    # What stands above the first is the title of the whole and its ways, too.
    columns = list(zip(*(row for row in rows[1:] if len(row) == usual), strict=True))
    kinds = _small_columns(columns)
    for row in rows:
        # What stands above the first date may be less, or more: a column is as far from what follows everywhere.
        for at, kind in kinds.items():
            line = row[at - usual] if usual - at <= len(row) else None
            free = ("text",) if kind == "date" else ("text", "label")
            if line and line.kind in free and (len(row) == usual or _is_small(line, kind)):
                line.kind = kind
    leads = {lead for at in kinds if (lead := _lead_of(columns[at]))}
    for line in lines if leads else ():
        if line.kind == "text" and _lead(line.text) in leads:
            line.kind = "label"


def _rows(lines: Sequence[Line], kind: str) -> list[list[Line]]:
    """The lines above each of a kind, up to the one before; none where they are not mostly equally many."""
    at = [-1, *(number for number, line in enumerate(lines) if line.kind == kind)]
    gaps = Counter(after - before - 1 for before, after in pairwise(at[1:]))
    usual, often = gaps.most_common(1)[0] if gaps else (0, 0)
    if usual < _COLUMNS or not enough(often, gaps.total()):
        return []
    return [list(lines[before + 1 : after]) for before, after in pairwise(at)]


def _paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines between each two empty lines, where most are equally many, of several lines each."""
    starts = [number for number, line in enumerate(lines) if line.blanks or not number]
    groups = [list(lines[start:end]) for start, end in pairwise([*starts, len(lines)])]
    sizes = Counter(len(group) for group in groups if len(group) >= _COLUMNS)
    usual, often = sizes.most_common(1)[0] if sizes else (0, 0)
    if often < FEWEST or often * usual < _MOST_LINES * len(lines):
        return []
    return [group for group in groups if len(group) == usual]


def _small_columns(columns: Sequence[Sequence[Line]]) -> dict[int, LineKind]:
    """What stands in one place of rows of equally many lines, where it is small print beside others."""
    widths = list(map(_middle, columns))
    narrow = [at for at in range(len(columns)) if widths[at] < _SHORTER * max(widths)]
    heads = any(column[0].kind == "text" and not any(closes(n.text) for n in column) for column in columns[:-1])
    last = len(columns) - 1 if heads else None
    small = [
        at
        for at in narrow
        if _are_small(columns[at]) or (at and _are_beneath(columns[at - 1], columns[at], at == last))
    ]
    texts = [at for at, column in enumerate(columns) if at not in small and column[0].kind == "text"]
    led = [at for at in narrow if at not in small and _lead_of(columns[at])]
    # Headlines begin alike, too: others must be left.
    if any(not any(closes(line.text) for line in columns[at]) for at in texts if at not in led):
        small, texts = sorted(small + led), [at for at in texts if at not in led]
    if not texts:
        return {}
    dates: dict[int, LineKind] = {at: "date" for at, column in enumerate(columns) if _are_dated(column)}
    return dates | {
        at: "outlet" if at > texts[0] and are_names(line.text for line in columns[at]) else "label" for at in small
    }


def _are_dated(column: Sequence[Line]) -> bool:
    """Whether all lines of a column say a day and little else: an outlet, a page."""
    return all(n.moments and width(n.text) <= _LONGEST_CREDIT and not closes(n.text) for n in column)


def _are_small(column: Sequence[Line]) -> bool:
    """Whether the lines of a column are labels: short, some of them the same; or names, or all in capitals."""
    if any(line.kind not in ("text", "label") or closes(line.text) for line in column):
        return False
    if all(line.text.isupper() and len(line.text) <= _LONGEST_SLUG for line in column):
        return True
    if all(is_signature(line.text) or _is_in_parts(line.text) for line in column):
        return True
    again = len({line.text for line in column}) < len(column)
    return are_names(line.text for line in column) or (again and all(_is_small(line, "label") for line in column))


def _are_beneath(above: Sequence[Line], column: Sequence[Line], last: bool) -> bool:
    """Whether the lines of a column are a few words each below far longer lines: topics or offices below
    headlines, as no standfirsts are so short; in the last what leads on, be it worded otherwise each time."""
    heads = sum(line.kind == "text" and (last or not closes(line.text)) for line in above)
    small = all(line.kind in ("text", "label") and _is_small(line, "label") for line in column)
    return small and enough(heads, len(above)) and _middle(column) < _SHORTER * _middle(above)


def _middle(column: Sequence[Line]) -> float:
    return median(width(line.text) for line in column)


def _lead_of(column: Sequence[Line]) -> str | None:
    """What all lines of a column begin with, if they are no sentences: "Filed under Sport"."""
    leads = {_lead(line.text) for line in column}
    free = all(line.kind in ("text", "label") and not closes(line.text) for line in column)
    return leads.pop() if free and len(leads) == 1 else None


def _lead(text: str) -> str:
    """What a text begins with: a word and a colon, or two words."""
    name = _NAMED.match(text)
    return name[0] if name else " ".join(text.casefold().split(" ", 2)[:2])


def _is_in_parts(text: str) -> bool:
    """Whether a text is parts of a few words each, between bars or dots: "By Ann Other | Sport"."""
    parts = _PARTS.split(text)
    return len(parts) > 1 and all(
        0 < len(part) <= _LONGEST_LABEL and part.count(" ") <= _MOST_WORDS for part in parts
    )


def _is_small(line: Line, kind: LineKind) -> bool:
    if kind == "outlet":
        return are_names([line.text])
    return width(line.text) <= _LONGEST_LABEL and line.text.count(" ") < _MOST_WORDS and not closes(line.text)
