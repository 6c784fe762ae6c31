"""What the attributes of a record's elements tell: moments, signs of kinds, microdata."""

from __future__ import annotations

import re

from standfirst.model import Kind
from standfirst.read.kinds.marks import kind_of_mark
from standfirst.read.page.bylines import name_of
from standfirst.read.page.lines import Record, words
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
_PROPERTIES = ("itemprop", "property")
_PUBLISHED = frozenset(("datePublished", "date", "created", "issued"))
CLASS_OF_EVENT = "its class says event"
_NAMES_OF_KINDS = frozenset().union(*(names for names, _ in _KINDS_OF_SIGNS))
_BARE_NUMBERS = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}")


def take_attributes(record: Record) -> None:
    """Takes date, kind and byline from the attributes of a record's elements."""
    sheet = record.sheet
    changes: list[int] = []
    for place in range(record.block.first, record.block.last):
        tag, attributes = sheet.tags[place], sheet.attributes[place]
        if tag == "time" and _is_of_a_change(record, place):
            changes.append(place)
        elif tag == "time":
            _moment(record, place)
        elif tag in _SIGN_TAGS and _is_a_sign(sheet, place):
            _signed_with(record, place)
        elif len(attributes) > 1 and record.published is None and tag != "a":
            _stamped(record, place)
        for name in _PROPERTIES:
            if attributes and (properties := attributes.get(name)):
                _property(record, place, name, properties)
    for place in changes:
        _moment(record, place)
    if _of_an_event(record):
        record.know_kind("event", CLASS_OF_EVENT)


def _property(record: Record, place: int, name: str, properties: str) -> None:
    """What an element says by microdata or RDFa: "datePublished", "dc:date dc:created"."""
    sheet, attributes = record.sheet, record.sheet.attributes[place]
    said = {prop.rpartition(":")[2] for prop in properties.split()}
    stamp = attributes.get("datetime") or attributes.get("content") or ""
    if said & _PUBLISHED:
        record.set("published", record.page.stamp(stamp), f"{name}={properties}")
    elif "author" in said:
        written = words(sheet, sheet.starts[place], sheet.stops[place]) or attributes.get("content") or ""
        record.set("byline", None if "/" in written else name_of(written), f"{name}={properties}")


def _of_an_event(record: Record) -> bool:
    """Whether the class of a record, or of what in it holds its title, says event."""
    return any("event" in record.names(place) for place in record.around(record.block.lead))


def _signed_with(record: Record, place: int) -> None:
    """The kind that an element without words, named for a sign, is named for besides."""
    named = record.names(place)
    if not (named & _SIGNS_OF_KINDS or (named and named <= _NAMES_OF_KINDS)):
        return
    kind = next((kind for words, kind in _KINDS_OF_SIGNS if named & words), None)
    record.know_kind(kind, f"{record.sheet.tags[place]}[class]")


def _is_a_sign(sheet: Sheet, place: int) -> bool:
    """Whether an element has no words, or for those who do not see it the one that names a kind."""
    words_of = sheet.stops[place] - sheet.starts[place]
    return not words_of or (words_of == 1 and kind_of_mark(sheet.texts[sheet.starts[place]]) is not None)


def _is_of_a_change(record: Record, place: int) -> bool:
    """Whether a time is named for when a piece was last changed, and not for when it came out too."""
    named = record.names(place)
    return "published" not in named and (
        "updated" in named or record.sheet.attribute(place, "itemprop") == "dateModified"
    )


def _moment(record: Record, place: int) -> None:
    sheet = record.sheet
    stamp = sheet.attribute(place, "datetime")
    record.set("published", record.published or record.page.stamp(stamp), "time[datetime]")
    text = words(sheet, sheet.starts[place], sheet.stops[place])
    record.set("published", record.published or record.page.when(text), "time")


def _stamped(record: Record, place: int) -> None:
    """The whole date that an element with an age or a time for its words declares in an attribute."""
    sheet = record.sheet
    attributes = sheet.attributes[place]
    for name, stamp in attributes.items():
        if not stamp or not (name in _STAMPS or (name[:5] == "data-" and _MOMENT.match(stamp))):
            continue
        # The order of bare numbers in attributes is a program's, not the language's.
        if _DIGITS_OF_A_DAY.search(stamp) and not _BARE_NUMBERS.match(stamp):
            iso = record.page.stamp(stamp)
            text = words(sheet, sheet.starts[place], sheet.stops[place])
            if iso and record.page.is_moment(text):
                record.set("published", iso, f"{sheet.tags[place]}[{name}]")
