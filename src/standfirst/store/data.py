"""Appeals, events and enclosures as JSON and back, exactly: sums are kept as they are written, never as floats."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from standfirst.model import Appeal, Enclosure, Event


def plain(value: Appeal | Event | Enclosure) -> dict[str, Any]:
    """Its fields that are not None, as values of JSON."""
    fields = asdict(value)
    return {name: str(v) if isinstance(v, Decimal) else v for name, v in fields.items() if v is not None}


def as_json(value: Appeal | Event | None) -> str | None:
    return json.dumps(plain(value), ensure_ascii=False) if value else None


def all_as_json(values: Iterable[Enclosure]) -> str | None:
    listed = [plain(value) for value in values]
    return json.dumps(listed, ensure_ascii=False) if listed else None


def appeal_of(record: Mapping[str, Any] | None) -> Appeal | None:
    if not record:
        return None
    sums = {name: Decimal(record[name]) for name in ("goal", "raised") if record.get(name) is not None}
    return Appeal(**sums, currency=record.get("currency"))


def event_of(record: Mapping[str, Any] | None) -> Event | None:
    return Event(**record) if record else None


def enclosures_of(record: Iterable[Mapping[str, Any]] | None) -> tuple[Enclosure, ...]:
    return tuple(Enclosure(**each) for each in record or ())
