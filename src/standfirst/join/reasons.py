"""Why two tellings are taken for one story, or are not: sentences for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from standfirst import places
from standfirst.join import echoes
from standfirst.join.copies import declares
from standfirst.join.tellings import FARTHEST, Telling, telling
from standfirst.model import Item

_MOST_WORDS = 8
# Up to so many hours apart are told as hours, more as days.
_AS_HOURS = 36
_NOTHING = "They have no name, word, number or place in common."
_NAMED_AS = {"original": "its original", "translations": "its own in another language"}

Stands = Literal["together", "apart", "unknown"]


def why(a: Item, b: Item, stands: Stands = "unknown") -> str:
    """What two tellings have in common, and what speaks against their being one story. Where they stand "apart"
    and nothing speaks against it, that they have too little in common."""
    one, two = telling(a), telling(b)
    against, common = list(_against(one, two)), _in_common(one, two)
    if stands != "together" and a.source_id and a.source_id == b.source_id:
        against.append("Both are of one source, which seldom tells one thing twice.")
    if stands == "apart" and not against and common != _NOTHING:
        against = ["But that is too little for one story: so much is in common to news of other events, too."]
    return " ".join([*_declared(a, b), common, *against, *_when(one, two)])


def _declared(a: Item, b: Item) -> Iterator[str]:
    kind = declares(a, b)
    if kind:
        yield f"One names the other's address as {_NAMED_AS[kind]}."


def shared(a: Item, b: Item) -> list[str]:
    """Names and words that the second telling shares with the first, as it spells them, and numbers."""
    one, two = telling(b), telling(a)
    names, words = echoes.words(one, two)
    return [*[*names, *words][:_MOST_WORDS], *echoes.numbers(one, two)]


def _in_common(one: Telling, two: Telling) -> str:
    names, words = echoes.words(one, two)
    # A country is named as where both are set.
    names = [name for name in names if not _is_in(name, one.language, one.places & two.places)]
    words, numbers = words[: max(0, _MOST_WORDS - len(names))], echoes.numbers(one, two)
    said = [f"speak of {_listed(names[:_MOST_WORDS])}"] if names else []
    said += [f"say {_listed([f'“{word}”' for word in words])}"] if words else []
    said += [f"give the number{'s' if len(numbers) > 1 else ''} {_listed(numbers)}"] if numbers else []
    said += [f"are set in {_named(one.places & two.places)}"] if one.places & two.places else []
    return f"Both {'; both '.join(said)}." if said else _NOTHING


def _is_in(name: str, language: str, countries: frozenset[str]) -> bool:
    named = places.mentioned(name.partition(" (")[0], language)
    return bool(named) and countries.issuperset(named)


def _against(one: Telling, two: Telling) -> Iterator[str]:
    if one.places and two.places and not one.places & two.places:
        yield f"But one is set in {_named(one.places)}, the other in {_named(two.places)}."
    if "appeal" in (one.item.kind, two.item.kind) and one.item.kind != two.item.kind:
        yield "But one asks for money, and the other does not."
    if one.hour is not None and two.hour is not None and abs(one.hour - two.hour) > FARTHEST:
        yield f"But more than {FARTHEST / 24:.0f} days lie between them, which is too long for one story."


def _when(one: Telling, two: Telling) -> Iterator[str]:
    first, second = one.item.published, two.item.published
    if not (first and second):
        return
    apart = None if one.hour is None or two.hour is None else abs(one.hour - two.hour)
    if apart is None:
        yield f"They were printed on {first[:10]} and {second[:10]}."
    elif first[:10] == second[:10] and 10 in (len(first), len(second)):
        yield f"Both were printed on {first[:10]}."
    else:
        count, unit = (round(apart), "hour") if apart < _AS_HOURS else (round(apart / 24), "day")
        span = f"{count} {unit}{'s' if count > 1 else ''} apart" if count else "within an hour"
        days = f"both on {first[:10]}" if first[:10] == second[:10] else f"on {first[:10]} and {second[:10]}"
        yield f"They were printed {span}, {days}."


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _named(countries: frozenset[str]) -> str:
    return _listed(sorted(places.name(place, "en") for place in countries))
