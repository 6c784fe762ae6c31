"""One item from many readings of it. Pure: what is shown follows from the versions, not from who came first.

A reading that lacks something takes nothing away; why is told in docs/design-notes/keeping.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from standfirst.model import Item

# Fields that are simply taken from the other reading where they are missing; the others have rules of their own.
_DATA = ("event", "enclosures")
_PLAIN = ("link", "headline", "kicker", "byline", "language", "image", "section", "places", "appeal", *_DATA)
_ENDING = " .…[]"
_SAME_MOMENT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Version:
    """What one source printed of an item from `seen_at` on. `number` counts from 1 within the source."""

    item: Item
    source_id: str
    number: int
    seen_at: datetime


def filled(item: Item, other: Item) -> Item:
    """`item` with what it lacks taken from `other`: missing fields, the rest of cut words, a preciser date."""
    taken = {name: getattr(other, name) for name in _PLAIN if not getattr(item, name) and getattr(other, name)}
    if _goes_on(item, other):
        taken |= {"standfirst": other.standfirst, "truncated": other.truncated}
    if _tells_same_moment(item.published, other.published):
        taken["published"] = other.published
    if item.kind == "article" != other.kind:
        taken["kind"] = other.kind
    if not taken:
        return item
    reasons = {name: other.found[name] for name in taken if name in other.found}
    return replace(item, **taken, found=MappingProxyType({**item.found, **reasons}))


def _goes_on(item: Item, other: Item) -> bool:
    """Is the other standfirst the whole of which this one is the beginning?"""
    if not other.standfirst or not item.standfirst:
        return bool(other.standfirst)
    begun = item.standfirst.rstrip(_ENDING)
    cut = item.truncated or begun != item.standfirst.rstrip(".")
    return cut and len(other.standfirst) > len(begun) and other.standfirst.startswith(begun)


def _tells_same_moment(published: str | None, other: str | None) -> bool:
    """Should the other date stand for this one? It does where there is none, where it is the same date told
    more precisely, and where both are moments so near that one was reckoned from "3 hours ago"."""
    if not other or not published:
        return bool(other)
    if "T" in published and "T" in other:
        return _near(published, other)
    return len(other) > len(published) and other.startswith(published)


def _near(published: str, other: str) -> bool:
    try:
        return abs(datetime.fromisoformat(published) - datetime.fromisoformat(other)) < _SAME_MOMENT
    except (ValueError, TypeError):  # one has a zone and the other has none, or it is no date at all
        return False


def succeeding(before: Item, reading: Item) -> Item | None:
    """The next version of an item of one source, None where the reading says nothing new."""
    if reading == before:
        return None
    after = filled(reading, before)
    after = replace(after, places=before.places or after.places)
    return None if _same(before, after) else after


def _same(before: Item, after: Item) -> bool:
    # What has come together grows, an event is put off: that is news of it.
    words = ("headline", "standfirst", "published", "appeal", *_DATA)
    if any(getattr(before, name) != getattr(after, name) for name in words):
        return False
    gaps = ("link", "kicker", "byline", "language", "image", "section", "places")
    gained = any(getattr(after, name) and not getattr(before, name) for name in gaps)
    return not gained and not (before.kind == "article" != after.kind)


def together(items: Sequence[Item]) -> Item:
    """One item of several readings of it in one document: the fullest, its gaps filled from the rest."""
    fullest, *rest = sorted(items, key=_fullness, reverse=True)
    for item in rest:
        fullest = filled(fullest, item)
    return fullest


def _fullness(item: Item) -> tuple[int, bool, int]:
    have = sum(bool(getattr(item, name)) for name in (*_PLAIN, "standfirst", "published"))
    return have, not item.truncated, len(item.standfirst or "")


def current(versions: Iterable[Version], outlets: Mapping[str, str]) -> Item:
    """The item to show, of all its versions (at least one): the words last changed by any source, their gaps
    filled from other sources of its outlet. Its source is the one whose words they are. `outlets` by source id; a
    source that is not named is an outlet of its own."""
    sources: dict[str, list[Version]] = {}
    for version in sorted(versions, key=lambda v: (v.source_id, v.number)):
        sources.setdefault(version.source_id, []).append(version)
    histories = sorted(sources.values(), key=lambda h: h[0].source_id)
    if len(histories) == 1:
        return histories[0][-1].item
    # sort() is stable, so the source's id decides between equals whichever came first.
    histories.sort(key=lambda h: (_changed_at(h), _fullness(h[-1].item)), reverse=True)
    shown = histories[0][-1].item
    outlet = outlets.get(shown.source_id)
    # Words of another outlet would be printed under this one's name.
    for history in histories[1:] if outlet is not None else ():
        if outlets.get(history[0].source_id) == outlet:
            shown = filled(shown, history[-1].item)
    return shown


def _changed_at(history: Sequence[Version]) -> float:
    """When this source last changed its words; 0 where it never did: a first sight is no change."""
    words = [(v.item.headline, v.item.standfirst) for v in history]
    for number in range(len(words) - 1, 0, -1):
        if words[number] != words[number - 1]:
            return history[number].seen_at.timestamp()
    return 0.0
