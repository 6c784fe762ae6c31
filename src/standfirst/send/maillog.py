"""What a mail server's log says it took: the answer to a doubt that only the server can settle."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ID = re.compile(r"\b[0-9a-f]{32}@[A-Za-z0-9.-]*[A-Za-z0-9]")
_POSTFIX = re.compile(r"postfix\S*?/(?P<part>\w+)\[\d+\]: (?P<queued>[0-9A-Za-z]{5,}): ")


def _ids(line: str) -> list[str]:
    return [f"<{found}>" for found in _ID.findall(line)]


def taken(lines: Iterable[str]) -> set[str]:
    """The Message-IDs of ours that the server took.

    Postfix names a letter's Message-ID before it has the whole letter, and says "queue active" once it has; with
    other servers (Exim, OpenSMTPD, those that log one line a letter) a line with the Message-ID is the proof."""
    found: set[str] = set()
    named: dict[str, set[str]] = {}
    for line in lines:
        postfix = _POSTFIX.search(line)
        if not postfix:
            found.update(_ids(line))
        elif postfix["part"] == "cleanup":
            named.setdefault(postfix["queued"], set()).update(_ids(line))
        elif "(queue active)" in line:
            found |= named.pop(postfix["queued"], set())
    return found
