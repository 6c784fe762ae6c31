"""A plain letter that lists its contents and prints their headlines again further down: the list says what its
items are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from standfirst.model import Item, tidy
from standfirst.read.letter.block import NUMBER, byline, first_text, is_rule, own_blocks
from standfirst.read.letter.words import is_admin, is_contents
from standfirst.read.widths import letters_of

_SOON = 4
_ENTRY = re.compile(
    r"^\s*(?:[*•·+o»>–—-]+\s+|[■□◆◇●○★☆▼▶▲・]+\s*|[(（\[]?\d{1,2}\s?(?:[.)\]:-]+\s+(?:-\s)?|[．、：）]+\s*)"
    r"|[ \t]{2,}(?=\S))"
    r"(?P<text>\S.*)$"
)
_COUNTED = re.compile(r"\s*(?:\[(?P<boxed>\d{1,2})\]|(?P<bare>\d{1,2})[.)])\s+\S")
# A list's name stands before what its letters are about.
_SUBJECT = re.compile(r"^Subject:\s*(?P<answer>(?:Re:\s*)?)(?:\[[^\]]{1,40}\]\s*)?", re.IGNORECASE)


def listed(lines: list[str]) -> list[Item]:
    """The items that the contents of a letter name; none where it has none, or tells few of them further down."""
    start = next((n for n, line in enumerate(lines) if is_contents(line)), None)
    start = start + 1 if start is not None else _numbered(lines)
    if start is None:
        return []
    entries, end = _entries(lines, start)
    if len(entries) < 3:
        return []
    places = _places(entries, lines, end)
    if sum(place is not None for place in places) * 2 < len(entries):
        return []
    stops = [*sorted(place for place in places if place is not None), len(lines)]
    told = []
    for entry, place in zip(entries, places, strict=True):
        if not is_admin(entry):
            stop = next((stop for stop in stops if place is not None and stop > place), None)
            whole = place is not None and letters_of(NUMBER.sub("", lines[place])) == letters_of(entry)
            below = lines[place + 1 : stop] if place is not None else []
            told.append(_of_entry(entry.rstrip(".") if whole else _entry(entry), below))
    return told


def _numbered(lines: list[str]) -> int | None:
    """Where three numbered lines in a row stand near the start: contents that nothing announces."""
    for n in range(min(len(lines) - 2, 40)):
        if all(_COUNTED.match(line) for line in lines[n : n + 3]):
            return n
    return None


def _entries(lines: list[str], start: int) -> tuple[list[str], int]:
    entries: list[str] = []
    marked = False  # where the first has a bullet or a number, a line without one goes on with the one before
    for n in range(start, min(len(lines), start + 60)):
        line = lines[n]
        if not line.strip():
            if entries and not _goes_on(lines[n : n + _SOON], len(entries)):
                return entries, n
            continue
        found = _ENTRY.match(line)
        if is_rule(line) or not (found or entries):
            return entries, n
        if found and (not marked or NUMBER.match(line)):
            marked = bool(NUMBER.match(line)) if not entries else marked
            entries.append(tidy(found["text"]))
        elif entries and lines[n - 1].strip():
            entries[-1] = f"{entries[-1]} {line.strip()}"
    return entries, len(lines)


def _goes_on(lines: Sequence[str], count: int) -> bool:
    """Whether a list of so many is counted on in one of some lines."""
    counted = (found["boxed"] or found["bare"] for line in lines if (found := _COUNTED.match(line)))
    return any(int(number) == count + 1 for number in counted)


def _entry(text: str) -> str:
    """A line of the contents without the sender of a digest in brackets, or a full stop."""
    return tidy(re.sub(r"\s*\([^()]{3,60}\)\s*$", "", text)).rstrip(".")


def _places(entries: list[str], lines: list[str], after: int) -> list[int | None]:
    heads: dict[str, int] = {}
    for n in range(after, len(lines)):
        if said := letters_of(_SUBJECT.sub(r"\g<answer>", NUMBER.sub("", lines[n]))):
            heads.setdefault(said, n)
    return [heads.get(letters_of(entry)) for entry in entries]


def _of_entry(entry: str, lines: list[str]) -> Item:
    blocks = own_blocks(lines)
    link = next((link for block in blocks for link in block.links), None)
    signed = byline(blocks[0]) if blocks else None
    found = {"headline": "a line of the letter's contents"}
    return Item(headline=entry, standfirst=first_text(blocks) or None, link=link, byline=signed, found=found)
