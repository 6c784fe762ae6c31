"""The rules of RSS 2.0, Atom 1.0 (RFC 4287), JSON Feed 1.1 and OPML 2.0 that a validator holds feeds to.

Each function gives the rules that are broken, as sentences; a valid feed gives none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
_TAG = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*\Z")
_RFC822 = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (?:[+-]\d{4}|GMT)\Z"
)
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)\Z")
_W3CDTF = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?)?)?\Z")

_RSS_CHANNEL = {"title", "link", "description", "language", "lastBuildDate", "generator", "item"}
_RSS_ITEM = {"title", "link", "description", "guid", "pubDate", "category", "enclosure", "source", "author"}
_ATOM_FEED = {"id", "title", "subtitle", "updated", "author", "link", "generator", "entry", "category", "icon"}
_ATOM_ENTRY = {"id", "title", "link", "summary", "content", "published", "updated", "author", "category", "source"}


def _is_absolute(address: str | None) -> bool:
    parts = urlsplit(address or "")
    return parts.scheme in ("http", "https", "urn", "tag") and bool(parts.netloc or parts.path)


def _rfc822(text: str) -> bool:
    return bool(_RFC822.match(text)) and parsedate_to_datetime(text).strftime("%a") == text[:3]


def _rfc3339(text: str) -> bool:
    return bool(_RFC3339.match(text)) and datetime.fromisoformat(text).tzinfo is not None


def _language(text: str) -> bool:
    return bool(_TAG.match(text))


def _once(parent: etree._Element, names: Iterable[str], *, needed: bool) -> Iterator[str]:
    for name in names:
        count = len(parent.findall(name))
        if count > 1 or (needed and not count):
            yield f"{parent.tag!r} has {count} of {name}"


def _each(parent: etree._Element, name: str, holds: Callable[[str], object]) -> Iterator[str]:
    for element in parent.findall(name):
        if not holds(element.text or ""):
            yield f"{name} may not be {element.text or ''!r}"


def _known(parent: etree._Element, namespace: str, names: set[str]) -> Iterator[str]:
    for child in parent:
        tag = str(child.tag)
        if (tag.startswith("{") and tag.startswith(namespace or "-")) or (not namespace and "{" not in tag):
            local = tag.removeprefix(namespace)
            if local not in names:
                yield f"{parent.tag!r} may not hold {local}"


def _unique(values: list[str | None], what: str) -> Iterator[str]:
    if len(set(values)) < len(values) or not all(values):
        yield f"{what} are not unique, or empty"


def _dublin_core(element: etree._Element) -> Iterator[str]:
    yield from _each(element, DC + "date", _W3CDTF.match)
    yield from _each(element, DC + "language", _language)
    tag = element.get("{http://www.w3.org/XML/1998/namespace}lang")
    if tag is not None and not _language(tag):
        yield f"xml:lang may not be {tag!r}"


def faults_of_rss(body: bytes) -> list[str]:
    root = etree.fromstring(body)
    channel = root.find("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or channel is None:
        return ["no rss 2.0 with a channel"]
    items = channel.findall("item")
    links = [e for e in channel.findall(ATOM + "link") if e.get("rel") == "self"]
    faults = [
        *_once(channel, ("title", "link", "description"), needed=True),
        *_once(channel, ("language", "lastBuildDate", "generator"), needed=False),
        *_known(channel, "", _RSS_CHANNEL),
        *_each(channel, "link", _is_absolute),
        *_each(channel, "language", _language),
        *_each(channel, "lastBuildDate", _rfc822),
        *_unique([item.findtext("guid") for item in items], "guids"),
    ]
    if len(links) != 1 or not _is_absolute(links[0].get("href")):
        faults.append("no link to itself")
    return faults + [fault for item in items for fault in _rss_item(item)]


def _rss_item(item: etree._Element) -> Iterator[str]:
    if not item.findtext("title") and not item.findtext("description"):
        yield "an item has neither title nor description"
    yield from _known(item, "", _RSS_ITEM)
    yield from _once(item, ("title", "link", "description", "guid", "pubDate"), needed=False)
    yield from _each(item, "link", _is_absolute)
    yield from _each(item, "pubDate", _rfc822)
    yield from _dublin_core(item)
    for guid in item.findall("guid"):
        if guid.get("isPermaLink") != "false" and not _is_absolute(guid.text):
            yield "a guid that is a permalink is no address"


def faults_of_atom(body: bytes) -> list[str]:
    root = etree.fromstring(body)
    if root.tag != ATOM + "feed":
        return ["no Atom feed"]
    entries = root.findall(ATOM + "entry")
    own = [e for e in root.findall(ATOM + "link") if e.get("rel") == "self"]
    faults = [
        *_once(root, (ATOM + "id", ATOM + "title", ATOM + "updated"), needed=True),
        *_known(root, ATOM, _ATOM_FEED),
        *_atom_common(root),
        *_unique([entry.findtext(ATOM + "id") for entry in entries], "ids"),
    ]
    if len(own) != 1:
        faults.append("no link to itself")
    return faults + [fault for entry in entries for fault in _atom_entry(entry)]


def _atom_common(element: etree._Element) -> Iterator[str]:
    yield from _each(element, ATOM + "id", _is_absolute)
    yield from _each(element, ATOM + "updated", _rfc3339)
    yield from _each(element, ATOM + "published", _rfc3339)
    for link in element.findall(ATOM + "link"):
        if not _is_absolute(link.get("href")):
            yield f"a link may not lead to {link.get('href')!r}"
    for category in element.findall(ATOM + "category"):
        if not category.get("term"):
            yield "a category without a term"
    for author in element.findall(ATOM + "author"):
        if not author.findtext(ATOM + "name"):
            yield "an author without a name"


def _atom_entry(entry: etree._Element) -> Iterator[str]:
    yield from _once(entry, (ATOM + "id", ATOM + "title", ATOM + "updated"), needed=True)
    yield from _once(entry, (ATOM + "summary", ATOM + "content", ATOM + "published"), needed=False)
    yield from _known(entry, ATOM, _ATOM_ENTRY)
    yield from _atom_common(entry)
    yield from _dublin_core(entry)
    alternates = [e for e in entry.findall(ATOM + "link") if e.get("rel", "alternate") == "alternate"]
    if not alternates and entry.find(ATOM + "content") is None:
        yield "an entry with neither alternate link nor content"
    if entry.find(ATOM + "author") is None:
        yield "an entry without an author"


def faults_of_json_feed(body: bytes) -> list[str]:
    feed = json.loads(body)
    faults = []
    if feed.get("version") != "https://jsonfeed.org/version/1.1" or not isinstance(feed.get("title"), str):
        faults.append("version or title is missing")
    faults += [
        f"{name} is no address" for name in ("home_page_url", "feed_url") if not _is_absolute(feed.get(name))
    ]
    faults += _unique([item.get("id") for item in feed["items"]], "ids")
    return faults + [fault for item in feed["items"] for fault in _json_item(item)]


def _json_item(item: dict[str, Any]) -> Iterator[str]:
    if not isinstance(item.get("id"), str):
        yield "an id is no string"
    if not isinstance(item.get("content_text", item.get("content_html")), str):
        yield "an item without content"
    for name in ("url", "external_url", "image", "banner_image"):
        if name in item and not _is_absolute(item[name]):
            yield f"{name} is no address"
    if "date_published" in item and not _rfc3339(item["date_published"]):
        yield "date_published is no RFC 3339 date"
    if "language" in item and not _language(item["language"]):
        yield "language is no tag"
    for author in item.get("authors", []):
        if not {"name", "url", "avatar"} & set(author):
            yield "an author of whom nothing is said"
    if not all(isinstance(tag, str) for tag in item.get("tags", [])):
        yield "a tag is no string"


def faults_of_opml(body: bytes) -> list[str]:
    root = etree.fromstring(body)
    # One that holds others is a folder and no more.
    outlines = [each for each in root.iterfind("body//outline") if not len(each)]
    faults = [] if root.tag == "opml" and root.get("version") == "2.0" else ["no OPML 2.0"]
    if root.find("head/title") is None or not outlines:
        faults.append("no title, or no outline")
    for outline in outlines:
        if not outline.get("text") or outline.get("type") not in ("rss", "link"):
            faults.append("an outline without a text or of an unknown type")
        if outline.get("type") == "rss" and not _is_absolute(outline.get("xmlUrl")):
            faults.append("a subscription without an address")
    return faults
