"""Alarms: which sources no longer give what they used to. `drift` decides that, here it is remembered.

The alarms of a source are worked out anew only when it has new visits or items, another address, or the program
another version; so a better rule finds yesterday's faults too. Which alarms people were told of is kept with them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from standfirst import drift, store
from standfirst.drift import Alarm
from standfirst.model import Source, Visit
from standfirst.newsroom.brought import program
from standfirst.newsroom.gathering import Gathered
from standfirst.store import Store
from standfirst.store.verdicts import Marks, Verdict

# Sources of which the visits are looked at together: each has forty.
_AT_ONCE = 500


def alarms(sources: Sequence[Source], archive: Store) -> list[Alarm]:
    """The alarms of these sources, in their order."""
    rung = _rung(sources, archive, store.verdicts.marks(archive), store.verdicts.all(archive))
    return [alarm for source in sources for alarm in rung.get(source.id, ())]


@contextmanager
def new_alarms(
    archive: Store, sources: Sequence[Source], rows: Iterable[Gathered], now: datetime
) -> Iterator[dict[str, tuple[Alarm, ...]]]:
    """The alarms of these sources that nobody was told of yet, by source id, after a gathering that brought these
    rows. They count as told when the block ends: if we are killed before, they are told the next time."""
    visits = {row.source.id: row.visit for row in rows}
    marks, kept = store.verdicts.marks(archive), store.verdicts.all(archive)
    news = store.visits.last_news(archive) if visits else {}
    asked = [
        source
        for source in sources
        if _is_untold(marks.get(source.id), kept.get(source.id))
        or _is_silent(visits.get(source.id), news.get(source.id))
    ]
    rung = _rung(asked, archive, marks, kept)
    before = {source.id: _said(kept.get(source.id)) for source in asked}
    found = {source.id: _unsaid(rung.get(source.id, ()), before[source.id], now) for source in asked}
    yield {source_id: told for source_id, told in found.items() if told}
    said = {source.id: _saying(rung.get(source.id, ()), before[source.id], now) for source in asked}
    store.verdicts.say(archive, {s: json.dumps(told) for s, told in said.items() if told != before[s]})


def _is_untold(marks: Marks | None, verdict: Verdict | None) -> bool:
    """Is there a visit that was not looked at yet and said more than "unchanged", or an alarm that was not
    told?"""
    if marks is None or marks.told == "None":
        return False
    if verdict is None or not verdict.of_visits or int(verdict.of_visits.rpartition(" ")[2]) < int(marks.told):
        return True
    return _said(verdict).keys() != {alarm.kind for alarm in _told(verdict).all}


def _is_silent(visit: Visit | None, news: Visit | None) -> bool:
    return visit is not None and news is not None and visit.at - news.at >= drift.SILENT


def _said(verdict: Verdict | None) -> dict[str, str]:
    """The kinds of alarms that people were told of, each with the moment it ended, "" while it lasts."""
    if verdict is None:
        return {}
    if verdict.said is None:
        return {alarm.kind: "" for alarm in _told(verdict).all}
    said: dict[str, str] = json.loads(verdict.said)
    return said


def _unsaid(rung: Iterable[Alarm], said: Mapping[str, str], now: datetime) -> tuple[Alarm, ...]:
    return tuple(alarm for alarm in rung if alarm.kind not in said or _is_over(said[alarm.kind], now))


def _saying(rung: Iterable[Alarm], said: Mapping[str, str], now: datetime) -> dict[str, str]:
    """What is to be kept as told once these alarms are: them, and those that ended only a short while ago."""
    quiet = {kind: since or now.isoformat() for kind, since in said.items()}
    quiet = {kind: since for kind, since in quiet.items() if not _is_over(since, now)}
    return quiet | {alarm.kind: "" for alarm in rung}


def _is_over(quiet_since: str, now: datetime) -> bool:
    """Did an alarm end so long ago that it is to be told again? One that comes and goes is told once."""
    return bool(quiet_since) and now - datetime.fromisoformat(quiet_since) >= drift.SILENT


@dataclass(frozen=True, slots=True)
class _Found:
    """The alarms from a source's visits, and those from its items; None where it had too few visits to look."""

    by_visits: tuple[Alarm, ...]
    by_items: tuple[Alarm, ...] | None

    @property
    def all(self) -> tuple[Alarm, ...]:
        return (*self.by_visits, *(self.by_items or ()))


def _rung(
    sources: Sequence[Source], archive: Store, marks: Mapping[str, Marks], kept: Mapping[str, Verdict]
) -> dict[str, tuple[Alarm, ...]]:
    """The alarms of these sources, by id. Those that are not `kept` with the present marks are worked out and
    kept."""
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
            asked = [visit for visit in visits.get(source.id, ()) if visit.url == source.url]
            found[source.id] = _found(source, asked, archive, known)
            body, said = _as_json(found[source.id]), json.dumps(_said(before))
            new.append(Verdict(source.id, here.visits, here.items, body, said))
    if new:
        store.verdicts.save(archive, new)
    return {source_id: told.all for source_id, told in found.items()}


def _marked(source: Source, marks: Marks) -> Marks:
    # What an earlier address used to give says nothing about this one.
    by = f"{program()} {source.url}"
    return replace(marks, visits=f"{by} {marks.visits}", items=f"{by} {marks.items}")


def _found(source: Source, visits: Sequence[Visit], archive: Store, before: _Found | None) -> _Found:
    """The alarms of a source; `before` are earlier ones, if it has had no new items since."""
    told = before.by_items if before else None
    if told is None and len(visits) > drift.ANSWERS:
        newest = store.items.of(archive, source.id, drift.ITEMS)
        told = drift.of_items(source.id, [drift.Seen(v.item, v.seen_at) for v in newest])
    return _Found(drift.of_visits(source.id, visits), told)


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
