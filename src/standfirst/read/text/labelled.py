"""Texts that say of each line what it is ("Title: …", "Link: …"), in any language: labels are known by coming
again in each record, and by what stands behind them, not by their words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from standfirst.read.mail_words import means

_LINE = re.compile(r"[ \t]*([^\W\d_][^\n:：]{0,23}?)[ \t]*(?::[ \t]+|：[ \t]*)(?=\S)(.*)")
_LINK = re.compile(r"<?https?://\S+>?")
_LEAST_RECORDS = 2
_LEAST_LABELS = 3

Labelled = list[tuple[str, str]]


def without_labels(lines: list[str]) -> list[str]:
    """The lines without the labels of headline, standfirst and link, these in the order that other texts have,
    where all records of the text are labelled alike; else the lines as they are."""
    if "http" not in "".join(lines):
        return _titled(lines)
    blocks = [list(block) for _, block in groupby(lines, key=lambda line: bool(line.strip()))]
    records = [told for block in blocks if (told := _record(block))]
    if len(records) < _LEAST_RECORDS or len(records) * 2 < sum(1 for block in blocks if block[0].strip()):
        return lines
    labels = [label for label, _ in records[0]]
    if len(labels) < _LEAST_LABELS or any([label for label, _ in told] != labels for told in records):
        return lines
    known = _known(labels, records)
    return [line for block in blocks for line in _plain(block, known)] if known else lines


def _titled(lines: list[str]) -> list[str]:
    """The lines, those that are named as titles among other fields each put above these, without their name."""
    found = [_LINE.fullmatch(line) for line in lines]
    first: list[int] = []  # where the fields begin among which each line stands
    for at, line in enumerate(found):
        first.append(first[-1] if at and line and found[at - 1] else at)
    named = [at for at, line in enumerate(found) if line and means(line[1], "title")]
    beside = sum(first[at] < at or (at + 1 < len(found) and found[at + 1] is not None) for at in named)
    # Where one stands right below another, titles are listed; that is no record.
    if beside < max(_LEAST_LABELS, len(named)) or len({first[at] for at in named}) < len(named):
        return lines
    kept = list(lines)
    for at in named:
        title = lines[at].replace("：", ":").partition(":")[2].strip()
        kept[first[at] : at + 1] = [title, *kept[first[at] : at]]
    return kept


def _record(block: Sequence[str]) -> Labelled:
    """Label and value of each line of a block, none where one has no label or two have the same."""
    found = [_LINE.fullmatch(line) for line in block]
    told = [(line[1], line[2]) for line in found if line]
    return told if len(told) == len(block) == len({label for label, _ in told}) else []


def _known(labels: Sequence[str], records: Sequence[Labelled]) -> dict[str, int]:
    """The place in its record of what the labels name: a headline, the first; a standfirst, if one of the others
    has values as long; a link."""
    values = {label: [told[at][1].strip() for told in records] for at, label in enumerate(labels)}
    links = [label for label in labels if all(map(_LINK.fullmatch, values[label]))]
    if len(links) != 1 or labels[0] in links:
        return {}
    lengths = {label: sum(map(len, values[label])) for label in labels if label not in links}
    longest = max(labels[1:], key=lambda label: lengths.get(label, 0))
    standfirst = {longest: 2} if lengths[longest] >= lengths[labels[0]] else {}
    return {labels[0]: 0, **standfirst, links[0]: 3}


def _plain(block: Sequence[str], known: dict[str, int]) -> list[str]:
    found = [(line, label, value) for line, (label, value) in zip(block, _record(block), strict=False)]
    if not found:
        return list(block)
    told = [(known[label], value) if label in known else (1, line) for line, label, value in found]
    return [line for _, line in sorted(told, key=lambda one: one[0])]
