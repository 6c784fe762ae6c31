"""robots.txt after RFC 9309: what a host lets us ask for, and how fast."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property

from protego import Protego

from standfirst.model import HostRules

OUR_NAME = "standfirst"
MOST_BYTES = 500 << 10
# "A reasonably long period of time", says the RFC, "for example, 30 days".
_GIVEN_UP = timedelta(days=30)
# A host that wants minutes between requests would hold up a round for hours.
_LONGEST_DELAY = 60.0
# The colon may be missing, and who writes "disalow" means it, as Google reads both too.
_RULE = re.compile(
    r"\s*(user-?\s?agent|allow|di[as]{1,4}l+[ao]w|crawl-delay|request-rate|sitemap)(?:\s*:|\s)\s*(.*)", re.I
)
# Whole, or as some editors leave it.
_BYTE_ORDER = re.compile(rb"\A\xef(?:\xbb\xbf?)?")
_NAME = re.compile(r"\*|[a-z_-]+", re.I)


class Rules:
    """A host's rules, parsed when they are first needed."""

    def __init__(self, known: HostRules) -> None:
        self.known = known

    @cached_property
    def _file(self) -> Protego | None:
        return None if self.known.text is None else Protego.parse(self.known.text)

    def allow(self, url: str) -> bool:
        if self._file is None:
            return self.known.closed is None
        return bool(self._file.can_fetch(url, OUR_NAME))

    def fresh(self, now: datetime) -> bool:
        """Need it not be asked for again? What was asked for in this very round, never."""
        return self.known.at <= now < self.known.until or self.known.at == now

    @cached_property
    def delay(self) -> float:
        """Seconds the host wants between two requests."""
        asked = self._file.crawl_delay(OUR_NAME) if self._file else None
        return min(float(asked or 0.0), _LONGEST_DELAY)


def text_of(body: bytes) -> str:
    """The rules of a robots.txt, each line put as protego reads it."""
    text = _BYTE_ORDER.sub(b"", body[:MOST_BYTES]).decode("utf-8", "replace")
    return "\n".join(filter(None, map(_plain, text.splitlines())))


def not_had(known: HostRules | None, now: HostRules) -> HostRules:
    """The rules to keep to while a robots.txt cannot be had `now`: those `known` from before, else that everything
    is closed. After a month of that the host counts as having none."""
    since = (known.failing_since if known else None) or now.at
    if known and known.closed is None:
        return replace(known, at=now.at, until=now.until, failing_since=since)
    if now.at - since >= _GIVEN_UP:
        return HostRules(now.origin, now.at, now.until, failing_since=since)
    return replace(now, failing_since=since)


def _plain(line: str) -> str:
    """A rule in its plainest form, "" for what is none: between two names of one group, a line of no known
    kind would part the group. Of a name only the first word counts ("Standfirst/1.0 (news)")."""
    rule = _RULE.match(line)
    if not rule:
        return ""
    key, value = rule[1].lower(), rule[2]
    if key.startswith("user"):
        name = _NAME.match(value)
        named = name.group().lower() if name else ""
        # Protego takes "stand" for a name of ours; whoever else is meant, it is not us.
        return f"User-agent: {named if named in ('*', OUR_NAME) else 'another'}"
    return f"{'disallow' if key.startswith('di') else key}: {value}"
