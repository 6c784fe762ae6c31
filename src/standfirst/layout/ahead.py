"""Events ahead: in issues until they are over, and on a page of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from standfirst.layout.briefs import brief
from standfirst.layout.known import Known
from standfirst.model import Brief, Edition, Event, Section, Story

# An issue names so many events ahead, none further ahead than this.
COMING = 6
COMING_WITHIN = timedelta(days=60)


def is_coming(story: Story, today: date) -> bool:
    """Whether a story tells of an event that is not over: a day, or a month, ends when the next begins."""
    return any(_is_ahead(t.event, today) for t in story.tellings if t.event)


def _is_ahead(event: Event, today: date) -> bool:
    last = (event.end or event.start)[:10]
    return last >= today.isoformat()[: len(last)]


def coming_section(
    edition: Edition, stories: Iterable[Story], known: Known, dated: date, most: int = COMING
) -> Iterator[Section]:
    """The events ahead, soonest first; none where there are none."""
    latest = (dated + COMING_WITHIN).isoformat()
    briefs = [of_event(s, edition.languages, known, dated) for s in stories]
    briefs.sort(key=lambda b: (start_of(b), b.story_id))
    if near := [b for b in briefs if start_of(b) <= latest][:most]:
        yield Section(None, tuple(near), coming=True)


def start_of(brief: Brief) -> str:
    return brief.item.event.start if brief.item.event else ""


def of_event(story: Story, preferred: Sequence[str], known: Known, today: date) -> Brief:
    """A story as an event ahead: told by a telling that knows its days."""
    told = brief(story, preferred, known)
    if told.item.event and _is_ahead(told.item.event, today):
        return told
    knowing = tuple(t for t in story.tellings if t.event and _is_ahead(t.event, today))
    return brief(replace(story, tellings=knowing), preferred, known)
