"""The pieces of lines that hold a whole item: a date before, within or after the headline, a label, a link.

A line is taken apart only where most lines of the document come apart in the same way; one headline that
names a day stays whole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from standfirst.read.enough import FEWEST, MOSTLY, NEARLY_ALL, enough
from standfirst.read.text.columns import in_columns
from standfirst.read.text.formulas import take_small_ends, without_formulas
from standfirst.read.text.line import GLUE, Line, folded, more_words
from standfirst.read.text.moments import Moment
from standfirst.read.text.record import ends

TAIL = 56  # how much of the end of a line is looked at
_LONGEST_OUTLET = 40
_MOST_OVER = 3  # lines from the last that comes apart to the end
_MOST_OF_MORE = 6  # words of an invitation to read on
_OPEN, _SHUT = "([（［", ")]）］"
_TAIL_LINK = re.compile(r"[\s:：<(\[\-–—]*<?(https?://[^\s<>]+?)\s?[>)\]]?\s*$")
_HASHES = re.compile(r"(?:\s*#[^\s#]{1,40}){1,20}\s*$")
_SIGN_AND_WORDS = re.compile(r"[)\]]?\s*[:：–—-]\s+\S{3}")
_AFTER_CUT = re.compile(
    r"(?<=[.…\])»”\"!?。])(?!(?<=\d\.)\d)\s*([^.…!?。\])][^.…!?。]{1,39}(?:(?<=\w)(?:\.{3}|…)[\])]?)?)$"
)


def in_pieces(lines: list[Line]) -> tuple[list[Line], bool]:
    """The lines with "read more" and links taken off their ends and, where the document writes an item a
    line, taken apart at its dates; and whether it does."""
    lines, done = in_columns(lines)
    if done:
        return lines, True
    _take_links(lines)
    _take_hashes(lines)
    take_small_ends(lines)
    take_tails(lines)
    lines, done = without_formulas(lines)
    if done:
        return lines, True
    for way in (_dated_first, _dated_last, _dated_within):
        lines, done = _apart(lines, way)
        if done:
            return lines, True
    return lines, False


def _apart(
    lines: list[Line], way: Callable[[Line], list[Line] | None], most: float = MOSTLY
) -> tuple[list[Line], bool]:
    """The lines taken apart in one way, if most of those that are long enough to be items come apart."""
    items = [line for line in lines if line.kind == "text" and len(line.text) > 12]
    told = {id(line): pieces for line in items if (pieces := way(line))}
    if len(told) < FEWEST or (len(told) < most * len(items) and not _every_other(items, told, way is _dated_last)):
        return lines, False
    return [piece for line in lines for piece in told.get(id(line), [line])], True


def _every_other(items: Sequence[Line], told: Mapping[int, object], second: bool) -> bool:
    """Whether every other line comes apart, or every third or fourth, from the first on; or from the second, if
    that may be; or the first line and all others that end in no stop, and no line that does; or all that stand
    apart and no other."""
    at = [number for number, line in enumerate(items) if id(line) in told]
    apart = {number for number, line in enumerate(items) if line.blanks and number}
    within = {number for number in apart if at[0] < number <= at[-1]}
    if FEWEST <= len(within) <= len(items) / 2 and within.issubset(at):
        return True
    # Below the last item may stand what a page ends with.
    step = at[1] - at[0]
    even = step <= _MOST_OVER + 1 and at == list(range(at[0], at[-1] + 1, step))
    if even and at[0] <= second and len(items) - at[-1] < _MOST_OVER + step - 1:
        return True
    return at[0] == 0 and all(ends(line.text) != (id(line) in told) for line in items)


# --- what is taken off the end of a line --------------------------------------------------------------------


def take_tails(lines: Sequence[Line]) -> None:
    """Take links off the ends of lines, and "read more"."""
    _take_links(lines)
    returning = _returning_tails(lines)
    for line in lines:
        if line.kind == "text":
            _take_more(line, returning)


def _returning_tails(lines: Sequence[Line]) -> frozenset[str]:
    """What comes back after the cut at the end of several lines, whatever it says."""
    tails = Counter(
        folded(found[1])
        for line in lines
        if len(line.text) > 60 and (found := _AFTER_CUT.search(line.text[-TAIL:]))
    )
    return frozenset(tail for tail, often in tails.items() if often > 2 and tail)


def _take_links(lines: Sequence[Line]) -> None:
    for line in lines:
        found = _TAIL_LINK.search(line.text) if line.kind == "text" and "http" in line.text else None
        if found and found.start() > 2 and line.link is None:
            line.link, line.text = found[1], line.text[: found.start()].rstrip()


def _take_hashes(lines: Sequence[Line]) -> None:
    """Take the tags off the ends of lines where nearly all have some: "#harbour #boats"."""
    texts = [line for line in lines if line.kind == "text"]
    told = [_HASHES.search(line.text, max(1, len(line.text) - TAIL)) for line in texts]
    if enough(sum(map(bool, told)), len(texts), NEARLY_ALL):
        for line, found in zip(texts, told, strict=True):
            line.text = line.text[: found.start()].rstrip() if found else line.text


def _take_more(line: Line, returning: frozenset[str]) -> None:
    for _ in range(3):
        shorter = _without_more(line.text, returning)
        if shorter == line.text:
            return
        line.text = shorter


def _without_more(text: str, returning: frozenset[str]) -> str:
    end = text[-TAIL:]
    found = _AFTER_CUT.search(end)
    if found and (folded(found[1]) in returning or folded(found[1]) in more_words()):
        return text[: len(text) - len(end) + found.start()].rstrip(" [(")
    if not _may_end_in_more(end):
        return text
    words = text.rsplit(" ", _MOST_OF_MORE + 3)
    for count in range(min(_MOST_OF_MORE, len(words) - 3), 0, -1):
        tail = " ".join(words[-count:])
        if folded(tail) in more_words() and (_is_tail(tail, count) or (count > 1 and ends(words[-count - 1]))):
            return " ".join(words[:-count])
    return text


def _may_end_in_more(end: str) -> bool:
    last = folded(end).rsplit(" ", 1)[-1]
    return last in _last_words()


@cache
def _last_words() -> frozenset[str]:
    return frozenset(words.rsplit(" ", 1)[-1] for words in more_words())


def _is_tail(tail: str, count: int) -> bool:
    """Whether "more" looks like a call of its own and is no last word of a sentence."""
    return tail[-1] in "»→]›>↗" or (count > 1 and (tail.isupper() or tail.istitle()))


# --- the ways in which lines come apart ---------------------------------------------------------------------


def _piece(line: Line, text: str, **changes: object) -> Line:
    return replace(line, text=text, moments=(), **changes)  # type: ignore[arg-type]


def _date_piece(line: Line, start: int, end: int, moment: Moment, blanks: int = 0) -> Line:
    # Its words may have gone with what leads on behind them; no line is empty.
    text, inner = line.text[start:end] or moment.iso or "–", moment.moved(-start)
    return replace(line, text=text, kind="date", moments=[inner], link=None, blanks=blanks)


def _dated_first(line: Line) -> list[Line] | None:
    first = line.moments[0] if line.moments else None
    if first is None or not _may_stand_before(line.text[: first.start].strip(GLUE), line.text[first.end :]):
        return None
    rest = line.text[first.end :].lstrip(GLUE)
    if "«" not in rest:
        rest = rest.lstrip("»› ")
    return [_date_piece(line, 0, first.end, first, line.blanks), _piece(line, rest, blanks=0)] if rest else None


def _may_stand_before(outlet: str, after: str) -> bool:
    """Whether what stands before a date at the head of a line is nothing or an outlet ("The Tide, 3 May: ...")."""
    return not outlet or (len(outlet) <= _LONGEST_OUTLET and bool(_SIGN_AND_WORDS.match(after)))


def _dated_last(line: Line) -> list[Line] | None:
    last = line.moments[-1] if line.moments else None
    if last is None or line.text[last.end :].strip(GLUE + ".)]"):
        return None
    rest = _closed(line.text[: last.start].rstrip(GLUE + "(["))
    date = _date_piece(line, last.start, len(line.text), last)
    return [_piece(line, rest), date] if rest else None


def _closed(text: str) -> str:
    """A text without what a bracket at its end holds that is not closed: an outlet before its date."""
    at = text.rfind("(")
    return text[:at].rstrip() if at > text.rfind(")") and len(text) - at <= _LONGEST_OUTLET else text


def _dated_within(line: Line) -> list[Line] | None:
    for moment in line.moments:
        before, after = line.text[: moment.start].strip(GLUE), line.text[moment.end :].strip(GLUE)
        if len(before) > 8 and len(after) > 20 and moment.start < 220:
            date = _date_piece(line, moment.start, moment.end, moment)
            head, rest = line.text[: moment.start].rstrip(), line.text[moment.end :].lstrip()
            if head[-1] in _OPEN and rest[0] in _SHUT:
                head, rest = head[:-1].rstrip(), rest[1:].lstrip(GLUE)
            return [_piece(line, head), date, _piece(line, rest, blanks=0)]
    return None
