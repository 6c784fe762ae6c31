"""One entry of an XML feed (RSS of any version, RDF, Atom of any version) as an item."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, NamedTuple

from lxml import etree

from standfirst import languages
from standfirst.model import Item, Kind, tidy
from standfirst.read import links, pictures, xml
from standfirst.read.dates import when
from standfirst.read.feed import data as feed_data
from standfirst.read.feed import words as feed_words
from standfirst.read.feed.parts import Parts, parts_of
from standfirst.read.feed.words import Context
from standfirst.read.finish import account
from standfirst.read.media import kind_of_file
from standfirst.read.page.jsonld import KIND_OF_TYPE
from standfirst.read.page.markup import plain
from standfirst.read.stamps import UNKNOWN, stamp
from standfirst.read.widths import letters_of

SCHEMA = "https://schema.org/"
LONGEST_SECTION = 40
_SIGNS = 12
_BEFORE_OUTLET = re.compile(r"\s+[-–—|·]\s+\Z")

_XML = "{http://www.w3.org/XML/1998/namespace}"
_HEADLINES = ("title", "atom:title", "dc:title", "media:title")
_TEASERS = ("description", "atom:summary", "summary", "dc:description", "media:description", "itunes:summary")
_WHOLES = ("content:encoded", "atom:content", "content", "fullitem", "yandex:full-text", "xhtml:body", "body")
_PUBLISHED = (
    "pubDate", "atom:published", "atom:issued", "dc:date", "dcterms:issued", "dcterms:created",
    "dcterms:date", "published", "issued", "created", "atom:created", "pubdate", "date",
    "atom:updated", "atom:modified", "dcterms:modified", "updated", "modified",
)  # fmt: skip
_BYLINES = ("dc:creator", "atom:author", "author", "creator", "itunes:author")
_NO_SECTION = re.compile(
    r"[\d\W]*\Z|https?:|(?:uncategori[sz]ed|sin categor[ií]a|non class[ée]|senza categoria|allgemein|без рубрики|"
    r"未分類|未分类|غير مصنف)\Z",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\S{1,100}@\S{1,100}")
_IMG = re.compile(
    r"<img\b[^<>]{0,2000}?\ssrc\s{0,9}=\s{0,9}[\"']?([^\"'<>\s]{1,2000})([^<>]{0,2000})>", re.IGNORECASE
)
_PIXEL = re.compile(r"(?:width|height)\s*=\s*[\"']?1[\"'\s]|feedburner|/pixel|stats\.wordpress", re.IGNORECASE)


class Feed(NamedTuple):
    """What entries inherit: the base of links, the feed's title, whether it is one of ours, its language; and
    whether any element has a base of its own."""

    base: str
    title: str | None
    ours: bool
    language: str | None = None
    has_bases: bool = True


def read_entry(entry: xml.Element, feed: Feed) -> Item | None:
    """The item of an entry, not finished; None where it has neither headline nor standfirst."""
    parts = parts_of(entry)
    for group in parts.get("media:group", ()):
        for name, elements in parts_of(group).items():
            parts.setdefault(name, []).extend(elements)
    if feed.has_bases:
        feed = feed._replace(base=base_of(entry, feed.base))
    base = feed.base
    found: dict[str, str] = {}
    link = _link(parts, entry, feed, found)
    headline = _headline(parts, found)
    around = Context(link, headline, feed.title, base)
    standfirst = _standfirst(parts, around, feed, found)
    if not headline and not standfirst:
        return None
    # Collectors of news name who published each piece in its headline too.
    outlet = "" if feed.ours else parts.words("source")
    if headline and outlet and headline.endswith(outlet):
        apart = _BEFORE_OUTLET.search(headline, 1, len(headline) - len(outlet))
        headline = headline[: apart.start()] if apart else headline
    fields = feed_data.told(parts, base, found)
    credited = _byline(parts, feed) or ((outlet, "source") if outlet else None)
    details = (credited, _published(parts, feed), _language(entry, parts), _image(parts, base))
    fields |= _named(details, found) | _categories(parts, feed, found)
    return Item(link=link, headline=headline, standfirst=standfirst, **fields, found=account(found))


Told = tuple[str, str] | None  # a value and the element it stood in


def _named(details: tuple[Told, ...], found: dict[str, str]) -> dict[str, Any]:
    named: dict[str, Any] = {}
    for field, told in zip(("byline", "published", "language", "image"), details, strict=True):
        if told:
            named[field], found[field] = told
    return named


def base_of(element: xml.Element, base: str) -> str:
    """What links in an element are relative to: every xml:base from the root down to it."""
    steps = [element, *element.iterancestors()]
    for step in reversed(steps):
        if relative := step.get(_XML + "base"):
            base = links.resolve(relative, base) or base
    return base


# --- links -------------------------------------------------------------------------------------------------


def _link(parts: Parts, entry: xml.Element, feed: Feed, found: dict[str, str]) -> str | None:
    """Where an entry leads: what it calls its own address, else its link, else its permanent name."""
    # the ids of our own feeds name items, they lead nowhere
    declared = _hrefs(parts) if feed.ours else chain(_hrefs(parts), _permalinks(parts, entry))
    told = ((links.resolve(href, feed.base), where) for href, where in declared if href)
    link, found_in = next((one for one in told if one[0]), (None, ""))
    own = _canonical(parts, feed.base)
    if own and links.site(own) in (links.site(feed.base), links.site(link or own)):
        link, found_in = own, "link rel=canonical"
    elif own:
        # another site's: this is a copy of what stands there
        found["original"] = own
    if link:
        found["link"] = found_in
    return link


def _canonical(parts: Parts, base: str) -> str | None:
    """The address that an entry calls its own, where its link leads over a counter of clicks."""
    hrefs = (element.get("href", "") for element in parts.links("canonical"))
    told = (links.resolve(href, base) for href in hrefs if href)
    return next((address for address in told if address and links.is_page(address)), None)


def _hrefs(parts: Parts) -> Iterator[tuple[str, str]]:
    for origin in parts.of("feedburner:origLink"):
        yield xml.words(origin), "feedburner:origLink"
    for element in parts.of("link"):
        if not element.get("href"):
            yield element.text or "", "link"
    yield from _alternates(parts)


def _permalinks(parts: Parts, entry: xml.Element) -> Iterator[tuple[str, str]]:
    for element in parts.of("guid"):
        if element.get("isPermaLink", "true").lower() == "true" and "://" in xml.words(element):
            yield xml.words(element), "guid"
    about = entry.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about") or ""
    yield about if "://" in about else "", "rdf:about"
    for element in parts.of("atom:id"):
        yield xml.words(element) if xml.words(element).strip().startswith("http") else "", "atom:id"


def _alternates(parts: Parts) -> Iterator[tuple[str, str]]:
    linked = [link for link in parts.links() if link.get("href")]
    alternates = [link for link in linked if (link.get("rel") or "alternate").endswith("alternate")]
    # of several alternates the one for people: a page before its JSON or its translation
    for element in sorted(alternates, key=lambda e: "html" not in (e.get("type") or "html")):
        yield element.get("href", ""), "link rel=alternate"
    for content in parts.of("atom:content"):
        yield content.get("src", ""), "content src"


# --- words -------------------------------------------------------------------------------------------------


def _headline(parts: Parts, found: dict[str, str]) -> str | None:
    for where, element in parts.named(*_HEADLINES):
        text, markup = _text(element)
        if words := feed_words.headline(text, markup=markup):
            found["headline"] = where
            return words
    return None


def _standfirst(parts: Parts, around: Context, feed: Feed, found: dict[str, str]) -> str | None:
    """The first of the teasers that says more than the headline, else how the whole text opens."""
    for where, element in parts.named(*_TEASERS):
        text, markup = _text(element)
        if markup is None and where.startswith("atom:"):  # said to be plain by saying nothing, and often not
            markup = feed_words.is_html(text)
        if markup is False:
            words = tidy(text)
        else:
            words = plain(text) if feed.ours else feed_words.standfirst(text, around)
        if words and (feed.ours or not _repeats(words, around.headline)):
            found["standfirst"] = where
            return words
    for where, element in parts.named(*_WHOLES):
        text, markup = _text(element)
        words = tidy(text) if markup is False else feed_words.first_paragraph(text)
        if words and not _repeats(words, around.headline) and not feed.ours:
            found["standfirst"] = f"first paragraph of {where}"
            return words
    return None


def _repeats(words: str, headline: str | None) -> bool:
    """Whether words say a headline again, whatever stands between them."""
    if not headline or abs(len(words) - len(headline)) > _SIGNS:
        return False
    return letters_of(words) == letters_of(headline)


def _text(element: xml.Element) -> tuple[str, bool | None]:
    """The text of an element and whether it is HTML: True, False, or None where nothing says so."""
    if len(element):
        return _inner(element), True
    text = element.text or ""
    declared = (element.get("type") or element.get("mode") or "").lower()
    if element.get("mode") == "escaped" or "html" in declared:
        return text, True
    return text, False if declared in ("text", "text/plain", "plain") else None


def _inner(element: xml.Element) -> str:
    pieces = [html.escape(element.text or "", quote=False)]
    for child in element:
        pieces.append(etree.tostring(child, encoding="unicode", method="html"))
    # HTML's parser takes "xhtml:p" for an unknown word of a line, not for a paragraph
    return re.sub(r"<(/?)\w{1,20}:", r"<\1", "".join(pieces))


# --- who, when, in which language, with what ---------------------------------------------------------------


def _byline(parts: Parts, feed: Feed) -> Told:
    if feed.ours:
        return _our_byline(parts)
    for where in _BYLINES:
        names = list(dict.fromkeys(name for element in parts.of(where) if (name := _person(element))))
        if names:
            return ", ".join(names), where
    return None


def _our_byline(parts: Parts) -> Told:
    """The author, unless it is the outlet, which stands in where Atom asks for someone."""
    outlets = {tidy(xml.words(element)) for element in parts.of("dc:source")}
    for where, element in parts.named("dc:creator", "atom:author"):
        if (name := tidy(xml.words(element))) and name not in outlets:
            return name, where
    return None


def _person(element: xml.Element) -> str:
    for child in element:
        if isinstance(child.tag, str) and xml.name(child.tag) in ("atom:name", "name"):
            return tidy(xml.words(child))
    text = tidy(plain(xml.words(element)) if feed_words.is_html(xml.words(element)) else xml.words(element))
    if not (address := _ADDRESS.search(text)):
        return text
    rest = text.replace(address[0], "").strip(" ()<>")
    return "" if rest.lower() == "unknown" else rest


def _published(parts: Parts, feed: Feed) -> Told:
    names = ("dc:date", "pubDate", "atom:published") if feed.ours else _PUBLISHED
    for where, element in parts.named(*names):
        text = xml.words(element).strip()
        if told := stamp(text):
            return text if feed.ours and where != "pubDate" else told, where
        told = when(text, feed.language or _guessed(parts))  # as people write it
        if told and not told.startswith(UNKNOWN):
            return told, where
    return None


def _guessed(parts: Parts) -> str | None:
    """The language of an entry's own words."""
    told = languages.guess(tidy(plain(" ".join(map(xml.words, parts.of(*_HEADLINES[:2], *_TEASERS[:2]))))))
    return told.tag if told else None


def _language(entry: xml.Element, parts: Parts) -> Told:
    if tag := parts.words("dc:language"):
        return tag, "dc:language"
    titles = parts.of(*_HEADLINES[:2])
    for element, where in ((entry, "xml:lang"), *((title, "xml:lang of its title") for title in titles)):
        if tag := tidy(element.get(_XML + "lang") or ""):
            return tag, where
    return None


def _image(parts: Parts, base: str) -> Told:
    for href, where in _images(parts):
        if href and (address := links.resolve(href, base)):
            return address, where
    return None


def _images(parts: Parts) -> Iterator[tuple[str, str]]:
    for where, element in parts.named("media:content", "media:thumbnail"):
        if element.get("medium") == "image" or (element.get("type") or "image").startswith("image"):
            yield element.get("url", ""), where
    for element in parts.files():
        if (element.get("type") or "").startswith("image"):
            yield element.get("url") or element.get("href") or "", "enclosure"
    for element in parts.of("itunes:image"):
        yield element.get("href", ""), "itunes:image"
    for where, element in parts.named(*_TEASERS[:2], *_WHOLES[:2]):
        for found in islice(_IMG.finditer(_text(element)[0]), 9):
            if not _PIXEL.search(found[0]) and not pictures.is_sign(found[1]):
                yield found[1].replace("&amp;", "&"), f"first image of {where}"


# --- kind, section, kicker ---------------------------------------------------------------------------------


def _categories(parts: Parts, feed: Feed, found: dict[str, str]) -> dict[str, Any]:
    """Kind, kicker and section, as an entry's categories and files tell them."""
    told: dict[str, Any] = {}
    plain_ones: list[str] = []
    for element in parts.of("category", "atom:category", "dc:subject", "prism:section"):
        scheme = element.get("domain") or element.get("scheme") or ""
        words = tidy(element.get("label") or element.get("term") or xml.words(element))
        if not scheme.startswith(SCHEMA):
            plain_ones.append(plain(words) if feed_words.is_html(words) and not feed.ours else words)
        elif scheme == SCHEMA and words in KIND_OF_TYPE:
            told["kind"] = KIND_OF_TYPE[words]
        elif scheme in _OURS and words:
            told[_OURS[scheme]] = words
    kind = _kind_of_media(parts)
    if kind and "kind" not in told:
        told["kind"] = kind
    if "section" not in told and not feed.ours and (section := _section(plain_ones)):
        told["section"] = section
    found.update({field: "category" if field != "kind" or not kind else "enclosure" for field in told})
    return told


_OURS = {SCHEMA + "about": "kicker", SCHEMA + "articleSection": "section"}


def _section(categories: list[str]) -> str | None:
    """The first category that could head a section: blogs put theirs before the tags."""
    fit = (words for words in categories if 2 <= len(words) <= LONGEST_SECTION and not _NO_SECTION.match(words))
    return next(fit, None)


def _kind_of_media(parts: Parts) -> Kind | None:
    if "yt:videoId" in parts:
        return "video"
    files = ((e.get("type") or "", e.get("url") or e.get("href") or "") for e in parts.files())
    return next(filter(None, (kind_of_file(*file) for file in files)), None)
