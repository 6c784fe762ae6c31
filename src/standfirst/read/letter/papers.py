"""A plain letter of records whose fields are named: "Title: …", "Authors: …", then a text and where it stands, as
lists of new papers, of holdings and of calls are sent.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from standfirst.model import Item, tidy
from standfirst.read.mail_words import means

_FIELD = re.compile(r"([^\W\d_][\w -]{0,20}?)\s?[:：]\s*(.*)")
_URL = re.compile(r"https?://[^\s<>()\"]+[^\s<>().,;:\"]")
_NO_WORD = re.compile(r"[\W_]*")
_FEWEST = 2
_SHORTEST_TEXT = 40
_MOST_LINES = 400


def papers(text: str) -> list[Item]:
    """The items of such a letter, not yet finished; none where fewer than two records name a title and authors."""
    lines = text.splitlines()
    starts = [n for n, line in enumerate(lines) if _role(line) == "title"]
    told = [_paper(lines[start:end][:_MOST_LINES]) for start, end in pairwise([*starts, len(lines)])]
    signed = sum(item.byline is not None for item in told)
    return told if signed >= max(_FEWEST, len(told) / 2) else []


def _paper(lines: list[str]) -> Item:
    fields, at = _fields(lines)
    named = {role: value for name, value in fields if (role := _means(name))}
    below = lines[at:]
    stop = next((n for n, line in enumerate(below) if n and _ends(line)), len(below))
    words = [line for line in below[:stop] if not _NO_WORD.fullmatch(line)]
    standfirst = tidy(" ".join(words)) if not _URL.search(" ".join(words)) else ""
    links = [link for value in (named.get("link", ""), *below[: stop + 2]) for link in _URL.findall(value)]
    found = {"headline": "a line named as the title", "byline": "a line named as the authors"}
    return Item(
        headline=named["title"],
        standfirst=standfirst if len(standfirst) >= _SHORTEST_TEXT else named.get("abstract"),
        link=links[0] if links else None,
        byline=named.get("authors"),
        found=found | {"standfirst": "the text below the fields", "link": "an address below them"},
    )


def named(lines: list[str]) -> dict[str, str]:
    """What lines say that name authors and a text of theirs, by these names; empty where they do not."""
    fields, at = _fields(lines, set_in=False)
    told = {role: value for name, value in fields if value and (role := _means(name))}
    return told if at == len(lines) and {"authors", "abstract"} <= told.keys() else {}


def _fields(lines: list[str], *, set_in: bool = True) -> tuple[list[tuple[str, str]], int]:
    """Name and value of each field of a record, which may go on in further lines, and where they end."""
    fields: list[tuple[str, str]] = []
    for n, line in enumerate(lines):
        if found := _FIELD.match(line):
            fields.append((found[1], tidy(found[2])))
        elif fields and line.strip() and (line[:1].isspace() or not set_in):
            fields[-1] = (fields[-1][0], tidy(f"{fields[-1][1]} {line}"))
        else:
            return fields, n
    return fields, len(lines)


def _ends(line: str) -> bool:
    """Whether a line ends the text above it: a rule, a name of a field, an address."""
    return (bool(line.strip()) and bool(_NO_WORD.fullmatch(line))) or bool(_URL.search(line)) or bool(_role(line))


def _role(line: str) -> str | None:
    found = _FIELD.match(line)
    return _means(found[1]) if found and found[2].strip() else None


@cache
def _means(name: str) -> str | None:
    return next((role for role in ("title", "authors", "abstract", "link") if means(name, role)), None)
