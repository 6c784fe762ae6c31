"""Who signed: the names that lines, their classes and their links say a piece is by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from standfirst.model import tidy
from standfirst.read.dates import only_labels, spot, when
from standfirst.read.page.blocks import ENDS
from standfirst.read.page.classes import ASIDES, CREDITS
from standfirst.read.page.lines import LIKE_A_NAME, SEPARATORS, Line, Page, Record, words
from standfirst.read.page.sheet import Sheet
from standfirst.read.signing import (
    BEFORE_DAYS,
    HAN_NAME,
    NAME_BEFORE_BY,
    REPORTER,
    by_in,
    is_of_author,
    leads_up,
    without_label,
)
from standfirst.read.widths import width

_BY = re.compile(f"^{leads_up()}", re.I)
_BETWEEN_NAMES = frozenset(", ; & / and und et y e i en og och ja és a и та ve dan và و 、 ，".split())
_COMMAS = frozenset(",;、，")
# Where a name ends and a day or a place begins: "A. Writer on 3 May".
_AT_A_DAY = re.compile(
    r"\s+(?:[發发]表[在於于]|(?:on|am|le|el|il|em|op|den|på|di|w|в|dnia|tarihinde|[-–—|·@])\s+(?=\d)|(?=(?:\d{1,4}[./-]){2}\d))",
    re.I,
)
_AT_AN_HOUR = re.compile(r"[,،|·\s][\s–—-]*\d{1,2}[:.]\d\d\s*$")
# Where a class says author of the line, what is inside may still be the count of comments.
_COMMENTS = frozenset(word for word in ASIDES if word.startswith(("comm", "comen", "kom")))
_PEOPLE = frozenset(("user", "author"))
_PORTRAITS = frozenset(("user", "author", "avatar", "gravatar", "circle"))
_OF_PEOPLE = re.compile(r"gravatar|[/_-](?:avatar|author|user)s?[\d_-]*\.\w+$")
# So many elements may stand around a name for nothing but its looks.
_NESTED = 4
_NO_NAME = re.compile(r"(?:posted|written|published|submitted|from|the|by|on|in|von|par|por|di)(?:\s|$)", re.I)
_LONGEST_NAME, _LONGEST_SMALL = 35, 9
ORDINAL = re.compile(r"\d\.$")
"""Days end so in Hungarian, and no sentence stands."""
_LONGEST_PART, _LONGEST, _MOST_SMALL_WORDS, _MOST_WORDS, _PAIR = 45, 90, 4, 6, 2


def is_by(text: str) -> bool:
    """Whether a text is no more than a word for who wrote something."""
    return _BY.fullmatch(f"{text.strip(SEPARATORS)}: ") is not None


def name_said(part: str, page: Page) -> str | None:
    """The name in words that say by whom, or that a trade follows."""
    if REPORTER.fullmatch(part):
        return part
    name = name_of(part) if _BY.match(part) and width(part) <= _LONGEST_PART else ""
    return name if name and not when(name, page.language) else None


def name_beside_day(text: str, page: Page) -> str | None:
    """The name in small print that says by whom and when, in either order: "Posted by A. Writer on 3 May 2031"."""
    spots = spot(text, page.language, page.now)
    if len(spots) != 1:
        return None
    before, after = (part.strip(f"{SEPARATORS}()") for part in (text[: spots[0].start], text[spots[0].end :]))
    for part in (before, after):
        behind = NAME_BEFORE_BY.search(part)
        name = behind[1] if behind else name_of(part) if _BY.match(part) else ""
        name = _without_lead(name.split())
        if 1 < width(name) <= _LONGEST_NAME and not page.says_when(name) and not _runs_like_a_sentence(name):
            return name
    name = _without_lead(before.split())
    return name if HAN_NAME.fullmatch(name) and name != before else None


def _without_lead(words_of: list[str]) -> str:
    """Words without those at either end that only lead up to a day: small ones, and labels of dates."""
    while len(words_of) > 1 and _leads_to_a_day(words_of[-1]):
        words_of = words_of[:-1]
    while len(words_of) > 1 and _leads_to_a_day(words_of[0]):
        words_of = words_of[1:]
    return " ".join(words_of).strip(SEPARATORS)


def _leads_to_a_day(word: str) -> bool:
    small = word.islower() and word != word.upper() and len(word) <= _LONGEST_SMALL
    bare = word.strip(SEPARATORS)
    return small or not bare or bare in BEFORE_DAYS or (only_labels(bare) and not bare[0].isupper())


def linked_after_by(sheet: Sheet, before: Line, part: Line) -> str | None:
    """The words of a link that follow what only leads up to a name: "<b>12 points</b> by <a>lark</a>"."""
    linked = sheet.link_of(part.first) >= 0 and _BY.fullmatch(f"{before.text} ")
    return name_of(part.text) or None if linked else None


def _linked_after_label(sheet: Sheet, line: Line) -> str | None:
    """The name that is all a line holds but a word for what its bearer did, where it is a link: "كتب <a>…</a>"."""
    if line.last - line.first != _PAIR or not is_by(sheet.texts[line.first]) or sheet.link_of(line.first) >= 0:
        return None
    name = tidy(sheet.texts[line.last - 1])
    return name if sheet.link_of(line.last - 1) >= 0 and LIKE_A_NAME.fullmatch(name) else None


def take_signature(record: Record, part: Line) -> bool:
    """Takes the name of a line whose class or link says author; whether it does."""
    if not is_signed(record, part):
        return False
    record.set("byline", _name_in(record, part), "its class says author")
    return True


def is_signed(record: Record, part: Line) -> bool:
    """Whether the class of a line, or its link, says author."""
    # Lines and their parts are asked about time and again; the elements they stand in say it, not their words.
    stretch = part.first, part.last, part.home
    known = record.page.signed.get(stretch)
    if known is None:
        known = record.page.signed[stretch] = _credits(record, part) or _author_link(record.sheet, part)
    return known


def _name_in(record: Record, part: Line) -> str | None:
    """The name that signed words give; none where they only lead up to one."""
    page = record.page
    # A date may follow.
    told = range(part.first + 1, part.last)
    end = next((k for k in told if page.says_when(record.sheet.texts[k])), part.last)
    name = without_label(name_of(words(record.sheet, part.first, end)))
    said = name and not _NO_NAME.match(name) and not _is_by(name, page) and not page.is_moment(name)
    return name if said else None


def take_writers(record: Record, parts: Sequence[Line]) -> None:
    """Who signed, from the parts of a line: one after another as long as no more than a comma or an "and" parts
    them, or nothing but that each is a link of its own."""
    sheet = record.sheet
    names = [
        _name_in(record, part) if part.text.lower() not in _BETWEEN_NAMES and is_signed(record, part) else None
        for part in parts
    ]
    signed = [n for n, name in enumerate(names) if name]
    # What stands before a name that is a link leads up to it.
    while len(signed) > 1 and not _author_link(sheet, parts[signed[0]]) and _author_link(sheet, parts[signed[1]]):
        del signed[0]
    if not signed:
        return
    written = str(names[signed[0]])
    for n, after in pairwise(signed):
        between = parts[n + 1].text.lower() if after == n + 2 else "," if after == n + 1 else ""
        linked = _author_link(sheet, parts[n]) and _author_link(sheet, parts[after])
        if between not in _BETWEEN_NAMES or not (after == n + 2 or linked):
            break
        if names[after] not in names[:after]:
            written += f"{'' if between in _COMMAS else ' '}{between} {names[after]}"
    record.set("byline", written, "its class says author")


def _credits(record: Record, part: Line) -> bool:
    """Whether the class of the words' element says author, or that of one around it that holds nothing else."""
    place, held = part.home, (part.first, part.last)
    if _is_pictured(record, place - 1, part.first) or _is_pictured(record, place + 1, part.first):
        return True
    for _ in range(_NESTED):
        named = record.names(place)
        if named & (CREDITS | _COMMENTS):
            return not named & _COMMENTS
        place = record.sheet.parents[place]
        if place <= 0 or not _only_leads_up(record, place, held):
            return False
    return False


def _is_pictured(record: Record, place: int, piece: int) -> bool:
    """Whether an element without words, right before a piece, is named for a picture of a person ("fa fa-user"),
    or is a picture that is cut round or named so."""
    sheet = record.sheet
    if not (place < len(sheet.starts) and sheet.starts[place] == sheet.stops[place] == piece):
        return False
    if sheet.tags[place] == "img":
        return not _PORTRAITS.isdisjoint(record.names(place)) or bool(
            _OF_PEOPLE.search(sheet.attribute(place, "src"))
        )
    return not _PEOPLE.isdisjoint(record.names(place))


def _only_leads_up(record: Record, place: int, held: tuple[int, int]) -> bool:
    """Whether an element holds some words and before them at most the one that leads up to a name: "by"."""
    sheet = record.sheet
    first, last = sheet.starts[place], sheet.stops[place]
    if last != held[1] or held[0] - first > 1:
        return False
    return first == held[0] or _is_by(sheet.texts[first], record.page)


def _is_by(text: str, page: Page) -> bool:
    """Whether a text is no more than what leads up to a name."""
    bare = text.strip(SEPARATORS).lower()
    return not bare or bare == by_in(page.language) or _BY.fullmatch(f"{bare} ") is not None


def is_credited(record: Record, line: Line) -> bool:
    """Whether a line only says by whom: the name is taken."""
    if take_signature(record, line):
        return True
    if width(line.text) > _LONGEST:
        return False
    if REPORTER.fullmatch(line.text):
        record.set("byline", line.text, "a name and its trade")
        return True
    if name := _linked_after_label(record.sheet, line):
        record.set("byline", name, "a link after what says by whom")
        return True
    if not _BY.match(line.text):
        return False
    page, texts = record.page, record.sheet.texts
    end = next((k for k in range(line.first + 1, line.last) if page.says_when(texts[k])), line.last)
    beside = name_beside_day(line.text, page)
    name = beside or name_of(words(record.sheet, line.first, end))
    if (ENDS.search(line.text) and not (beside and ORDINAL.search(line.text))) or _runs_like_a_sentence(name):
        return False
    if name and not when(name, page.language):
        record.set("byline", name, "a line that says by whom")
        day = words(record.sheet, line.first if end == line.last else end, line.last)
        days = [page.when(day), *(found.iso for found in spot(day, page.language, page.now))]
        record.set("published", next(filter(None, days), None), "a date after the name")
    return True


def _runs_like_a_sentence(name: str) -> bool:
    """Whether words after "by" are too many and too small for a name: "by" is "from" and "through" elsewhere."""
    words_of = name.split()
    cased = [word for word in words_of if word[0].lower() != word[0].upper()]
    if not cased:
        return len(words_of) > _MOST_WORDS
    return len(words_of) > _MOST_SMALL_WORDS and sum(word[0].isupper() for word in cased) * 3 < len(cased)


def _author_link(sheet: Sheet, line: Line) -> bool:
    link = sheet.link_of(line.first)
    if link < 0:
        return False
    attributes = sheet.attributes[link]
    return "author" in (attributes.get("rel") or "").split() or is_of_author(attributes.get("href") or "")


def name_of(text: str) -> str:
    """The name in words that say by whom; empty where they are none."""
    if text[-1:].isdecimal():
        text = _AT_AN_HOUR.sub("", text)
    name = _BY.sub("", text.strip(SEPARATORS) + " ").strip(SEPARATORS)
    name = _AT_A_DAY.split(name)[0].rstrip(SEPARATORS)
    # Two small letters are what stands between two dates ("from", "until"), and no name.
    if (len(name) > 300 and "," not in name) or (len(name) < 3 and name.islower()) or only_labels(name):
        return ""
    return name


def credited_cells(sheet: Sheet) -> frozenset[int]:
    """The cells of tables below heads that say "author"."""
    if "th" not in sheet.tags:
        return frozenset()
    heads: dict[int, tuple[int, int]] = {}
    found = []
    for row, tag in enumerate(sheet.tags):
        if tag != "tr":
            continue
        cells = [cell for cell in sheet.children(row) if sheet.tags[cell] in ("td", "th")]
        table = next((place for place in sheet.around(row) if sheet.tags[place] == "table"), -1)
        if len(cells) >= _PAIR and all(sheet.tags[cell] == "th" for cell in cells):
            by = [n for n, cell in enumerate(cells) if _heads_names(sheet, cell)]
            heads[table] = (by[0] if len(by) == 1 else -1, len(cells))
        elif table in heads and heads[table][0] >= 0 and heads[table][1] == len(cells):
            found.append(cells[heads[table][0]])
    return frozenset(found)


def _heads_names(sheet: Sheet, cell: int) -> bool:
    begin, end = sheet.starts[cell], sheet.stops[cell]
    return end - begin == 1 and is_by(sheet.texts[begin])
