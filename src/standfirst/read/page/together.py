"""What only the records at one path of a page together tell: which standfirsts are whole articles, or end in one
invitation, where the others have their words, whose names stand above headlines.

Of one record nobody can tell. One article may be as short as a teaser, and one teaser as long as an article; but
where most that go on do so for long, or nearly all have several paragraphs, and some hold lists, tables, pictures,
players or headings of their own, they are articles, the short ones too. Two or three words, each with a capital,
are people where they stand above nearly all headlines and differ: in most languages a label of two words has but
one capital. English and a few others write their labels as they write names, so there nothing is concluded.
Chinese names are known by the family's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from standfirst.model import tidy
from standfirst.read.enough import FEWEST, NEARLY_ALL, enough
from standfirst.read.page.blocks import DIGITS, ENDS, alike
from standfirst.read.page.days import part_from_days
from standfirst.read.page.fields import LENGTH_OF_ARTICLE, PARAGRAPHS_OF_ARTICLE, opening
from standfirst.read.page.lines import Record, lines_between
from standfirst.read.signing import HAN_NAME, is_button
from standfirst.read.widths import width

_PAIR = 2
# "... of the valley… read on"
_END = re.compile(r"(?<=[….!?।。۔።\])])\s+([^….!?।。۔።]{3,25})$")
_PARTS = frozenset("ul ol table blockquote h2 h3 h4 h5 h6 iframe audio video".split())
_PARTS_OF_TEXT = frozenset("pre table h2 h3 h4 h5 h6".split())
_SHORTEST_LEAD, _LONGEST_LEAD = 8, 150
_NAMES = 4
_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){1,3}")
_LONGEST_NAME = 40
# Where a sentence's words bear capitals in titles, or no script's letters do.
_LIKE_LABELS = frozenset("en de vi id ms tl sw".split())

Home = tuple[str, ...]
"""The tag and class of the element that some words stand in, and of those around it as far as the first class."""


def tell_together(records: Sequence[Record]) -> None:
    """Mends what was told of the records of a page by what their like tell."""
    rows = alike(records, lambda record: record.block.path).values()
    for row in rows:
        whole = [record for record in row if len(record.paragraphs) > 1 and not record.invites]
        teasers = [len(record.paragraphs) for record in row if record.invites]
        if len(teasers) >= _PAIR:
            # Beside teasers that invite to read on, what goes on without is whole, whatever its class says.
            _open(record for record in whole if len(record.paragraphs) > max(teasers))
        else:
            whole = [record for record in whole if not record.classed]
        told = sum(bool(record.paragraphs) and not record.invites for record in row)
        # What leads nowhere is printed whole.
        alone = (record for record in whole if not record.block.href and record.headline)
        _open(whole if _are_articles(whole, told) else alone)
        _cut_same_ends([record for record in row if record.standfirst])
        _fill([record for record in row if record.headline])
        _lead_notes(row)
        part_from_days([record for record in row if record.headline])
        _know_names(row)


# --- standfirsts -------------------------------------------------------------------------------------------


def _open(whole: Iterable[Record]) -> None:
    """Leaves of the standfirsts of whole articles what they open with."""
    for record in whole:
        record.standfirst = opening(record.paragraphs)


def _are_articles(row: Sequence[Record], told: int) -> bool:
    """Whether records of several paragraphs are whole articles: half are long, or nearly all tell several."""
    long = sum(map(_goes_on, row))
    many = (long >= _PAIR and long * 2 >= len(row)) or enough(len(row), told, NEARLY_ALL)
    return many and any(map(_holds_parts, row))


def _goes_on(record: Record) -> bool:
    length = sum(map(width, record.paragraphs))
    return len(record.paragraphs) >= PARAGRAPHS_OF_ARTICLE or length > LENGTH_OF_ARTICLE or _is_parted(record)


def _is_parted(record: Record) -> bool:
    """Whether after the first paragraph of a record stand a heading, a table or what was typed as it is."""
    within = record.sheet.tags[max(record.block.title + 1, record.block.first) : record.block.last]
    return "p" in within and not _PARTS_OF_TEXT.isdisjoint(within[within.index("p") :])


def _holds_parts(record: Record) -> bool:
    """Whether a record holds after its headline what teasers do not: lists, tables, headings."""
    block = record.block
    within = record.sheet.tags[max(block.title + 1, block.first) : block.last]
    return within.count("img") > 1 or not _PARTS.isdisjoint(within)


def _cut_same_ends(row: Sequence[Record]) -> None:
    """Cuts the few words off that follow the last sentence of every standfirst."""
    ends = [_END.search(record.standfirst or "") for record in row] if len(row) >= FEWEST else []
    if len({end[1] if end else None for end in ends}) == 1:
        for record, end in zip(row, ends, strict=True):
            record.standfirst = (record.standfirst or "")[: end.start()] if end else record.standfirst


def _lead_notes(row: Sequence[Record]) -> None:
    """Takes for the headlines of notes that lead nowhere their first lines, where most of these end as no sentence
    does."""
    notes = [
        (record, _first_line(record))
        for record in row
        if not record.block.href and record.block.heading < 0 and record.headline is None
    ]
    led = [(record, first) for record, first in notes if _may_lead(record, first)]
    for record, first in led if len(led) * 3 >= len(notes) * 2 else ():
        record.standfirst = (record.standfirst or "").removeprefix(first).strip() or None
        record.set("headline", first, "the first line of what leads nowhere")


def _first_line(record: Record) -> str:
    lines = (line.text for line in lines_between(record.sheet, record.block.begin, record.block.end))
    return next((text for text in lines if not record.page.says_when(text)), "")


def _may_lead(record: Record, first: str) -> bool:
    fit = _SHORTEST_LEAD <= width(first) <= _LONGEST_LEAD and not ENDS.search(first)
    known = record.standfirst or first
    return fit and (known.startswith(first) or first not in known)


# --- what stands where others have theirs -------------------------------------------------------------------


def _fill(row: Sequence[Record]) -> None:
    """Gives the fewer records that lack a standfirst the words that stand where most have theirs."""
    bare = [record for record in row if record.standfirst is None]
    if len(row) < FEWEST or not 0 < len(bare) * 2 <= len(row):
        return
    home, times = Counter(_home_of_words(record) for record in row if record.standfirst).most_common(1)[0]
    if home and times * 2 >= len(row):
        for record in bare:
            record.set("standfirst", _words_at(record, home), "where others have theirs")


def _home(record: Record, piece: int) -> Home:
    home: Home = ()
    for place in record.around(record.sheet.owners[piece]):
        look = record.sheet.look(place)
        home += look
        if look[1]:
            break
    return home


def _home_of_words(record: Record) -> Home | None:
    """Where the element stands whose only words are a standfirst, wherever in the record that is."""
    for piece in range(record.begins + 1, record.block.end):
        if tidy(record.sheet.texts[piece]) == record.standfirst:
            return _home(record, piece)
    return None


def _words_at(record: Record, home: Home) -> str | None:
    found = [
        text
        for piece in range(record.begins + 1, record.block.end)
        if _home(record, piece) == home
        and (text := tidy(record.sheet.texts[piece])) != record.headline
        # An element without a class may hold anything, but few other things end as a sentence does.
        and (home[1] or ENDS.search(text.rstrip("]")))
    ]
    if len(found) != 1 or is_button(found[0]) or record.page.says_when(found[0]):
        return None
    return found[0] if found[0] not in (record.byline, record.kicker) else None


# --- names and labels --------------------------------------------------------------------------------------


def _know_names(row: Sequence[Record]) -> None:
    """Makes kickers that are people's names bylines, where all are, and leaves out what is neither."""
    for record in row:
        if record.kicker == record.byline:
            record.unset("kicker")
    labelled = [record for record in row if record.kicker]
    names = {record.kicker or "" for record in labelled}
    if len(names) >= FEWEST and len({DIGITS.sub("", name) for name in names}) == 1:
        for record in labelled:
            record.unset("kicker")
    elif len(labelled) * 2 >= len(row) and len(names) >= FEWEST and _are_names(labelled, names):
        for record in labelled:
            record.byline, record.kicker = record.kicker, None
            record.found["byline"] = record.found.pop("kicker", "") + ", as with its like a name"


def _are_names(labelled: Sequence[Record], names: set[str]) -> bool:
    """Whether the labels of nearly all headlines at a path are the names of people."""
    if any(record.byline for record in labelled):
        return False
    language = labelled[0].page.language
    cased = language is not None and language[:2] not in _LIKE_LABELS
    return cased and len(labelled) >= _NAMES and all(map(_is_name, names))


def _is_name(words: str) -> bool:
    if HAN_NAME.fullmatch(words):
        return True
    if not _NAME.fullmatch(words) or len(words) > _LONGEST_NAME:
        return False
    return all(word[:1].isupper() and word[1:2] != word[1:2].upper() for word in words.split() if len(word) > 2)
