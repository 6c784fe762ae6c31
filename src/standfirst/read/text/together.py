"""Records whose lines each hold a headline and its standfirst, run together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from standfirst.read.enough import FEWEST, MOST, MOSTLY, NEARLY_ALL, enough
from standfirst.read.text.line import Line
from standfirst.read.text.record import Record, ends
from standfirst.read.text.runon import cuts
from standfirst.read.widths import width

# What it says for lines being run together that they follow each other without empty lines, or do not.
LINE_BY_LINE = 1.0
APART = -2.0
LONG = 50  # letters that a line that holds both has at the least
_LONGEST_RUN_IN, _MOST_RUN_IN = 48, 6  # how wide what is set before a standfirst is, and of how many words
_RUN_IN = re.compile(r"([^.!?。！？]{4,60}(?:[.!?](?=\s)|[。！？]))\s*(?=\S.{11})")
LONGEST = 200  # how wide a headline is at the most
SHORTEST = 14  # letters of what stands on either side of a sign at the least
# Signs between headline and standfirst, and in how many lines each must be; colons are in headlines, too.
SIGNS = dict.fromkeys((" – ", " — ", " - ", " -- ", " | ", " :: ", "——"), MOST)
SIGNS |= dict.fromkeys((": ", "："), NEARLY_ALL)

_Place = tuple[int, int] | None


def set_apart(records: Sequence[Record]) -> list[Record]:
    """The records, headlines and standfirsts that stand on one line each taken apart, where nearly all lines have
    one sign between them, or begin with a few words and a stop."""
    heads = [record for record in records if len(record.heads) == 1 and not record.texts]
    texts = [record for record in records if len(record.texts) == 1 and not record.heads]
    for alone in (heads, texts):
        lines = [(record.heads or record.texts)[0] for record in alone]
        if enough(len(alone), len(records)) and (found := _places(lines)):
            for record, line, place in zip(alone, lines, found[0], strict=True):
                if place:
                    record.heads = [replace(line, text=line.text[: place[0]].strip(), moments=())]
                    record.texts = [replace(line, text=line.text[place[1] :].strip(), moments=(), link=None)]
                    record.how = found[1]
    return list(records)


def _places(lines: Sequence[Line]) -> tuple[list[_Place], str] | None:
    """Where headlines end and standfirsts begin, and what tells it; None where nothing does."""
    for sign, most in SIGNS.items():
        parted = (line.text.partition(sign) for line in lines)
        if enough(sum(_is_both(head, text) for head, found, text in parted if found), len(lines), most):
            # Where nearly all are parted so, a short headline is too.
            parts = [line.text.partition(sign) for line in lines]
            places = [(len(head), len(head + sign)) if head and ends(text) else None for head, _, text in parts]
            return places, "what stands before a sign that most lines have"
    stops = [_run_in(line.text) for line in lines]
    if sum(stop is not None for stop in stops) >= max(FEWEST + 1, MOST * len(lines)):
        return stops, "the first of two sentences, which is short on each line"
    return None


def _run_in(text: str) -> _Place:
    """Where a headline of a few words that ends in a stop ends, and where what follows it begins."""
    found = _RUN_IN.match(text)
    if not found or 2 * found.end() > len(text) + SHORTEST or not ends(text):
        return None
    few = width(found[1]) <= _LONGEST_RUN_IN and found[1].count(" ") <= _MOST_RUN_IN
    return (found.end(1), found.end()) if few else None


def _is_both(head: str, text: str) -> bool:
    return SHORTEST < width(head) < LONGEST and width(text) > SHORTEST and ends(text) and not ends(head)


def cut_apart(records: Sequence[Record]) -> list[Record]:
    """The records, those that are headline and standfirst on one line taken apart."""
    for record, line, at in _cut(records):
        if at:
            record.heads = [replace(line, text=line.text[:at].rstrip())]
            record.texts = [replace(line, text=line.text[at:])]
            record.how = "where a sentence begins after a headline on one line"
    return list(records)


def are_run_together(records: Sequence[Record]) -> bool:
    """Whether most records are headline and standfirst on one line."""
    return sum(bool(at) for _, _, at in _cut(records)) >= MOSTLY * len(records)


def _cut(records: Sequence[Record]) -> list[tuple[Record, Line, int]]:
    """Records of one line each with that line and where its standfirst begins, where most records are such."""
    lines = [(record, (record.heads or record.texts)[0]) for record in records if _is_of_one_line(record)]
    lines = [(record, line) for record, line in lines if width(line.text) > LONG]
    if len(lines) < FEWEST or 2 * len(lines) < len(records):
        return []
    told = cuts([line.text for _, line in lines], _prior([line for _, line in lines]))
    return [(record, line, at) for (record, line), at in zip(lines, told, strict=True)]


def _is_of_one_line(record: Record) -> bool:
    return len(record.heads) + len(record.texts) == 1


def _prior(lines: Sequence[Line]) -> float:
    return LINE_BY_LINE if sum(not line.blanks for line in lines) > len(lines) / 2 else APART
