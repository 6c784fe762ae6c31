"""XML as found in the wild: a tree of whatever can be recovered, and what was wrong with it.

There is never a document type, so there are no entities to expand, nothing outside to fetch; what HTML names
(&eacute;) is resolved by hand where the document is not well-formed. All steps are linear in the length.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache

from lxml import etree

LONGEST = 32_000_000
"""Characters of a document that are read."""

Element = etree._Element

_PREFIXES = {
    "http://www.w3.org/2005/atom": "atom",
    "http://purl.org/atom/ns": "atom",
    "http://purl.org/dc/elements/1.1": "dc",
    "http://purl.org/dc/elements/1.0": "dc",
    "http://purl.org/dc/terms": "dcterms",
    "http://purl.org/rss/1.0/modules/content": "content",
    "http://search.yahoo.com/mrss": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://purl.org/rss/1.0/modules/event": "ev",
    "https://podcastindex.org/namespace/1.0": "podcast",
    "http://schemas.google.com/g/2005": "gd",
    "urn:ietf:params:xml:ns:xcal": "xcal",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://purl.org/rss/1.0/modules/syndication": "sy",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.google.com/schemas/sitemap-news/0.9": "news",
    "http://www.google.com/schemas/sitemap-video/1.1": "video",
    "http://www.youtube.com/xml/schemas/2015": "yt",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns": "rdf",
    "http://prismstandard.org/namespaces/basic/2.0": "prism",
    "http://news.yandex.ru": "yandex",
}
# These are the documents' own vocabulary: no prefix.
_PLAIN = ("", "http://purl.org/rss/1.0", "http://my.netscape.com/rdf/simple/0.9", "http://backend.userland.com")
_SITEMAPS = ("http://www.sitemaps.org/schemas/sitemap", "http://www.google.com/schemas/sitemap/")

_ROOT = re.compile(r"<(?:\w{1,20}:)?(?:rss|feed|rdf|channel|urlset|sitemapindex)[\s>]", re.IGNORECASE)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]+")
_AMPERSAND = re.compile(r"&(?:(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)?")
_UNQUOTED = re.compile(r"<[A-Za-z][^<>\"'=]*=[^<>\"']*>")
_LESS = re.compile(r"<(?![A-Za-z_/!?])")
_OF_XML = frozenset(("amp", "lt", "gt", "quot", "apos"))
_TEXT_TAG = re.compile(
    r"<(/?)((?:\w+:)?(?:title|description|summary|encoded|subtitle|tagline))(?=[\s>/])([^<>]*)>"
)
_LAST_ITEM = re.compile(r"</(?:\w+:)?(?:item|entry|url)\s*>", re.IGNORECASE)
_END = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf|channel|urlset|sitemapindex)\s*>\s*", re.IGNORECASE)


def tree(text: str) -> tuple[Element | None, tuple[str, ...]]:
    """The root element of an XML text and complaints; None where nothing can be recovered.

    `text` is decoded already; an encoding it names is passed over. Tags are named by `name`."""
    text = _without_prologue(text[:LONGEST])
    if not text:
        return None, ("no element of a feed or sitemap in it",)
    try:
        return etree.fromstring(text.encode("utf-8", "surrogatepass"), _parser(recover=False)), ()
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = _reason(error)
    whole = bool(_END.search(text[-2000:]))
    mended = mend(text if whole else _up_to_last_item(text))
    root = etree.fromstring(mended.encode("utf-8", "replace"), _parser(recover=True))
    cut = () if whole else ("it breaks off before its end",)
    return root, (f"not well-formed XML ({reason}); read as far as it can be", *cut)


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )


def _reason(error: Exception) -> str:
    return re.sub(r"\s*\(<string>.*", "", " ".join(str(error)[:500].split()))[:160]


def _without_prologue(text: str) -> str:
    """The text from its root element on: no byte-order mark, junk, declaration or document type."""
    root = _ROOT.search(text)
    return text[root.start() :] if root else ""


def mend(text: str) -> str:
    """The text with what most often breaks feeds set right: control characters, bare ampersands and angle
    brackets, names of HTML, markup of HTML that should have been escaped."""
    text = _ILLEGAL.sub("", text)
    text = _AMPERSAND.sub(_mend_reference, text)
    text = _UNQUOTED.sub(_quote, text)
    return _LESS.sub("&lt;", _wrap_markup(text))


def _mend_reference(found: re.Match[str]) -> str:
    name = found[1]
    if name is None:
        return "&amp;"
    if name in _OF_XML:
        return found[0]
    char = html.unescape(found[0])
    if char == found[0]:
        return "&amp;" + found[0][1:]
    return "" if char == "\ufffd" or _ILLEGAL.match(char) else html.escape(char)


def _quote(tag: re.Match[str]) -> str:
    return re.sub(r"=([^\s\"'<>=]+)(?=[\s>])", r'="\1"', tag[0])


def _wrap_markup(text: str) -> str:
    """Text elements that hold raw HTML, which XML would take for elements of its own, as CDATA."""
    pieces: list[str] = []
    done, opened = 0, None
    for tag in _TEXT_TAG.finditer(text):
        closing, name, attributes = tag.groups()
        if not closing:
            raw = "xhtml" not in attributes and not attributes.endswith("/")
            opened = tag if raw and opened is None else opened
        elif opened is not None and name == opened[2]:
            inner = text[opened.end() : tag.start()]
            if "<" in inner and "<![CDATA[" not in inner:
                pieces += (text[done : opened.end()], "<![CDATA[", inner.replace("]]>", "]]&gt;"), "]]>")
                done = tag.start()
            opened = None
    return "".join(pieces) + text[done:]


def _up_to_last_item(text: str) -> str:
    """A text that breaks off, up to its last whole item: half a headline is worse than none."""
    end = 0
    for found in _LAST_ITEM.finditer(text):
        end = found.end()
    return text[:end] if end else text


@lru_cache(maxsize=1024)
def name(tag: str) -> str:
    """A tag without its namespace, or with the short prefix we give to those we know ("dc:date", "atom:id")."""
    uri, _, local = tag[1:].partition("}") if tag.startswith("{") else ("", "", tag)
    prefix, _, rest = local.partition(":")
    if rest:  # a prefix that was never declared
        return f"{prefix.lower()}:{rest}"
    uri = uri.lower().rstrip("/#")
    if uri in _PREFIXES:
        return f"{_PREFIXES[uri]}:{local}"
    if uri.startswith(_PLAIN[1:]) or uri.startswith(_SITEMAPS) or not uri:
        return local.lower() if local.isupper() else local
    return f"?:{local}"


def words(element: Element) -> str:
    """All text in an element, as it stands."""
    return "".join(element.itertext()) if len(element) else element.text or ""
