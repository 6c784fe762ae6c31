"""Items, stories and newsrooms for tests, with as few words as a test needs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from standfirst.config import Newsroom
from standfirst.flatplan import Frozen, digest
from standfirst.model import Issue, Item, Source, Story


def item(id: str, headline: str | None = None, **fields: Any) -> Item:
    """An item of the source "gazette", in English unless told otherwise."""
    known: dict[str, Any] = {"source_id": "gazette", "language": "en", "headline": headline or f"Headline {id}"}
    return Item(id=id, **(known | fields))


def story(*tellings: Item, **fields: Any) -> Story:
    return Story(id=tellings[0].id, tellings=tellings, **fields)


def a_newsroom(folder: Path, *sources: Source, **fields: Any) -> Newsroom:
    """A newsroom with these sources, all of which lies in a folder."""
    known: dict[str, Any] = {"title": "The Morning Line", "url": "https://news.example/", "contact": ""}
    known |= {"store": str(folder / "news.db"), "output": folder / "site", "outbox": folder / "outbox"}
    known |= {"allow_private": (), "pace": 0.0, "sources": sources, "editions": ()}
    return Newsroom(**(known | fields))


def as_frozen(issue: Issue) -> Frozen:
    """An issue as it is kept, to be opened."""
    return Frozen(issue.edition_id, issue.number, issue.dated, digest(issue), lambda: issue)
