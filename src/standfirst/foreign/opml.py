"""OPML: lists of feeds, and pages that FreshRSS reads by XPath."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from standfirst.foreign import Foreign, is_address
from standfirst.foreign.xpath import css
from standfirst.model import NOTHING, Refusal, Source, tidy

_FIELDS = {
    "xPathItemTitle": "headline",
    "xPathItemContent": "standfirst",
    "xPathItemUri": "link",
    "xPathItemTimestamp": "date",
    "xPathItemAuthor": "byline",
    "xPathItemThumbnail": "image",
}
_OTHER_MACHINES = {
    "XML+XPath": "XML",
    "JSON+DotPath": "JSON",
    "JSON+DotNotation": "JSON",
    "HTML+XPath+JSON": "JSON",
}


def from_opml(text: str) -> Foreign:
    """The sources of an OPML file, in its order, whatever folders they lie in."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if root is None or _local(root.tag) != "opml":
        raise Refusal("it is XML, but not OPML")
    sources: list[Source] = []
    complaints: list[str] = []
    for outline in root.iter("{*}outline"):
        told = {_local(name): value for name, value in outline.attrib.items()}
        url = tidy(told.get("xmlUrl") or told.get("xmlurl") or "")
        if not url:
            continue
        outlet = tidy(told.get("title") or told.get("text") or "")
        if not is_address(url):
            complaints.append(f'{outlet or url}: "{url}" is no address on the web')
            continue
        select = _select(told, outlet or url, complaints)
        sources.append(Source("", url, outlet, select=select))
    return Foreign(tuple(sources), tuple(complaints))


def _local(name: object) -> str:
    return str(name).rpartition("}")[2].rpartition(":")[2]


def _select(told: Mapping[str, str], name: str, complaints: list[str]) -> Mapping[str, str]:
    """The selectors of one source; what cannot be said in CSS is complained of."""
    kind = told.get("type", "")
    if kind in _OTHER_MACHINES:
        complaints.append(f"{name}: its rules are for {_OTHER_MACHINES[kind]}, not for pages, and were left out")
        return NOTHING
    if not told.get("xPathItem"):
        return NOTHING
    try:
        select = {"item": css(told["xPathItem"])}
    except Refusal as refusal:
        complaints.append(f"{name}: {refusal}; reading does without its selectors")
        return NOTHING
    for attribute, field in _FIELDS.items():
        expression = told.get(attribute, "").strip()
        # All of an item is no standfirst.
        if not expression or (field == "standfirst" and expression == "."):
            continue
        try:
            select[field] = css(expression, select["item"])
        except Refusal as refusal:
            complaints.append(f"{name}: {field} is left out: {refusal}")
    return _neat(select)


def _neat(select: dict[str, str]) -> dict[str, str]:
    """Without the attributes that are taken anyway."""
    usual = {"link": "@href", "image": "@src"}
    return {f: s.removesuffix(end) if (end := usual.get(f)) and s != end else s for f, s in select.items()}
