"""What a page declares beside its items: days of events and files to hear or see, in JSON-LD, in microdata, in its
players. Each belongs to the item whose link or headline it names, or to the one that its player stands with.

Most pages declare nothing of the kind, and a look for four words says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from standfirst.model import Enclosure, Event, Item, Reading, tidy
from standfirst.read import links, media
from standfirst.read.enough import enough
from standfirst.read.page.jsonld import records, text_of, types_of
from standfirst.read.page.markup import Node, parse, words_of
from standfirst.read.stamps import stamp
from standfirst.read.widths import letters_of

_PLAYER = re.compile("<(?:audio|video)")
_OURS = '<meta name="generator" content="standfirst">'
_MOST = 200
_HIGHEST = 7
# Links that are looked at around all players of a page: hostile pages have many of both.
_MOST_LINKS = 20_000
_EVENT = re.compile(r"(?:Event|Festival)\Z")
_MEDIA = ("AudioObject", "VideoObject", "MediaObject", "PodcastEpisode")
_HOLDS_MEDIA = ("audio", "video", "associatedMedia", "encoding")


@dataclass(slots=True)
class _Told:
    event: Event | None = None
    files: list[Enclosure] = field(default_factory=list)


def enriched(reading: Reading, html: str, url: str) -> Reading:
    """A reading with the days and files that its page declares for its items. Never raises."""
    if not reading.items:
        return reading
    shown = _PLAYER.search(html) is not None or "startDate" in html
    if not (shown or "contentUrl" in html) or _OURS in html:
        return reading
    known = _Items(reading.items, url, reading.read_as == "article")
    for told, holder in records(html):
        _from_json(told, holder, known)
    if shown:
        tree = parse(html)
        for record in tree.css('[itemscope][itemtype*="schema.org"]')[:_MOST]:
            _from_microdata(record, known)
        for player in tree.css("audio, video")[:_MOST]:
            _from_player(player, known)
    return replace(reading, items=_episodes([known.filled(n, item) for n, item in enumerate(reading.items)]))


def _episodes(items: list[Item]) -> tuple[Item, ...]:
    """Items of which nearly each has a file to hear are what one hears, not what is read out besides."""
    heard = [_is_heard(item) for item in items]
    if not enough(sum(heard), len(items)):
        return tuple(items)
    return tuple(
        replace(item, kind="audio", found={**item.found, "kind": "its file to hear"})
        if sounds and item.kind == "article"
        else item
        for item, sounds in zip(items, heard, strict=True)
    )


def _is_heard(item: Item) -> bool:
    return any(file.media_type.startswith("audio/") for file in item.enclosures)


class _Items:
    """The items of a page, found by link and by headline; on the page of one piece all belongs to it."""

    def __init__(self, items: tuple[Item, ...], url: str, alone: bool) -> None:
        self.url = url
        self.links_left = _MOST_LINKS
        self._alone = alone
        self._by_name: dict[str, int | None] = {}
        self._told: dict[int, _Told] = {}
        for number, item in enumerate(items):
            for name in (links.key(item.link) if item.link else "", letters_of(item.headline or "")):
                # What two items share names neither.
                if name:
                    self._by_name[name] = number if name not in self._by_name else None

    def find(self, *names: str) -> int | None:
        if self._alone:
            return 0
        return next((n for name in names if name and (n := self._by_name.get(name)) is not None), None)

    def named(self, address: str, headline: str) -> int | None:
        whole = links.resolve(address, self.url) if address else None
        return self.find(links.key(whole) if whole else "", letters_of(headline))

    def tell(self, number: int | None, event: Event | None, file: Enclosure | None) -> None:
        if number is None or not (event or file):
            return
        told = self._told.setdefault(number, _Told())
        told.event = told.event or event
        told.files += [file] if file else []

    def filled(self, number: int, item: Item) -> Item:
        told = self._told.get(number)
        if told is None:
            return item
        found = dict(item.found)
        if told.event:
            kind = "event" if item.kind == "article" else item.kind
            found |= {"event": "declared by its page"} | ({"kind": "its days"} if kind != item.kind else {})
            item = replace(item, event=told.event, kind=kind)
        if told.files:
            found["enclosures"] = "declared by its page"
            item = replace(item, enclosures=media.merged((*item.enclosures, *told.files)))
        return replace(item, found=found)


# --- JSON-LD -----------------------------------------------------------------------------------------------


def _from_json(node: dict[str, Any], parent: dict[str, Any], known: _Items) -> None:
    named = types_of(node)
    if any(map(_EVENT.search, named)):
        known.tell(known.named(text_of(node.get("url")), text_of(node.get("name"))), _event(node), None)
    elif any(kind in _MEDIA for kind in named):
        holder = parent if any(name in parent for name in _HOLDS_MEDIA) else node
        address = text_of(holder.get("url")) or text_of(holder.get("mainEntityOfPage")) or text_of(node.get("url"))
        headline = text_of(holder.get("headline")) or text_of(holder.get("name"))
        known.tell(known.named(address, headline), None, _file(node, known.url))


def _event(node: dict[str, Any]) -> Event | None:
    return _days(text_of(node.get("startDate")), text_of(node.get("endDate")), text_of(node.get("location")))


def _days(start: str, end: str, where: str) -> Event | None:
    begins, ends = stamp(start), stamp(end)
    if not begins:
        return None
    return Event(begins, ends if ends and ends != begins else None, tidy(where) or None)


def _file(node: dict[str, Any], url: str) -> Enclosure | None:
    address = links.resolve(text_of(node.get("contentUrl")), url)
    if not address:
        return None
    size, seconds = text_of(node.get("contentSize")), media.duration_of(text_of(node.get("duration")))
    return media.enclosure(address, text_of(node.get("encodingFormat")), size, seconds)


# --- microdata and players ---------------------------------------------------------------------------------


def _from_microdata(record: Node, known: _Items) -> None:
    if not _EVENT.search(record.attributes.get("itemtype") or ""):
        return
    props = {node.attributes.get("itemprop") or "": node for node in reversed(record.css("[itemprop]"))}
    start, end = (_said(props[name]) if name in props else "" for name in ("startDate", "endDate"))
    where = words_of(props["location"]) if "location" in props else ""
    heading = words_of(props["name"]) if "name" in props else ""
    hrefs = [link.attributes.get("href") or "" for link in record.css("a[href]")[:20]]
    found = next(
        (n for href in hrefs if (n := known.named(href, "")) is not None), known.find(letters_of(heading))
    )
    known.tell(found, _days(start, end, where), None)


def _said(node: Node) -> str:
    told = node.attributes
    return told.get("datetime") or told.get("content") or words_of(node)


def _from_player(player: Node, known: _Items) -> None:
    """A player's file belongs to the only item that is linked near it."""
    sources = [player, *player.css("source[src]")]
    src, kind = next(
        ((s, n.attributes.get("type") or "") for n in sources if (s := n.attributes.get("src"))), ("", "")
    )
    address = links.resolve(src, known.url) if src else None
    if address:
        file = media.enclosure(address, kind, "", None)
        known.tell(_near(player, known), None, file)


def _near(player: Node, known: _Items) -> int | None:
    if (alone := known.find()) is not None:
        return alone
    place: Node | None = player.parent
    for _ in range(_HIGHEST):
        if place is None or known.links_left <= 0:
            return None
        links_here = place.css("a[href]")
        known.links_left -= len(links_here)
        near = {known.named(link.attributes.get("href") or "", "") for link in links_here[:40]} - {None}
        if near:
            return near.pop() if len(near) == 1 and len(links_here) <= 40 else None
        place = place.parent
    return None
