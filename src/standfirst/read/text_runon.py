"""Where a standfirst begins after a headline on one line, with nothing but a space between them.

Each place between two words is weighed by what stands around it: capitals, the sign before it, words that a
sentence begins with, words said before it and again after it, lengths. The weights were learned by
bench/train_text.py from headlines and standfirsts of many languages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from itertools import pairwise
from math import exp, log
from typing import NamedTuple

from standfirst.read.text_likeness import CUT_MARK, WIDE, weights, width

LONGEST_HEADLINE = 220
LONGEST_LOOK = 420  # signs of a line that are looked at
ROUNDS = 2  # how often the lines of a document are weighed by what the others are like
# Translated headlines, of which many were learned from, end in full stops more often than others.
TWO_SENTENCES = 1.0
# Headlines that ask and then answer were too few to learn from.
ANSWERED = 2.0
FELLOWS = 2.0  # what it says for a line being run together that its fellows are
_TOKEN = re.compile(r"\S+")
_WIDE_STOP = re.compile(r"(?<=[。！？」』】])(?=[^\s。！？」』】，、])")
_BARE = re.compile(r"^[\W_]+|[\W_]+$")
_OPENERS = "\"'“”‘’«»„‚「」『』()（）[]【】"
_STOP = re.compile(r"[.!?。！？।؟۔]['\"”’»)]*$")
_SENTENCE = re.compile(r"\w{3}[.。।]\s")
_PAIRS = (
    ("(", ")"),
    ("«", "»"),
    ("“", "”"),
    ("„", "“"),
    ("「", "」"),
    ("『", "』"),
    ("（", "）"),
    ("【", "】"),
    ("[", "]"),
)


class Place(NamedTuple):
    """A place where a standfirst may begin (`at` is an index into the line; 0: there is none) and what speaks
    for or against it."""

    at: int
    signs: list[str]


class Token(NamedTuple):
    at: int
    text: str
    word: str  # bare and in small letters
    case: str  # U upper first, A all upper, l lower, d digit, c a script without capitals, p no word
    little: bool


@cache
def little_words() -> frozenset[str]:
    """The words that sentences begin with, of all languages."""
    lines = resources.files(__package__).joinpath("text_starts.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split()[1:])


def cuts(lines: Sequence[str], prior: float = 0.0) -> list[int]:
    """Where the standfirst begins in each line of a document whose lines all hold a headline and a standfirst,
    0 for a line that holds only one of them; nothing but 0 where the lines speak against it. `prior` is what
    else speaks for lines run together, as the logarithm of the odds."""
    told = [weighed(line[:LONGEST_LOOK]) for line in lines]
    for _ in range(ROUNDS):
        told = _by_habit(told)
    surplus = [max((s.worth for s in spots[1:]), default=-9.0) - spots[0].worth for spots in told]
    if not surplus or sum(max(-6.0, min(6.0, value)) for value in surplus) / len(surplus) + prior < 0:
        return [0] * len(lines)
    return [
        _best(spots) if len(spots) > 1 and value + FELLOWS * (1 + _ends(line)) > 0 else 0
        for line, spots, value in zip(lines, told, surplus, strict=True)
    ]


def _ends(line: str) -> bool:
    """Whether a line ends as standfirsts do."""
    return bool(CUT_MARK.search(line) or _STOP.search(line))


class Spot(NamedTuple):
    """A place and its worth so far; `word` is the first of the standfirst, `length` the logarithm of the
    headline's width, `stop` whether the headline would end in a full stop."""

    at: int
    worth: float
    word: str
    length: float
    stop: bool


def weighed(line: str) -> list[Spot]:
    """The places of a line, each with its worth."""
    learned = weights()["cut"]
    found = []
    for place in places(line):
        word = _BARE.sub("", line[place.at :].split(" ", 1)[0]).casefold() if place.at else ""
        stop = line[: place.at].rstrip()[-1:] in (".", "。", "।")
        worth = sum(learned.get(sign, 0.0) for sign in place.signs)
        if _SENTENCE.search(line, 0, place.at):
            worth -= TWO_SENTENCES
        if "answered" in place.signs:
            worth -= ANSWERED
        found.append(Spot(place.at, worth, word, log(width(line[: place.at]) + 1), stop))
    return found


def _best(spots: Sequence[Spot]) -> int:
    return max(spots[1:], key=lambda spot: spot.worth).at


def _shares(spots: Sequence[Spot]) -> list[float]:
    top = max(spot.worth for spot in spots)
    powers = [exp(spot.worth - top) for spot in spots]
    total = sum(powers)
    return [power / total for power in powers]


class Habit(NamedTuple):
    """What the headlines of a document are like: how often each word comes first after them, how long they are
    (the middle and the spread of its logarithm), and what share of them ends in a full stop."""

    words: Counter[str]
    middle: float
    spread: float
    stops: float


def _by_habit(told: list[list[Spot]]) -> list[list[Spot]]:
    """The places weighed anew by the document's habits."""
    shares = [_shares(spots) for spots in told]
    words: Counter[str] = Counter()
    count = total = square = stops = 0.0
    for spots, likely in zip(told, shares, strict=True):
        for spot, share in zip(spots[1:], likely[1:], strict=True):
            words[spot.word] += share  # type: ignore[assignment]
            count, total, square = count + share, total + share * spot.length, square + share * spot.length**2
            stops += share * spot.stop
    if count < 1:
        return told
    middle = total / count
    habit = Habit(words, middle, square / count - middle**2 + 0.03, stops / count)
    return [_anew(spots, likely, habit) for spots, likely in zip(told, shares, strict=True)]


def _anew(spots: Sequence[Spot], likely: Sequence[float], habit: Habit) -> list[Spot]:
    own: Counter[str] = Counter()
    for spot, share in zip(spots, likely, strict=True):
        own[spot.word] += share  # type: ignore[assignment]
    found = [spots[0]]
    usual = log(max(habit.stops, 1 - habit.stops) + 0.03)
    for spot in spots[1:]:
        elsewhere = max(0.0, habit.words[spot.word] - own[spot.word])
        off = (spot.length - habit.middle) ** 2 / habit.spread / 2
        ending = log((habit.stops if spot.stop else 1 - habit.stops) + 0.03) - usual
        found.append(spot._replace(worth=spot.worth + 0.5 * log(1 + elsewhere) - 0.6 * off + 0.5 * ending))
    return found


def places(text: str) -> list[Place]:
    """All places of a line where a standfirst may begin, first of all nowhere."""
    tokens = list(_tokens(text))
    found = [Place(0, _signs_of_none(text, tokens))]
    wide = len(WIDE.findall(text[:60])) > 12
    so_far = Sofar()
    for number, token in enumerate(tokens):
        if token.at > LONGEST_HEADLINE or len(text) - token.at < 12:
            break
        if number:
            found.append(Place(token.at, _signs(text, tokens, number, so_far, wide)))
        so_far.add(token)
    return found


def _tokens(text: str) -> Iterator[Token]:
    little = little_words()
    for found in _TOKEN.finditer(text):
        start = found.start()
        for stop in [*(m.start() for m in _WIDE_STOP.finditer(found[0])), len(found[0])]:
            piece = text[start : found.start() + stop]
            if piece:
                word = _BARE.sub("", piece).casefold()
                yield Token(
                    start, piece, word, _case(piece), word in little or (word[:2] in little and _is_wide(word))
                )
            start = found.start() + stop


def _is_wide(word: str) -> bool:
    return bool(WIDE.match(word))


def _case(piece: str) -> str:
    bare = piece.lstrip(_OPENERS)
    if not bare:
        return "p"
    first = bare[0]
    if first.isdigit():
        return "d"
    if first.isupper():
        return "A" if len(bare) > 2 and bare.isupper() else "U"
    return "l" if first.islower() else "c" if first.isalpha() else "p"


class Sofar:
    """What has been said before a place."""

    __slots__ = ("cased", "commas", "last", "low", "raised", "shouted", "stems", "stops", "turns")

    def __init__(self) -> None:
        self.stems: set[str] = set()
        self.cased = self.raised = self.shouted = self.commas = self.stops = 0
        self.low = self.turns = 0  # small words in a row, and how often a capital came after one
        self.last = ""

    def add(self, token: Token) -> None:
        self.turns += token.case in "UA" and self.last == "l"
        self.low = self.low + 1 if token.case in "lc" else 0
        self.last = token.case
        if len(token.word) > 3:
            self.stems.add(token.word[:5])
            if token.case in "UAl":
                self.cased += 1
                self.raised += token.case != "l"
                self.shouted += token.case == "A"
        self.commas += token.text[-1] in ",،、，;"
        self.stops += bool(_STOP.search(token.text)) and len(token.word) > 2


def _signs(text: str, tokens: Sequence[Token], number: int, so_far: Sofar, wide: bool) -> list[str]:
    token, before = tokens[number], tokens[number - 1]
    after = tokens[number + 1] if number + 1 < len(tokens) else None
    ahead = tokens[number : number + 9]
    ending = _ending(before.text)
    style = _style(so_far.raised, so_far.cased)
    caseless = "c" if token.case == "c" else ""
    found = [
        f"case {style}{before.case}{token.case}{after.case if after else '-'}",
        f"end {ending}{token.case}",
        f"length {caseless}{'w' if wide else ''}{_length(text[: token.at])}",
        f"commas {min(2, so_far.commas)}",
        f"stops {min(2, so_far.stops)}{ending == '.'}",
        f"little {before.little:d}{token.little:d}{bool(after and after.little):d}{token.case}",
        f"soon a comma {_comma(ahead)}",
        f"change {_change(so_far, ahead)}",
        f"again {_again(tokens, number, so_far)}{caseless}",
        f"low {min(6, so_far.low)}{token.case}{min(6, _low_ahead(tokens, number))}",
        f"turns {min(5, so_far.turns)}{before.case}{token.case}",
        f"pair {tokens[number - 2].case if number > 1 else '-'}{before.case}{token.case}"
        f"{before.little:d}{token.little:d}",
        f"stop in {_stop_in(tokens, number)}",
        f"word {token.word[:12]}",
        f"after {before.word[:12]}",
    ]
    if ending in "?!" and _goes_on(tokens, number):
        found.append("answered")
    if token.word and token.word == tokens[0].word:
        same = after is not None and len(tokens) > 1 and after.word == tokens[1].word and number > 1
        found.append(f"as the first {same:d}{token.little:d}")
    elif len(token.word) > 3 and token.word[:5] in so_far.stems:
        found.append("said before")
    if any(text.count(left, 0, token.at) > text.count(right, 0, token.at) for left, right in _PAIRS):
        found.append("within brackets")
    if so_far.cased and so_far.shouted == so_far.cased and token.case not in "Ac":
        found.append("after shouting")
    return found


def _ending(text: str) -> str:
    last = text[-1]
    if last.isalpha():
        return "a"
    if last.isdigit():
        return "0"
    if last in "\"'”’»」』)":
        return ")" if len(text) < 2 or text[-2] not in ".!?" else "."
    return {"？": "?", "！": "!", "。": ".", "।": ".", "：": ":", "，": ",", "؟": "?", "—": "-", "–": "-"}.get(
        last, last
    )


def _style(raised: int, cased: int) -> str:
    if cased < 3:
        return "?"
    share = raised / cased
    return "T" if share > 0.75 else "t" if share > 0.45 else "s"


def _length(text: str) -> str:
    length = width(text)
    return str(length // 10) if length < 120 else "12+" if length < 160 else "16+"


def _comma(ahead: Sequence[Token]) -> str:
    for at, token in enumerate(ahead[:5]):
        if token.text[-1] in ",،、，":
            return str(at)
    return "-"


def _change(so_far: Sofar, ahead: Sequence[Token]) -> str:
    later = [token for token in ahead[1:] if len(token.word) > 3 and token.case in "UAl"]
    if so_far.cased < 2 or len(later) < 2:
        return "?"
    change = so_far.raised / so_far.cased - sum(token.case != "l" for token in later) / len(later)
    return str(round(3 * change))


def _again(tokens: Sequence[Token], number: int, so_far: Sofar) -> str:
    ahead = {token.word[:5] for token in tokens[number : number + 7] if len(token.word) > 3}
    return str(min(3, len(ahead & so_far.stems)))


def _low_ahead(tokens: Sequence[Token], number: int) -> int:
    for count, token in enumerate(tokens[number + 1 : number + 8]):
        if token.case not in "lcd":
            return count
    return 7


def _goes_on(tokens: Sequence[Token], number: int) -> bool:
    """Whether a little word with a capital comes after a small one before the next stop: there begins a sentence,
    so the headline goes on beyond its question ("Who was it? A town is in doubt When the ...")."""
    for before, token in pairwise(tokens[number : number + 18]):
        if _STOP.search(before.text):
            return False
        if before.case == "l" and before.text[-1].isalpha() and token.case == "U" and token.little:
            return True
    return False


def _stop_in(tokens: Sequence[Token], number: int) -> str:
    for count, token in enumerate(tokens[number : number + 26]):
        if _STOP.search(token.text) and len(token.word) > 2:
            return str(count) if count < 3 else str(3 + count // 5)
    return "-"


def _signs_of_none(text: str, tokens: Sequence[Token]) -> list[str]:
    stops = sum(bool(_STOP.search(token.text)) and len(token.word) > 2 for token in tokens[:-1])
    long = [token for token in tokens[:14] if len(token.word) > 3 and token.case in "UAl"]
    first = tokens[0] if tokens else None
    return [
        "none",
        f"none length {min(20, width(text) // 20)}",
        f"none stops {min(3, stops)}",
        f"none style {_style(sum(token.case != 'l' for token in long), len(long))}",
        f"none first {first.case if first else '-'}{first.little if first else 0:d}",
        f"none comma {_comma(tokens[:5])}",
    ]


def odds(learned: dict[str, float], found: Sequence[Place]) -> list[float]:
    """How likely each place is: shares that add up to 1."""
    worth = [sum(learned.get(sign, 0.0) for sign in place.signs) for place in found]
    top = max(worth)
    powers = [exp(value - top) for value in worth]
    total = sum(powers)
    return [power / total for power in powers]
