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
_KNOWN = re.compile(
    r"\s*(user-?\s?agent|allow|disallow|crawl-delay|request-rate|visit-time|sitemap|host)\s*:", re.I
)


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
    """The rules of a robots.txt. Lines of no known kind are dropped first: between two names of one group
    they would part the group, which RFC 9309 does not have."""
    text = body[:MOST_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
    return Rules(at, Protego.parse("\n".join(line for line in text.splitlines() if _KNOWN.match(line))))
