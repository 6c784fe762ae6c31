"""Echoes: what a line, and its document, says again. A standfirst takes up the words of its headline, which says
each but once; names stay together; a word that is elsewhere written small begins a sentence where it is not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from standfirst.read.text.words import Token, end_of, stems, tokens_of

_PAUSES = ",:;.!?"


class Fellows(NamedTuple):
    """What the lines of a document say: words written small, what two words follow each other twice, and how the
    words end that sentences end in."""

    small: frozenset[str]
    together: frozenset[tuple[str, str]]
    finals: frozenset[str]


NONE = Fellows(frozenset(), frozenset(), frozenset())


def fellows_of(lines: Iterable[str]) -> Fellows:
    """What the lines of a document say together."""
    small: set[str] = set()
    finals: set[str] = set()
    told: Counter[tuple[str, str]] = Counter()
    for line in lines:
        tokens = tokens_of(line)
        finals.update(end_of(token.word) for token in tokens if token.stop)
        small.update(token.word for token in tokens if token.case == "l")
        told.update(set(_in_a_row(tokens)))
    twice = frozenset(pair for pair, often in told.items() if often > 1)
    return Fellows(frozenset(small), twice, frozenset(finals))


def _in_a_row(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Each two words that follow each other without a pause."""
    return ((a.word, b.word) for a, b in pairwise(tokens) if a.text[-1] not in _PAUSES)


class Echoes:
    """What the words of a line say again, counted once."""

    def __init__(self, tokens: Sequence[Token], fellows: Fellows) -> None:
        self.tokens = tokens
        self.fellows = fellows
        self.small = {token.word for token in tokens if token.case == "l"}
        self.finals = {end_of(token.word) for token in tokens if token.stop}
        pairs = Counter(_in_a_row(tokens))
        self.together = {pair for pair, often in pairs.items() if often > 1}
        self._count()
        self._find_names()

    def _count(self) -> None:
        """Before each word, how many stems were said twice, and how many of those before come again after."""
        told = [stems(token) for token in self.tokens]
        first: dict[str, int] = {}
        last: dict[str, int] = {}
        for number, found in enumerate(told):
            for stem in found:
                first.setdefault(stem, number)
                last[stem] = number
        self.inside, self.across = [0], [0]
        inside = across = 0
        for number, found in enumerate(told):
            for stem in found:
                inside += first[stem] < number
                across += (first[stem] == number < last[stem]) - (first[stem] < number == last[stem])
            self.inside.append(inside)
            self.across.append(across)
        self.most = max(self.across)

    def _find_names(self) -> None:
        """How many words with capitals stand in a row before each word, and from it on."""
        self.before, self.ahead = [0], [0]
        for token in self.tokens:
            goes_on = token.case in "UA" and token.text[-1] not in _PAUSES
            self.before.append(self.before[-1] + 1 if goes_on else 0)
        for token in reversed(self.tokens):
            ahead = 0 if token.text[-1] in _PAUSES else self.ahead[-1]
            self.ahead.append(ahead + 1 if token.case in "UA" else 0)
        self.ahead.reverse()

    def signs(self, number: int) -> list[str]:
        """What speaks for or against a standfirst beginning with a word."""
        before, token = self.tokens[number - 1], self.tokens[number]
        case, little, said = token.case, token.little, before.case
        leans = "o" if before.leaning else ""
        inside, pair = min(2, self.inside[number]), (before.word, token.word)
        found = [
            f"echo {min(4, self.across[number])}{inside}",
            f"most echo {min(3, self.most - self.across[number])}{inside}",
            f"lean {before.leaning}{said}-{token.leaning}{case}",
            f"last {before.little}{said}{case}",
        ]
        if case == "c":
            end = end_of(before.word)
            found.append(f"final {end in self.finals:d}{end in self.fellows.finals:d}")
        if pair in self.together:
            found.append(f"together {case == 'c'}{leans}")
        if pair in self.fellows.together:
            found.append(f"with fellows {case == 'c'}{leans}{little}")
        if case in "UA":
            found.append(f"names {min(4, self.before[number])}{min(4, self.ahead[number])}{little}")
        if case in "UA" and little == "0":
            found.append(f"small {token.word in self.small}{said}")
            if self.fellows.small:
                found.append(f"small with fellows {token.word in self.fellows.small}{said}")
        return found
