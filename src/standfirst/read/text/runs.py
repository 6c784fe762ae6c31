"""Records parted by what comes back: dates, labels, links and "read more" between runs of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from standfirst.read.enough import FEWEST, MOST, NEARLY_ALL, enough
from standfirst.read.text.groups import are_kickers
from standfirst.read.text.line import BRACKETED, Line
from standfirst.read.text.record import (
    SHORT,
    Record,
    closes,
    ends,
    head_first,
    of_texts,
    put,
    trimmed,
    typical_width,
)
from standfirst.read.text.roles import Habits, leaning
from standfirst.read.widths import width

_MANY = 4  # dates that leave nothing to chance
_LEADS_ON = ("…", "...", ":", "：")  # how a heading of links ends
_OFTEN = 0.3
_UNDER = {"D": "date", "A": "link"}
_FEWEST_LABELLED = 2  # lines of a run that begins with a label: that and a headline


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


def runs_of(lines: Sequence[Line]) -> list[Run]:
    found = _in_runs(lines)
    if _take_first_labels(found):
        found = _in_runs(lines)
    _take_inner_labels(found)
    return found


def _in_runs(lines: Sequence[Line]) -> list[Run]:
    found = [Run()]
    for line in lines:
        if line.kind != "text":
            found[-1].marks.append(line)
            continue
        if found[-1].marks:
            found.append(Run())
        found[-1].texts.append(line)
    return found


def _take_first_labels(runs: Sequence[Run]) -> bool:
    """Take the first lines of runs that dates end for labels where they are such: sections above headlines."""
    dated = [run for run in runs if run.sign.startswith("D") and run.texts]
    if len(dated) > FEWEST and dated[0] is runs[0] and len(dated[0].texts) < _FEWEST_LABELLED:
        # Dates stand above their items, and above the first of them is the title of the whole.
        dated = [*dated[1:], *(run for run in runs[-1:] if "D" not in run.sign)]
    if len(dated) < FEWEST or any(len(run.texts) < _FEWEST_LABELLED for run in dated):
        return False
    # Above the first of many pairs stand the title of the page and its ways.
    pairs = dated[0] is runs[0] and all(len(run.texts) == _FEWEST_LABELLED for run in dated[1:])
    told = [run.texts[-_FEWEST_LABELLED:] if pairs else run.texts for run in dated]
    if not are_kickers([texts[0] for texts in told], [texts[1] for texts in told]):
        return False
    for texts in told:
        texts[0].kind = "label"
    return True


def _take_inner_labels(runs: Sequence[Run]) -> None:
    """Take short lines that come back in the midst of runs for labels, an outlet under each headline; with them
    others that stand as they do, between a line that ends in no stop and one that does."""
    inner = [(run, at) for run in runs for at in range(1, len(run.texts) - 1) if _is_short(run.texts[at])]
    told = Counter(run.texts[at].text for run, at in inner)
    again = [(run, at) for run, at in inner if told[run.texts[at].text] > 1]
    if len(again) > 1 and all(map(_stands_within, *zip(*again, strict=True))):
        kin = [(run, at) for run, at in inner if _stands_within(run, at)]
        again = kin if 2 * len(again) > len(kin) else again
    for run, at in again:
        run.texts[at].kind = "outlet"
    for run in runs:
        run.marks[:0] = [line for line in run.texts if line.kind == "outlet"]
        run.texts = [line for line in run.texts if line.kind == "text"]


def _is_short(line: Line) -> bool:
    return width(line.text) < 1.5 * SHORT


def _stands_within(run: Run, at: int) -> bool:
    above, line, below = run.texts[at - 1 : at + 2]
    return line.text.count(" ") < 3 and not ends(line.text) and not ends(above.text) and ends(below.text)


def of_runs(runs: Sequence[Run], dated: bool) -> list[Record]:
    """The records of runs that marks part: dates where there are any, else labels and "read more"."""
    if dated and _is_inner(runs):
        return trimmed(_headed(runs, "D"))
    if not dated and _are_linked_within(runs):
        return trimmed(_headed(runs, "A"))
    opening = _opening(runs)
    if dated and _is_masthead(runs[0]):
        runs[0].texts = []
    if dated and _are_closed_by_more(runs) and "M" not in runs[-1].sign:
        runs = runs[:-1]
    if dated and "date" in opening:
        runs = _from_date_to_date(runs)
    return trimmed(head_first(_bounded(runs, opening, dated)))


def _is_inner(runs: Sequence[Run]) -> bool:
    """Whether dates stand between a headline and its standfirst, not between two items."""
    worth = heads = count = 0.0
    told = [(run, after) for run, after in pairwise(runs) if "D" in run.sign and run.texts and after.texts]
    closed = sum("M" in after.sign and "D" not in after.sign and "M" not in run.sign for run, after in told)
    if _stand_below(runs):
        return False
    if (len(told) > 1 and closed >= MOST * len(told)) or _stand_within(runs):
        return True
    for run, after in told:
        before_lean, after_lean = leaning(run.texts[-1].text), leaning(after.texts[0].text)
        inside = after_lean - before_lean
        between = -after_lean + (abs(before_lean) / 2 if len(run.texts) == 1 else before_lean)
        worth += inside - between
        heads += before_lean < 0
        count += 1
    # A label above some dates only ends what stands above it.
    labelled = sum(run.sign.startswith("LD") for run in runs)
    return worth > 0 and heads >= 0.75 * count and not 0.25 * count < labelled < 0.9 * count


def _stand_within(runs: Sequence[Run]) -> bool:
    """Whether a line stands above the first of many dates, two between each two, and one below the last: then
    each is within an item."""
    dated = [run for run in runs if run.sign.startswith("D")]
    sizes = [len(run.texts) for run in runs if run.texts]
    return len(dated) >= _MANY and len(sizes) == len(dated) + 1 and sizes[1:] == [2] * (len(dated) - 1) + [1]


def _stand_below(runs: Sequence[Run]) -> bool:
    """Whether equally many lines, two or more, stand above each of many dates, and below the last of them none but
    what is shorter than all that dates stand below: then each closes an item."""
    dated = [run for run in runs if run.sign.startswith("D")]
    sizes = {len(run.texts) for run in dated}
    if len(dated) < max(_MANY, len(runs) - 1) or len(sizes) != 1 or min(sizes) < _FEWEST_LABELLED:
        return False
    foot = [line for run in runs[len(dated) :] for line in run.texts]
    least = min(width(run.texts[-1].text) for run in dated)
    return runs[: len(dated)] == dated and all(width(line.text) < least for line in foot)


def _are_linked_within(runs: Sequence[Run]) -> bool:
    """Whether links stand between headlines and standfirsts: what stands above each ends in no stop, what stands
    below it does, and two lines or more stand between each two."""
    told = [(run, after) for run, after in pairwise(runs) if run.sign.startswith("A") and run.texts]
    if len(told) < FEWEST or not all(after.texts for _, after in told):
        return False
    stops = sum(ends(after.texts[0].text) and not ends(run.texts[-1].text) for run, after in told)
    several = sum(len(run.texts) > 1 for run, _ in told[1:])
    return stops >= MOST * len(told) and several >= MOST * (len(told) - 1) and not any("M" in r.sign for r in runs)


def _headed(runs: Sequence[Run], under: str) -> list[Record]:
    """Records in which a date or a link stands under each headline: the line above it is the headline."""
    found: list[Record] = []
    inside = False
    # Topics above the first headline and none below the last standfirst stand above the others, too.
    opening = runs[0].sign == "L" and not runs[0].texts and "L" not in runs[-1].sign
    above = list(runs[0].marks) if opening else []
    for run in runs:
        texts = list(run.texts)
        if under in run.sign and texts:
            head = texts.pop()
            if inside:
                found[-1].texts += texts
            found.append(Record(heads=[head], labels_before=above, how=f"a {_UNDER[under]} stands under it"))
            inside, above = True, []
        elif inside:
            found[-1].texts += texts
            inside = not any(mark.kind in ("more", "label") for mark in run.marks)
        elif found:
            found += _of_foot(texts, found)
        for mark in run.marks:
            if opening and run.sign == "L" and mark.kind == "label":
                above = [mark]
            elif found:
                put(found[-1], mark, False)
    return found


def _of_foot(texts: Sequence[Line], before: Sequence[Record]) -> list[Record]:
    """Headlines without a date, below those that have one; the small print under a page is none."""
    usual = typical_width(before)
    heads = [line for line in texts if width(line.text) > 0.4 * usual and leaning(line.text) < 0]
    if not heads or len(heads) < len(texts) or texts[0].text.endswith(_LEADS_ON):
        return []
    return [Record(heads=[line], how="its look beside its neighbours") for line in heads]


def _opening(runs: Sequence[Run]) -> frozenset[str]:
    """The kinds of marks that stand at the head of an item rather than at its foot."""
    sizes = [len(run.texts) for run in runs if run.texts]
    typical = median(sizes) if sizes else 0
    found = {"section"}
    if _are_closed_by_more(runs):
        found.add("date")
    for kind in ("date", "label"):
        at = [number for number, run in enumerate(runs) if any(mark.kind == kind for mark in run.marks)]
        if not at:
            continue
        above, followed = runs[at[0]].texts, any(run.texts for run in runs[at[-1] + 1 :])
        led = above and sum(width(line.text) > SHORT for line in above) >= 0.6 * typical
        framed = sum(any(BRACKETED.fullmatch(m.text) for m in run.marks) for run in runs)
        bracketed = kind == "label" and framed >= max(2, _OFTEN * len(at))
        if (followed and not led) or bracketed or _stand_above(runs, at) or _lead_down(runs, kind):
            found.add(kind)
    return frozenset(found)


def _lead_down(runs: Sequence[Run], kind: str) -> bool:
    """Whether nearly all marks of a kind stand apart from the lines above them and close to those below."""
    told = [
        mark.blanks > 0 and not after.texts[0].blanks
        for run, after in pairwise(runs)
        for mark in run.marks
        if mark.kind == kind and run.texts and after.texts
    ]
    return len(told) >= _MANY and enough(sum(told), len(told), MOST)


def _stand_above(runs: Sequence[Run], at: Sequence[int]) -> bool:
    """Whether equally many lines stand below each mark, those after the runs `at`, and above the first more: names
    of parts and nothing else."""
    above, below = runs[at[0]].texts, {len(run.texts) for run in runs[at[0] + 1 :]}
    even = len(at) >= _MANY and len(runs) == at[-1] + 2 and len(below) == 1
    return even and len(above) > max(below) and all(_is_short(line) and not ends(line.text) for line in above)


def _are_closed_by_more(runs: Sequence[Run]) -> bool:
    """Whether "read more" stands between each two dates, and below the last of them, but not above the first."""
    told = [run.sign.replace("L", "").replace("A", "") for run in runs]
    told = [sign for sign in told if sign]
    return len(told) > FEWEST and told == ["D", *["MD"] * (len(told) - 2), "M"]


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
    twos = _are_twos(runs)
    headed = _begin_with_headlines(runs[1:last])
    found: list[Record] = []
    waiting: list[Line] = []
    for number, run in enumerate(runs):
        if dated and "date" in opening:
            new = _of_dated(run.texts) if number else []
        elif dated and "date" not in opening and headed and run.texts and number <= last:
            new = [_of_headed(run.texts if number else _below_masthead(run.texts))]
        elif dated and "date" not in opening:
            new = _of_closed(run, usual, number == 0) if number <= last else []
        elif twos and (len(run.texts) == 2 or (number == 0 and len(run.texts) > 2)):
            above = [record for record in of_texts(run.texts[:-2], habits) if record.texts]
            *_, head, text = run.texts
            new = [*above, Record(heads=[head], texts=[text], how="the first of two lines above each 'read more'")]
        else:
            new = of_texts(run.texts, habits)
        if new:
            for mark in waiting:
                put(new[0], mark, True)
            waiting = []
        found += new
        closing, opens = _parted(run.marks, opening)
        if new:
            for mark in closing:
                put(new[-1], mark, False)
        waiting += opens
    return found


def _is_masthead(run: Run) -> bool:
    """Whether the first lines of a page, below which no date stands, are names of its parts."""
    return "D" not in run.sign and all(_is_short(line) and not ends(line.text) for line in run.texts)


def _begin_with_headlines(runs: Sequence[Run]) -> bool:
    """Whether the first of each few lines ends in no stop and the others mostly do, be they many or few."""
    told = [run.texts for run in runs if run.texts]
    heads = sum(not ends(texts[0].text) for texts in told)
    below = [line for texts in told for line in texts[1:]]
    stops = sum(closes(line.text) for line in below)
    # A name may stand between headline and standfirst.
    second = all(closes(texts[1].text) for texts in told if len(texts) > 2)
    several = len({len(texts) for texts in told} - {1}) > 1
    return several and second and enough(heads, len(told), NEARLY_ALL) and enough(stops, len(below))


def _below_masthead(texts: Sequence[Line]) -> Sequence[Line]:
    """The lines from the last on that ends in no stop and has others below it."""
    heads = [at for at, line in enumerate(texts[:-1]) if not ends(line.text)]
    return texts[heads[-1] :] if heads else texts[-1:]


def _of_headed(texts: Sequence[Line]) -> Record:
    return Record(heads=[texts[0]], texts=list(texts[1:]), how="a date stands below it")


def _are_twos(runs: Sequence[Run]) -> bool:
    """Whether two lines of text stand above nearly each "read more" but the first, above which the masthead is."""
    closed = [len(run.texts) for run in runs[1:] if "M" in run.sign]
    return len(closed) >= FEWEST and closed.count(2) >= MOST * len(closed)


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
        new = of_texts(own, Habits(first=2.0, text_head=6.0, head_head=2.5))
    if new:
        new[0].labels_before += labels
    return [*(Record(heads=[line], how="its look beside its neighbours") for line in above), *new]


def _parted(marks: Sequence[Line], opening: frozenset[str]) -> tuple[list[Line], list[Line]]:
    """The marks that belong to the item before them, and those that belong to the next."""
    for at, mark in enumerate(marks):
        if mark.kind in opening and not any(after.kind == "more" for after in marks[at:]):
            return list(marks[:at]), list(marks[at:])
    return list(marks), []
