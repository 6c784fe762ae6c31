"""OPML in and out: lists of feeds in folders, and pages that FreshRSS reads by XPath."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from lxml import etree

from standfirst import places
from standfirst.credentials import shown
from standfirst.foreign import Foreign, is_address
from standfirst.foreign.miniflux import SECRETS_LEFT_OUT, sieve_of
from standfirst.foreign.xpath import css
from standfirst.languages import is_tag
from standfirst.model import NOTHING, Refusal, Source, tidy

FRSS = "https://freshrss.org/opml"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FIELDS = {
    "xPathItemTitle": "headline",
    "xPathItemContent": "standfirst",
    "xPathItemUri": "link",
    "xPathItemTimestamp": "date",
    "xPathItemAuthor": "byline",
    "xPathItemThumbnail": "image",
}
_REFERENCE = re.compile(r"&(?:(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)?")
_OF_XML = frozenset(("amp", "lt", "gt", "quot", "apos"))
_END = 200
# As FreshRSS names what it notes: other names mean something else in standfirst.toml.
_NAME = re.compile(r"\w+", re.ASCII)
# As Miniflux writes them.
_BLOCK, _KEEP = ("blocklistRules", "blockFilterEntryRules"), ("keeplistRules", "keepFilterEntryRules")
_OTHER_MACHINES = {
    "XML+XPath": "XML",
    "JSON+DotPath": "JSON",
    "JSON+DotNotation": "JSON",
    "HTML+XPath+JSON": "JSON",
}


def from_opml(text: str) -> Foreign:
    """The sources of an OPML file, in its order, whatever folders they lie in."""
    # The text is decoded already, whatever encoding it names.
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, encoding="utf-8"
    )
    root = etree.fromstring(_REFERENCE.sub(_mended, text).encode("utf-8", "replace"), parser)
    if root is None or _local(root.tag) != "opml":
        raise Refusal("it is XML, but not OPML")
    sources: list[Source] = []
    complaints = [] if "</opml" in text[-_END:].lower() else ["it breaks off before its end"]
    for outline in root.iter("{*}outline"):
        told = {_local(name): value for name, value in outline.attrib.items()}
        url = tidy(told.get("xmlUrl") or told.get("xmlurl") or "")
        if not url:
            complaints += _elsewhere(told)
            continue
        outlet = tidy(told.get("title") or told.get("text") or "")
        if not is_address(url):
            complaints.append(f'{outlet or url}: "{url}" is no address on the web')
            continue
        if told.get("disabled") == "true":
            complaints.append(f"{outlet or url}: is switched off there, and was left out")
            continue
        if told.get("cookie") or told.get("proxyUrl"):
            complaints.append(f"{outlet or url}: {SECRETS_LEFT_OUT}")
        folders, language = _folders(outline), told.get("language", "")
        known = {name: code for name in folders if (code := places.named(name))}
        sources.append(
            Source(
                "",
                url,
                outlet,
                language=language if is_tag(language) else None,
                places=tuple(known.values()),
                select=_select(told, outlet or url, complaints),
                sieve=sieve_of(told, _BLOCK, _KEEP, outlet or url, complaints),
                tags=tuple(name for name in folders if name not in known),
                opml=_kept(outline, outlet or url, complaints),
            )
        )
    return Foreign(tuple(sources), tuple(complaints))


def _elsewhere(told: Mapping[str, str]) -> list[str]:
    """That a folder is filled from a list at another address, where it is."""
    url = tidy(told.get("opmlUrl") or (told.get("url") if told.get("type") == "include" else "") or "")
    folder = tidy(told.get("title") or told.get("text") or "") or "a folder"
    return [f"{folder}: is filled from the list at {shown(url)}, which is not asked for"] if url else []


def _mended(reference: re.Match[str]) -> str:
    """A reference that XML understands in place of one that it does not: bare ampersands in addresses, and names
    that only HTML knows."""
    name = reference[1]
    if name is None:
        return "&amp;"
    char = html.unescape(reference[0])
    return reference[0] if name in _OF_XML or name[0] == "#" or char == reference[0] else char


def _folders(outline: etree._Element) -> list[str]:
    """The names of the folders that an outline lies in, outermost first, and of its categories."""
    above = [tidy(e.get("text") or e.get("title") or "") for e in outline.iterancestors("{*}outline")]
    categories = [tidy(name).strip("/") for name in (outline.get("category") or "").split(",")]
    return list(dict.fromkeys(filter(None, [*reversed(above), *categories])))


def _kept(outline: etree._Element, name: str, complaints: list[str]) -> Mapping[str, str]:
    """What FreshRSS notes of a source, to be given back as it came."""
    kept = {
        _local(attribute): value
        for attribute, value in outline.attrib.items()
        if str(attribute).startswith(f"{{{FRSS}}}") and _NAME.fullmatch(_local(attribute))
    }
    secret = [attribute for attribute in kept if attribute.startswith("CURLOPT")]
    if secret:
        complaints.append(
            f"{name}: {', '.join(secret)} left out, since it may hold secrets: see headers, cookies, proxy"
        )
    kept = {attribute: value for attribute, value in kept.items() if attribute not in secret}
    kind = outline.get("type", "")
    return MappingProxyType({"type": kind} | kept if "+" in kind else kept)


def as_opml(sources: Iterable[Source], title: str) -> bytes:
    """The sources on the web as OPML 2.0, in folders by their first tag or place, with what FreshRSS noted of
    them. Names and passwords within addresses are left out."""
    root = etree.Element("opml", version="2.0", nsmap={"frss": FRSS})
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body, folders = etree.SubElement(root, "body"), dict[str, etree._Element]()
    for source in sources:
        if not is_address(source.url):
            continue
        inside = [*source.tags, *(places.name(code, "en") for code in source.places)]
        if inside and inside[0] not in folders:
            folders[inside[0]] = etree.SubElement(body, "outline", text=inside[0], title=inside[0])
        _outline(folders[inside[0]] if inside else body, source, inside[1:])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _outline(within: etree._Element, source: Source, categories: Sequence[str]) -> None:
    told = {"type": source.opml.get("type", "rss"), "text": source.outlet, "title": source.outlet}
    told |= {"xmlUrl": shown(source.url)}
    told |= {"language": source.language} if source.language else {}
    told |= {"category": ",".join(name.replace(",", " ") for name in categories)} if categories else {}
    told = {name: tidy(value) for name, value in told.items()}
    # Of FreshRSS's filters each stands in a line of its own.
    told |= {f"{{{FRSS}}}{n}": _NOT_XML.sub("", value) for n, value in source.opml.items() if n != "type"}
    etree.SubElement(within, "outline", attrib=told)


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
    """The selectors without attributes that reading takes anyway: the href of a link, the src of a picture."""
    usual = {"link": "@href", "image": "@src"}
    return {f: s.removesuffix(end) if (end := usual.get(f)) and s != end else s for f, s in select.items()}
