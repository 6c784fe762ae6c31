"""What a press review prints, before it is written in any format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from unicodedata import bidirectional

from standfirst.model import Issue
from standfirst.render.frame import furniture_of
from standfirst.render.furniture import day_words, number, say
from standfirst.render.printed import Printed, Titled, Tongue, titled, tongue


@dataclass(frozen=True, slots=True)
class Review:
    """An issue to be written down. `tongue` is of its own words, `furniture` of what we say."""

    masthead: str
    dateline: str
    tongue: Tongue
    furniture: Tongue
    parts: tuple[Titled, ...]


def review_of(issue: Issue) -> Review:
    said = furniture_of(issue.language).lang
    numbered = say(said, "number", number=number(issue.number, said))
    return Review(
        masthead=issue.masthead,
        dateline=f"{day_words(issue.dated, said)} · {numbered}",
        tongue=tongue(issue.language),
        furniture=tongue(said),
        parts=tuple(titled(section, issue.language) for section in issue.sections),
    )


def over(brief: Printed, ours: Tongue) -> str:
    """What stands above a headline: "Video · in Russian · Port Alder"."""
    return beside((brief.mark, brief.foreign, brief.kicker), ours)


def carried(brief: Printed, ours: Tongue) -> Iterator[str]:
    """What a brief carries beside its words: days, sums, files."""
    if brief.days:
        yield beside((brief.days.words, brief.days.where), ours)
    if brief.fund:
        yield brief.fund.words
    for file in brief.files:
        yield beside((file.words, file.long), ours)


def credit(brief: Printed, ours: Tongue) -> str:
    """Whose words they are, and of what day."""
    return beside((brief.brief.outlet, brief.dated, brief.copy), ours)


def beside(pieces: Iterable[str | None], ours: Tongue) -> str:
    """Pieces in one line of ours. A mark of its direction keeps a date from joining a name that runs the other
    way; not all word processors know how to isolate one."""
    return " · ".join(f"{piece}{mark(ours)}" if _turns(piece, ours.dir) else piece for piece in pieces if piece)


def mark(ours: Tongue) -> str:
    """An invisible mark that what follows runs our way."""
    return "\u200f" if ours.dir == "rtl" else "\u200e"


def _turns(words: str, direction: str) -> bool:
    other = ("R", "AL") if direction == "ltr" else ("L",)
    return any(bidirectional(char) in other for char in words)
