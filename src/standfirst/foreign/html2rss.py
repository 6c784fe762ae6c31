"""Configurations of html2rss, in YAML or JSON: one feed, or several under `feeds`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from standfirst.foreign import Foreign, is_address
from standfirst.languages import is_tag
from standfirst.model import NOTHING, Refusal, Source, tidy

_FIELDS = {
    "title": "headline",
    "description": "standfirst",
    "url": "link",
    "link": "link",
    "published_at": "date",
    "updated": "date",
    "author": "byline",
    "image": "image",
    "enclosure": "image",
}
_OURS_ANYWAY = ("sanitize_html", "parse_time", "parse_uri", "html_to_markdown")
"""Steps after extraction that reading does by itself."""


class _Loader(yaml.SafeLoader):  # type: ignore[misc]  # has no types
    """Takes each thing that "<<" names once: ten times over, ten times over, there would be no end."""

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        super().flatten_mapping(node)
        node.value = list({id(key): (key, value) for key, value in node.value}.values())


def from_html2rss(text: str) -> Foreign:
    """The sources that html2rss configurations describe."""
    try:
        told = yaml.load(text, _Loader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())[:120]
        raise Refusal(f"it is not YAML that can be read: {reason}") from None
    sources: list[Source] = []
    complaints: list[str] = []
    for feed in _feeds(_table(told)):
        channel = _table(feed.get("channel"))
        url, outlet = _words(channel.get("url")), _words(channel.get("title"))
        if not is_address(url) or "%<" in url:
            complaints.append(f'its channel has the url "{url}", which is no address on the web')
            continue
        language = _words(channel.get("language"))
        select = _select(_table(feed.get("selectors")), outlet or url, complaints)
        sources.append(Source("", url, outlet, language if is_tag(language) else None, select=select))
    return Foreign(tuple(sources), tuple(complaints))


def _table(value: object) -> dict[str, Any]:
    """A mapping with names for keys, those of Ruby (":channel") too; nothing where it is none."""
    return {str(k).strip(":"): v for k, v in value.items()} if isinstance(value, Mapping) else {}


def _feeds(told: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    if "channel" in told:
        yield dict(told)
    yield from map(_table, _table(told.get("feeds")).values())


def _select(selectors: Mapping[str, Any], name: str, complaints: list[str]) -> Mapping[str, str]:
    item = _words(_table(selectors.get("items")).get("selector"))
    if not item:
        return NOTHING
    select = {"item": item}
    for theirs, ours in _FIELDS.items():
        rule = _table(selectors.get(theirs))
        if not rule or ours in select:
            continue
        if selector := _selector(rule, item, ours):
            select[ours] = selector
        else:
            complaints.append(
                f"{name}: {theirs} is left out: its extractor {_words(rule.get('extractor'))} has no words"
            )
        if lost := _lost(rule):
            complaints.append(f"{name}: what html2rss does to {theirs} afterwards is left out: {', '.join(lost)}")
    return select


def _selector(rule: Mapping[str, Any], item: str, field: str) -> str | None:
    """The selector of one field, with the attribute it takes."""
    selector, extractor = _words(rule.get("selector")), _words(rule.get("extractor") or "text").strip(":")
    if selector.startswith((">", "+", "~")):
        selector = (f":is({item}) " if "," in item else f"{item} ") + selector
    if extractor in ("text", "html"):
        return selector or item
    attribute = {"href": "href", "attribute": _words(rule.get("attribute"))}.get(extractor)
    if not attribute:
        return None
    usual = selector and (field, attribute) in (("link", "href"), ("image", "src"))
    return selector if usual else f"{selector}@{attribute}"


def _words(value: object) -> str:
    return tidy(value) if isinstance(value, str) else ""


def _lost(rule: Mapping[str, Any]) -> list[str]:
    """The names of html2rss's steps after extraction that we do not take over."""
    steps = rule.get("post_process") or ()
    names = [_table(s).get("name") for s in (steps if isinstance(steps, list) else [steps])]
    return [name for name in names if isinstance(name, str) and name not in _OURS_ANYWAY]
