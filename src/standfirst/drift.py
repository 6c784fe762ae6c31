"""What a source used to give against what it gives now. Pure.

A page that is made anew seldom fails: it goes on giving something, only less, or other things under the same
names. What was usual is taken from the source's own past, so nothing has to be set.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise, takewhile
from math import comb
from statistics import median
from typing import NamedTuple

from standfirst.model import Item, Visit

VISITS, ITEMS = 40, 120
"""How many of a source's newest visits and items are looked at."""

_FIELDS = {"headline": "headlines", "standfirst": "standfirsts", "link": "links", "published": "dates",
           "byline": "bylines", "image": "pictures"}  # fmt: skip
_PLACED = ("headline", "standfirst")
# The newest items that stand for the present, and how many earlier ones are needed to know what was usual.
_NOW, _USUAL = 6, 12
ANSWERS = 5
"""Visits that brought something are needed, more than so many, before anything is usual."""
SILENT = timedelta(days=4)
"""The shortest time without news that counts as silence."""
# An alarm is raised only if chance alone would bring about the change less often than this.
_CHANCE = 0.001


@dataclass(frozen=True, slots=True)
class Seen:
    """An item as a source first printed it, and when."""

    item: Item
    at: datetime


@dataclass(frozen=True, slots=True)
class Alarm:
    """What has changed at a source: a word for the kind of change, since when, and a sentence's end for people."""

    source_id: str
    kind: str
    since: datetime
    told: str


def of_visits(source_id: str, visits: Sequence[Visit]) -> tuple[Alarm, ...]:
    """The alarms of how much came and when, and of what the documents looked like; visits come newest first."""
    looked = [(visit.at, Looks(*json.loads(visit.looks))) for visit in visits if visit.looks and not visit.pushed]
    told = [_count(visits) or _failure(visits), _silence(visits)]
    told += [_lost(field, looked) for field in _FIELDS] + [_moved(field, looked) for field in _PLACED]
    return tuple(Alarm(source_id, *alarm) for alarm in told if alarm)


def of_items(source_id: str, items: Sequence[Seen]) -> tuple[Alarm, ...]:
    """The alarms of what the words of the items are like; they come newest first."""
    # Items of one visit come from one page and stay together.
    now = [seen for seen in items if seen.at >= items[:_NOW][-1].at]
    usual = items[len(now) :]
    if len(now) < _NOW or len(usual) < _USUAL:
        return ()
    told = [_language(now, usual), _lengths(now, usual)]
    return tuple(Alarm(source_id, kind, now[-1].at, words) for kind, words in filter(None, told))


_Found = tuple[str, datetime, str]
_Change = tuple[str, str]


def _count(visits: Sequence[Visit]) -> _Found | None:
    """Far fewer or far more items than ever, in the newest answer that was a whole document."""
    # A document that was read and gave nothing failed by that: it counts as none. An error has no such status.
    # What a hub brings is what is new, not all that there is.
    asked = [v for v in visits if not v.pushed]
    whole = [v for v in asked if v.outcome == "new" or (v.outcome == "failed" and v.status == 200 and v.bytes)]
    if len(whole) <= ANSWERS:
        return None
    now = whole[0].items
    low = list(takewhile(lambda visit: visit.items <= max(now, 0) * 1.25 + 1, whole))
    high = list(takewhile(lambda visit: visit.items >= now * 0.8, whole))
    for same, odd in ((low, _far_fewer), (high, _far_more)):
        usual = [visit.items for visit in whole[len(same) :]]
        if len(usual) >= ANSWERS and odd(now, usual):
            days = (same[-1].at - whole[-1].at).days
            return "count", same[-1].at, f"gave {median(usual):.0f} items for {days} days, {now} now"
    return None


def _far_fewer(now: int, usual: Sequence[int]) -> bool:
    middle, low = median(usual), sorted(usual)[len(usual) // 10]
    # Three times as far below the middle as it has been on its worst days.
    return middle >= 4 and now < middle * 0.5 and now < middle - 3 * (middle - low)


def _far_more(now: int, usual: Sequence[int]) -> bool:
    return now > max(usual) * 2.5 and now >= max(usual) + 20


def _failure(visits: Sequence[Visit]) -> _Found | None:
    """Nothing but failures for days, where there were answers before. What is gone for good says so by itself."""
    bad = list(takewhile(lambda visit: visit.outcome in ("failed", "skipped"), visits))
    if len(bad) < 3 or len(bad) == len(visits) or bad[0].status == 410 or bad[0].at - bad[-1].at < SILENT:
        return None
    return "failure", bad[-1].at, f"has failed for {(bad[0].at - bad[-1].at).days} days: {bad[0].reason}"


def _silence(visits: Sequence[Visit]) -> _Found | None:
    """No news for far longer than ever, though it answers."""
    answers = [visit for visit in visits if visit.outcome in ("new", "same")]
    quiet = list(takewhile(lambda visit: not visit.new_items, answers))
    news = [visit for visit in answers[len(quiet) :] if visit.new_items]
    if len(quiet) < 3 or len(news) < ANSWERS:
        return None
    pauses = [later.at - earlier.at for later, earlier in pairwise(news)]
    silent, longest = quiet[0].at - news[0].at, max(pauses)
    mean = (news[0].at - news[-1].at) / len(pauses)
    # Of few pauses the mean is hardly known: one so long comes by chance once in a thousand times.
    of_few = len(pauses) * (_CHANCE ** (-1 / len(pauses)) - 1)
    if silent < max(max(10, of_few) * mean, 2 * longest, SILENT):
        return None
    return "silence", news[0].at, f"has had no news for {silent.days} days, and had some every {_spoken(mean)}"


def _spoken(span: timedelta) -> str:
    hours = max(1, round(span.total_seconds() / 3600))
    count, unit = (hours, "hour") if hours < 48 else (round(hours / 24), "day")
    return unit if count == 1 else f"{count} {unit}s"


class Looks(NamedTuple):
    """What the items of one document looked like: how many there were, how many had each field, and where most of
    their headlines and standfirsts were found."""

    items: int
    had: dict[str, int]
    at: dict[str, str]


def looks(items: Sequence[Item]) -> str | None:
    """The looks of a document's items, as a visit keeps them."""
    if not items:
        return None
    had = {field: sum(bool(getattr(item, field)) for item in items) for field in _FIELDS}
    at: dict[str, str] = {}
    for field in _PLACED:
        places = Counter(item.found.get(field, "") for item in items if getattr(item, field))
        place, count = places.most_common(1)[0] if places else ("", 0)
        if place and count * 3 >= len(items) * 2:
            at[field] = place
    return json.dumps(Looks(len(items), had, at), ensure_ascii=False)


_Looked = tuple[datetime, Looks]


def _parted(looked: Sequence[_Looked], new: Callable[[Looks], bool]) -> tuple[list[_Looked], list[_Looked]] | None:
    """The newest documents that look as they did not use to, and those before them; None where either are few."""
    now = list(takewhile(lambda one: new(one[1]), looked))
    usual = looked[len(now) :]
    few = sum(told.items for _, told in now) < _NOW or sum(told.items for _, told in usual) < _USUAL
    return None if few or len(usual) < ANSWERS else (now, list(usual))


def _lost(field: str, looked: Sequence[_Looked]) -> _Found | None:
    """A field that few of the newest documents' items have, and more had even on the worst days before."""
    parted = _parted(looked, lambda one: one.had[field] * 3 <= one.items)
    if not parted:
        return None
    now, usual = parted
    shares = sorted(one.had[field] / one.items for _, one in usual)
    if not _unlikely(
        sum(one.had[field] for _, one in now), sum(one.items for _, one in now), shares[len(shares) // 10]
    ):
        return None
    has, of = now[0][1].had[field], now[0][1].items
    told = f"{_FIELDS[field]} are missing: {median(shares):.0%} of its items had one, {has} of {of} do now"
    return field, now[-1][0], told


def _unlikely(count: int, of: int, share: float) -> bool:
    """Would so few, or fewer, hardly come by chance where such a share is usual?"""
    return sum(comb(of, k) * share**k * (1 - share) ** (of - k) for k in range(count + 1)) < _CHANCE


def _moved(field: str, looked: Sequence[_Looked]) -> _Found | None:
    """A field that is found elsewhere in the document than it ever was."""
    is_now = looked[0][1].at.get(field) if looked else None
    parted = _parted(looked, lambda one: one.at.get(field) == is_now)
    if not is_now or not parted:
        return None
    now, usual = parted
    places = Counter(one.at.get(field, "") for _, one in usual)
    was, times = places.most_common(1)[0]
    if not was or times * 3 < len(usual) * 2 or places[is_now] * 10 > len(usual):
        return None
    return f"{field} moved", now[-1][0], f"{_FIELDS[field]} have moved from {was} to {is_now}"


def _language(now: Sequence[Seen], usual: Sequence[Seen]) -> _Change | None:
    """Where one language was usual and now another is."""
    before, after = (Counter(seen.item.language for seen in some) for some in (usual, now))
    (was, times), (is_now, count) = before.most_common(1)[0], after.most_common(1)[0]
    held = was and is_now and was != is_now and count * 3 >= len(now) * 2
    if not held or not _unlikely(after[was], len(now), (times + 1) / (len(usual) + 2)):
        return None
    return "language", f"its language was {was} and is {is_now}"


def _lengths(now: Sequence[Seen], usual: Sequence[Seen]) -> _Change | None:
    """Menus read as headlines are short, whole pieces read as standfirsts long."""
    for field in ("headline", "standfirst"):
        before, after = _letters(usual, field), _letters(now, field)
        if len(after) < _NOW or len(before) < _USUAL:
            continue
        # The quarter at each end does not count: else the changed items, as they become usual, would end the alarm
        # on its second day.
        shortest, longest = before[len(before) // 4], before[-1 - len(before) // 4]
        if median(after) * 2 < shortest or median(after) > longest * 2:
            told = f"{_FIELDS[field]} had {median(before):.0f} letters and have {median(after):.0f}"
            return f"{field} length", told
    return None


def _letters(items: Sequence[Seen], field: str) -> list[int]:
    return sorted(len(getattr(seen.item, field)) for seen in items if getattr(seen.item, field))
