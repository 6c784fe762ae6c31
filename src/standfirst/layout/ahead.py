"""Events ahead: in issues until they are over, and on a page of their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from standfirst.layout.briefs import brief
from standfirst.layout.known import Known
from standfirst.model import Brief, Edition, Event, Story
from standfirst.ties import tie

# An issue names so many events ahead, none further ahead than this.
COMING = 6
COMING_WITHIN = timedelta(days=60)


def is_coming(story: Story, today: date) -> bool:
    """Whether a story tells of an event that is not over. An event of a day, or month, is over when the next
    begins."""
    return any(_is_ahead(t.event, today) for t in story.tellings if t.event)


def _is_ahead(event: Event, today: date) -> bool:
    last = (event.end or event.start)[:10]
    return last >= today.isoformat()[: len(last)]


def coming_briefs(
    edition: Edition, stories: Iterable[Story], known: Known, dated: date, most: int = COMING
) -> list[Brief]:
    """The events ahead that an issue names, soonest first."""
    near = (s for s in stories if not too_far(s, dated))
    briefs = [of_event(s, edition.languages, known, dated) for s in near]
    return sorted(briefs, key=lambda b: (start_of(b), tie(b.item)))[:most]


def too_far(story: Story, dated: date) -> bool:
    """Whether an event is so far ahead that no issue names it yet."""
    latest = (dated + COMING_WITHIN).isoformat()
    return min(t.event.start for t in story.tellings if t.event and _is_ahead(t.event, dated)) > latest


def start_of(brief: Brief) -> str:
    return brief.item.event.start if brief.item.event else ""


def of_event(story: Story, preferred: tuple[str, ...], known: Known, today: date) -> Brief:
    """A story as an event ahead, told by a telling that says when it is."""
    told = brief(story, preferred, known)
    if told.item.event and _is_ahead(told.item.event, today):
        return told
    knowing = tuple(t for t in story.tellings if t.event and _is_ahead(t.event, today))
    return brief(replace(story, tellings=knowing), preferred, known)
