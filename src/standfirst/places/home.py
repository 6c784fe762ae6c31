"""Which country a run of texts is from: a town's paper does not say each time in which country its town lies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from standfirst.places import tables
from standfirst.places.mentions import reasons
from standfirst.places.vocabulary import PREFIXED, UNSPACED, WORD, Pieces, fold

# So many texts at least must tell the one country, in a language that is spoken there.
_FEWEST = 2
# What share of all texts, and of those that tell any place: more where the whole world writes the language.
_SHARES = {"en": (0.45, 0.6), "es": (0.25, 0.6), "fr": (0.1, 0.6), "ar": (0.1, 0.6)}
_SHARES_ELSE = (0.1, 0.45)
_OF_ONE_NAME = 0.5
_SHORTEST_TOWN = 4
_SHORTEST_TOWNS = {"ko": 2, **dict.fromkeys(("ar", "he", "fa", "ur", "hi", "bn", "ta"), 3)}
_SHORTEST_STEM = 5
_LONGEST_ENDING = 3
_LONGEST_ENDINGS = dict.fromkeys(("fi", "et", "hu", "tr"), 5)
_NOTHING: dict[str, str] = {}
_MANY = 60_000
_UNINFLECTED = frozenset(("en", "es", "fr", "it", "pt", "id", "ms", "vi", "ca", "nl", "de"))


def home(texts: Iterable[tuple[str, str | None]]) -> tuple[str, tuple[str, ...]] | None:
    """The country that texts, each with its language, are from, with up to three words that say so; None where
    they speak of many or of none. Only a country that speaks the language of the most of them can be it."""
    told = [(language, dict(_told(text, language)) or _NOTHING) for text, language in texts]
    votes = Counter(place for language, places in told for place in places if speaks(place, language))
    for place, count in votes.most_common(1):
        tag = Counter(_tag(language) for language, _ in told if speaks(place, language)).most_common(1)[0][0]
        of_all, of_telling = _SHARES.get(tag, _SHARES_ELSE)
        words = dict.fromkeys(places[place] for _, places in told if place in places)
        # One name again and again, but not everywhere, is one event.
        of_all = of_all if len(words) > 1 else max(of_all, _OF_ONE_NAME)
        if count >= max(_FEWEST, of_all * len(told), of_telling * sum(bool(places) for _, places in told)):
            return place, tuple(words)[:3]
    return None


def speaks(place: str, language: str | None) -> bool:
    """Whether the papers of a country are written in a language."""
    return place in tables.spoken().get(_tag(language), ())


def _tag(language: str | None) -> str:
    return (language or "").split("-")[0]


def _told(text: str, language: str | None) -> Iterator[tuple[str, str]]:
    named = reasons(text, language)
    if named:
        yield from ((place, spot.word) for place, spot in named.items())
    else:
        yield from _towns(text, _tag(language))


def _towns(text: str, tag: str) -> Iterator[tuple[str, str]]:
    if tag in UNSPACED:
        towns = tables.towns(tag)
        pairs = _pairs(tag)
        found = [form for pair in pairs.keys() & _pairs_of(text) for form in pairs[pair] if form in text]
        yield from ((towns[form], form) for form in sorted(found, key=lambda f: (-len(f), f)))
        return
    known = _towns_of(tag)
    if not any(map(known.pieces.__getitem__, text.split())):
        return
    words = WORD.findall(text)
    for i, word in enumerate(words):
        places, begins = known[word]
        for place in places:
            yield place, word
        if begins and (longer := known.named(fold(" ".join(words[i : i + 2])))):
            yield longer, word


class _Towns(dict[str, tuple[tuple[str, ...], bool]]):
    """Where the towns are that a written word may name, and whether it begins the name of one that has two words.
    Words are looked up once and then remembered."""

    def __init__(self, tag: str) -> None:
        super().__init__()
        self.tag = tag
        self.pieces = Pieces(self._tells)
        self._towns = tables.towns(tag)
        self._stems = {} if tag in _UNINFLECTED else _stems(tag)
        self._firsts = {form.partition(" ")[0] for form in (*self._towns, *self._stems) if " " in form}
        self._shortest = _SHORTEST_TOWNS.get(tag, _SHORTEST_TOWN)

    def __missing__(self, word: str) -> tuple[tuple[str, ...], bool]:
        if len(self) > _MANY:
            self.clear()
        self[word] = found = self._look_up(word)
        return found

    def _look_up(self, word: str) -> tuple[tuple[str, ...], bool]:
        if word[0].islower() or len(word) < self._shortest:
            return (), False
        folded = fold(word)
        places = tuple(place for form in _bare(folded, self.tag) if (place := self.named(form)))
        return places, folded in self._firsts

    def _tells(self, word: str) -> bool:
        return any(self[word])

    def named(self, form: str) -> str | None:
        """The country of the town that a folded form names, in some case."""
        return self._towns.get(form) or self._by_case(form)

    def _by_case(self, form: str) -> str | None:
        if not self._stems:
            return None
        shortest = 2 if self.tag == "ko" else _SHORTEST_STEM
        longest = _LONGEST_ENDINGS.get(self.tag, _LONGEST_ENDING)
        for n in range(len(form), max(shortest, len(form) - longest) - 1, -1):
            if form[:n] in self._stems:
                return self._stems[form[:n]]
        return None


@cache
def _towns_of(tag: str) -> _Towns:
    return _Towns(tag)


def _bare(word: str, tag: str) -> Iterator[str]:
    """A word, and it without what is written onto its head."""
    yield word
    for prefix in PREFIXED.get(tag, ()):
        if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST_TOWN:
            yield word[len(prefix) :]


@cache
def _stems(tag: str) -> dict[str, str]:
    if tag == "ko":
        return tables.towns(tag)
    found = {}
    for form, place in tables.towns(tag).items():
        stem = form.rstrip("aeiouyаеиоуыэюяьйіїαεηιουως") if len(form) > _SHORTEST_STEM else form
        if len(stem) >= _SHORTEST_STEM:
            found[stem] = place
    return found


def _pairs_of(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


@cache
def _pairs(tag: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for form in tables.towns(tag):
        if len(form) > 1 and not form[0].isascii():
            found.setdefault(form[:2], []).append(form)
    return found
