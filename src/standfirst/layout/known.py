"""What laying out needs to know beside the stories."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from standfirst.model import Erratum, Item, Story


@dataclass(frozen=True, slots=True)
class Known:
    """What laying out needs to know beside the stories: who publishes an item, and the day it counts for; which
    items are copies (of what kind, of whose words), what each shares with its story's first telling; what an
    editor says was wrong in it; and the affair of a story, from its first story to its last."""

    outlets: Mapping[str, str]
    days: Mapping[str, date]
    copies: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    shared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    errata: Mapping[str, tuple[Erratum, ...]] = field(default_factory=dict)
    affairs: Mapping[str, tuple[Story, ...]] = field(default_factory=dict)

    def copy(self, item: Item) -> tuple[str | None, str | None]:
        return self.copies.get(item.id, (None, None))

    def outlet(self, item: Item) -> str:
        return self.outlets.get(item.source_id, item.source_id)

    def day(self, story: Story) -> date:
        """The newest day any telling is dated, or was first seen where it bears no date."""
        return max(self.days[t.id] for t in story.tellings)
