"""Why two tellings are taken for one story, or are not: a sentence for people."""

from __future__ import annotations

from collections.abc import Iterator

from standfirst.join.names import roman, skeleton
from standfirst.join.tellings import WORD, Telling, telling
from standfirst.model import Item

_MOST_WORDS = 8
_SHORTEST_WORD = 4


def why(a: Item, b: Item) -> str:
    """What two tellings have in common, and what speaks against their being one story."""
    one, two = telling(a), telling(b)
    said = [*_in_common(one, two), *_against(one, two), *_when(one, two)]
    return "; ".join(said) + "." if said else "They share no name, number or place."


def _in_common(one: Telling, two: Telling) -> Iterator[str]:
    words = list(_shared_words(one, two))
    if words:
        yield "both speak of " + ", ".join(words[:_MOST_WORDS])
    numbers = sorted(set(one.numbers) & set(two.numbers))
    if numbers:
        yield "both count " + ", ".join(numbers)
    if one.places & two.places:
        yield "both are set in " + ", ".join(sorted(one.places & two.places))


def _against(one: Telling, two: Telling) -> Iterator[str]:
    if one.places and two.places and not one.places & two.places:
        yield f"one is set in {', '.join(sorted(one.places))}, the other in {', '.join(sorted(two.places))}"


def _when(one: Telling, two: Telling) -> Iterator[str]:
    first, second = one.item.published, two.item.published
    if first and second:
        hours = "" if one.hour is None or two.hour is None else f", {abs(one.hour - two.hour):.0f} hours apart"
        yield f"printed {first[:10]} and {second[:10]}{hours}"


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
