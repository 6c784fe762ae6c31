"""Words as they are searched: the same in every script, on both databases. Pure.

Scripts that put spaces between words give words; those that do not give overlapping pairs of letters, so that
a search needs no dictionary and finds 京都 in 東京都知事 as it finds it in 京都市.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# Python counts no marks among the letters, yet in India and beyond they are the vowels of a word.
_MARKS = "".join(
    char
    for char in map(chr, (*range(0x300, 0x370), *range(0x483, 0x1D00), *range(0xA800, 0xAC00)))
    if unicodedata.category(char).startswith("M")
)
# PostgreSQL takes no word of more than 2,046 bytes: longer ones are parted, where they are kept and where they are
# asked for.
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}]){{0,99}}")
# Han, kana, hangul, Thai, Lao, Tibetan, Burmese and Khmer. Korean has spaces, but endings grow on its words.
_UNSPACED = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f"
    "\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUN = re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")
_UNSPACED_RUN = re.compile(f"[{_UNSPACED}]")
# Accents of Latin, Greek and Cyrillic, vowel marks of Hebrew and Arabic: people search without them. The
# marks of Indian scripts are vowels that no one leaves out.
_LEFT_OUT = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0640]")
_ASKED = re.compile(r'"([^"]*)"|(\S+)')
_PLAIN_WORD = re.compile("[a-z0-9]{1,100}")
_MOST_TERMS = 2_000


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms that must follow one another; `begun` where the last may go on."""

    terms: tuple[str, ...]
    begun: bool = False


def terms(text: str) -> list[str]:
    """The terms of a text in their order, as they are kept for searching."""
    if text.isascii():
        return _PLAIN_WORD.findall(text.lower())[:_MOST_TERMS]
    words = _words(text)
    if _UNSPACED_RUN.search(text):
        words = [term for word in words for term in _kept(word)]
    return words[:_MOST_TERMS]


def phrases(asked: str) -> list[Phrase]:
    """What a person asks for: words that must all be there, "words in a row", and beginnings (presid*)."""
    found = []
    for quoted, plain in _ASKED.findall(asked):
        words = _words(quoted or plain)
        if words:
            begun = plain.endswith("*")
            found.append(_phrase(words, begun))
    return found


def _phrase(words: list[str], begun: bool) -> Phrase:
    *before, last = words
    row = [term for word in before for term in _kept(word)]
    # A letter alone of an unspaced script begins the pairs that are kept.
    alone = len(last) == 1 and bool(_UNSPACED_RUN.match(last))
    pairs = list(_pairs(last)) if _UNSPACED_RUN.match(last) and not alone else [last]
    return Phrase((*row, *pairs), begun or alone)


def _words(text: str) -> list[str]:
    """Words in one form each: no case, no accents, wide letters narrow; split where the way of writing changes."""
    text = _LEFT_OUT.sub("", unicodedata.normalize("NFKD", text)).casefold()
    text = unicodedata.normalize("NFC", text)
    return [run for word in _WORD.findall(text) for run in _RUN.findall(word)]


def _kept(word: str) -> Iterator[str]:
    if not _UNSPACED_RUN.match(word):
        yield word
        return
    yield from _pairs(word)
    # The last letter too, so that it is found alone.
    if len(word) > 1:
        yield word[-1]


def _pairs(word: str) -> Iterator[str]:
    if len(word) == 1:
        yield word
    for at in range(len(word) - 1):
        yield word[at : at + 2]
