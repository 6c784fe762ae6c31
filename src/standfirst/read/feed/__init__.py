"""Feeds: RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0, JSON Feed 1 and 1.1, whole or broken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from standfirst.model import Item, Reading, Source, tidy
from standfirst.read import EMPTY, links, xml
from standfirst.read.decode import decode
from standfirst.read.feed import says as feed_says
from standfirst.read.feed import words as feed_words
from standfirst.read.feed.entry import Feed, base_of, read_entry
from standfirst.read.feed.json import MOST_ITEMS, read_json_feed
from standfirst.read.feed.parts import Parts, parts_of
from standfirst.read.feed.together import without_same_ends
from standfirst.read.finish import finish
from standfirst.read.sniff import is_json

_ENTRIES = frozenset(("item", "atom:entry", "entry"))
# What may be one, in any namespace: no other element need be looked at.
_MAY_BE = ("{*}item", "{*}entry", "{*}ITEM", "{*}ENTRY")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read_feed(
    body: bytes, url: str, *, source: Source | None, now: datetime | None, charset: str | None = None
) -> Reading:
    """The items of a feed, in its order. `url` is the feed's own address, `charset` what its server says. Never
    raises: what cannot be read is told in the complaints."""
    text, _ = decode(body, charset)
    reading = read_json_feed(text, url) if is_json(text) else _read_xml(text, url)
    complaints = list(reading.complaints)
    if text.count("\ufffd") > body.count(b"\xef\xbf\xbd"):
        complaints.append("some bytes are in no encoding that fits the rest")
    if not reading.items and not complaints:
        complaints.append("none of its entries has a title or a text" if reading.passed_over else EMPTY)
    items = finish(_once(reading.items), source=source, language=reading.language, now=now)
    return replace(reading, items=items, complaints=tuple(complaints), read_as="feed")


def _once(items: Iterable[Item]) -> Iterator[Item]:
    seen: set[tuple[str | None, str | None, str | None]] = set()
    for item in items:
        told = (item.link, item.headline, item.standfirst)
        if told not in seen:
            seen.add(told)
            yield item


def _read_xml(text: str, url: str) -> Reading:
    root, complaints = xml.tree(text)
    if root is None:
        return Reading(complaints=complaints or ("nothing of a feed can be read",))
    parts = _feed_parts(root)
    feed = _feed(root, parts, url)._replace(has_bases="xml:base" in text)
    items, passed_over = _items(root, feed)
    hub, topic = feed_says.hub_and_topic(parts, url)
    return Reading(
        items=tuple(items if feed.ours else without_same_ends(items)),
        complaints=complaints,
        follow=tuple(_next(parts, feed.base)),
        title=feed.title,
        language=_language(root, parts),
        passed_over=tuple(passed_over),
        wishes=feed_says.wishes(parts),
        hub=hub,
        topic=topic,
    )


def _items(root: xml.Element, feed: Feed) -> tuple[list[Item], list[str]]:
    items: list[Item] = []
    passed_over: list[str] = []
    entries = (e for e in root.iter(*_MAY_BE) if xml.name(str(e.tag)) in _ENTRIES)
    for number, entry in enumerate(entries, 1):
        if len(items) >= MOST_ITEMS:
            passed_over.append(f"all from entry {number} on: more than {MOST_ITEMS}")
            break
        item = read_entry(entry, feed)
        if item is None:
            passed_over.append(f"entry {number}: neither title nor description")
        else:
            items.append(item)
    return items, passed_over


def _feed_parts(root: xml.Element) -> Parts:
    """What the feed says of itself: in RSS within the channel, in Atom at the root."""
    parts = parts_of(root)
    for channel in parts.get("channel", ())[:1]:
        parts |= parts_of(channel)
    return parts


def _feed(root: xml.Element, parts: Parts, url: str) -> Feed:
    title = next((words for words in map(_title, parts.of("title", "atom:title")) if words), None)
    generators = {tidy(xml.words(e)).split("/")[0] for e in parts.of("generator", "atom:generator")}
    return Feed(_base(root, parts, url), title, "standfirst" in generators, _language(root, parts))


def _title(element: xml.Element) -> str:
    return feed_words.headline(xml.words(element))


def _base(root: xml.Element, parts: Parts, url: str) -> str:
    """What entries' links are relative to: in RSS, which does not say, the site that the channel names."""
    base = base_of(root, url)
    for element in parts.of("link", "atom:link"):
        href = element.get("href") or xml.words(element)
        is_site = (element.get("rel") or "alternate") == "alternate" and href.strip()
        if is_site and (xml.name(str(root.tag)) != "atom:feed" or links.resolve("/", base) is None):
            return links.resolve(href, base) or base
    return base


def _next(parts: Parts, base: str) -> Iterator[str]:
    for element in parts.links("next"):
        if address := links.resolve(element.get("href") or "", base):
            yield address


def _language(root: xml.Element, parts: Parts) -> str | None:
    return parts.words("language", "dc:language") or root.get(_XML_LANG) or None
