"""Furniture: the words the paper itself prints, and how it writes dates, numbers and names of languages.

Words are data, one file a language in words/; everything else is CLDR by way of Babel.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from string import Formatter
from types import MappingProxyType

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from standfirst import languages

_WORDS = Path(__file__).parent / "words"
_COMMAS = {"ar": "، ", "fa": "، ", "ur": "، ", "ja": "、", "zh": "、"}
# Plain "en" is the English of many countries here, so dates do not follow the custom of one.
_DAY_FIRST = {"en": "en-001"}
_TRADITIONAL = frozenset(("zh-tw", "zh-hk", "zh-mo"))
_DIGITS = {
    "arab": "٠١٢٣٤٥٦٧٨٩",
    "arabext": "۰۱۲۳۴۵۶۷۸۹",
    "deva": "०१२३४५६७८९",
    "beng": "০১২৩৪৫৬৭৮৯",
    "mymr": "၀၁၂၃၄၅၆၇၈၉",
}


@cache
def spoken() -> tuple[str, ...]:
    """The languages that furniture exists in, English first."""
    return ("en", *sorted(f.stem for f in _WORDS.glob("*.toml") if f.stem != "en"))


# Visitors of our pages name languages of their own making.
@lru_cache(maxsize=1024)
def spoken_for(language: str) -> str:
    """The language whose furniture a page in `language` prints: itself, its nearest kin, else English.

    >>> spoken_for("pt-BR"), spoken_for("zh-TW"), spoken_for("rm")
    ('pt', 'zh-Hant', 'en')
    """
    parts = language.replace("_", "-").split("-")
    tags = ["-".join(parts[:end]) for end in range(len(parts), 0, -1)]
    if language.replace("_", "-").lower() in _TRADITIONAL:
        tags.insert(0, "zh-Hant")
    known = {tag.lower(): tag for tag in spoken()}
    return next((known[tag.lower()] for tag in tags if tag.lower() in known), "en")


def is_spoken(language: str) -> bool:
    """Whether furniture exists in a language or its nearest kin, so that no other has to serve."""
    return spoken_for(language) != "en" or language.lower().split("-")[0] == "en"


def say(language: str, word: str, /, n: int | None = None, **names: str) -> str:
    """One word or phrase of furniture in `language`, in the plural form that `n` asks for.

    >>> say("ru", "stories", 3), say("en", "in_language", language="Russian")
    ('3 новости', 'in Russian')
    """
    return _said(language, word, n, tuple(names.items()))


def introduced(language: str, word: str, what: str) -> str:
    """What follows a word of furniture and the colon of its language, which may be as wide as a letter.

    >>> introduced("en", "also", "Faro"), introduced("ja", "also", "Faro")
    ('Also told by: Faro', 'ほかの報道：Faro')
    """
    before = say(language, "before_a_list", words=say(language, word))
    return f"{before}{what}" if before.endswith("：") else f"{before} {what}"


def in_line(language: str, sign: str, fields: Iterable[str | None]) -> str:
    """A line of text that begins with a sign, if any. Mail readers find its direction by its first letter: here it
    runs as `language` does whatever script the names in it are of. Empty fields are left out."""
    from_right = languages.direction(language) == "rtl"
    others = ("L",) if from_right else ("R", "AL")
    told = " · ".join(_apart(field, others) for field in fields if field)
    line = f"{sign} {told}" if sign else told
    return f"\u200f{line}" if from_right else line


def _apart(name: str, others: Collection[str]) -> str:
    """A name in isolating marks if it holds letters that run the other way."""
    if any(unicodedata.bidirectional(letter) in others for letter in name):
        return isolated(name)
    return name


def isolated(name: str) -> str:
    """A name that may run the other way, between marks that keep the rest of its line out of it."""
    return f"\u2068{name}\u2069"


# Every page says the same few words.
@lru_cache(maxsize=8192)
def _said(language: str, word: str, n: int | None, named: tuple[tuple[str, str], ...]) -> str:
    said, names = spoken_for(language), dict(named)
    phrase = _phrases(said)[word]
    forms = {"other": phrase} if isinstance(phrase, str) else phrase
    if n is None:
        return _fill(forms["other"], names)
    return _fill(forms.get(str(locale(said).plural_form(n))) or forms["other"], {"n": number(n, said), **names})


def _fill(phrase: str, names: Mapping[str, str]) -> str:
    # Not str.format: a name holding braces is a name, and nothing of it may be looked up.
    pieces = []
    for literal, name, _spec, _conversion in Formatter().parse(phrase):
        pieces.append(literal + (names.get(name, "") if name else ""))
    return "".join(pieces)


@cache
def _phrases(language: str) -> Mapping[str, str | Mapping[str, str]]:
    told = tomllib.loads((_WORDS / f"{language}.toml").read_text("utf-8"))
    # What is said to readers by post and on their pages has a folder of its own.
    return MappingProxyType(told | tomllib.loads((_WORDS / "post" / f"{language}.toml").read_text("utf-8")))


@cache
def locale(language: str) -> Locale:
    """CLDR's data for a tag, or for the nearest thing to it that CLDR knows; English when nothing is."""
    parts = _DAY_FIRST.get(language, language).split("-")
    for end in range(len(parts), 0, -1):
        try:
            return Locale.parse("-".join(parts[:end]), sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")


@lru_cache(maxsize=4096)
def number(n: int, language: str) -> str:
    """A whole number in the digits and groups of `language`."""
    return numerals(format_decimal(n, locale=locale(language)), language)


# A page says few different dates, and says them often.
@lru_cache(maxsize=4096)
def date_words(iso: str, language: str, form: str = "long") -> str:
    """An ISO 8601 date ("2024", "2024-03", "2024-03-05", with or without a time) in words, as precise as it
    is down to the day; `form` is CLDR's ("full" names the weekday). What is no date is printed as it stands.

    >>> date_words("2024-03", "es"), date_words("2024-03-05T07:30:00+01:00", "en")
    ('marzo de 2024', '5 March 2024')
    """
    here = locale(language)
    try:
        if len(iso) == 4:
            return numerals(str(int(iso)), language)
        if len(iso) == 7:
            month = datetime.strptime(iso, "%Y-%m")  # noqa: DTZ007 - a month has no zone
            return numerals(format_skeleton("yMMMM", month, locale=here), language)
        return numerals(format_date(date.fromisoformat(iso[:10]), form, locale=here), language)
    except ValueError:
        return iso


def day_words(day: date, language: str) -> str:
    """A day with its weekday, as a dateline prints it: it begins a line, so with a capital."""
    words = date_words(day.isoformat(), language, "full")
    return words[0].upper() + words[1:]


@lru_cache(maxsize=4096)
def joined(words: tuple[str, ...], language: str) -> str:
    """Words as a list in `language`: "Arabic, Russian and Spanish"."""
    return format_list(list(words), locale=locale(language)) if words else ""


def named(names: Iterable[str], language: str) -> str:
    """Names one after the other, whatever their scripts: none is joined to a word of `language`.

    >>> named(("Faro", "Маяк"), "en"), named(("Faro", "Маяк"), "zh-Hant")
    ('Faro, Маяк', 'Faro、Маяк')
    """
    return _COMMAS.get(language.split("-")[0], ", ").join(names)


def numerals(text: str, language: str) -> str:
    """A text with its digits as `language` writes them."""
    digits = _DIGITS.get(locale(language).default_numbering_system)
    return text.translate(str.maketrans("0123456789", digits)) if digits else text


def plain(words: str) -> str:
    """Words to sort by: without case and accents, so that África comes before Asia."""
    apart = unicodedata.normalize("NFKD", words.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))
