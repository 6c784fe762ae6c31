"""Items that a page does not show but hands to its scripts: JSON-LD and the state that applications start from.

Such data have no common shape, but a list of pieces is a list of objects that each name a headline and an address,
and tell when it was printed or what it says: menus do not. The list that tells most is taken, with those made like
it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from statistics import median
from typing import Any, NamedTuple

from standfirst.model import Item, tidy
from standfirst.read import links, pictures
from standfirst.read.dates import when
from standfirst.read.finish import account
from standfirst.read.page.blocks import MEDIA, weight
from standfirst.read.page.markup import plain
from standfirst.read.page.payloads import payloads

_HEADLINES = (
    "headline", "headlines", "title", "name", "hed", "heading", "linktext", "link_text", "shorttitle",
    "displaytitle", "webtitle",
)  # fmt: skip
_LINKS = (
    "url", "uri", "link", "href", "permalink", "canonicalurl", "websiteurl", "weburl", "routerlink", "path",
    "mainentityofpage", "@id", "slug",
)  # fmt: skip
_STANDFIRSTS = (
    "description", "standfirst", "summary", "excerpt", "dek", "abstract", "teaser", "subtitle", "subheadlines",
    "trailtext", "lead", "intro",
)  # fmt: skip
_DATES = (
    "datepublished", "publishedat", "published", "publisheddate", "pubdate", "date", "firstpublished",
    "displaydate", "publishdate", "publicationdate", "webpublicationdate", "created", "createdat", "createdutc",
    "uploaddate",
)  # fmt: skip
_KINDS_OF_EXCERPT = (
    "excerpt", "description", "summary", "teaser", "standfirst", "desc", "paragraph", "introtext", "brief", "lede",
    "sapo", "subhead", "subheading", "subheadline",
)  # fmt: skip
_PUBLISHED = re.compile(
    r"(?:first|original|web)?publi(?:sh|c)\w*(?<!id)$|dategmt$|(?:post|news|release|display)(?:date)?time$|time$"
)
_KICKERS = ("kicker", "eyebrow", "overline", "supertitle", "flytitle")
_TEXTS = ("content", "text", "body")
_LONGEST_KICKER = 60
_BYLINES = ("byline", "author", "authors", "creator", "credits")
# "postAuthor", "mainAuthors"; others took a picture, or answered.
_SIGNED = re.compile(
    r"(?!.*(?:image|img|photo|pic|thumb|cover|video|comment|reply|quote))\w*(?:author(?:s|name)?|byline)$"
)
# "titleLink", "detailUrl"; others lead to pictures, to who wrote it, to where it can be shared.
_LEADS = re.compile(
    r"(?!.*(?:im(?:age|g)|thumb|photo|pic|icon|logo|cover|avatar|video|audio|author|api|feed|share|amp|section|category|tag))\w+(?:link|url|href)$"
)
# "thumbnail", "heroImageUrl"; others tell of a picture, or are a person's or a house's.
_PICTURES = re.compile(
    r"(?!.*(?:alt|author|avatar|byline|caption|count|credit|height|icon|logo|text|title|type|width))"
    r"\w*(?:image|img|photo|picture|poster|thumb)\w*"
)
# Objects in which the fields of a piece stand one step down.
_WITHIN = (
    "item", "node", "attributes", "article", "post", "story", "data", "frontmatter", "fields", "snippet", "target",
    "content",
)  # fmt: skip
_GOODS = frozenset(("price", "prices", "sku", "stock", "currency", "pricerange"))
_PIECES = re.compile(r"Article|Posting|ListItem|Video|Audio|Event|Episode|Recipe|CreativeWork|Report|Review|Book")
_TITLES = frozenset(("headline", "title", "name"))
_TRAILS = frozenset(("BreadcrumbList", "SiteNavigationElement"))
_DEEPEST = 40
_MOST_OBJECTS = 100_000
_SHORTEST, _LONG = 8, 32
_ALIKE, _LESS = 0.75, 0.6
# "post_title", "articleUrl"
_OF_WHAT = re.compile(r"^(?:post|article|news|story|item|entry)(?=[a-z]{3})")
_EARLIEST, _LATEST = 1e8, 4e9
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2})?")
_PLAIN_NAME = re.compile(r"[^a-z@]")
_HOW = "the state its scripts start from"


class _Told(NamedTuple):
    """A list of objects: its items, how much they tell, the names that all objects share, how deep it lies."""

    items: Sequence[Item]
    weight: float
    names: frozenset[str]
    depth: int


def stated_items(html: str, base: str) -> list[Item]:
    """The items of the lists of pieces in any script of the page that tell most."""
    return pieces(payloads(html), base, least=3)


def pieces(values: Iterable[Any], base: str, least: int) -> list[Item]:
    """The items of that list of pieces within the values that tells most, and of those made like it; that list
    holds `least` pieces or more."""
    best: list[_Told] = []
    for value in values:
        lists = list(_lists(value, least))
        told = [_told(*one, base) if len(one[0]) >= least else None for one in lists]
        weightiest = max(filter(None, told), key=lambda one: one.weight, default=None)
        if weightiest and (not best or weightiest.weight > max(one.weight for one in best)):
            like = [_is_like(objects, depth, weightiest) for objects, depth, _ in lists]
            alike = [one or _told(*lists[n], base) for n, one in enumerate(told) if like[n]]
            best = [one for one in alike if one]
    return [item for one in best for item in one.items]


def _is_like(objects: list[Mapping[str, Any]], depth: int, other: _Told) -> bool:
    """Whether a list, be it short, is made as another is."""
    if depth != other.depth:
        return False
    names = _names(objects)
    return len(names & other.names) >= _ALIKE * len(names | other.names)


def _names(objects: list[Mapping[str, Any]]) -> frozenset[str]:
    return frozenset.intersection(*map(frozenset, objects))


def _told(objects: list[Mapping[str, Any]], depth: int, is_map: bool, base: str) -> _Told | None:
    items = [item for entry in objects if (item := _item(entry, base)) is not None]
    if not items:
        return None
    told = [sum(map(bool, (item.headline and item.standfirst, item.published, item.byline))) for item in items]
    declared = sum(map(_is_declared, objects))
    long = median(weight(item.headline or item.standfirst or "") for item in items)
    # A menu names its pages shortly, and tells no more of them.
    if max(sum(map(bool, told)), declared) * 2 < len(items) and long < _LONG:
        return None
    telling = (len(items) + sum(told)) * (_LESS if is_map else 1)
    return _Told(items, telling, _names(objects), depth)


def _is_declared(entry: Mapping[str, Any]) -> bool:
    return isinstance(kind := entry.get("@type"), str) and bool(_PIECES.search(kind))


def _lists(value: Any, least: int) -> Iterator[tuple[list[Mapping[str, Any]], int, bool]]:
    """Every list of objects within a value, in its order, wrapped objects unwrapped, how deep it lies, and whether
    its objects stand apart: named one by one, or alike in one depth, as the parts of a page are that hold them."""
    waiting: list[tuple[Any, int]] = [(value, 0)]
    seen: set[int] = set()
    alike: dict[tuple[int, frozenset[str]], list[Mapping[str, Any]]] = {}
    while waiting and len(seen) < _MOST_OBJECTS:
        here, depth = waiting.pop()
        kind = here.get("@type") if isinstance(here, dict) else None
        if depth > _DEEPEST or id(here) in seen or (isinstance(kind, str) and kind in _TRAILS):
            continue
        seen.add(id(here))
        inner = list(here.values()) if isinstance(here, dict) else here
        objects = [_unwrapped(entry) for entry in inner if isinstance(entry, dict)]
        if len(objects) >= (least if isinstance(here, dict) else 1):
            yield objects, depth, isinstance(here, dict)
        if len(objects) < least and isinstance(here, dict) and not _TITLES.isdisjoint(here):
            alike.setdefault((depth, frozenset(here)), []).append(here)
        waiting.extend((entry, depth + 1) for entry in reversed(inner) if entry and isinstance(entry, dict | list))
    yield from ((objects, depth, True) for (depth, _), objects in alike.items() if len(objects) >= max(least, 3))


def _unwrapped(entry: dict[str, Any]) -> Mapping[str, Any]:
    """An object with what stands one step down in it, for two steps: {"node": {"fields": {"slug": …}}}."""
    for _ in range(2):
        inner = [within for name in _WITHIN if isinstance(within := entry.get(name), dict)]
        if not inner:
            break
        told = {name: value for name, value in entry.items() if name not in _WITHIN}
        for within in inner:
            told = {**within, **told} if "@type" not in within else {**told, **within}
        entry = told
    return entry


def _item(entry: Mapping[str, Any], base: str) -> Item | None:
    named = {_PLAIN_NAME.sub("", str(name).partition("(")[0].lower()): value for name, value in entry.items()}
    named = {_OF_WHAT.sub("", name): value for name, value in named.items()} | named
    if (isinstance(kind := entry.get("@type"), str) and not _PIECES.search(kind)) or not _GOODS.isdisjoint(named):
        return None
    headline, name = _text(named, _HEADLINES)
    leads = (*_LINKS, *filter(_LEADS.match, named))
    link = next((a for n in leads if (a := _address(named.get(n), n, base)) and not MEDIA.search(a)), None)
    standfirst = _text(named, _STANDFIRSTS)[0] or _summary(named.get("body")) or _excerpt(named)
    dates = (*_DATES, *(name for name in named if _PUBLISHED.match(name)))
    published = next((p for n in dates if (p := _moment(named.get(n)))), None)
    if not headline and link and published:
        standfirst = standfirst or _text(named, _TEXTS)[0]
    elif not headline or len(headline) < _SHORTEST or not (link or (standfirst and published)):
        return None
    if not (headline or standfirst):
        return None
    byline, _ = _text(named, (*_BYLINES, *filter(_SIGNED.match, named)))
    kicker, _ = _text(named, _KICKERS)
    found = dict.fromkeys(("link", "kicker", "standfirst", "byline", "published", "image"), _HOW)
    return Item(
        link=link,
        headline=headline,
        standfirst=standfirst if standfirst != headline else None,
        byline=byline,
        kicker=kicker if kicker and len(kicker) <= _LONGEST_KICKER else None,
        published=published,
        image=next((p for n in named if _PICTURES.fullmatch(n) and (p := _picture(named[n], base))), None),
        found=account({"headline": f"{name} in {_HOW}", **found}),
    )


def _picture(value: Any, base: str) -> str | None:
    told = pictures.declared(value)
    return links.resolve(told, base) if "/" in told and not pictures.is_sign(told) else None


def _summary(body: Any) -> str | None:
    return _text(body, ("summary",))[0] if isinstance(body, dict) else None


def _excerpt(named: Mapping[str, Any]) -> str | None:
    """What a name says to be a kind of excerpt: "custom_excerpt", "shortDescription"."""
    return _text(named, tuple(name for name in named if name.endswith(_KINDS_OF_EXCERPT)))[0]


def _address(value: Any, name: str, base: str) -> str | None:
    words = _words(value)
    # A slug is a name, unless it begins where addresses do.
    return links.resolve(words, base) if words and (name != "slug" or words.startswith(("/", "http"))) else None


def _moment(value: Any) -> str | None:
    """A date in words, or in seconds or milliseconds since 1970."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        if not (_EARLIEST < value < _LATEST or _EARLIEST * 1000 < value < _LATEST * 1000):
            return None
        seconds = value / 1000 if value > _LATEST else value
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
    words = _words(value)
    return when(words) if words else None


def _text(named: Mapping[str, Any], names: tuple[str, ...]) -> tuple[str | None, str]:
    for name in names:
        if words := _words(named.get(name)):
            return tidy(plain(words)) or None, name
    return None, ""


def _words(value: Any, depth: int = 0) -> str | None:
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, list) and depth < 3:
        parts = [part for entry in value[:8] if (part := _words(entry, depth + 1))]
        return ", ".join(parts) or None
    if isinstance(value, dict) and depth < 3:
        names = (
            "name",
            "@id",
            "rendered",
            "basic",
            "by",
            "text",
            "url",
            "href",
            "iso",
            "date",
            "alias",
            "displayname",
        )
        told = next((w for n in names if (w := _words(value.get(n), depth + 1))), None)
        in_languages = value.keys() != {"id"} and all(_LANGUAGE.fullmatch(str(name)) for name in value)
        return (
            told or next(filter(None, (_words(w, depth + 1) for w in value.values())), None)
            if in_languages
            else told
        )
    return None
