"""JSON Feed, versions 1 and 1.1, and what interfaces for programs list as JSON (WordPress, Mastodon …)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from standfirst.model import KINDS, Enclosure, Item, Kind, Reading, tidy
from standfirst.read import links, plain_data
from standfirst.read.feed import says as feed_says
from standfirst.read.feed import words as feed_words
from standfirst.read.feed.words import Context
from standfirst.read.media import duration_of, enclosure, kind_of_file, merged
from standfirst.read.page.payloads import in_script, laid_out
from standfirst.read.page.state import pieces
from standfirst.read.stamps import stamp

_JSON = json.JSONDecoder()
_BETWEEN = re.compile(r"[\s,\x1e]*")
_BRACKET = re.compile(r"\"(?:[^\"\\]|\\.)*+(?:\"|\Z)|[\[\]{}]", re.DOTALL)
_CLOSES = {"{": "}", "[": "]"}
MOST_ITEMS = 5000
"""Items of one feed that are read: no feed for people holds more."""


def read_json_feed(text: str, url: str) -> Reading:
    """The items of a JSON Feed, or of whatever list of pieces other JSON holds; not finished."""
    feed, wrong = _loaded(text.lstrip("\ufeff"))
    if feed is None:
        return Reading(complaints=(wrong,))
    complaints = (f"{wrong}; read as far as it can be",) if wrong else ()
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list) or not _is_json_feed(feed):
        if stated := _listed(feed, url):
            return Reading(items=tuple(stated), complaints=complaints)
        if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
            return Reading(complaints=("JSON, but no feed: it has no list of items",))
    title = _words(feed, "title")
    base = links.resolve(_words(feed, "home_page_url"), url) or url
    entries = [entry for entry in feed["items"][:MOST_ITEMS] if isinstance(entry, dict)]
    items = [read_json_entry(entry, base, title or None, _is_ours(feed)) for entry in entries]
    hub, topic = feed_says.json_hub_and_topic(feed, url)
    return Reading(
        hub=hub,
        topic=topic,
        items=tuple(item for item in items if item is not None),
        complaints=complaints,
        follow=tuple(filter(None, [links.resolve(_words(feed, "next_url"), url)] if feed.get("next_url") else [])),
        title=title or None,
        language=_words(feed, "language") or None,
        passed_over=tuple(
            f"entry {number}: neither title nor text" for number, item in enumerate(items, 1) if item is None
        ),
    )


def _loaded(text: str) -> tuple[Any, str]:
    """What a text of JSON says, and what is wrong with it: as one value, as one a line, as held by a script, or up
    to the last object that is whole where it breaks off."""
    try:
        return json.loads(text), ""
    except (ValueError, RecursionError) as error:
        wrong = f"not valid JSON: {' '.join(str(error).split())[:160]}"
    if not text.lstrip().startswith(("{", "[")):
        return list(in_script(text)) or None, ""
    values, end = _in_a_row(text)
    if values:
        return values, "" if end == len(text) else f"not valid JSON from character {end} on"
    whole, open_ = text[: text.rfind("}") + 1], []
    for found in _BRACKET.finditer(whole):
        if found[0] in _CLOSES:
            open_.append(_CLOSES[found[0]])
        elif found[0] in ("}", "]") and open_:
            open_.pop()
    try:
        return json.loads(whole + "".join(reversed(open_))), wrong
    except (ValueError, RecursionError):
        return None, wrong


def _in_a_row(text: str) -> tuple[list[Any], int]:
    """Values of JSON that stand one after the other, and where the last that is whole ends."""
    values, at = list[Any](), 0
    while len(values) < MOST_ITEMS and (between := _BETWEEN.match(text, at)) and (at := between.end()) < len(text):
        try:
            value, at = _JSON.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        values.append(value)
    return values, at


def _is_json_feed(feed: dict[str, Any]) -> bool:
    return "jsonfeed.org" in _words(feed, "version") or "home_page_url" in feed or "feed_url" in feed


def _listed(value: Any, url: str) -> list[Item]:
    """The pieces that JSON of no known form lists."""
    return pieces([laid_out(value)], url, least=1) if isinstance(value, list | dict) else []


def _is_ours(feed: dict[str, Any]) -> bool:
    mark = feed.get("_standfirst")
    return isinstance(mark, dict) and _words(mark, "generator").split("/")[0] == "standfirst"


def read_json_entry(entry: dict[str, Any], base: str, feed_title: str | None, ours: bool) -> Item | None:
    """The item of an entry, None where it has no words. `ours` takes texts as they stand."""
    ours_says = entry.get("_standfirst") if ours and isinstance(entry.get("_standfirst"), dict) else {}
    assert isinstance(ours_says, dict)
    link = _link(entry, base)
    title = _words(entry, "title")
    # A title should be plain, but many who write feeds escape it as for RSS.
    headline = (title if ours else feed_words.headline(title)) or None
    standfirst, where = _standfirst(entry, Context(link, headline, feed_title, base), ours)
    if not headline and not standfirst:
        return None
    item = Item(
        link=link,
        headline=headline,
        standfirst=standfirst,
        byline=_byline(entry, _words(ours_says, "outlet")),
        published=_published(entry, ours_says),
        language=_words(entry, "language") or None,
        kind=_kind(entry, ours_says),
        image=_image(entry, base),
        kicker=_words(ours_says, "kicker") or None,
        section=_words(ours_says, "section") or (None if ours else _section(entry)),
        appeal=plain_data.appeal_of(ours_says.get("appeal")),
        event=plain_data.event_of(ours_says.get("event")),
        enclosures=merged(_files(entry, base)),
    )
    told = {"headline": "title", "standfirst": where, "link": "url", "published": "date_published"}
    told |= {"appeal": "_standfirst", "event": "_standfirst", "enclosures": "attachments"}
    told |= {"byline": "authors", "language": "language", "image": "image", "section": "tags"}
    return replace(item, found=MappingProxyType({field: at for field, at in told.items() if getattr(item, field)}))


def _words(entry: dict[str, Any], name: str) -> str:
    value = entry.get(name)
    return tidy(value) if isinstance(value, str) else ""


def _link(entry: dict[str, Any], base: str) -> str | None:
    for name in ("url", "external_url", "id"):
        href = _words(entry, name)
        if href and (name != "id" or href.startswith("http")) and (address := links.resolve(href, base)):
            return address
    return None


def _standfirst(entry: dict[str, Any], around: Context, ours: bool) -> tuple[str | None, str]:
    if summary := _words(entry, "summary"):
        is_html = not ours and feed_words.is_html(summary)
        return (feed_words.standfirst(summary, around) or None) if is_html else summary, "summary"
    if ours:
        return None, ""
    if isinstance(content := entry.get("content_html"), str) and (words := feed_words.first_paragraph(content)):
        return words, "first paragraph of content_html"
    if not isinstance(content := entry.get("content_text"), str):
        return None, ""
    paragraph = next((tidy(piece) for piece in content.split("\n\n") if tidy(piece)), "")
    # a note without a title is all text, and the text may be a line
    return (paragraph, "content_text") if paragraph and paragraph != around.headline else (None, "")


def _byline(entry: dict[str, Any], outlet: str) -> str | None:
    listed = entry.get("authors") if isinstance(entry.get("authors"), list) else [entry.get("author")]
    assert isinstance(listed, list)
    names = (_words(author, "name") for author in listed if isinstance(author, dict))
    return ", ".join(dict.fromkeys(name for name in names if name and name != outlet)) or None


def _published(entry: dict[str, Any], ours_says: dict[str, Any]) -> str | None:
    exact = _words(ours_says, "published")
    if exact and stamp(exact):
        return exact
    names = ("date_published",) if ours_says else ("date_published", "date_modified")
    return next(filter(None, (stamp(_words(entry, name)) for name in names)), None)


def _kind(entry: dict[str, Any], ours_says: dict[str, Any]) -> Kind:
    told = _words(ours_says, "kind")
    own = next((kind for kind in KINDS if kind == told), None)
    files = ((_words(file, "mime_type"), _words(file, "url")) for file in _attachments(entry))
    return own or next(filter(None, (kind_of_file(*file) for file in files)), None) or "article"


def _files(entry: dict[str, Any], base: str) -> Iterator[Enclosure | None]:
    for attachment in _attachments(entry):
        if address := links.resolve(_words(attachment, "url"), base):
            length, seconds = (str(attachment.get(name, "")) for name in ("size_in_bytes", "duration_in_seconds"))
            yield enclosure(address, _words(attachment, "mime_type"), length, duration_of(seconds))


def _image(entry: dict[str, Any], base: str) -> str | None:
    pictures = (a for a in _attachments(entry) if _words(a, "mime_type").startswith("image/"))
    hrefs = (_words(entry, "image"), _words(entry, "banner_image"), *(_words(a, "url") for a in pictures))
    return next(filter(None, (links.resolve(href, base) for href in hrefs if href)), None)


def _section(entry: dict[str, Any]) -> str | None:
    tags = entry.get("tags")
    first = next((tidy(tag) for tag in tags if isinstance(tag, str)), "") if isinstance(tags, list) else ""
    return first if 2 <= len(first) <= 40 else None


def _attachments(entry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    values = entry.get("attachments")
    yield from (value for value in values if isinstance(value, dict)) if isinstance(values, list) else ()
