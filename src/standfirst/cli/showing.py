"""What `read --teach` and `explain --picture` show of a page: selectors that find its items, and a picture."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from standfirst.cli import printing
from standfirst.model import Document, Refusal, Source

if TYPE_CHECKING:
    from standfirst.read.page.teaching import Lesson


def teach(document: Document, source: Source, where: str) -> None:
    """Print selectors for a page, what they would give, and how far that agrees with reading by itself."""
    from standfirst.configfile import as_toml

    lesson = _lesson(document, source, where)
    sys.stdout.write(as_toml(replace(source, id="", select=lesson.select)))
    sys.stdout.write("\n" + printing.table(lesson.reading.items))
    print(f"{lesson.agreed} of the {lesson.of} items that reading finds by itself come out the same; "
          f"the selectors find {len(lesson.reading.items)}.")  # fmt: skip
    named = [name for name in lesson.fields if name in lesson.select or name == "link"]
    print("Field by field: " + ", ".join(f"{name} {lesson.fields[name]}" for name in named) + ".")


def draw(document: Document, source: Source, where: str, file: str) -> None:
    """Draw a page with what was read from it."""
    from standfirst.cli import picture
    from standfirst.read import read
    from standfirst.read.page.marking import marked

    html = _html(document, source, where, "a picture is of a page")
    reading = read(document, source, document.fetched_at)
    Path(file).write_bytes(picture.draw(marked(html, document.url, reading, document.fetched_at)))
    print(f"Drew {len(reading.items)} items in {file}")


def _html(document: Document, source: Source, where: str, what: str) -> str:
    """The text of a page. Raises Refusal, with what needs a page, where the document is none."""
    from standfirst.read.decode import decode
    from standfirst.read.sniff import charset, sniff_bytes, why_none

    kind = source.read_as or sniff_bytes(document)
    if kind not in ("listing", "article"):
        raise Refusal(f"{where}: {what}, this is {why_none(document) if kind == 'none' else f'a {kind}'}")
    return decode(document.body, charset(document.media_type))[0]


def _lesson(document: Document, source: Source, where: str) -> Lesson:
    from standfirst.read.page import teaching
    from standfirst.read.page.listing import read_listing

    html, now = _html(document, source, where, "selectors are for pages"), document.fetched_at
    items = read_listing(html, document.url, source=source, now=now).items
    lesson = teaching.teach(html, document.url, items, source=source, now=now)
    if lesson is None:
        raise Refusal(f"{where}: reading finds too few items in its markup to learn selectors from")
    return lesson
