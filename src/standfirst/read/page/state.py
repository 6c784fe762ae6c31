"""Items that a page does not show but hands to its scripts: JSON-LD and the state that applications start from.

Such data have no common shape, but a list of pieces is a list of objects that each name a headline and an address,
and tell when it was printed or what it says: menus do not. The list that tells most is taken, with those made like
it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from statistics import median
from typing import Any, NamedTuple

from standfirst.model import Item, tidy
from standfirst.read import links, pictures
from standfirst.read.dates import when
from standfirst.read.finish import account
from standfirst.read.page.blocks import MEDIA
from standfirst.read.page.markup import plain
from standfirst.read.page.payloads import payloads
from standfirst.read.widths import width


class _Field(NamedTuple):
    """How programs call a field: its usual names, the likeliest first; a pattern of others, with what in them says
    so as a group; and words that beside it say that it is of something else."""

    usual: tuple[str, ...]
    others: re.Pattern[str]
    but: tuple[str, ...]


def _field(usual: str, others: str = r"(?!)", but: str = "") -> _Field:
    return _Field(tuple(usual.split()), re.compile(others), tuple(but.split()))


_FIELDS = {
    "headline": _field(
        "headline headlines title name hed heading linktext link_text shorttitle displaytitle webtitle"
    ),
    "link": _field(
        "url uri link href permalink canonicalurl websiteurl weburl routerlink path mainentityofpage @id slug",
        r"\w+(link|url|href)",  # "titleLink", "detailUrl"
        "image img thumb thumbnail photo pic picture icon logo cover avatar video audio author api feed share amp"
        " section category topic tag",
    ),
    "standfirst": _field(
        "description standfirst summary excerpt dek abstract teaser subtitle subheadlines trailtext deck lead"
        " intro",
        # "custom_excerpt", "shortDescription"
        r"\w*(excerpt|desc(?:ription)?|summary|teaser|standfirst|paragraph|introtext|brief|lede|sapo"
        r"|subhead(?:ing|line)?)(?:text)?",
    ),
    "published": _field(
        "datepublished publishedat published publisheddate pubdate date firstpublished displaydate publishdate"
        " publicationdate webpublicationdate created createdat createdutc uploaddate",
        r"((?:first|original|web)?publi(?:sh|c)\w*(?<!id)|dategmt|(?:(?:post|news|release|display)(?:date)?)?time)",
    ),
    "byline": _field(
        "byline author authors creator credits",
        r"\w*(author(?:s|name)?|byline)",  # "postAuthor", "mainAuthors"
        "image img photo pic thumb cover video comment reply quote",
    ),
    "kicker": _field("kicker eyebrow overline supertitle flytitle"),
    "image": _field(
        "",
        r"\w*(image|img|photo|picture|poster|thumb)\w*",  # "thumbnail", "heroImageUrl"
        "alt author avatar byline caption count credit height icon logo text title type width",
    ),
    "text": _field("content text body"),
}
"""What the objects of a state call the fields of a piece."""
_LONGEST_KICKER = 60
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
# A longer text is no teaser, but the whole piece.
_LONGEST_TEXT = 500
_ALIKE, _LESS = 0.75, 0.6
_FEWEST, _SAMPLE, _SHORTEST_TITLE = 3, 20, 18
_LEADS = re.compile(r"(?:https?:/)?/[^\s<>]{2,2000}$")
# Two words, or a row of signs that are written without spaces.
_WORDS = re.compile(r"[^\W\d]\s+[^\W\d]|[\u0e00-\u0e7f\u3040-\u9fff]{4}")
# "post_title", "articleUrl"
_OF_WHAT = re.compile(r"^(?:post|article|news|story|item|entry)(?=[a-z]{3})")
_EARLIEST, _LATEST = 1e8, 4e9
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2})?")
# "heroImageURL"
_PART_OF_NAME = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_PLAIN_NAME = re.compile(r"[^a-z@]")
# What in an object is what it says.
_SAYING = ("name", "@id", "rendered", "basic", "by", "text", "url", "href", "iso", "date", "alias", "displayname")
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
    if not items and (named := _by_values(objects)):
        anew = ({**entry, **{name: entry.get(known) for name, known in named.items()}} for entry in objects)
        items = [item for entry in anew if (item := _item(entry, base)) is not None]
    if not items:
        return None
    told = [sum(map(bool, (item.headline and item.standfirst, item.published, item.byline))) for item in items]
    long = median(width(item.headline or item.standfirst or "") for item in items)
    # A menu names its pages shortly, and tells no more of them.
    if sum(map(bool, told)) * 2 < len(items) and long < _LONG:
        return None
    telling = (len(items) + sum(told)) * (_LESS if is_map else 1)
    return _Told(items, telling, _names(objects), depth)


def _by_values(objects: list[Mapping[str, Any]]) -> dict[str, str]:
    """Which names of like objects stand for a headline, a link and what goes with them, told from their values
    where the names are of no language that we know: addresses and texts that differ, days."""
    sample, shared = objects[:_SAMPLE], _names(objects)
    texts = {name: [entry[name] for entry in sample] for name in sample[0] if name in shared}
    told = {name: v for name, v in texts.items() if all(isinstance(text, str) and text.strip() for text in v)}
    differ = {name: v for name, v in told.items() if len(set(v)) == len(v) >= _FEWEST}
    leads = [name for name, v in differ.items() if all(_LEADS.match(one) and not MEDIA.search(one) for one in v)]
    days = [name for name, v in told.items() if name not in leads and all(map(when, v))]
    said = {
        name: median(map(width, v))
        for name, v in differ.items()
        if name not in (*leads, *days) and all(map(_WORDS.search, v))
    }
    longest = max(said, key=said.__getitem__, default="")
    title = next((name for name in said if said[name] >= _SHORTEST_TITLE and (name != longest or days)), "")
    if not (leads and title):
        return {}
    named = {"slug": leads[0], "webtitle": title, "intro": longest, "uploaddate": (*days, "")[0]}
    return {field: name for field, name in named.items() if name and (name != title or field == "webtitle")}


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
    told = _Entry(entry)
    if (isinstance(kind := entry.get("@type"), str) and not _PIECES.search(kind)) or not _GOODS.isdisjoint(
        told.named
    ):
        return None
    headline, name = told.text("headline")
    leads = (_address(value, name, base) for name, value in told.values("link"))
    link = next((address for address in leads if address and not MEDIA.search(address)), None)
    published = next((day for _, value in told.values("published") if (day := _moment(value))), None)
    standfirst, _ = told.text("standfirst")
    said = told.text("text")[0] or ""
    if not headline and link and published:
        standfirst = standfirst or said
    elif not headline or len(headline) < _SHORTEST or not (link or (standfirst and published)):
        return None
    elif len(said) <= _LONGEST_TEXT:
        standfirst = standfirst or said
    if not (headline or standfirst):
        return None
    kicker, _ = told.text("kicker")
    found = dict.fromkeys(("link", "kicker", "standfirst", "byline", "published", "image"), _HOW)
    return Item(
        link=link,
        headline=headline,
        standfirst=(standfirst if standfirst != headline else None) or None,
        byline=told.text("byline")[0],
        kicker=kicker if kicker and len(kicker) <= _LONGEST_KICKER else None,
        published=published,
        image=next((picture for _, value in told.values("image") if (picture := _picture(value, base))), None),
        found=account({"headline": f"{name} in {_HOW}", **found}),
    )


class _Entry:
    """An object by the plain names of its values."""

    def __init__(self, entry: Mapping[str, Any]) -> None:
        names = {name: _PLAIN_NAME.sub("", name.partition("(")[0].lower()) for name in map(str, entry)}
        plain = {names[str(name)]: value for name, value in entry.items()}
        self.named = {_OF_WHAT.sub("", name): value for name, value in plain.items()} | plain
        self._as_written = {plain: name for name, plain in names.items()}

    def values(self, field: str) -> Iterator[tuple[str, Any]]:
        """The values that may be a field, the likeliest first, with their names."""
        yield from ((name, self.named[name]) for name in _FIELDS[field].usual if name in self.named)
        if field == "standfirst" and isinstance(body := self.named.get("body"), dict):
            yield "body", body.get("summary")
        for name, value in self.named.items():
            if _is_called(field, name, self._as_written.get(name, name)):
                yield name, value

    def text(self, field: str) -> tuple[str | None, str]:
        """The first text that may be a field, and its name."""
        for name, value in self.values(field):
            if words := _words(value):
                return tidy(plain(words)) or None, name
        return None, ""


@lru_cache(maxsize=4096)
def _is_called(field: str, name: str, written: str) -> bool:
    """Whether a name that is none of the usual ones says that a value is a field."""
    _, others, but = _FIELDS[field]
    found = others.fullmatch(name)
    if found is None or not but:
        return found is not None
    before, after = name[: found.start(1)], name[found.end(1) :]
    parts = {part.lower() for part in _PART_OF_NAME.findall(written)}
    return parts.isdisjoint(but) and not before.endswith(but) and not after.startswith(but)


def _picture(value: Any, base: str) -> str | None:
    told = pictures.declared(value)
    return links.resolve(told, base) if "/" in told and not pictures.is_sign(told) else None


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


def _words(value: Any, depth: int = 0) -> str | None:
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, list) and depth < 3:
        parts = [part for entry in value[:8] if (part := _words(entry, depth + 1))]
        return ", ".join(parts) or None
    if isinstance(value, dict) and depth < 3:
        told = next((w for n in _SAYING if (w := _words(value.get(n), depth + 1))), None)
        if not told and value.keys() != {"id"} and all(_LANGUAGE.fullmatch(str(name)) for name in value):
            return next(filter(None, (_words(w, depth + 1) for w in value.values())), None)
        return told
    return None
