"""Sniff: what a document is, from its bytes and what its server said, which is often wrong."""

from __future__ import annotations

import re

from standfirst.model import Document, DocumentKind

_HEAD = 4096
_XML_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF|(?:\w+:)?RDF|(?:\w+:)?feed)[\s>]", re.IGNORECASE)
_XML_SITEMAP = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]", re.IGNORECASE)
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|div|table|article|ul|p|h[1-6]|a)[\s>]", re.IGNORECASE
)
_LETTER = re.compile(rb"(?:[!-9;-~]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2,}")


def sniff(document: Document) -> DocumentKind:
    """What kind of document this is: the bytes decide, the declared media type breaks ties."""
    head = document.body[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head:
        return "none"
    if _XML_FEED.search(head):
        return "feed"
    if _XML_SITEMAP.search(head):
        return "sitemap"
    if head.startswith(b"{") and b"jsonfeed.org" in head:
        return "feed"
    if _LETTER.match(head) and re.search(rb"(?im)^(?:subject|from|mime-version):", head):
        return "letter"
    if _HTML.search(head):
        return "listing"
    return "none" if b"\0" in head else "text"
