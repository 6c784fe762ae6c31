"""Sources as other programs describe them: OPML, also with the XPath of FreshRSS, Miniflux, html2rss, plain lists.

`understood` tells which it is. What cannot be taken over is a complaint that names the source; the rest of the
source stays.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import urlsplit
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from standfirst.model import Refusal, Source, tidy

__all__ = ["Foreign", "understood", "unpacked"]

_MOST_BYTES = 64 << 20

_LISTED = re.compile(r"https?://[^\s<>\"]+")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Foreign:
    """Sources without ids, and sentences about what of them is left out."""

    sources: tuple[Source, ...]
    complaints: tuple[str, ...] = ()


def understood(text: str) -> Foreign:
    """The sources that a file of another program describes. Raises Refusal where it describes none."""
    text = text.removeprefix("\ufeff")
    if re.match(r"\s*\[\s*\{", text):
        from standfirst.foreign.miniflux import from_miniflux

        found = from_miniflux(text)
    elif text.lstrip().startswith("<"):
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


def unpacked(body: bytes) -> bytes:
    """What a file holds; of a zip, as FreshRSS exports everything in one, the OPML within. Raises Refusal where
    there is none."""
    if not body.startswith(b"PK"):
        return body
    try:
        with ZipFile(BytesIO(body)) as packed:
            inside = next((info for info in packed.infolist() if ".opml" in info.filename.lower()), None)
            if inside is None:
                raise Refusal("it is a zip without OPML in it")
            if inside.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
                raise BadZipFile
            with packed.open(inside) as file:
                return file.read(_MOST_BYTES)
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error):
        raise Refusal("it is a zip that cannot be unpacked") from None


def _listed(text: str) -> Foreign:
    """A list of addresses, one a line; what stands beside one is its outlet."""
    sources, complaints = [], []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = _LISTED.search(line)
        if found and is_address(url := found[0].rstrip(",;")):
            beside = " ".join((line[: found.start()] + " " + line[found.end() :]).split()).strip(" \t,:;|-*#")
            sources.append(Source("", url, beside))
        else:
            complaints.append(f'line {number}: "{tidy(line)[:_SHOWN]}" holds no address on the web')
    # Where no line holds any it is no list.
    return Foreign(tuple(sources), tuple(complaints) if sources else ())


def is_address(url: str) -> bool:
    """Whether it is an address on the web."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False
