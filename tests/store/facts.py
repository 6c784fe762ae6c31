"""Small facts of the tests' own making."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from standfirst.model import Item, Visit

MORNING = datetime(2026, 3, 5, 7, 30, tzinfo=UTC)
NOON = MORNING + timedelta(hours=4, minutes=30)
EVENING = MORNING + timedelta(hours=11)
TOMORROW = MORNING + timedelta(days=1)


def an_item(number: int = 1, **fields: Any) -> Item:
    """An item of the harbour's paper, complete in itself; `fields` go before."""
    told: dict[str, Any] = {
        "id": f"item-{number}",
        "source_id": "harbour",
        "link": f"https://harbour.example/{number}",
        "headline": f"Ferry {number} sails again",
    }
    return Item(**{**told, **fields})


def a_visit(at: datetime = MORNING, **fields: Any) -> Visit:
    told: dict[str, Any] = {"source_id": "harbour", "url": "https://harbour.example/", "outcome": "new"}
    return Visit(at=at, reason="answered (200)", **{**told, **fields})
