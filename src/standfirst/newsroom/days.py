"""The day: the stories of the open window as they stand, edited, and why two items are one story or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from standfirst import join as joining
from standfirst import layout, store
from standfirst.config import Newsroom
from standfirst.model import Edit, Refusal, Story
from standfirst.newsroom import open_window
from standfirst.newsroom.named import known_item
from standfirst.newsroom.open_window import Progress
from standfirst.store import Kept, Store


@dataclass(frozen=True, slots=True)
class Day(open_window.Joined):
    """The stories of the open window, and what laying out needs to know of their items."""

    known: layout.Known


def join(room: Newsroom, archive: Store, now: datetime, progress: Progress | None = None) -> Day:
    """The stories of the open window, made from items and edits."""
    window = open_window.joined(room, archive, now, progress)
    known = known_of(outlets_of(room, archive), window.kept, store.edits.all(archive), store.visits.began(archive))
    return Day(**{each.name: getattr(window, each.name) for each in fields(window)}, known=known)


def outlets_of(room: Newsroom, archive: Store) -> Mapping[str, str]:
    """By source id whom to credit: those that are no longer followed are called what they were called then."""
    return store.outlets.all(archive) | {source.id: source.outlet for source in room.sources}


def known_of(
    outlets: Mapping[str, str], items: Sequence[Kept], decided: Sequence[Edit], began: Mapping[str, datetime]
) -> layout.Known:
    """What laying out needs to know of these items. `began` is when each source was first asked, by its id."""
    return layout.Known(
        outlets,
        {k.item.id: open_window.day(k) for k in items},
        moments={k.item.id: moment for k in items if (moment := open_window.moment(k))},
        decided=_decided(decided),
        orders=tuple(edit for edit in decided if edit.kind == "order"),
        printed=Counter(outlets[k.item.source_id] for k in items if k.item.source_id in outlets),
        met_first=frozenset(k.item.id for k in items if open_window.was_met_first(k, began)),
    )


def _decided(decided: Iterable[Edit]) -> dict[str, tuple[Edit, ...]]:
    found: dict[str, tuple[Edit, ...]] = {}
    for edit in decided:
        found |= {item: (*found.get(item, ()), edit) for item in edit.about}
    return found


def explain(room: Newsroom, archive: Store, named: tuple[str, str], now: datetime) -> str:
    """Why two items, named by link or id, are one story or are not, in sentences. Raises Refusal where the archive
    knows no such item."""
    one, two = (known_item(archive, name) for name in named)
    if one == two:
        raise Refusal(f"{named[0]} and {named[1]} are one item")
    a, b = (kept.item for kept in store.items.by_ids(archive, [one, two]))
    decided = [
        e for e in store.edits.all(archive) if e.kind in ("together", "apart") and {one, two} <= set(e.about)
    ]
    day = join(room, archive, now)
    of_item = {t.id: s for s in (*day.stories, *day.spiked) for t in s.tellings}
    first, second = of_item.get(one), of_item.get(two)
    asked = not decided and a.source_id != b.source_id and joining.shared(a, b)
    twice = _told_twice(day.known, first, second) if asked else ""
    stands: joining.Stands = "unknown"
    if first is not None and second is not None:
        stands = "together" if first is second else "unknown" if decided or twice else "apart"
    said = [f"{e.by} said on {e.at:%Y-%m-%d} that they belong {e.kind}." for e in decided[-1:]]
    copied = joining.copies(Story(one, (a, b)))
    said += [f"The {'first' if i == one else 'second'} is a {c.kind} of the other." for i, c in copied.items()]
    return " ".join(filter(None, [_verdict(first, second), *said, joining.why(a, b, stands), twice]))


def _verdict(one: Story | None, two: Story | None) -> str:
    if one is None or two is None:
        missing = "The first is not" if two else "The second is not" if one else "Neither is"
        return f"{missing} in the open window of {open_window.WINDOW.days} days, so they are not joined now."
    if one is not two:
        return "They are two stories."
    others = len(one.tellings) - 2
    beside = f", which {others} more {'items tell' if others > 1 else 'item tells'}" if others else ""
    return f"They are one story{beside}."


def _told_twice(known: layout.Known, one: Story | None, two: Story | None) -> str:
    """A sentence about a source that tells both stories, which keeps them from becoming one; else nothing."""
    if one is None or two is None or one is two:
        return ""
    theirs = {t.source_id for t in two.tellings} - {""}
    outlet = next((known.outlet(t) for t in one.tellings if t.source_id in theirs), None)
    return f"But {outlet} tells both stories, and a source seldom tells one thing twice." if outlet else ""
