"""The lines of a colophon that say what an item carries: sums, days, files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from standfirst.model import tidy
from standfirst.read import plain_data
from standfirst.read.media import enclosure, merged

LINE = re.compile(
    r"= (?P<raised>–|\d{1,30}(?:\.\d{1,10})?)/(?P<goal>–|\d{1,30}(?:\.\d{1,10})?) (?P<currency>–|\S{1,16})"
    r"|@ (?P<start>\d{4}[0-9T:.+Z-]*)(?:/(?P<end>\d{4}[0-9T:.+Z-]*))?(?: (?P<where>.+))?"
    r"|\+ (?P<address>https?://\S+) (?P<type>\S+/\S+) (?P<length>–|\d{1,15}) (?P<duration>–|\d{1,9})"
)


def told(lines: Iterable[str]) -> dict[str, Any]:
    """The fields `appeal`, `event` and `enclosures` that lines of a colophon tell."""
    fields: dict[str, Any] = {}
    files = []
    for line in lines:
        found = LINE.fullmatch(line)
        if found is None:
            continue
        said = {name: value for name, value in found.groupdict().items() if value and value != "–"}
        if line.startswith("="):
            fields["appeal"] = plain_data.appeal_of(said)
        elif line.startswith("@"):
            fields["event"] = plain_data.event_of(said | {"where": tidy(said.get("where", ""))})
        else:
            seconds = int(said["duration"]) if "duration" in said else None
            files.append(enclosure(said["address"], said["type"], said.get("length", ""), seconds))
    return fields | {"enclosures": merged(files)}
