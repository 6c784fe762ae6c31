"""Read a plain text: the items of a digest, a letter or an archive that is nothing but lines.

A text goes through these steps, in this order; each module says more of its own.

1. A text that says of its lines what they are is read from that alone: ours by their `colophon`, programs' by the
   names of their lines (`fields`) or their Markdown (`marked`), pages of the Gemini network (`gemtext`). Of any
   other is undone what copying, mailing and markup did, all in the text itself: `copy`, `messages`, `markup` with
   `trimmings`, `numerals` and `dialects`; days below their years get these (`archives`).
2. The text becomes lines (`line`): those broken at a margin made whole (`margins`), each told to be a text, a
   date, a label, a link or "read more" (`lines`, with `moments`, `labels`, `periods`, `leading_on`, `yearless`).
   What stands around the items goes (`frame`).
3. The lines become records (`record`): by marks that head each item (`leads`), as points of a list (`lists`),
   line by line where one holds an item (`pieces`, `columns`, `formulas`, `shared`), by days (`days`), empty
   lines (`groups`) or whatever comes back (`runs`, `records`). Headings above several records name parts
   (`sections`).
4. Beside that the lines are judged by their looks alone (`looks`, `chain`, `slots`), and `choice` takes the
   better of the two readings. `roles` and `likeness` tell headlines from standfirsts where nothing but their
   looks does.
5. Records become items (`items`): bylines are shared out (`bylines`, `names`, `signed`), headline and standfirst
   that stand on one line are parted (`together`, `runon` with `gaps`, `words` and `echoes`), records in two
   languages too (`bilingual`), and what only looks like an item goes (`around`).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from standfirst import languages
from standfirst.model import Item, Reading, Source
from standfirst.read.finish import finish
from standfirst.read.links import resolve
from standfirst.read.text.archives import with_years
from standfirst.read.text.colophon import told_by_colophon, without_references
from standfirst.read.text.copy import as_written, without_signature
from standfirst.read.text.fields import told_by_columns, told_by_fields
from standfirst.read.text.frame import below_masthead, title_of, without_contents, without_foot, without_head
from standfirst.read.text.gemtext import told_by_links
from standfirst.read.text.items import items_of, ready
from standfirst.read.text.leads import (
    Mark,
    bare,
    is_titled,
    lead_of,
    marks_of,
    of_leads,
    written_plain,
)
from standfirst.read.text.line import Line
from standfirst.read.text.lines import lines_of
from standfirst.read.text.lists import of_list, take_markers
from standfirst.read.text.marked import title_of_marks, told_by_marks, without_blocks
from standfirst.read.text.markup import without_markup
from standfirst.read.text.menus import without_menus
from standfirst.read.text.messages import without_heads
from standfirst.read.text.pieces import in_pieces, take_tails
from standfirst.read.text.record import Record
from standfirst.read.text.records import records_of
from standfirst.read.text.sections import headings, name_parts, without
from standfirst.read.text.yearless import own_day, with_days

LONGEST = 2_000_000
MOST_LINES = 20_000
"""Lines of one text that are read: each takes hundreds of bytes, be it empty but for a bullet."""
_CUT = f"longer than {MOST_LINES:,} lines or {LONGEST:,} characters; the rest is not read"


def read_text(text: str, url: str, *, source: Source | None = None, now: datetime | None = None) -> Reading:
    """The items of a plain text. Never raises; a text in which no item shows gives none."""
    read = _bounded(text[:LONGEST])
    complaints = () if len(read) == len(text) else (_CUT,)
    text = as_written(read)
    # Ours is asked for as it is first: what copying adds may be an item's own.
    if (ours := told_by_colophon(read)) is None:
        ours = told_by_colophon(text)
    if ours is not None:
        return replace(_of_ours(ours, source, now), complaints=complaints)
    language = _language(text, source)
    unsigned = without_signature(text)
    told = (
        told_by_links(unsigned)
        or told_by_marks(unsigned, language, now)
        or told_by_columns(unsigned, language, now)
        or told_by_fields(unsigned, language, now)
    )
    if told:
        items, title = [_at_home(item, url) for item in told], title_of_marks(unsigned)
    else:
        items, title = _told(_bare(text, url), url, language, now)
    finished = finish(items, source=source, language=language, now=now)
    return Reading(finished, complaints, read_as="text", language=language, title=title)


def _bare(text: str, url: str) -> str:
    text = without_blocks(without_references(without_signature(text)))
    lines = without_menus(text.split("\n"))
    return without_markup("\n".join(without_heads(lines) if "@" in text else lines), url)


def _bounded(text: str) -> str:
    return text if text.count("\n") < MOST_LINES else "\n".join(text.split("\n", MOST_LINES)[:MOST_LINES])


def _told(text: str, url: str, language: str | None, now: datetime | None) -> tuple[list[Item], str | None]:
    """The items of a text, not yet finished, and its title; its lines, which take more memory, are let go."""
    text = "\n".join(with_years(text.split("\n"), language))
    lines = without_contents(without_head(without_foot(lines_of(text, language, now))))
    day = own_day(lines) or now
    records = ready(_records(below_masthead(with_days(lines, language, day))))
    items = [_at_home(item, url) for item in items_of(records, language, day)]
    return items, title_of(lines, items, records[0].first) if records else None


def _of_ours(told: list[Item], source: Source | None, now: datetime | None) -> Reading:
    """The items of a text of ours, which has said of each what it is: no mark in its words changes that."""
    finished = finish(told, source=source, language=None, now=now)
    kept = (
        replace(after, headline=before.headline, standfirst=before.standfirst, kind=before.kind)
        for before, after in zip(told, finished, strict=True)
    )
    return Reading(tuple(kept), read_as="text")


def _at_home(item: Item, url: str) -> Item:
    return replace(item, link=resolve(item.link, url)) if item.link else item


def _records(lines: list[Line]) -> list[Record]:
    marks = marks_of(lines)
    lead = lead_of(lines, marks)
    places = headings(lines, marks, lead)
    heads = [bare(lines[at], marks[at]) if at in marks else lines[at] for at in places]
    if lead and not (records := _without_leads(lines, marks, lead, places)):
        take_tails(lines)
        records = of_leads(lines, marks_of(lines), lead, frozenset(places))
    elif not lead:
        records = _unled(without(written_plain(lines, marks), [0, *places] if is_titled(marks) else places))
    name_parts(records, heads)
    return records


def _without_leads(lines: list[Line], marks: dict[int, Mark], lead: str, places: list[int]) -> list[Record]:
    """The records of a document read as if no marks headed its items, where they begin with the very same lines:
    then what its records share is told as well. Nothing where they do not."""
    leads = {lines[at].at for at, mark in marks.items() if mark.family == lead}
    plain = [bare(line, marks[at]) if at in marks else replace(line) for at, line in enumerate(lines)]
    higher = [at for at, mark in marks.items() if lead[0] == mark.family[0] == "#" and mark.family < lead]
    records = _unled(without(plain, {*places, *higher}))
    heads = [[line.at for line in record.heads] for record in records]
    same = sorted(heads) == [[at] for at in sorted(leads)]
    return records if same else []


def lines_in_row(text: str) -> list[Line]:
    """The lines of a text as its records are told from them, for learning what they are; none for a text whose
    items are told by marks, bullets or numbers at their heads."""
    text = _bare(as_written(text[:LONGEST]), "")
    language = _language(text, None)
    lines = without_contents(without_head(without_foot(lines_of(text, language))))
    lines = with_days(lines, language, own_day(lines))
    marks = marks_of(lines)
    if lead_of(lines, marks):
        return []
    lines = written_plain(lines, marks)
    take_markers(lines)
    pieces, _ = in_pieces(lines)
    return [] if any(line.marker for line in pieces) else pieces


def _unled(lines: list[Line]) -> list[Record]:
    take_markers(lines)
    pieces, one_a_line = in_pieces(lines)
    if any(line.marker for line in pieces):
        return of_list(pieces)
    return records_of(pieces, one_a_line)


def _language(text: str, source: Source | None) -> str | None:
    """The language most of the text is in."""
    if source and source.language:
        return source.language
    told = languages.guess(text[:3000])
    return told.tag if told else None
