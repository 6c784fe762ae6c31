"""Nouns as JSON and back, exactly: equal in, equal out. Sums are kept as they are written, never as floats."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from types import MappingProxyType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

Noun = TypeVar("Noun")


def as_json(value: object, *, in_order: bool = False) -> str:
    """A value as JSON, the names `in_order` of the alphabet or as they come."""
    return json.dumps(value, default=_plain, ensure_ascii=False, sort_keys=in_order)


def fields_of(value: Any) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def told(value: Any) -> dict[str, Any]:
    """The fields of a noun that are not None, as JSON holds them."""
    return {name: str(v) if isinstance(v, Decimal) else v for name, v in fields_of(value).items() if v is not None}


def _plain(value: object) -> object:
    if is_dataclass(value):
        return fields_of(value)
    if isinstance(value, Mapping):
        return dict(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def made_of(kind: type[Noun], record: Any) -> Noun:
    """A value of this type, from what JSON held of one. Fields that a later model added have their defaults."""
    make = _maker(kind)  # type: ignore[arg-type]
    made: Noun = make(record) if make else record
    return made


@cache
def _maker(kind: Any) -> Callable[[Any], Any] | None:
    """What makes a value of a type from JSON's; None where JSON's is one."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is UnionType:  # of None and another
        return _maker(inner[0])
    if origin is tuple:
        make = _maker(inner[0])
        return (lambda listed: tuple(map(make, listed))) if make else tuple
    if origin is Mapping:
        return MappingProxyType
    if kind in (date, datetime):
        return kind.fromisoformat  # type: ignore[no-any-return]
    return _of_fields(kind) if is_dataclass(kind) else Decimal if kind is Decimal else None


def _of_fields(kind: Any) -> Callable[[dict[str, Any]], Any]:
    makers = {name: make for name, of in get_type_hints(kind).items() if (make := _maker(of))}

    def made(record: dict[str, Any]) -> Any:
        held = {name: make(record[name]) for name, make in makers.items() if record.get(name) is not None}
        return kind(**{**record, **held})

    return made
