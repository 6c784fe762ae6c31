"""Read: recover the items of a document. Never raises, never fetches, never invents.

`read` looks at the bytes and hands them to the reader of their kind; each reader is a module beside this one
and is imported only when a document of its kind comes along, since feeds need not wait for HTML.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from standfirst.linkheader import linked
from standfirst.model import NOTHING, Document, DocumentKind, Reading, Source

__all__ = ["read"]

EMPTY = "it has no items now"
"""The complaint about a feed or a sitemap that is whole and holds nothing."""
NO_NEWS = "a page that lists no news: it may ask for a login or for consent, or be filled by scripts"

DAMAGED = "some bytes are in no encoding that fits the rest"
UNKNOWN_SIGN = "\ufffd".encode()


def read(document: Document, source: Source | None = None, now: datetime | None = None) -> Reading:
    """The items of a document, with complaints about what is wrong with it.

    The kind of document is `source.read_as` if given, else sniffed. `now` is what relative dates count from
    (by default the time of fetching). A document that cannot be read gives no items and one complaint."""
    if not isinstance(document.body, bytes):
        return Reading(complaints=("its body is not bytes: give what was fetched, undecoded",))
    try:
        return _damage_told(_read(_seen_from(document), source, now or document.fetched_at), document.body)
    except Exception as error:  # no document may end a round, whatever a parser makes of it
        return Reading(complaints=(f"its reader gave up: {type(error).__name__}: {str(error)[:160]}",))


def _damage_told(reading: Reading, body: bytes) -> Reading:
    """The reading, with a complaint where signs of its items could not be told from their bytes."""
    damaged = sum(1 for item in reading.items if "\ufffd" in f"{item.headline}{item.standfirst}")
    if not damaged or UNKNOWN_SIGN in body or DAMAGED in reading.complaints:
        return reading
    return replace(reading, complaints=(*reading.complaints, DAMAGED))


def _seen_from(document: Document) -> Document:
    """The document, without an address if what it has cannot be one: no link can be seen from there."""
    try:
        _ = urlsplit(document.url).port
    except ValueError:
        return replace(document, url="")
    return document


def _read(document: Document, source: Source | None, now: datetime | None) -> Reading:
    if source and source.select:
        return _read_selected(document, source, now)
    kind = source.read_as if source else None
    if kind is None:
        from standfirst.read.sniff import sniff_bytes

        kind = sniff_bytes(document)
        if kind == "listing":
            return _read_page(document, source, now)
    match kind:
        case "feed":
            from standfirst.read.feed import read_feed
            from standfirst.read.sniff import charset

            named = charset(document.media_type)
            return read_feed(document.body, document.url, source=source, now=now, charset=named)
        case "sitemap":
            from standfirst.read.sitemap import read_sitemap

            return read_sitemap(document.body, document.url, source=source, now=now)
        case "letter":
            from standfirst.read.letter import read_letter

            return read_letter(document.body, document.url, source=source, now=now)
        case "none":
            from standfirst.read.sniff import why_none

            return Reading(complaints=(why_none(document),))
    return _read_as(kind, _text(document), document, source, now)


def _read_selected(document: Document, source: Source, now: datetime | None) -> Reading:
    """A page by its source's own selectors; what is no page is read as ever, and said."""
    from standfirst.read.sniff import sniff_bytes

    kind = source.read_as or sniff_bytes(document)
    if kind in ("listing", "article"):
        from standfirst.read.page.selected import read_selected

        return read_selected(_text(document), document.url, source=source, now=now)
    reading = _read(document, replace(source, select=NOTHING), now)
    return replace(reading, complaints=(*reading.complaints, f"your selectors are for pages, this is a {kind}"))


def _read_page(document: Document, source: Source | None, now: datetime | None) -> Reading:
    from standfirst.read.page.page_kind import are_news, page_kind, with_small_tags

    html = with_small_tags(_text(document))
    kind = page_kind(html, document.url)
    reading = _read_as(kind or "listing", html, document, source, now) if kind != "none" else Reading()
    if kind in ("none", None) and not are_news(reading.items):
        return Reading(complaints=(NO_NEWS,))
    return reading


def _read_as(
    kind: DocumentKind, text: str, document: Document, source: Source | None, now: datetime | None
) -> Reading:
    url = document.url
    match kind:
        case "article":
            from standfirst.read.page.article import read_article

            own = linked(document.headers.get("link", ""), url).get("canonical")
            return read_article(text, url, source=source, now=now, canonical=own)
        case "text":
            from standfirst.read.letter import read_body
            from standfirst.read.text import read_text

            plainly = read_text(text, url, source=source, now=now)
            return read_body(text, plainly, url, source=source, now=now)
        case _:
            from standfirst.read.page.listing import read_listing

            return read_listing(text, url, source=source, now=now)


def _text(document: Document) -> str:
    from standfirst.read.decode import decode
    from standfirst.read.sniff import charset

    return decode(document.body, charset(document.media_type))[0]
