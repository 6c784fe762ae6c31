"""One line of a plain text, and how lines are compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from standfirst.languages import tables
from standfirst.read.text.moments import Moment

LineKind = Literal["text", "date", "label", "more", "link", "rule", "point", "section", "outlet"]

MARKER = re.compile(
    r"(?:(?:[-*•‣◦⁃∙»›❯➢✓▪■●○►▶☞➤–—▸◎❖✦✔✅👉📌🔹🔸🔷🔶→➔➜➡]\ufe0f?|[(（]?\d{1,3}[.)、）．]|\d{1,2}[-–]|\d\ufe0f?\u20e3|[①-⑳])[\s\u3000]+"
    r"|[■□◆◇★☆・][\s\u3000]*|[●○◎▽▷](?=[\u3040-\u30ff\u3400-\u9fff「『【])|(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、．][\s\u3000]*)(?=\S)"
)
LINK = re.compile(r"<?(https?://[^\s<>]+)>?")
_BARE_ADDRESS = re.compile(r"(?:www\.)?[a-z\d-]{2,63}(?:\.[a-z\d-]{2,63}){1,4}/\S*", re.IGNORECASE)
BRACKETED = re.compile(r"[\[【〔［]\s*([^\[\]【】〔〕［］]{1,24})\s*[\]】〕］]")
_ARROWS = " \t[](){}<>«»‹›→➔➜⟶↗▶►❯>·.…:：|-–—*_~"
_DIGITS = re.compile(r"\d+")
GLUE = " \t-–—:|•·,;>/"  # what stands between the parts of a line


@dataclass(slots=True)
class Line:
    """One line, tidied. `indent` counts the signs of white space before it, `blanks` the empty lines; `at` is
    its number in the document, from 1. `marker` is the bullet or number that was taken off its head."""

    text: str
    at: int = 0
    indent: int = 0
    blanks: int = 0
    marker: str = ""
    kind: LineKind = "text"
    moments: Sequence[Moment] = ()
    link: str | None = None

    def part(self, start: int, end: int | None = None) -> Line:
        """A stretch of the line as a line of its own, with the moments that lie within."""
        end = len(self.text) if end is None else end
        inner = [m.moved(-start) for m in self.moments if start <= m.start and m.end <= end]
        return replace(self, text=self.text[start:end], moments=inner)


@cache
def more_words() -> frozenset[str]:
    """What stands for "read more", folded."""
    return frozenset(map(folded, tables.more_words()))


@cache
def further_words(role: str) -> frozenset[str]:
    """What leads to the "next" page or to "more" of this one, folded."""
    said = tables.rows("further_words.tsv")
    return frozenset(word for told, words in said if told == role for word in words.split("|"))


def is_address(text: str) -> bool:
    """Whether a text is an address and nothing else, be it without what says how to get there."""
    return bool(LINK.fullmatch(text) or _BARE_ADDRESS.fullmatch(text))


def folded(text: str) -> str:
    """A text as it is compared: case and arrows aside."""
    return in_one_case(text).replace("’", "'").strip(_ARROWS)


def in_one_case(text: str) -> str:
    """A text without what tells capitals from small letters, those of Turkish too."""
    return text.replace("İ", "i").casefold().replace("ı", "i")


def shape(text: str) -> str:
    """A text with its digits made alike: lines that count or date things have one shape."""
    return _DIGITS.sub("0", in_one_case(text))
