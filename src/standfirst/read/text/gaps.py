"""The gaps between the words of a line, at each of which a standfirst may begin, with the signs that speak for or
against it.

A sign is a short text such as "end .U": what the word before ends in, and how the next begins. Which signs weigh
how much was learned by bench/train_text.py; `runon` adds them up.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from standfirst.read.text.echoes import NONE, Echoes, Fellows
from standfirst.read.text.words import STOP, end_of, tokens_of
from standfirst.read.widths import WIDE, width

LONGEST_HEADLINE = 220
SHORTEST_STANDFIRST = 12
_AHEAD = 9  # how many words after a gap are looked at
_STOP_AHEAD = 26
_DATELINE = 9  # how many words a place and a day before a dash are at the most ("Paris, 3 May (AFP) – ...")
_DASHES = "–—-"
_PAIRS = tuple(zip("(«“„「『（【[", ")»”“」』）】]", strict=True))
_OPENS = re.compile(r"[(«“„「『（【\[]")
_QUOTE = '"'
_COMMAS = ",،、，"
_ENDINGS = {"？": "?", "！": "!", "。": ".", "।": ".", "：": ":", "，": ",", "؟": "?", "—": "-", "–": "-"}


class Gap(NamedTuple):
    """Where a standfirst may begin (`at` is an index into the line; 0: nowhere) and what speaks
    for or against it. `word` is the first of the standfirst, `width` that of the headline, `stop` whether the
    headline would end in a full stop."""

    at: int
    signs: list[str]
    word: str = ""
    width: int = 0
    stop: bool = False


def gaps(text: str, fellows: Fellows = NONE) -> list[Gap]:
    """All gaps of a line at which a standfirst may begin, first of all nowhere. None begins with a small letter of
    an alphabet that has capitals. `fellows` is what the lines of the document say together."""
    line = Words(text, fellows)
    last = min(LONGEST_HEADLINE, len(text) - SHORTEST_STANDFIRST)
    found = [Gap(0, line.signs_of_none())]
    for number, token in enumerate(line.tokens):
        if token.at > last:
            break
        if number and token.case != "l" and not line.is_amid_shouting(number):
            stop = line.tokens[number - 1].text[-1] in ".。।"
            found.append(Gap(token.at, line.signs(number), token.word, line.width_before(token.at), stop))
    return found


class Words:
    """The words of a line, and what must be known of the whole line at each of them, counted once: sums over
    the words before each, and how far it is from each to the next comma, stop or capital."""

    def __init__(self, text: str, fellows: Fellows) -> None:
        self.text = text
        self.tokens = tokens_of(text)
        self.echoes = Echoes(self.tokens, fellows)
        self.whole = width(text) + 1
        self.narrow = text.isascii() or not WIDE.search(text)
        self.wide = "w" if not self.narrow and len(WIDE.findall(text[:60])) > 12 else ""
        self._sum_up()
        self._look_ahead()
        self._find_stems()
        self.brackets = _within_brackets(text, [t.at for t in self.tokens]) if _OPENS.search(text) else ()

    def _sum_up(self) -> None:
        self.cased, self.raised, self.shouted = [0], [0], [0]
        self.commas, self.stops, self.low, self.turns = [0], [0], [0], [0]
        cased = raised = shouted = commas = stops = low = turns = 0
        last = ""
        for token in self.tokens:
            case = token.case
            if case in "UAl" and len(token.word) > 3:
                cased += 1
                raised += case != "l"
                shouted += case == "A"
            commas += token.text[-1] in ",،、，;"
            stops += token.stop
            turns += last == "l" and case in "UA"
            low = low + 1 if case in "lc" else 0
            last = case
            self.cased.append(cased)
            self.raised.append(raised)
            self.shouted.append(shouted)
            self.commas.append(commas)
            self.stops.append(stops)
            self.turns.append(turns)
            self.low.append(low)

    def width_before(self, at: int) -> int:
        """The width of the line up to a gap."""
        return at if self.narrow else at + len(WIDE.findall(self.text, 0, at)) * 3 // 2

    def _look_ahead(self) -> None:
        count = len(self.tokens)
        self.to_comma, self.to_stop, self.to_start = [99] * (count + 1), [99] * (count + 1), [99] * (count + 1)
        self.low_ahead, self.to_dash = [99] * (count + 2), [99] * (count + 1)
        for number in range(count - 1, -1, -1):
            token = self.tokens[number]
            self.to_comma[number] = 0 if token.text[-1] in _COMMAS else self.to_comma[number + 1] + 1
            self.to_stop[number] = 0 if token.stop else self.to_stop[number + 1] + 1
            starts = token.little == "1" and token.case in "Uc"
            self.to_start[number] = 0 if starts else self.to_start[number + 1] + 1
            self.low_ahead[number] = self.low_ahead[number + 1] + 1 if token.case in "lcd" else 0
            further = 99 if token.case == "l" or token.stop else self.to_dash[number + 1] + 1
            self.to_dash[number] = 0 if token.text[-1] in _DASHES else further

    def _find_stems(self) -> None:
        """Where the stem of each word was said first on the line; None for short words."""
        first: dict[str, int] = {}
        self.first_said = [
            first.setdefault(token.word[:5], number) if len(token.word) > 3 else None
            for number, token in enumerate(self.tokens)
        ]

    def signs(self, number: int) -> list[str]:
        tokens = self.tokens
        token, before = tokens[number], tokens[number - 1]
        after = tokens[number + 1] if number + 1 < len(tokens) else None
        case, said = token.case, before.case
        ending = _ending(before.text)
        caseless = "c" if case == "c" else ""
        cased, raised = self.cased[number], self.raised[number]
        so_far = self.width_before(token.at)
        low_ahead, to_stop = self.low_ahead[number + 1], self.to_stop[number]
        found = [
            f"case {_style(raised, cased)}{said}{case}{after.case if after else '-'}",
            f"end {ending}{case}",
            f"length {caseless}{self.wide}{_length(so_far)}",
            f"commas {min(2, self.commas[number])}",
            f"stops {min(2, self.stops[number])}{ending == '.'}",
            f"little {before.little}{token.little}{after.little if after else 0}{case}",
            f"soon a comma {_soon(self.to_comma[number])}",
            f"change {self._change(number)}",
            f"again {self._again(number)}{caseless}",
            f"low {min(6, self.low[number])}{case}{min(6, low_ahead)}",
            f"turns {min(5, self.turns[number])}{said}{case}",
            f"pair {tokens[number - 2].case if number > 1 else '-'}{said}{case}{before.little}{token.little}",
            f"stop in {'-' if to_stop >= _STOP_AHEAD else to_stop if to_stop < 3 else 3 + to_stop // 5}",
            f"leaves {_style(raised, cased)}{before.leaning}{before.little}{said}{case}",
            f"word {token.word[:12]}",
            f"after {before.word[:12]}",
        ]
        found.extend(self.echoes.signs(number))
        if caseless:
            found.extend(self._signs_of_forms(number, so_far))
        if ending in "?!" and self._goes_on(number):
            found.append("answered")
        if token.word and token.word == tokens[0].word:
            same = after is not None and number > 1 and after.word == tokens[1].word
            found.append(f"as the first {same:d}{token.little}")
        elif self._is_said_before(number, number):
            found.append("said before")
        if (far := self.to_dash[number]) < _DATELINE:
            found.append(f"dateline {far}{token.text[-1] in _COMMAS}{case}")
        if self.brackets and self.brackets[number]:
            found.append("within brackets")
        if caseless and _QUOTE in self.text:
            found.append(f"quoted {self.text.count(_QUOTE, 0, token.at) % 2}{ending}")
        if cased and self.shouted[number] == cased and case not in "Ac":
            found.append("after shouting")
        return found

    def signs_of_none(self) -> list[str]:
        tokens = self.tokens
        stops = sum(token.stop for token in tokens[:-1])
        reach = min(14, len(tokens))
        first = tokens[0] if tokens else None
        return [
            "none",
            f"none length {min(20, width(self.text) // 20)}",
            f"none stops {min(3, stops)}",
            f"none style {_style(self.raised[reach], self.cased[reach])}",
            f"none first {first.case if first else '-'}{first.little if first else 0}",
            f"none comma {_soon(self.to_comma[0])}",
        ]

    def _signs_of_forms(self, number: int, so_far: int) -> tuple[str, ...]:
        """What tells where capitals do not: lengths, the forms of words, and which of them lean on each other."""
        token, before = self.tokens[number], self.tokens[number - 1]
        script = _script(token.word)
        ahead = [told.leaning for told in self.tokens[number + 1 : number + 3]]
        return (
            f"leans {before.leaning}-{token.leaning}",
            f"part {10 * so_far // self.whole} {min(5, self.whole // 70)}",
            f"sizes {min(4, len(before.word) // 3)} {min(4, len(token.word) // 3)}",
            f"start {min(4, self.to_start[number])}{_ending(before.text)}",
            f"ends {'-' if before.leaning else end_of(before.word)}",
            f"tail {end_of(token.word)}",
            f"begins {token.word[:2]}",
            f"letters {before.word[-1:]} {script}",
            f"letter {token.word[:1]}",
            f"leans of {script} {before.leaning}{before.little}-{token.leaning}{token.little}",
            f"then of {script} {token.leaning}-{'-'.join(ahead)}",
            f"commas of {script} {min(2, self.commas[number])} {_soon(self.to_comma[number])}",
            f"again of {script} {self._again(number)}{self._is_said_before(number, number):d}",
        )

    def is_amid_shouting(self, number: int) -> bool:
        """Whether a word, the one before and the one after are all in capitals."""
        return all(token.case == "A" for token in self.tokens[number - 1 : number + 2])

    def _change(self, number: int) -> str:
        """How much less the words after a place use capitals than those before it."""
        end = min(number + _AHEAD, len(self.tokens))
        later = self.cased[end] - self.cased[number + 1]
        cased = self.cased[number]
        if cased < 2 or later < 2:
            return "?"
        return str(round(3 * (self.raised[number] / cased - (self.raised[end] - self.raised[number + 1]) / later)))

    def _is_said_before(self, number: int, place: int) -> bool:
        first = self.first_said[number]
        return first is not None and first < place

    def _again(self, number: int) -> int:
        """How many of the next words were said before."""
        said = {first for first in self.first_said[number : number + 7] if first is not None and first < number}
        return min(3, len(said))

    def _goes_on(self, number: int) -> bool:
        """Whether a little word with a capital comes after a small one before the next stop: there begins a
        sentence, so the headline goes on beyond its question ("Who was it? A town is in doubt When the ...")."""
        ahead = self.tokens[number : number + 18]
        for before, token in pairwise(ahead):
            if STOP.search(before.text):
                return False
            if before.case == "l" and before.text[-1].isalpha() and token.case == "U" and token.little == "1":
                return True
        return False


def _within_brackets(text: str, starts: list[int]) -> list[bool]:
    """For each start of a word, whether more of some bracket was opened before it than closed."""
    told = [False] * len(starts)
    for left, right in _PAIRS:
        if left in text:
            for number, at in enumerate(starts):
                told[number] = told[number] or text.count(left, 0, at) > text.count(right, 0, at)
    return told


def _script(word: str) -> str:
    """A letter for the script of a word: one for Hangul, one for all Chinese signs, one for each other block."""
    if not word or word[0] > "\u2e80":
        return "K" if "\uac00" <= word[:1] <= "\ud7a3" else "W"
    return chr(97 + ord(word[0]) // 128 % 26)


def _ending(text: str) -> str:
    last = text[-1]
    if last.isalpha():
        return "a"
    if last.isdigit():
        return "0"
    if last in "\"'”’»」』)":
        return ")" if len(text) < 2 or text[-2] not in ".!?" else "."
    return _ENDINGS.get(last, last)


def _style(raised: int, cased: int) -> str:
    if cased < 3:
        return "?"
    share = raised / cased
    return "T" if share > 0.75 else "t" if share > 0.45 else "s"


def _length(length: int) -> str:
    return str(length // 10) if length < 120 else "12+" if length < 160 else "16+"


def _soon(far: int) -> str:
    return str(far) if far < 5 else "-"
