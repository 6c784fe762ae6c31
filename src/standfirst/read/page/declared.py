"""Feeds that a page declares: what a program for feeds would find on it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from standfirst.model import tidy
from standfirst.read.links import resolve
from standfirst.read.page.markup import Node, parse

_TAGS = re.compile(rb"<(?:link|base)\b[^<>]{1,2000}>", re.IGNORECASE)
_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_MOST_TAGS = 500
# Weblogs declare, beside what they publish, what their readers answered to it.
_COMMENTS = re.compile(r"\bcomments?\b|\bcomentarios\b|\bcommentaires\b|\bkommentare?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Declared:
    """A feed as its page names it; the address is absolute."""

    url: str
    title: str


def feeds(body: bytes, url: str) -> tuple[Declared, ...]:
    """The feeds that the HTML page at `url` declares, each once, in its order. Never raises."""
    if b"alternate" not in body.lower():
        return ()
    # Only these tags are looked at, so that a whole page need not be parsed for them.
    tags = b"".join(_TAGS.findall(body)[:_MOST_TAGS]).decode("utf-8", "replace")
    tree = parse(tags)
    base = next((node.attributes.get("href") for node in tree.css("base[href]")), None)
    here = (resolve(base, url) if base else None) or url
    found = [declared for node in tree.css("link[href]") if (declared := _declared(node, here))]
    named = {declared.url: declared for declared in reversed(found)}
    told = tuple(named[address] for address in dict.fromkeys(declared.url for declared in found))
    return tuple(d for d in told if not _COMMENTS.search(f"{d.url} {d.title}")) or told


def _declared(node: Node, base: str) -> Declared | None:
    told = node.attributes
    kind = (told.get("type") or "").partition(";")[0].strip().lower()
    if "alternate" not in (told.get("rel") or "").lower().split() or kind not in _TYPES:
        return None
    address = resolve(told.get("href") or "", base)
    return Declared(address, tidy(told.get("title") or "")) if address else None
