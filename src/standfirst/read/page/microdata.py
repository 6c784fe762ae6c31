"""Pages that standfirst itself printed: their items are declared as schema.org microdata."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from standfirst.model import Enclosure, Event, Item, Kind, tidy
from standfirst.read import links, media, plain_data
from standfirst.read.page.jsonld import KIND_OF_TYPE
from standfirst.read.page.markup import Node, Tree, words_of

_TEXTS = (
    ("headline", "headline"),
    ("standfirst", "abstract"),
    ("kicker", "about"),
    ("byline", "author"),
    ("section", "articleSection"),
)
_FIELDS = (
    "headline standfirst kicker byline section published language kind link image appeal event enclosures".split()
)
_SUMS = ("goal", "raised", "currency")


def is_ours(tree: Tree) -> bool:
    """Whether the page carries our mark, so that its microdata tell all there is."""
    mark = tree.css_first('meta[name="generator"]')
    return mark is not None and (mark.attributes.get("content") or "").split("/")[0].strip() == "standfirst"


def declared_items(tree: Tree, url: str) -> Iterator[Item]:
    """The items of one of our pages, in its order, not yet finished."""
    for record in tree.css("[itemscope][itemtype]"):
        kind = KIND_OF_TYPE.get((record.attributes.get("itemtype") or "").rpartition("/")[2])
        if kind is not None and (item := _item(record, kind, url)) is not None:
            yield item


def _item(record: Node, kind: Kind, url: str) -> Item | None:
    props = _props(record)
    texts = {name: words_of(props[prop]) or None for name, prop in _TEXTS if prop in props}
    if not texts.get("headline") and not texts.get("standfirst"):
        return None
    item = Item(
        kind=kind,
        headline=texts.get("headline"),
        standfirst=texts.get("standfirst"),
        kicker=texts.get("kicker"),
        byline=texts.get("byline"),
        section=texts.get("section"),
        published=_told(props, "datePublished", "datetime"),
        language=_told(props, "inLanguage", "content") or tidy(record.attributes.get("lang") or "") or None,
        link=_address(props, "url", "href", url),
        image=_address(props, "image", "src", url) or _address(props, "image", "href", url),
        appeal=plain_data.appeal_of({name: _told(props, name, "content") for name in _SUMS}),
        event=_event(props),
        enclosures=media.merged(_file(node, url) for node in record.css('[itemprop="associatedMedia"]')),
    )
    found = {name: f"microdata {record.tag}" for name in _FIELDS if getattr(item, name)}
    return replace(item, found=MappingProxyType(found))


def _event(props: Mapping[str, Node]) -> Event | None:
    start, end = _told(props, "startDate", "datetime"), _told(props, "endDate", "content")
    where = words_of(props["location"]) if "location" in props else None
    return plain_data.event_of({"start": start, "end": end, "where": where})


def _file(node: Node, url: str) -> Enclosure | None:
    props = _props(node)
    address = _address(props, "contentUrl", "href", url)
    media_type, length, duration = (
        _told(props, name, "content") or "" for name in ("encodingFormat", "contentSize", "duration")
    )
    return media.enclosure(address, media_type, length, media.duration_of(duration)) if address else None


def _props(record: Node) -> dict[str, Node]:
    props: dict[str, Node] = {}
    for node in record.css("[itemprop]"):
        for name in (node.attributes.get("itemprop") or "").split():
            props.setdefault(name, node)
    return props


def _told(props: Mapping[str, Node], prop: str, attribute: str) -> str | None:
    node = props.get(prop)
    return tidy(node.attributes.get(attribute) or "") or None if node is not None else None


def _address(props: Mapping[str, Node], prop: str, attribute: str, url: str) -> str | None:
    node = props.get(prop)
    href = node.attributes.get(attribute) if node is not None else None
    return links.resolve(href, url) if href else None
