"""Words of a letter whose colour is too near that of what they stand on, by day and in dark rooms. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

# Where WCAG 2.2 AA begins (1.4.3), and what it calls large.
_LEAST, _LEAST_LARGE, _LARGE = 4.5, 3.0, 24.0
_COLOUR = re.compile(r"#([0-9a-f]{3}(?:[0-9a-f]{3})?)\b", re.IGNORECASE)
_INKS, _PAPERS = ("color",), ("background-color", "background")
# What mail readers print with where a letter says nothing, by day, and where it says that it has a dark side too.
_INK_AND_PAPER = "#000000", "#ffffff"
_IN_DARK = "#ffffff", "#000000"
_DARK = re.compile(r"@media[^{}]*prefers-color-scheme:\s*dark[^{}]*\{((?:[^{}]*\{[^{}]*\})*)")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# How closely a selector names an element: by classes and the like, by names of elements.
_CLOSE, _LESS_CLOSE = re.compile(r"[.#:\[]"), re.compile(r"(?:^|[\s>+~])[a-z]", re.IGNORECASE)

Rank = tuple[int, int, int, int]
"""How much a declaration counts: whether it is of a stylesheet (0), of the element itself (1), or of a stylesheet
that insists on it (2); then how closely its selector names the element; then its place."""
Declared = Mapping[int, Mapping[str, tuple[Rank, str]]]
"""By element and property what a stylesheet says."""


def faint(tree: LexborHTMLParser) -> Iterator[str]:
    """What is too faint, each as a sentence without its end. Only colours written as #rrggbb or #rgb are known."""
    styles = "\n".join(node.text() for node in tree.css("style"))
    dark = _declared(tree, "".join(_DARK.findall(_COMMENT.sub("", styles))))
    scheme = tree.css_first('meta[name="color-scheme"]')
    is_dark = scheme is not None and "dark" in (scheme.attributes.get("content") or "")
    for node in tree.css("body, body *"):
        if (node.text(deep=False) or "").strip() and node.tag not in ("style", "script"):
            yield from _too_faint(node, {}, _INK_AND_PAPER, "")
            if dark:
                yield from _too_faint(node, dark, _IN_DARK if is_dark else _INK_AND_PAPER, "in dark rooms ")


def _too_faint(node: LexborNode, dark: Declared, usual: tuple[str, str], where: str) -> Iterator[str]:
    ink, paper = _nearest(node, dark, *_INKS) or usual[0], _nearest(node, dark, *_PAPERS) or usual[1]
    size = re.search(r"([\d.]+)px", _nearest(node, dark, "font-size", "font"))
    least = _LEAST_LARGE if size and float(size[1]) >= _LARGE else _LEAST
    if (seen := contrast(ink, paper)) < least:
        yield f"{where}{ink} on {paper} has a contrast of {seen:.1f}"


def _nearest(node: LexborNode | None, dark: Declared, *names: str) -> str:
    """The value of a property, by any of its names, at an element or the nearest one around it."""
    while node is not None:
        style = (node.attributes or {}).get("style") or ""
        told = [((1, 0, 0, place), value) for place, name, value in _declarations(style) if name in names]
        told += [found for name, found in dark.get(node.mem_id, {}).items() if name in names]
        if told:
            return max(told)[1]
        node = node.parent
    return ""


def _declarations(style: str) -> Iterator[tuple[int, str, str]]:
    for place, declaration in enumerate(style.split(";")):
        name, sign, value = declaration.partition(":")
        if sign:
            yield place, name.strip().lower(), value.strip()


def _declared(tree: LexborHTMLParser, rules: str) -> Declared:
    found: dict[int, dict[str, tuple[Rank, str]]] = {}
    for place, rule in enumerate(_RULE.finditer(rules)):
        told = [(name, *_insisted(value)) for _, name, value in _declarations(rule[2])]
        for selector in rule[1].split(","):
            close = len(_CLOSE.findall(selector)), len(_LESS_CLOSE.findall(selector.strip()))
            for node in _meant(tree, selector.strip()):
                known = found.setdefault(node.mem_id, {})
                for name, level, value in told:
                    one = ((level, *close, place), value)
                    known[name] = max(known.get(name, one), one)
    return found


def _insisted(value: str) -> tuple[int, str]:
    bare = re.sub(r"\s*!\s*important\s*$", "", value, flags=re.IGNORECASE)
    return (0, bare) if bare == value else (2, bare)


def _meant(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    try:
        return tree.css(selector) if selector else []
    except SelectolaxError:
        return []  # what the parser does not know, most mail readers do not either


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (#rrggbb, #rgb) by WCAG, 1 to 21; 21 where one is written another way."""
    lights = sorted(map(_light, filter(None, map(_COLOUR.search, (one, other)))))
    return (lights[1] + 0.05) / (lights[0] + 0.05) if len(lights) == 2 else 21.0


def _light(colour: re.Match[str]) -> float:
    wide = colour[1] if len(colour[1]) == 6 else "".join(2 * figure for figure in colour[1])
    parts = [int(wide[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
