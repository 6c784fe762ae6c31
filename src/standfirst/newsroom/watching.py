"""Which sources no longer give what they used to: what `drift` finds, worked out once for each visit.

A verdict hangs on the visits and items of which it was made, on the address that is read and on the program: when
one of them is another, it is made anew. So a better rule rings for yesterday too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.metadata import version
from typing import Any

from standfirst import drift, store
from standfirst.drift import Alarm
from standfirst.model import Source, Visit
from standfirst.newsroom.gathering import Gathered
from standfirst.store import Store
from standfirst.store.verdicts import Marks, Verdict

# Sources of which the visits are looked at together: each has forty.
_AT_ONCE = 500


def alarms(sources: Sequence[Source], archive: Store) -> list[Alarm]:
    """What has changed at these sources, in their order."""
    rung = _rung(sources, archive)
    return [alarm for source in sources for alarm in rung.get(source.id, ())]


def new_alarms(archive: Store, rows: Iterable[Gathered]) -> dict[str, tuple[Alarm, ...]]:
    """What these visits showed that was not so before, by source id."""
    rows = [row for row in rows if row.visit.outcome != "skipped"]
    news = store.visits.last_news(archive) if rows else {}
    asked = [row.source for row in rows if _may_tell(row.visit, news.get(row.source.id))]
    rung = _rung(asked, archive)
    told = {source.id: _newly(source, archive) for source in asked if rung.get(source.id)}
    return {source_id: found for source_id, found in told.items() if found}


def _may_tell(visit: Visit, news: Visit | None) -> bool:
    """May a source ring since this visit? The same again tells of silence alone, and most visits are such."""
    return visit.outcome != "same" or (news is not None and visit.at - news.at >= drift.SILENT)


def _newly(source: Source, archive: Store) -> tuple[Alarm, ...]:
    visits = _here(source, store.visits.of(archive, source.id, drift.VISITS + 1))
    items = _items(source, archive, 2 * drift.ITEMS) if len(visits) > drift.ANSWERS else []
    return drift.newly(source.id, visits, items)


@dataclass(frozen=True, slots=True)
class _Found:
    """What a source's visits tell, and what its items do; None where too few visits were paid to look at them."""

    by_visits: tuple[Alarm, ...]
    by_items: tuple[Alarm, ...] | None


def _rung(sources: Sequence[Source], archive: Store) -> dict[str, tuple[Alarm, ...]]:
    marks, kept = store.verdicts.marks(archive), store.verdicts.all(archive)
    found: dict[str, _Found] = {}
    outdated: list[tuple[Source, Marks, Verdict | None]] = []
    for source in sources:
        if source.id not in marks:
            continue
        here, before = _marked(source, marks[source.id]), kept.get(source.id)
        if before and (before.of_visits, before.of_items) == (here.visits, here.items):
            found[source.id] = _told(before)
        else:
            outdated.append((source, here, before))
    new: list[Verdict] = []
    for start in range(0, len(outdated), _AT_ONCE):
        some = outdated[start : start + _AT_ONCE]
        visits = store.visits.recent(archive, drift.VISITS, [source.id for source, _, _ in some])
        for source, here, before in some:
            known = _told(before) if before and before.of_items == here.items else None
            found[source.id] = _found(source, _here(source, visits.get(source.id, ())), archive, known)
            new.append(Verdict(source.id, here.visits, here.items, _as_json(found[source.id])))
    if new:
        store.verdicts.save(archive, new)
    return {source_id: (*told.by_visits, *(told.by_items or ())) for source_id, told in found.items()}


def _marked(source: Source, marks: Marks) -> Marks:
    # Of an earlier address nothing is to be expected.
    by = f"{_program()} {source.url}"
    return Marks(f"{by} {marks.visits}", f"{by} {marks.items}")


@cache
def _program() -> str:
    return version("standfirst")


def _found(source: Source, visits: Sequence[Visit], archive: Store, before: _Found | None) -> _Found:
    """What a source's past tells; `before` is what it told when it had just these items."""
    told = before.by_items if before else None
    if told is None and len(visits) > drift.ANSWERS:
        told = drift.of_items(source.id, _items(source, archive, drift.ITEMS))
    return _Found(drift.of_visits(source.id, visits), told)


def _here(source: Source, visits: Iterable[Visit]) -> list[Visit]:
    return [visit for visit in visits if visit.url == source.url]


def _items(source: Source, archive: Store, most: int) -> list[drift.Seen]:
    return [drift.Seen(v.item, v.seen_at) for v in store.items.of(archive, source.id, most)]


def _as_json(found: _Found) -> str:
    def listed(alarms: Iterable[Alarm]) -> list[list[str]]:
        return [[alarm.kind, alarm.since.isoformat(), alarm.told] for alarm in alarms]

    items = None if found.by_items is None else listed(found.by_items)
    return json.dumps([listed(found.by_visits), items], ensure_ascii=False)


def _told(verdict: Verdict) -> _Found:
    def alarms(listed: list[Any]) -> tuple[Alarm, ...]:
        return tuple(
            Alarm(verdict.source_id, kind, datetime.fromisoformat(since), told) for kind, since, told in listed
        )

    by_visits, by_items = json.loads(verdict.body)
    return _Found(alarms(by_visits), None if by_items is None else alarms(by_items))
