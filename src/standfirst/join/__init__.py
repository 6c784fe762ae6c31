"""Items that tell one story, joined: across sites and languages, the same whatever order they came in.

Arrays are numpy's; this module imports it only when there is something to join.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from standfirst.join.addresses import addressed
from standfirst.join.affairs import Seen, affairs, look
from standfirst.join.copies import copies
from standfirst.join.reasons import Stands, shared, why
from standfirst.join.tellings import MET_FIRST
from standfirst.model import Edit, Item, Story

if TYPE_CHECKING:
    from standfirst.join.settled import Settled

__all__ = [
    "MET_FIRST",
    "Seen",
    "Stands",
    "addressed",
    "affairs",
    "alike",
    "beside",
    "copies",
    "join",
    "look",
    "seen",
    "settle",
    "shared",
    "version",
    "why",
]


def join(
    items: Iterable[Item],
    edits: Sequence[Edit] = (),
    vectors: Mapping[str, Any] | None = None,
    settled: Settled | None = None,
) -> list[Story]:
    """The stories that items tell, oldest first; every item is in exactly one.

    Edits "together" and "apart" are obeyed, the later one where two speak of the same pair of items.
    `vectors` are rows of numbers by item id, all of one length; an item may lack one. What is `settled` of
    these items is not looked at again, but for those that are no longer what they were.
    """
    from standfirst.join.stories import stories

    return stories(items, edits, vectors or None, settled)


def settle(items: Iterable[Item], vectors: Mapping[str, Any] | None = None) -> Settled:
    """What joining finds of items, so that later ones can be joined to them at the cost of the later ones."""
    from standfirst.join.stories import settle as settled

    return settled(items, vectors or None)


def seen(items: Iterable[Item], edits: Sequence[Edit] = ()) -> str:
    """A digest of what `join` sees of items and edits: while it and `version` stay the same, so do the stories."""
    from standfirst.join.settled import name_of

    return name_of(items, edits)


def version() -> str:
    """A mark that changes with anything in the program that could join the same items otherwise."""
    from standfirst.join.settled import version as settles

    return settles()


def beside(settled: Settled, items: Sequence[Item]) -> list[Item]:
    """The items that joining still looks at when others are settled: only these need vectors."""
    from standfirst.join.settled import near

    return near(settled, items)


def alike(pairs: Sequence[tuple[Item, Item]], vectors: Mapping[str, Any] | None = None) -> list[float]:
    """How alike the two items of each pair are, on a scale of its own: more is more alike."""
    from standfirst.join.stories import alike as weighed

    return weighed(pairs, vectors or None) if pairs else []
