"""What an article page declares of itself: JSON-LD and meta elements, as plain texts by name."""

from __future__ import annotations

import re
from typing import Any

from standfirst.model import Kind
from standfirst.read.page.jsonld import KIND_OF_TYPE, records, types_of
from standfirst.read.page.markup import Tree

# Where a page tells its own article, not those that it leads to.
_OWN = ("@graph", "mainEntity", "mainEntityOfPage")
_ARTICLE = re.compile(
    r"(?:News|Reportage\w*|Analysis\w*|Opinion\w*|Background\w*|AskPublic\w*|Review\w*|Advertiser\w*|Tech|Satirical"
    r"|Scholarly|Social\w*|)Article$|BlogPosting$|^Report$|^Review$|^Recipe$"
)


def declared(html: str) -> dict[str, Any] | None:
    """The JSON-LD record of the page's own article, None where it has none. Live blogs, articles and pieces of
    other kinds are preferred in that order; a page about an organisation or a list is no article."""
    best: tuple[int, dict[str, Any]] | None = None
    for record, _ in records(html, _OWN):
        rank = _rank(record)
        if rank and (best is None or rank > best[0]):
            best = (rank, record)
    return best[1] if best else None


def kind_of(record: dict[str, Any]) -> Kind:
    """The kind that a JSON-LD record is of."""
    return next((KIND_OF_TYPE[name] for name in types_of(record) if name in KIND_OF_TYPE), "article")


def _rank(record: dict[str, Any]) -> int:
    if not any(record.get(name) for name in ("headline", "name")):
        return 0
    types = types_of(record)
    if "LiveBlogPosting" in types:
        return 4
    if any(_ARTICLE.search(name) for name in types):
        return 3 if record.get("headline") else 2
    return 1 if any(name in KIND_OF_TYPE for name in types) else 0


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
