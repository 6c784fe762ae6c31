"""Messages one below the other, each with its head ("From: … Subject: …"), as digests of mailing lists have them
and letters that were sent on together: the subject of each is a headline, what it says its standfirst.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from email.header import decode_header, make_header
from email.utils import parseaddr
from itertools import pairwise

from standfirst.read.mail_words import means

_FEWEST, _SIGNED = 2, 3
_MOST_OF_HEAD = 20
_FIELD = re.compile(
    r"\*{0,2}(?P<name>[^\W\d_][^\s:：]{1,20}(?:[ -][^\s:：]{1,12})?)\s?[:：]\*{0,2}(?:\s*(?P<value>\S.*))?"
)
_LIST = re.compile(r"\[[^\[\]]{1,40}\]\s*(?=\S)")
_NUMBER = re.compile(r"(?:Message|Nachricht)?:? *\d+\s*")
_END = re.compile(r"End of .{1,80}[Dd]igest.*|_{20,}\s*")
_RULE = re.compile(r"[-=_*~]{20,}")
_GREETING = re.compile(r"[^\W\d_][^\n.?]{1,40}[,!，،、]\s*\n\s*")  # and an empty line below it
_QUOTED = re.compile(r"\s?>")

_ROLES = ("subject", "from", "date")

Head = dict[str, str]


def without_heads(lines: list[str]) -> list[str]:
    """The lines, the head of each message made a headline with its day, where there are several; as many lines."""
    heads = dict(_heads(lines))
    if len(heads) < _FEWEST:
        return lines
    kept = [""] * min(heads)
    starts = [*sorted(heads), len(lines)]
    rule = _rule_between(lines, starts[1:-1])
    for start, end in pairwise(starts):
        length, head = heads[start]
        name = _name(head["from"]) if len(heads) >= _SIGNED else ""
        signed = f" | by {name}" if name and not name[0].islower() else ""
        told = ["", f"## {_subject(head['subject'])}", f"{head.get('date', '')}{signed}" if "date" in head else ""]
        kept += [*told, *[""] * (length - len(told))]
        kept += _words(lines[start + length : end], rule)
    return kept


def _rule_between(lines: Sequence[str], starts: Sequence[int]) -> str:
    """The rule that stands above every head but the first: below the last message the digest speaks of itself."""
    near = (reversed(lines[max(0, start - 3) : start]) for start in starts)
    above = {next((line for line in those if line.strip()), "") for those in near}
    return above.pop() if len(above) == 1 and _RULE.fullmatch(min(above)) else ""


def _heads(lines: Sequence[str]) -> Iterator[tuple[int, tuple[int, Head]]]:
    """Where each head of a message begins, how long it is and what it says."""
    at = 0
    while at < len(lines):
        length, head = head_of(lines, at) if ":" in lines[at] or "：" in lines[at] else (0, {})
        if {"from", "subject"} <= head.keys() and length > 2:
            yield at, (length, head)
        at += max(1, length)


def head_of(lines: Sequence[str], start: int) -> tuple[int, Head]:
    """How many lines from one on are fields of a head, which may go on set in, and what those say that matter."""
    fields: list[list[str]] = []
    length = 0
    for line in lines[start : start + _MOST_OF_HEAD]:
        found = _FIELD.fullmatch(line.strip())
        if found and (not line[0].isspace() or _role(found["name"])):
            fields.append([found["name"], found["value"] or ""])
        elif fields and line[:1].isspace() and line.strip():
            fields[-1][1] += f" {line.strip()}"
        else:
            break
        length += 1
    known = [(role, value) for name, value in fields if value and (role := _role(name))]
    return length, dict(reversed(known))


def _role(name: str) -> str:
    return next((role for role in _ROLES if means(name, role)), "")


def _words(lines: list[str], rule: str) -> list[str]:
    """What a message says: neither its greeting, what it quotes nor what the digest says below the last."""
    kept = ["" if _QUOTED.match(line) or _NUMBER.fullmatch(line) else line for line in lines]
    first = next((at for at, line in enumerate(kept) if line.strip()), len(kept))
    if _GREETING.fullmatch("\n".join(kept[first : first + 2])):
        kept[first] = ""
    end = next((at for at, line in enumerate(kept) if line == rule != "" or _is_end(line)), len(kept))
    return [*kept[:end], *[""] * (len(kept) - end)]


def _is_end(line: str) -> bool:
    found = _FIELD.fullmatch(line)
    return bool(_END.fullmatch(line) or (found and means(found["name"], "subject")))


def _subject(raw: str) -> str:
    return _LIST.sub("", _decoded(raw), count=1)


def _name(raw: str) -> str:
    name, address = parseaddr(_decoded(raw))
    return name if "@" in address or not address else raw


def _decoded(raw: str) -> str:
    try:
        return str(make_header(decode_header(raw))) if "=?" in raw else raw
    except (LookupError, ValueError):
        return raw
