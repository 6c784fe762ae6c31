"""Days that are told elsewhere than in the small print of a record: above several records, at the beginning of
a headline, in an address.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from standfirst.model import tidy
from standfirst.read.dates import spot
from standfirst.read.enough import FEWEST, NEARLY_ALL, enough
from standfirst.read.page.blocks import Block, alike, text_of
from standfirst.read.page.lines import DIGIT, Page, Record
from standfirst.read.page.sheet import Sheet
from standfirst.read.widths import width

_LONGEST_DAY = 50
_HOUR = re.compile(r"\d{1,2}[:.]\d\d")
# "12 May - The harbour opens", "[12.05.2031] The harbour opens", "2031-05-12 1830 The harbour opens"
DAY_FIRST = re.compile(
    r"^[\[(（【]?([^|–—\[\]()（）【】]{3,30}?)(?:[\])）】]\s*[-–—|:]?|\s*[|–—:：]|\s-(?=\s)"
    r"|(?:(?<=[./-]\d{4})\.?(?: [rрг]\.)?|(?<=\d{4})|(?<=[./-]\d\d)(?:[T ]+[0-2]\d:?[0-5]\d)?\.?"
    r"|(?<=[日일]))(?=\s))\s*(?=\S.{5})"
)
# "The harbour opens (12 May 2031)"
_DAY_LAST = re.compile(
    r"(?<=.{6})(?:\s?[|–—(（\[【,]|\s-(?=\s)|\s(?=\d))\s?([^|–—\[\](),（）【】]{3,24}(?:, \d{4})?)[\])）】]?$"
)
_BRACKETS = ("(", "[", "（", "【")
_LONGEST_LEAF = 16
_ONLY_A_YEAR = re.compile(r"\W*((?:19|20)\d\d)\s*[年년]?\W*")
_IN_ADDRESS = re.compile(r"(?<!\d)(20\d\d)[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?!\d)")
_NUMBERS = re.compile(r"\d+")


def part_from_days(row: Sequence[Record]) -> None:
    """Takes off the day that nearly all headlines of a row begin or end with, where the rest tells them apart, and
    one in brackets that any of them begins with."""
    for pattern in (DAY_FIRST, _DAY_LAST):
        dated: list[tuple[Record, str, str]] = []
        for record in row:
            found = pattern.search(record.headline or "")
            if found and record.page.says_when(day := found[1].strip()):
                dated.append((record, day, found.string[: found.start()] + found.string[found.end() :]))
        told_apart = enough(len({rest for *_, rest in dated}), len(row), NEARLY_ALL)
        for record, day, rest in dated:
            bracketed = pattern is DAY_FIRST and (record.headline or "").startswith(_BRACKETS)
            if not told_apart and not bracketed:
                continue
            iso = record.page.when(day)
            if iso and len(record.published or "") == len("2031-05"):
                record.unset("published")
            record.set("published", iso, "beside its headline")
            if not iso or (record.published or "").startswith(iso):
                record.headline = rest


def days_above(page: Page, blocks: Sequence[Block]) -> list[tuple[int, str]]:
    """The elements that say the day of what stands below them, with that day."""
    return _headings_of_days(page, blocks) or _lines_that_tell(page, blocks, lambda text: _whole(page.when(text)))


def years_above(page: Page, blocks: Sequence[Block]) -> list[tuple[int, str]]:
    """The elements that say the year of what stands below them, as archives have them, with that year."""
    sheet, titles = page.sheet, {block.heading for block in blocks}
    headings = ((place, _year(tidy(text_of(sheet, place)))) for place in sheet.headings if place not in titles)
    return [(place, year) for place, year in headings if year] or _lines_that_tell(page, blocks, _year)


def _whole(iso: str | None) -> str | None:
    return iso if iso and len(iso) >= len("2031-05-12") else None


def _year(text: str) -> str | None:
    alone = _ONLY_A_YEAR.fullmatch(text)
    return alone[1] if alone else None


def _headings_of_days(page: Page, blocks: Sequence[Block]) -> list[tuple[int, str]]:
    """Headings that are dates, with what they mean: what stands below each is of that day."""
    sheet, days = page.sheet, []
    titles = {block.heading for block in blocks}
    for place in sheet.headings:
        if place not in titles and width(text := tidy(text_of(sheet, place))) < 60:
            spots = spot(text, page.language, page.now)
            if spots and spots[0].start < 2 and len(spots[0].iso) >= 10:
                days.append((place, spots[0].iso))
    return days


def _lines_that_tell(
    page: Page, blocks: Sequence[Block], told: Callable[[str], str | None]
) -> list[tuple[int, str]]:
    """Lines outside all records that are made alike and are days, or years, as archives without headings have
    them."""
    sheet = page.sheet
    inside = bytearray(len(sheet.texts) + 1)
    for block in blocks:
        inside[block.begin : block.end] = b"\1" * (block.end - block.begin)
    by_look: dict[tuple[str, str, int], list[tuple[int, str]]] = {}
    for piece, text in enumerate(sheet.texts):
        if inside[piece] or len(text) > _LONGEST_DAY or sheet.breaks[piece] != 2 or not DIGIT.search(text):
            continue
        place = sheet.owners[piece]
        alone = sheet.stops[place] - sheet.starts[place] == 1 and sheet.links[place] < 0
        iso = told(text) if alone else None
        if iso:
            look = (sheet.tags[place], sheet.attribute(place, "class"), _depth(sheet, place))
            by_look.setdefault(look, []).append((place, iso))
    hours = _above_hours(sheet, blocks)
    several = max((d for d in by_look.values() if len({iso for _, iso in d}) > 1), key=len, default=[])
    if several or not hours:
        return several
    told_above = (day for days in by_look.values() for day in days)
    return sorted(day for day in told_above if day[0] < hours.get(sheet.parents[day[0]], -1))


def _above_hours(sheet: Sheet, blocks: Sequence[Block]) -> dict[int, int]:
    """Where, within their parents, records stand of which each begins with a time of day: a line above them is of
    their day."""
    return {
        parent: row[0].first
        for parent, row in alike(blocks, lambda block: sheet.parents[block.first]).items()
        if len(row) >= FEWEST and all(_HOUR.fullmatch(sheet.texts[b.begin]) for b in row if b.begin < b.end)
    }


def _depth(sheet: Sheet, element: int) -> int:
    return sum(1 for _ in sheet.around(element))


def day_above(sheet: Sheet, block: Block, days: Sequence[tuple[int, str]]) -> str | None:
    at = bisect_left(days, (block.first,))
    if not at:
        return None
    place, iso = days[at - 1]
    parent = sheet.parents[place]
    # Elements that hold nothing but the day are but its looks.
    while sheet.stops[parent] - sheet.starts[parent] == sheet.stops[place] - sheet.starts[place]:
        parent = sheet.parents[parent]
    near = _depth(sheet, block.first) - _depth(sheet, parent) <= 4
    return iso if near and sheet.ends[parent] > block.first else None


def take_day(record: Record) -> None:
    """Takes the day that an address names, where a line of the record says its month and day: "03-20"."""
    dated = _IN_ADDRESS.search(record.block.href)
    if record.published or dated is None:
        return
    year, month, day = dated.groups()
    for text in record.sheet.texts[record.block.begin : record.block.end]:
        if len(text) <= _LONGEST_LEAF and sorted(map(int, _NUMBERS.findall(text))) == sorted(
            (int(month), int(day))
        ):
            record.set("published", f"{year}-{month}-{day}", "its address, and a line with the day")
            return
