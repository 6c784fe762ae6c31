"""What people put around the lines of a plain text, taken off where many lines have it: columns, the time of day
before a headline, signs on both sides of a heading, marks of quotation before standfirsts alone.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from standfirst.read.dates import names_a_day
from standfirst.read.enough import FEWEST, MOST, MOSTLY, enough
from standfirst.read.text.numerals import numbered

_ENOUGH = 2
_FEWEST_TABS = 2  # between the cells of a row
_OF_ALL = 0.3  # of the lines that say anything
_WORDS = 5  # as many as no day has
# Word processors set a tab behind what heads the points of their lists, some of it letters and signs of their own.
_TABBED = re.compile(r"\A(\s*)([•·▪■◦‣●○§o*\uf0b7\uf0a7\uf0d8–-])\s?\t+(?=\S)")
_BARS = frozenset("▍▌▎▋▊▐█◤")  # before headings
_BAR = re.compile(r"\A\s*[▍▌▎▋▊▐█◤]+\s*(?=\S)")
_COLUMN = re.compile(r"(?<=\S)(?:[ ]*\t\s*|[ ]{4,})(?=\S)")
_PAGED = re.compile(r"\s?(?:\.\s?){3,}\s*\d{1,4}\s*$")
_FAR_PAGE = re.compile(r"(?<=[^\W\d]\S) {4,}(\d{1,3})\s*$")
_DAYED = re.compile(r"(?=\D{0,12}\d)(\S(?:\S| (?=\S)){5,30}?) {3,}(?=\S)")
_CLOCKED = re.compile(
    r"\s*[\[(]?(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:\s?(?:h|Uhr))?[\])]?"
    r"(?:(?:\s*[-–—|:·]\s+|\s+)(?=(?:\d{1,3}-)?[^\W\d]|[\"“«„「『¿¡])|(?=[\u3040-\u30ff\u4e00-\u9fff]))"
)
_FRAMED = re.compile(
    r"\s*((\*|_)\2{2,}|([=\-~+:•◆◇■□★☆●▪─━—])\3+)\s*(?P<words>[^\W_][^*=~_|]{1,38}?)"
    r"\s*(?:\1|(?<=\s)[*_=\-~+]{3,})\s*"
)
# Programs of one kind leave b'…' around what they write.
_ADDRESS_FIRST = re.compile(
    r"\s*(?:b?['\"])?<?(?P<link>https?://[^\s<>'\",;|]+)['\">]{0,2}(?:\s*[|,;]\s*|\s+[–—-]\s+|\s+)(?P<words>\S.{3,})"
)
_TAGGED = re.compile(
    r"\A\s*<(?P<tag>li|p|dd|dt|h[1-6])(?:\s[^<>]{0,300})?>(?P<words>[^<>]+)</(?P=tag)>\s*\Z", re.I
)
_ROW = re.compile(r"\s{0,3}\|(.*)\|\s*")
_LONGEST_PART = 14
_LONGEST_LEADER = 120  # signs that lead from a headline to its page
_BADGE = re.compile(r"(?:\d{1,2}\.?/[^\W\d_]{3,12}\.?|[^\W\d_]{3,12}\.?/\d{1,2}[.,]?)/(?:19|20)\d\d")
_SENT = re.compile(
    r"\[?(?P<when>\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[AaPp]\.?\s?[Mm]\.?)?)"
    r"(?:\]\s?|\s[-–]\s)(?:(?P<who>[^:\n]{1,40}):\s)?"
)
# "Ann, [14/05/2031 07:12]", above what she sent
_SENDER = re.compile(
    r"(?P<who>[^\[\]\n]{1,60}), (?P<when>\[\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s\d{1,2}[:.]\d\d[^\[\]]{0,8}\])\s*"
)
_LEFT_OUT = re.compile(r"\s*\u200e?<[^<>\n]{4,60}>\s*")  # what a chat says in place of a picture
_STARRED = re.compile(r"\*(\S[^*\n]*)\*")  # what chats print bold
_SPACED = re.compile(r"\s*[^\W\d_](?:[ \u00a0]{1,3}[^\W\d_]){3,40}\s*")
_BRACKETED = re.compile(
    r"(\s*)[\[(【（](?=[^\[\]()]{0,30}\d)([^\[\]()【】（）]{6,32})[\])】）]\s*[-–—:|]?\s*(?=\S)"
)
_POINTED = re.compile(r"\s{0,3}(?:--|==|>>+|»»+) ?(?=[^\W\d_])")  # at the heads of headlines
_LONGEST_POINTED = 120
_QUOTED = re.compile(r"\s*>\s?(?=\S)")


def without_trimmings(lines: list[str]) -> list[str]:
    """The lines, each without what stands around its words."""
    text = "\n".join(lines)
    if "</" in text:
        lines = [_TAGGED.sub(_untagged, line, count=1) for line in lines]
    if "://" in text:
        lines = _led_behind(lines)
    if "\n|" in text:
        lines = _rows_alone(lines)
    if "\t" in text:
        lines = [_TABBED.sub(_bullet, line, count=1) for line in lines]
    if "\t" in text:
        lines = _table_alone(lines)
    if "..." in text or ". . ." in text:
        lines = _without_pages(lines)
    lines = _without_far_pages(lines)
    if "\t" in text or "     " in text:
        lines = _barred(lines)
    if sum(line.lstrip()[:1] in _BARS for line in lines if line.strip()) >= _ENOUGH:
        lines = [_BAR.sub("## ", line, count=1) for line in lines]
    lines = _pointed(lines)
    if "\n>" in text:
        lines = _unquoted(lines)
    return _unspaced(_unframed(_unclocked(numbered(_unsent(_dated(_dayed(_unbracketed(lines))))))))


def _untagged(found: re.Match[str]) -> str:
    mark = {"l": "- ", "h": "## "}.get(found["tag"][0].lower(), "")
    return mark + found["words"].strip()


def _led_behind(lines: list[str]) -> list[str]:
    """The lines with the address that each begins with at its end, where nearly all that say anything begin so."""
    told = [_ADDRESS_FIRST.fullmatch(line) for line in lines]
    said = sum(bool(line.strip()) for line in lines)
    if not enough(sum(map(bool, told)), said, MOST):
        return lines
    return [f"{one['words']} {one['link']}" if one else line for line, one in zip(lines, told, strict=True)]


def _bullet(found: re.Match[str]) -> str:
    return f"{found[1]}{'◦' if found[2] == 'o' else found[2] if found[2].isascii() else '•'} "


def _rows_alone(lines: list[str]) -> list[str]:
    """The rows of a table of Markdown that most lines are, without the bars and spaces around their cells."""
    rows = [_ROW.fullmatch(line) for line in lines]
    if not enough(sum(map(bool, rows)), sum(bool(line.strip()) for line in lines), MOSTLY):
        return lines
    told = [[cell.strip() for cell in row[1].split("|")] if row else [] for row in rows]
    return [" | ".join(cells) if any(any(map(str.isalnum, cell)) for cell in cells) else "" for cells in told]


def _table_alone(lines: list[str]) -> list[str]:
    """The lines, those around a table that was copied from a page left out where it is most of them."""
    tabs = Counter(line.count("\t") for line in lines if line.strip())
    usual, rows = max(tabs.items(), key=lambda told: told[1] if told[0] >= _FEWEST_TABS else 0, default=(0, 0))
    if usual < _FEWEST_TABS or not enough(rows, tabs.total(), MOSTLY):
        return lines
    return [line if line.count("\t") == usual else "" for line in lines]


def _without_pages(lines: list[str]) -> list[str]:
    """The lines without dots that lead to pages; where most have such, without those around them."""
    found = [_PAGED.search(line, max(0, len(line) - _LONGEST_LEADER)) for line in lines]
    pages = sum(page is not None for page in found)
    if pages < FEWEST:
        return lines
    alone = pages >= MOSTLY * sum(bool(line.strip()) for line in lines)
    told = zip(found, lines, strict=True)
    return [line[: page.start()] if page else "" if alone else line for page, line in told]


def _without_far_pages(lines: list[str]) -> list[str]:
    """The lines without the numbers of pages that stand far behind headlines, each greater than the one above."""
    found = [_FAR_PAGE.search(line) for line in lines]
    pages = [int(page[1]) for page in found if page]
    if len(pages) < FEWEST or pages != sorted(set(pages)):
        return lines
    return [line[: page.start()] if page else line for page, line in zip(found, lines, strict=True)]


def _barred(lines: list[str]) -> list[str]:
    """The lines of a table with bars between its columns."""
    often = Counter(len(_COLUMN.split(line)) for line in lines if line.strip())
    usual, times = often.most_common(1)[0] if often else (0, 0)
    if usual < _ENOUGH or not enough(times, often.total()):
        return lines
    rows = map(_COLUMN.split, lines)
    return [" | ".join(row) if len(row) == usual else line for row, line in zip(rows, lines, strict=True)]


def _dayed(lines: list[str]) -> list[str]:
    """The lines, those that begin with a day and a gap with the day on a line above, where several do."""
    found = [_DAYED.match(line) for line in lines]
    days = [day is not None and names_a_day(day[1]) for day in found]
    if sum(days) < FEWEST:
        return lines
    return [
        part
        for day, dated, line in zip(found, days, lines, strict=True)
        for part in ([day[1], line[day.end() :]] if day and dated else [line])
    ]


def _unclocked(lines: list[str]) -> list[str]:
    """The lines without the time of day that many of them begin with; such lines stand apart from those above."""
    found = [_CLOCKED.match(line) for line in lines]
    often = sum(clock is not None for clock in found)
    if not enough(often, sum(bool(line.strip()) for line in lines), _OF_ALL):
        return lines
    return [part for clock, line in zip(found, lines, strict=True) for part in _apart(clock, line)]


def _dated(lines: list[str]) -> list[str]:
    """The lines with those joined that say a day in parts, as badges of dates do: "27", "Aug", "2019"."""
    short = [line.strip() if len(line) <= _LONGEST_PART else "" for line in lines]
    if sum(part.isdigit() for part in short) < FEWEST:
        return lines
    found = [at for at in range(len(lines) - 2) if _BADGE.fullmatch("/".join(short[at : at + 3]))]
    if len(found) < _ENOUGH:
        return lines
    kept = list(lines)
    for at in found:
        kept[at : at + 3] = ["\0", "\0", " ".join(short[at : at + 3])]
    return [line for line in kept if line != "\0"]


def _unbracketed(lines: list[str]) -> list[str]:
    """The lines without the brackets around the day that nearly all begin with."""
    found = [_BRACKETED.match(line) for line in lines]
    often = sum(day is not None and names_a_day(day[2]) for day in found)
    if not enough(often, sum(bool(line.strip()) for line in lines)):
        return lines
    return [
        f"{day[1]}{day[2]} {line[day.end() :]}" if day else line for day, line in zip(found, lines, strict=True)
    ]


def _unsent(lines: list[str]) -> list[str]:
    """The lines of a chat that was written out, day and time of each message on a line above it, who sent it left
    out; what the chat itself says ("Ann joined") has no sender and is left out too."""
    joined = _on_one_line(lines)
    found = [_SENT.match(line) for line in joined]
    senders = {sent["who"] for sent in found if sent and sent["who"]}
    often = sum(bool(sent and sent["who"]) for sent in found)
    if often < FEWEST or often <= len(senders):
        return lines
    first = next(at for at, sent in enumerate(found) if sent)
    told = zip(found[first:], joined[first:], strict=True)
    return [part for sent, line in told for part in _message(sent, line)]


def _on_one_line(lines: list[str]) -> list[str]:
    """The lines of a chat, those that say who sent the one below them put before it."""
    kept: list[str] = []
    waiting = ""
    for line in lines:
        sender = _SENDER.fullmatch(line) if "[" in line else None
        if sender:
            waiting = f"{sender['when']} {sender['who']}: "
        else:
            kept.append(waiting + line)
            waiting = ""
    return kept


def is_chat(text: str) -> bool:
    """Whether a text is a chat that was written out, who sent each message on a line above it."""
    return sum("[" in line and bool(_SENDER.fullmatch(line)) for line in text.split("\n")) >= FEWEST


def _message(sent: re.Match[str] | None, line: str) -> list[str]:
    if not sent:
        return [_STARRED.sub(r"\1", line)]
    if _LEFT_OUT.fullmatch(line, sent.end()) or not sent["who"]:
        return []
    said = _STARRED.sub(r"\1", line[sent.end() :])
    return ["", sent["when"], *([said] if said.strip() else [])]


def _apart(clock: re.Match[str] | None, line: str) -> list[str]:
    if clock:
        return ["", line[clock.end() :]]
    return ["", line] if names_a_day(line) else [line]


def _unframed(lines: list[str]) -> list[str]:
    """The lines, those between the same signs on both sides marked as headings, but days, which stay bare."""
    found = [_FRAMED.fullmatch(line) if line.strip()[-1:] in _SIGNS else None for line in lines]
    top = next((at for at, line in enumerate(lines) if line.strip()), 0)
    if sum(frame is not None for frame in found) < _ENOUGH and not (found and found[top]):
        return lines
    return [_heading(frame) if frame else line for frame, line in zip(found, lines, strict=True)]


_SIGNS = frozenset("*=-~_+:•◆◇■□★☆●▪─━—")


def _heading(frame: re.Match[str]) -> str:
    dated = any(map(str.isdigit, frame["words"])) and frame["words"].count(" ") < _WORDS
    return frame["words"] if dated else f"## {frame['words']}"


def _pointed(lines: list[str]) -> list[str]:
    """The lines, those that stand apart behind signs of one kind (">>> ", "--") and say no whole sentence marked
    as headings, where several are and none stands within words."""
    signs = [found[0].strip() if (found := _POINTED.match(line)) else "" for line in lines]
    apart = all(not sign or at == 0 or not lines[at - 1].strip() for at, sign in enumerate(signs))
    told = [line for sign, line in zip(signs, lines, strict=True) if sign]
    if len(told) < FEWEST or len({*signs} - {""}) > 1 or not apart:
        return lines
    if any(len(line) > _LONGEST_POINTED or line.endswith(".") for line in told):
        return lines
    return [_POINTED.sub("### ", line, count=1) for line in lines]


def _unspaced(lines: list[str]) -> list[str]:
    """The lines without titles of parts whose capitals stand apart ("S P O R T")."""
    found = [bool(_SPACED.fullmatch(line)) and line.isupper() for line in lines]
    if sum(found) < _ENOUGH:
        return lines
    return ["" if spaced else line for spaced, line in zip(found, lines, strict=True)]


def _unquoted(lines: list[str]) -> list[str]:
    """The lines without marks of quotation, where every other line that says anything has one."""
    told = [line for line in lines if line.strip()]
    quoted = [bool(_QUOTED.match(line)) for line in told]
    turns = sum(not before and after for before, after in pairwise(quoted))
    if turns < _ENOUGH or turns < MOST * (len(told) - sum(quoted)):
        return lines
    return [_QUOTED.sub("", line, count=1) for line in lines]
