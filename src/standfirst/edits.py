"""The editor's last word: spike, kill, lead, reword and place, applied to stories after they are joined.

"Together" and "apart" are constraints that join obeys; the rest hangs on item ids too, since stories come and
go. Later edits win over earlier ones. What is killed or corrected in issues that are out is told in `amending`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date

from standfirst.model import Edit, Erratum, Item, Story, tidy


def apply(edits: Sequence[Edit], stories: Iterable[Story]) -> list[Story]:
    """Stories as the editor wants them, in the order given.

    A spiked or killed item takes its whole story with it; a led one makes its story a lead and comes first in it.
    """
    words = {i: e for e in edits if e.kind == "reword" for i in e.about}
    placed = {i: e for e in edits if e.kind == "place" for i in e.about}
    spiked = {i for e in edits if e.kind in ("spike", "kill") for i in e.about}
    led = {i for e in edits if e.kind == "lead" for i in e.about}
    kept = (s for s in stories if not any(t.id in spiked for t in s.tellings))
    return [_edited(s, words, placed, led) for s in kept]


def withdrawn(edits: Sequence[Edit]) -> dict[str, date]:
    """The items that were killed, each with the first day (UTC) it was."""
    return {i: _day(e) for e in reversed(edits) if e.kind == "kill" for i in e.about}


def errata(edits: Sequence[Edit]) -> dict[str, tuple[Erratum, ...]]:
    """The errata to items, oldest first."""
    told: dict[str, tuple[Erratum, ...]] = {}
    for e in edits:
        for i in e.about if e.kind == "erratum" else ():
            told[i] = (*told.get(i, ()), Erratum(_day(e), tidy(e.value or "")))
    return told


def _day(edit: Edit) -> date:
    return edit.at.astimezone(UTC).date()


def _edited(story: Story, words: dict[str, Edit], placed: dict[str, Edit], led: set[str]) -> Story:
    tellings = tuple(_placed(_reworded(t, words.get(t.id)), placed.get(t.id)) for t in story.tellings)
    first = tuple(t for t in tellings if t.id in led)
    rest = tuple(t for t in tellings if t.id not in led)
    return replace(story, tellings=first + rest, lead=bool(first))


def _reworded(item: Item, edit: Edit | None) -> Item:
    if edit is None or not tidy(edit.value or ""):
        return item
    return replace(
        item, headline=tidy(edit.value or ""), found={**item.found, "headline": f"reworded by {edit.by}"}
    )


def _placed(item: Item, edit: Edit | None) -> Item:
    if edit is None:
        return item
    places = tuple((edit.value or "").split())
    return replace(item, places=places, found={**item.found, "places": f"placed by {edit.by}"})
