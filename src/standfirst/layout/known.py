"""What laying out needs to know beside the stories."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from standfirst import zones
from standfirst.model import Edit, Erratum, Item, Story


@dataclass(frozen=True, slots=True)
class Known:
    """What laying out needs to know beside the stories.

    By source id: `outlets`, who publishes it. By item id: the day it counts for (`days`) and, where known, the
    moment; for `copies` the kind and whose words they are; the words it has in common with the first telling of
    its story (`shared`); its `errata`; and all edits about it (`decided`). By story id: `affairs`, each from its
    first story to its last. By outlet: how many items it `printed` of late. `orders` are the edits that put items
    in an order. Days are those of the `zone`, where moments are known; the day of an item that was `met_first` is
    only the day on which its source was first asked.
    """

    outlets: Mapping[str, str]
    days: Mapping[str, date]
    copies: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    shared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    errata: Mapping[str, tuple[Erratum, ...]] = field(default_factory=dict)
    affairs: Mapping[str, tuple[Story, ...]] = field(default_factory=dict)
    moments: Mapping[str, datetime] = field(default_factory=dict)
    zone: str | None = None
    decided: Mapping[str, tuple[Edit, ...]] = field(default_factory=dict)
    printed: Mapping[str, int] = field(default_factory=dict)
    orders: tuple[Edit, ...] = ()
    met_first: frozenset[str] = frozenset()

    def for_readers_in(self, zone: str | None) -> Known:
        """The same with days by the clock of a zone."""
        if not zone:
            return self
        days = {name: zones.day_of(moment, zone) for name, moment in self.moments.items()}
        errata = {name: self._corrected(name, zone) for name in self.errata}
        return replace(self, days={**self.days, **days}, errata=errata, zone=zone)

    def _corrected(self, name: str, zone: str) -> tuple[Erratum, ...]:
        said = [edit for edit in self.decided.get(name, ()) if edit.kind == "erratum"]
        told = zip(self.errata[name], said, strict=True)
        return tuple(replace(erratum, dated=zones.day_of(edit.at, zone)) for erratum, edit in told)

    def copy(self, item: Item) -> tuple[str | None, str | None]:
        return self.copies.get(item.id, (None, None))

    def outlet(self, item: Item) -> str:
        return self.outlets.get(item.source_id, item.source_id)

    def dated(self, item: Item) -> Item:
        """The item with its date by the clock of the zone."""
        published = zones.as_written_in(item.published, self.zone)
        return item if published == item.published else replace(item, published=published)

    def outlets_of(self, story: Story) -> set[str]:
        """Who tells a story."""
        return {self.outlet(t) for t in story.tellings}

    def is_reworded(self, item: Item) -> bool:
        """Whether its headline is an editor's."""
        return any(edit.kind == "reword" for edit in self.decided.get(item.id, ()))

    def day(self, story: Story) -> date:
        """The newest day of any telling. Tellings that were met first count only where there are no others."""
        sure = [self.days[t.id] for t in story.tellings if t.id not in self.met_first]
        return max(sure or (self.days[t.id] for t in story.tellings))
