"""What lasts of a feed that is made anew at each request: all but the moment of its making."""

from __future__ import annotations

import re

_ENTRY = re.compile(rb"<(?:item|entry)[\s>]")
_MADE = re.compile(rb"<(lastBuildDate|pubDate|updated|dc:date)>[^<>]{0,60}</\1>")
_LONGEST_HEAD = 16 << 10


def lasting(body: bytes) -> tuple[bytes, bytes]:
    """What stands before a feed's first entry, without the moment of its making, which many tell anew at each
    visit; and the rest. Of any other document nothing and the whole."""
    first = _ENTRY.search(body, 0, _LONGEST_HEAD)
    start = first.start() if first else 0
    return _MADE.sub(b"", body[:start]), body[start:]
