"""The colophon: the references under a text of ours, which say what each line above is.

    [1] https://example.org/a · es · 2024-03-05 · video · 3:52+118

        = 6350/10000 EUR
        @ 2024-03-08/2024-03-10 The old mill
        + https://example.org/a.mp3 audio/mpeg 7340032 754

Number, link (– for none, ↑ for the one printed under the item), language, date and kind; then the line the
item begins on, empty lines not counted, and how many signs its headline and its standfirst have. Lines below say
what has come together of what sum, from when to when and where, and which files go with it. A colophon counts
only if all of it agrees with the text above: a text that someone else changed is read as any other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple, cast

from standfirst.model import KINDS, Item, Kind, tidy
from standfirst.read.text import colophon_data

_REFERENCE = re.compile(
    r"\[(?P<number>\d{1,6})\] (?P<link>–|↑|\S+) · (?P<language>–|[A-Za-z0-9-]+) · (?P<date>–|\d{4}[0-9T:.+Z-]*)"
    rf" · (?P<kind>{'|'.join(KINDS)}) · (?P<line>\d{{1,7}}):(?P<head>\d{{1,7}})\+(?P<text>\d{{1,7}})"
)
_EMPTY = "[0]"


class Reference(NamedTuple):
    """One line of the colophon. `line` counts from 1, `head` and `text` are numbers of signs, 0 for none."""

    number: int
    link: str
    language: str | None
    date: str | None
    kind: Kind
    line: int
    head: int
    text: int
    data: tuple[str, ...] = ()


def told_by_colophon(text: str) -> list[Item] | None:
    """The items of a text of ours, None where it has no colophon or one that does not agree with it."""
    if not text.rstrip().endswith(_EMPTY) and "[1] " not in text:
        return None
    lines = [line for raw in text.replace("\r\n", "\n").split("\n") if (line := tidy(raw))]
    if lines and lines[-1] == _EMPTY:
        return []
    references = _references(lines)
    if references is None:
        return None
    body = lines[: len(lines) - sum(1 + len(reference.data) for reference in references)]
    ends = [*(reference.line - 1 for reference in references[1:]), len(body)]
    items = []
    for reference, end in zip(references, ends, strict=True):
        item = _item(reference, body, end)
        if item is None:
            return None
        items.append(item)
    return items


def without_references(text: str) -> str:
    """A text without lines that look like references of ours: they are no items of anyone's."""
    if "[1] " not in text:
        return text
    kept: list[str] = []
    after_one = False
    for line in text.split("\n"):
        is_one = bool(_REFERENCE.fullmatch(line.strip()))
        after_one = is_one or (after_one and bool(colophon_data.LINE.fullmatch(tidy(line))))
        if not after_one:
            kept.append(line)
    return "\n".join(kept)


def _references(lines: Sequence[str]) -> list[Reference] | None:
    """The last lines of a text, if they are references numbered from 1 and their items follow each other."""
    found: list[Reference] = []
    data: list[str] = []
    for line in reversed(lines):
        reference = _REFERENCE.fullmatch(line)
        if reference is None and not colophon_data.LINE.fullmatch(line):
            return None
        if reference is None:
            data.append(line)
            continue
        found.append(_reference(reference, tuple(reversed(data))))
        data = []
        if reference["number"] == "1":
            break
    found.reverse()
    starts = [reference.line for reference in found]
    numbered = [reference.number for reference in found] == list(range(1, len(found) + 1))
    return found if found and numbered and all(a < b for a, b in pairwise(starts)) and starts[0] > 0 else None


def _reference(found: re.Match[str], data: tuple[str, ...]) -> Reference:
    language, date = (None if found[name] == "–" else found[name] for name in ("language", "date"))
    line, head, text = (int(found[name]) for name in ("line", "head", "text"))
    kind = cast("Kind", found["kind"])
    return Reference(int(found["number"]), found["link"], language, date, kind, line, head, text, data)


def _item(reference: Reference, body: Sequence[str], end: int) -> Item | None:
    """The item of a reference, from the lines of the body up to `end`; None where its lines disagree."""
    lines = body[reference.line - 1 : end]
    parts = _parts(reference, lines)
    if parts is None:
        return None
    headline, standfirst, used = parts
    link: str | None = reference.link
    if link == "↑":
        link = next((line for line in lines[used:] if line.startswith(("http://", "https://"))), None)
    return Item(
        link=None if link == "–" else link,
        headline=headline,
        standfirst=standfirst,
        language=reference.language,
        published=reference.date,
        kind=reference.kind,
        found={"headline": "the colophon of the text"},
        **colophon_data.told(reference.data),
    )


def _parts(reference: Reference, lines: Sequence[str]) -> tuple[str | None, str | None, int] | None:
    """Headline, standfirst and the number of lines they take; None where the lengths do not agree."""
    head, text = reference.head, reference.text
    if not lines or not head + text:
        return None
    first = lines[0]
    if head and text and len(first) == head + 1 + text and first[head] == " ":
        return first[:head], first[head + 1 :], 1
    if len(first) != (head or text):
        return None
    if not head or not text:
        return first if head else None, first if text else None, 1
    return (first, lines[1], 2) if len(lines) > 1 and len(lines[1]) == text else None
