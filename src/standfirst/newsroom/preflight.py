"""What is wrong with a letter before it goes out: sentences, each naming one thing. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from email import message_from_bytes, policy
from email.message import EmailMessage
from textwrap import shorten

from selectolax.lexbor import LexborHTMLParser, LexborNode

from standfirst.readership import Letter

# Gmail cuts here.
MOST_HTML = 102_000
# A demonstration has no certificate.
_HERE = ("localhost", "127.0.0.1")
# Where WCAG 2.2 AA begins (1.4.3), and what it calls large.
_LEAST, _LEAST_LARGE, _LARGE = 4.5, 3.0, 24.0
_COLOUR = re.compile(r"#([0-9a-f]{3}(?:[0-9a-f]{3})?)\b", re.IGNORECASE)
# What mail readers print with where a letter says nothing.
_INK, _PAPER = "#000000", "#ffffff"


def complaints(letter: Letter, sample: bytes) -> list[str]:
    """What is wrong with a letter as such. `sample` is the letter as one reader gets it."""
    return [*_of_parts(letter), *_of_html(letter.html), *_of_head(sample)]


def of_links(letter: Letter, dead: Mapping[str, str]) -> list[str]:
    """What is wrong with a letter's links, given why each dead one is."""
    return [f"{link} (“{words}”) is dead: {dead[link]}" for link, words in _linked(letter) if link in dead]


def links(letter: Letter) -> list[str]:
    """The pages of others that a letter leads to, each once."""
    return [link for link, _ in _linked(letter)]


def _linked(letter: Letter) -> list[tuple[str, str]]:
    """The links of a letter, each once, with the words of the brief in which it stands first."""
    found: dict[str, str] = {}
    for article in LexborHTMLParser(letter.html).css("article"):
        head = article.css_first("[itemprop=headline], [itemprop=abstract]")
        words = shorten(head.text(), 60, placeholder=" …") if head else ""
        for link in article.css("a[href]"):
            found.setdefault(link.attributes.get("href") or "", words)
    return [(link, words) for link, words in found.items() if link]


def _of_parts(letter: Letter) -> Iterator[str]:
    for name, part in (("text", letter.text), ("HTML", letter.html)):
        if not part.strip():
            yield f"the {name} part is missing"
    if not letter.stories:
        yield "there is no story in it"
    if not letter.language:
        yield "its language is missing"
    size = len(letter.html.encode())
    if size > MOST_HTML:
        yield f"its HTML has {size // 1000} kB: mail readers show {MOST_HTML // 1000}"


def _of_html(html: str) -> Iterator[str]:
    tree = LexborHTMLParser(html)
    for node in tree.css("img"):
        if not (node.attributes.get("alt") or "").strip():
            yield f"the image {node.attributes.get('src') or ''} has no alt"
    for node in tree.css("article"):
        if not node.attributes.get("lang"):
            words = " ".join(node.text(separator=" ").split())
            yield f"the language of “{words[:60]}” is missing"
    yield from dict.fromkeys(_faint(tree))


def _faint(tree: LexborHTMLParser) -> Iterator[str]:
    """Words whose colour is too near that of what they stand on."""
    for node in tree.css("[style]"):
        if not (node.text(deep=False) or "").strip():
            continue
        ink, paper = _nearest(node, "color") or _INK, _nearest(node, "background-color", "background") or _PAPER
        size = re.search(r"([\d.]+)px", _nearest(node, "font-size", "font"))
        least = _LEAST_LARGE if size and float(size[1]) >= _LARGE else _LEAST
        if (seen := contrast(ink, paper)) < least:
            yield f"{ink} on {paper} has a contrast of {seen:.1f}"


def _nearest(node: LexborNode | None, *names: str) -> str:
    """The value of a property, by any of its names, at an element or the nearest one around it."""
    while node is not None:
        style = (node.attributes or {}).get("style") or ""
        for declaration in reversed(style.split(";")):
            key, _, value = declaration.partition(":")
            if key.strip() in names:
                return value.strip()
        node = node.parent
    return ""


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (#rrggbb, #rgb) by WCAG, 1 to 21; 21 where one is written another way."""
    lights = sorted(map(_light, filter(None, map(_COLOUR.search, (one, other)))))
    return (lights[1] + 0.05) / (lights[0] + 0.05) if len(lights) == 2 else 21.0


def _light(colour: re.Match[str]) -> float:
    wide = colour[1] if len(colour[1]) == 6 else "".join(2 * figure for figure in colour[1])
    parts = [int(wide[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _of_head(sample: bytes) -> Iterator[str]:
    mail = message_from_bytes(sample, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    domain = str(mail["From"]).rpartition("@")[2].rstrip(">").lower()
    for signed in mail.get_all("DKIM-Signature", []):
        by = next(iter(re.findall(r"\bd=([^;\s]+)", str(signed))), "").lower()
        if domain != by and not domain.endswith(f".{by}"):
            yield f"From is of {domain}, and the DKIM signature of {by}"
    plain = re.search(r"<(http://([^/:>]+)[^>]*)>", str(mail["List-Unsubscribe"]))
    if plain and plain[2] not in _HERE:
        yield f"one click ends letters only where it is made by https, not at {plain[1].partition('?')[0]}"
    for name in ("Message-ID", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "Content-Language"):
        if not mail[name]:
            yield f"the header {name} is missing"
