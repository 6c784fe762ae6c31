"""What mail readers make of HTML, as rules: the subset that the common ones (Gmail, Outlook, Apple Mail, Yahoo,
Thunderbird) keep."""

from __future__ import annotations

import re

import html5lib

ELEMENTS = set(
    "html head meta title style body div p h1 h2 h3 h4 a span bdi time br table tbody tr td ul li strong em small img main article link".split()
)
ATTRIBUTES = set(
    "lang dir href style class align width role content charset name alt src height datetime itemprop itemscope itemtype".split()
)
# Outlook draws with a word processor: what it passes over must not be needed to read.
PROPERTIES = set(
    "margin margin-top margin-bottom padding padding-top padding-bottom border-bottom border-top border-color border background-color color font "
    "font-size font-family font-weight line-height text-align text-decoration max-width width height border-collapse border-spacing".split()
)
PREFIX = "{http://www.w3.org/1999/xhtml}"


def complaints(markup: str) -> list[str]:
    """A sentence for each thing that a mail reader would drop, load or cut."""
    found = []
    tree = html5lib.HTMLParser(strict=True).parse(markup)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        name = element.tag.removeprefix(PREFIX)
        if name not in ELEMENTS:
            found.append(f"<{name}> is not known everywhere")
        for attribute, value in element.attrib.items():
            found += _attribute(name, attribute, value)
        if name == "img" and not element.attrib.get("alt"):
            found.append("<img> without alt")
        if name == "style":
            found += [f"{word} in a style sheet" for word in re.findall(r"@import|url\(", element.text or "")]
            # Gmail drops a style sheet of more than 8,192 characters whole.
            found += ["a style sheet that is too long"] if len(element.text or "") > 8192 else []
    if len(markup.encode()) > 102_000:
        found.append("longer than Gmail shows")
    return found


def _attribute(name: str, attribute: str, value: str) -> list[str]:
    found = [] if attribute in ATTRIBUTES else [f"<{name} {attribute}> is not known everywhere"]
    if attribute == "style":
        found += _style(value)
    if attribute == "src" or (attribute == "href" and name == "link" and not value.startswith("https://")):
        found.append(f"<{name}> loads {value}")
    return found


def _style(value: str) -> list[str]:
    told = [declaration.partition(":") for declaration in value.split(";") if declaration.strip()]
    found = [f"style {name.strip()}" for name, _, _ in told if name.strip() not in PROPERTIES]
    return found + [
        f"style {name.strip()}: {v}" for name, _, v in told if "url(" in v or "calc(" in v or "var(" in v
    ]
