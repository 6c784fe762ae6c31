"""Words of a letter whose colour is too near that of what they stand on, by day and in dark rooms. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

import css_inline
from selectolax.lexbor import LexborHTMLParser, LexborNode

# Where WCAG 2.2 AA begins (1.4.3), and what it calls large.
_LEAST, _LEAST_LARGE, _LARGE = 4.5, 3.0, 24.0
_COLOUR = re.compile(r"#([0-9a-f]{3}(?:[0-9a-f]{3})?)\b", re.IGNORECASE)
_INKS, _PAPERS = ("color",), ("background-color", "background")
# What mail readers print with where a letter says nothing, by day, and where it says that it has a dark side too.
_INK_AND_PAPER = "#000000", "#ffffff"
_IN_DARK = "#ffffff", "#000000"
_DARK = re.compile(r"@media[^{}]*prefers-color-scheme:\s*dark[^{}]*\{((?:[^{}]*\{[^{}]*\})*)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INSISTS = re.compile(r"\s*!\s*important\s*$", re.IGNORECASE)


def faint(html: str) -> Iterator[str]:
    """What is too faint in a letter, whose styles are attributes but for those of dark rooms: each as a sentence
    without its end. Only colours written as #rrggbb or #rgb are known."""
    tree = LexborHTMLParser(html)
    yield from _faint(tree, _INK_AND_PAPER, "")
    styles = "\n".join(node.text() for node in tree.css("style"))
    if dark := "".join(_DARK.findall(_COMMENT.sub("", styles))):
        scheme = tree.css_first('meta[name="color-scheme"]')
        is_dark = scheme is not None and "dark" in (scheme.attributes.get("content") or "")
        by_night = css_inline.inline(html, extra_css=dark, inline_style_tags=False, load_remote_stylesheets=False)
        yield from _faint(LexborHTMLParser(by_night), _IN_DARK if is_dark else _INK_AND_PAPER, "in dark rooms ")


def _faint(tree: LexborHTMLParser, usual: tuple[str, str], where: str) -> Iterator[str]:
    for node in tree.css("body, body *"):
        if not (node.text(deep=False) or "").strip() or node.tag in ("style", "script"):
            continue
        ink, paper = _nearest(node, *_INKS) or usual[0], _nearest(node, *_PAPERS) or usual[1]
        size = re.search(r"([\d.]+)px", _nearest(node, "font-size", "font"))
        least = _LEAST_LARGE if size and float(size[1]) >= _LARGE else _LEAST
        if (seen := contrast(ink, paper)) < least:
            yield f"{where}{ink} on {paper} has a contrast of {seen:.1f}"


def _nearest(node: LexborNode | None, *names: str) -> str:
    """The value of a property, by any of its names, at an element or the nearest one around it."""
    while node is not None:
        told = [
            value for name, value in _declarations((node.attributes or {}).get("style") or "") if name in names
        ]
        if told:
            # Of several the last one counts, but none that does not insist where another does.
            return _INSISTS.sub("", max(reversed(told), key=lambda value: bool(_INSISTS.search(value))))
        node = node.parent
    return ""


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    for declaration in style.split(";"):
        name, sign, value = declaration.partition(":")
        if sign:
            yield name.strip().lower(), value.strip()


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (#rrggbb, #rgb) by WCAG, 1 to 21; 21 where one is written another way."""
    lights = sorted(map(_light, filter(None, map(_COLOUR.search, (one, other)))))
    return (lights[1] + 0.05) / (lights[0] + 0.05) if len(lights) == 2 else 21.0


def _light(colour: re.Match[str]) -> float:
    wide = colour[1] if len(colour[1]) == 6 else "".join(2 * figure for figure in colour[1])
    parts = [int(wide[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
