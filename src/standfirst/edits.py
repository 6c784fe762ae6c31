"""The editor's last word: spike, kill, lead, reword and place, applied to stories after they are joined.

"Together" and "apart" are constraints that join obeys; the rest hangs on item ids too, since stories come and
go. Later edits win over earlier ones. What is killed or corrected in issues that are out is told in `amending`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from standfirst import zones
from standfirst.model import Edit, Erratum, Item, Story, tidy


def apply(edits: Sequence[Edit], stories: Iterable[Story]) -> list[Story]:
    """Stories as the editor wants them, in the order given.

    A spiked or killed item takes its whole story with it; a led one makes its story a lead and comes first in it,
    the one led last before others.
    """
    words = {i: e for e in edits if e.kind == "reword" for i in e.about}
    placed = {i: e for e in edits if e.kind == "place" for i in e.about}
    led = {i: n for n, e in enumerate(edits, 1) if e.kind == "lead" for i in e.about}
    gone = set(spiked(edits))
    kept = (s for s in stories if not any(t.id in gone for t in s.tellings))
    return [_edited(s, words, placed, led) for s in kept]


def spiked(edits: Iterable[Edit]) -> dict[str, Edit]:
    """The items that keep their stories out of print, each with the edit that says so last."""
    return {i: e for e in edits if e.kind in ("spike", "kill") for i in e.about}


def withdrawn(edits: Sequence[Edit], zone: str | None = None) -> dict[str, date]:
    """The items that were killed, each with the first day that it was, in a zone."""
    return {i: zones.day_of(e.at, zone) for e in reversed(edits) if e.kind == "kill" for i in e.about}


def errata(edits: Sequence[Edit], zone: str | None = None) -> dict[str, tuple[Erratum, ...]]:
    """The errata to items, dated by days in a zone, oldest first."""
    told: dict[str, tuple[Erratum, ...]] = {}
    for e in edits:
        for i in e.about if e.kind == "erratum" else ():
            told[i] = (*told.get(i, ()), Erratum(zones.day_of(e.at, zone), tidy(e.value or "")))
    return told


def _edited(story: Story, words: dict[str, Edit], placed: dict[str, Edit], led: dict[str, int]) -> Story:
    tellings = tuple(_placed(_reworded(t, words.get(t.id)), placed.get(t.id)) for t in story.tellings)
    first = tuple(sorted((t for t in tellings if t.id in led), key=lambda t: -led[t.id]))
    rest = tuple(t for t in tellings if t.id not in led)
    return replace(story, tellings=first + rest, lead=max((led[t.id] for t in first), default=0))


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
