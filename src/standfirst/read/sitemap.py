"""Sitemaps: those for news and videos name their pieces; the others only list addresses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from standfirst.model import Item, Reading, Source, tidy
from standfirst.read import EMPTY, links, xml
from standfirst.read.decode import decode
from standfirst.read.feed import words as feed_words
from standfirst.read.feed.parts import parts_of
from standfirst.read.finish import account, finish
from standfirst.read.stamps import stamp

MOST_ITEMS = 5000
_NAMED = ("news", "video")


def read_sitemap(body: bytes, url: str, *, source: Source | None, now: datetime | None) -> Reading:
    """The items of a news sitemap, in its order. A plain sitemap or an index of sitemaps has no titles, hence no
    items: a complaint says so. Never raises."""
    root, complaints = xml.tree(decode(body)[0])
    if root is None:
        return Reading(complaints=complaints or ("nothing of a sitemap can be read",), read_as="sitemap")
    items = finish(_items(root, url), source=source, language=None, now=now)
    if not items:
        complaints = (*complaints, _why_none(root))
    return Reading(items=items, complaints=complaints, read_as="sitemap")


def _why_none(root: xml.Element) -> str:
    if xml.name(str(root.tag)) == "sitemapindex":
        return "an index of sitemaps: it names other sitemaps, no pieces"
    if not len(root):
        return EMPTY
    return "a plain sitemap: it lists addresses without titles"


def _items(root: xml.Element, url: str) -> Iterator[Item]:
    for number, entry in enumerate(root.iter()):
        if number > MOST_ITEMS * 20:
            return
        if isinstance(entry.tag, str) and xml.name(entry.tag) == "url" and (item := _item(entry, url)) is not None:
            yield item


def _item(entry: xml.Element, url: str) -> Item | None:
    told = {xml.name(e.tag): tidy(xml.words(e)) for e in entry.iter() if isinstance(e.tag, str) and not len(e)}
    by = next((name for name in _NAMED if told.get(f"{name}:title")), "")
    headline = feed_words.headline(told.get(f"{by}:title", ""))
    if not headline:
        return None
    words = feed_words.headline(told.get(f"{by}:description", "")) or None
    image = next((tidy(xml.words(e)) for e in entry.iter("{*}loc") if e.getparent() is not entry), None)
    date = f"{by}:publication_date"
    found = {"headline": f"{by}:title", "link": "loc", "standfirst": f"{by}:description", "published": date}
    if by == "video":
        found["kind"] = "video:video"
    link = parts_of(entry).get("loc")
    abroad = [
        e.get("href", "") for e in entry.iter("{*}link") if e.get("rel") == "alternate" and e.get("hreflang")
    ]
    if named := links.resolved(abroad, url):
        found["translations"] = named
    return Item(
        link=links.resolve(xml.words(link[0]), url) if link else None,
        headline=headline,
        standfirst=words,
        kind="video" if by == "video" else "article",
        published=stamp(told.get(date, "")),
        language=told.get("news:language") or None,
        image=links.resolve(image, url) if image else None,
        found=account(found),
    )
