"""Texts that programs write: each line says by name what it is ("Title: …", "링크: …", "📅 …").

Names are known by coming again in each record. What they name shows from the values (addresses, dates, the
longest), from words of many languages for the usual ones, and from signs that chats put before them. What no rule
knows is left out. The items are told from these lines alone, as no look of theirs tells more.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median

from standfirst.model import Item, tidy
from standfirst.read.enough import MOST, NEARLY_ALL
from standfirst.read.finish import account
from standfirst.read.mail_words import means
from standfirst.read.page.markup import plain
from standfirst.read.text.line import LINK, MARKER
from standfirst.read.text.moments import day_first
from standfirst.read.text.record import ends
from standfirst.read.widths import width

# What chats put before a line to say what it is.
_SIGNS = {
    "link": "🔗🌐",
    "date": "📅🗓📆🕒🕐🕓🕔⏰⏱⌚",
    "source": "📰🗞📡",
    "authors": "✍👤🖊",
    "abstract": "📝📄💬",
    "topic": "🏷📂📁🔖",
}
_SIGN = f"[{''.join(_SIGNS.values())}]"
_NAMED = re.compile(
    r"[^\w\n]{0,8}(?P<name>[^\W\d_][^\n:：|]{0,23}?)[ \t]?\*{0,2}(?!(?<=\d):\d)[:：](?!//)"
    r"(?:\*\*)?\s*(?P<value>.*)"
)
_SIGNED = re.compile(rf"(?P<name>{_SIGN})\ufe0f?\s*(?P<value>\S.*)")
_FRAME = " =*~#+_•◆■▪─━═—-[]【】"
_FRAMES = frozenset(2 * sign for sign in "=*~#+_•◆■▪─━═—-")
_WITHIN = re.compile(r"https?://[^\s<>()\"]+[^\s<>().,;:\"]")
_COUNT = re.compile(r"[^\W\d_]+\W{1,3}\d{1,3}\W?")
_DIGITS = re.compile(r"\d+")
_EMPHASIS = re.compile(r"(\*{1,3}|_{1,2})(?=[^\s*_])(.*[^\s*_])\1")
_ADDRESS = "://"  # the name of an address that stands alone
_TAG = re.compile(r"<[a-zA-Z/][^<>]{0,2000}>")
_LEAST_RECORDS, _FEWEST_OF_THREE = 3, 2
_LEAST_NAMES = 2
_BETWEEN_CELLS = ",;"
_LONGEST_HEAD = 400
_HALF = 0.5
_COVERED = 0.6
_WRAPPED = 50
_SHORTEST_TITLE = 8
_LONGER = 1.2
_ROLES = ("title", "abstract", "authors", "source", "topic", "date")
_HOW = account(
    {
        "headline": "a line named as the title, or above lines that are named",
        "standfirst": "a line named as the summary, or the longest of those that are named",
        "link": "a line that names an address",
        "published": "a line that names a day",
        "byline": "a line named as the author or the source",
        "kicker": "a line named as the topic",
    }
)


@dataclass(slots=True)
class _Line:
    """A line: its words, and the names and values they are made of, if any."""

    words: str
    told: list[tuple[str, str]]
    apart: bool  # whether an empty line or a rule stands above
    inset: bool  # whether it stands further in than the line above that has names


@dataclass(slots=True)
class _Record:
    """One item in the making: the words above its names, their values, the words below; the title of its part."""

    head: str = ""
    values: dict[str, str] = field(default_factory=dict)
    below: list[str] = field(default_factory=list)
    part: str = ""


def told_by_fields(text: str, language: str | None, now: datetime | None) -> list[Item]:
    """The items of a text that consists of records whose lines are named, not yet finished; none of any other."""
    if text.count(":") + text.count("：") < _LEAST_RECORDS and not re.search(_SIGN, text):
        return []
    lines = _without_numbers(list(_lines(text.split("\n"))))
    names = _names(lines)
    titled = any(means(name, "title") for name in names)
    if (len(names) < _LEAST_NAMES and not titled) or _are_heads(names):
        return []
    told = _Records(names, titled)
    for line in lines:
        told.add(line)
    told.end()
    records = told.found
    if len(records) < _FEWEST_OF_THREE or told.used < _COVERED * len(lines):
        return []
    roles = _roles(names, records, language, now)
    headed = sum(bool(record.head) for record in records) >= NEARLY_ALL * len(records)
    if "title" not in roles and not headed:
        return []
    if len(records) < _LEAST_RECORDS and len(roles) < _LEAST_RECORDS:
        return []
    return [item for record in records if (item := _item(record, roles, language, now))]


def told_by_columns(text: str, language: str | None, now: datetime | None) -> list[Item]:
    """The items of a table of cells between commas or semicolons whose first row names its columns, one of
    them the title; none of any other text."""
    if not (sign := names_columns(text)):
        return []
    try:
        names, *rows = (row for row in csv.reader(io.StringIO(text.lstrip()), delimiter=sign) if row)
    except csv.Error:  # a cell longer than its reader takes
        return []
    whole = [dict(zip(map(str.strip, names), row, strict=True)) for row in rows if len(row) == len(names)]
    if len(whole) < _FEWEST_OF_THREE or len(whole) < NEARLY_ALL * len(rows):
        return []
    records = [_Record(values=values) for values in whole]
    roles = _roles(set(whole[0]), records, language, now)
    return [item for record in records if (item := _item(record, roles, language, now))]


def names_columns(text: str) -> str:
    """The sign between the names of columns that a text begins with, one of which is the title; "" for none."""
    head = text.lstrip()[:_LONGEST_HEAD].partition("\n")[0]
    sign = max(_BETWEEN_CELLS, key=head.count)
    names = [name.strip(" \"'\r") for name in head.split(sign)]
    titled = any(means(name, "title") for name in names)
    return sign if titled and 1 < len(names) == len(set(names)) else ""


def _lines(lines: Sequence[str]) -> Iterator[_Line]:
    apart, margin = True, 0
    for line in lines:
        told = line.strip()
        if not any(map(str.isalnum, told)) or not any(map(str.isalpha, told)):
            apart = True
            continue
        found = [pair for part in told.split(" | ") if (pair := _named(part.strip()))]
        # Several on one line, or one on the whole of it.
        whole = [pair] if (pair := _named(told)) else []
        fields = found if len(found) == told.count(" | ") + 1 else whole
        indent = len(line) - len(line.lstrip())
        yield _Line(told, fields, apart, indent > margin)
        margin = indent if fields else margin
        apart = False


def _without_numbers(lines: list[_Line]) -> list[_Line]:
    """The lines without those that count the records and say nothing else: "Item 3"."""
    told = [
        "" if line.told or not _COUNT.fullmatch(line.words) else _DIGITS.sub("0", line.words) for line in lines
    ]
    often = Counter(filter(None, told))
    kept: list[_Line] = []
    apart = False
    for line, words in zip(lines, told, strict=True):
        if often[words] >= _LEAST_RECORDS:
            apart = True
            continue
        line.apart, apart = line.apart or apart, False
        kept.append(line)
    return kept


def _named(text: str) -> tuple[str, str] | None:
    if LINK.fullmatch(text):
        return _ADDRESS, text
    if found := _NAMED.fullmatch(text):
        return _DIGITS.sub("0", found["name"].strip(" *_").casefold()), found["value"].strip()
    if signed := _SIGNED.fullmatch(text):
        return signed["name"], signed["value"].strip()
    return None


def _names(lines: Sequence[_Line]) -> set[str]:
    """The names that come again in each record: half as often as the most usual of them, or more."""
    often = Counter(name for line in lines for name in {name for name, _ in line.told})
    most = max((count for _, count in often.items()), default=0)
    if most < _FEWEST_OF_THREE:
        return set()
    return {name for name, count in often.items() if count >= max(_FEWEST_OF_THREE, _HALF * most)}


def _are_heads(names: set[str]) -> bool:
    """Whether names are those of the heads of letters."""
    return any(means(name, "from") for name in names) and any(means(name, "subject") for name in names)


class _Records:
    """The records of a text in the making, each from where a name comes again or words stand above names."""

    def __init__(self, names: set[str], titled: bool) -> None:
        self.found: list[_Record] = []
        self.used = 0  # lines
        self._names, self._titled = names, titled
        self._above: list[str] = []
        self._part = self._first = self._last = ""

    def add(self, line: _Line) -> None:
        own = [(name, value) for name, value in line.told if name in self._names]
        if own:
            self._add_named(own)
        elif not self._may_belong(line):
            self._above.append(line.words)

    def end(self) -> None:
        """What stands below the names of the last record is its own as far as no empty line parts it."""
        if self._titled and self.found:
            self._below(self._above)

    def _add_named(self, own: list[tuple[str, str]]) -> None:
        above, self._above = self._above, []
        first = own[0][0]
        again = not self.found or any(name in self.found[-1].values for name, _ in own)
        if again or (above and first == self._first):
            self._first = self._first or first
            if self._titled and self.found:
                self._below(above)
            headed = bool(above) and not self._titled and (len(above) == 1 or not self.found)
            self.used += headed
            self.found.append(_Record(above[-1] if headed else "", part=self._part))
        else:
            self._below(above)
        self.found[-1].values |= dict(own)
        self._last = own[-1][0]
        self.used += 1

    def _below(self, words: list[str]) -> None:
        record = self.found[-1]
        for at, line in enumerate(words):
            if link := _WITHIN.search(line):
                record.values.setdefault(_ADDRESS, link[0])
                words = words[:at]
                break
        record.below += words
        self.used += len(words)

    def _may_belong(self, line: _Line) -> bool:
        """Take a line without a known name for what it is to the record above it or to the next ones, if it is."""
        record = self.found[-1] if self.found else None
        value = record.values.get(self._last) if record else None
        if _is_framed(line.words) and line.apart and value != "":
            self._part, self._last = line.words.strip(_FRAME), ""
            return True
        if record is None or value is None or self._above:
            return False
        if line.told and not line.apart:
            return True  # what only some records say
        if _goes_on(line, self._last, value):
            record.values[self._last] = f"{value} {line.words}".strip()
            self.used += 1
            return True
        return False


def _is_framed(words: str) -> bool:
    """Whether a line is a title between signs, behind "#" or in brackets."""
    return (
        words.startswith("#") or (words[0] in "[【" and words[-1] in "]】") or words[:2] == words[-2:] in _FRAMES
    )


def _goes_on(line: _Line, name: str, value: str) -> bool:
    """Whether a line without a name goes on with what the one above it began to say."""
    if not value or (line.inset and not line.apart):
        return True
    return not line.apart and len(value) >= _WRAPPED and not LINK.fullmatch(value) and not means(name, "title")


def _roles(
    names: set[str], records: Sequence[_Record], language: str | None, now: datetime | None
) -> dict[str, str]:
    """What names stand for, the name by the role."""
    values = {name: [r.values[name] for r in records if r.values.get(name)] for name in sorted(names)}
    order = {name: at for at, name in enumerate(dict.fromkeys(n for r in records for n in r.values))}
    left = sorted((name for name in values if values[name]), key=order.__getitem__)
    roles: dict[str, str] = {}

    def take(role: str, told: list[str]) -> None:
        if told:
            roles[role] = told[0]
            left.remove(told[0])

    take("link", [n for n in left if _mostly(bool(LINK.fullmatch(v)) for v in values[n]) and _differ(values[n])])
    for role in _ROLES:
        told = [n for n in left if means(n, role) or n in _SIGNS.get(role, "")]
        # A source that all have tells nothing of any.
        take(role, [n for n in told if role != "source" or len(set(values[n])) > 1])
    if "date" not in roles:
        take("date", [n for n in left if _mostly(bool(day_first(v, language, now)) for v in values[n])])
    headed = all(record.head for record in records)
    texts = [n for n in left if median(map(width, values[n])) >= _SHORTEST_TITLE and _differ(values[n])]
    if "title" not in roles and not headed and "link" in roles:
        take("title", texts)
    if "abstract" not in roles and ("title" in roles or headed):
        heads = values[roles["title"]] if "title" in roles else [record.head for record in records]
        longest = sorted((n for n in texts if n in left), key=lambda n: -sum(map(width, values[n])))
        take("abstract", [n for n in longest[:1] if _tells(values[n], heads)])
    return roles


def _mostly(told: Iterator[bool]) -> bool:
    found = list(told)
    return bool(found) and sum(found) >= MOST * len(found)


def _differ(values: Sequence[str]) -> bool:
    return 2 * len(set(values)) > len(values)


def _tells(values: Sequence[str], heads: Sequence[str]) -> bool:
    """Whether values are longer than headlines, and close as sentences do."""
    return median(map(width, values)) > _LONGER * median(map(width, heads)) and _mostly(ends(v) for v in values)


def _item(record: _Record, roles: dict[str, str], language: str | None, now: datetime | None) -> Item | None:
    told = {role: _plain(record.values.get(name, "")) for role, name in roles.items()}
    marker = MARKER.match(record.head)
    headline = told.get("title") or _plain(record.head[marker.end() if marker else 0 :])
    standfirst = told.get("abstract") or " ".join(map(_plain, record.below)) if headline else ""
    if not headline:
        return None
    link = LINK.search(record.values.get(roles.get("link", _ADDRESS), ""))
    return Item(
        link=link[1] if link else None,
        headline=headline,
        standfirst=standfirst if standfirst and standfirst.casefold() != headline.casefold() else None,
        kicker=told.get("topic") or None,
        byline=told.get("authors") or told.get("source") or None,
        published=day_first(told.get("date", ""), language, now),
        section=_part(record.part),
        found=_HOW,
    )


def _part(words: str) -> str | None:
    """The title of a part, without what names it."""
    found = _NAMED.fullmatch(words)
    return tidy(found["value"] if found and found["value"] else words) or None


def _plain(value: str) -> str:
    """A value without the markup that programs leave in it."""
    if _TAG.search(value) or "&" in value:
        value = plain(value)
    value = tidy(value)
    strong = _EMPHASIS.fullmatch(value)
    return strong[2] if strong else value
