"""How each source is doing, and when it is asked next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from standfirst import store
from standfirst.config import Newsroom
from standfirst.fetch import health, rhythm
from standfirst.fetch.rhythm import Due, Lease
from standfirst.model import Source, Visit
from standfirst.newsroom.gathering import followed_addresses
from standfirst.newsroom.watching import alarms
from standfirst.read import links
from standfirst.store import Store

# Clocks differ a little between machines.
_AHEAD = timedelta(minutes=10)


def dues(room: Newsroom, archive: Store, now: datetime) -> list[tuple[Source, Due]]:
    """When each source is to be asked next, and why then."""
    recent, leases = _recent(archive, now), _leases(archive)
    return [(s, rhythm.due(s, recent.get(s.id, ()), leases.get(s.id))) for s in room.sources]


def _recent(archive: Store, now: datetime) -> dict[str, list[Visit]]:
    """The newest visits of every source, but for those of the future: a clock that was a year ahead for an hour
    must not let sources wait for a year."""
    recent = store.visits.recent(archive, rhythm.KNOWN)
    return {name: [visit for visit in visits if visit.at <= now + _AHEAD] for name, visits in recent.items()}


def _leases(archive: Store) -> dict[str, Lease]:
    """What hubs have agreed to bring, by source id."""
    known = {
        s.source_id: s.until for s in store.subscriptions.current(archive) if s.until and s.state != "leaving"
    }
    asked = store.visits.last_asked(archive, known)
    return {source_id: Lease(known[source_id], at) for source_id, at in asked.items()}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a source is doing: in a word, what is wrong, what to do about it, and when it is asked next."""

    source: Source
    health: str
    trouble: str
    advice: tuple[str, ...]
    alarms: tuple[str, ...]
    due: Due
    last: Visit | None
    news: Visit | None


def standings(room: Newsroom, archive: Store, now: datetime) -> list[Standing]:
    """How every source is doing, in the order of the configuration."""
    recent, news = _recent(archive, now), store.visits.last_news(archive)
    followed, leases = followed_addresses(room), _leases(archive)
    rung: dict[str, list[str]] = {}
    for alarm in alarms(room.sources, archive):
        rung.setdefault(alarm.source_id, []).append(f"{alarm.told} (since {alarm.since:%Y-%m-%d})")
    return [
        Standing(
            source=source,
            health=health.health(source, visits),
            trouble=health.trouble(visits),
            advice=health.advice(source, visits, lambda url: links.key(url) in followed),
            alarms=tuple(rung.get(source.id, ())),
            due=rhythm.due(source, visits, leases.get(source.id)),
            last=next(iter(visits), None),
            news=news.get(source.id),
        )
        for source in room.sources
        for visits in [recent.get(source.id, [])]
    ]
