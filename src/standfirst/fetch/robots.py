"""robots.txt after RFC 9309: what a host lets us ask for, and how fast."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from protego import Protego

OUR_NAME = "standfirst"
MOST_BYTES = 500 << 10
_HOLDS_FOR = timedelta(hours=24)
# A host that wants minutes between requests would hold up a round for hours.
_LONGEST_DELAY = 60.0
# The colon may be missing, as Google reads it too.
_RULE = re.compile(r"\s*(user-?\s?agent|allow|disallow|crawl-delay|request-rate|sitemap)(?:\s*:|\s)\s*(.*)", re.I)
_NAME = re.compile(r"\*|[a-z_-]+", re.I)


@dataclass(frozen=True, slots=True)
class Rules:
    """A host's rules as read at `at`. Without `file`, everything or nothing is allowed, because of `reason`;
    `failed` where the host gave no answer at all."""

    at: datetime
    file: Protego | None = None
    open: bool = True
    reason: str = ""
    failed: bool = False

    def allow(self, url: str) -> bool:
        if self.file is None:
            return self.open
        return bool(self.file.can_fetch(url, OUR_NAME))

    def fresh(self, now: datetime) -> bool:
        return abs(now - self.at) < _HOLDS_FOR

    @property
    def delay(self) -> float:
        """Seconds the host wants between two requests."""
        asked = self.file.crawl_delay(OUR_NAME) if self.file else None
        return min(float(asked or 0.0), _LONGEST_DELAY)


def parsed(body: bytes, at: datetime) -> Rules:
    """The rules of a robots.txt, each line put as protego reads it."""
    text = body[:MOST_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
    return Rules(at, Protego.parse("\n".join(filter(None, map(_plain, text.splitlines())))))


def _plain(line: str) -> str:
    """A rule in its plainest form, "" for what is none: between two names of one group, a line of no known
    kind would part the group. Of a name only the first word counts ("Standfirst/1.0 (news)")."""
    rule = _RULE.match(line)
    if not rule:
        return ""
    key, value = rule.groups()
    if key.lower().startswith("user"):
        name = _NAME.match(value)
        return f"User-agent: {name.group() if name else value}"
    return f"{key}: {value}"
