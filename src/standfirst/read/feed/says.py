"""What a feed says to who reads it by machine: when to come again, and who tells of its news. Pure.

Wishes are words ("ttl=3600 update=1800 hours=0,1 days=5,6"): seconds, hours of UTC, days from 0 for Monday.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from standfirst.model import tidy
from standfirst.read import links, xml
from standfirst.read.feed.parts import Parts

_PERIODS = {"hourly": 3600, "daily": 86400, "weekly": 604800, "monthly": 2592000, "yearly": 31536000}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def wishes(parts: Parts) -> str | None:
    """When to come again, by what the channel says."""
    told = [
        f"ttl={ttl * 60}" if (ttl := _number(parts, "ttl")) else "",
        f"update={update}" if (update := _update(parts)) else "",
        f"hours={hours}" if (hours := ",".join(_hours(parts))) else "",
        f"days={days}" if (days := ",".join(_days(parts))) else "",
    ]
    return " ".join(filter(None, told)) or None


def _update(parts: Parts) -> int:
    period = _PERIODS.get(parts.words("sy:updatePeriod").lower(), 0)
    return period // max(1, _number(parts, "sy:updateFrequency"))


def _hours(parts: Parts) -> Iterator[str]:
    """Hours from 0 to 23; 24 is midnight, as the first RSS counted."""
    told = {
        words for words in _within(parts, "skipHours") if words.isascii() and words.isdigit() and len(words) < 3
    }
    yield from map(str, sorted({int(words) % 24 for words in told if int(words) <= 24}))


def _days(parts: Parts) -> Iterator[str]:
    named = {words.lower() for words in _within(parts, "skipDays")}
    yield from (str(number) for number, day in enumerate(_DAYS) if day in named)


def _within(parts: Parts, name: str) -> Iterator[str]:
    for element in islice(parts.of(name), 1):
        yield from (tidy(xml.words(child)) for child in list(element)[:50] if isinstance(child.tag, str))


def _number(parts: Parts, name: str) -> int:
    told = parts.words(name)
    return int(told) if told.isascii() and told.isdigit() and len(told) < 7 else 0


def hub_and_topic(parts: Parts, base: str) -> tuple[str | None, str | None]:
    """Who tells of the feed's news (WebSub), and by what address; both None where nobody does."""
    found: dict[str, str] = {}
    for element in parts.links():
        for rel in (element.get("rel") or "").lower().split():
            if rel in ("hub", "self") and (address := links.resolve(element.get("href") or "", base)):
                found.setdefault(rel, address)
    return (found["hub"], found.get("self")) if "hub" in found else (None, None)


def json_hub_and_topic(feed: dict[str, Any], url: str) -> tuple[str | None, str | None]:
    """The same of a JSON Feed."""
    hubs = feed.get("hubs")
    named = [hub for hub in hubs if isinstance(hub, dict)] if isinstance(hubs, list) else []
    told = [str(hub.get("url")) for hub in named if str(hub.get("type")).lower() == "websub" and hub.get("url")]
    hub = links.resolve(told[0], url) if told else None
    return (hub, links.resolve(str(feed.get("feed_url") or url), url)) if hub else (None, None)
