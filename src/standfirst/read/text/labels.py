"""Lines that are labels and no news (topics, tags, signatures), told by what others say and where they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from standfirst.read.dates import names_a_day
from standfirst.read.enough import FEWEST, MOST, MOSTLY, NEARLY_ALL
from standfirst.read.text.line import Line, shape
from standfirst.read.text.periods import find_columns
from standfirst.read.text.record import ends
from standfirst.read.text.signed import is_signature
from standfirst.read.widths import width

_LONGEST_TAG = 24
_LONGEST_PRINT = 100
_LONGEST_VALUE = 48
_LONGEST_LIST = 64
_FAR = 4  # lines below a date that may be small print
_MARKS = frozenset(("date", "more", "link"))
_TAGGED = re.compile(rf"([^\W\d][^:：,]{{2,{_LONGEST_TAG}}})[:：](?=\s?\S)")
_TIMED = re.compile(r"(?P<first>[^\W\d]\S*) (?:\S+ ){0,6}(?P<last>\S+) \d{1,2}[:h]\d\d(?![:\d])")
_BAR = " | "
_PAGE = re.compile(r", ([^\W\d]{1,12}\.?) \d{1,4}\Z")
_COMMAS = ",،、"
_BETWEEN_TOPICS = re.compile(r"[\s,،、.]+")
_PARTS = re.compile(r"\s*[,،、|·•/]\s*")


def find_labels(lines: Sequence[Line]) -> None:
    """Find labels among lines of which dates, links and lines that come back are known."""
    _of_categories(lines)
    _find_enumerated(lines)
    _find_tags(lines)
    _find_values(lines)
    _find_beside_labels(lines)
    _find_begun_alike(lines)
    _find_below_marks(lines)
    _find_topics(lines)
    _find_above_headlines(lines)
    _find_above_groups(lines)
    find_columns(lines)
    _find_topics(lines)
    _find_like_others(lines)


def _of_categories(lines: Sequence[Line]) -> None:
    """Lines that list categories: their parts come back in other such lines, and are no small part of them."""
    lists = {id(line): parts for line in lines if line.kind == "text" and (parts := _categories(line.text))}
    common = Counter(part for parts in lists.values() for part in set(parts))
    for line in lines:
        parts = lists.get(id(line), ())
        known = [part for part in parts if common[part] > 1 and any(map(str.isalpha, part))]
        if len(parts) > 1 and len(known) * 2 >= len(parts) and 3 * sum(map(len, known)) >= sum(map(len, parts)):
            line.kind = "label"


def _find_enumerated(lines: Sequence[Line]) -> None:
    """Words on lines of their own with a comma behind each are topics, and so is the one below them."""
    told = [
        (line, after)
        for line, after in pairwise(lines)
        if line.kind in ("text", "label") and len(line.text) <= _LONGEST_TAG and line.text[-1] in _COMMAS
    ]
    if len(told) >= FEWEST:
        for line, after in told:
            line.kind = "label"
            if after.kind == "text" and _may_be_label(after):
                after.kind = "label"


def _find_tags(lines: Sequence[Line]) -> None:
    """Lines that list topics after the same word and a colon each ("Tags: budget, roads") are labels."""
    led: dict[str, list[Line]] = {}
    for line in lines:
        if line.kind in ("text", "label") and (found := _TAGGED.match(line.text)):
            led.setdefault(found[1].casefold(), []).append(line)
    for word, mine in led.items():
        lists = [_categories(line.text[len(word) + 1 :].strip()) for line in mine]
        several = sum(len(parts) > 1 for parts in lists)
        if len(mine) >= FEWEST and all(lists) and 2 * several >= len(mine):
            for line in mine:
                line.kind = "label"


def _find_values(lines: Sequence[Line]) -> None:
    """Where the same word stands above each date ("When"), lines below other such words that follow ("Where") are
    no news."""
    below: dict[str, list[Line]] = {}
    follow: Counter[str] = Counter()
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        if line.kind == "label" and not is_signature(line.text):
            below.setdefault(line.text, []).append(after)
            follow[line.text] += before.kind in ("date", "label")
    dated = [len(mine) for mine in below.values() if all(line.kind == "date" for line in mine)]
    usual = max(dated, default=0)
    if usual < FEWEST:
        return
    for word, mine in below.items():
        texts = [line for line in mine if line.kind == "text" and len(line.text) <= _LONGEST_VALUE]
        if len(texts) == len(mine) == follow[word] >= MOST * usual:
            for line in texts:
                line.kind = "label"


def _find_beside_labels(lines: Sequence[Line]) -> None:
    """Short lines are labels that stand as most labels do, between the same kinds of marks; so are lines that say
    by whom, and nothing else, where several do."""
    signed = [line for line in lines if line.kind in ("text", "label") and is_signature(line.text)]
    if len(signed) >= FEWEST:
        for line in signed:
            line.kind = "label"
    kinds = ["", *(line.kind for line in lines), ""]
    places: dict[tuple[str, str], list[Line]] = {}
    for line, above, below in zip(lines, kinds, kinds[2:], strict=False):
        between = above in _MARKS and (below in _MARKS or (below == "text" and above == "date"))
        if line.kind in ("text", "label") and between:
            places.setdefault((above, below), []).append(line)
    for mine in places.values():
        labels = sum(line.kind == "label" for line in mine)
        if labels < len(mine) < 2 * labels and all(width(line.text) <= _LONGEST_TAG for line in mine):
            for line in mine:
                line.kind = "label"


def _find_above_headlines(lines: Sequence[Line]) -> None:
    """Short lines between a line that ends as sentences do and one that does not are labels above headlines, where
    most of them come back; longer ones between such lines are headlines. So are those above headlines that dates
    stand below, where most others in their place are labels."""
    kin: list[Line] = []
    dated: list[Line] = []
    for above, line, below, last in zip([None, *lines], lines, lines[1:], lines[2:], strict=False):
        begins = above is None or above.kind != "text" or ends(above.text)
        told = begins and _may_be_label(line) and below.kind == "text" and not ends(below.text)
        if told and len(below.text) > len(line.text):
            if line.kind == last.kind == "text" and ends(last.text):
                kin.append(line)
            elif last.kind == "date" and above is not None and above.kind == "text":
                dated.append(line)
    often = Counter(line.text for line in kin)
    if len(kin) < FEWEST or 2 * sum(often[line.text] > 1 for line in kin) <= len(kin):
        kin = []
    if len(dated) < FEWEST or 2 * sum(line.kind == "label" for line in dated) <= len(dated):
        dated = []
    for line in (*kin, *dated):
        line.kind = "label"


def _find_above_groups(lines: Sequence[Line]) -> None:
    """Short lines at the heads of groups are labels where half of them come back, whatever their pages, or nearly
    all name a day without its year: papers above headlines, days above events."""
    heads = [line for line, below in pairwise(lines) if line.blanks and not below.blanks and below.kind == "text"]
    mine = [line for line in heads if line.kind in ("text", "label") and len(line.text) <= _LONGEST_VALUE]
    if len(mine) <= FEWEST or len(mine) < NEARLY_ALL * len(heads) or any(ends(line.text) for line in mine):
        return
    papers = Counter(_PAGE.sub("", line.text) for line in mine)
    again = sum(papers[_PAGE.sub("", line.text)] > 1 for line in mine)
    days = sum(not line.moments and names_a_day(line.text) for line in mine)
    if 2 * again >= len(mine) or days >= NEARLY_ALL * len(mine):
        for line in mine:
            line.kind = "label"


def _may_be_label(line: Line) -> bool:
    return (
        line.kind in ("text", "label")
        and len(line.text) <= _LONGEST_TAG
        and line.text.count(" ") < 3
        and not ends(line.text)
    )


def _find_begun_alike(lines: Sequence[Line]) -> None:
    """Lines are labels that begin with the same two words as several labels, and as fewer lines that are none; so
    are lines that say the same before a time of day: "Posted by Ann at 7:22, 3 comments"."""
    led: dict[tuple[str, ...], list[Line]] = {}
    for line in lines:
        if line.kind in ("text", "label") and len(line.text) <= _LONGEST_PRINT:
            led.setdefault(tuple(line.text.casefold().split(" ", 2)[:2]), []).append(line)
    for words, mine in led.items():
        labels = {line.text for line in mine if line.kind == "label"}
        several = len(labels) > 1 and 2 * len(labels) > len(mine)
        if len(words) > 1 and several:
            for line in mine:
                line.kind = "label"
    _find_ended_alike(lines)
    timed = [
        (line, found)
        for line in lines
        if line.kind == "text" and not line.moments and (found := _TIMED.match(line.text))
    ]
    often = Counter((found["first"], found["last"]) for _, found in timed)
    for line, found in timed:
        if often[found["first"], found["last"]] >= FEWEST:
            line.kind = "label"


def _find_ended_alike(lines: Sequence[Line]) -> None:
    """Lines are labels that end, but for a number, in the same word as more labels: "The Post, page 3"."""
    kin: dict[str, list[Line]] = {}
    for line in lines:
        if (
            line.kind in ("text", "label")
            and len(line.text) <= _LONGEST_VALUE
            and (page := _PAGE.search(line.text))
        ):
            kin.setdefault(page[1].casefold(), []).append(line)
    for mine in kin.values():
        labels = sum(line.kind == "label" for line in mine)
        if FEWEST <= labels < len(mine) < 2 * labels:
            for line in mine:
                line.kind = "label"


def _find_below_marks(lines: Sequence[Line]) -> None:
    """Short lines right below dates, or below "read more", are labels where all begin with the same word
    ("Categories: Town"), unless sentences stand below them: then they are headlines that begin alike."""
    for mark in ("date", "more"):
        told = [
            (line, below)
            for above, line, below in zip(lines, lines[1:], [*lines[2:], None], strict=False)
            if above.kind == mark and line.kind in ("text", "label") and not line.moments
        ]
        begun = {line.text.split(" ", 1)[0].casefold() for line, _ in told}
        headed = any(below is not None and ends(below.text) for _, below in told)
        if (
            len(told) > FEWEST
            and len(begun) == 1
            and all(_may_be_print(line.text) for line, _ in told)
            and not headed
        ):
            for line, _ in told:
                line.kind = "label"


def _may_be_print(text: str) -> bool:
    longest = _LONGEST_PRINT if _BAR in text else _LONGEST_VALUE
    return len(text) <= longest and " " in text and not ends(text)


def _find_topics(lines: Sequence[Line]) -> None:
    """Short lines between the same kinds of lines, one of them a date or a label, are lists of topics where nearly
    all words come back in others of them: headlines share a word or two."""
    kinds = ["", *(line.kind for line in lines), ""]
    places: dict[tuple[str, str], list[Line]] = {}
    for line, above, below in zip(lines, kinds, kinds[2:], strict=False):
        if line.kind in ("text", "label") and not {"date", "label"}.isdisjoint((above, below)):
            places.setdefault((above, below), []).append(line)
    for mine in places.values():
        if len(mine) <= FEWEST or not all(map(_may_be_topics, mine)):
            continue
        often = Counter(word for line in mine for word in {*_BETWEEN_TOPICS.split(line.text.casefold())} if word)
        again = sum(count for count in often.values() if count > 1)
        if again >= MOST * often.total() and len(often) <= MOSTLY * often.total():
            for line in mine:
                line.kind = "label"


def _find_like_others(lines: Sequence[Line]) -> None:
    """Short lines are labels where nearly all that stand as far below other dates are; below the last of these
    may stand what ends a page."""
    dates = [at for at, line in enumerate(lines) if line.kind == "date"]
    for far in range(1, _FAR):
        mine = [lines[at + far] for at, end in pairwise([*dates, len(lines)]) if at + far < end]
        told = mine[: len(dates) - 1]
        labels = sum(line.kind == "label" for line in told)
        others = [line for line in mine if _may_be_small(line)]
        small = all(line.kind == "label" or _may_be_small(line) for line in told)
        if small and len(told) == len(dates) - 1 and FEWEST < labels >= MOST * len(told):
            for line in others:
                line.kind = "label"


def _may_be_small(line: Line) -> bool:
    return line.kind == "text" and len(line.text) <= _LONGEST_TAG and not ends(line.text)


def _may_be_topics(line: Line) -> bool:
    longest = _LONGEST_TAG if ends(line.text) else _LONGEST_LIST
    return len(line.text) <= longest and not line.moments


def _categories(text: str) -> tuple[str, ...]:
    if len(text) > 90 or text.endswith((".", "…", "!", "?")):
        return ()
    # What is counted between bars is the same whatever the count.
    parts = tuple(map(shape, text.split(_BAR))) if _BAR in text else tuple(map(str.casefold, _PARTS.split(text)))
    return parts if all(part and part.count(" ") < 4 for part in parts) else ()
