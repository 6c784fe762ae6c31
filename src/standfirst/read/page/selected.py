"""A page whose source says by CSS selectors where its items stand.

Nothing is weighed here: each element that `item` finds is an item, and each other selector is looked for
inside it. A selector may end in the attribute to take, "img@src"; one that finds nothing is complained of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from standfirst.model import Item, Reading, Source, tidy
from standfirst.read import links, pictures
from standfirst.read.dates import page_order, when
from standfirst.read.finish import finish
from standfirst.read.page import pagewide
from standfirst.read.page.bylines import name_of
from standfirst.read.page.markup import Node, Tree, find, parsed, words_of
from standfirst.read.page.sheet import body_of, lay_flat

FIELDS = ("headline", "standfirst", "link", "date", "byline", "kicker", "image")
MOST_ITEMS = 3000

_ATTRIBUTE = re.compile(r"@([\w:.-]+)\s*$")
_MOST_BEFORE, _SHORTEST_HEADLINE = 40, 8
_HEADINGS = "h1, h2, h3, h4, h5, h6"


@dataclass(slots=True)
class ParsedPage:
    """A page as the parser has it, with what its links and its dates are seen from."""

    tree: Tree
    base: str
    language: str | None
    now: datetime | None
    order: str | None = None
    trimmed: tuple[str, ...] = ()
    """What of the page was left out when it was parsed, a sentence each."""


@dataclass(slots=True)
class _Search:
    """What the selectors have come to: those that are none, those that found an element, and those whose
    elements told something, with a sample of what told nothing."""

    select: Mapping[str, str]
    unsound: set[str] = field(default_factory=set)
    met: dict[str, str] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    empty: int = 0


def read_selected(html: str, url: str, *, source: Source, now: datetime | None) -> Reading:
    """The items that the selectors of a source find on a page, in its order. `url` resolves its links. Never
    raises."""
    page = page_of(html, url, source.language, now)
    search = _Search(source.select)
    records = find(page.tree, source.select.get("item", ""))
    if records is None:
        search.unsound.add("item")
    found = list(_items(page, records or [], search))
    finished = finish(found, source=source, language=page.language, now=now)
    return Reading(
        items=tuple({item.id: item for item in reversed(finished)}.values())[::-1],
        complaints=(*_complaints(search, len(records or ())), *page.trimmed),
        follow=pagewide.following(page.tree, page.base)
        or pagewide.following_by_words(lay_flat(body_of(page.tree)), page.base),
        read_as="listing",
        title=pagewide.title_of(page.tree),
        language=page.language,
    )


def page_of(html: str, url: str, language: str | None, now: datetime | None) -> ParsedPage:
    """A page with what holds for all of it; `language` is taken where it declares none."""
    tree, trimmed = parsed(html)
    texts = (node.text(deep=False) for node in find(tree, "time, span, p, small, div, td, li") or ())
    order = page_order(text for text in texts if len(text) < 40)
    return ParsedPage(
        tree, pagewide.base_of(tree, url), pagewide.language_of(tree) or language, now, order, trimmed
    )


def _items(page: ParsedPage, records: list[Node], search: _Search) -> Iterator[Item]:
    for record in records[:MOST_ITEMS]:
        told: dict[str, str] = {}
        found: dict[str, str] = {}
        for name in FIELDS:
            if name in search.select and (value := _value(page, record, name, search)):
                told[name] = value
                found["published" if name == "date" else name] = f"your selector {search.select[name]}"
        _fill(page, record, search.select, told, found)
        if "standfirst" in told:
            told["standfirst"] = below(told["standfirst"], told.get("headline"))
        if told.get("headline") or told.get("standfirst"):
            published = told.pop("date", None)
            yield Item(**told, published=published, found=MappingProxyType(found))  # type: ignore[arg-type]
        else:
            search.empty += 1


def _value(page: ParsedPage, record: Node, name: str, search: _Search) -> str | None:
    nodes = nodes_at(record, search.select[name])
    if nodes is None:
        search.unsound.add(name)
        return None
    for node in nodes:
        search.met.setdefault(name, words_of(node)[:40])
        if value := value_of(page, node, name, attribute_of(search.select[name])):
            search.told.add(name)
            return value
    return None


def below(standfirst: str, headline: str | None) -> str:
    """A standfirst without the headline, and what stands before that, where one element holds both."""
    before, found, rest = standfirst.partition(headline or "\0")
    near = found and len(before) <= _MOST_BEFORE and len(found) >= _SHORTEST_HEADLINE
    return (near and rest.lstrip(" :–—-|")) or standfirst


def attribute_of(selector: str) -> str | None:
    """The attribute that a selector names, None where it wants the element's own words."""
    named = _ATTRIBUTE.search(selector)
    return named[1].lower() if named else None


def nodes_at(record: Node, selector: str) -> list[Node] | None:
    """The elements of a record that a selector finds, one that is an attribute alone the record itself."""
    bare = _ATTRIBUTE.sub("", selector).strip()
    return find(record, bare) if bare else [record]


def value_of(page: ParsedPage, node: Node, name: str, attribute: str | None = None) -> str | None:
    """What an element tells as a field: its words, the page that it links to, its date in ISO 8601 ..."""
    attributes = node.attributes
    if name == "link":
        href = attributes.get(attribute or "href") or (_href_near(node) if attribute is None else None)
        return links.resolve(href, page.base) if href else None
    if name == "image":
        source = attributes.get(attribute) if attribute else pictures.shown_by(attributes)
        return links.resolve(source, page.base) if source else None
    text = tidy(attributes.get(attribute) or "") if attribute else words_of(node)
    if name == "date":
        stamp = attributes.get("datetime") if attribute is None else None
        return (when(stamp, page.language, page.now) if stamp else None) or when(
            text, page.language, page.now, page.order
        )
    return (name_of(text) if name == "byline" else text) or None


def _href_near(node: Node) -> str | None:
    """The address of the link in an element, or that it stands in."""
    inner = find(node, "a[href]")
    if inner:
        return inner[0].attributes.get("href")
    above = node.parent
    while above is not None:
        if above.tag == "a":
            return above.attributes.get("href")
        above = above.parent
    return None


def _fill(
    page: ParsedPage, record: Node, select: Mapping[str, str], told: dict[str, str], found: dict[str, str]
) -> None:
    """The headline where no words are asked for, and the link where none is: what everyone would take."""
    title = None
    if "headline" not in select and "standfirst" not in select:
        titles = [*(find(record, _HEADINGS) or ()), *(find(record, "a[href]") or ()), record]
        title = next((node for node in titles if words_of(node)), None)
        if title is not None:
            told["headline"], found["headline"] = words_of(title), f"{title.tag} of what your selector item finds"
    elif told.get("headline") and not attribute_of(select["headline"]):
        title = next((node for node in nodes_at(record, select["headline"]) or () if words_of(node)), None)
    if "link" not in select:
        link = value_of(page, title, "link") if title is not None else None
        if link := link or value_of(page, record, "link"):
            told["link"], found["link"] = (
                link,
                "the link at its headline" if title is not None else "its first link",
            )


def _complaints(search: _Search, records: int) -> Iterator[str]:
    for name, selector in search.select.items():
        if name in search.unsound:
            yield f'your selector "{selector}" for {name} is no CSS selector that we understand'
        elif not records:
            if name == "item":
                yield f'your selector "{selector}" for item finds nothing on the page'
        elif name != "item" and name not in search.met:
            yield f'your selector "{selector}" for {name} finds nothing in any of the {records} items'
        elif name != "item" and name not in search.told:
            what = {"date": "date", "link": "address", "image": "address"}.get(name, "words")
            yield f'your selector "{selector}" for {name} finds "{search.met[name]}", which tells no {what}'
    if search.empty:
        yield f"{search.empty} of the {records} items found have neither headline nor standfirst"
