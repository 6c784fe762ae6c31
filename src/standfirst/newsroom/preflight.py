"""What is wrong with a letter before it goes out: sentences, each naming one thing. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from email import message_from_bytes, policy
from email.message import EmailMessage
from textwrap import shorten

from selectolax.lexbor import LexborHTMLParser

from standfirst.newsroom import contrast
from standfirst.readership import Letter

# Gmail cuts here.
MOST_HTML = 102_000
# A demonstration has no certificate.
_HERE = ("localhost", "127.0.0.1")


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
    yield from dict.fromkeys(contrast.faint(html))


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
