"""Digests that programs write in Markdown: each item under a heading, a strong line or a strong point, with lines
of small print, tags, quotations and links below it.

What a line is shows from its markup, which other texts lack: a line all in emphasis or beside bars is small print,
one of code is tags, a quotation is words, a link alone leads there. Documents without any of this are left to the
rules for all texts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from standfirst.model import Item, tidy
from standfirst.read.dates import counts_back, names_a_day, when
from standfirst.read.enough import FEWEST, MOSTLY
from standfirst.read.feed.words import Context
from standfirst.read.feed.words import standfirst as of_html
from standfirst.read.finish import account
from standfirst.read.mail_words import means
from standfirst.read.text.line import LINK, folded, more_words
from standfirst.read.text.moments import CLOCK, day_first
from standfirst.read.text.record import ends
from standfirst.read.text.signed import signature
from standfirst.read.text.trimmings import is_chat

_LINK = re.compile(
    r"\[(?P<words>(?:[^\[\]]|\[[^\[\]]{0,80}\]){1,400})\]"
    r"\((?P<link>[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s\"[^\"]{0,200}\")?\)"
)
_HASHED = re.compile(r"(#{1,6})\s+(?=\S)")
# Numbers are points where words stand beside strong ones, as behind bullets.
_POINT = re.compile(
    r"\s{0,3}(?:[-*+•]\s+(?=\*\*\S|\[)|\d{1,3}[.)]\s+(?=\*\*[^\s*][^*]{0,300}\*\*:?\s*(?:[-–—:]\s+)?[^\s*]))"
)
# A link of a few words behind a sentence leads on.
_CALL = re.compile(r"(?<=[.!?…。]) \[(?:[^\s\[\]]+ ){0,3}[^\s\[\]]+\]\([^\s()]+\)[.!»→]?\Z")
_STRONG = re.compile(r"\*\*(?=[^\s*])(?P<words>[^*]{1,400}?)\*\*:?")
_NUMBER = re.compile(r"\A\d{1,3}[.)]\s*")
_FIELD = re.compile(r"(?P<name>[^\W\d_][^\n:：*]{0,23}?)\s?[:：](?!//)\s?(?P<value>\S.*)")
_FIELDS = re.compile(r"\*\*(?P<name>[^*:：]{1,24}?)\s?(?:[:：]\s?\*\*|\*\*\s?[:：])\s*")
_CODE = re.compile(r"(?:`[^`]+`[\s,·]*)+")
_TAGS = re.compile(r"<(\w+)\s[^<>]*class=\"[^\"]*\b(?:tags?|labels?|badges?)\b[^<>]*>.*</\1>")
_SMALL = re.compile(r"([*_])(?=[^\s*_])([^*]*[^\s*_])\1")
_QUOTE = re.compile(r"(?:>\s?)+")
_LISTED = re.compile(r"(?:[-*+•]|\d{1,3}[.)])\s")
_NAMED_LINK = re.compile(r"[-*+•]\s+[^:\n]{1,24}:\s*<?https?://")
_INSET = re.compile(r"(?: {2,}|\t+)[-*+•]\s")
_INNER = re.compile(r"[-*+•]\s+")
_RULE = re.compile(r"[\s*_\-=─━═—~]*")
_WIDE = re.compile(r"\s{2,}")
_PARTS = re.compile(r" (?:[|•·—–-] )+")
_BESIDE = re.compile(r"\A\s*[|•·—–:-]\s+")
_BRACKETED = re.compile(r"\s*[\[(](?P<words>[^\[\]()]{1,40})[\])]")
_BARE = re.compile(r"\s(?:[|•·—–-] )?<?(https?://[^\s<>]+)>?\Z")
_IN_BRACKETS = re.compile(r"(?<=\S) \([^()]*\)\Z")
_ENCLOSED = re.compile(r"\A[(\[](.*)[)\]]\Z")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
_EMPHASIS = re.compile(r"(?<!\w)([*_]{1,3}|`)(?=\S)([^*_`]*\S)\1(?!\w)")
_FOLDED, _UNFOLDED = re.compile(r"\s*<details\b"), re.compile(r".*</details>")
# A tag around paragraphs, by itself on a line.
_FRAME = re.compile(r"\s*</?(?:div|section|article|header|footer|nav|main|figure|span|center)\b[^<>]*>\s*")
_PICTURE = re.compile(r"\s*!\[[^\[\]]*\]\([^)]*\)\s*")
_FENCE = re.compile(r"\s*```")
_SHORTEST_TEXT, _LONGEST_SMALL = 40, 110
_LONGEST_DAY, _LONGEST_YEARLESS = 40, 20
_FEWEST_HEADED = 2
_MOST_PARAGRAPHS = 5
_SEVERAL = 2  # points below a heading, which then are the items
_HOW = account(
    {
        "headline": "a heading, a strong line or point, as all its fellows are",
        "standfirst": "the words below it that are neither small print nor tags",
        "link": "a link in its headline, or alone below it",
        "published": "a date in its small print",
        "byline": "a name in its small print",
    }
)


@dataclass(slots=True)
class _Record:
    """One item in the making: what its lines say; `told` counts those that are neither headline nor words."""

    headline: str
    link: str = ""
    words: list[str] = field(default_factory=list)
    kicker: str | None = None
    published: str | None = None
    author: str | None = None
    outlet: str | None = None
    part: str | None = None
    told: int = 0
    closed: bool = False


def told_by_marks(text: str, language: str | None, now: datetime | None) -> list[Item]:
    """The items of a digest in Markdown, not yet finished; none of any other text, nor of one that says of most
    items nothing but headline, words and link."""
    if ("#" not in text and "**" not in text and "](" not in text) or is_chat(text):
        return []
    lines = without_blocks(text).split("\n")
    family = _family(lines)
    if not family or (family[0] == "#" and _head_parts(lines, family)):
        return []
    records = list(_records(lines, family, language, now))
    enough = _FEWEST_HEADED if family[0] == "#" else FEWEST
    full = sum(bool(record.told) for record in records)
    if len(records) < enough or full < MOSTLY * len(records):
        return []
    return [_item(record) for record in records]


def title_of_marks(text: str) -> str | None:
    """The title of such a digest: its first line, where that is a heading of the first degree."""
    line = next((line for line in text.split("\n") if line.strip()), "")
    return _plain(line[2:]) if line.startswith("# ") else None


def without_blocks(text: str) -> str:
    """A text in Markdown without what is no words of it: its front matter, blocks of code and what is folded away;
    with as many lines."""
    lines = text.split("\n")
    start = next((at for at, line in enumerate(lines) if line.strip()), 0)
    if lines[start].strip() == "---":
        end = next((at for at in range(start + 1, len(lines)) if lines[at].strip() == "---"), start)
        if all(":" in line or not line.strip() or line[0] in " -#" for line in lines[start + 1 : end]):
            lines[start : end + 1] = [""] * (end + 1 - start)
    for opens, closes in ((_FENCE, _FENCE), (_FOLDED, _UNFOLDED)):
        lines = _without_block(lines, opens, closes)
    return "\n".join("" if _is_no_words(line) else line for line in lines)


def _is_no_words(line: str) -> bool:
    """Whether a line is a tag around paragraphs, or a picture, and nothing else."""
    return bool(("<" in line and _FRAME.fullmatch(line)) or ("![" in line and _PICTURE.fullmatch(line)))


def _without_block(lines: list[str], opens: re.Pattern[str], closes: re.Pattern[str]) -> list[str]:
    """The lines without those between such as open and close something; all of them where one does not close."""
    kept, within = [], False
    for line in lines:
        if within:
            within = not closes.match(line)
            kept.append("")
        else:
            within = bool(opens.match(line))
            kept.append("" if within else line)
    return lines if within else kept


def _head(line: str) -> tuple[str, str] | None:
    """The family of marks that heads a line, and the line without them."""
    if hashed := _HASHED.match(line):
        return hashed[1], line[hashed.end() :]
    point = _POINT.match(line)
    if point and "](#" not in line and "[http" not in line and not _is_named(line[point.end() :]):
        return "-", line[point.end() :]
    line = _NUMBER.sub("", line, count=1)
    strong = _STRONG.match(line)
    if strong and not _FIELDS.match(line) and not line[strong.end() :].strip():
        return "**", line
    return None


def _is_named(point: str) -> bool:
    """Whether a point says by its name one thing of an item, and no title: "**Date**: 3 May"."""
    named = _FIELDS.match(point)
    return named is not None and _role(named["name"]) is not None


def _family(lines: Sequence[str]) -> str:
    """The marks that head the items: those with most lines of words below them, or words beside."""
    often: Counter[str] = Counter()
    full: Counter[str] = Counter()
    last, told, points = "", False, 0
    for line in [*lines, "# "]:
        head = _head(line)
        if head or line == "# ":
            full[last] += told and points < _SEVERAL
            last, told, points = (head[0], _holds_more(head[1]), 0) if head else ("", False, 0)
            often[last] += 1
        elif not _RULE.fullmatch(line):
            told = True
            points += last[:1] == "#" and _may_be_item(line)
    full = Counter({name: count for name, count in full.items() if name and count >= MOSTLY * often[name]})
    most = max(full.values(), default=0)
    return next((name for name in sorted(full, key=_depth, reverse=True) if full[name] == most), "")


def _may_be_item(line: str) -> bool:
    """Whether a line is a point that is neither a sentence nor a named link."""
    return bool(_LISTED.match(line)) and not _NAMED_LINK.match(line) and not ends(line.strip())


def _head_parts(lines: Sequence[str], family: str) -> bool:
    """Whether below most headings stand several groups of lines each of which ends in where it leads: then these
    are the items."""
    heads, parts, groups = 0, 0, 0
    group: list[str] = []
    for line in [*lines, "", family + " -"]:
        head = _head(line)
        if head and head[0] == family:
            parts += groups > 1
            heads, groups = heads + 1, 0
        elif line.strip():
            group.append(line)
            continue
        groups += len(group) > 1 and "://" in group[-1] and "://" not in group[0]
        group = []
    return parts >= MOSTLY * (heads - 1)


def _holds_more(head: str) -> bool:
    """Whether a line says more than a headline: a link, or words beside strong ones."""
    strong = _STRONG.match(head)
    return bool(_LINK.search(head)) or (strong is not None and bool(head[strong.end() :].strip()))


def _depth(family: str) -> int:
    return len(family) if family[0] == "#" else 9


def _records(lines: Sequence[str], family: str, language: str | None, now: datetime | None) -> Iterator[_Record]:
    record: _Record | None = None
    part: str | None = None
    day: str | None = None
    days = _days_above(lines, family, language, now)
    for at, line in enumerate(lines):
        head = _head(line)
        if head and head[0] == family:
            if record:
                yield record
            record = _between_bars(head[1], language, now) or _headed(head[1], language, now)
            record.part = part
            record.published, day = record.published or day, None
            record.told += record.published is not None
        elif at in days:
            day = days[at]
        elif head and _depth(head[0]) < _depth(family):
            part = _plain(head[1])
            if record:
                record.closed = True
        elif head and record and record.words and family[0] == head[0][0] == "#":
            record.closed = True  # what follows is the piece itself
        elif record and not record.closed:
            # A point below a point, set in, is what is said of it.
            record.told += family == "-" and bool(_INSET.match(line))
            _add(record, line.strip(), language, now)
    if record:
        yield record


def _days_above(lines: Sequence[str], family: str, language: str | None, now: datetime | None) -> dict[int, str]:
    """The days that stand alone above the heads of items, by their lines, where one does above the first."""
    told = [(at, line.strip(" *_")) for at, line in enumerate(lines) if line.strip()]
    above = [
        (at, words if len(words) <= _LONGEST_DAY else "")
        for (at, words), (below, _) in pairwise(told)
        if (head := _head(lines[below])) and head[0] == family and not _head(lines[at])
    ]
    days = {at: day for at, words in above if words and (day := when(words, language, now))}
    first = next((at for at, line in enumerate(lines) if (head := _head(line)) and head[0] == family), 0)
    return days if any(at < first for at in days) else {}


def _between_bars(text: str, language: str | None, now: datetime | None) -> _Record | None:
    """A record whose first line is a day, perhaps a topic, and the headline, between bars; None of another."""
    parts = text.split(" | ")
    day = when(parts[0], language, now) if len(parts) in (2, 3) else None
    if not day:
        return None
    return _Record(_plain(parts[-1]), kicker=_plain(parts[1]) if parts[2:] else None, published=day, told=1)


def _headed(text: str, language: str | None, now: datetime | None) -> _Record:
    """A record as its first line tells it: headline and link, then small print or words beside."""
    text = _NUMBER.sub("", text.strip(), count=1)
    if (named := _FIELDS.match(text)) and means(named["name"], "title"):
        text = text[named.end() :]
    day, apart = _without_day(text, language, now)
    dated, text = apart != text, apart
    strong, linked = _STRONG.match(text), _LINK.match(text)
    if strong and (within := _LINK.search(strong["words"])):
        linked = within
    end = strong.end() if strong else linked.end() if linked else len(text)
    words = linked["words"] if linked else strong["words"] if strong else text
    headline = _plain(_NUMBER.sub("", words, count=1))
    if end == len(text) and (alone := when(headline, language, now)):
        day, headline = alone, ""
    record = _Record(headline, linked["link"] if linked else "")
    record.published, record.told = day, int(dated or day is not None)
    rest = text[end:].strip()
    while rest:
        if beside := _BRACKETED.match(rest):
            outlet = _plain(beside["words"])
            record.outlet = record.outlet or (outlet if any(map(str.isalpha, outlet)) else None)
            rest = rest[beside.end() :].strip()
        elif strong := _STRONG.match(rest):
            rest = rest[strong.end() :].strip()
        else:
            break
        record.told += 1
    rest = _BESIDE.sub("", f" {rest}", count=1).strip()
    if address := _BARE.search(rest):
        record.link = record.link or address[1]
        record.told += 1
        rest = rest[: address.start()].strip()
    if 0 < len(rest) < _SHORTEST_TEXT and not ends(rest):
        if inner := _IN_BRACKETS.search(rest):
            record.published = record.published or day_first(inner[0].strip(" ()"), language, now)
        _small(record, _IN_BRACKETS.sub("", rest), language, now)
    else:
        _add(record, rest, language, now)
    return record


def _without_day(text: str, language: str | None, now: datetime | None) -> tuple[str | None, str]:
    """The day that a first line begins with in strong letters, and what stands behind it, or behind a time
    or a day without its year."""
    strong = _STRONG.match(text)
    rest = _BESIDE.sub("", f" {text[strong.end() :]}", count=1).strip() if strong else ""
    said = _plain(strong["words"]) if strong and rest else ""
    day = when(said, language, now) if said else None
    apart = day or CLOCK.fullmatch(said) or (len(said) <= _LONGEST_YEARLESS and names_a_day(said))
    return day, rest if apart else text


def _add(record: _Record, line: str, language: str | None, now: datetime | None) -> None:
    """Take a line for what its markup makes it."""
    if _RULE.fullmatch(line):
        # Below a day alone stands a note: its first words are what it says.
        record.closed = record.closed or bool(record.words and (line or not record.headline))
    elif _CODE.fullmatch(line) or _TAGS.fullmatch(line):
        record.told += 1
    elif fields := _fields(line):
        for name, value in fields:
            _take(record, name, value, language, now)
    elif (linked := _LINK.search(line)) and _leads(line, linked):
        record.link = record.link or linked["link"]
        _small(record, line[linked.end() :], language, now)
        record.told += 1
    elif address := LINK.fullmatch(line.strip(" <>*-→👉🔗")):
        record.link = record.link or address[1]
        record.told += 1
    elif _is_small(line, language, now):
        _small(record, line, language, now)
    else:
        quoted = _QUOTE.match(line)
        record.told += bool(quoted)
        record.link = record.link or (linked["link"] if linked else "")
        words = _INNER.sub("", line[quoted.end() :] if quoted else line, count=1)
        record.words.append(_CALL.sub("", words))


def _fields(line: str) -> list[tuple[str, str]]:
    """Names and values that a line consists of: strong names, or one whose words or value show it."""
    strong = list(_FIELDS.finditer(line))
    if strong and not line[: strong[0].start()].strip(" -*"):
        ends_at = [found.start() for found in strong[1:]] + [len(line)]
        return [
            (found["name"], line[found.end() : end].strip()) for found, end in zip(strong, ends_at, strict=True)
        ]
    found = _FIELD.fullmatch(_INNER.sub("", line, count=1))
    if found and (len(found["value"]) < _SHORTEST_TEXT or LINK.fullmatch(found["value"]) or _role(found["name"])):
        return [(found["name"], found["value"])]
    return [(line[0], line[1:])] if line[0] in _SIGNS else []


_SIGNS = frozenset("🏷💡⭐")


def _role(name: str) -> str | None:
    return next((role for role in ("authors", "source", "abstract", "link", "date") if means(name, role)), None)


def _take(record: _Record, name: str, value: str, language: str | None, now: datetime | None) -> None:
    record.told += 1
    role = _role(name)
    linked, address = _LINK.search(value), LINK.search(value)
    if linked or address:
        record.link = record.link or (linked["link"] if linked else address[1] if address else "")
    elif role == "abstract":
        record.words.append(value)
    elif role == "authors":
        record.author = record.author or _plain(value)
    elif means(name, "title"):
        record.headline = _plain(value)
    elif role == "source":
        _small(record, value, language, now)
    elif day := day_first(value, language, now):
        record.published = record.published or day


def _leads(line: str, linked: re.Match[str]) -> bool:
    """Whether a line is a link that leads to the piece: with nothing before it, and small print at most behind."""
    before = line[: linked.start()].strip(" →>-–—👉🔗:")
    return not before and len(line) - linked.end() <= _LONGEST_SMALL


def _is_small(line: str, language: str | None, now: datetime | None) -> bool:
    """Whether a line is small print: all in emphasis, or short and beside a bar a day."""
    if _SMALL.fullmatch(line):
        return True
    parts = _parts(line)
    return len(parts) > 1 and len(line) <= _LONGEST_SMALL and any(day_first(part, language, now) for part in parts)


def _small(record: _Record, line: str, language: str | None, now: datetime | None) -> None:
    """Take a line of small print apart: its first name, its day."""
    record.told += bool(line)
    for part in _parts(line):
        if day := day_first(part, language, now):
            record.published = record.published or day
        elif not counts_back(part) and any(map(str.isalpha, part)) and folded(part) not in more_words():
            record.outlet = record.outlet or part


def _parts(line: str) -> list[str]:
    small = _SMALL.fullmatch(line)
    told = _WIDE.sub(" | ", (small[2] if small else line).strip())
    return [part for piece in _PARTS.split(f" {told} ") if (part := _ENCLOSED.sub(r"\1", _plain(piece)))]


def _plain(text: str) -> str:
    """Words without markup."""
    text = _EMPHASIS.sub(r"\2", _LINK.sub(lambda found: found["words"], text))
    return tidy(_html(text, None, None))


def _html(text: str, link: str | None, headline: str | None) -> str:
    return of_html(text, Context(link, headline, None, "")) if _TAG.search(text) or "&" in text else text


def _without_outlet(headline: str, outlet: str | None) -> str:
    """A headline without the outlet at its end that its small print names too."""
    shorter = headline.removesuffix(outlet or "").rstrip()
    return shorter[:-1].rstrip() if outlet and shorter != headline and shorter[-1:] in tuple("-–—|") else headline


def _item(record: _Record) -> Item:
    words = " ".join(record.words) if _TAG.search(" ".join(record.words)) else ""
    told = [_html(words, record.link or None, record.headline)] if words else record.words
    if len(told) > _MOST_PARAGRAPHS:
        told = told[:1]
    byline = record.author or record.outlet
    return Item(
        link=record.link or None,
        headline=_without_outlet(record.headline, record.outlet) or None,
        standfirst=_plain(" ".join(told)) or None,
        kicker=record.kicker,
        byline=signature(byline or "") or byline,
        published=record.published,
        section=record.part,
        found=_HOW,
    )
