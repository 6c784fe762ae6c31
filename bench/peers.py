"""Other tools on the same pages, with fair adapters: what they find becomes items that the scorer takes.

Each peer is a function from a page's bytes and address to items; peers that are not installed are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

Items = list[dict[str, Any]]
Peer = Callable[[bytes, str], Items]

# A character of Chinese or Japanese counts as a word, as it does for the scorer.
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_]+")
FURNITURE = frozenset(("nav", "header", "footer", "aside"))


def item(headline: str, link: str | None, **fields: Any) -> dict[str, Any]:
    empty = {
        "standfirst": None,
        "published": None,
        "language": None,
        "kind": "article",
        "byline": None,
        "kicker": None,
    }
    return {"headline": " ".join(headline.split()), "link": link} | empty | fields


def once(items: Iterator[dict[str, Any]]) -> Items:
    """The first item of each link."""
    return list({i["link"]: i for i in reversed(list(items))}.values())[::-1]


def long_links(body: bytes, url: str) -> Items:
    """Every link of five words or more outside the furniture of the page."""
    tree = LexborHTMLParser(body)

    def found() -> Iterator[dict[str, Any]]:
        for node in tree.css("a[href]"):
            text = node.text(separator=" ")
            if len(WORD.findall(text)) >= 5 and not _in_furniture(node):
                yield item(text, urljoin(url, node.attributes["href"] or ""))

    return once(found())


def _in_furniture(node: LexborNode) -> bool:
    up = node.parent
    while up is not None:
        if up.tag in FURNITURE:
            return True
        up = up.parent
    return False


def articles(body: bytes, url: str) -> Items:
    """Every <article> that has a heading and a link; its text is the standfirst."""
    tree = LexborHTMLParser(body)

    def found() -> Iterator[dict[str, Any]]:
        for node in tree.css("article"):
            heading, link = node.css_first("h1,h2,h3,h4,h5,h6"), node.css_first("a[href]")
            if heading and link:
                text = " ".join(p.text(separator=" ").strip() for p in node.css("p")) or None
                yield item(
                    heading.text(separator=" "), urljoin(url, link.attributes["href"] or ""), standfirst=text
                )

    return once(found())


def newspaper() -> Peer:
    """newspaper4k: what its Source makes of a category page, the longest text of each link as headline."""
    from newspaper import Config, Source, parsers
    from newspaper.source import Category

    config = Config()
    config.fetch_images = False
    config.memorize_articles = False

    def read(body: bytes, url: str) -> Items:
        source = Source(url, config=config)
        html = body.decode("utf-8", "replace")
        source.categories = [Category(url=url, html=html, doc=parsers.fromstring(html))]
        texts: dict[str, str] = {}
        for node in LexborHTMLParser(body).css("a[href]"):
            link = urljoin(url, node.attributes["href"] or "")
            texts[link] = max(texts.get(link, ""), node.text(separator=" ").strip(), key=len)
        links = dict.fromkeys(article.url for article in source.categories_to_articles())
        return [item(texts[link], link) for link in links if texts.get(link)]

    return read


def newsworker() -> Peer:
    """newsworker: the feed that it makes of a page."""
    from newsworker.extractor import FeedExtractor

    extractor = FeedExtractor(filtered_text_length=150)

    def read(body: bytes, url: str) -> Items:
        feed, _ = extractor.get_feed(url, data=body)
        return [
            item(
                row.get("title") or "",
                row.get("link"),
                standfirst=row.get("description") or None,
                published=str(row["pubdate"])[:10] if row.get("pubdate") else None,
            )
            for row in feed["items"]
        ]

    return read


def peers() -> dict[str, Peer]:
    """Every peer that can be had here, by name."""
    found: dict[str, Peer] = {"links of five words": long_links, "<article> with heading": articles}
    for name, make in (("newspaper4k", newspaper), ("newsworker", newsworker)):
        try:
            found[name] = make()
        except ImportError:
            print(f"{name} is not installed: pip install {name}")
    return found
