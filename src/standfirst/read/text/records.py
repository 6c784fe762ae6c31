"""The records of a plain text: which lines belong to one item, and what each line is to it.

A digest repeats itself. What comes back (a date, "read more", a label, an empty line) shows where one item
ends and the next begins; where nothing comes back, the lines themselves tell headlines from standfirsts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from itertools import pairwise, zip_longest
from operator import attrgetter
from statistics import median

from standfirst.read.enough import FEWEST, MOST, MOSTLY, NEARLY_ALL, enough
from standfirst.read.text.choice import MOST_LINES, chosen
from standfirst.read.text.days import of_days
from standfirst.read.text.groups import at_rules, groups_of, of_groups
from standfirst.read.text.line import Line
from standfirst.read.text.record import ALONE, PAIRS, Record, closes, ends, leanings_of, of_texts
from standfirst.read.text.roles import Habits, leaning, roles
from standfirst.read.text.runs import Run, of_runs, runs_of
from standfirst.read.widths import width

LONG = 40  # letters that a line which is an item has at the least
LONGER = 110  # letters of a line that is no headline
MOST_BELOW = 3  # lines below a headline within which an outlet is its own
_ALL = attrgetter(*(part.name for part in fields(Line)))
STEP = 1.6  # how much longer a standfirst is than its headline


def records_of(lines: Sequence[Line], one_a_line: bool) -> list[Record]:
    """The records of a document, in its order; `one_a_line` says that each line was an item."""
    # Rules tell of some lines anew what they are.
    unread = [Line(*_ALL(line)) for line in lines] if len(lines) <= MOST_LINES else lines
    lines = at_rules([line for line in lines if line.kind != "point"])
    if all(line.kind in ("text", "rule") for line in lines) and (linked := _each_linked(lines)):
        return linked
    if not one_a_line and (days := of_days(lines)):
        return chosen(unread, days)
    if groups := groups_of(lines, one_a_line):
        return chosen(unread, of_groups(groups))
    runs = runs_of(lines)
    if _find_sections(lines):
        return _of_sections(lines)
    return chosen(unread, _of_marks(runs))


def _each_linked(lines: Sequence[Line]) -> list[Record]:
    """The records of lines each of which leads somewhere else; nothing where some lead nowhere."""
    texts = [line for line in lines if line.kind == "text"]
    if len(texts) < FEWEST or len({line.link for line in texts if line.link}) < len(texts):
        return []
    return [Record(heads=[line], how="a line that leads somewhere") for line in texts]


def _of_marks(runs: Sequence[Run]) -> list[Record]:
    """The records that dates, labels and "read more" part, if there are enough of them; else by looks alone."""
    dated = sum("D" in run.sign for run in runs)
    if dated >= FEWEST or sum(not {"A", "L", "M"}.isdisjoint(run.sign) for run in runs) >= FEWEST:
        return of_runs(runs, dated >= FEWEST)
    found = _of_pairs([line for run in runs for line in run.texts])
    outlets = [mark for run in runs for mark in run.marks if mark.kind == "outlet"]
    for record, after in zip_longest(found, found[1:]):
        end = after.first if after else record.first + MOST_BELOW
        record.labels_after += [line for line in outlets if record.first < line.at < end]
    return found


def _find_sections(lines: Sequence[Line]) -> bool:
    """Find titles in capitals above parts of a page of headlines that is neither dated nor written in capitals."""
    texts = [line for line in lines if line.kind == "text"]
    if sum(line.kind in ("date", "more") for line in lines) >= FEWEST:
        return False
    titles = [
        line
        for line, after in pairwise(lines)
        if line.kind == after.kind == "text" and _is_title(line.text) and not _is_title(after.text)
    ]
    told = set(map(id, titles))
    below = [after.text for line, after in pairwise(lines) if id(line) in told]
    above_heads = sum(leaning(text) < 0 and not ends(text) for text in below)
    if len(titles) < FEWEST or 2 * len(titles) > len(texts) or above_heads < 0.6 * len(titles):
        return False
    for line in titles:
        line.kind = "section"
    return True


def _is_title(text: str) -> bool:
    return len(text) < 50 and text.upper() == text and text.lower() != text and sum(map(str.isalpha, text)) > 3


def _of_sections(lines: Sequence[Line]) -> list[Record]:
    """The records under each title of a part, and those above the first such title if they look like others."""
    parts: list[tuple[Line | None, list[Line]]] = [(None, [])]
    for line in lines:
        if line.kind == "section":
            parts.append((line, []))
        elif line.kind == "text":
            parts[-1][1].append(line)
    if any(line.text.endswith((":", "：")) for line in parts[0][1][-2:]):
        parts = parts[1:]
    found = []
    for title, texts in parts:
        new = of_texts(texts, ALONE)
        for record in new:
            record.section = title
        found += new
    return found


def _of_pairs(texts: Sequence[Line]) -> list[Record]:
    """The records of lines that nothing but their looks tells apart: first by the looks of each, then by the
    habit that shows (pairs, or headlines alone)."""
    if stopped := _told_by_stops(texts):
        return stopped
    if alone := _lines_alone(texts):
        return alone
    if _alternate(texts):
        return of_texts(texts, PAIRS._replace(head_head=9.0, text_text=9.0))
    told = roles(leanings_of(texts), Habits())
    heads = told.count("H")
    paired = sum(pair == ("H", "S") for pair in pairwise(told))
    return of_texts(texts, ALONE if heads > 0.7 * len(told) and paired < 0.3 * heads else Habits())


def _told_by_stops(texts: Sequence[Line]) -> list[Record]:
    """The records of lines of which each that ends in no stop stands above one that does, or above several: then
    it is their headline. Nothing where two such lines follow each other below the first."""
    stops = [ends(line.text) for line in texts]
    heads = [at for at, stop in enumerate(stops) if not stop]
    if 2 * sum(closes(texts[at].text) for at in heads) > len(heads):
        return []  # headlines end in cries as well as sentences do
    below = [at + 1 < len(stops) and stops[at + 1] for at in heads]
    if len(heads) < FEWEST or heads[0] or not all(below[1:]) or _mostly_step(texts):
        return []
    if not below[0]:
        heads = heads[1:]
    middle = median(width(texts[at].text) for at in heads)
    if middle > MOSTLY * median(width(line.text) for line, stop in zip(texts, stops, strict=True) if stop):
        return []
    return [
        Record(
            heads=[texts[at]], texts=list(texts[at + 1 : end]), how="a line that ends in no stop above such as do"
        )
        for at, end in pairwise([*heads, len(texts)])
    ]


def _mostly_step(texts: Sequence[Line]) -> bool:
    """Whether of each two lines the second is longer, but for a few."""
    twos = list(zip(texts[::2], texts[1::2], strict=False))
    return sum(width(b.text) > width(a.text) for a, b in twos) >= NEARLY_ALL * len(twos) and len(texts) % 2 == 0


def _lines_alone(texts: Sequence[Line]) -> list[Record]:
    """The records of long lines that nearly all end as standfirsts do, or are longer than headlines are: none
    of these stands on a line of its own."""
    long = [line for line in texts if width(line.text) > LONG]
    stops = sum(ends(line.text) for line in long)
    longer = sum(width(line.text) > LONGER for line in long)
    if not enough(len(long), len(texts)):
        return []
    if stops < MOST * len(long) and longer < NEARLY_ALL * len(texts):
        return []
    told = {id(line) for line in long}
    return [
        Record(texts=[line], how="a line of its own")
        if id(line) in told or ends(line.text)
        else Record(heads=[line], how="its look beside its neighbours")
        for line in texts
    ]


def _alternate(texts: Sequence[Line]) -> bool:
    """Whether every other line, from the second on, ends as standfirsts do, and no other; or is much longer."""
    told = [ends(line.text) for line in texts]
    if len(told) < 4 or len(told) % 2:
        return False
    if any(told):
        return all(told[1::2]) and not any(told[::2])
    return _step(texts)


def _step(texts: Sequence[Line]) -> bool:
    """Whether of each two lines the second is much longer, where no line ends in a stop, as in Thai."""
    widths = [width(line.text) for line in texts]
    twos = list(zip(widths[::2], widths[1::2], strict=True))
    longer = sum(widths[1::2]) > STEP * sum(widths[::2])
    return len(twos) > FEWEST and longer and all(after > before for before, after in twos)
