"""Which countries a text speaks of: by their names, their people and their great cities, and why we think so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import add

from standfirst.places import tables
from standfirst.places.vocabulary import UNSPACED, WORD, Form, Told, Vocabulary, fold, forms, known

# "LONDON, March 3, 2026 –" says where a notice was written, not what it is about.
_DATED = re.compile(r"\b(?:19|20)\d\d\)?\s*[–—-]")
_DATELINE = re.compile(r"(?:^|\. )\(?[A-Z].{2,70}?\b(?:19|20)\d\d\)?\s*[–—-]\s?")
_END = re.compile(r"(?<=[^\W\d]{2})[.!?…]+[)\]”\"’»]*\s+(?=[^a-z\W])|[。！？।॥]")
_WEAK, _WEAKEST = "speaks", "belongs"
# More countries than this in one sentence are a list of examples, and none is where the thing happened.
_LIST = 3
_NONE: Mapping[str, Spot] = {}
_SHORT, _TITLE_CASE = 3, 0.6
_BEFORE_PLACE = frozenset(
    "in from across near outside inside against into of en de desde contra hacia à au aux dans nach aus im gegen "
    "nel nella dalla da em no na und and y et e und في من إلى".split()
)
_OF = frozenset("de di du des da do dos das del della dei of der von des".split())


@dataclass(frozen=True, slots=True)
class Spot:
    """A word that tells a place: where it stands, and how it tells it."""

    at: int
    place: str
    word: str
    how: str


_TELLS = {"is": "is", "of": "is of", "in": "is in", "speaks": "speaks for", "belongs": "belongs to"}


def mentioned(text: str, language: str | None) -> tuple[str, ...]:
    """The countries a text in a language is about, in order of first mention; empty where none is certain.
    The first sentence or line that names any decides: what stands further on is told beside it."""
    return tuple(reasons(text, language))


# Each text is asked about when its item is finished, and once more when its page's home is looked for.
@lru_cache(maxsize=4096)
def reasons(text: str, language: str | None) -> Mapping[str, Spot]:
    """The countries a text is about, each with the spot that says so."""
    tag = (language or "").partition("-")[0]
    if not known(tag):
        return _NONE
    # An airline, a league: its country, where nothing in the whole text is better.
    weakest = _NONE
    for line in text.split("\n"):
        every = spots(line, tag, forms)
        found = [spot for spot in every if spot.how != _WEAKEST]
        if found:
            return _in_first_sentence(line, found)
        weakest = weakest or _in_first_sentence(line, every)
    return weakest or _NONE


def spots(line: str, tag: str, of: Callable[[str], Iterator[Form]]) -> list[Spot]:
    """Where a line of a language tells places, of those forms that the language has."""
    if tag in UNSPACED:
        return _anywhere(line, _by_first_two(tag, of))
    return _in_words(line, _vocabulary(tag, of))


@cache
def _vocabulary(tag: str, of: Callable[[str], Iterator[Form]]) -> Vocabulary:
    return Vocabulary(tag, of(tag))


def _in_first_sentence(line: str, found: list[Spot]) -> Mapping[str, Spot]:
    end = _END.search(line, found[0].at + len(found[0].word)) if found else None
    told: dict[str, Spot] = {}
    for spot in found:
        if end is None or spot.at < end.start():
            told.setdefault(spot.place, spot)
    if len(told) > 1 and any(s.how != _WEAK for s in told.values()):
        told = {place: s for place, s in told.items() if s.how != _WEAK}
    return told if len(told) <= _LIST else {}


def because(told: Mapping[str, Spot]) -> str:
    """The sentence that says why a text is about its countries: ‘peruano’ is of Peru."""
    english = tables.called("en")
    return "; ".join(
        f"‘{s.word}’ {'is named' if s.word == english[place] else f'{_TELLS[s.how]} {english[place]}'}"
        for place, s in told.items()
    )


def _in_words(line: str, told: Vocabulary) -> list[Spot]:
    if not any(map(told.pieces.__getitem__, line.split())):
        return []
    if _DATED.search(line):
        line = _DATELINE.sub(lambda m: " " * len(m[0]), line)
    matches = list(WORD.finditer(line))
    words = [m[0] for m in matches]
    found = []
    after = 0
    for i, word in enumerate(words):
        said = told[word] if i >= after else None
        if said:
            place, how, length = _said_at(words, i, said, told)
            after = i + length
            sure = _sure(line, matches, i) if length == 1 else how == "of" or _is_name(words[i:after])
            if place and place != tables.NOWHERE and sure and not _is_called_so(words, i, after, how, told.tag):
                start = matches[i].start()
                found.append(Spot(start, place, line[start : matches[after - 1].end()], how))
    return found


@cache
def _named_after(tag: str) -> Mapping[str, frozenset[str]]:
    """The words beside which a place is the name of a street, or of a dish."""
    rows = tables.rows("named_after.tsv")
    return {which: frozenset(map(fold, told.split())) for tags, which, told in rows if tag in tags.split()}


def _is_called_so(words: list[str], i: int, after: int, how: str, tag: str) -> bool:
    """Whether the words from the i-th to the one before `after` are but what a street or a dish is called."""
    named = _named_after(tag)
    if not named:
        return False
    nothing: frozenset[str] = frozenset()
    before = [fold(word) for word in words[max(0, i - 2) : i]]
    behind = fold(words[after]) if after < len(words) else ""
    if how in ("is", "of") and not named.get("dish", nothing).isdisjoint((*before[-1:], behind)):
        return True
    if words[i][0].islower():
        return False
    streets = named.get("street before", nothing)
    leads = before[-1:] if not before or before[-1] not in _OF else before[:1]
    return not streets.isdisjoint(leads) or (
        behind in named.get("street after", nothing) and words[after][0].isupper()
    )


def _said_at(words: list[str], i: int, said: Told, told: Vocabulary) -> tuple[str, str, int]:
    for phrase in said.phrases:
        if told.is_at(phrase, words, i):
            return phrase.place, phrase.how, len(phrase.parts)
    return said.place, said.how, 1


def _is_name(words: list[str]) -> bool:
    """Whether words are written as a name is: La Réunion is an island, la réunion is any meeting."""
    longer = [word for word in words if len(word) > _SHORT] or words
    return any(not word[0].islower() for word in longer)


@cache
def _doubtful() -> dict[str, str]:
    return dict(tables.rows("doubtful.tsv"))


def _sure(text: str, matches: list[re.Match[str]], i: int) -> bool:
    """Whether a word that may be a person's name or a dish stands where only a place can."""
    match = matches[i]
    how = _doubtful().get(fold(match[0]))
    if not how or len(matches) == 1:
        return True
    if text[match.end() : match.end() + 1] == ":":
        return i == 0
    before = matches[i - 1] if i else None
    after = matches[i + 1] if i + 1 < len(matches) else None
    if before and fold(before[0]) in _BEFORE_PLACE and not _joined(text, match, after):
        return True
    if how == "name" and _in_title_case(matches):
        return True
    if how == "else" and match[0][0].lower() == match[0][0].upper():
        # Nothing is written like a name in scripts without capitals.
        return False
    beside = _joined(text, before, match) or _joined(text, match, after)
    return not beside and (how == "name" or not _by_itself(text, match))


def _in_title_case(matches: list[re.Match[str]]) -> bool:
    """Whether a line writes nearly all its longer words with a capital, so that capitals tell nothing."""
    longer = [m[0] for m in matches if len(m[0]) > _SHORT]
    return sum(word[0].isupper() for word in longer) > _TITLE_CASE * len(longer)


def _joined(text: str, one: re.Match[str] | None, other: re.Match[str] | None) -> bool:
    """Whether two words stand together like a person's two names."""
    if not one or not other:
        return False
    return one[0][0].isupper() and other[0][0].isupper() and text[one.end() : other.start()] == " "


def _by_itself(text: str, match: re.Match[str]) -> bool:
    """Whether nothing tells a name from a word or a first name: at the head of a text, or of a title."""
    return match.start() == 0 and text[match.end() : match.end() + 2] not in ("'s", "’s", ", ")


def _anywhere(text: str, heads: dict[str, list[Form]]) -> list[Spot]:
    pairs = heads.keys() & set(map(add, text, text[1:]))
    if not pairs:
        return []
    found: list[Spot] = []
    end = 0
    for spot in sorted(_written(text, heads, pairs), key=lambda s: (s.at, -len(s.word))):
        # 印度尼西亚 begins with 印度: of two names at one spot the longer is meant.
        if spot.at >= end:
            end = spot.at + len(spot.word)
            if spot.place != tables.NOWHERE:
                found.append(spot)
    return found


def _written(text: str, heads: dict[str, list[Form]], pairs: set[str]) -> Iterator[Spot]:
    for pair in pairs:
        for form, place, how in heads[pair]:
            at = text.find(form)
            if at >= 0 and _whole(text, at, form):
                yield Spot(at, place, form, how)


def _whole(text: str, at: int, form: str) -> bool:
    """Whether a name in katakana or in Latin capitals is not a part of a longer word."""
    around = text[max(0, at - 1) : at], text[at + len(form) : at + len(form) + 1]
    if form[0].isascii():
        return not any(c.isascii() and c.isalnum() for c in around)
    return not _katakana(form[0]) or not any(map(_katakana, around))


def _katakana(character: str) -> bool:
    return "ァ" <= character <= "ヺ" or character == "ー"


@cache
def _by_first_two(tag: str, of: Callable[[str], Iterator[Form]]) -> dict[str, list[Form]]:
    """The forms by their first two characters: a text holds but few of those."""
    found: dict[str, list[Form]] = {}
    seen = set()
    for form, place, how in of(tag):
        if len(form) > 1 and (form.isupper() or not form[0].isascii()) and form not in seen:
            seen.add(form)
            found.setdefault(form[:2], []).append((form, place, how))
    return found
