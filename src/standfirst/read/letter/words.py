"""The words a letter prints about itself: how to unsubscribe, what is an advert, where the contents stand."""

from __future__ import annotations

import re
from functools import cache

from standfirst.languages.tables import more_words
from standfirst.read.mail_words import lean, means, words_of

# "Read the second part", "See all cameras", "... go to", "... here": the words lead elsewhere, and tell nothing.
_LEADS_ON = re.compile(
    r"(?:read|see (?:all|more)|view all|more|sign up|subscribe|register|want to review|find all)\s\S.*[^?!]$"
    r"|.*\s(?:go to|click|click here|leads to|visit|here|instructions at)\s*[:：]?$",
    re.IGNORECASE,
)
_LONGEST_NAME = 40
_SPONSOR = re.compile(
    r"\b(?:sponsored by|brought to you by|powered by|presented by|in partnership with)\b|^together with\b",
    re.IGNORECASE,
)

_PAID_FOR = re.compile(
    r"(?:this|today['’]s) (?:letter|newsletter|issue|edition|e-?mail|mailing)(?: \w+){0,2} (?:supported|sponsored"
    r"|funded|presented|paid for|made possible|brought to you) by\b",
    re.IGNORECASE,
)


def is_more(text: str) -> bool:
    """Whether a text only leads on: "Read more"."""
    known = _ways_on()
    return all(part in known for part in map(lean, text.split("|"))) or bool(_LEADS_ON.match(text))


def is_advert(text: str) -> bool:
    """Whether a line announces an advert."""
    return means(text, "advert") or bool(_SPONSOR.search(text))


def is_paid_for(text: str) -> bool:
    """Whether words begin by saying who pays for the letter: what they stand below is theirs."""
    return _PAID_FOR.match(text) is not None


def is_sold(text: str) -> bool:
    """Whether a line names who paid for what stands above it: "DEEPCOAT sponsor"."""
    words = text.split() if len(text) <= _LONGEST_NAME else []
    return len(words) > 1 and any(means(word, "advert") for word in words)


def is_contents(text: str) -> bool:
    """Whether a line announces the letter's contents: "In this issue:", also "In the 12th issue of ..."."""
    low = lean(text)
    return low in words_of("contents") or bool(
        re.fullmatch(r"in (?:the|this) [\w ]{0,20}issue(?: of [\w .'-]{1,40})?", low)
    )


def is_admin(text: str) -> bool:
    """Whether a headline is of the letter's own business."""
    return means(re.sub(r"[\[(].*$", "", text), "admin")


@cache
def _ways_on() -> frozenset[str]:
    return frozenset(map(lean, more_words())).union(words_of("way"))
