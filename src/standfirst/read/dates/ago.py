"""Dates that count back from now: "2 hours ago", "hace 3 días", "вчера в 15:40", "3小时前"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from standfirst.read.dates import words as dates_words

_NUMBER = re.compile(r"\d+")
_AT = (
    "at|a las|as|a|alle ore|alle|ore|um|om|kl|klo|klockan|klokken|kell|plkst|ora|la|orele|les|en|a les"
    "|в|у|о|στισ|u|o|saat|luc|pukul|jam|godz|ve|v|ob"
)
_AFTER_TIME = re.compile(
    rf"\s*(?:[,.|·-]|\b(?:{_AT})\b)*\s*(?P<hour>\d{{1,2}})(?:[:.h](?P<minute>\d\d)|(?=\s?u[hu]r\b))"
    r"(?:\s?(?P<half>[ap])\.?m\.?)?(?:\s?(?:uhr|uur|h|hs|hrs|ч|น|wib|wita|wit))?\.?\s*$"
)
_WORD = re.compile(r"\d+|[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0900-\u0dff\u0e00-\u0eff'])*")
_REACH, _LONGEST_UNPARTED = 4, 7  # words, or signs, that may stand beside a number that counts back
# Hours count back to a day unless midnight may lie between.
SOME_DAYS = (datetime(2020, 6, 15, 12, 30, tzinfo=UTC), datetime(2020, 6, 15, 20, 30, tzinfo=UTC))
_YEAR = 5
_LONGEST_NUMBER = 3
_MOST = {0: 600, 1: 72, 2: 366, 3: 52, 6: 3600}


_TWO = {
    "دقیقتین": "دقیقه", "ساعتین": "ساعه", "یومین": "یوم", "اسبوعین": "اسبوع",
    "שעתיים": "שעה", "יומיים": "יום", "שבועיים": "שבוע", "שתי דקות": "דקה",
}  # fmt: skip


def ago(folded: str, language: str | None, now: datetime) -> str | None:
    """The date of a folded phrase that counts back from `now`, as precise as the phrase: minutes tell the minute,
    hours and days the day, weeks the month where it is certain, months and years nothing."""
    phrase, clock = _without_time(folded.strip(" .,:;|·-()[]"))
    for lean in _leaner(phrase):
        day = dates_words.agos(language).get(lean)
        if day and day[0] == "day":
            return (now.date() - timedelta(days=day[1])).isoformat() + clock
        numbers = _NUMBER.findall(lean)
        if not clock and len(numbers) == 1 and (told := _counted(lean, numbers[0], language, now)):
            return told
    return None if _NUMBER.search(phrase) else _one(phrase, language, now)


def ages(text: str, language: str | None) -> Iterator[tuple[int, int]]:
    """Where in running text stand numbers with the words that make them count back from now: "3 hours ago"."""
    folded = dates_words.fold(text)
    table = dates_words.agos(language)
    words = [word.span() for word in _WORD.finditer(folded)]
    end = 0
    for at, (start, stop) in enumerate(words):
        if start < end or not folded[start].isdigit() or stop - start > _LONGEST_NUMBER:
            continue
        if not _may_follow(folded, words[at + 1 : at + 2], language):
            continue
        ways = (
            (first, last)
            for first, _ in words[max(0, at - _REACH) : at + 1]
            if first >= end
            for last in _ends_after(folded, stop, words[at + 1 : at + 1 + _REACH])
        )
        told = [way for way in ways if _counts(table, folded[way[0] : start], folded[stop : way[1]])]
        if told:
            first, end = max(told, key=lambda way: way[1] - way[0])
            yield first, end


def _may_follow(folded: str, after: Sequence[tuple[int, int]], language: str | None) -> bool:
    """Whether the word behind a number is one that does in what counts back: a look that most numbers fail."""
    known = _following(language)
    return any(folded[a:b] in known or (folded[a] > "\u2e7f" and folded[a] in known) for a, b in after)


@lru_cache(maxsize=256)
def _following(language: str | None) -> frozenset[str]:
    """The words, or first signs of unparted scripts, that stand behind the number in what counts back."""
    phrases = (phrase.partition("{}")[2] for phrase in dates_words.agos(language) if "{}" in phrase)
    first = [found[0] for phrase in phrases if (found := _WORD.search(phrase))]
    return frozenset(word[0] if word[0] > "\u2e7f" else word for word in first)


def words_of_age(text: str, language: str | None, at_head: bool) -> tuple[int, int] | None:
    """Where a text says at its head, or its end, how long ago something was in words alone: "yesterday"."""
    folded = dates_words.fold(text)
    words = [word.span() for word in _WORD.finditer(folded)]
    for count in range(min(_REACH + 1, len(words)), 0, -1):
        start, end = (words[0][0], words[count - 1][1]) if at_head else (words[-count][0], words[-1][1])
        phrase = folded[start:end]
        if not _NUMBER.search(phrase) and any(ago(phrase, language, now) for now in SOME_DAYS):
            return start, end
    return None


def _ends_after(folded: str, stop: int, words: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Where a phrase around a number may end: with the number, with one of the words after it, or within it in a
    script that parts no words."""
    yield stop
    for start, end in words:
        yield end
        if folded[start] > "\u2e7f":
            yield from range(start + 1, min(end, start + _LONGEST_UNPARTED))


def _counts(table: Mapping[str, tuple[str, int]], before: str, after: str) -> bool:
    """Whether a number between some words counts back, with a space behind it or without. What was years ago
    is what news tell of, not how old they are."""
    bare = after.lstrip()
    told = (table.get(f"{before}{{}}{form}") for form in (after, f" {bare}", bare))
    return any(role == "ago" and unit != _YEAR for role, unit in filter(None, told))


def _without_time(phrase: str) -> tuple[str, str]:
    found = _AFTER_TIME.search(phrase)
    if not found or not phrase[: found.start()].strip():
        return phrase, ""
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"] and hour <= 12:
        hour = hour % 12 + (12 if found["half"] == "p" else 0)
    if hour > 23 or minute > 59:
        return phrase, ""
    return phrase[: found.start()].strip(" ,.|-("), f"T{hour:02d}:{minute:02d}"


def _leaner(phrase: str) -> list[str]:
    """The phrase, and what is left of it without the labels and vague words at its start and end."""
    forms = [phrase]
    words = phrase.split()
    extra = dates_words.named("label") | dates_words.named("vague") | dates_words.named("link")
    while len(words) > 1 and words[0].strip(".:,") in extra:
        words = words[1:]
        forms.append(" ".join(words).strip(" :"))
    return forms


def _counted(lean: str, number: str, language: str | None, now: datetime) -> str | None:
    table = dates_words.agos(language)
    pattern = lean.replace(number, "{}", 1)
    told = (
        table.get(pattern) or table.get(pattern.replace("{}", "{} ", 1)) or table.get(pattern.replace("{} ", "{}"))
    )
    return _back(int(number), told[1], now) if told and told[0] == "ago" else None


def _one(phrase: str, language: str | None, now: datetime) -> str | None:
    """ "an hour ago", "hace dos horas": the number is a word."""
    # "un'ora fa": what is elided is a word too; "п'ять" is one word.
    numbers = dates_words.numbers()
    words = [
        word for part in phrase.split() for word in ([part] if part in numbers else part.replace("'", " ").split())
    ]
    for place, word in enumerate(words):
        if count := numbers.get(word):
            told = dates_words.agos(language).get(" ".join((*words[:place], "{}", *words[place + 1 :])))
            if told and told[0] == "ago":
                return _back(count, told[1], now)
    if len(words) > 1 and words[-1] in dates_words.named("one"):
        words.pop()
    if len(words) > 1:
        table = dates_words.agos(language)
        told = table.get("{} " + phrase) or table.get(phrase) or _without_number(words, language)
        if told and told[0] == "ago":
            return _back(2 if words[-1] in _TWO else 1, told[1], now)
    return None


def _without_number(words: list[str], language: str | None) -> tuple[str, int] | None:
    """Arabic and Hebrew say one or two of a thing without a number: "منذ ساعة"."""
    noun = _TWO.get(words[-1], words[-1])
    if len(words) != 2 or noun not in _TWO.values():
        return None
    return dates_words.agos(language).get(f"{words[0]} {{}} {noun}")


def _back(count: int, unit: int, now: datetime) -> str | None:
    """So many units before now, as precise as they are."""
    if count > _MOST.get(unit, 0):
        return None
    match unit:
        case 0 | 6:
            then = now - (timedelta(minutes=count) if unit == 0 else timedelta(seconds=count))
            return then.replace(second=0, microsecond=0).isoformat(timespec="minutes")
        case 1:
            # "2 hours ago" may be nearly three: the day is certain unless midnight lies between.
            first, last = ((now - timedelta(hours=hours)).date() for hours in (count + 1, count))
            return last.isoformat() if first == last else None
        case 2:
            return (now.date() - timedelta(days=count)).isoformat()
        case 3:
            first, last = now.date() - timedelta(days=7 * count + 6), now.date() - timedelta(days=7 * count)
            return last.isoformat()[:7] if first.month == last.month else None
    return None
