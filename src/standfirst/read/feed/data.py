"""What an entry of an XML feed says of days, money and files in the modules that have words for them.

Files: RSS enclosures, Atom's links of that name, Media RSS, podcasts' own elements. Days: the event module, xCal,
Google's calendars. Money: only feeds of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from standfirst.model import Appeal, Enclosure, Event, tidy
from standfirst.read import links, xml
from standfirst.read.feed.parts import Parts
from standfirst.read.media import duration_of, enclosure, merged, sum_of
from standfirst.read.stamps import stamp

GOAL, RAISED = "https://schema.org/DonateAction#goal", "https://schema.org/DonateAction#raised"
_STARTS = ("ev:startdate", "xcal:dtstart", "dtstart")
_ENDS = ("ev:enddate", "xcal:dtend", "dtend")
_WHERE = ("ev:location", "xcal:location")
_FILES = frozenset(("media:content", "podcast:alternateEnclosure"))
_SUM = re.compile(r"(?P<amount>\d{1,30}(?:\.\d{1,10})?)(?: (?P<currency>\S{1,16}))?\Z")


def told(parts: Parts, base: str, found: dict[str, str]) -> dict[str, Any]:
    """The fields `event`, `appeal` and `enclosures` of an entry, those that it tells; `found` is added to."""
    fields: dict[str, Any] = {}
    if event := _event(parts, found):
        fields["event"], fields["kind"], found["kind"] = event, "event", found["event"]
    if appeal := _appeal(parts):
        fields["appeal"], found["appeal"] = appeal, "category"
    if files := merged(_files(parts, base)):
        fields["enclosures"], found["enclosures"] = files, "enclosure"
    return fields


def _event(parts: Parts, found: dict[str, str]) -> Event | None:
    start, end = _stamped(parts, _STARTS, "startTime"), _stamped(parts, _ENDS, "endTime")
    if not start:
        return None
    found["event"] = next((name for name in _STARTS if name in parts), "gd:when")
    return Event(start, end if end and end != start else None, parts.words(*_WHERE) or None)


def _stamped(parts: Parts, names: tuple[str, ...], of_google: str) -> str | None:
    """The moment that the first of some elements tells, else that in an attribute of Google's calendars."""
    words = parts.words(*names)
    if told := stamp(words):
        # What is ISO 8601 already stays as it is written.
        return words if words[4:5] == "-" else told
    return next(filter(None, (stamp(when.get(of_google) or "") for when in parts.of("gd:when"))), None)


def _appeal(parts: Parts) -> Appeal | None:
    told: dict[str, str] = {}
    for element in parts.of("category", "atom:category"):
        scheme = element.get("domain") or element.get("scheme") or ""
        if scheme in (GOAL, RAISED):
            told[scheme] = tidy(element.get("term") or xml.words(element))
    sums = {scheme: found for scheme, words in told.items() if (found := _SUM.match(words))}
    if not sums:
        return None
    goal, raised = (sum_of(sums[scheme]["amount"]) if scheme in sums else None for scheme in (GOAL, RAISED))
    currency = next((found["currency"] for found in sums.values() if found["currency"]), None)
    return Appeal(goal, raised, currency) if goal is not None or raised is not None else None


def _files(parts: Parts, base: str) -> Iterator[Enclosure | None]:
    # What a podcast says of its length it says of its own file, the first.
    seconds = next((duration_of(xml.words(e)) for e in parts.of("itunes:duration")), None)
    for number, element in enumerate(parts.files()):
        yield _file(element, base, seconds if number == 0 else None)
    if _FILES.isdisjoint(parts):
        return
    for element in parts.of("media:content"):
        yield _file(element, base, None)
    for element in parts.of("podcast:alternateEnclosure"):
        source = next((child.get("uri") for child in element if isinstance(child.tag, str)), None)
        yield _file(element, base, seconds, source)


def _file(element: xml.Element, base: str, seconds: int | None, source: str | None = None) -> Enclosure | None:
    address = links.resolve(source or element.get("url") or element.get("href") or "", base)
    if not address or element.get("medium") == "image":
        return None
    return enclosure(
        address,
        element.get("type") or "",
        element.get("length") or element.get("fileSize") or "",
        duration_of(element.get("duration") or "") or seconds,
    )
