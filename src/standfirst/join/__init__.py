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

__all__ = ["MET_FIRST", "Seen", "Stands", "addressed", "affairs", "copies", "join", "look", "shared", "why"]


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
