"""The records of a plain text: which lines belong to one item, and what each line is to it.

A digest repeats itself. What comes back (a date, "read more", a label, an empty line) shows where one item
ends and the next begins; where nothing comes back, the lines themselves tell headlines from standfirsts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from standfirst.read.text_likeness import CUT_MARK, width
from standfirst.read.text_lines import Line
from standfirst.read.text_roles import Habits, leaning, roles

MOST_PARAGRAPHS = 2  # a record with more of them is a whole article, of which the first is the standfirst


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
        letters = {"date": "D", "label": "L", "more": "M"}
        told = "".join(letters.get(line.kind, "") for line in self.marks)
        return "".join(sign for at, sign in enumerate(told) if at == 0 or told[at - 1] != sign)


def records_of(lines: Sequence[Line]) -> list[Record]:
    """The records of a document, in its order."""
    groups = _groups(lines)
    if groups:
        return [record for record in map(_of_group, groups) if record.heads or record.texts]
    runs = _runs(lines)
    inner = _inner_signs(runs)
    return _of_runs(runs, inner)


# --- records parted by empty lines --------------------------------------------------------------------------


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines between empty lines, where most such groups hold several lines; else nothing."""
    groups: list[list[Line]] = []
    for line in lines:
        if line.kind == "rule":
            continue
        if line.blanks or not groups:
            groups.append([])
        groups[-1].append(line)
    several = [group for group in groups if len(group) > 1]
    return groups if len(groups) > 2 and 5 * len(several) >= 3 * len(groups) else []


def _of_group(group: Sequence[Line]) -> Record:
    record = Record(how="lines between empty lines")
    texts = [line for line in group if line.kind == "text"]
    if not texts:
        texts = [line for line in group if line.kind == "label"][:1]
    for line in group:
        _put(record, line, texts)
    told = roles([leaning(line.text) for line in texts], Habits(text_head=6.0, head_head=2.5))
    for line, role in zip(texts, told, strict=True):
        (record.heads if role == "H" else record.texts).append(line)
    return record


def _put(record: Record, line: Line, texts: Sequence[Line]) -> None:
    if line.kind == "date":
        record.dates.append(line)
    elif line.kind == "link":
        record.links.append(line)
    elif line.kind == "label" and line not in texts:
        before = bool(texts) and line.at < texts[0].at
        (record.labels_before if before else record.labels_after).append(line)


# --- records parted by what comes back ----------------------------------------------------------------------


def _runs(lines: Sequence[Line]) -> list[Run]:
    found = [Run()]
    for line in lines:
        if line.kind == "rule":
            continue
        if line.kind == "text":
            if found[-1].marks:
                found.append(Run())
            found[-1].texts.append(line)
        else:
            found[-1].marks.append(line)
    return found


def _inner_signs(runs: Sequence[Run]) -> frozenset[str]:
    """The signs that stand between a headline and its standfirst, not between two items."""
    worth: Counter[str] = Counter()
    for run, after in zip(runs, runs[1:], strict=False):
        if not run.sign or not run.texts or not after.texts:
            continue
        before_lean, after_lean = leaning(run.texts[-1].text), leaning(after.texts[0].text)
        inside = after_lean - before_lean
        alone = len(run.texts) == 1
        between = -after_lean + (abs(before_lean) / 2 if alone else before_lean)
        worth[run.sign] += round(10 * (inside - between))
    return frozenset(sign for sign, score in worth.items() if score > 0 and "M" not in sign)


def _of_runs(runs: Sequence[Run], inner: frozenset[str]) -> list[Record]:
    if not any(run.sign for run in runs):
        return [r for run in runs for r in _of_texts(run.texts, Habits())]
    found: list[Record] = []
    for run in runs:
        found += _of_texts(run.texts, Habits())
    return found


def _of_texts(texts: Sequence[Line], habits: Habits) -> list[Record]:
    found: list[Record] = []
    for line, role in zip(texts, roles([leaning(line.text) for line in texts], habits), strict=True):
        if role == "H":
            found.append(Record(heads=[line], how="its look beside its neighbours"))
        elif found and found[-1].heads and (found[-1].texts == [] or habits.text_text < 0):
            found[-1].texts.append(line)
        else:
            found.append(Record(texts=[line], how="its look beside its neighbours"))
    return found


def typical_width(records: Sequence[Record]) -> float:
    heads = [width(record.heads[0].text) for record in records if record.heads]
    return median(heads) if heads else 0.0


def is_cut(text: str) -> bool:
    return bool(CUT_MARK.search(text))
