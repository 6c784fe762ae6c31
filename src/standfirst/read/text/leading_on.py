"""Words that lead on to a whole piece by saying its headline once more ("Continue reading The ferry is late"):
known by the headline, which stands a few lines above, whatever the words before it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from standfirst.read.text.line import Line, folded, more_words

_ABOVE = 12  # lines above in which the headline stands
_SHORTEST, _LONG, _LONGEST = 8, 16, 200  # letters of a headline
_LONGEST_LED, _BEGUN = 100, 2
_FEWEST = 2
_AROUND = " \t\"'“”„«»‹›「」『』→➔>…:."
_SENTENCE = re.compile(r".*[.…!?。।\])»”\"]\s*", re.DOTALL)


class _Led(NamedTuple):
    """A line that ends in the headline of another: the words before it, where they begin, and how many letters the
    headline has."""

    line: Line
    words: str
    start: int
    headline: int

    @property
    def begun(self) -> tuple[str, ...]:
        """What its fellows begin with, whatever they say of topics and counts: "Posted in Sport, 1 comment on"."""
        return tuple(self.words.split(" ", _BEGUN)[:_BEGUN])

    def parted(self) -> tuple[Line, ...]:
        more = replace(self.line, text=self.line.text[self.start :], kind="more")
        rest = self.line.text[: self.start].rstrip(" [(")
        return (replace(self.line, text=rest), replace(more, blanks=0)) if rest else (more,)


def parted_from_leading_on(lines: Sequence[Line]) -> list[Line]:
    """The lines, those told to be "read more" that lead on to a headline above them; where such words end a line
    of more, they stand below it."""
    ends = [line.text[-_LONGEST:].lower().strip(_AROUND) for line in lines]
    found = {at: led for at in range(len(lines)) if (led := _led(lines, ends, at))}
    often = Counter(led.words for led in found.values())
    begun = Counter(led.begun for led in found.values() if led.headline >= _LONG)
    told = {
        at
        for at, led in found.items()
        if often[led.words] >= _FEWEST or begun[led.begun] >= _FEWEST or led.words in more_words()
    }
    return [part for at, line in enumerate(lines) for part in (found[at].parted() if at in told else (line,))]


def _led(lines: Sequence[Line], ends: Sequence[str], at: int) -> _Led | None:
    line, end = lines[at], ends[at]
    for above in range(max(0, at - _ABOVE), at):
        told = ends[above]
        if len(told) < _SHORTEST or len(told) >= len(end) or not end.endswith(told) or told in more_words():
            continue
        # As long as the line is written: small letters are, but for "İ"; folded ones ("ß") are not.
        head = line.text.rstrip(_AROUND)[: -len(told)]
        sentence = _SENTENCE.match(head.rstrip(_AROUND))
        start = sentence.end() if sentence else 0
        words = folded(head[start:].strip(_AROUND))
        if words and len(words) <= _LONGEST_LED and words[0].isalpha():
            return _Led(line, words, start, len(told))
    return None
