"""Languages: which one a text is in, which way it runs, and what it is called.

`guess` decides by script first, then by letters only one language has, then by many little words of one language,
then by the statistics of a library over character sequences, with few little words to tell neighbours apart. Where
all that is thin, the page's own statement (`hints`) decides: a headline of proper names says nothing about its
language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple

from standfirst.languages.neighbours import has_words, is_beside, is_unknown, little_words, weighed
from standfirst.languages.scripts import by_letters, may_write, script_of, scripts_of

__all__ = ["Guess", "direction", "guess", "is_beside", "is_tag", "name", "one_name", "rank", "tidy_tag"]

_RIGHT_TO_LEFT = frozenset("ar arc arz azb ckb dv fa he iw ji khw ks lrc mzn nqo pnb ps sd syr ug ur yi".split())
_RIGHT_TO_LEFT_SCRIPTS = frozenset(("arab", "hebr", "thaa", "syrc", "nkoo", "adlm", "rohg"))

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,8}")
# Several names for one language: the one on the right is what items carry.
_ONE_NAME = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "tl": "fil", "ji": "yi", "mo": "ro", "sh": "sr"}
# What many take for tags: codes of countries that are no languages, and those of a longer list.
_ONE_NAME |= {"cn": "zh", "cz": "cs", "dk": "da", "gr": "el", "jp": "ja", "rs": "sr", "ua": "uk", "vn": "vi"}
_ONE_NAME |= {
    "ara": "ar",
    "ces": "cs",
    "cze": "cs",
    "deu": "de",
    "ger": "de",
    "ell": "el",
    "gre": "el",
    "eng": "en",
}
_ONE_NAME |= {
    "spa": "es",
    "fas": "fa",
    "per": "fa",
    "fra": "fr",
    "fre": "fr",
    "heb": "he",
    "hin": "hi",
    "hun": "hu",
}
_ONE_NAME |= {
    "ita": "it",
    "jpn": "ja",
    "kor": "ko",
    "nld": "nl",
    "dut": "nl",
    "pol": "pl",
    "por": "pt",
    "ron": "ro",
}
_ONE_NAME |= {"rum": "ro", "rus": "ru", "swe": "sv", "tur": "tr", "ukr": "uk", "chi": "zh", "zho": "zh"}

# What the library calls otherwise, or takes for its neighbour.
_ITS_NAMES = {"ms": "id", "tl": "fil"}
# How far (of 1) the best language of the statistics may lie above the hinted one before the hint gives way.
_LEEWAY = 0.16
_LEEWAY_SHORT = 0.34
_SHORT = 40
_LOOKED_AT = 500
_SURE = 0.6
_PLAINLY = 4
# Of so many words for one language, and less than half as many for any other, no statistics need be made.
_BEYOND_DOUBT = 8
# Up to so many characters a text without a little word is taken for a row of names, and below for nothing.
_NAMES = 70
_SHORTEST = 14


class Guess(NamedTuple):
    """A language (BCP 47) and, in a few words for people, how it was told."""

    tag: str
    reason: str


def guess(text: str, hints: Sequence[str] = ()) -> Guess | None:
    """The language of a short text, or None where neither the text nor the hints tell. `hints` are the tags
    that page and source declare, the strongest first."""
    text = text[:_LOOKED_AT]
    tags = [tag for tag in map(tidy_tag, hints) if tag]
    script = script_of(text)
    if script is None:
        return Guess(tags[0], "the page's language; no words to go by") if tags else None
    told = by_letters(text, script)
    if len(told) == 1:
        return _settle(told[0], tags, f"written in {script}")
    return _by_statistics(text, script, told, tags)


def is_tag(text: str) -> bool:
    """Whether a text has the form of a tag ("pt-BR"), and so may stand in a header, an address or a page."""
    return bool(_TAG.fullmatch(text))


def one_name(tag: str) -> str:
    """A tag under the one name of its language; script and region stay.

    >>> one_name("nb-NO"), one_name("cz"), one_name("zh-Hant")
    ('no-NO', 'cs', 'zh-Hant')
    """
    first, hyphen, rest = tag.partition("-")
    return _ONE_NAME.get(first.lower(), first) + hyphen + rest


# Each item of a page is asked about with the page's own few tags.
@lru_cache(maxsize=256)
def tidy_tag(tag: str) -> str:
    """A tag as items carry it: language and script, no region ("pt_BR" -> "pt", "zh-hant-TW" -> "zh-Hant"), one
    name for each language ("nb" -> "no"); "" for what is no tag."""
    parts = tag.strip().replace("_", "-").split("-")
    first = parts[0].lower()
    if not (2 <= len(first) <= 3 and first.isascii() and first.isalpha()) or first in ("und", "mul", "zxx"):
        return ""
    scripts = [part.title() for part in parts[1:2] if len(part) == 4 and part.isascii() and part.isalpha()]
    return "-".join([_ONE_NAME.get(first, first), *scripts])


def _primary(tag: str) -> str:
    return tag.split("-", 1)[0]


@lru_cache(maxsize=4096)
def rank(tag: str | None, preferred: tuple[str, ...]) -> int:
    """The place of a language in a reader's order, whatever their regions; one past the end where it has none."""
    own = _primary((tag or "").lower())
    return next((n for n, liked in enumerate(preferred) if _primary(liked.lower()) == own), len(preferred))


def _settle(tag: str, tags: Sequence[str], reason: str) -> Guess:
    """The found language, as the page writes it ("zh" on a page of zh-Hant is zh-Hant)."""
    return Guess(next((hint for hint in tags if _primary(hint) == tag), tag), reason)


def _by_statistics(text: str, script: str, told: Sequence[str], tags: Sequence[str]) -> Guess | None:
    tags = [tag for tag in tags if _may_be(_primary(tag), script, told) and may_write(_primary(tag), text)]
    if tags and script == "Han":
        return Guess(tags[0], "written in Han, as the page says")
    hits = little_words(text)
    if tags and _is_plain(_primary(tags[0]), hits):
        return Guess(tags[0], "its little words, as the page says")
    if sure := _beyond_doubt(hits, told):
        return _settle(sure, tags, "its little words")
    found = scores(text)
    if told:
        found = {tag: score for tag, score in found.items() if tag in told} or dict.fromkeys(told, 0.0)
    found = weighed(found, hits, text)
    if not found:
        return Guess(tags[0], "the page's language; the words do not tell") if tags else None
    best = max(found, key=found.__getitem__)
    if not tags and not told and len(text) < _SHORTEST and not hits.get(best) and has_words(best):
        return None  # a name or an interjection is of no language by itself
    return (_by_hint(text, found, hits, tags) if tags else None) or Guess(best, "its words")


def scores(text: str) -> dict[str, float]:
    """Languages that a text may be in by its character sequences, each with a score from 0 to 1; empty where the
    library cannot tell."""
    found = _detector().detect_details(text)
    if found.language == "und":
        return {}
    return {_ITS_NAMES.get(tag, tag): float(score) for tag, score in found.scores.items()}


@cache
def _detector() -> Any:
    import eldc

    eldc.init()
    eldc.set_scores(8)
    return eldc


def _is_plain(primary: str, hits: dict[str, int]) -> bool:
    """Whether the little words speak for a language so clearly that nothing else need be asked."""
    own = hits.get(primary, 0)
    return own >= _PLAINLY and all(other == primary or times * 2 < own for other, times in hits.items())


def _beyond_doubt(hits: dict[str, int], told: Sequence[str]) -> str | None:
    """The language of which there are so many little words that no statistics need be made."""
    most = max(hits, key=hits.__getitem__, default="")
    sure = hits.get(most, 0) >= _BEYOND_DOUBT and _is_plain(most, hits) and (not told or most in told)
    return most if sure else None


def _by_hint(text: str, found: dict[str, float], hits: dict[str, int], tags: Sequence[str]) -> Guess | None:
    """The language the page states, where the words fit it or say too little against it."""
    best = max(found, key=found.__getitem__)
    leeway = _LEEWAY_SHORT if len(text) < _SHORT else _LEEWAY
    for hint in tags:
        if _primary(hint) == best:
            return Guess(hint, "its words, as the page says")
        own = found.get(_primary(hint), 0.0)
        # What the statistics know little of (Serbian in Latin letters) they take for its neighbour.
        unknown = is_beside(_primary(hint), best) and own * 1.5 < found[best]
        # Of others they know nothing, and are not sure of what they take them for.
        unknown = unknown or (not own and is_unknown(_primary(hint)) and found[best] < _SURE)
        if (unknown or found[best] - own <= leeway) and hits.get(best, 0) <= hits.get(hint, 0) + 1:
            return Guess(hint, "the page's language; the words fit it")
        if len(text) < _NAMES and hits.get(_primary(hint)) and not hits.get(best) and has_words(best):
            return Guess(hint, "its little words, as the page says")
    if len(text) < _SHORTEST or (not hits.get(best) and has_words(best) and _are_names(text)):
        return Guess(tags[0], "the page's language; too few words to tell")
    return None


def _are_names(text: str) -> bool:
    """Whether a text is short and mostly names, which are alike in many languages."""
    words = [word for word in text.split() if word[0].isalpha()]
    small = sum(word[0].islower() and len(word) > 2 for word in words)
    return len(text) < _NAMES and 2 * small <= len(words)


def _may_be(primary: str, script: str, told: Sequence[str]) -> bool:
    """Whether a language may be what a text in this script is in."""
    return primary in told if told else script in scripts_of(primary)


def direction(tag: str) -> Literal["ltr", "rtl"]:
    """Which way a language is written; a script in the tag ("az-Arab") decides before the language."""
    parts = tag.lower().replace("_", "-").split("-")
    scripts = [part for part in parts[1:] if len(part) == 4 and part.isalpha()]
    if scripts:
        return "rtl" if scripts[0] in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if parts[0] in _RIGHT_TO_LEFT else "ltr"


@cache
def name(tag: str, in_language: str) -> str:
    """What a language is called in another: name("ru", "es") == "ruso"; the tag itself where CLDR has no word."""
    from babel import Locale, UnknownLocaleError  # a third of a second to load, needed only for printing

    for known in (in_language, _primary(in_language), "en"):
        try:
            names = Locale.parse(known.replace("-", "_")).languages
        except (UnknownLocaleError, ValueError):
            continue
        found = names.get(tag.replace("-", "_")) or names.get(_primary(tag))
        if found:
            return str(found)
    return tag
