"""Appeals and events as plain values of JSON: what our own feeds say, and schema.org's events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from standfirst.model import Appeal, Event, tidy
from standfirst.read.media import sum_of
from standfirst.read.stamps import stamp


def appeal_of(told: Any) -> Appeal | None:
    """The appeal of {"goal": "10000", "raised": "6350", "currency": "EUR"}."""
    if not isinstance(told, Mapping):
        return None
    goal, raised = (sum_of(words) if (words := _text(told.get(name))) else None for name in ("goal", "raised"))
    if goal is None and raised is None:
        return None
    return Appeal(goal, raised, _text(told.get("currency")) or None)


def event_of(told: Any) -> Event | None:
    """The event of {"start": "2025-06-04", "end": "2025-06-06", "where": "The old mill"}."""
    if not isinstance(told, Mapping) or not (start := _text(told.get("start"))) or not stamp(start):
        return None
    end = _text(told.get("end"))
    return Event(start, end if stamp(end) else None, _text(told.get("where")) or None)


def _text(value: Any) -> str:
    return tidy(value) if isinstance(value, str) else ""
