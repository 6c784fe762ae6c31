"""Print a listing as plain text, for people and for whoever reads our texts again.

Above stands what a person reads, one line a paragraph; below, like the notes of a text newsletter, a colophon
that says of each item its link, language, date and kind, and where its lines stand and how long they are.
`read/text/colophon.py` reads it back. No furniture words: signs and dates only, so that it suits any language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from standfirst.model import Brief, Credit, Item, Listing, tidy
from standfirst.render.carried import duration_words, event_words, sums
from standfirst.render.furniture import date_words, day_words, in_line, say
from standfirst.render.printed import corrected, same_language

TextShape = Literal["pairs", "standfirsts", "new", "archive", "letter"]

_RULE = "--"  # what mail readers take for the beginning of a signature
_CELLS = 12
_SIGNS = {"audio": "♪", "video": "▶"}


class Paragraph(NamedTuple):
    """Lines that stand together. `item` is set where they begin with its words, of which `head` and `text` are
    the lengths of headline and standfirst as printed, 0 for none."""

    lines: tuple[str, ...]
    item: Item | None = None
    head: int = 0
    text: int = 0


def text(listing: Listing, shape: TextShape) -> bytes:
    """A listing as plain text in UTF-8, in one of five shapes: headline and standfirst in paragraphs of their own
    ("pairs"), standfirsts without headlines ("standfirsts"), pairs under the title of the page ("new"), each
    item on one line ("archive"), and a letter with date, credits and links ("letter").

    An item without a standfirst is printed with its headline even among standfirsts."""
    paragraphs = list(_SHAPES[shape](listing))
    body = "\n\n".join("\n".join(paragraph.lines) for paragraph in _joined(paragraphs, shape))
    return "\n".join((body, "", _RULE, *_colophon(paragraphs, shape), "")).lstrip("\n").encode()


def _joined(paragraphs: list[Paragraph], shape: TextShape) -> list[Paragraph]:
    """In an archive the items follow each other line by line."""
    if shape != "archive" or not paragraphs:
        return paragraphs
    return [Paragraph(tuple(line for paragraph in paragraphs for line in paragraph.lines))]


# --- the shapes ---------------------------------------------------------------------------------------------


def _pairs(listing: Listing) -> Iterator[Paragraph]:
    for brief in _briefs(listing):
        yield from _pair(brief.item, listing.language)


def _pair(item: Item, language: str) -> Iterator[Paragraph]:
    head, standfirst = _words(item)
    yield Paragraph((head or standfirst,), item, len(head), len(standfirst))
    if head and standfirst:
        yield Paragraph((standfirst,))
    if carried := tuple(_for_people(item, language)):
        yield Paragraph(carried)


def _standfirsts(listing: Listing) -> Iterator[Paragraph]:
    for brief in _briefs(listing):
        head, standfirst = _words(brief.item)
        yield Paragraph((standfirst or head,), brief.item, 0 if standfirst else len(head), len(standfirst))


def _new(listing: Listing) -> Iterator[Paragraph]:
    yield from _title(listing.title)
    for section in listing.sections:
        yield from _title(section.title)
        for brief in section.briefs:
            yield from _pair(brief.item, listing.language)


def _archive(listing: Listing) -> Iterator[Paragraph]:
    for brief in _briefs(listing):
        head, standfirst = _words(brief.item)
        yield Paragraph((f"{head} {standfirst}".strip(),), brief.item, len(head), len(standfirst))


def _letter(listing: Listing) -> Iterator[Paragraph]:
    dated = (day_words(listing.dated, listing.language),) if listing.dated else ()
    title = tidy(listing.title)
    if title or dated:
        yield Paragraph((*filter(None, (title,)), *dated))
    for section in listing.sections:
        yield from _title(say(listing.language, "corrections") if section.corrections else section.title, "# ")
        for brief in section.briefs:
            if brief.withdrawn:
                yield Paragraph((tidy(brief.item.headline or ""),))
                continue
            head, standfirst = _words(brief.item)
            words = tuple(filter(None, (head, standfirst)))
            words += tuple(_for_people(brief.item, listing.language))
            words += tuple(_credits(brief, listing.language))
            yield Paragraph(words, brief.item, len(head), len(standfirst))


_SHAPES: dict[TextShape, Callable[[Listing], Iterator[Paragraph]]] = {
    "pairs": _pairs,
    "standfirsts": _standfirsts,
    "new": _new,
    "archive": _archive,
    "letter": _letter,
}


def _briefs(listing: Listing) -> Iterator[Brief]:
    for section in listing.sections:
        yield from section.briefs


def _words(item: Item) -> tuple[str, str]:
    return tidy(item.headline or ""), tidy(item.standfirst or "")


def _title(words: str | None, sign: str = "") -> Iterator[Paragraph]:
    title = tidy(words or "")
    if title:
        yield Paragraph((sign + title,))


def _credits(brief: Brief, language: str) -> Iterator[str]:
    """Who says so, when and where; then who else does. Links stand on lines of their own."""
    item = brief.item
    when = _day(item.published, language)
    yield in_line(language, "—", (tidy(brief.outlet), when, _other(item.language, language)))
    if item.link:
        yield item.link
    yield from (f"{each.words} {tidy(each.text)}" for each in corrected(brief, language))
    for other in brief.others:
        yield in_line(language, "+", _other_telling(other, language))
        if other.link:
            yield f"  {other.link}"


def _other_telling(other: Credit, language: str) -> tuple[str, str, str, str]:
    copy = f"{say(language, other.copy)}: {tidy(other.copied)}" if other.copy and other.copied else ""
    return tidy(other.outlet), tidy(other.headline or ""), _other(other.language, language), copy


def _other(language: str | None, ours: str) -> str:
    """A language, where it is not the one of the page."""
    return language if language and not same_language(language, ours) else ""


# --- dates --------------------------------------------------------------------------------------------------


def _day(published: str | None, language: str) -> str:
    """The day an item was published, as the page's language writes it; a month or a year as it stands."""
    if not published or len(published) < 10:
        return published or ""
    return date_words(published, language)


# --- the colophon -------------------------------------------------------------------------------------------


def _colophon(paragraphs: list[Paragraph], shape: TextShape) -> Iterator[str]:
    at, number = 1, 0
    for paragraph in paragraphs:
        if paragraph.item:
            number += 1
            yield f"[{number}] {_reference(paragraph.item, shape)} · {at}:{paragraph.head}+{paragraph.text}"
            yield from (f"    {line}" for line in _for_programs(paragraph.item))
        at += len(paragraph.lines)
    if not number:
        yield "[0]"


def _reference(item: Item, shape: TextShape) -> str:
    link = "–" if not item.link else "↑" if shape == "letter" else item.link
    return " · ".join((link, item.language or "–", item.published or "–", item.kind))


# --- what items carry ----------------------------------------------------------------------------------------


def _for_people(item: Item, language: str) -> Iterator[str]:
    """Signs and figures, no words of furniture: a bar and its sums, days and where, files and how long."""
    if item.event:
        days = event_words(item.event, language)
        yield "→ " + " · ".join(filter(None, (days, tidy(item.event.where or ""))))
    if item.appeal:
        goal, raised = sums(item.appeal, language)
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


def _for_programs(item: Item) -> Iterator[str]:
    """ "= raised/goal currency", "@ start/end where", "+ address type bytes seconds"; – for what is not told."""
    if item.appeal:
        sums = "/".join(f"{a:f}" if a is not None else "–" for a in (item.appeal.raised, item.appeal.goal))
        yield f"= {sums} {item.appeal.currency or '–'}"
    if item.event:
        days = "/".join(filter(None, (item.event.start, item.event.end)))
        yield f"@ {days} {tidy(item.event.where or '')}".rstrip()
    for file in item.enclosures:
        yield f"+ {file.address} {file.media_type} {file.length or '–'} {file.duration or '–'}"
