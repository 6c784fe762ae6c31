"""How a source is doing, from its visits alone. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import takewhile

from standfirst.fetch.rhythm import KNOWN, ended, moved
from standfirst.model import Source, Visit


def health(source: Source, visits: Sequence[Visit]) -> str:
    """One word or two: new, well, failing, kept out, ended. Visits come newest first."""
    here = [visit for visit in visits if visit.url == source.url]
    if not here:
        return "new"
    if ended(here[0]):
        return "ended"
    return {"failed": "failing", "skipped": "kept out"}.get(here[0].outcome, "well")


def advice(source: Source, visits: Sequence[Visit], is_followed: Callable[[str], bool]) -> tuple[str, ...]:
    """What the person who follows the source should do about it."""
    here = [visit for visit in visits if visit.url == source.url]
    to = moved(here[0]) if here else None
    told = [f"has moved to {to} and is asked there: change its url"] if to else []
    if here and ended(here[0]):
        told.append("is gone for good (410): change its url, or unfollow it")
    if here and here[0].feed and not is_followed(here[0].feed):
        told.append(f"its page declares a feed: standfirst follow {here[0].feed}, then unfollow {source.id}")
    return tuple(told)


def trouble(visits: Sequence[Visit]) -> str:
    """Since when and why nothing comes; empty where something does."""
    bad = list(takewhile(lambda visit: visit.outcome in ("failed", "skipped"), visits))
    if len(bad) < 2:
        return bad[0].reason if bad else ""
    # Only so many visits are looked at: there may be older failures.
    longer = " or longer" if len(bad) >= KNOWN else ""
    return f"{bad[0].reason}; {len(bad)} times since {bad[-1].at:%Y-%m-%d}{longer}"
