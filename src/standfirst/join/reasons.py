"""Why two tellings are taken for one story, or are not: sentences for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from standfirst.join.copies import declares
from standfirst.join.names import roman, skeleton
from standfirst.join.tellings import FARTHEST, WORD, Telling, telling
from standfirst.model import Item

_MOST_WORDS = 8
_SHORTEST_WORD = 4
# Up to so many hours apart are told as hours, more as days.
_AS_HOURS = 36
_NOTHING = "They share no name, number or place."
_NAMED_AS = {"original": "its original", "translations": "its own in another language"}


def why(a: Item, b: Item, apart: bool = False) -> str:
    """What two tellings have in common, and what speaks against their being one story: where nothing else does and
    they are told `apart`, that it is too little."""
    one, two = telling(a), telling(b)
    against, common = list(_against(one, two)), _in_common(one, two)
    if apart and not against and common != _NOTHING:
        against = ["But that is too little for one story: so much is in common to news of other events, too."]
    return " ".join([*_declared(a, b), common, *against, *_when(one, two)])


def _declared(a: Item, b: Item) -> Iterator[str]:
    kind = declares(a, b)
    if kind:
        yield f"One names the other's address as {_NAMED_AS[kind]}."


def shared(a: Item, b: Item) -> list[str]:
    """Names and words that the second telling shares with the first, as it spells them, and numbers."""
    one, two = telling(b), telling(a)
    return [*list(_shared_words(one, two))[:_MOST_WORDS], *sorted(set(one.numbers) & set(two.numbers))]


def _in_common(one: Telling, two: Telling) -> str:
    words = list(_shared_words(one, two))[:_MOST_WORDS]
    numbers = sorted(set(one.numbers) & set(two.numbers))
    places = sorted(one.places & two.places)
    said = [f"speak of {_listed(words)}"] if words else []
    said += [f"count {_listed(numbers)}"] if numbers else []
    said += [f"are set in {_listed(places)}"] if places else []
    return f"Both {'; both '.join(said)}." if said else _NOTHING


def _against(one: Telling, two: Telling) -> Iterator[str]:
    if one.places and two.places and not one.places & two.places:
        yield f"But one is set in {_listed(sorted(one.places))}, the other in {_listed(sorted(two.places))}."
    if "appeal" in (one.item.kind, two.item.kind) and one.item.kind != two.item.kind:
        yield "But one asks for money, and the other does not."
    if one.item.source_id and one.item.source_id == two.item.source_id:
        yield "Both are of one source, which seldom tells one thing twice."
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
        yield f"They were printed {span}, on {first[:10]} and {second[:10]}."


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _shared_words(one: Telling, two: Telling) -> dict[str, None]:
    """Words as printed in the first, with the second's spelling where that differs."""
    theirs = _spellings(two)
    found: dict[str, None] = {}
    for key, word in _spellings(one).items():
        other = theirs.get(key)
        if other:
            found[word if roman(word) == roman(other) else f"{word} ({other})"] = None
    return found


def _spellings(t: Telling) -> dict[str, str]:
    """Words of a telling by what makes them one with another's: the skeleton of a name, the stem of a word."""
    text = f"{t.item.headline or ''} {t.item.standfirst or ''}"
    names = set(t.names)
    found: dict[str, str] = {}
    for word in WORD.findall(text):
        if len(word) >= _SHORTEST_WORD and not word[0].isdigit():
            bones = skeleton(word)
            found.setdefault(bones if bones in names else roman(word)[:6], word)
    return found
