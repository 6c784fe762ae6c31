"""Records whose lines each hold a headline and its standfirst, run together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from standfirst.read.text.likeness import width
from standfirst.read.text.line import Line
from standfirst.read.text.record import FEWEST, Record, ends
from standfirst.read.text.runon import cuts

# What it says for lines being run together that they follow each other without empty lines, or do not.
LINE_BY_LINE = 1.0
APART = -2.0
LONG = 50  # letters that a line that holds both has at the least
_LONGEST_TITLE = 64
NEARLY = 0.8
SHORTEST = 14  # letters of what stands on either side of a sign at the least
SIGNS = (" – ", " — ", " - ", " -- ", " | ", " :: ", "——")


def set_apart(records: Sequence[Record]) -> list[Record]:
    """The records, headlines and standfirsts that one sign parts on nearly all lines taken apart."""
    alone = [record for record in records if len(record.heads) == 1 and not record.texts]
    if len(alone) < FEWEST or len(alone) < NEARLY * len(records):
        return list(records)
    for sign in SIGNS:
        told = [(record, record.heads[0].text.partition(sign)) for record in alone]
        good = [(record, head, text) for record, (head, _, text) in told if text and _is_both(head, text)]
        if len(good) >= max(FEWEST, NEARLY * len(alone)):
            # Where nearly all are parted so, a short headline is too.
            good = [(record, head, text) for record, (head, _, text) in told if head and ends(text)]
            for record, head, text in good:
                record.texts = [replace(record.heads[0], text=text.strip(), link=None)]
                record.heads = [replace(record.heads[0], text=head.strip())]
                record.how = "what stands before a sign that most lines have"
            return list(records)
    _at_first_stops(alone)
    return list(records)


def _at_first_stops(alone: Sequence[Record]) -> None:
    """Take records apart at the first full stop, where each is a short sentence and one that is longer or more."""
    cut = [(record, record.heads[0].text.partition(". ")) for record in alone]
    told = [(record, head, text) for record, (head, sign, text) in cut if sign]
    heads = sorted(width(head) for _, head, _ in told)
    rests = sorted(width(text) for _, _, text in told)
    if len(told) < NEARLY * len(alone) or heads[-1] > _LONGEST_TITLE:
        return
    if 2 * heads[len(heads) // 2] > rests[len(rests) // 2] or not all(ends(text) for _, _, text in told):
        return
    for record, head, text in told:
        line = record.heads[0]
        record.texts = [replace(line, text=text.strip(), link=None)]
        record.heads = [replace(line, text=f"{head}.")]
        record.how = "the first of two sentences, which is short on each line"


def _is_both(head: str, text: str) -> bool:
    return width(head) > SHORTEST and width(text) > SHORTEST and ends(text)


def cut_apart(records: Sequence[Record]) -> list[Record]:
    """The records, those that are headline and standfirst on one line taken apart."""
    alone = [r for r in records if len(r.heads) + len(r.texts) == 1 and width((r.heads or r.texts)[0].text) > LONG]
    if len(alone) < FEWEST or 2 * len(alone) < len(records):
        return list(records)
    lines = [(record.heads or record.texts)[0] for record in alone]
    told = cuts([line.text for line in lines], _prior(lines))
    for record, line, at in zip(alone, lines, told, strict=True):
        if at:
            record.heads = [replace(line, text=line.text[:at].rstrip())]
            record.texts = [replace(line, text=line.text[at:])]
            record.how = "where a sentence begins after a headline on one line"
    return list(records)


def _prior(lines: Sequence[Line]) -> float:
    return LINE_BY_LINE if sum(not line.blanks for line in lines) > len(lines) / 2 else APART
