"""The shapes of dates: a text is cut into tokens, each token gets a letter for what it may be, and a date is a
pattern over those letters ("dMy" is a day, a month and a year). One language's habits are one pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from standfirst.read.dates import words as dates_words

_WORD = r"[^\s\d.,:;/|()\[\]{}<>«»\"“”„!?¿¡·•∙⋅│¦\-…*+=&@#%、。；【】「」『』〔〕~_\u200f‧–]"
_ORDINAL = (
    r"(?:st|nd|rd|th|er|re|ere|eme|ier|an|-?го|-?е|-?а|-?та|-?ти|-?ое|-?ые|-?ни|-?en|"
    r"-?an|-?i|-?e|-?a|-?in|-?ին|-ს)"
)
# What stands before a time of day.
_AT = r"(?:kl|klo|klockan|alle|ore|ora|orele|um|om|at|u|godz|kell|plkst|ob|ve|v|o|à|a)"
_PLAIN = rf"(?!['\d元令平昭民中]|thang|thg|utc|gmt|{_AT}\.?\s\d)"
_TOKEN = re.compile(
    rf"""
    # Most tokens are words, which nothing else may begin with: they are tried first.
      {_PLAIN}(?P<plain>(?:{_WORD}{{1,3}}\.)+{_WORD}{{1,3}}(?!{_WORD})|{_WORD}+)
    # Nothing else begins with these either, and of what begins with a space only a dash is a token.
    | (?P<sign>[,.:;/)\[\]、。，；*\u200f~「」【】]) | (?P<strong>[|·•∙⋅‧│¦])
    | (?P<dash>\s-\s) | (?!\s)(?:
      (?P<iso>(?<!\d)\d{{4}}-\d\d-\d\d[t_]\s?\d\d:?\d\d(?::?\d\d(?:[.,]\d+)?)?\s?(?:z(?!\w)|[+-]\d\d(?::?\d\d)?)?)
    | (?P<numeric>(?<![\d.,/\-])\d{{1,4}}\u200f?\s?(?P<sep>[/.\-])\s?\u200f?\d{{1,2}}
        \u200f?\s?(?P=sep)\s?\u200f?\d{{1,4}}(?!\d|[:.,/\-]\d))
    | (?P<han>(?:(?:中[華华])?(?P<era>令和|平成|昭和|民國|民国)\s?)?(?<!\d)(?P<hy>\d{{1,4}}|元)\s?[年년]
        \s?(?P<hm>\d{{1,2}})\s?[月월]
        (?:\s?(?P<hd>\d{{1,2}})\s?[日号號일])?)
    | (?P<monthno>(?<!\w)(?:thang|thg\.?)\s?\d{{1,2}}(?!\d)|(?<!\d)\d{{1,2}}-?р\sсар(?:ын)?(?!\w)
        |(?<!\d)\d{{1,2}}\s?月(?=\s\d{{1,2}},))
    | (?P<handay>(?<!\d)(\d{{1,2}})\s?[月월]\s?(\d{{1,2}})\s?[日号號일])
    | (?P<hanweekday>\([月火水木金土日월화수목금토일一二三四五六][・･]?[祝休]?\))
    | (?P<hanclock>(?<!\d)(\d{{1,2}})\s?[時时點点시]\s?(?:(\d{{1,2}})\s?[分분]?)?(?:\s?(\d{{1,2}})\s?[秒초])?
        (?:頃|ごろ)?)
    | (?P<clock>(?<![\d.])(\d{{1,2}})[:h](\d\d)(?::(\d\d))?(?:[.,]\d+)?(?![\d:])h?)
    | (?P<dotclock>(?<!\w)(?:{_AT}\.?\s)
        (\d{{1,2}})[.](\d\d)(?![\d.]|\s?[^\W\d]{{3}}))
    | (?P<dotclock2>(?<![\d.])(\d{{1,2}})[.](\d\d)\s?(?:uhr|uur|น\.?|wib|wita|wit|h)(?!\w))
    | (?P<hour>(?<![\d.])(\d{{1,2}})\s?(?:uhr|uur|h|saat)(?!\w))
    | (?P<offset>(?:utc|gmt)?[+-](?:0\d|1[0-4]):?[0-5]\d(?![\d:])|(?:utc|gmt)[+-]\d{{1,2}}(?!\d))
    | (?P<partial>(?<![\d.,/\-:])(\d{{1,2}})[./\-](\d{{1,2}})(?![\d/:%]|[.,\-]\d))
    | (?P<year>(?:(?<![\d.,])|(?<=\b\d,)|(?<=\b\d\d,)|(?<=[^\W\d],))[12]\d{{3}}(?![\d])
        (?:{_ORDINAL}(?!\w)|(?:\(e\))?ko(?!\w)|ء)?)
    | (?P<two>(?<![\w])'\d\d(?!\w))
    | (?P<number>(?<!\d)\d{{1,2}}(?!\d)(?:{_ORDINAL}(?!\w)|[ºª°])?)
    | (?P<other>\d+)
    | (?P<word>(?:{_WORD}{{1,3}}\.)+{_WORD}{{1,3}}(?!{_WORD})|{_WORD}+)
    | (?P<comma>[(\-]))
    """,
    re.VERBOSE,
)

_WORDS = ("plain", "word")
# Groups within a kind of token, as lastgroup may name them.
_WITHIN = {"sign": "comma", "hy": "han", "hm": "han", "hd": "han", "era": "han", "sep": "numeric"}
# Letters of the tokens; words get theirs from what they mean.
_LETTERS = {
    "iso": "I", "monthno": "M", "hanweekday": "W", "numeric": "N", "han": "J", "handay": "j", "hanclock": "T",
    "clock": "T", "dotclock": "T", "dotclock2": "T", "hour": "T", "offset": "Z", "partial": "Q", "year": "y",
    "two": "t", "number": "d", "other": "x", "strong": "s", "dash": "h", "comma": "p",
}  # fmt: skip
_ROLE_LETTERS = {
    "month": "M", "weekday": "W", "either": "X", "persian": "P", "bikram": "K", "hijri": "H", "link": "c",
    "label": "l", "by": "b", "am": "A", "pm": "B",
}  # fmt: skip
_MONTHS = (_ROLE_LETTERS["month"], _ROLE_LETTERS["either"])

_ZONES = {
    "utc": "+00:00", "gmt": "+00:00", "z": "+00:00", "wet": "+00:00", "cet": "+01:00", "mez": "+01:00",
    "west": "+01:00", "cest": "+02:00", "mesz": "+02:00", "eet": "+02:00", "eest": "+03:00", "msk": "+03:00",
    "мск": "+03:00", "trt": "+03:00", "wib": "+07:00", "wita": "+08:00", "wit": "+09:00", "jst": "+09:00",
    "kst": "+09:00", "hkt": "+08:00", "est": "-05:00", "edt": "-04:00", "cdt": "-05:00", "mst": "-07:00",
    "mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00", "aest": "+10:00", "aedt": "+11:00", "nzst": "+12:00",
    "nzdt": "+13:00", "sgt": "+08:00", "pht": "+08:00", "pkt": "+05:00", "brt": "-03:00", "art": "-03:00",
}  # fmt: skip
# Zones of several meanings, and words after a time that name none: they belong to the time, and say nothing.
_ZONE_LIKE = frozenset(
    ("ist", "cst", "bst", "ast", "et", "pt", "ct", "mt", "hrs", "uur", "hst", "sast", "wat", "eat")
)

_G = "[cp]{0,4}"
_TIME = f"(?:[sh]?[lc]?{_G}(?:[AB]{_G})?(?:T|(?<![ls])[nq]|d(?=p?[AB]))(?:p?[AB])?{_G}Z?)"
_DAY = "(?:[WX]p?)"
_SHAPE = re.compile(
    rf"""
    (?:{_DAY}?{_G}{_DAY}?)
    (?:
      (?P<dmy>d{_G}[MX]{_G}(?:Wp?)?[yt])
    | (?P<mdy>[MX]{_G}d{_G}(?:Wp?)?[yt])
    | (?P<ymd>y{_G}[MX]{_G}d)
    | (?P<mdty>[MX]d{_TIME}p?y)
    | (?P<dPy>d{_G}P{_G}[yt])
    | (?P<dKy>d{_G}K{_G}y) | (?P<Kdy>K{_G}d{_G}y) | (?P<yKd>y{_G}K{_G}d)
    | (?P<hijri>d{_G}H{_G}(?:y[cp]?)?)
    | (?P<iso>I) | (?P<numeric>[Nn]) | (?P<han>J) | (?P<handay>j)
    | (?P<dmd>dp?[MX]p?d(?!p?[AB]))
    | (?P<dm>d{_G}M)
    | (?P<md>M{_G}d(?!p?[AB]))
    | (?P<ydm>y{_G}d{_G}[MX])
    | (?P<partial>[Qq])
    | (?P<my>M{_G}y)
    | (?P<ym>y{_G}M)
    )
    (?P<after>{_G}{_DAY}?(?:Z{_G})?{_TIME})?
    """,
    re.VERBOSE,
)
_LONGEST_TIME = 20
_TIME_BEFORE = re.compile(rf"{_TIME}{_G}$")


@dataclass(slots=True, eq=False)
class Token:
    letter: str
    start: int
    end: int
    number: int
    found: re.Match[str]


class Told(NamedTuple):
    """What a stretch of text says: numbers as printed, not yet a date. `shape` is the name of its pattern, `parts`
    its numbers in the order of that shape, `clock` (hour, minute, second or None), `weekday` 1 to 7 or 0."""

    shape: str
    parts: tuple[int, ...]
    separator: str
    clock: tuple[int, int, int | None] | None
    zone: str
    weekday: int
    start: int
    end: int
    widths: tuple[int, ...] = ()
    era: str = ""


# Whether a text is a date is asked with a day to count from and without, and whether it is half of one.
@lru_cache(maxsize=128)
def tokens(folded: str, language: str | None) -> tuple[Token, ...]:
    """The tokens of a folded text; what is no token (odd signs) stands between them."""
    known = _known(language)
    names = known.names
    cut: list[Token] = []
    until = 0
    for found in _TOKEN.finditer(folded):
        start, end = found.span()
        if start < until:
            continue
        kind = found.lastgroup or ""
        if kind not in _WORDS:
            cut.append(_number(_WITHIN.get(kind, kind), found))
            continue
        word = found[0].rstrip("'")
        long = next((n for n in names[word] if _stands(n, known, folded, start)), None) if word in names else None
        if long:
            end = until = start + len(long)
        letter, number = known[long or word]
        cut.append(Token(letter, start, end, number, found))
        if letter in _MONTHS:
            _named_twice(folded, cut)
    return tuple(cut)


_GOES_ON = re.compile(r"\d|\s+([^\W\d_]+)")


def _stands(name: str, known: _Known, folded: str, start: int) -> bool:
    """Whether a name of several words stands at a place. A weekday of Vietnam's that is a number ("thu 2") is none
    where the number goes on or a month's name follows: a Thursday of English ("Thu 22 May", "Thu 2 May")."""
    if not folded.startswith(name, start):
        return False
    on = _GOES_ON.match(folded, start + len(name)) if name[-1].isdigit() else None
    return not on or (on[1] is not None and known[on[1]][0] not in _MONTHS)


_OTHER_NAME = re.compile(r"\s*[/(]\s*")


def _named_twice(folded: str, cut: list[Token]) -> None:
    """A month with its other name behind it, as Arabic papers write for readers of several countries, is one."""
    other = cut[-1]
    first = next((token for token in cut[-3:-1] if token.letter == other.letter), None)
    if first is None or other.letter not in _MONTHS or first.number != other.number:
        return
    if _OTHER_NAME.fullmatch(folded, first.end, other.start):
        del cut[cut.index(first) + 1 :]
        first.end = other.end + (folded[other.end : other.end + 1] == ")")


_DIGITS, _NO_NUMBER, _SEPARATOR = re.compile(r"\d+"), re.compile(r"\D.*"), re.compile(r"[/.\-]")
_HAN_WEEKDAYS = "月火水木金土日월화수목금토일一二三四五六"
_DOT_TIME = re.compile(r"([01]?\d|2[0-3])\.([0-5]\d)(?:\.([0-5]\d))?$")


def _number(kind: str, found: re.Match[str]) -> Token:
    letter = _LETTERS[kind]
    if letter in "NQ" and _DOT_TIME.match(found[0]):
        letter = letter.lower()  # a date, or a time as the Danes and Finns write it
    number = 0
    if kind == "monthno":
        number = int(re.sub(r"\D", "", found[0]))
    elif kind == "hanweekday":
        number = _HAN_WEEKDAYS.index(found[0][1]) % 7 + 1
    return Token(letter, *found.span(), number, found)


class _Known(dict[str, tuple[str, int]]):
    """The letter and number of each word that comes along in a language; `names` are its names of several."""

    def __init__(self, language: str | None) -> None:
        super().__init__()
        self._table, self.names = dates_words.words(language)

    def __missing__(self, word: str) -> tuple[str, int]:
        if word in _ZONES or word in _ZONE_LIKE:
            found = "Z", 0
        elif meaning := self._table.get(word) or _inflected(word, self._table):
            found = _ROLE_LETTERS[meaning[0]], meaning[1]
        else:
            found = "o", 0
        if len(word) <= _LONGEST_WORD:
            if len(self) > _MANY:
                self.clear()
            self[word] = found
        return found


@cache
def _known(language: str | None) -> _Known:
    return _Known(language)


_LONGEST_WORD, _MANY = 40, 5_000
_LONGEST_ENDING = 3
_DATED = ("month", "persian", "bikram", "either")


def _inflected(word: str, table: dict[str, tuple[str, int]]) -> tuple[str, int] | None:
    """A month with an article, preposition or case ending grown on: d'abril, במרץ, Mart'ta, martxoaren."""
    before, apostrophe, after = word.partition("'")
    if apostrophe:
        meaning = table.get(after) if len(before) < 3 else table.get(before)
        return meaning if meaning and meaning[0] in _DATED else None
    if word[:1] in tuple("בהלו") and (meaning := table.get(word[1:])):
        return meaning
    for cut in range(1, min(_LONGEST_ENDING, len(word) - 4) + 1):
        meaning = table.get(word[:-cut])
        if meaning and meaning[0] in ("month", "weekday") and not word.isascii():
            return meaning
    return None


def shapes(cut: Sequence[Token]) -> Iterator[Told]:
    """The dates that a text of tokens tells, from left to right."""
    code = "".join(token.letter for token in cut)
    at = 0
    while found := _SHAPE.search(code, at):
        first, last = found.start(), found.end() - 1
        if first > at and not found["after"]:
            before = _TIME_BEFORE.search(code, max(at, first - _LONGEST_TIME), first)
            first = before.start() if before else first
        at = found.end()
        yield _told(cut[first : last + 1], found, cut)


def _told(own: Sequence[Token], found: re.Match[str], cut: Sequence[Token]) -> Told:
    """What a stretch of tokens that fits a pattern says."""
    # What comes after a date is the last group of its pattern.
    shape = found.lastgroup or ""
    if shape == "after":
        shape = next(name for name, group in found.groupdict().items() if group is not None)
    core = cut[found.start(shape) : found.end(shape)]
    parts, widths, separator, era = _parts(shape, core)
    while own and own[-1].letter in "cp":
        own = own[:-1]
    while own and own[0].letter in "cp":
        own = own[1:]
    rest = [token for token in own if shape == "mdty" or token not in core or token.letter == "I"]
    weekday = next((token.number for token in own if token.letter in "WX" and token not in core), 0)
    clock, zone = _clock(rest) if shape != "iso" else _iso_clock(core[0].found[0])
    return Told(shape, parts, separator, clock, zone, weekday, own[0].start, own[-1].end, widths, era)


def _parts(shape: str, core: Sequence[Token]) -> tuple[tuple[int, ...], tuple[int, ...], str, str]:
    """The numbers of a date as its shape has them, how many digits each has, the sign between them, the era."""
    found = core[0].found
    if shape == "iso":
        return tuple(map(int, found[0][:10].split("-"))), (4, 2, 2), "-", ""
    if shape in ("numeric", "handay", "partial"):
        separator = _SEPARATOR.search(found[0])
        return *_numbers(_DIGITS.findall(found[0])), separator[0] if separator else "", ""
    if shape == "han":
        written = [found["hy"].replace("元", "1"), found["hm"], *([found["hd"]] if found["hd"] else [])]
        return *_numbers(written), "", found["era"] or ""
    pairs = [_number_of(token) for token in core if token.letter in "MXPKHdyt"]
    between = core[1].found[0] if len(core) > 1 and core[1].letter == "p" else ""
    return tuple(number for number, _ in pairs), tuple(width for _, width in pairs), between, ""


def _numbers(written: list[str]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return tuple(map(int, written)), tuple(map(len, written))


def _number_of(token: Token) -> tuple[int, int]:
    if token.letter in "MXPKH":
        return token.number, 0
    written = token.found[0].lstrip("'")
    digits = written if written.isdecimal() else _NO_NUMBER.sub("", written)
    return int(digits), len(digits)


def _clock(own: Sequence[Token]) -> tuple[tuple[int, int, int | None] | None, str]:
    """Time and zone among the tokens beside a date."""
    clock: tuple[int, int, int | None] | None = None
    half, zone = "", ""
    for token in own:
        if token.letter in "Tnq" or (token.letter == "d" and clock is None):
            numbers = [int(number) for number in _DIGITS.findall(token.found[0])][:3]
            clock = (numbers[0], numbers[1] if len(numbers) > 1 else 0, numbers[2] if len(numbers) > 2 else None)
        elif token.letter in "AB":
            half = token.letter
        elif token.letter == "Z":
            zone = _zone(token.found[0])
    return _checked(clock, half), zone


def _checked(clock: tuple[int, int, int | None] | None, half: str) -> tuple[int, int, int | None] | None:
    if clock is None:
        return None
    hour, minute, second = clock
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "B" else 0)
    valid = hour < 24 and minute < 60 and (second or 0) < 60
    return (hour, minute, second) if valid else None


def _zone(written: str) -> str:
    if written in _ZONES:
        return _ZONES[written]
    signed = re.search(r"([+-])(\d{1,2}):?(\d\d)?$", written)
    if not signed:
        return ""
    return f"{signed[1]}{int(signed[2]):02d}:{signed[3] or '00'}"


def _iso_clock(written: str) -> tuple[tuple[int, int, int | None] | None, str]:
    found = re.match(r"[\d-]{10}.\s?(\d\d):?(\d\d)(?::?(\d\d))?(?:[.,]\d+)?\s?(.*)", written)
    if not found:
        return None, ""
    clock = (int(found[1]), int(found[2]), int(found[3]) if found[3] else None)
    zone = found[4].strip()
    return _checked(clock, ""), _zone(zone if zone == "z" or len(zone) > 3 else zone and zone + "00")
