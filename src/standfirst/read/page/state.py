"""Items that a page does not show but hands to its scripts: JSON-LD and the state that applications start from.

Such data have no common shape, but a list of pieces is a list of objects that each name a headline and an
address. The largest such list is taken.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from standfirst.model import Item, tidy
from standfirst.read import links
from standfirst.read.dates import when
from standfirst.read.page.markup import parse, plain

_HEADLINES = ("headline", "title", "name", "hed", "linktext", "link_text", "shorttitle", "displaytitle")
_LINKS = ("url", "uri", "link", "href", "permalink", "canonicalurl", "weburl", "path", "mainentityofpage", "@id")
_STANDFIRSTS = ("description", "standfirst", "summary", "excerpt", "dek", "abstract", "teaser", "subtitle")
_DATES = ("datepublished", "publishedat", "published", "publisheddate", "pubdate", "date", "firstpublished")
_KICKERS = ("kicker", "eyebrow", "overline", "supertitle", "flytitle")
_LONGEST_KICKER = 60
_BYLINES = ("byline", "author", "authors", "creator")
# Where a literal that may be JSON begins: the whole script is one, or it is assigned or passed.
_START = re.compile(r"(?:\A\s*|[=:(,]\s*)(?=[\[{]\s*[\"{\[])")
_SCRIPT = re.compile("<script", re.IGNORECASE)
_DEEPEST = 40
_MOST_SCRIPTS = 60
_MOST_STARTS = 60
_PLAIN_NAME = re.compile(r"[^a-z@]")


def stated_items(html: str, base: str) -> list[Item]:
    """The items of the largest list of pieces in any script of the page."""
    best: list[Item] = []
    if not _SCRIPT.search(html):
        return best
    for script in parse(html).css("script")[:_MOST_SCRIPTS]:
        text = script.text(deep=True) or ""
        if len(text) < 200 or not ("headline" in text or "title" in text or "name" in text):
            continue
        for value in _values(text):
            for found in _lists(value):
                items = [item for entry in found if (item := _item(entry, base)) is not None]
                if len(items) > len(best):
                    best = items
    return best


def _values(text: str) -> Iterator[Any]:
    """What a script holds as JSON: the whole of it, or the literals that it assigns somewhere."""
    decoder = json.JSONDecoder(strict=False)
    at = 0
    for _ in range(_MOST_STARTS):
        found = _START.search(text, at)
        if found is None:
            return
        try:
            value, at = decoder.raw_decode(text, found.end())
        except (ValueError, RecursionError):
            at = found.end() + 1
            continue
        if isinstance(value, list | dict) and value:
            yield value


def _lists(value: Any) -> Iterator[list[Mapping[str, Any]]]:
    """Every list of objects within a value, a list of wrapped objects unwrapped."""
    waiting: list[tuple[Any, int]] = [(value, 0)]
    while waiting:
        here, depth = waiting.pop()
        if depth > _DEEPEST:
            continue
        inner = list(here.values()) if isinstance(here, dict) else here
        objects = [_unwrapped(entry) for entry in inner if isinstance(entry, dict)]
        if len(objects) > 2:
            yield objects
        waiting.extend((entry, depth + 1) for entry in inner if isinstance(entry, dict | list))


def _unwrapped(entry: dict[str, Any]) -> Mapping[str, Any]:
    for name in ("item", "node", "attributes", "article"):
        if isinstance(inner := entry.get(name), dict):
            return inner
    return entry


def _item(entry: Mapping[str, Any], base: str) -> Item | None:
    named = {_PLAIN_NAME.sub("", str(name).lower()): value for name, value in entry.items()}
    headline, name = _text(named, _HEADLINES)
    address = next((a for n in _LINKS if (a := _words(named.get(n)))), None)
    link = links.resolve(address, base) if address else None
    if not headline or not link or len(headline) < 8:
        return None
    standfirst, _ = _text(named, _STANDFIRSTS)
    byline, _ = _text(named, _BYLINES)
    date, _ = _text(named, _DATES)
    kicker, _ = _text(named, _KICKERS)
    found = dict.fromkeys(
        ("link", "kicker", "standfirst", "byline", "published"), "the state its scripts start from"
    )
    return Item(
        link=link,
        headline=headline,
        standfirst=standfirst if standfirst != headline else None,
        byline=byline,
        kicker=kicker if kicker and len(kicker) <= _LONGEST_KICKER else None,
        published=when(date) if date else None,
        found=MappingProxyType({"headline": f"{name} in the state its scripts start from", **found}),
    )


def _text(named: Mapping[str, Any], names: tuple[str, ...]) -> tuple[str | None, str]:
    for name in names:
        if words := _words(named.get(name)):
            return tidy(plain(words)) or None, name
    return None, ""


def _words(value: Any) -> str | None:
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, list):
        parts = [part for entry in value[:8] if (part := _words(entry))]
        return ", ".join(parts) or None
    if isinstance(value, dict):
        return next((w for n in ("name", "@id", "rendered", "text", "url") if (w := _words(value.get(n)))), None)
    return None
