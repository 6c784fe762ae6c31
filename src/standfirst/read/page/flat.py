"""The flat forms in which frameworks send their state: lists whose members name one another by their places
(devalue, turbo-stream, Qwik), objects named apart from their order (Redux), and values in pairs with the number of
their type (islands of Astro).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# What stands around the place of a value; a date stands there itself.
_WRAPPERS = frozenset(("ShallowReactive", "Reactive", "Ref", "ShallowRef", "EmptyRef", "Island", "Date", "D"))
_DATES = frozenset(("Date", "D"))
_MOST_TYPES = 12
_DEEPEST = 40
_MOST_BESIDE = 12
_LONGEST_PLACE = 8


def unflattened(value: Any) -> Any:
    """The value that a flat list stands for; any other value as it is."""
    if not isinstance(value, list) or len(value) < 3:
        return value
    first = value[0]
    named = isinstance(first, dict) and bool(first) and all(key.startswith("_") for key in first)
    if not (named or (isinstance(first, list) and len(first) == 2 and isinstance(first[0], str))):
        return value
    laid = _laid(value)
    for flat, whole in zip(value, laid, strict=True):
        if isinstance(flat, dict):
            whole.update(
                {_name(key, value) if named else key: _at(place, value, laid) for key, place in flat.items()}
            )
        elif isinstance(flat, list):
            whole.extend(_at(place, value, laid) for place in flat if not isinstance(place, str))
    return _at(0, value, laid)


def _laid(flat: list[Any]) -> list[Any]:
    """As many values as a flat list has, its objects and lists still empty."""
    return [({} if isinstance(value, dict) else [] if isinstance(value, list) else value) for value in flat]


def _name(key: str, value: list[Any]) -> str:
    """The name that "_12" stands for, which is told at place 12."""
    place = int(key[1:]) if key[1:].isdecimal() and len(key) < 9 else len(value)
    return str(value[place]) if place < len(value) else key


def _at(place: Any, value: list[Any], laid: list[Any]) -> Any:
    for _ in range(_MOST_TYPES):
        if not isinstance(place, int) or isinstance(place, bool) or not 0 <= place < len(value):
            return None
        inner = value[place]
        if not (
            isinstance(inner, list) and len(inner) == 2 and isinstance(inner[0], str) and inner[0] in _WRAPPERS
        ):
            return laid[place]
        if inner[0] in _DATES:
            return inner[1]
        place = inner[1]
    return None


def unnumbered(value: Any) -> Any:
    """What a list holds whose members name one another by their places in base 36; any other value as it is."""
    flat = value.get("objs") if isinstance(value, Mapping) else None
    if not isinstance(flat, list):
        return value
    laid = _laid(flat)
    for told, whole in zip(flat, laid, strict=True):
        if isinstance(told, dict):
            whole.update({key: _named(place, laid) for key, place in told.items()})
        elif isinstance(told, list):
            whole.extend(_named(place, laid) for place in told)
    return laid


def _named(place: Any, laid: list[Any]) -> Any:
    short = isinstance(place, str) and 0 < len(place) < _LONGEST_PLACE and place.isascii() and place.isalnum()
    number = int(place, 36) if short else len(laid)
    return laid[number] if number < len(laid) else None


def in_order(value: dict[str, Any]) -> None:
    """Puts objects that are named one by one into the order in which a list beside them names them."""
    listed = [inner for inner in value.values() if isinstance(inner, list) and len(inner) > 1]
    for order in listed if len(value) <= _MOST_BESIDE else ():
        names = dict.fromkeys(map(str, order)) if all(isinstance(name, str | int) for name in order) else {}
        for key, inner in value.items():
            if names and isinstance(inner, dict) and inner.keys() == names.keys():
                value[key] = {name: inner[name] for name in names}


def unpaired(value: Any) -> Any:
    """An object without the pairs in which all of its values stand; any other value as it is."""
    if not isinstance(value, Mapping) or not value or not all(map(_is_pair, value.values())):
        return value
    return {key: _unpaired(inner, 0) for key, inner in value.items()}


def _is_pair(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and isinstance(value[0], int) and value[0] < _MOST_TYPES


def _unpaired(value: Any, depth: int) -> Any:
    if depth > _DEEPEST or not _is_pair(value):
        return value
    inner = value[1]
    if isinstance(inner, list):
        return [_unpaired(one, depth + 1) for one in inner]
    return {key: _unpaired(one, depth + 1) for key, one in inner.items()} if isinstance(inner, dict) else inner
