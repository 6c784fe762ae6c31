"""A digest of all that a story can say on any page: while it stays the same, so do the pages that tell the
story."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from standfirst import places
from standfirst.flatplan import digest
from standfirst.layout.known import Known
from standfirst.model import Item, Story

# All fields, also those that come later; only how an item was recovered is printed nowhere.
_of_item = attrgetter(*(field.name for field in fields(Item) if field.name != "found"))
_of_story = attrgetter(*(field.name for field in fields(Story) if field.name != "tellings"))


class MarkedStory(NamedTuple):
    """A story with what planning asks of it: its digest, its day, the countries it speaks of with the regions that
    hold them, whether it tells of an event, and whether it can be heard."""

    story: Story
    made_of: str
    day: date
    places: frozenset[str]
    event: bool
    heard: bool


def marked(story: Story, known: Known) -> MarkedStory:
    tellings = story.tellings
    countries = {place for item in tellings for place in item.places}
    return MarkedStory(
        story,
        made_of(story, known),
        known.day(story),
        frozenset(countries.union(*map(places.holders, countries))),
        any(item.event for item in tellings),
        any(map(is_heard, tellings)),
    )


def is_heard(item: Item) -> bool:
    return any(file.medium == "audio" for file in item.enclosures)


def made_of(story: Story, known: Known) -> str:
    """All that is told of a story wherever it stands, but for its affair."""
    return digest((_of_story(story), [_telling(item, known) for item in story.tellings]))


def _telling(item: Item, known: Known) -> tuple[object, ...]:
    name = item.id
    beside = known.outlet(item), known.days.get(name), known.copies.get(name), known.shared.get(name)
    return _of_item(item), beside, known.errata.get(name), known.is_reworded(item), name in known.met_first


def all_of(stories: Iterable[MarkedStory]) -> str:
    return " ".join([each.made_of for each in stories])
