"""The records of a plain text: which lines belong to one item, and what each line is to it.

A digest repeats itself. What comes back (a date, "read more", a label, an empty line) shows where one item
ends and the next begins; where nothing comes back, the lines themselves tell headlines from standfirsts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from standfirst.read.text_likeness import width
from standfirst.read.text_lines import BRACKETED, Line
from standfirst.read.text_roles import Habits, leaning, roles

SHORT = 16  # letters of a line that is a name or a title rather than a headline
FEWEST = 3  # how often something must come back to mean anything
PAIRS = Habits(head_head=4.0, text_text=3.0)
ALONE = Habits(head_head=0.0, head_text=0.5)


@dataclass(slots=True)
class Record:
    """One item in the making: its lines by what they are to it."""

    heads: list[Line] = field(default_factory=list)
    texts: list[Line] = field(default_factory=list)
    dates: list[Line] = field(default_factory=list)
    labels_before: list[Line] = field(default_factory=list)
    labels_after: list[Line] = field(default_factory=list)
    links: list[Line] = field(default_factory=list)
    section: Line | None = None
    byline: str | None = None
    kicker: str | None = None
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
    lines = [line for line in lines if line.kind not in ("rule", "point")]
    groups = _groups(lines, one_a_line)
    if groups:
        return _of_groups(groups)
    runs = _runs(lines)
    dated = sum("D" in run.sign for run in runs)
    if _find_sections(lines):
        return _of_sections(lines)
    if dated >= FEWEST or sum(not {"A", "L", "M"}.isdisjoint(run.sign) for run in runs) >= FEWEST:
        return _of_runs(runs, dated >= FEWEST)
    return _of_pairs([line for run in runs for line in run.texts])


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
    _by_column(groups)
    _labels_above(groups)
    several = [group for group in groups if len(group) > 1]
    dated = sum(any(line.kind == "date" for line in group) for group in several)
    found = []
    for group in groups:
        if len(group) == 1 and group[0].kind != "text":
            continue
        bare = not any(line.kind in ("date", "more", "link") for line in group)
        if 2 * dated > len(several) and bare and (len(group) > 1 or leaning(group[0].text) < 1):
            continue  # a masthead or a foot
        found += _of_group(group)
    return _head_first(found)


def _by_column(groups: Sequence[Sequence[Line]]) -> None:
    """In groups of the usual size a line is what the lines in its place mostly are: label or text."""
    usual, often = Counter(len(group) for group in groups).most_common(1)[0]
    alike = [group for group in groups if len(group) == usual]
    if usual < 3 or often < FEWEST:
        return
    for column in zip(*alike, strict=True):
        few = len({line.text for line in column}) <= len(column) / 2
        labels = len(column) if few else sum(line.kind == "label" for line in column)
        texts = sum(line.kind == "text" for line in column)
        for line in column:
            if line.kind == "text" and 3 * labels >= 2 * len(column) and width(line.text) < 44:
                line.kind = "label"
            elif line.kind == "label" and 3 * texts >= 2 * len(column):
                line.kind = "text"


def _labels_above(groups: Sequence[Sequence[Line]]) -> None:
    """Where many groups are one headline, a short line above the headline of others is its label."""
    texts = [[line for line in group if line.kind == "text"] for group in groups]
    alone = sum(len(lines) == 1 for lines in texts)
    labelled = [lines for lines in texts if len(lines) == 2 and width(lines[0].text) < 0.6 * width(lines[1].text)]
    if 10 * alone < 3 * len(groups) or 2 * len(labelled) < len(groups) - alone:
        return
    for lines in labelled:
        if width(lines[0].text) < 1.5 * SHORT:
            lines[0].kind = "label"


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


def _head_first(records: list[Record]) -> list[Record]:
    """Where most records of several lines are a headline and its standfirst, the others are too."""
    longer = [record for record in records if len(record.heads) + len(record.texts) > 1]
    usual = [record for record in longer if len(record.heads) == 1]
    if len(usual) >= FEWEST and 5 * len(usual) >= 3 * len(longer):
        for record in longer:
            texts = [*record.heads, *record.texts]
            record.heads, record.texts = texts[:1], texts[1:]
    return records


def _put(record: Record, line: Line, before: bool) -> None:
    match line.kind:
        case "date":
            record.dates.append(line)
        case "link":
            record.links.append(line)
        case "label" | "outlet":
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
    _take_inner_labels(found)
    return found


def _take_inner_labels(runs: Sequence[Run]) -> None:
    """Take short lines that come back in the midst of runs for labels: an outlet under each headline."""
    told = Counter(line.text for run in runs for line in run.texts[1:-1] if width(line.text) < 1.5 * SHORT)
    for run in runs:
        for line in run.texts[1:-1]:
            if told[line.text] > 1:
                line.kind = "outlet"
        run.marks[:0] = [line for line in run.texts if line.kind == "outlet"]
        run.texts = [line for line in run.texts if line.kind == "text"]


def _of_runs(runs: Sequence[Run], dated: bool) -> list[Record]:
    """The records of runs that marks part: dates where there are any, else labels and "read more"."""
    if dated and _is_inner(runs):
        return _trimmed(_headed(runs))
    opening = _opening(runs)
    if dated and "date" in opening:
        runs = _from_date_to_date(runs)
    return _trimmed(_head_first(_bounded(runs, opening, dated)))


def _is_inner(runs: Sequence[Run]) -> bool:
    """Whether dates stand between a headline and its standfirst, not between two items."""
    worth = heads = count = 0.0
    for run, after in pairwise(runs):
        if "D" not in run.sign or not run.texts or not after.texts:
            continue
        if "M" in run.sign:
            return False
        before_lean, after_lean = leaning(run.texts[-1].text), leaning(after.texts[0].text)
        inside = after_lean - before_lean
        between = -after_lean + (abs(before_lean) / 2 if len(run.texts) == 1 else before_lean)
        worth += inside - between
        heads += before_lean < 0
        count += 1
    return worth > 0 and heads >= 0.75 * count


def _headed(runs: Sequence[Run]) -> list[Record]:
    """Records in which a date stands under each headline: the line above it is the headline."""
    found: list[Record] = []
    inside = False
    labelled = 3 * sum(run.sign.endswith("DL") for run in runs) > len(runs)
    for run in runs:
        texts = list(run.texts)
        if "D" in run.sign and texts:
            head = texts.pop()
            if inside:
                found[-1].texts += _below_label(texts, labelled)
            found.append(Record(heads=[head], how="a date stands under it"))
            inside = True
        elif inside:
            found[-1].texts += _below_label(texts, labelled)
            inside = not any(mark.kind in ("more", "label") for mark in run.marks)
        elif found:
            found += _of_foot(texts, found)
        for mark in run.marks:
            if found:
                _put(found[-1], mark, False)
    return found


def _below_label(texts: list[Line], labelled: bool) -> list[Line]:
    """The lines below a date without a short first one, in a document where labels stand there."""
    return texts[1:] if labelled and len(texts) > 1 and width(texts[0].text) <= SHORT else texts


def _of_foot(texts: Sequence[Line], before: Sequence[Record]) -> list[Record]:
    """Headlines without a date, below those that have one; the small print under a page is none."""
    usual = typical_width(before)
    heads = [line for line in texts if width(line.text) > 0.4 * usual and leaning(line.text) < 0]
    if not heads or len(heads) < len(texts):
        return []
    return [Record(heads=[line], how="its look beside its neighbours") for line in heads]


def _opening(runs: Sequence[Run]) -> frozenset[str]:
    """The kinds of marks that stand at the head of an item rather than at its foot."""
    sizes = [len(run.texts) for run in runs if run.texts]
    typical = median(sizes) if sizes else 0
    found = {"section"}
    for kind in ("date", "label"):
        at = [number for number, run in enumerate(runs) if any(mark.kind == kind for mark in run.marks)]
        if not at:
            continue
        led = sum(width(line.text) > SHORT for line in runs[at[0]].texts) >= 0.6 * typical
        followed = any(len(run.texts) >= min(1, 0.6 * typical) for run in runs[at[-1] + 1 :])
        if not runs[at[0]].texts:
            led = False
        if not any(run.texts for run in runs[at[-1] + 1 :]):
            followed = False
        bracketed = kind == "label" and any(BRACKETED.fullmatch(m.text) for r in runs for m in r.marks)
        if (followed and not led) or bracketed:
            found.add(kind)
    return frozenset(found)


def _from_date_to_date(runs: Sequence[Run]) -> list[Run]:
    """The runs made longer: from one date to the next, whatever labels stand between."""
    found: list[Run] = []
    for run in runs:
        if found and "D" not in found[-1].sign and "M" not in found[-1].sign:
            found[-1].texts += run.texts
            found[-1].marks += run.marks
        else:
            found.append(Run(list(run.texts), list(run.marks)))
    return found


def _bounded(runs: Sequence[Run], opening: frozenset[str], dated: bool) -> list[Record]:
    """Records each of which ends, or begins, with a mark."""
    habits = Habits(first=2.0, text_head=2.0, head_head=2.0)
    sizes = Counter(len(run.texts) for run in runs if run.texts)
    usual = sizes.most_common(1)[0][0] if sizes else 0
    last = max((number for number, run in enumerate(runs) if "D" in run.sign), default=len(runs))
    found: list[Record] = []
    waiting: list[Line] = []
    for number, run in enumerate(runs):
        if dated and "date" in opening:
            new = _of_dated(run.texts) if number else []
        elif dated and "date" not in opening:
            new = _of_closed(run, usual, number == 0) if number <= last else []
        else:
            new = _of_texts(run.texts, habits)
            if number == 0:
                new = _within_habit(new, runs)
        if new:
            for mark in waiting:
                _put(new[0], mark, True)
            waiting = []
        found += new
        closing, opens = _parted(run.marks, opening)
        if new:
            for mark in closing:
                _put(new[-1], mark, False)
        waiting += opens
    return found


def _of_dated(texts: Sequence[Line]) -> list[Record]:
    """The one record of the lines after a date."""
    if not texts:
        return []
    heads = 1 if leaning(texts[0].text) < 0 else 0
    return [Record(heads=list(texts[:heads]), texts=list(texts[heads:]), how="a date stands above it")]


def _of_closed(run: Run, usual: int, is_first: bool) -> list[Record]:
    """The record that a date closes: the last lines of the run, as many as usual. What stands above them are
    headlines of their own, a label or, on top of the page, its masthead."""
    texts = run.texts
    own, above, labels = texts[-usual:], texts[:-usual], texts[:0]
    if is_first:
        above = []
    elif above and (width(above[-1].text) <= SHORT or above[-1].text.endswith(":")):
        above, labels = above[:-1], above[-1:]
    if len(own) == usual > 1 and leaning(own[0].text) < 0:
        new = [Record(heads=own[:1], texts=own[1:], how="a date stands below it")]
    else:
        new = _of_texts(own, Habits(first=2.0, text_head=6.0, head_head=2.5))
    if new:
        new[0].labels_before += labels
    return [*(Record(heads=[line], how="its look beside its neighbours") for line in above), *new]


def _within_habit(new: list[Record], runs: Sequence[Run]) -> list[Record]:
    """The first run without the masthead that makes it longer than others."""
    sizes = Counter(len(run.texts) for run in runs[1:-1] if run.texts)
    if not sizes or sum(sizes.values()) < 2:
        return new
    while new and sum(len(r.heads) + len(r.texts) for r in new) > max(sizes) and new[0].heads:
        new = new[1:]
    return new


def _parted(marks: Sequence[Line], opening: frozenset[str]) -> tuple[list[Line], list[Line]]:
    """The marks that belong to the item before them, and those that belong to the next."""
    for at, mark in enumerate(marks):
        if mark.kind in opening and not any(after.kind == "more" for after in marks[at:]):
            return list(marks[:at]), list(marks[at:])
    return list(marks), []


def _trimmed(records: list[Record]) -> list[Record]:
    """The records, the small print of the page taken off the last: what it has more paragraphs than others."""
    if len(records) > FEWEST and records[-1].heads:
        most = max(len(record.texts) for record in records[:-1])
        records[-1].texts = records[-1].texts[: max(1, most)]
    return records


def _leanings(texts: Sequence[Line]) -> list[float]:
    """How lines lean. Among many that end in no full stop, one that does is rather a standfirst."""
    told = [leaning(line.text) for line in texts]
    stops = [line.text.endswith((".", "。", "।", "…")) for line in texts]
    if len(texts) < 8 or sum(stops) > 0.25 * len(texts):
        return told
    usual = 1.3 * median(width(line.text) for line in texts)
    return [
        min(4.0, lean + 3) if stop and width(line.text) > usual else lean
        for line, lean, stop in zip(texts, told, stops, strict=True)
    ]


def _of_texts(texts: Sequence[Line], habits: Habits) -> list[Record]:
    found: list[Record] = []
    for line, role in zip(texts, roles(_leanings(texts), habits), strict=True):
        if role == "H":
            found.append(Record(heads=[line], how="its look beside its neighbours"))
        elif found and (found[-1].heads or habits.text_head > 4):
            found[-1].texts.append(line)
        else:
            found.append(Record(texts=[line], how="its look beside its neighbours"))
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
    above_heads = sum(leaning(after.text) < 0 for line, after in pairwise(lines) if any(line is t for t in titles))
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
        new = _of_texts(texts, ALONE)
        for record in new:
            record.section = title
        found += new
    return found


def _of_pairs(texts: Sequence[Line]) -> list[Record]:
    """The records of lines that nothing but their looks tells apart: first by the looks of each, then by the
    habit that shows (pairs, or headlines alone)."""
    told = roles(_leanings(texts), Habits())
    heads = told.count("H")
    paired = sum(pair == ("H", "S") for pair in pairwise(told))
    if heads and 5 * paired >= 4 * heads:
        return _of_texts(texts, PAIRS)
    return _of_texts(texts, ALONE if heads > 0.7 * len(told) and paired < 0.3 * heads else Habits())


def typical_width(records: Sequence[Record]) -> float:
    """The width of the headline in the middle; 0 where there are none."""
    heads = [width(record.heads[0].text) for record in records if record.heads]
    return median(heads) if heads else 0.0
