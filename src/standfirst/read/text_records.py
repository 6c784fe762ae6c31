"""The records of a plain text: which lines belong to one item, and what each line is to it.

A digest repeats itself. What comes back (a date, "read more", a label, an empty line) shows where one item
ends and the next begins; where nothing comes back, the lines themselves tell headlines from standfirsts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from standfirst.read.text_likeness import width
from standfirst.read.text_lines import Line
from standfirst.read.text_roles import Habits, leaning, roles


@dataclass(slots=True)
class Record:
    """One item in the making: its lines by what they are to it."""

    heads: list[Line] = field(default_factory=list)
    texts: list[Line] = field(default_factory=list)
    dates: list[Line] = field(default_factory=list)
    labels_before: list[Line] = field(default_factory=list)
    labels_after: list[Line] = field(default_factory=list)
    links: list[Line] = field(default_factory=list)
    how: str = ""


@dataclass(slots=True)
class Run:
    """Lines of text in a row, and the lines that are no text after them."""

    texts: list[Line] = field(default_factory=list)
    marks: list[Line] = field(default_factory=list)

    @property
    def sign(self) -> str:
        """What comes after the texts, one letter for each kind of mark: "D", "DM", "L"."""
        letters = {"date": "D", "label": "L", "more": "M", "link": "A"}
        told = "".join(letters.get(line.kind, "") for line in self.marks)
        return "".join(sign for at, sign in enumerate(told) if at == 0 or told[at - 1] != sign)


def records_of(lines: Sequence[Line], one_a_line: bool) -> list[Record]:
    """The records of a document, in its order; `one_a_line` says that each line was an item."""
    lines = [line for line in lines if line.kind != "rule"]
    groups = _groups(lines, one_a_line)
    if groups:
        return _of_groups(groups)
    runs = _runs(lines)
    if any(run.sign for run in runs):
        return _of_runs(runs)
    return _of_texts([line for run in runs for line in run.texts], Habits())


# --- records parted by empty lines --------------------------------------------------------------------------


def _groups(lines: Sequence[Line], one_a_line: bool) -> list[list[Line]]:
    """The lines between empty lines, where most such groups hold several lines; else nothing."""
    groups: list[list[Line]] = []
    for line in lines:
        apart = line.at != groups[-1][-1].at if one_a_line and groups else line.blanks
        if (apart and not (one_a_line and line.kind == "link")) or not groups:
            groups.append([])
        groups[-1].append(line)
    several = [group for group in groups if len(group) > 1]
    return groups if len(groups) > 2 and 5 * len(several) >= 3 * len(groups) else []


def _of_groups(groups: Sequence[Sequence[Line]]) -> list[Record]:
    several = [group for group in groups if len(group) > 1]
    dated = sum(any(line.kind == "date" for line in group) for group in several)
    found = []
    for group in groups:
        if len(group) == 1 and group[0].kind != "text":
            continue
        if 2 * dated > len(several) and not any(line.kind in ("date", "more", "link") for line in group):
            continue  # a masthead or a foot
        found += _of_group(group)
    return found


def _of_group(group: Sequence[Line]) -> list[Record]:
    record = Record(how="lines between empty lines")
    texts = [line for line in group if line.kind == "text"]
    if not texts:
        texts = [line for line in group if line.kind == "label"][:1]
    for line in group:
        if line not in texts:
            _put(record, line, bool(texts) and group.index(line) < group.index(texts[0]))
    told = roles([leaning(line.text) for line in texts], Habits(first=3.0, text_head=6.0, head_head=2.5))
    for line, role in zip(texts, told, strict=True):
        (record.heads if role == "H" else record.texts).append(line)
    return [record] if record.heads or record.texts else []


def _put(record: Record, line: Line, before: bool) -> None:
    match line.kind:
        case "date":
            record.dates.append(line)
        case "link":
            record.links.append(line)
        case "label":
            (record.labels_before if before else record.labels_after).append(line)


# --- records parted by what comes back ----------------------------------------------------------------------


def _runs(lines: Sequence[Line]) -> list[Run]:
    found = [Run()]
    for line in lines:
        if line.kind != "text":
            found[-1].marks.append(line)
            continue
        if found[-1].marks:
            found.append(Run())
        found[-1].texts.append(line)
    return found


def _inner_signs(runs: Sequence[Run]) -> frozenset[str]:
    """The signs that stand between a headline and its standfirst, not between two items."""
    worth: Counter[str] = Counter()
    for run, after in zip(runs, runs[1:], strict=False):
        if not run.sign or not run.texts or not after.texts:
            continue
        before_lean, after_lean = leaning(run.texts[-1].text), leaning(after.texts[0].text)
        inside = after_lean - before_lean
        between = -after_lean + (abs(before_lean) / 2 if len(run.texts) == 1 else before_lean)
        worth[run.sign] += round(10 * (inside - between))
    return frozenset(sign for sign, score in worth.items() if score > 0 and "M" not in sign and "A" not in sign)


def _opening(runs: Sequence[Run]) -> frozenset[str]:
    """The kinds of marks that stand at the head of an item rather than at its foot."""
    typical = median(len(run.texts) for run in runs if run.texts)
    found = []
    for kind in ("date", "label"):
        at = [number for number, run in enumerate(runs) if any(mark.kind == kind for mark in run.marks)]
        if not at:
            continue
        led = len(runs[at[0]].texts) >= typical
        followed = any(len(run.texts) >= typical for run in runs[at[-1] + 1 :])
        if followed and not led:
            found.append(kind)
    return frozenset(found)


def _of_runs(runs: Sequence[Run]) -> list[Record]:
    inner = _inner_signs(runs)
    opening = _opening(runs)
    dated = sum("D" in run.sign for run in runs)
    strict = 2 * dated > len(runs)
    habits = Habits(first=2.0, text_head=6.0 if strict else 2.0, head_head=4.0 if strict else 2.0)
    found: list[Record] = []
    waiting: list[Line] = []
    inside = False
    for number, run in enumerate(runs):
        is_last = number == len(runs) - 1
        texts = run.texts
        if run.sign in inner and run.sign and texts:
            if inside and found:
                found[-1].texts += texts[:-1]
            record = Record(heads=[texts[-1]], how="a line that comes back stands under it")
            _take(record, waiting)
            for mark in run.marks:
                _put(record, mark, False)
            found.append(record)
            waiting, inside = [], True
            continue
        if inside and found:
            found[-1].texts += texts
            new: list[Record] = []
        else:
            new = _of_texts(texts, habits)
            if number == 0 or (is_last and not run.sign):
                new = _within_habit(new, runs, is_last)
        if new:
            _take(new[0], waiting)
            waiting = []
        found += new
        closing, opens = _parted(run.marks, opening)
        if found and (new or inside):
            for mark in closing:
                _put(found[-1], mark, False)
        waiting += opens
        inside = False
    return found


def _within_habit(new: list[Record], runs: Sequence[Run], is_last: bool) -> list[Record]:
    """The first or last run without the masthead or foot that makes it longer than others."""
    if is_last and len(runs) > 3:
        return []
    sizes = Counter(len(run.texts) for run in runs[1:-1] if run.texts)
    if not sizes or sum(sizes.values()) < 2:
        return new
    usual = max(sizes)
    while new and sum(len(r.heads) + len(r.texts) for r in new) > usual and (new[0].heads or len(new) > 1):
        new = new[1:]
    return new


def _take(record: Record, waiting: Sequence[Line]) -> None:
    for mark in waiting:
        _put(record, mark, True)


def _parted(marks: Sequence[Line], opening: frozenset[str]) -> tuple[list[Line], list[Line]]:
    """The marks that belong to the item before them, and those that belong to the next."""
    for at, mark in enumerate(marks):
        ends = any(after.kind == "more" for after in marks[at:])
        if mark.kind in opening and not ends:
            return list(marks[:at]), list(marks[at:])
    return list(marks), []


def _of_texts(texts: Sequence[Line], habits: Habits) -> list[Record]:
    found: list[Record] = []
    for line, role in zip(texts, roles([leaning(line.text) for line in texts], habits), strict=True):
        if role == "H":
            found.append(Record(heads=[line], how="its look beside its neighbours"))
        elif found and found[-1].heads:
            found[-1].texts.append(line)
        else:
            found.append(Record(texts=[line], how="its look beside its neighbours"))
    return found


def typical_width(records: Sequence[Record]) -> float:
    """The width of the headline in the middle; 0 where there are none."""
    heads = [width(record.heads[0].text) for record in records if record.heads]
    return median(heads) if heads else 0.0
