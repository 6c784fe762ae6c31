"""Files that go with items, as documents name them: media types, lengths in bytes, durations; and exact sums."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from urllib.parse import urlsplit

from standfirst.model import Enclosure, Kind

_TYPE = re.compile(r"[a-z0-9][\w.+-]{0,60}/[a-z0-9][\w.+-]{0,60}\Z", re.ASCII)
_TYPES = {
    "mp3": "audio/mpeg", "m4a": "audio/mp4", "ogg": "audio/ogg", "oga": "audio/ogg", "opus": "audio/ogg",
    "aac": "audio/aac", "flac": "audio/flac", "wav": "audio/wav", "mp4": "video/mp4", "m4v": "video/mp4",
    "webm": "video/webm", "mov": "video/quicktime", "pdf": "application/pdf", "epub": "application/epub+zip",
}  # fmt: skip
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d\d)(?:\.\d+)?\Z", re.ASCII)
_SECONDS = re.compile(r"(\d{1,7})(?:\.\d+)?\s?s?\Z", re.ASCII)
_ISO = re.compile(
    r"P(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,7})(?:\.\d+)?S)?)?\Z", re.ASCII | re.I
)
_SUM = re.compile(r"\d{1,30}(?:\.\d{1,10})?\Z", re.ASCII)
_MOST_FILES = 12


def enclosure(address: str, media_type: str, length: str, duration: int | None) -> Enclosure | None:
    """A file, None where it is a picture or where nothing says of what type it is, not even its name. A length
    that is no number, or nothing, is left out, and so is the duration of what has none."""
    told = media_type.partition(";")[0].strip().lower()
    if not _TYPE.match(told):
        told = _type_by_name(address)
    if not told or told.startswith(("image/", "text/html")):
        return None
    bytes_ = int(length) if length.isascii() and length.isdigit() and len(length) < 16 else 0
    sounds = told.startswith(("audio/", "video/", "application/x-mpegurl", "application/vnd.apple.mpegurl"))
    return Enclosure(address, told, bytes_ or None, duration if sounds else None)


def kind_of_file(media_type: str, address: str) -> Kind | None:
    """Whether a piece that comes with a file is to be heard or to be seen."""
    for told in (media_type, _type_by_name(address)):
        if told.startswith("audio/"):
            return "audio"
        if told.startswith("video/"):
            return "video"
    return None


def _type_by_name(address: str) -> str:
    return _TYPES.get(urlsplit(address).path.rpartition(".")[2].lower(), "")


def merged(files: Iterable[Enclosure | None]) -> tuple[Enclosure, ...]:
    """Each file once, in the order they are first named, with all that any place says of it."""
    known: dict[str, Enclosure] = {}
    for file in files:
        if file is None:
            continue
        held = known.setdefault(file.address, file)
        known[file.address] = replace(
            held, length=held.length or file.length, duration=held.duration or file.duration
        )
    return tuple(known.values())[:_MOST_FILES]


def duration_of(text: str) -> int | None:
    """Seconds of a duration as podcasts ("1:02:33", "3753") and schema.org ("PT1H2M33S") write it, or None."""
    text = text.strip()
    if found := _CLOCK.match(text):
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
    elif found := _SECONDS.match(text):
        hours, minutes, seconds = 0, 0, int(found[1])
    elif found := _ISO.match(text):
        days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
        hours += 24 * days
    else:
        return None
    return 3600 * hours + 60 * minutes + seconds or None


def sum_of(text: str) -> Decimal | None:
    """A sum as machines write it, exactly."""
    return Decimal(text) if _SUM.match(text) else None
