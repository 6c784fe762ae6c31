"""When a source is asked next. Pure: it follows from the visits so far, and no clock is looked at.

The rhythm is learned from how often a source has had news; who fails is asked more and more seldom; what a
server wished (Retry-After) and what was configured (`every`) go before.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import takewhile

from standfirst.fetch import wishes
from standfirst.fetch.hosts import is_mail, is_web
from standfirst.model import Source, Visit

SHORTEST, LONGEST = timedelta(minutes=15), timedelta(days=1)
"""The bounds of what is learned."""
KNOWN = 20
"""Visits, the newest, that are enough to decide."""
UNCHANGED = timedelta(days=7)
"""For so long a server is believed that says, time after time, that nothing has changed."""

_FIRST = timedelta(hours=1)
_ONCE = "was asked once"
# A weekend, for those who print on working days only.
_LONGEST_SKIP = timedelta(days=3)
_AT_ONCE = datetime.min.replace(tzinfo=UTC)
# Cron may start a gathering a little early: a source that is due each day must not be put off to the next for
# that.
_EARLY = 1 / 24
_MOVED_FOR = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Due:
    """When a source is to be asked next, and why then, as the end of a sentence; `at` is None where never."""

    at: datetime | None
    reason: str

    def by(self, now: datetime) -> bool:
        return self.at is not None and self.at <= now


@dataclass(frozen=True, slots=True)
class Lease:
    """Until when a hub has agreed to bring a source's news, and when we last asked the source ourselves."""

    until: datetime
    asked: datetime


def due(source: Source, visits: Sequence[Visit], lease: Lease | None = None) -> Due:
    """When to ask a source whose visits, newest first, are these (KNOWN of them are enough)."""
    here = [visit for visit in visits if visit.url == source.url]
    if not here:
        return Due(_AT_ONCE, "has a new address" if visits else "was never asked")
    if not (is_web(source.url) or is_mail(source.url)):
        return Due(_AT_ONCE, "is on this machine, which may be asked at any time")
    last = here[0]
    if ended(last):
        return Due(None, "is gone for good (410): change its url, or unfollow it")
    asked = [visit for visit in here if not _was_put_off(visit)]
    if not asked:
        return Due(last.wait_until, "its server wants no request before then")
    failures = len(list(takewhile(lambda visit: not _answered(visit), asked)))
    found = _after_failures(source, last, failures) if failures else _regular(source, last, asked, lease)
    if last.wait_until and found.at and last.wait_until > found.at:
        return Due(last.wait_until, "its server wants no request before then")
    return found


def ended(visit: Visit) -> bool:
    """Was this the answer that ends a source?"""
    return visit.status == 410 and visit.outcome == "failed"


def _answered(visit: Visit) -> bool:
    return visit.outcome in ("new", "same")


def _was_put_off(visit: Visit) -> bool:
    """Was nothing asked because the server wanted no request? That is no failure."""
    return visit.outcome == "skipped" and visit.wait_until is not None


def _after_failures(source: Source, last: Visit, failures: int) -> Due:
    every = source.every or SHORTEST
    most = max(source.every or LONGEST, LONGEST)
    pause = min(min(every, SHORTEST) * 2 ** (failures - 1), most)
    times = "once" if failures == 1 else f"{failures} times in a row"
    # Many sources fail together when a host or the line is down: they are not to come back together.
    return Due(last.at + _early(pause * (0.75 + _share(f"{source.id} {failures}") / 4)), f"failed {times}")


def _share(words: str) -> float:
    """A number from 0 to 1 that only the words decide."""
    return zlib.crc32(words.encode()) / 0xFFFFFFFF


def _regular(source: Source, last: Visit, asked: Sequence[Visit], lease: Lease | None) -> Due:
    """When to ask a source that answers: as configured; seldom, while a hub brings its news; else as learned, and
    not before it wishes."""
    if source.every:
        return Due(last.at + _early(source.every), f"is asked every {spoken(source.every)}, as configured")
    if lease and lease.until > last.at and brings_news(asked):
        # What the hub brought does not count: whether it brings everything shows only when we ask the source
        # ourselves.
        at = min(lease.asked + _early(LONGEST), lease.until)
        return Due(at, f"its hub brings its news, until {lease.until:%Y-%m-%d %H:%M} UTC")
    return _wished(last, _learned(last, asked))


def brings_news(visits: Sequence[Visit]) -> bool:
    """Does a hub bring what a source has, so that asking finds nothing more? Visits come newest first."""
    news = next((visit for visit in visits if visit.new_items), None)
    return news is not None and news.pushed


_WISHED = {
    "max-age": "its server says that an answer is good for",
    "ttl": "it says (ttl) that it is good for",
    "update": "it says (updatePeriod) that it has news every",
}


def _wished(last: Visit, learned: Due) -> Due:
    """Not before a source wishes to be asked, within the bounds."""
    wish = wishes.understood(last.wishes)
    found = learned
    if wish.good_for and learned.at:
        rest = min(max(wish.good_for, SHORTEST), LONGEST)
        at = last.at + _early(rest)
        # Where nothing is known yet, what is wished is the best there is.
        if at > learned.at or learned.reason == _ONCE:
            found = Due(at, f"{_WISHED[wish.by]} {spoken(wish.good_for)}")
    if not found.at or wish.after(found.at) == found.at:
        return found
    at = min(wish.after(found.at), found.at + _LONGEST_SKIP)
    return Due(at, "it says (skipHours, skipDays) that it has no news before")


def _learned(last: Visit, asked: Sequence[Visit]) -> Due:
    answers = [visit for visit in asked if _answered(visit)]
    watched = last.at - answers[-1].at
    # At the first visit everything is new: it says nothing about the rhythm.
    news = sum(visit.new_items > 0 for visit in answers[:-1])
    # Half of the mean time between two visits with news; without any, as long again as it has been watched.
    pause = min(max(watched / (2 * news + 1), SHORTEST), LONGEST) if watched else _FIRST
    if not watched:
        why = _ONCE
    elif news:
        why = f"has had news every {spoken(watched / news)}"
    else:
        # What lies further back is not looked at.
        why = f"has had no news for {spoken(watched)}{' or longer' if len(asked) >= KNOWN else ''}"
    return Due(last.at + _early(pause), why)


def _early(pause: timedelta) -> timedelta:
    return pause * (1 - _EARLY)


def spoken(span: timedelta) -> str:
    """A span of time for people: 40 minutes, 5 hours, 3 days."""
    minutes = max(1, round(span.total_seconds() / 60))
    for least, unit, name in ((60 * 48, 60 * 24, "day"), (120, 60, "hour"), (0, 1, "minute")):
        if minutes >= least:
            count = round(minutes / unit)
            return f"{count} {name}{'' if count == 1 else 's'}"
    raise AssertionError("every span has a name")


def moved(visit: Visit) -> str | None:
    """The address to which a source has moved for good: where it was led at this visit, and at all for days."""
    since = visit.moved_since
    return visit.moved_to if since and visit.at - since >= _MOVED_FOR else None
