"""What an appeal asks for and what has come together, from its words.

A sum is a goal or was raised if a word beside it says so; a sum of which nothing says what it is stays unsaid.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from standfirst.model import Appeal
from standfirst.read.kinds.amounts import Amount, Part, amounts, numbers, part_of
from standfirst.read.kinds.kind_words import has, spans

_LOOKED_AT = 600
_BEFORE = 42
_AFTER = 26
_CLAUSE = re.compile(r"[,;:.!?，、；：。！？।](?:\s|$)|[，、；：。！？।]")
_SENTENCE = re.compile(r"[.!?。！？।](?:\s|$)|[。！？।]")


def appeal_of(headline: str, standfirst: str) -> Appeal | None:
    """What an appeal's words tell of money; None where they tell nothing for certain."""
    text = f"{headline}. {standfirst[:_LOOKED_AT]}" if headline else standfirst[:_LOOKED_AT]
    if part := part_of(text):
        missing = has("missing", text[max(0, part.reached.start - _BEFORE) : part.reached.start])
        raised = _the_rest(text, part) if missing else part.reached.value
        return Appeal(part.goal.value, raised, part.goal.currency)
    sums = amounts(text)
    currency = sums[0].currency if sums else None
    # Two currencies say one thing twice, or two things; which, nobody knows.
    told = [(_role(text, each), each) for each in sums] if len({s.currency for s in sums}) == 1 else []
    wanted, come = (_only([s.value for role, s in told if role == name]) for name in ("goal", "raised"))
    if wanted is None and come is None and len(told) == 1 and not text[: sums[0].start].strip():
        wanted = sums[0].value
    return Appeal(wanted, come, currency) if wanted is not None or come is not None else None


def _the_rest(text: str, part: Part) -> Decimal | None:
    """What came together where a text says what is missing: only a figure of its own that makes up the goal."""
    rest = part.goal.value - part.reached.value
    return rest if any(told.value == rest for told in numbers(text)) else None


def _only(sums: Sequence[Decimal]) -> Decimal | None:
    return sums[0] if len(set(sums)) == 1 else None


def _role(text: str, told: Amount) -> str | None:
    """What the nearest word of its sentence says of a sum: "goal", "raised", "missing" or nothing."""
    before = text[max(0, told.start - _BEFORE) : told.start]
    before = before[max((end.end() for end in _SENTENCE.finditer(before)), default=0) :]
    after = text[told.end : told.end + _AFTER]
    ending = _CLAUSE.search(after)
    after = after[: ending.start()] if ending else after
    near: list[tuple[int, int, str]] = []
    for role in ("missing", "raised", "goal"):
        # Of two words at one place the longer says it: "has raised" is no "raise".
        near += [(len(before) - end, start - end, role) for start, end in spans(role, before)]
        near += [(start, start - end, role) for start, end in spans(role, after)]
    return min(near)[2] if near else None
