"""What an article page declares of itself: JSON-LD and meta elements, as plain texts by name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from standfirst.model import Kind
from standfirst.read.page.markup import Tree

_MOST_DATA = 400_000
_DEEPEST = 12
_MOST_NODES = 4000
_BROKEN = re.compile(r"[\x00-\x1f]+")
_WRAPPED = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*.*?\*/|<!\[CDATA\[)?\s*|\s*(?:-->|//\s*\]\]>|\]\]>)?\s*;?\s*$"
)

_KINDS: dict[str, Kind] = {
    "LiveBlogPosting": "live",
    "VideoObject": "video",
    "Clip": "video",
    "AudioObject": "audio",
    "PodcastEpisode": "audio",
    "RadioEpisode": "audio",
    "ImageGallery": "gallery",
    "MediaGallery": "gallery",
    "Event": "event",
    "DonateAction": "appeal",
    "PublicationIssue": "magazine",
}
_ARTICLE = re.compile(
    r"(?:News|Reportage\w*|Analysis\w*|Opinion\w*|Background\w*|AskPublic\w*|Review\w*|Advertiser\w*|Tech|Satirical"
    r"|Scholarly|Social\w*|)Article$|BlogPosting$|^Report$|^Review$|^Recipe$"
)


def declared(tree: Tree) -> dict[str, Any] | None:
    """The JSON-LD record of the page's own article, None where it has none. Live blogs, articles and pieces of
    other kinds are preferred in that order; a page about an organisation or a list is no article."""
    best: tuple[int, dict[str, Any]] | None = None
    for record in _records(tree):
        rank = _rank(record)
        if rank and (best is None or rank > best[0]):
            best = (rank, record)
    return best[1] if best else None


def kind_of(record: dict[str, Any]) -> Kind:
    """The kind that a JSON-LD record is of."""
    return next((_KINDS[name] for name in _types(record) if name in _KINDS), "article")


def _rank(record: dict[str, Any]) -> int:
    if not any(record.get(name) for name in ("headline", "name")):
        return 0
    types = _types(record)
    if "LiveBlogPosting" in types:
        return 4
    if any(_ARTICLE.search(name) for name in types):
        return 3 if record.get("headline") else 2
    return 1 if any(name in _KINDS for name in types) else 0


def _types(record: dict[str, Any]) -> list[str]:
    named = record.get("@type")
    names = named if isinstance(named, list) else [named]
    return [str(name).rpartition("/")[2] for name in names if name]


def _records(tree: Tree) -> Iterator[dict[str, Any]]:
    left = _MOST_DATA
    for script in tree.css('script[type*="ld+json" i]'):
        text = script.text() or ""
        left -= len(text)
        if left < 0:
            return
        yield from _walk(_loaded(text))


def _loaded(text: str) -> Any:
    text = _WRAPPED.sub("", text)
    for form in (text, _BROKEN.sub(" ", text)):
        try:
            return json.loads(form, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(data: Any) -> Iterator[dict[str, Any]]:
    """All records, those of the page before those within them."""
    level, seen = [data], 0
    for _ in range(_DEEPEST):
        below: list[Any] = []
        for node in level:
            seen += 1
            if isinstance(node, dict):
                yield node
                below += [node[name] for name in ("@graph", "mainEntity", "mainEntityOfPage") if node.get(name)]
            elif isinstance(node, list):
                below += node
        if not below or seen > _MOST_NODES:
            return
        level = below


def text_of(value: Any) -> str:
    """The text of a JSON-LD value: its own, its name, its address, those of its parts."""
    match value:
        case str():
            return value
        case dict():
            return text_of(value.get("name") or value.get("url") or value.get("@value") or value.get("contentUrl"))
        case list():
            return ", ".join(part for part in map(text_of, value[:10]) if part)
        case int() | float():
            return str(value)
    return ""


def metas(tree: Tree) -> dict[str, str]:
    """The page's meta elements and marked parts by lower-case name or property, the first of each."""
    found: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        marks = node.attributes
        name = marks.get("property") or marks.get("name") or marks.get("itemprop") or marks.get("http-equiv")
        content = (marks.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found
