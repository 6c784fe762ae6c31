"""Formulas: words that come back line after line where each line is an item: "Posted on", "0 comments".

A page whose records were each put on one line says around headlines and dates what it says around all of them.
What most lines share there is no word of any of them; a name in it is a byline, a label at its head is one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from standfirst.read.text.bylines import is_signature
from standfirst.read.text.likeness import width
from standfirst.read.text.line import Line
from standfirst.read.text.moments import Moment
from standfirst.read.text.record import FEWEST, ends

MOST = 0.6  # the share of lines that have what is a formula
MOSTLY, NEARLY_ALL = 0.8, 0.9
_LONGEST = 7  # words of a formula
_LEAST = 12  # letters of a line that may be an item
_ITEM = 34  # letters that the line in the middle has at the least
_LABEL, _SHORT = 40, 24
_FEW = 0.6  # the share of lines that have labels of their own at the most
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"\S+")
_SIGNS = " \t-–—:|•·,;>/»›→…."
_GLUE = " \t-–—:|•·,;>/"
_PARTING = "|•·/–—"
# What stands after one of these is told by others: an outlet, a number, what goes on.
_BRACKETS = "(（【[〔"
_OPEN = f"-–—:：{_BRACKETS}"


class _Words(NamedTuple):
    """The words of a stretch of a line, folded, and where they begin and end."""

    keys: list[str]
    spans: list[tuple[int, int]]


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


def _words(text: str) -> _Words:
    found = list(_WORD.finditer(text))
    return _Words([_key(word[0]) for word in found], [word.span() for word in found])


def _key(word: str) -> str:
    return _DIGITS.sub("0", word.strip(_SIGNS + "()[]\"'“”").casefold()) or word


def _formula(told: Sequence[_Words], most: float, at_end: bool, keep: int) -> tuple[str, ...]:
    """The words that most stretches share at one end, as long as nearly all that share some share the next too;
    `keep` is how many words must be left."""
    rows = [words.keys[::-1] if at_end else words.keys for words in told]
    found: tuple[str, ...] = ()
    often = 0
    for count in range(1, _LONGEST + 1):
        runs = Counter(
            tuple(row[:count]) for row in rows if len(row) >= count + keep and tuple(row[: count - 1]) == found
        )
        run, times = runs.most_common(1)[0] if runs else (found, 0)
        if times < max(FEWEST, most * len(told), NEARLY_ALL * often):
            break
        found, often = run, times
    if not any(map(str.isalnum, "".join(found))):
        return ()
    return found[::-1] if at_end else found


# --- at the ends of lines -------------------------------------------------------------------------------------


def _take_ends(items: Sequence[Line]) -> None:
    """Take what most lines end in off their ends."""
    told = [_words(line.text) for line in items]
    formula = _formula(told, MOST, True, 2)
    # A mark of omission belongs to the words before it.
    while formula and not any(map(str.isalnum, formula[0])):
        formula = formula[1:]
    count = len(formula)
    if not any(map(str.isalpha, "".join(formula))):
        return
    for line, words in zip(items, told, strict=True):
        if tuple(words.keys[-count:]) == formula and len(words.keys) > count + 1:
            start = words.spans[-count][0]
            rest = line.text[:start].rstrip()
            if rest[-1] not in _OPEN and not any(moment.end > start for moment in line.moments):
                line.text = rest


def _take_heads(items: Sequence[Line]) -> dict[int, list[Line]]:
    """Take what nearly all lines begin with off their heads; a label is kept for each."""
    told = [_words(line.text) for line in items]
    formula = _formula(told, NEARLY_ALL, False, 2)
    labels: dict[int, list[Line]] = {}
    if not (count := len(formula)):
        return labels
    mine = [(line, words) for line, words in zip(items, told, strict=True) if tuple(words.keys[:count]) == formula]
    if not all(_may_head(line.text, words.spans[count - 1][1], words.spans[count][0]) for line, words in mine):
        return labels
    if any(m.start < words.spans[count - 1][1] for line, words in mine for m in line.moments):
        return labels
    for line, words in mine:
        start = words.spans[count][0]
        said = line.text[:start].strip(_SIGNS)
        if _is_label(said):
            labels[id(line)] = [_label(line, said)]
            line.blanks = 0
        _cut_head(line, start)
    return labels


def _may_head(text: str, end: int, start: int) -> bool:
    """Whether what ends there is no part of a headline that begins after it."""
    first = next((c for c in text[start:] if c.isalpha()), "")
    return text[end - 1] not in ":：】]" and not first.islower()


def _cut_head(line: Line, start: int) -> None:
    line.text = line.text[start:]
    line.moments = [Moment(m.start - start, m.end - start, m.iso) for m in line.moments if m.start >= start]


# --- around dates ---------------------------------------------------------------------------------------------


class _Dated(NamedTuple):
    """A line with a date, the words before that and after it."""

    line: Line
    before: _Words
    after: _Words

    @property
    def moment(self) -> Moment:
        return self.line.moments[0]

    @property
    def lead(self) -> str:
        return self.line.text[: self.moment.start]

    @property
    def is_whole(self) -> bool:
        return width(self.line.text) - (self.moment.end - self.moment.start) >= _ITEM


def _at_dates(items: Sequence[Line]) -> dict[int, list[Line]]:
    """The lines that hold a date as pieces, if most do and share words right before or after it, or if labels or
    whole items stand before it."""
    dated = [_dated(line) for line in items if line.moments]
    if len(dated) < max(FEWEST, MOSTLY * len(items)) or sum(told.is_whole for told in dated) < MOST * len(dated):
        return {}
    labelled = _are_labels([told.lead for told in dated])
    leading = labelled or sum(not told.before.keys for told in dated) > len(dated) / 2
    opening = () if leading else _formula([told.before for told in dated], MOST, True, 2)
    # What most say right after a date that leads may be how headlines begin; what nearly all say is not.
    closing = _formula([told.after for told in dated], NEARLY_ALL if leading else MOST, False, 0)
    begins = [_begin(told, opening) for told in dated]
    last = not leading and _close(dated, begins)
    if not (labelled or opening or closing or last) or _say_by_whom(dated, begins):
        return {}
    return {
        id(told.line): _parted(told, begin, len(told.line.text) if last else _end(told, closing), labelled)
        for told, begin in zip(dated, begins, strict=True)
    }


def _dated(line: Line) -> _Dated:
    moment = line.moments[0]
    return _Dated(line, _words(line.text[: moment.start]), _words(line.text[moment.end :]))


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
        and ends(told.line.text[:begin].rstrip(_GLUE))
        for told, begin in zip(dated, begins, strict=True)
    ]
    return sum(told) >= MOSTLY * len(dated)


def _say_by_whom(dated: Sequence[_Dated], begins: Sequence[int]) -> bool:
    """Whether all that comes back before dates is by whom, or an outlet in brackets: that is told by others."""
    said = [told.lead[begin:].strip(_SIGNS) for told, begin in zip(dated, begins, strict=True)]
    return sum(text[:1] in _BRACKETS or is_signature(text) for text in said if text) > len(dated) / 2


def _parted(told: _Dated, begin: int, end: int, labelled: bool) -> list[Line]:
    """What stands on a line before its date, the date and what is said with it, and the rest."""
    line, moment = told.line, told.moment
    head, said, rest = line.text[:begin].strip(_GLUE), line.text[begin:end], line.text[end:].lstrip(_GLUE)
    start = begin + len(said) - len(said.lstrip(_SIGNS))
    inner = Moment(moment.start - start, moment.end - start, moment.iso)
    above = [_label(line, head) if labelled else replace(line, text=head, moments=[])] if head else []
    date = replace(line, text=said.strip(_SIGNS), kind="date", moments=[inner], link=None)
    below = [replace(line, text=rest, moments=[], blanks=0)] if rest else []
    if above:
        date.blanks = 0
    return [*above, date, *below]


def _are_labels(texts: Sequence[str]) -> bool:
    """Whether what stands before dates are labels: nearly all short, and many of them said again or all before a
    sign. What a comma parts from the date is an outlet."""
    if sum(text.rstrip().endswith(",") for text in texts) > len(texts) / 2:
        return False
    short = [said.casefold() for text in texts if 0 < len(said := text.strip(_SIGNS)) <= _LABEL]
    if len(short) < NEARLY_ALL * len(texts):
        return False
    signed = sum(text.rstrip()[-1:] in _PARTING for text in texts if text.strip())
    return len(set(short)) <= _FEW * len(short) or (signed == len(texts) and max(map(len, short)) <= _SHORT)


def _is_label(text: str) -> bool:
    return 1 < len(text) <= _LABEL and not any(map(str.isdigit, text)) and any(map(str.isalpha, text))


def _label(line: Line, text: str) -> Line:
    return replace(line, text=text, kind="label", moments=[], link=None)
