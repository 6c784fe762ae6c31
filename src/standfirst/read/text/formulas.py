"""Formulas: words that come back line after line where each line is an item: "Posted on", "0 comments".

A page whose records were each put on one line says around headlines and dates what it says around all of them.
What most lines share there is no word of any of them; a name in it is a byline, a label at its head is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from standfirst.read.enough import FEWEST, MOST, MOSTLY, NEARLY_ALL, enough
from standfirst.read.text.line import GLUE, Line
from standfirst.read.text.moments import Moment
from standfirst.read.text.record import ends
from standfirst.read.text.shared import (
    SIGNS,
    Words,
    first_words,
    formula,
    labels,
    last_words,
    may_share,
    small_ends,
    small_print,
)
from standfirst.read.text.signed import is_signature
from standfirst.read.widths import width

_LEAST = 12  # letters of a line that may be an item
_ITEM = 34  # letters that the line in the middle has at the least
_LONG = 120  # letters of a line that holds a standfirst and what is said of it
_LABEL, _SHORT = 40, 24
_MOST_WORDS = 5
_FEWEST_SAID = 3  # words that end in a stop
_FEW = 0.6  # the share of lines that have labels of their own at the most
_PARTING = "|•·/–—"
# What stands after one of these is told by others: an outlet, a number, what goes on.
_DASHES = frozenset("-–—")
_BRACKETS = "(（【[〔"
_OPEN = f"-–—:：{_BRACKETS}"


def without_formulas(lines: list[Line]) -> tuple[list[Line], bool]:
    """The lines without formulas, and whether they were parted: at labels and dates, which are lines of their own
    then. The same lines for a document that is not an item a line."""
    items = [line for line in lines if line.kind == "text" and len(line.text) > _LEAST]
    wide = sorted(width(line.text) for line in items)
    if len(items) < FEWEST or wide[len(wide) // 2] < _ITEM:
        return lines, False
    _take_ends(items)
    labels = _take_heads(items)
    parted = _at_dates(items)
    pieces = [piece for line in lines for piece in (*labels.get(id(line), ()), *parted.get(id(line), [line]))]
    return pieces, bool(parted)


# --- at the ends of lines -------------------------------------------------------------------------------------


def take_small_ends(lines: Sequence[Line]) -> None:
    """Take off the ends of long lines what nearly all of them say there of themselves, topics with it."""
    items = [line for line in lines if line.kind == "text" and width(line.text) > _LONG]
    if len(items) <= FEWEST:
        return
    told = [last_words(line.text) for line in items]
    for line, words, count in zip(items, told, small_ends(told), strict=True):
        start = words.spans[-count][0] if count else 0
        if start > _ITEM and _may_end(line, start):
            line.text = line.text[:start].rstrip()


def _may_end(line: Line, at: int) -> bool:
    """Whether a line may be cut there: within no date and no bracket."""
    opened = line.text.rfind("(", 0, at) > line.text.rfind(")", 0, at)
    return not opened and not any(moment.end > at for moment in line.moments)


def _take_ends(items: Sequence[Line]) -> None:
    """Take what most lines end in off their ends."""
    if not may_share([line.text for line in items], MOSTLY, True):
        return
    told = [last_words(line.text) for line in items]
    ending = formula(told, MOSTLY, True, 2)
    count = len(ending)
    if not any(map(str.isalpha, "".join(ending))):
        return
    for line, mine in zip(items, told, strict=True):
        if tuple(mine.keys[-count:]) == ending and len(mine.keys) > count + 1:
            start = mine.spans[-count][0]
            rest = line.text[:start].rstrip()
            # Many sentences of one language end in the same verb.
            verb = count < _FEWEST_SAID and ends(line.text) and not ends(rest)
            if rest[-1] not in _OPEN and not verb and _may_end(line, start):
                line.text = rest


def _take_heads(items: Sequence[Line]) -> dict[int, list[Line]]:
    """Take what nearly all lines begin with off their heads; a label is kept for each."""
    if not may_share([line.text for line in items], MOST, False):
        return {}
    told = [first_words(line.text) for line in items]
    head = formula(told, NEARLY_ALL, False, 2) or _numbers(told)
    labels: dict[int, list[Line]] = {}
    if not (count := len(head)):
        return labels
    mine = [
        (line, row)
        for line, row in zip(items, told, strict=True)
        if tuple(row.keys[:count]) == head and len(row.keys) > count
    ]
    if not all(_may_head(line.text, row.spans[count - 1][1], row.spans[count][0]) for line, row in mine):
        return labels
    if any(m.start < row.spans[count - 1][1] for line, row in mine for m in line.moments):
        return labels
    for line, row in mine:
        start = row.spans[count][0]
        said = line.text[:start].strip(SIGNS)
        if _is_label(said):
            labels[id(line)] = [_label(line, said)]
            line.blanks = 0
        rest = line.part(start)
        line.text, line.moments = rest.text, rest.moments
    return labels


def _numbers(told: Sequence[Words]) -> tuple[str, ...]:
    """The number that most lines begin with, if it is another for each: that of a row of a table."""
    return ("0",) if sum(row.keys[:1] == ["0"] for row in told) >= max(FEWEST + 1, MOST * len(told)) else ()


def _may_head(text: str, end: int, start: int) -> bool:
    """Whether what ends there is no part of a headline that begins after it."""
    first = next((c for c in text[start:] if c.isalpha()), "")
    return text[end - 1] not in ":：】]" and not first.islower()


# --- around dates ---------------------------------------------------------------------------------------------


class _Dated(NamedTuple):
    """A line with a date, the words before that and after it."""

    line: Line
    before: Words
    after: Words

    @property
    def moment(self) -> Moment:
        return self.line.moments[0]

    @property
    def lead(self) -> str:
        return self.line.text[: self.moment.start]


def _at_dates(items: Sequence[Line]) -> dict[int, list[Line]]:
    """The lines that hold a date as pieces, if most do and share words right before or after it, or if labels or
    whole items stand before it."""
    dated = [_dated(line) for line in items if line.moments]
    if not enough(len(dated), len(items)):
        return {}
    labelled = _are_labels([told.lead for told in dated])
    leading = labelled or sum(not told.before.keys for told in dated) > len(dated) / 2
    opening = () if leading else formula([told.before for told in dated], MOSTLY, True, 2)
    # What most say right after a date that leads may be how headlines begin; what nearly all say is not.
    closing = formula([told.after for told in dated], NEARLY_ALL if leading else MOSTLY, False, 0)
    begins = [_begin(told, opening) for told in dated]
    ends_at = [_end(told, closing) for told in dated]
    if not leading:
        begins, ends_at = _with_labels_before(dated, begins), _with_small_print(dated, ends_at)
    last = not leading and _close(dated, begins)
    soon = not leading and not last and _end_soon(dated, ends_at)
    alone = all(begin == told.moment.start for told, begin in zip(dated, begins, strict=True))
    followed = last or soon or any(end != told.moment.end for told, end in zip(dated, ends_at, strict=True))
    if not (labelled or followed) and (alone or _say_by_whom(dated, begins)):
        return {}
    return {
        id(told.line): _parted(told, begin, len(told.line.text) if last else end, labelled, soon)
        for told, begin, end in zip(dated, begins, ends_at, strict=True)
    }


def _with_small_print(dated: Sequence[_Dated], ends_at: Sequence[int]) -> list[int]:
    """Where the small print after each date ends."""
    rests = [
        told.after.after(sum(last <= end - told.moment.end for _, last in told.after.spans))
        for told, end in zip(dated, ends_at, strict=True)
    ]
    return [
        told.moment.end + rest.spans[count - 1][1] if count else end
        for told, rest, end, count in zip(dated, rests, ends_at, small_print(rests), strict=True)
    ]


def _with_labels_before(dated: Sequence[_Dated], begins: Sequence[int]) -> list[int]:
    """Where the labels before each date, or what else is said before it, begin."""
    if any(begin != told.moment.start for told, begin in zip(dated, begins, strict=True)):
        return list(begins)
    told = labels([told.before.keys[::-1] for told in dated])
    return [
        row.before.spans[-count][0] if count and len(row.before.keys) > count + 1 else begin
        for row, begin, count in zip(dated, begins, told or [0] * len(dated), strict=True)
    ]


def _end_soon(dated: Sequence[_Dated], ends_at: Sequence[int]) -> bool:
    """Whether hardly anything but a name or a label stands after the date of each line."""
    tails = [told.line.text[end:].strip(SIGNS) for told, end in zip(dated, ends_at, strict=True)]
    short = [tail for tail in tails if any(map(str.isalnum, tail))]
    leads = {told.lead for told in dated}
    if (
        len(short) < MOST * len(tails)
        or len(leads) < len(dated)
        or sum(map(width, leads)) < sum(map(width, tails))
    ):
        return False
    return all(width(tail) <= _LABEL and tail.count(" ") < _MOST_WORDS and not ends(tail) for tail in short)


def _dated(line: Line) -> _Dated:
    moment = line.moments[0]
    return _Dated(line, last_words(line.text[: moment.start]), first_words(line.text[moment.end :]))


def _begin(told: _Dated, opening: tuple[str, ...]) -> int:
    """Where a date begins, or the formula before it."""
    count = len(opening)
    has = opening and tuple(told.before.keys[-count:]) == opening
    return told.before.spans[-count][0] if has else told.moment.start


def _end(told: _Dated, closing: tuple[str, ...]) -> int:
    """Where a date ends, or the formula after it."""
    count = len(closing)
    has = closing and tuple(told.after.keys[:count]) == closing
    return told.moment.end + (told.after.spans[count - 1][1] if has else 0)


def _close(dated: Sequence[_Dated], begins: Sequence[int]) -> bool:
    """Whether dates stand below standfirsts: most after the end of a sentence, with a name or a count behind."""
    told = [
        width(told.line.text[told.moment.end :]) <= _LABEL
        and begin >= _ITEM
        and ends(told.line.text[:begin].rstrip(GLUE))
        for told, begin in zip(dated, begins, strict=True)
    ]
    return sum(told) >= MOST * len(dated)


def _say_by_whom(dated: Sequence[_Dated], begins: Sequence[int]) -> bool:
    """Whether all that comes back before dates is by whom, or an outlet in brackets: that is told by others."""
    said = [told.lead[begin:].strip(SIGNS) for told, begin in zip(dated, begins, strict=True)]
    return sum(text[:1] in _BRACKETS or is_signature(text) for text in said if text) > len(dated) / 2


def _parted(told: _Dated, begin: int, end: int, labelled: bool, soon: bool) -> list[Line]:
    """What stands on a line before its date, the date and what is said with it, and the rest."""
    line, moment = told.line, told.moment
    head, said, rest = line.text[:begin].strip(GLUE), line.text[begin:end], line.text[end:].lstrip(GLUE)
    start = begin + len(said) - len(said.lstrip(SIGNS))
    inner = moment.moved(-start)
    above = [_label(line, head) if labelled else replace(line, text=head, moments=[])] if head else []
    date = replace(line, text=said.strip(SIGNS) or inner.iso or "–", kind="date", moments=[inner], link=None)
    below = [replace(line, text=rest, moments=[], blanks=0)] if rest else []
    if below and soon:
        # What a dash parts from the date is an outlet; else it may be a topic or a count.
        dashed = line.text[end:].lstrip()[:1] in _DASHES and any(map(str.isalpha, rest))
        below[0].kind = "outlet" if dashed else "label"
    if above:
        date.blanks = 0
    return [*above, date, *below]


def _are_labels(texts: Sequence[str]) -> bool:
    """Whether what stands before dates are labels: nearly all short, and many of them said again or all before a
    sign. What a comma parts from the date is an outlet."""
    if sum(text.rstrip().endswith(",") for text in texts) > len(texts) / 2:
        return False
    short = [said.casefold() for text in texts if 0 < len(said := text.strip(SIGNS)) <= _LABEL]
    if len(short) < NEARLY_ALL * len(texts):
        return False
    signed = sum(text.rstrip()[-1:] in _PARTING for text in texts if text.strip())
    return len(set(short)) <= _FEW * len(short) or (signed == len(texts) and max(map(len, short)) <= _SHORT)


def _is_label(text: str) -> bool:
    return 1 < len(text) <= _LABEL and not any(map(str.isdigit, text)) and any(map(str.isalpha, text))


def _label(line: Line, text: str) -> Line:
    return replace(line, text=text, kind="label", moments=[], link=None)
