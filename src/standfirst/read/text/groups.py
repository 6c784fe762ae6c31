"""Records parted by empty lines: each group of lines is one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from standfirst.read.enough import FEWEST, MOSTLY, enough
from standfirst.read.text.line import Line
from standfirst.read.text.record import SHORT, Record, ends, head_first, put
from standfirst.read.text.roles import Habits, leaning, roles
from standfirst.read.widths import width

_MOST_TOLD = 0.2
_TWICE = 2
_MOST_BETWEEN_RULES = 3  # lines of text that one item has


def at_rules(lines: Sequence[Line]) -> list[Line]:
    """The lines without rules; where rules part pieces that hold equally many lines of text, what is between two
    of them stands together and nothing else does."""
    pieces: list[list[Line]] = [[]]
    for line in lines:
        if line.kind == "rule":
            pieces.append([])
        else:
            pieces[-1].append(line)
    pieces = [piece for piece in pieces if piece]
    rest = [line for piece in pieces for line in piece]
    sizes = Counter(sum(line.kind == "text" for line in piece) for piece in pieces)
    usual, often = sizes.most_common(1)[0] if sizes else (0, 0)
    if not 0 < usual <= _MOST_BETWEEN_RULES or not enough(often, len(pieces)):
        return rest
    return [replace(line, blanks=int(line is piece[0])) for piece in pieces for line in piece]


def groups_of(lines: Sequence[Line], one_a_line: bool) -> list[list[Line]]:
    """The lines between empty lines, where most such groups hold several lines; else nothing."""
    groups: list[list[Line]] = []
    for line in lines:
        apart = line.at != groups[-1][-1].at if one_a_line and groups else line.blanks
        if (apart and not (one_a_line and line.kind == "link")) or not groups:
            groups.append([])
        groups[-1].append(line)
    several = [group for group in groups if len(group) > 1]
    return groups if len(groups) > 2 and len(several) >= MOSTLY * len(groups) else []


def of_groups(groups: Sequence[Sequence[Line]]) -> list[Record]:
    _labels_above(groups)
    several = [group for group in groups if len(group) > 1]
    if _is_masthead(groups):
        groups = groups[1:]
    dated = sum(any(line.kind == "date" for line in group) for group in several)
    found = []
    for number, group in enumerate(groups):
        if len(group) == 1 and group[0].kind != "text":
            continue
        bare = not any(line.kind in ("date", "more", "link") for line in group)
        outer = number in (0, len(groups) - 1)
        if outer and 2 * dated > len(several) and bare and (len(group) > 1 or leaning(group[0].text) < 1):
            continue  # a masthead or a foot
        found += _of_group(group)
    return head_first(_heads_alone(found))


def _heads_alone(records: list[Record]) -> list[Record]:
    """Where most records are headlines alone, lines below a headline that end in no stop are headlines, too."""
    alone = sum(len(record.heads) == 1 and not record.texts for record in records)
    told = sum(any(ends(line.text) for line in record.texts) for record in records)
    if alone < FEWEST or told > _MOST_TOLD * len(records):
        return records
    found: list[Record] = []
    for record in records:
        lines = [*record.heads, *record.texts]
        bare = len(lines) > 1 and not record.dates and not any(ends(line.text) for line in lines)
        if bare and _are_alike(lines):
            record.heads, record.texts = lines[:1], []
            found += [record, *(Record(heads=[line], how=record.how) for line in lines[1:])]
        else:
            found.append(record)
    return found


def _are_alike(lines: Sequence[Line]) -> bool:
    """Whether lines are about as long as each other."""
    widths = [width(line.text) for line in lines]
    return max(widths) < _TWICE * min(widths)


def _is_masthead(groups: Sequence[Sequence[Line]]) -> bool:
    """Whether the first group is made of short lines that are no sentences, while all others end in long ones."""
    most = 0.5 * min((width(group[-1].text) for group in groups[1:]), default=0)
    return len(groups) > 2 and all(
        line.kind in ("text", "label") and width(line.text) < most and not ends(line.text) for line in groups[0]
    )


def are_kickers(column: Sequence[Line], below: Sequence[Line]) -> bool:
    """Whether the first lines of groups are labels: a word or two, some of them again, above lines much longer."""
    short = all(
        line.kind in ("text", "label")
        and not line.moments
        and line.text.count(" ") < 3
        and 2 * width(line.text) < 1.4 * width(after.text)
        and not ends(line.text)
        for line, after in zip(column, below, strict=True)
    )
    return short and len({line.text for line in column}) < len(column)


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
            put(record, line, bool(texts) and group.index(line) < group.index(texts[0]))
    told = roles([leaning(line.text) for line in texts], Habits(first=3.0, text_head=6.0, head_head=2.5))
    for line, role in zip(texts, told, strict=True):
        (record.heads if role == "H" else record.texts).append(line)
    if len(record.heads) > 2 and not record.texts:
        alone = [Record(heads=[line], how=record.how) for line in record.heads[1:]]
        record.heads = record.heads[:1]
        return [record, *alone]
    return [record] if record.heads or record.texts else []
