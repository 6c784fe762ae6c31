"""Which country a run of texts is from: a town's paper does not say each time in which country its town lies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from standfirst.places import tables
from standfirst.places.mentions import reasons, spots
from standfirst.places.vocabulary import towns

# So many texts at least must tell the one country, in a language that is spoken there.
_FEWEST = 2
# What share of all texts, and of those that tell any place: more where the whole world writes the language.
_SHARES = {"en": (0.45, 0.6), "es": (0.25, 0.6), "fr": (0.1, 0.6), "ar": (0.1, 0.6)}
_SHARES_ELSE = (0.1, 0.45)
_OF_ONE_NAME = 0.5
_NOTHING: dict[str, str] = {}


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
        yield from ((spot.place, spot.word) for spot in named.values())
    else:
        found = spots(text, _tag(language), towns)
        yield from ((spot.place, spot.word) for spot in found if not spot.word[0].islower())
