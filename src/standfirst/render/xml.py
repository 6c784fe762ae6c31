"""XML as our feeds and lists have it: an element a line, every word of others' escaped."""

from __future__ import annotations

from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

from standfirst.model import tidy

OPENING = '<?xml version="1.0" encoding="utf-8"?>\n'


def element(name: str, words: str | None = None, /, **attributes: object) -> str:
    """An element that holds words; an empty one where there are only attributes, of which None are left out;
    nothing where there are neither."""
    if not attributes:
        return "" if words is None else f"<{name}>{_text(words)}</{name}>\n"
    told = "".join([f" {key}={_quoted(str(value))}" for key, value in attributes.items() if value is not None])
    return f"<{name}{told}/>\n" if words is None else f"<{name}{told}>{_text(words)}</{name}>\n"


def attribute(name: str, value: str | None) -> str:
    """An attribute with the space before it; nothing for None."""
    return "" if value is None else f" {name}={_quoted(value)}"


# The feeds of a site say most of their words several times.
@lru_cache(maxsize=2**12)
def _text(words: str) -> str:
    return escape(tidy(words))


@lru_cache(maxsize=2**12)
def _quoted(words: str) -> str:
    return quoteattr(tidy(words))
