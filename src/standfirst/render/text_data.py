"""What an item carries, in plain text: lines for people under its words, lines of the colophon for programs."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from standfirst.model import Item, tidy
from standfirst.render.carried import duration_words, event_words, money

_CELLS = 12
_SIGNS = {"audio": "♪", "video": "▶"}


def for_people(item: Item, language: str) -> Iterator[str]:
    """Signs and figures, no words of furniture: a bar and its sums, days and where, files and how long."""
    if item.event:
        days = event_words(item.event, language)
        yield "→ " + " · ".join(filter(None, (days, tidy(item.event.where or ""))))
    if item.appeal:
        goal, raised = (
            money(amount, item.appeal.currency, language) if amount is not None else ""
            for amount in (item.appeal.goal, item.appeal.raised)
        )
        yield " / ".join(filter(None, (f"{_bar(item)}{raised}", goal)))
    for file in item.enclosures:
        if urlsplit(file.address).scheme in ("http", "https"):
            long = duration_words(file.duration, language) if file.duration else ""
            yield f"{_SIGNS.get(file.medium, '↓')} " + " · ".join(filter(None, (file.address, long)))


def _bar(item: Item) -> str:
    appeal = item.appeal
    if appeal is None or not appeal.goal or appeal.raised is None:
        return ""
    full = min(_CELLS, int(appeal.raised * _CELLS / appeal.goal))
    return f"[{'#' * full}{'-' * (_CELLS - full)}] "


def for_programs(item: Item) -> Iterator[str]:
    """ "= raised/goal currency", "@ start/end where", "+ address type bytes seconds"; – for what is not told."""
    if item.appeal:
        sums = "/".join(f"{a:f}" if a is not None else "–" for a in (item.appeal.raised, item.appeal.goal))
        yield f"= {sums} {item.appeal.currency or '–'}"
    if item.event:
        days = "/".join(filter(None, (item.event.start, item.event.end)))
        yield f"@ {days} {tidy(item.event.where or '')}".rstrip()
    for file in item.enclosures:
        yield f"+ {file.address} {file.media_type} {file.length or '–'} {file.duration or '–'}"
