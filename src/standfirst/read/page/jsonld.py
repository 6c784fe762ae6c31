"""JSON-LD: what a page says of itself and of its pieces to programs that search."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from standfirst.model import Kind
from standfirst.read.page.markup import LONGEST

Record = dict[str, Any]

KIND_OF_TYPE: Mapping[str, Kind] = {
    "NewsArticle": "article",
    **dict.fromkeys(("AudioObject", "PodcastEpisode", "RadioEpisode"), "audio"),
    **dict.fromkeys(("VideoObject", "Clip"), "video"),
    **dict.fromkeys(("ImageGallery", "MediaGallery"), "gallery"),
    "LiveBlogPosting": "live",
    "Event": "event",
    "DonateAction": "appeal",
    "PublicationIssue": "magazine",
}
"""What types of schema.org say of a piece's kind."""
_OPEN = re.compile(r"<script\b[^<>]{0,300}?ld\+json[^<>]{0,300}>", re.IGNORECASE)
_BROKEN = re.compile(r"[\x00-\x1f]+")
_MOST_SCRIPTS, _MOST_RECORDS = 200, 20_000
_MOST_PARTS, _DEEPEST = 10, 5


def records(html: str, within: Collection[str] = ()) -> Iterator[tuple[Record, Record]]:
    """The records of a page, each with the one that holds it ({} where none does), those of each script before
    those within them; of these only those in values named `within`, if any are named."""
    left = _MOST_RECORDS
    for number, text in enumerate(_scripts(html[:LONGEST])):
        level: list[tuple[Any, Record]] = [(_loaded(text), {})] if number < _MOST_SCRIPTS else []
        while level and left > 0:
            below: list[tuple[Any, Record]] = []
            for here, holder in level[:left]:
                if isinstance(here, list):
                    below += [(part, holder) for part in here]
                elif isinstance(here, dict):
                    left -= 1
                    yield here, holder
                    inner = [here.get(name) for name in within] if within else here.values()
                    below += [(value, here) for value in inner if isinstance(value, dict | list)]
            level = below


def types_of(record: Record) -> list[str]:
    """The types of a record, without the vocabulary that they are of."""
    named = record.get("@type")
    return [str(name).rpartition("/")[2] for name in (named if isinstance(named, list) else [named]) if name]


def text_of(value: Any, depth: int = 0) -> str:
    """The text of a value: its own, its name, its address, those of its parts."""
    match value:
        case _ if depth > _DEEPEST:
            return ""
        case str():
            return value
        case dict():
            told = (text_of(value.get(name), depth + 1) for name in ("name", "@value", "@id", "url", "contentUrl"))
            return next(filter(None, told), "")
        case list():
            return ", ".join(filter(None, (text_of(part, depth + 1) for part in value[:_MOST_PARTS])))
        case int() | float():
            return str(value)
    return ""


def _scripts(html: str) -> Iterator[str]:
    at = 0
    while opened := _OPEN.search(html, at):
        at = html.find("</", opened.end())
        while at >= 0 and html[at + 2 : at + 8].lower() != "script":
            at = html.find("</", at + 2)
        if at < 0:
            return
        yield html[opened.end() : at]


def _loaded(text: str) -> Any:
    # Some wrap it in comments, end it with a semicolon, or break it with signs that nobody sees.
    begins = [at for sign in "{[" if (at := text.find(sign)) >= 0]
    bare = text[min(begins, default=0) : max(text.rfind("}"), text.rfind("]")) + 1]
    for form in (text, bare, _BROKEN.sub(" ", bare)):
        try:
            return json.loads(form, strict=False)
        except (ValueError, RecursionError):
            continue
    return None
