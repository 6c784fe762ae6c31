"""HTML as a tree: the only module that knows the parser.

The parser is fast but quadratic in depth of nesting and in attributes of one tag, so what goes into it is
capped and, where a cheap look finds it hostile, trimmed.
"""

from __future__ import annotations

import re
from html import unescape

from selectolax.lexbor import LexborHTMLParser as Tree
from selectolax.lexbor import LexborNode as Node
from selectolax.lexbor import SelectolaxError

from standfirst.model import tidy
from standfirst.read.page import guard

__all__ = ["LONGEST", "Node", "Tree", "find", "parse", "parsed", "plain", "words_of"]

LONGEST = 3_000_000
"""Characters of a document that are read."""
MOST_TAGS = 60_000
"""Tags of a document that are read; real ones have a few thousand. The tree needs hundreds of bytes for each."""
_MOST_OPTIONS = 1000

_SILENT = frozenset(("script", "style", "template", "noscript", "svg", "head", "-comment"))
_OPTION = re.compile("<option", re.IGNORECASE)
_SELECT = re.compile(r"(</?)select(?=[\s/>])", re.IGNORECASE)
# What a page shows in a tree of its own is declared as a template, but is no less shown.
_SHADOWS = re.compile(r"<template(?=\s[^<>]{0,200}?\bshadowroot(?:mode)?\s*=)")
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd mark nobr q rp rt ruby s samp small span"
    " strike strong sub sup time tt u var wbr".split()
)
_WITHIN_LINES = INLINE | {"-text", "-comment", "script", "style"}


def parse(html: str) -> Tree:
    """The tree of a document, of its first three million characters."""
    return parsed(html)[0]


def parsed(html: str) -> tuple[Tree, tuple[str, ...]]:
    """The tree of a document, and what was left out of it, a sentence each."""
    complaints: tuple[str, ...] = ()
    if len(html) > LONGEST:
        complaints = (f"only the first {LONGEST} of its {len(html)} characters were read",)
        html = html[:LONGEST]
    if html.count("<") > MOST_TAGS:
        complaints += (f"only the first {MOST_TAGS} of its {html.count('<')} tags were read",)
        html = "<".join(html.split("<", MOST_TAGS)[:MOST_TAGS])
    if "\0" in html:
        html = html.replace("\0", "")
    if "shadowroot" in html and len(_SHADOWS.findall(html)) == html.count("<template"):
        html = _SHADOWS.sub("<div", html).replace("</template>", "</div>")
    # The parser goes through all options of a choice for each of them; nobody reads what may be chosen.
    if html.count("<") > _MOST_OPTIONS and len(_OPTION.findall(html)) > _MOST_OPTIONS:
        html = _SELECT.sub(r"\1datalist", html)
    tame, trimmed = guard.tame(html)
    complaints += (trimmed,) if trimmed else ()
    try:
        return Tree(tame), complaints
    except UnicodeEncodeError:  # half of a surrogate pair
        return Tree(tame.encode("utf-8", "replace")), complaints


def find(within: Tree | Node, selector: str) -> list[Node] | None:
    """The elements that a CSS selector finds, in the order of the page; `within` may be one of them. None where
    it is no selector that we understand."""
    try:
        found = within.css(selector)
    except (SelectolaxError, ValueError):
        return None
    return list({node.mem_id: node for node in found}.values())


def plain(html: str) -> str:
    """The text of a fragment of HTML: tags dropped, entities resolved, blocks separated, tidy."""
    if "<" not in html:
        return tidy(unescape(html) if "&" in html else html)
    root = parse(html).body
    return words_of(root) if root is not None else ""


def words_of(root: Node) -> str:
    """The text of an element, tidy: blocks separated, scripts and styles left out."""
    pieces: list[str] = []
    for node in root.traverse(include_text=True):
        tag = node.tag or ""
        if tag not in _WITHIN_LINES or ((before := node.prev) is not None and before.tag not in _WITHIN_LINES):
            pieces.append(" ")
        if tag == "-text":
            parent = node.parent
            if parent is None or parent.tag not in _SILENT:
                pieces.append(node.text_content or "")
    return tidy("".join(pieces))
