"""What the attributes of a record's elements tell: moments, signs of kinds, microdata."""

from __future__ import annotations

import re
from collections.abc import Mapping

from standfirst.model import Kind
from standfirst.read.dates import when
from standfirst.read.page.blocks import Block
from standfirst.read.page.bylines import name_of, name_said
from standfirst.read.page.ends import CLOCK
from standfirst.read.page.lines import SEPARATORS, Surroundings, Told, names_of, says_when, words
from standfirst.read.page.sheet import Sheet

_STAMPS = ("title", "datetime", "data-datetime", "data-date", "data-time", "data-published")
_DIGITS_OF_A_DAY = re.compile(r"\d{4}")
# What a program writes into attributes of any name.
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
# Elements that show a picture from a style sheet, and how such are named.
_SIGN_TAGS = frozenset(("i", "span", "b", "em"))
_SIGNS_OF_KINDS = frozenset("icon icons ico fa fas glyphicon btn badge overlay sprite".split())
_KINDS_OF_SIGNS: tuple[tuple[frozenset[str], Kind], ...] = (
    (frozenset("play video videos film facetime".split()), "video"),
    (frozenset("podcast audio headphones microphone".split()), "audio"),
    (frozenset("gallery photos".split()), "gallery"),
)
CLASS_OF_EVENT = "its class says event"
_PEOPLE = frozenset("user author person people account".split())
_LABELLED = frozenset("tag tags folder bookmark category".split())
_LONGEST_SIGNED = 40
_NAMES_OF_KINDS = frozenset().union(*(names for names, _ in _KINDS_OF_SIGNS))
_BARE_NUMBERS = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}")
# "video-icon.png", "ikon_fotogaleria.svg"
_SIGN_OF_FILE = re.compile(r"(?:icons?|ikona?|(?<![a-z])(?:ico|badge))(?![a-z])")
_FILES_OF_KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("video", "play", "film"), "video"),
    **dict.fromkeys(("audio", "podcast"), "audio"),
    **dict.fromkeys(("gallery", "galer", "photo", "foto"), "gallery"),
}
_KIND_OF_FILE = re.compile("|".join(_FILES_OF_KINDS))
_LONGEST_NAME = 60


def take_attributes(sheet: Sheet, block: Block, around: Surroundings, told: Told) -> None:
    """Takes date, kind and byline from the attributes of a record's elements."""
    for place in range(block.first, block.last):
        tag, attributes = sheet.tags[place], sheet.attributes[place]
        if tag == "time":
            _moment(sheet, place, around, told)
        elif tag == "img":
            _by_its_file(attributes, told)
        elif tag in _SIGN_TAGS and sheet.starts[place] == sheet.stops[place]:
            _signed_with(sheet, block, place, around, told)
        elif len(attributes) > 1 and told.published is None and tag != "a":
            _stamped(sheet, place, around, told)
        if attributes and (prop := attributes.get("itemprop")):
            if prop == "datePublished":
                stamp = attributes.get("datetime") or attributes.get("content") or ""
                told.set("published", when(stamp, around.language, around.now), "itemprop=datePublished")
            elif prop == "author" and sheet.stops[place] > sheet.starts[place]:
                told.set(
                    "byline", name_of(words(sheet, sheet.starts[place], sheet.stops[place])), "itemprop=author"
                )
    if told.kind == "article" and _of_an_event(sheet, block, around):
        told.kind, told.found["kind"] = "event", CLASS_OF_EVENT


def _of_an_event(sheet: Sheet, block: Block, around: Surroundings) -> bool:
    """Whether the class of a record, or of what in it holds its title, says event."""
    place = block.lead
    while place >= block.first and place > 0:
        if "event" in names_of(sheet, place, around):
            return True
        place = sheet.parents[place]
    return False


def _by_its_file(attributes: Mapping[str, str | None], told: Told) -> None:
    """The kind of an item, where a picture's file is named a sign for it."""
    name = (attributes.get("src") or "")[-_LONGEST_NAME:].rpartition("/")[2].lower()
    sign = _KIND_OF_FILE.search(name) if _SIGN_OF_FILE.search(name) else None
    if sign is not None and told.kind == "article":
        told.kind, told.found["kind"] = _FILES_OF_KINDS[sign[0]], "img[src]"


def _signed_with(sheet: Sheet, block: Block, place: int, around: Surroundings, told: Told) -> None:
    """What an element without words, named for a sign, is named for besides: a kind, who wrote it, a label."""
    named = names_of(sheet, place, around)
    if named & _SIGNS_OF_KINDS and named & (_PEOPLE | _LABELLED):
        _signed_for(sheet, block, place, named, around, told)
    if not (named & _SIGNS_OF_KINDS or (named and named <= _NAMES_OF_KINDS)):
        return
    kind = next((kind for words, kind in _KINDS_OF_SIGNS if named & words), None)
    if kind and told.kind == "article":
        told.kind, told.found["kind"] = kind, f"{sheet.tags[place]}[class]"


def _signed_for(
    sheet: Sheet, block: Block, place: int, named: frozenset[str], around: Surroundings, told: Told
) -> None:
    """The few words beside the sign of a person, or beside that of a label above the headline."""
    piece = sheet.starts[place]
    if piece >= block.end or sheet.owners[piece] not in (sheet.parents[place], sheet.parents[place] + 1):
        return
    text = sheet.texts[piece].strip(SEPARATORS)
    if not text or len(text) > _LONGEST_SIGNED or any(map(str.isdigit, text)):
        return
    if named & _PEOPLE:
        told.set("byline", name_said(text, around) or name_of(text), "beside the sign of a person")
    elif piece < told.begins:
        told.set("kicker", text, "beside the sign of a label")


def _moment(sheet: Sheet, place: int, around: Surroundings, told: Told) -> None:
    stamp = sheet.attributes[place].get("datetime") or ""
    told.set("published", told.published or when(stamp, around.language, around.now), "time[datetime]")
    text = words(sheet, sheet.starts[place], sheet.stops[place])
    told.set("published", told.published or when(text, around.language, around.now, around.order), "time")


def _stamped(sheet: Sheet, place: int, around: Surroundings, told: Told) -> None:
    """The whole date that an element with an age or a time for its words declares in an attribute."""
    attributes = sheet.attributes[place]
    for name, stamp in attributes.items():
        if not stamp or not (name in _STAMPS or (name[:5] == "data-" and _MOMENT.match(stamp))):
            continue
        # The order of bare numbers in attributes is a program's, not the language's.
        if _DIGITS_OF_A_DAY.search(stamp) and not _BARE_NUMBERS.match(stamp):
            iso = when(stamp, around.language, around.now)
            text = words(sheet, sheet.starts[place], sheet.stops[place])
            if iso and (CLOCK.fullmatch(text) or says_when(text, around)):
                told.set("published", iso, f"{sheet.tags[place]}[{name}]")
