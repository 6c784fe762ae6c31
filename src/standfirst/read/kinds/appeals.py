"""Appeals: pieces that ask for money or for help, told from a piece that only reports of money.

Money is in every second piece. An appeal names an amount, says that it is given, and turns to the reader or
says how much of it has come together.
"""

from __future__ import annotations

import re

from standfirst.read.kinds import amounts
from standfirst.read.kinds.kind_words import found, has, words
from standfirst.read.kinds.sums import appeal_of

SIGNS = frozenset(("gift", "money", "cause", "asks"))
"""Rows of words; without a word of any of them nothing is an appeal."""
_LOOKED_AT = 400
_MOST_GIVEN = 1_000_000
_FOR = re.compile(r"^\W*(?:for|para|pour|für|per|voor|na|för|til|til|на|для|за|για|için|من أجل|ל)\b")
_BEGINS_WITH_A_SUM = re.compile(r"\W{0,3}\w{0,3}\W{0,3}\d")
_DIGIT = re.compile(r"\d")


def is_appeal(headline: str, standfirst: str) -> bool:
    """Whether an item asks for money or help, from its headline and the first sentences of its standfirst."""
    if any(mark in headline for mark in "?？") and _asks(headline):
        return True
    if not _DIGIT.search(headline) and not _DIGIT.search(standfirst[:_LOOKED_AT]):
        return False
    if _is_sum_for(headline):
        return True
    text = f"{headline}. {standfirst[:_LOOKED_AT]}" if headline else standfirst[:_LOOKED_AT]
    if not (has("gift", text) or has("money", text)):
        return False
    return _is_called_for(text)


def _is_called_for(text: str) -> bool:
    # Words are asked first: looking for amounts costs most.
    if has("raised", text) and (part := amounts.part_of(text)) and _is_of_alms(text, part):
        return True
    given = has("gift", text)
    caused = len(found("money", text)) > 1 and has("cause", text)
    if not given and not caused:
        return False
    part = amounts.part_of(text)
    sums = amounts.amounts(text)
    if given and (part or sums):
        asked = has("invites", text) or (part is not None and part.goal.currency is not None)
        if asked or _comes_together(text):
            return True
    return caused and bool(sums)


def _is_of_alms(text: str, part: amounts.Part) -> bool:
    """Whether a text is "so much raised of so much", or says so to whom it asks, and no more than people give; "a
    club raised so much" is a report."""
    if part.goal.currency is None or part.goal.value >= _MOST_GIVEN:
        return False
    return has("raised", text[part.reached.end : part.goal.start]) or has("invites", text)


def _comes_together(text: str) -> bool:
    """Whether a text tells what is to come together and what has: "12.000 € gesammelt, Ziel 20.000 €"."""
    told = appeal_of("", text)
    return told is not None and told.goal is not None and told.raised is not None


def _is_sum_for(headline: str) -> bool:
    """ "10.000 € para la escuela": a sum to begin with, and what it is for."""
    if not (_BEGINS_WITH_A_SUM.match(headline) and has("cause", headline)):
        return False
    told = amounts.amounts(headline[:80])
    return (
        bool(told) and not headline[: told[0].start].strip() and bool(_FOR.match(headline[told[0].end :].lower()))
    )


def _asks(headline: str) -> bool:
    """ "Are you ...? Then join us!": a question to the reader, and what to do."""
    question, _, rest = re.sub("？", "?", headline).partition("?")
    low = question.strip().lower()
    asked = any(low.startswith((told, "¿" + told)) for told in words("asked"))
    return asked and 0 < len(rest) < 60 and has("asks", rest)
