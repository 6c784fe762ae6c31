"""Items of a listing page: home, section, archive, blog, whatever lists pieces."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from standfirst.model import Reading, Source
from standfirst.read import microdata
from standfirst.read.finish import finish
from standfirst.read.markup import Tree, parse, words_of


def read_listing(html: str, url: str, *, source: Source | None, now: datetime | None) -> Reading:
    """The items of a listing page, in its order. `url` resolves its links. Never raises."""
    tree = parse(html)
    base = microdata.base_of(tree, url)
    reading = Reading(read_as="listing", title=_title(tree), language=_declared_language(tree))
    items = tuple(microdata.declared_items(tree, base)) if microdata.is_ours(tree) else ()
    finished = finish(items, source=source, language=reading.language, now=now)
    return replace(reading, items=finished)


def _title(tree: Tree) -> str | None:
    title = tree.css_first("title")
    return words_of(title) or None if title is not None else None


def _declared_language(tree: Tree) -> str | None:
    root = tree.root
    return (root.attributes.get("lang") or None) if root is not None else None
