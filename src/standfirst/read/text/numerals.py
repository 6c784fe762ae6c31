"""Items counted by letters, Roman numbers or signs ("a)", "B.", "iii)", "❶", "(ข)", "#1"), counted by digits and a
full stop instead, as most digests do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import numeric

from standfirst.read.enough import FEWEST

_COUNTED = re.compile(
    r"\s*(?:(?P<open>[(（\[]?)(?P<count>[^\W\d_]{1,4}|[\u2160-\u217f])['׳]?"
    r"(?P<close>[.)）\]．:](?:[\s\u3000]+|(?<=[）．]))|\s?[-–][\s\u3000]+)"
    r"|(?P<sign>[\u2160-\u217f\u2460-\u249b\u24eb-\u24ff\u2776-\u2793\u3220-\u3229\u3280-\u3289])\ufe0f?[\s\u3000]*"
    r"|(?P<lead>(?:[#＃№]|[Nn](?:[ro]\.|[°º]))\s?|\[|)(?P<digits>\d{1,2})"
    r"(?P<end>\s?[.:)/|]\)?[\s\u3000]+|\][\s\u3000]+|\s[-–—][\s\u3000]+|[.)](?=[^\W\d]|[\"“«„‘「『])"
    r"|[\s\u3000]+(?=[^\W\d]|[\"“«„‘「『])))(?=\S)(?!<?https?:)"
)
_NOTE = re.compile(r"\n\s*(?:\[\d+\]:?|\d+\.)\s*<?https?:")
_LETTERS = (
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдежзиклмнопрст",
    "абвгґдеєжзиі",
    "αβγδεζηθικλμνξο",
    "أبجدهوزحطي",
    "أبتثجحخدذر",
    "ابجدهوزحطی",
    "אבגדהוזחטי",
    "กขคงจฉชซฌญ",
    "कखगघङचछजझञ",
    "কখগঘঙচছজঝঞ",
    "가나다라마바사아자차카타파하",
    "アイウエオカキクケコサシスセソ",
    "あいうえおかきくけこさしすせそ",
    "イロハニホヘト",
    "甲乙丙丁戊己庚辛壬癸",
    "一二三四五六七八九十",
)
_ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split()
_PERSIAN = "الف ب پ ت ث ج چ ح خ د".split()
_SERIES: tuple[tuple[str, ...], ...] = tuple(
    series
    for told in (*map(tuple, _LETTERS), tuple(_ROMAN), tuple(_PERSIAN), ("الف", *"بجدهوزحط"))
    for series in dict.fromkeys((told, tuple(map(str.upper, told))))
)


def numbered(lines: list[str]) -> list[str]:
    """The lines, those that are counted otherwise than by digits counted by digits."""
    found = [(at, told) for at, line in enumerate(lines) if (told := _COUNTED.match(line))]
    if any(told["lead"] == "[" for _, told in found) and _NOTE.search("\n".join(lines)):
        found = [(at, told) for at, told in found if told["lead"] != "["]
    if len(found) < FEWEST:
        return lines
    kept = list(lines)
    for at, number in _rows(found).items():
        told = _COUNTED.match(lines[at])
        kept[at] = f"{' ' * _indent(lines[at])}{number}. {lines[at][told.end() :]}" if told else lines[at]
    return kept


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _rows(found: Sequence[tuple[int, re.Match[str]]]) -> dict[int, int]:
    """The numbers of those lines that are counted in a row from the first of a series, by their places."""
    rows = [_in_a_row([(at, int(numeric(told["sign"]))) for at, told in found if told["sign"]])]
    for look in dict.fromkeys((told["open"], told["close"]) for _, told in found if told["count"]):
        counts = [(at, told["count"]) for at, told in found if (told["open"], told["close"]) == look]
        rows += [_in_a_row(_counted(counts, series)) for series in _SERIES]
    for look in dict.fromkeys((told["lead"], told["end"]) for _, told in found if told["digits"]):
        rows.append(_of_digits([one for one in found if (one[1]["lead"], one[1]["end"]) == look]))
    return max(rows, key=len)


def _of_digits(found: Sequence[tuple[int, re.Match[str]]]) -> dict[int, int]:
    """The row that all of the lines make; none where they are the days of a month, or measure one thing."""
    row = _in_a_row([(at, int(told["digits"])) for at, told in found])
    after = {told.string[told.end() :].split(" ", 1)[0].casefold() for _, told in found}
    return row if len(row) == len(found) < 2 * len(after) else {}


def _counted(counts: Sequence[tuple[int, str]], series: Sequence[str]) -> list[tuple[int, int]]:
    return [(at, series.index(count) + 1) for at, count in counts if count in series]


def _in_a_row(numbers: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Those of the numbers that go up from 1 one by one, once or several times; nothing for fewer than three."""
    row: dict[int, int] = {}
    last = 0
    for at, number in numbers:
        if number == last + 1 or (number == 1 and last >= FEWEST):
            row[at] = last = number
    return row if len(row) >= FEWEST else {}
