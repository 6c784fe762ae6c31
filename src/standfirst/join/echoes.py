"""The words of one telling that another repeats, as people would name them: names whole, little words left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from standfirst.join.names import roman, skeleton
from standfirst.join.tellings import UNSPACED, WORD, Telling, figure
from standfirst.languages.neighbours import little_words
from standfirst.languages.tables import rows
from standfirst.places import mentioned

_SHORTEST = 4
# Signs in a row, where words have no spaces between them.
_SHORTEST_RUN = 3
# What may stand between the words of one name.
_WITHIN_A_NAME = re.compile(
    r"[ \-\u00a0\u2011](?:(?:d[aeiou]|d[ao]s|de[lnrs]|dell[ae]|la|las|los|le|les|v[ao]n|bin|ibn)[ \u00a0]){0,2}\Z"
)
_POSSESSIVE = re.compile(r"['’]s$")
# Turkish hangs its cases on names so.
_CASE = re.compile(r"['’]\w+$")
_WITH_CASES = ("tr", "az")
# After these a word has its capital from its place.
_OPENING = re.compile(r"(?:^|[.!?:…\n])[\s\"“”„«»‹›'‘’¿¡(\[—–-]*\Z")
_LOOKED_BACK = 6


class _Word(NamedTuple):
    """A word without its possessive, and what makes it one with another's (its stem, the skeleton of a name);
    whether it has a capital, where there are any, or says nothing by itself, as "San" does; the skeleton it has as
    it is printed, "" for a country's. In a text, whether it opens a sentence, and what stands between it and the
    word before where both may be of one name, else ""."""

    keys: tuple[str, ...]
    printed: str
    upper: bool
    short: bool
    bones: str
    opens: bool = False
    gap: str = ""


class _Run(NamedTuple):
    """Words that stand side by side in both texts, as each of them prints them. `small` says that nothing shows
    them to be a name."""

    keys: tuple[str, ...]
    printed: str
    there: str
    small: bool


def words(one: Telling, two: Telling) -> tuple[list[str], list[str]]:
    """What the first telling says that the second says too, names and words: as the first prints it, with the
    second's spelling where that is of another language and differs."""
    names = list(dict.fromkeys(_signs(_text(one), _text(two))))
    others: list[str] = []
    for run in _whole(list(_runs(_words(one), _words(two)))):
        foreign = one.language != two.language and _sound(run.printed) != _sound(run.there)
        said = f"{run.printed} ({run.there})" if foreign else run.printed
        (others if run.small else names).append(said)
    return names, others


def _sound(name: str) -> str:
    return roman(name).replace("-", " ")


def numbers(one: Telling, two: Telling) -> list[str]:
    """The numbers that both tellings give, as the first prints them, the least first; single figures, which are
    of many things, only where there are no others."""
    both = set(one.numbers) & set(two.numbers)
    both = {number for number in both if len(number) > 1} or both
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
        gap = text[end : match.start()] if found and named.upper and found[-1].upper else ""
        gap, end = gap if _WITHIN_A_NAME.match(gap) else "", match.end()
        opens = _OPENING.search(text[max(0, match.start() - _LOOKED_BACK) : match.start()]) is not None
        keys = named.keys if named.bones in names else named.keys[:1]
        found.append(named._replace(keys=keys, opens=opens, gap=gap))
    return found


@lru_cache(maxsize=50_000)
def _named(word: str, language: str) -> _Word | None:
    """What there is to know of a word; None for numbers, days, little words and runs of signs, which say
    nothing."""
    printed = (_CASE if language in _WITH_CASES else _POSSESSIVE).sub("", word)
    short = len(printed) < _SHORTEST and (len(printed) == 1 or not printed.isupper())
    upper = not printed[0].islower()
    if (
        (short and not upper)
        or printed[0].isdecimal()
        or UNSPACED.match(printed)
        or language in little_words(printed)
        or (language, printed.casefold()) in _days()
    ):
        return None
    # "Greek" in Arabic sounds like some club: countries and their people are no names of anyone else.
    bones = "" if mentioned(printed, language) else skeleton(word)
    return _Word((roman(printed)[:6], skeleton(printed)), printed, upper, short, bones)


@cache
def _days() -> frozenset[tuple[str, str]]:
    """The days of the week and the months, which every day's news has, by language."""
    return frozenset(
        (language, word)
        for language, role, _, listed in rows("calendar.tsv")
        if role in ("weekday", "month")
        for word in listed.split("|")
        if len(word) >= _SHORTEST
    )


def _runs(here: Sequence[_Word], there: Sequence[_Word]) -> Iterator[_Run]:
    places: dict[str, list[int]] = {}
    for n, word in enumerate(there):
        for key in word.keys:
            places.setdefault(key, []).append(n)
    run: list[_Word] = []
    ends: set[int] = set()
    for word in here:
        known = {n for key in word.keys for n in places.get(key, ())}
        further = {n for n in known if n - 1 in ends and there[n].gap} if word.gap else set()
        if not further:
            yield from _ended(run, there, ends)
            run = []
        ends = further or known
        run += [word] if ends else []
    yield from _ended(run, there, ends)


def _ended(run: Sequence[_Word], there: Sequence[_Word], ends: set[int]) -> Iterator[_Run]:
    if not all(word.short for word in run):
        theirs = there[max(ends) - len(run) + 1 : max(ends) + 1]
        first = run[0].printed[0], theirs[0].printed[0]
        # Where neither script has capitals nothing tells a name from a word.
        small = any(map(str.islower, first)) or not any(map(str.isupper, first))
        small = small or (len(run) == 1 and run[0].opens and theirs[0].opens)
        yield _Run(tuple(w.keys[0] for w in run), _together(run), _together(theirs), small)


def _together(words: Sequence[_Word]) -> str:
    return words[0].printed + "".join(f"{word.gap}{word.printed}" for word in words[1:])


def _whole(runs: Sequence[_Run]) -> list[_Run]:
    """Each run once, without those that are part of a longer one."""
    said: set[str] = set()
    kept = []
    for n in sorted(range(len(runs)), key=lambda n: (-len(runs[n].keys), runs[n].small, n)):
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
