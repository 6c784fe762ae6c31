"""The words of a line: how each is written, and whether sentences begin with it or it leans on a neighbour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from standfirst.read.widths import WIDE

_TOKEN = re.compile(r"\S+")
_WIDE_STOP = re.compile(r"(?<=[。！？」』】])(?=[^\s。！？」』】，、])")
# Vowels written as marks, as of Indian scripts and Thai, are no letters to re but belong to their words.
_SIGN = r"(?:[^\w\u0300-\u036f\u064b-\u065f\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e\u1000-\u109f\u1780-\u17d3]|_)"
_BARE = re.compile(rf"^{_SIGN}+|{_SIGN}+$")
_OPENERS = "\"'“”‘’«»„‚「」『』()（）[]【】"
STOP = re.compile(r"[.!?。！？।؟۔]['\"”’»)]*$")
# Signs that stand behind no initial or abbreviation.
_SURE_STOP = re.compile(r"[。！？।؟۔]['\"”’»)]*$")
# What Arabic and Hebrew write as one with the word it belongs to: articles, "and", prepositions of one letter.
_JOINED = re.compile(r"(?:[وف]?(?:بال|كال|لل|ال)|[وفبلك])(?=\w{3})|[והבלמש](?=[א-ת]{3})")
_STEM = 5


class Token(NamedTuple):
    at: int
    text: str
    word: str  # bare and in small letters
    case: str  # U upper first, A all upper, l lower, d digit, c a script without capitals, p no word
    little: str  # "1" for a word that sentences begin with, else "0"
    leaning: str  # "o" on the next word, "b" on the one before, "e": ends headlines; each, several or none
    stop: bool  # ends a sentence


@cache
def little_words() -> frozenset[str]:
    """The words that sentences begin with, of all languages."""
    lines = Path(__file__).with_name("starts.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split()[1:])


class Leaning(NamedTuple):
    """Words, and endings of words, that lean on the next word; words that lean on the one before; words that end
    headlines."""

    on: frozenset[str]
    endings: tuple[str, ...]
    back: frozenset[str]
    end: frozenset[str]


@cache
def leaning_words() -> Leaning:
    """The words that lean on a neighbour, of all languages; one that leans back in one language and begins
    sentences in another leans nowhere."""
    lines = Path(__file__).with_name("leaning.txt").read_text("utf-8").splitlines()
    told: dict[str, set[str]] = {"on": set(), "back": set(), "end": set()}
    for line in lines:
        if not line.startswith("#"):
            _, way, *words = line.split()
            told[way].update(words)
    endings = tuple(word[1:] for word in told["on"] if word.startswith("-"))
    return Leaning(frozenset(told["on"]), endings, frozenset(told["back"]), frozenset(told["end"]))


# The words of a line are looked at by itself and for its fellows.
@lru_cache(maxsize=256)
def tokens_of(text: str) -> tuple[Token, ...]:
    """The words of a line in their order, cut at stops that no space follows too."""
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(text):
        piece, start = found[0], found.start()
        if piece.isalnum() or not _WIDE_STOP.search(piece):
            yield _token(start, piece)
            continue
        at = 0
        for stop in [*(m.start() for m in _WIDE_STOP.finditer(piece)), len(piece)]:
            if stop > at:
                yield _token(start + at, piece[at:stop])
            at = stop


def _token(at: int, piece: str) -> Token:
    return Token(at, piece, *_of_piece(piece))


# Little words come again and again; the pieces of a line are short.
@lru_cache(maxsize=4096)
def _of_piece(piece: str) -> tuple[str, str, str, str, bool]:
    """Word, case, whether a little word and whether it ends a sentence: what holds whatever stands around it."""
    plain = piece.isalnum()
    word = (piece if plain else _BARE.sub("", piece)).casefold()
    known = little_words()
    little = word in known or (word[:2] in known and bool(WIDE.match(word)))
    stop = not plain and bool(STOP.search(piece)) and (len(word) > 2 or bool(_SURE_STOP.search(piece)))
    return word, _case(piece), "1" if little else "0", _leans(piece.strip(_OPENERS)), stop


def _leans(piece: str) -> str:
    """Which way a word leans; none does on which a sign follows."""
    told, word = leaning_words(), piece.casefold()
    on = word in told.on or (len(word) > 1 and word.endswith(told.endings))
    return ("o" if on else "") + ("b" if word in told.back else "") + ("e" if word in told.end else "")


def _case(piece: str) -> str:
    if piece.islower() and piece[0].isalpha():
        return "l"
    bare = piece.lstrip(_OPENERS)
    if not bare:
        return "p"
    first = bare[0]
    if first.isdigit():
        return "d"
    if first.isupper():
        return "A" if len(bare) > 2 and bare.isupper() else "U"
    return "l" if first.islower() else "c" if first.isalpha() else "p"


def stems(token: Token) -> list[str]:
    """What shows that a word comes again in another form: its first letters, of signs without spaces between
    words each two in a row; nothing of words that come everywhere."""
    word = token.word
    if not word or token.leaning or token.little == "1":
        return []
    if word[0].isdigit():
        return [word]
    if "\uac00" <= word[0] <= "\ud7a3":
        return [word[:2]] if len(word) > 1 else []
    if WIDE.match(word):
        return [word[at : at + 2] for at in range(len(word) - 1)]
    if word[0] > "\u0590" and (joined := _JOINED.match(word)):
        return [word[joined.end() :][: _STEM - 1]]
    return [word[:_STEM]] if len(word) > 3 or (len(word) > 1 and token.case in "UA") else []


def end_of(word: str) -> str:
    """What a word's form shows by: its last two letters, or one of Hangul."""
    return word[-1:] if "\uac00" <= word[-1:] <= "\ud7a3" else word[-2:]
