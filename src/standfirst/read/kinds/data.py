"""What an appeal asks for and when an event takes place, where only an item's words tell it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

KINDS = ("appeal", "event")

_AHEAD = timedelta(days=2)


def tell(told: dict[str, Any], latest: str | None) -> None:
    """Fill the appeal or event of an item of that kind from its words; `told` are its fields. Days without a year
    lie ahead of the day the item bears, or of now; `latest` is two days after that."""
    kind = told["kind"]
    if told[kind]:
        return
    headline, standfirst = told["headline"] or "", told["standfirst"] or ""
    if kind == "appeal":
        from standfirst.read.kinds.sums import appeal_of

        told[kind] = appeal_of(headline, standfirst)
    else:
        from standfirst.read.kinds.event_days import event_of

        told[kind] = event_of(headline, standfirst, told["language"], _announced(told["published"], latest))
    if told[kind]:
        told["found"][kind] = "its words"


def _announced(published: str | None, latest: str | None) -> date | None:
    try:
        if published:
            return date.fromisoformat(published[:10])
        return date.fromisoformat(latest) - _AHEAD if latest else None
    except ValueError:
        return None
