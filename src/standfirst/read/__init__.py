"""Read: recover the items of a document. Never raises, never fetches, never invents.

`read` looks at the bytes and hands them to the reader of their kind; each reader is a module beside this one
and is imported only when a document of its kind comes along, since feeds need not wait for HTML.
"""

from __future__ import annotations

from datetime import datetime

from standfirst.model import Document, DocumentKind, Reading, Source

__all__ = ["read"]


def read(document: Document, source: Source | None = None, now: datetime | None = None) -> Reading:
    """The items of a document, with complaints about what is wrong with it.

    The kind of document is `source.read_as` if given, else sniffed. `now` is what relative dates count from
    (by default the time of fetching). A document that cannot be read gives no items and one complaint."""
    try:
        return _read(document, source, now or document.fetched_at)
    except Exception as error:  # no document may end a round, whatever a parser makes of it
        return Reading(complaints=(f"could not be read: {type(error).__name__} in the reader",))


def _read(document: Document, source: Source | None, now: datetime | None) -> Reading:
    from standfirst.read.sniff import sniff

    kind = source.read_as if source and source.read_as else sniff(document)
    match kind:
        case "feed":
            from standfirst.read.feed import read_feed

            return read_feed(document.body, document.url, source=source, now=now)
        case "sitemap":
            from standfirst.read.sitemap import read_sitemap

            return read_sitemap(document.body, document.url, source=source, now=now)
        case "letter":
            from standfirst.read.letter import read_letter

            return read_letter(document.body, document.url, source=source, now=now)
        case "none":
            return Reading(complaints=("nothing to read: neither page, feed, letter nor text",))
    return _read_text(document, kind, source, now)


def _read_text(document: Document, kind: DocumentKind, source: Source | None, now: datetime | None) -> Reading:
    from standfirst.read.decode import decode

    text, _ = decode(document.body, _charset(document.media_type))
    match kind:
        case "article":
            from standfirst.read.article import read_article

            return read_article(text, document.url, source=source, now=now)
        case "text":
            from standfirst.read.text import read_text

            return read_text(text, document.url, source=source, now=now)
        case _:
            from standfirst.read.listing import read_listing

            return read_listing(text, document.url, source=source, now=now)


def _charset(media_type: str | None) -> str | None:
    _, found, rest = (media_type or "").lower().partition("charset=")
    return rest.split(";")[0].strip(" \"'") or None if found else None
