"""What a page says, but does not show: headlines of records without words, and standfirsts in the titles of links.

Of one record nobody can tell: a title may be the headline in full, what is to be seen on a picture, words for
search engines. Where the records at one path have no words besides their headlines, and what the titles of their
links say differs from item to item, says much more than the headlines and hardly repeats them, it is their
standfirsts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from standfirst.model import tidy
from standfirst.read.enough import FEWEST, MOST, enough
from standfirst.read.page.lines import ENDS, Record
from standfirst.read.widths import letters_of, width

_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_SHORTEST, _LONGEST, _MORE = 40, 1500, 30
_BEGINNING = 6


def take_spoken(row: Sequence[Record]) -> None:
    """Takes the standfirsts of records without words, all at one path, from the titles of their links, where most
    say one there."""
    if len(row) < FEWEST:
        return
    said = [(record, spoken) for record in row if (spoken := _spoken(record))]
    beginnings = {spoken[:_BEGINNING] for _, spoken in said}
    if enough(len(said), len(row)) and len(beginnings) >= MOST * len(said) and _say_more(said):
        for record, spoken in said:
            record.set("standfirst", spoken, "a title that says more than the headline")


def spoken_title(record: Record) -> None:
    """Takes the headline of a record without words from its links and pictures."""
    sheet, block = record.sheet, record.block
    for place in (block.lead, *range(block.first, block.last)):
        attributes = sheet.attributes[place]
        if sheet.tags[place] == "a" and place in block.anchors:
            record.set("headline", _plain(attributes.get("title") or attributes.get("aria-label")), "a[title]")
        elif sheet.tags[place] == "img":
            record.set("headline", _plain(attributes.get("alt") or attributes.get("title")), "img[alt]")


def _plain(attribute: str | None) -> str | None:
    """What an attribute says, without markup that was put into it; nothing where it credits a picture."""
    return None if not attribute or "©" in attribute else tidy(_MARKUP.sub(" ", attribute))


def _say_more(said: Sequence[tuple[Record, str]]) -> bool:
    """Whether what is spoken is sentences, or half as long again as the headlines."""
    sentences = sum(ENDS.search(spoken) is not None for _, spoken in said)
    headlines = sum(width(one.headline or "") for one, _ in said)
    return sentences >= MOST * len(said) or sum(width(spoken) for _, spoken in said) * 2 >= headlines * 3


def _spoken(record: Record) -> str | None:
    """The first title of a record's links that may be its standfirst."""
    for place in record.block.anchors:
        spoken = tidy(_MARKUP.sub(" ", record.sheet.attribute(place, "title")[:_LONGEST]))
        if width(spoken) >= _SHORTEST and not _says_again(spoken, record.headline or ""):
            return spoken
    return None


def _says_again(spoken: str, headline: str) -> bool:
    """Whether what is spoken begins as a headline does, or holds it or most of its words."""
    if spoken[: _BEGINNING * 2] == headline[: _BEGINNING * 2]:
        return True
    if letters_of(headline) in letters_of(spoken) and width(spoken) < width(headline) + _MORE:
        return True
    words = set(headline.casefold().split())
    return len(words & set(spoken.casefold().split())) * 2 > len(words) > 2
