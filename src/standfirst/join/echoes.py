"""The words of one telling that another repeats, as people would name them: names whole, little words left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from standfirst.join.names import roman, skeleton
from standfirst.join.tellings import UNSPACED, WORD, Telling, figure
from standfirst.languages.neighbours import little_words
from standfirst.places import mentioned

_SHORTEST = 4
# Signs in a row, where words have no spaces between them.
_SHORTEST_RUN = 3
# What may stand between the words of one name.
_WITHIN_A_NAME = frozenset((" ", "-", "\u00a0", "\u2011"))
_POSSESSIVE = re.compile(r"['’]s$")


class _Word(NamedTuple):
    """A word as it is printed, and what makes it one with another's (its stem, the skeleton of a name); whether it
    has a capital, where there are any, says nothing by itself, as "San" does, and may be of one name with the word
    before."""

    keys: tuple[str, ...]
    printed: str
    upper: bool
    short: bool
    goes_on: bool


class _Run(NamedTuple):
    """Words that stand side by side in both texts: as the one prints them and as the other does."""

    keys: tuple[str, ...]
    printed: str
    there: str


def words(one: Telling, two: Telling) -> tuple[list[str], list[str]]:
    """What the first telling says that the second says too, names and words: as the first prints it, with the
    second's spelling where that is of another language and differs."""
    names = list(dict.fromkeys(_signs(_text(one), _text(two))))
    others: list[str] = []
    for run in _whole(list(_runs(_words(one), _words(two)))):
        foreign = one.language != two.language and roman(run.printed) != roman(run.there)
        said = f"{run.printed} ({run.there})" if foreign else run.printed
        small = run.printed[0].islower() or run.there[0].islower()
        (others if small else names).append(said)
    return names, others


def numbers(one: Telling, two: Telling) -> list[str]:
    """The numbers that both tellings give, as the first prints them, the least first."""
    both = set(one.numbers) & set(two.numbers)
    printed = {figure(word): word for word in WORD.findall(_text(one)) if word[0].isdecimal()}
    return [printed.get(number, number) for number in sorted(both, key=lambda n: (len(n), n))]


def _text(t: Telling) -> str:
    return f"{t.item.headline or ''}\n{t.item.standfirst or ''}"


def _words(t: Telling) -> list[_Word]:
    text, names, end = _text(t), set(t.names), 0
    found: list[_Word] = []
    for match in WORD.finditer(text):
        named = _named(match.group(), t.language)
        if named is None:
            continue
        beside = found and named.upper and found[-1].upper and text[end : match.start()] in _WITHIN_A_NAME
        end = match.end()
        keys = named.keys if named.bones in names else named.keys[:1]
        found.append(_Word(keys, named.printed, named.upper, named.short, bool(beside)))
    return found


class _Named(NamedTuple):
    """A word without its possessive; the skeleton it has as it is printed, "" for a country's."""

    keys: tuple[str, ...]
    printed: str
    upper: bool
    short: bool
    bones: str


@lru_cache(maxsize=50_000)
def _named(word: str, language: str) -> _Named | None:
    """What there is to know of a word that says something: no number, no little word, no run of signs."""
    printed = _POSSESSIVE.sub("", word)
    short = len(printed) < _SHORTEST and (len(printed) == 1 or not printed.isupper())
    upper = not printed[0].islower()
    if (
        (short and not upper)
        or printed[0].isdecimal()
        or UNSPACED.match(printed)
        or language in little_words(printed)
    ):
        return None
    # "Greek" in Arabic sounds like some club: countries and their people are no names of anyone else.
    bones = "" if mentioned(printed, language) else skeleton(word)
    return _Named((roman(printed)[:6], skeleton(printed)), printed, upper, short, bones)


def _runs(here: Sequence[_Word], there: Sequence[_Word]) -> Iterator[_Run]:
    places: dict[str, list[int]] = {}
    for n, word in enumerate(there):
        for key in word.keys:
            places.setdefault(key, []).append(n)
    run: list[_Word] = []
    ends: set[int] = set()
    for word in here:
        known = {n for key in word.keys for n in places.get(key, ())}
        further = {n for n in known if n - 1 in ends and there[n].goes_on} if word.goes_on else set()
        if not further:
            yield from _ended(run, there, ends)
            run = []
        ends = further or known
        run += [word] if ends else []
    yield from _ended(run, there, ends)


def _ended(run: Sequence[_Word], there: Sequence[_Word], ends: set[int]) -> Iterator[_Run]:
    if not all(word.short for word in run):
        theirs = there[max(ends) - len(run) + 1 : max(ends) + 1]
        yield _Run(
            tuple(w.keys[0] for w in run), " ".join(w.printed for w in run), " ".join(w.printed for w in theirs)
        )


def _whole(runs: Sequence[_Run]) -> list[_Run]:
    """Each run once, and none that says only what longer ones say."""
    said: set[str] = set()
    kept = []
    for n in sorted(range(len(runs)), key=lambda n: (-len(runs[n].keys), n)):
        if not said.issuperset(runs[n].keys):
            said.update(runs[n].keys)
            kept.append(n)
    return [runs[n] for n in sorted(kept)]


def _signs(here: str, there: str) -> Iterator[str]:
    """The stretches of signs of scripts without spaces that stand in both texts."""
    theirs = {run[n : n + _SHORTEST_RUN] for run in _unspaced(there) for n in range(len(run) - _SHORTEST_RUN + 1)}
    for run in _unspaced(here) if theirs else ():
        start = 0
        while start <= len(run) - _SHORTEST_RUN:
            end = start
            while run[end : end + _SHORTEST_RUN] in theirs:
                end += 1
            if end > start:
                yield run[start : end + _SHORTEST_RUN - 1]
            start = max(end, start + 1)


def _unspaced(text: str) -> list[str]:
    return [word for word in WORD.findall(text) if UNSPACED.match(word)]
