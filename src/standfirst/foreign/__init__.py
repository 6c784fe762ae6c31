"""Sources as other programs describe them: OPML, also with the XPath of FreshRSS, html2rss, plain lists.

`understood` tells which it is. What cannot be taken over is a complaint that names the source; the rest of the
source stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from standfirst.model import Refusal, Source

__all__ = ["Foreign", "understood"]

_LISTED = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Foreign:
    """Sources without ids, and sentences about what of them is left out."""

    sources: tuple[Source, ...]
    complaints: tuple[str, ...] = ()


def understood(text: str) -> Foreign:
    """The sources that a file of another program describes. Raises Refusal where it describes none."""
    text = text.removeprefix("\ufeff")
    if text.lstrip().startswith("<"):
        from standfirst.foreign.opml import from_opml

        found = from_opml(text)
    elif re.search(r"""^\s*["']?:?(?:channel|feeds)["']?\s*:|^\s*\{""", text, re.MULTILINE):
        from standfirst.foreign.html2rss import from_html2rss

        found = from_html2rss(text)
    else:
        found = _listed(text)
    if not found.sources:
        raise Refusal("; ".join(found.complaints) or "no address of a source is in it")
    return Foreign(
        tuple({source.url: source for source in reversed(found.sources)}.values())[::-1], found.complaints
    )


def _listed(text: str) -> Foreign:
    """A list of addresses, one a line; what stands beside one is its outlet."""
    sources = []
    for line in text.splitlines():
        found = _LISTED.search(line)
        if found and not line.lstrip().startswith("#"):
            beside = " ".join((line[: found.start()] + " " + line[found.end() :]).split()).strip(" \t,:;|-*#")
            sources.append(Source("", found[0].rstrip(",;"), beside))
    return Foreign(tuple(source for source in sources if is_address(source.url)))


def is_address(url: str) -> bool:
    """Whether it is an address on the web."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False
