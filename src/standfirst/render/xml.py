"""XML as our feeds and lists have it: an element a line, every word of others' escaped."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from standfirst.model import tidy

OPENING = '<?xml version="1.0" encoding="utf-8"?>\n'


def element(name: str, words: str | None = None, /, **attributes: object) -> str:
    """An element that holds words; an empty one where there are only attributes, of which None are left out;
    nothing where there are neither."""
    if words is None and not attributes:
        return ""
    opened = f"{name}{''.join(map(attribute, attributes, attributes.values()))}"
    return f"<{opened}/>\n" if words is None else f"<{opened}>{escape(tidy(words))}</{name}>\n"


def attribute(name: str, value: object) -> str:
    """An attribute with the space before it; nothing for None."""
    return "" if value is None else f" {name}={quoteattr(tidy(str(value)))}"
