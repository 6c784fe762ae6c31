"""Records from the roles of lines.

Roles are letters: H a headline, S a standfirst below its headline, P one above it; D a date, B a byline, K a
kicker; O what is of no item. Whether dates, bylines and kickers belong to the headline above or below them a
document does in one way.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from standfirst.read.text.line import Line
from standfirst.read.text.record import Record, put
from standfirst.read.text.signed import signed

HOW = "what lines like it are in a row"


def of_roles(lines: Sequence[Line], roles: str) -> list[Record]:
    """The records of lines of which each has its role, in their order."""
    above = {role for role in "DBK" if _stands_above(lines, roles, role)}
    found: list[Record] = []
    waiting = Record(how=HOW)
    for line, role in zip(lines, roles, strict=True):
        if role == "H":
            waiting.heads.append(line)
            found.append(waiting)
            waiting = Record(how=HOW)
        elif line.kind == "link":
            if found:
                put(found[-1], line, False)
        elif role == "P" or role in above or (role in "SDBK" and not found):
            _take(waiting, line, role)
        elif role in "SDBK":
            _take(found[-1], line, role)
        elif line.kind == "outlet" and found:
            put(found[-1], line, False)
    return found


def _take(record: Record, line: Line, role: str) -> None:
    if role == "D" or (role == "B" and line.kind == "date"):
        record.dates.append(line)
    elif role == "K":
        record.kicker = record.kicker or line.text
    elif role == "B":
        named = signed(line.text)
        if named or not record.byline:
            record.byline = named["name"].strip() if named else line.text
    else:
        record.texts.append(line)


def _stands_above(lines: Sequence[Line], roles: str, role: str) -> bool:
    """Whether the lines of a role stand above the headlines they belong to: what comes before the first headline
    does, what comes below the last or above a standfirst does not, and empty lines part items."""
    heads = [at for at, told in enumerate(roles) if told == "H"]
    # A topic that no line says below the last headline stands above the others.
    votes = int(role == "K" and bool(heads) and role not in roles[heads[-1] :])
    for before, after in pairwise([-1, *heads, len(roles)]):
        part = [n for n in range(before + 1, min(after, len(roles) - 1) + 1) if lines[n].blanks]
        for at in range(before + 1, after):
            if roles[at] != role:
                continue
            if before < 0 or after == len(roles):
                votes += 1 if before < 0 else -1
            elif len(part) == 1:
                votes += 2 if at >= part[0] else -2
            if "S" in roles[at + 1 : after]:
                votes -= 2
    return votes > 0
