"""Which countries a text speaks of: by their names, their people and their great cities, and why we think so."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from standfirst.places.endings import may_end
from standfirst.places.tables import city_forms, country_forms

WORD = re.compile(r"[^\W\d_]+(?:[.’'-][^\W\d_]+)*\.?")
# Written without spaces, or with marks that are no letters: names are looked for anywhere in them.
ANYWHERE = frozenset(("zh", "ja", "th", "bn", "hi", "ta", "my", "km", "lo"))
# Ar, he and fa write "and", "in", "to", "the" onto the word.
_PREFIXED = {"ar": ("وال", "بال", "لل", "ال", "و", "ب", "ل"), "he": ("וב", "ב", "ל", "ו", "ה", "מ")}

# "LONDON, March 3, 2026 –" says where a notice was written, not what it is about.
_DATELINE = re.compile(r"(?:^|\. )\(?[A-Z][^.–—]{2,60}\b(?:19|20)\d\d\)?\s*[–—-]\s")

_SHORTEST_STEM = 4
_LONGEST_ENDING = 9
_MOST_WORDS = 50_000

# Names that are as often a person, a state or a dish: taken only where they head a headline as its kicker.
_DOUBTFUL = frozenset(("JO", "GE", "TD", "TR", "ML", "NE", "OM", "CU", "GN", "TG", "IN", "LI", "MC", "PA"))
_DOUBTFUL_SURE = {
    "TR": frozenset("turkiye turquia turchia turquie turkei turkije turcja ankara istanbul".split()),
    "IN": frozenset(("india", "inde", "indien", "delhi", "mumbai", "indian", "indians")),
    "CU": frozenset(("cuba", "kuba", "cuban", "cubans", "havana", "habana")),
    "ML": frozenset(("bamako",)), "NE": frozenset(("niamey",)),
    "JO": frozenset(("amman", "jordanian", "jordanians")),
    "GE": frozenset(("tbilisi", "georgian", "georgians")), "OM": frozenset(("muscat", "omani")),
    "TD": frozenset(("tchad", "tschad")), "PA": frozenset(("panamanian",)),
}  # fmt: skip


def mentioned(text: str, language: str | None) -> tuple[str, ...]:
    """The countries a text in a language speaks of, in order of first mention; empty where none is certain."""
    return tuple(reasons(text, language))


def reasons(text: str, language: str | None) -> dict[str, str]:
    """The countries a text speaks of, each with the word that says so."""
    tag = (language or "").split("-")[0]
    if not country_forms(tag):
        return {}
    if "20" in text or "19" in text:
        text = _DATELINE.sub(". ", text)
    spots = _anywhere(text, tag) if tag in ANYWHERE else _in_words(text, tag)
    found: dict[str, str] = {}
    for place, word in spots:
        found.setdefault(place, word)
    return found


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """A text without case and accents, to compare names by."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text.replace("İ", "I"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def _anywhere(text: str, tag: str) -> Iterator[tuple[str, str]]:
    heads = _unspaced_heads(tag)
    spots = sorted(
        (text.find(form), -len(form), place, form)
        for head in heads.keys() & set(text)
        for form, place in heads[head]
        if form in text
    )
    end = -1
    for start, length, place, form in spots:
        # 印度尼西亚 begins with 印度: of two names at one spot the longer is meant.
        if start >= end:
            end = start - length
            yield place, form


@cache
def _unspaced_forms(tag: str) -> dict[str, str]:
    cities = {form: place for form, place in city_forms().items() if not form[0].isascii() and len(form) > 1}
    return {**cities, **country_forms(tag)}


@cache
def _unspaced_heads(tag: str) -> dict[str, list[tuple[str, str]]]:
    """The same forms by their first character: a text holds but few of those."""
    found: dict[str, list[tuple[str, str]]] = {}
    for form, place in _unspaced_forms(tag).items():
        found.setdefault(form[0], []).append((form, place))
    return found


def _in_words(text: str, tag: str) -> Iterator[tuple[str, str]]:
    words = WORD.findall(text)
    known = _known_words(tag)
    telling = [i for i, written in enumerate(words) if known[written]]
    if not telling:
        return
    folded = list(map(_word, words))
    kicker = fold(text.partition(":")[0]) if ":" in text[:40] else ""
    for i in telling:
        word, (begins, place) = folded[i], known[words[i]] or (False, None)
        if begins:
            place = _named_at(folded, i, _by_first_word(tag)) or _named_at(folded, i, _cities()) or place
        if place and (place not in _DOUBTFUL or word == kicker or word in _DOUBTFUL_SURE.get(place, ())):
            yield place, words[i]


@lru_cache(maxsize=50_000)
def _word(written: str) -> str:
    return fold(written).rstrip(".")


class _KnownWords(dict[str, "tuple[bool, str | None] | None"]):
    """What words say in a language, as they are written: whether the name of a place may begin with one, and which
    place it tells by itself; None for nearly all. Words come again and again, so each is looked at once."""

    def __init__(self, tag: str) -> None:
        super().__init__()
        self._tag = tag

    def __missing__(self, written: str) -> tuple[bool, str | None] | None:
        if len(self) >= _MOST_WORDS:
            self.clear()
        word = _word(written)
        marked = written[0].isupper() or not word.isascii()
        begins = marked and (word in _by_first_word(self._tag) or word in _cities())
        place = _by_itself(word, self._tag, marked)
        told = self[written] = (begins, place) if begins or place else None
        return told


_known_words = cache(_KnownWords)


def _by_itself(word: str, tag: str, marked: bool) -> str | None:
    return _adjectives(tag).get(word) or _by_stem(word, tag, marked) or _without_prefix(word, tag)


def _named_at(folded: list[str], i: int, forms: Mapping[str, list[tuple[tuple[str, ...], str]]]) -> str | None:
    for parts, place in forms.get(folded[i], ()):
        if tuple(folded[i : i + len(parts)]) == parts:
            return place
    return None


@cache
def _by_first_word(tag: str) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    return _indexed(country_forms(tag))


@cache
def _cities() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    return _indexed(city_forms())


def _indexed(forms: Mapping[str, str]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Folded forms by their first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for form, place in forms.items():
        parts = tuple(w.rstrip(".") for w in WORD.findall(fold(form)))
        if parts:
            found.setdefault(parts[0], []).append((parts, place))
    for rows in found.values():
        rows.sort(key=lambda row: -len(row[0]))
    return found


@cache
def _adjectives(tag: str) -> dict[str, str]:
    return {fold(form): place for form, place in country_forms(tag).items() if form[0].islower()}


@cache
def _stems(tag: str) -> dict[str, str]:
    """What is left of one-word names without their ending, for languages that inflect or derive."""
    found: dict[str, str] = {}
    forms = {**{f: p for f, p in city_forms().items() if not f[0].isascii()}, **country_forms(tag)}
    for form, place in forms.items():
        folded = fold(form)
        stem = (folded.removesuffix("ien") if tag == "de" else folded).rstrip("aeiouyαεηιουωаеиоуыэюяьйії")
        if WORD.fullmatch(folded) and len(stem) >= _SHORTEST_STEM and place not in _DOUBTFUL:
            found[stem] = place
    return found


def _by_stem(word: str, tag: str, marked: bool) -> str | None:
    if len(word) < _SHORTEST_STEM:
        return None
    stems = _stems(tag)
    for n in range(len(word), max(_SHORTEST_STEM, len(word) - _LONGEST_ENDING) - 1, -1):
        place = stems.get(word[:n])
        if place and may_end(word[n:], tag, marked, n):
            return place
    return None


def _without_prefix(word: str, tag: str) -> str | None:
    for prefix in _PREFIXED.get(tag, ()):
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            found = _by_first_word(tag).get(word[len(prefix) :]) or _cities().get(word[len(prefix) :])
            if found and len(found[-1][0]) == 1:
                return found[-1][1]
    return None
