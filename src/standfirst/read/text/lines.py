"""The lines of a plain text, each with what it is: text, a date, a label, a link, "read more", or a rule.

What a line is shows from the line itself (a date, an address) and from the document: a short line that keeps
coming back, its digits aside, is a label and no headline.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from standfirst.model import tidy
from standfirst.read.dates import words as dates_words
from standfirst.read.text.labels import find_labels
from standfirst.read.text.leading_on import parted_from_leading_on
from standfirst.read.text.line import (
    BRACKETED,
    GLUE,
    LINK,
    Line,
    LineKind,
    folded,
    is_address,
    more_words,
    shape,
)
from standfirst.read.text.margins import unwrapped
from standfirst.read.text.moments import ago_in_words, in_usual_look, moments, order_of, usual_look
from standfirst.read.text.record import ends
from standfirst.read.text.signed import BY
from standfirst.read.widths import width

LONGEST_LABEL = 64
_LONGEST_COUNT = 100  # letters of a line that comes back but for its numbers
LONGEST_DATE_LINE = 110
FEWEST, _CALLS = 3, 0.5
_FEWEST_COUNTED = 2
_LONGEST_PART = 24
_LONGEST_CREDIT = 40
_SHORTEST_ECHO, _FEWEST_ECHOES, _ECHO = 24, 2, 3
_LED_LINK = re.compile(
    r"(?P<words>[^:：<\[(]{1,60}?)\s*[:：]?\s*[<(\[（【]?\s?(?P<link>https?://[^\s<>（）【】]+?)\s?[>)\]）】]?"
)
_COMMENTS = re.compile(
    r"(?:\d+ |leave a |no )?"
    r"(?:comm?ent|koment|komment|коммент|комент|σχόλι|yorum|تعليق|留言|评论|評論|コメント|댓글)"
    r"\w{0,6}"
    r"\s*(?:\(\d+\)|\d+|off|»)?",
    re.IGNORECASE,
)
_CITED = re.compile(r"\bdoi:\s?10\.\d{4}|\b(?:19|20)\d\d(?: [A-Z][a-z]{2}(?: \d{1,2})?)?;\s?\d+\(\d")
_CAPTIONED = "▲△"  # what stands above: a picture's caption
_FORWARD = "»→›↗➔➜▶►❯⟶"
_BACK = "«←‹◀◄❮"
_DIGITS = re.compile(r"\d+")
_NO_WORD = re.compile(r"[\W\d_]*\Z")
_DATE_LIKE = re.compile(r"\d\s?[:月/.年-]\s?\d|\b\d+\s+\w+\s+\w+")
_BARS = re.compile(r"\s+[|·•/—–-]\s+")
# Signs of vowels in scripts of India, and of tones in Thai, are no word to Python.
_WORDS = re.compile(r"[\w\u0900-\u0963\u0966-\u0d7f\u0e31-\u0e4e\u200c\u200d]+")
_SCHEMES = frozenset(("http", "https"))
_WORDS_AFTER = re.compile(r"\s*[)\]]?\s*[:：]\s+\S+\s+\S")


def lines_of(text: str, language: str | None = None, now: datetime | None = None) -> list[Line]:
    """The lines of a text that say anything, long paragraphs that were broken at a margin made whole."""
    found = parted_from_leading_on(unwrapped(_raw(text)))
    _tell_kinds(found, language, now)
    return found


def _each(text: str) -> Iterator[str]:
    """The lines of a text one by one: all at once they would take many times what it takes."""
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield text[start:end]
        start = end + 1
    yield text[start:]


def _raw(text: str) -> list[Line]:
    found: list[Line] = []
    blanks = 0
    for at, raw in enumerate(_each(text), 1):
        told = tidy(raw)
        if not told:
            blanks += 1
            continue
        if told in ("…", "...", "[…]", "[...]") and found and not blanks:
            found[-1].text += f" {told}"
            continue
        found.append(Line(told, at, len(raw) - len(raw.lstrip()), blanks))
        blanks = 0
    return _without_echoes(found)


def _without_echoes(lines: list[Line]) -> list[Line]:
    """The lines without those that say once more, right below it or a line or two on, what a headline says, where
    several do."""
    often = Counter(n.text for n in lines if len(n.text) > _SHORTEST_ECHO and not _DIGITS.search(n.text))
    told = {text for text, count in often.items() if count == 2}
    if len(told) < _FEWEST_ECHOES:
        return lines
    echoes = {
        at
        for at, line in enumerate(lines)
        if line.text in told and any(line.text == before.text for before in lines[max(0, at - _ECHO) : at])
    }
    return [line for at, line in enumerate(lines) if at not in echoes] if len(echoes) >= _FEWEST_ECHOES else lines


def _tell_kinds(lines: list[Line], language: str | None, now: datetime | None) -> None:
    shapes = Counter(shape(line.text) for line in lines if len(line.text) <= _LONGEST_COUNT)
    often = 3 if len(lines) > 8 else 2
    for line in lines:
        if line.kind == "text":
            line.kind = _kind_alone(line)
    _find_led_links(lines)
    for line in lines:
        counts = _DIGITS.search(line.text) and not ends(line.text)
        longest = _LONGEST_COUNT if counts else LONGEST_LABEL
        if line.kind == "text" and len(line.text) <= longest and shapes[shape(line.text)] >= often:
            line.kind = _kind_of_returning(line)
    _find_dates(lines, language, now)
    for line in lines:
        if line.kind == "text" and not line.moments and not any(map(str.isalpha, line.text)):
            line.kind = "label"  # which counts something
    find_labels(lines)


def _kind_alone(line: Line) -> LineKind:
    if "://" in line.text and (link := _link_alone(line.text)):
        line.link = link
        return "link"
    if is_address(line.text):
        return "link"
    if _NO_WORD.match(line.text) and not _DATE_LIKE.search(line.text):
        return "rule"
    if _is_more(line.text):
        return "more"
    if line.text[0] in _CAPTIONED or _COMMENTS.fullmatch(line.text) or _CITED.search(line.text):
        return "label"
    if len(line.text) < 40 and (line.text[-1] in _FORWARD or line.text[0] in _BACK) and not _quotes(line.text):
        return "more"
    # In Persian what leads up to a headline ends in a semicolon.
    return "label" if line.text[-1] == "؛" or BRACKETED.fullmatch(line.text) else "text"


def _quotes(text: str) -> bool:
    """Whether the angles of a line are marks of quotation: as many open as close."""
    return text.count("«") == text.count("»") > 0 or text.count("‹") == text.count("›") > 0


def _link_alone(text: str) -> str | None:
    """The link of a line that says nothing else, but for a sign or "read more" before it."""
    if LINK.fullmatch(text):
        return text.strip("<>")
    led = _LED_LINK.fullmatch(text)
    return led["link"] if led and (_NO_WORD.match(led["words"]) or _is_more(led["words"])) else None


def _find_led_links(lines: Sequence[Line]) -> None:
    """Take lines for links that say the same short word before a link each ("Link: …", "Quelle: …"), or stand
    below sentences."""
    led = {
        at: found
        for at, line in enumerate(lines)
        if "://" in line.text and (found := _LED_LINK.fullmatch(line.text))
    }
    often = Counter(found["words"] for found in led.values())
    closing = {at for at in led if _closes(lines, at)}
    calls = len(closing) >= max(FEWEST, _CALLS * len(led))
    for at, found in led.items():
        line = lines[at]
        if line.kind == "text" and (often[found["words"]] >= FEWEST or (calls and at in closing)):
            line.kind, line.link = "link", found["link"]


def _closes(lines: Sequence[Line], at: int) -> bool:
    """Whether a line stands right below a sentence and no words right below it, as what leads on does."""
    below = lines[at + 1 : at + 2]
    apart = all(line.blanks or _LED_LINK.fullmatch(line.text) for line in below)
    return at > 0 and not lines[at].blanks and ends(lines[at - 1].text) and apart


def _is_more(text: str) -> bool:
    if len(text) > 50:
        return False
    return all(folded(part) in more_words() for part in text.split(" | "))


def _kind_of_returning(line: Line) -> LineKind:
    return "date" if _DATE_LIKE.search(line.text) else "label"


def _find_dates(lines: list[Line], language: str | None, now: datetime | None) -> None:
    """Dates in all lines short enough; a line is a date line if what else it says is said by its fellows."""
    told: list[Line] = []
    dated: list[Line] = []
    order = order_of(line.text for line in lines)
    for line in lines:
        if line.kind in ("text", "date", "label") and _DIGITS.search(line.text):
            line.moments = moments(line.text, language, now, order) or ()
            told.append(line)
    told += _in_words(lines, told, language)
    look = usual_look((line.text, line.moments[0]) for line in told if line.moments)
    for line in told:
        if look:
            line.moments = in_usual_look(line.text, line.moments, look, language, now) or ()
        if line.moments and len(line.text) <= LONGEST_DATE_LINE and not _CITED.search(line.text):
            dated.append(line)
    # The words are told twice: kept for all lines they take many times what the text takes.
    common = Counter(word for line in dated for word in set(_rest(line)))
    parts = [_dated_part(line) for line in dated]
    often = Counter(filter(None, parts))
    signed = [_is_signed(line) for line in dated]
    several = sum(signed) >= FEWEST
    leads = [_lead(line, language) for line in dated]
    led = Counter(filter(None, leads))
    sure = [
        (several and by)
        or (_is_date_line(line, common, len(dated)) and not _WORDS_AFTER.match(line.text, line.moments[-1].end))
        or (part is not None and often[part] >= FEWEST)
        or led[lead] >= FEWEST
        for line, part, by, lead in zip(dated, parts, signed, leads, strict=True)
    ]
    credited = _are_credited(lines, dated)
    mostly = list(map(_is_mostly_date, dated))
    lone = 2 * sum(sure) < len(dated) and sum(mostly) > 2
    begin = sum(_starts(line) for line, is_date in zip(dated, sure, strict=True) if is_date) > 0.6 * len(dated)
    # A date of a line of its own has something that it dates.
    others = sum(line.kind == "text" for line in lines) - sum(line.kind == "text" for line in dated)
    for line, is_date, is_mostly in zip(dated, sure, mostly, strict=True):
        small = is_mostly and 2 * others >= sum(mostly)
        if is_date or credited or (small and (lone or (begin and _starts(line)))):
            line.kind = "date"


def _in_words(lines: Sequence[Line], told: Sequence[Line], language: str | None) -> list[Line]:
    """The lines without figures that say how long ago something was, where others count it: "yesterday"."""
    counted = [line for line in told if line.moments and line.moments[0].iso is None]
    if len(counted) < _FEWEST_COUNTED:
        return []
    at_head = 2 * sum(_starts(line) for line in counted) > len(counted)
    found = [line for line in lines if line.kind in ("text", "label") and not line.moments]
    for line in found:
        line.moments = ago_in_words(line.text, language, at_head)
    return [line for line in found if line.moments and not _DIGITS.search(line.text)]


def _are_credited(lines: Sequence[Line], dated: Sequence[Line]) -> bool:
    """Whether all lines with a date begin with it and say little else, as a source, and twice as many say none:
    then they are no headlines."""
    texts = sum(line.kind == "text" for line in lines) - len(dated)
    short = all(
        not any(map(str.isalpha, line.text[: line.moments[0].start]))
        and sum(map(width, _rest(line))) < _LONGEST_CREDIT
        for line in dated
    )
    linked = any("://" in line.text for line in dated)
    return short and not linked and len(dated) >= FEWEST and texts >= 2 * len(dated)


def _dated_part(line: Line) -> tuple[int, int] | None:
    """How many short parts a line has between bars, and which of them is a date and nothing else; None where
    none is, or where one is as long as a headline."""
    parts = [part.strip() for part in _BARS.split(line.text)]
    at = next(
        (
            n
            for n, part in enumerate(parts)
            if part == line.text[line.moments[0].start : line.moments[0].end].strip()
        ),
        -1,
    )
    others = parts[:at] + parts[at + 1 :]
    short = all(width(part) <= _LONGEST_PART and part.count(" ") < 4 for part in others)
    return (len(parts), at) if at >= 0 and others and short else None


def _lead(line: Line, language: str | None) -> str:
    """What leads up to a date, where it is nothing but such words ("Posted on")."""
    known, _ = dates_words.words(language)
    lead = dates_words.fold(line.text[: line.moments[0].start]).strip(GLUE)
    roles = [known.get(word, ("",))[0] for word in lead.split()]
    return lead if roles[:1] == ["label"] and {"label", "link"}.issuperset(roles) else ""


def beside_date(line: Line) -> str:
    """What a line says beside its dates and times of day."""
    text = line.text
    for found in reversed(line.moments):
        text = f"{text[: found.start]} {text[found.end :]}"
    return text


def _beside_bracket(line: Line) -> str:
    """What a line says beside its dates, and beside the bracket that its last date ends."""
    end = line.moments[-1].end
    at = line.text.rfind("(", 0, end)
    if at > 0 and not line.text[end:].strip(" .)") and line.moments[0].start > at:
        return line.text[:at]
    return beside_date(line)


def _rest(line: Line) -> list[str]:
    """The words that a line says beside its dates."""
    told = _beside_bracket(line).partition("://")[0].casefold()
    return [word for word in _WORDS.findall(told) if not word.isdigit() and word not in _SCHEMES]


def _is_signed(line: Line) -> bool:
    by = BY.match(line.text)
    return by is not None and line.text[by.end() :][:1].isalpha()


def _is_date_line(line: Line, common: Counter[str], fellows: int) -> bool:
    rest = _rest(line)
    if not rest:
        return True
    known = sum(len(word) for word in rest if common[word] > max(1, fellows // 4))
    return fellows >= 3 and known >= (0.4 if len(rest) < 7 else 0.8) * sum(map(len, rest))


def _is_mostly_date(line: Line) -> bool:
    return len(rest := _rest(line)) <= 3 and sum(map(width, rest)) < 16


def _starts(line: Line) -> bool:
    return line.moments[0].start < 3
