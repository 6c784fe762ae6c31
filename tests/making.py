"""Items and stories for tests, with as few words as a test needs."""

from __future__ import annotations

from typing import Any

from standfirst.flatplan import Frozen, digest
from standfirst.model import Issue, Item, Story


def item(id: str, headline: str | None = None, **fields: Any) -> Item:
    """An item of the source "gazette", in English unless told otherwise."""
    known: dict[str, Any] = {"source_id": "gazette", "language": "en", "headline": headline or f"Headline {id}"}
    return Item(id=id, **(known | fields))


def story(*tellings: Item, **fields: Any) -> Story:
    return Story(id=tellings[0].id, tellings=tellings, **fields)


def as_frozen(issue: Issue) -> Frozen:
    """An issue as it is kept, to be opened."""
    return Frozen(issue.edition_id, issue.number, issue.dated, digest(issue), lambda: issue)
