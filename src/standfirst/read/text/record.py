"""A record: one item of a plain text in the making, its lines by what they are to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from standfirst.read.enough import MOSTLY, enough
from standfirst.read.text.line import Line
from standfirst.read.text.roles import Habits, leaning, roles
from standfirst.read.widths import width

SHORT = 16  # letters of a line that is a name or a title rather than a headline
PAIRS = Habits(head_head=4.0, text_text=1.5)
_END = re.compile(r"[.。।۔…\]][\"”»’)]?$")
_WITHIN = re.compile(r"[^\W\d_]{2}[.!?…][\"”»]?\s+[\"“„«¿¡]?(?=[^\W\d_])|[。।۔]")
_FIRST_WORDS = 6
ALONE = Habits(head_head=0.0, head_text=0.5)


@dataclass(slots=True)
class Record:
    """One item in the making: its lines by what they are to it. `section` is the line above its part of the
    document, whatever it says; `part` are the words of a heading that certainly names its section."""

    heads: list[Line] = field(default_factory=list)
    texts: list[Line] = field(default_factory=list)
    dates: list[Line] = field(default_factory=list)
    labels_before: list[Line] = field(default_factory=list)
    labels_after: list[Line] = field(default_factory=list)
    links: list[Line] = field(default_factory=list)
    section: Line | None = None
    byline: str | None = None
    kicker: str | None = None
    part: str | None = None
    how: str = ""

    @property
    def first(self) -> int:
        """The line of the document on which its words begin, or its date where it has none."""
        return min(line.at for line in (self.heads + self.texts) or self.dates)


def put(record: Record, line: Line, before: bool) -> None:
    match line.kind:
        case "date":
            record.dates.append(line)
        case "link":
            record.links.append(line)
        case "label" | "outlet":
            (record.labels_before if before else record.labels_after).append(line)


def head_first(records: list[Record]) -> list[Record]:
    """Where most records of several lines are a headline and its standfirst, the others are too."""
    longer = [record for record in records if len(record.heads) + len(record.texts) > 1]
    usual = [record for record in longer if len(record.heads) == 1]
    if enough(len(usual), len(longer), MOSTLY) and 5 * len(longer) >= 2 * len(records):
        for record in longer:
            texts = [*record.heads, *record.texts]
            record.heads, record.texts = texts[:1], texts[1:]
    return records


def leanings_of(texts: Sequence[Line]) -> list[float]:
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


def ends(text: str) -> bool:
    """Whether a text ends as sentences do."""
    return bool(_END.search(text[-3:]))


def closes(text: str) -> bool:
    """Whether a text ends as sentences do, or in a cry."""
    return ends(text) or text.endswith(("!", "?", "！", "？", "؟"))


def are_sentences(text: str) -> bool:
    """Whether a text is two sentences or more."""
    return ends(text) and bool(_WITHIN.search(text, _FIRST_WORDS, len(text) - _FIRST_WORDS))


def of_texts(texts: Sequence[Line], habits: Habits) -> list[Record]:
    if len(texts) == 2 and ends(texts[1].text) and not ends(texts[0].text):
        return [Record(heads=[texts[0]], texts=[texts[1]], how="the one of two lines that ends in no stop")]
    found: list[Record] = []
    for line, role in zip(texts, roles(leanings_of(texts), habits), strict=True):
        if role == "H":
            found.append(Record(heads=[line], how="its look beside its neighbours"))
        elif found and (found[-1].heads or habits.text_head > 4):
            found[-1].texts.append(line)
        else:
            found.append(Record(texts=[line], how="its look beside its neighbours"))
    return found


def typical_width(records: Sequence[Record]) -> float:
    """The width of the headline in the middle; 0 where there are none."""
    heads = [width(record.heads[0].text) for record in records if record.heads]
    return median(heads) if heads else 0.0


def trimmed(records: list[Record]) -> list[Record]:
    """The records, the small print below the last of them taken off."""
    if len(records) > 1:
        most = max(len(record.texts) for record in records[:-1])
        last = records[-1]
        last.texts = last.texts[: most if last.heads else max(1, most)]
    return records
