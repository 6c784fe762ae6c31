"""What the words of a language say of places: the names of countries, their people, their cities, phrases."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from standfirst.places import tables
from standfirst.places.endings import DECLINED, INDIC, may_end

# Letters and the signs that belong to them in scripts whose vowels are marks.
WORD = re.compile(r"[\w\u0300-\u036f\u0591-\u05c7\u064b-\u0670\u0900-\u0dff\u1000-\u109f\u200c]+")
# Written without spaces between words: names are looked for anywhere.
UNSPACED = frozenset(("zh", "ja", "th", "my", "km", "lo"))
# Written onto the word: "and", "in", "to", "the".
PREFIXED = {
    "ar": ("وال", "بال", "كال", "فال", "لل", "ال", "و", "ب", "ل", "ف", "ك"),
    "he": ("וב", "וה", "שב", "ב", "ל", "ו", "ה", "מ", "ש"),
}
_UNINFLECTED = frozenset(("en", "id", "ms", "fil", "vi", "sw"))
# Peoples have endings in these, towns have none.
_KEEP_NAMES = _UNINFLECTED.union(("es", "fr", "it", "pt", "ca", "nl", "de"))
# Without its marks a word is another one.
_TONED = frozenset(("vi",))
# Endings are set behind the whole name.
_WHOLE = frozenset(("hu", "fi", "et", "tr", "az", "kk", "uz", "eu"))
_SHORTEST_STEM = 4
_SHORTEST_STEMS = {"ko": 2, **dict.fromkeys(("ar", "he", "fa", "ur", "hi", *INDIC), 3)}
_SHORTEST_PART = 3
_SHORTEST_CITY = 5
_LONGEST_ENDING = 9
_LONGEST_PHRASE_ENDING = 5
_MANY = 60_000
_VOWELS = "aeiouyąęěůαεηιουωаеиоуыэюяьйіїєўაეიოუ"


class Phrase(NamedTuple):
    parts: tuple[str, ...]
    place: str
    how: str


# How a place is written, which place, and how it tells it.
Form = tuple[str, str, str]


class Told(NamedTuple):
    """What a word says: of which place, and how it tells it; phrases that it begins."""

    place: str
    how: str
    phrases: tuple[Phrase, ...] = ()


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """A text without case and accents, to compare names by."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text.replace("İ", "I"))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c) or "\u0900" <= c <= "\u0eff")
    return unicodedata.normalize("NFC", bare).casefold()


def _toned(text: str) -> str:
    """A text without case, for languages in which accents are other words: Bỉ is Belgium, bị only "is being"."""
    return unicodedata.normalize("NFC", text).casefold()


class Pieces(dict[str, bool]):
    """Which pieces of text between spaces hold a word that tells something: most lines have none, and the same
    pieces come again and again."""

    def __init__(self, tells: Callable[[str], bool]) -> None:
        super().__init__()
        self.tells = tells

    def __missing__(self, piece: str) -> bool:
        if len(self) > _MANY:
            self.clear()
        self[piece] = found = any(map(self.tells, WORD.findall(piece)))
        return found


class Vocabulary(dict[str, Told | None]):
    """What each written word of a language says; words are looked up once and then remembered."""

    def __init__(self, tag: str, forms: Iterable[Form]) -> None:
        super().__init__()
        self.tag = tag
        self.pieces = Pieces(self.tells)
        self._capitals: dict[str, Told] = {}
        self._exact: dict[str, Told] = {}
        self._small: dict[str, Told] = {}
        self._stems: dict[str, Told] = {}
        self._phrases: dict[str, list[Phrase]] = {}
        self._longest_parts: set[str] = set()
        self._none: set[str] = set()
        self._fold = _toned if tag in _TONED else fold
        self._inflects = tag not in _UNINFLECTED
        self._shortest = _SHORTEST_STEMS.get(tag, _SHORTEST_STEM)
        for form in forms:
            self._learn(*form)

    def __missing__(self, word: str) -> Told | None:
        if len(self) > _MANY:
            self.clear()
        self[word] = found = self._look_up(word)
        return found

    def _learn(self, form: str, place: str, how: str) -> None:
        exact = form.startswith(tables.EXACT)
        form = form.removeprefix(tables.EXACT)
        if exact and place == tables.NOWHERE:
            # By its very letters: "puțin" is little, Putin is not.
            self._none.add(_toned(form))
            return
        parts = WORD.findall(form)
        if len(parts) > 1:
            stems = tuple(self._stem(self._fold(part), how, _SHORTEST_PART) for part in parts)
            self._phrases.setdefault(stems[0], []).append(Phrase(stems, place, how))
            self._longest_parts.add(max(stems, key=len))
        elif form.isupper() and form.isascii() and len(form) <= _SHORTEST_STEM:
            self._capitals[form] = Told(place, how)
        elif parts:
            self._learn_word(form, self._fold(parts[0]), Told(place, how), exact)

    def _learn_word(self, form: str, folded: str, told: Told, exact: bool) -> None:
        place, how, _ = told
        # Some write no capital where English does.
        small = form[0].islower() or (self.tag == "en" and how == "of" and form.endswith(("ian", "ese")))
        words = self._small if small else self._exact
        words.setdefault(folded, told)
        if how == "of":
            for word in _bent(folded, self.tag):
                words.setdefault(word, told)
        if how == "in" and self.tag in _TONED:
            # Cities abroad are written without marks as well: Bogota.
            words.setdefault(fold(form), told)
        if self._inflects and not exact:
            stem = self._stem_of_word(folded, place, how)
            if len(stem) >= self._shortest:
                self._stems.setdefault(stem, told)

    def _stem_of_word(self, folded: str, place: str, how: str) -> str:
        if how == "in":
            return _of_cities(folded, self.tag) or ""
        # What is no place, and who speaks for one, is so in this form and those that go on from it.
        whole = place == tables.NOWHERE or how in ("speaks", "belongs")
        return folded if whole else self._stem(folded, how)

    def _stem(self, folded: str, how: str, shortest: int = _SHORTEST_STEM) -> str:
        if not self._inflects or self.tag in _WHOLE or len(folded) <= shortest:
            return folded
        folded = folded.removesuffix("ien") if self.tag == "de" and how == "is" else folded
        vowels = len(folded) - len(folded.rstrip(_VOWELS))
        return folded[: max(shortest, len(folded) - min(1 if how == "of" else 2, vowels))]

    def _look_up(self, word: str) -> Told | None:
        folded = self._fold(word)
        marked = not word[0].islower()
        found = self._one(word, folded, marked) if _toned(word) not in self._none else None
        phrases = self._begun(folded)
        if phrases:
            return (found or Told("", ""))._replace(phrases=phrases)
        return found

    def _one(self, word: str, folded: str, marked: bool) -> Told | None:
        found = (
            self._capitals.get(word)
            or self._small.get(folded)
            or (self._exact.get(folded) if marked else None)
            or (self._by_stem(folded, marked) if self._inflects else None)
        )
        if found:
            return found
        for prefix in PREFIXED.get(self.tag, ()):
            if folded.startswith(prefix) and len(folded) - len(prefix) >= 3:
                rest = folded[len(prefix) :]
                found = self._exact.get(rest) or self._by_stem(rest, marked)
                if found:
                    return found
        return None

    def _by_stem(self, word: str, marked: bool) -> Told | None:
        for n in range(len(word) - 1, max(self._shortest, len(word) - _LONGEST_ENDING) - 1, -1):
            told = self._stems.get(word[:n])
            if told and may_end(word[n:], self.tag, told.how, n, marked):
                return told._replace(how="of") if told.how == "is" and len(word) - n > 2 else told
        return None

    def tells(self, word: str) -> bool:
        """Whether a word tells a place by itself or is the longest of a phrase (the first may be "the")."""
        told = self[word]
        parts = self._parts(self._fold(word))
        return bool(told and told.place) or any(part in self._longest_parts for part in parts)

    def _begun(self, folded: str) -> tuple[Phrase, ...]:
        found = [phrase for part in self._parts(folded) for phrase in self._phrases.get(part, ())]
        return tuple(sorted(found, key=lambda p: -len(p.parts)))

    def _parts(self, folded: str) -> list[str]:
        """What a word may be of a phrase: itself, or itself without an ending."""
        shortest = max(1, len(folded) - _LONGEST_PHRASE_ENDING) if self._inflects else len(folded)
        return [folded[:n] for n in range(len(folded), shortest - 1, -1)]

    def is_at(self, phrase: Phrase, words: list[str], i: int) -> bool:
        """Whether a phrase stands among the words from the i-th on."""
        there = words[i : i + len(phrase.parts)]
        return len(there) == len(phrase.parts) and all(map(self._fits, there, phrase.parts))

    def _fits(self, word: str, part: str) -> bool:
        folded = self._fold(word)
        if not self._inflects or len(part) < _SHORTEST_PART:
            return folded == part
        return folded.startswith(part) and len(folded) - len(part) <= _LONGEST_PHRASE_ENDING


def _of_cities(city: str, tag: str) -> str | None:
    """The stem of a city's name, where cities have cases."""
    if tag not in DECLINED:
        return None
    city = city.removesuffix("s") if tag in ("lt", "lv") else city
    stem = city[:-1] if city[-1] in _VOWELS and tag not in _WHOLE else city
    return stem if len(stem) >= _SHORTEST_CITY else None


def _bent(people: str, tag: str) -> Iterator[str]:
    """A people's name as its end changes in the plural: polski, polscy; český, čeští; chilian, chilieni."""
    if tag == "ro" and people.endswith("ian"):
        yield people[:-2] + "eni"
    if people.endswith("k"):
        if tag == "pl":
            yield people[:-1] + "cy"
        if tag in ("cs", "sk"):
            yield people[:-1] + "ti"


def forms(tag: str) -> Iterator[Form]:
    """Every written form a language has of a country, its people and its cities: the surest first."""
    yield from tables.also(tag)
    columns = ("zh", "zh-Hant") if tag == "zh" else (tag,)
    for column in columns:
        for place, called in tables.called(column).items():
            if not place.isdigit():
                yield from ((form, place, "is") for form in _short(called))
    script = unicodedata.name(tables.called(tag).get("GB", "x")[0]).split()[0]
    for one in ("CJK", "KATAKANA", "HIRAGANA") if script in ("CJK", "KATAKANA") else (script,):
        yield from ((form, place, "in") for form, place in tables.cities(one, tag).items())


def towns(tag: str) -> Iterator[Form]:
    """The forms of towns and provinces, of which only several together tell where a document is from."""
    how = "in" if tag in _KEEP_NAMES else "is"
    shortest = 2 if tag in UNSPACED else _SHORTEST_STEMS.get(tag, _SHORTEST_STEM)
    for form, place in tables.towns(tag).items():
        if len(form) >= shortest:
            yield form.title(), place, how


def _short(name: str) -> Iterable[str]:
    """A name as it is written in news: Myanmar (Birma) goes by either name."""
    return (part.strip() for part in re.split(r"[()（）]", name) if part.strip())


@cache
def known(tag: str) -> bool:
    """Whether we have words of a language."""
    return bool(tables.called(tag))
