"""Scripts: which one a text is written in, and which languages its letters allow."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import chain

from standfirst.languages.tables import rows

# Unicode begins the name of a letter with its script; of these the first word is another than ours.
_CALLED = {
    "CJK": "Han", "IDEOGRAPHIC": "Han", "HIRAGANA": "Kana", "KATAKANA": "Kana", "HALFWIDTH": "Kana",
    "FULLWIDTH": "Latin", "MYANMAR": "Burmese",
}  # fmt: skip
# Letters that are not Latin, in any script; signs and quotation marks say nothing.
_FOREIGN = re.compile(r"[\u0370-\u1dff\u1f00-\u1fff\u2c80-\u2dff\u3005-\U000323af]")
_LATIN = re.compile(r"[A-Za-z\u00aa\u00ba\u00c0-\u02af\u1e00-\u1eff]")

# A character of these says about as much as three letters.
_WEIGHTY = {"Han": 3, "Kana": 3, "Hangul": 2}

_ONE_LANGUAGE = {
    "Greek": "el", "Armenian": "hy", "Georgian": "ka", "Gurmukhi": "pa", "Gujarati": "gu", "Oriya": "or",
    "Tamil": "ta", "Telugu": "te", "Kannada": "kn", "Malayalam": "ml", "Sinhala": "si", "Thai": "th", "Lao": "lo",
    "Tibetan": "bo", "Burmese": "my", "Khmer": "km", "Hangul": "ko", "Thaana": "dv",
    "Mongolian": "mn", "Syriac": "syr",
}  # fmt: skip

# Letters that only the languages on the right have, the most telling first.
_TELLING: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "Cyrillic": (
        ("ђћ", ("sr",)), ("ѓќѕ", ("mk",)), ("ў", ("be", "uz")), ("єґ", ("uk",)), ("ї", ("uk",)), ("җ", ("tt",)),
        ("ӣӯҷ", ("tg",)), ("ұ", ("kk",)), ("ә", ("kk", "tt")), ("қғ", ("kk", "tg", "uz")),
        ("ң", ("kk", "ky", "tt")), ("өү", ("mn", "ky", "kk", "tt")), ("љњџј", ("sr", "mk")),
    ),
    "Arabic": (
        ("ټډړښګڼۍځڅ", ("ps",)), ("ٿڪڳڻڃڄ", ("sd",)), ("ڭۇۈۋ", ("ug",)), ("ڕڵۆێ", ("ckb",)), ("ٹڈڑےںھہ", ("ur",)),
    ),
    "Hebrew": (("ײױװ", ("yi",)),),
    "Bengali": (("ৰৱ", ("as",)),),
}  # fmt: skip
_CYRILLIC_WITHOUT = ("ru", "bg", "uk", "sr", "mk", "be")


# Letters beyond a to z, and the signs that begin a question in Spanish.
_MARKED = re.compile(r"[¡¿\u00df-\u00f6\u00f8-\u024f]")
_BEFORE_WORDS = "\"'“”„«»‹›‘’‚([¡¿"

# Languages that are written otherwise than in Latin letters; some are written in both.
_NOT_LATIN = {
    **{language: (script,) for script, language in _ONE_LANGUAGE.items()},
    **dict.fromkeys("ru uk be bg mk ky tg tt".split(), ("Cyrillic",)),
    **dict.fromkeys("sr kk uz mn bs".split(), ("Cyrillic", "Latin")),
    **dict.fromkeys("ar fa ur ps sd ug ckb".split(), ("Arabic",)),
    **dict.fromkeys(("hi", "mr", "ne"), ("Devanagari",)),
    **dict.fromkeys(("bn", "as"), ("Bengali",)),
    **dict.fromkeys(("he", "yi"), ("Hebrew",)),
    **dict.fromkeys(("am", "ti"), ("Ethiopic",)),
    "ja": ("Kana", "Han"),
    "zh": ("Han",),
    "ku": ("Latin", "Arabic"),
}
# A letter of ours for each script, and one for what is no letter, or of a script that tells nothing.
_SIGNS = {
    name: chr(ord("A") + number)
    for number, name in enumerate(("", *dict.fromkeys(chain(("Latin",), *_NOT_LATIN.values()))))
}
_OF_SIGN = {sign: name for name, sign in _SIGNS.items()}


class _Signs(dict[int, str]):
    """A table for str.translate that grows as characters come along: each becomes the letter of its script."""

    def __missing__(self, code: int) -> str:
        word = re.split("[ -]", unicodedata.name(chr(code), ""), maxsplit=1)[0]
        is_letter = unicodedata.category(chr(code))[0] in "LM"
        self[code] = sign = _SIGNS.get(_CALLED.get(word, word.title()) if is_letter else "", _SIGNS[""])
        return sign


_TABLE = _Signs()


def script_of(text: str) -> str | None:
    """The script most of a text is in; None for no letters at all.
    Japanese is "Kana" as soon as it is clear that it is not Chinese."""
    if text.isascii() or not _FOREIGN.search(text):
        return "Latin" if _LATIN.search(text) else None
    signs = text.translate(_TABLE)
    counts = {name: signs.count(sign) for sign in dict.fromkeys(signs) if (name := _OF_SIGN[sign])}
    if not counts:
        return None
    kana, han = counts.get("Kana", 0), counts.get("Han", 0)
    if kana > 1 and kana * 10 >= han:
        return "Kana"
    return max(counts, key=lambda script: counts[script] * _WEIGHTY.get(script, 1))


def scripts_of(language: str) -> tuple[str, ...]:
    """The scripts a language (primary tag) is written in."""
    return _NOT_LATIN.get(language, ("Latin",))


def may_write(language: str, text: str) -> bool:
    """Whether a language has the Latin letters of a text, in words that are no names: "lösen" is not English. True
    for a language whose letters we do not know."""
    if text.isascii():
        return True
    own = _letters().get(language)
    if own is None or own.issuperset(_MARKED.findall(text)):
        return True
    return all(
        word.isascii() or not word.lstrip(_BEFORE_WORDS)[:1].islower() or own.issuperset(_MARKED.findall(word))
        for word in text.split()
    )


@cache
def _letters() -> dict[str, frozenset[str]]:
    """The letters beyond a to z that each language writes, and those that loans bring to all."""
    (_, loans), *others = rows("letters.tsv")
    return {tag: frozenset(loans + letters) for tag, letters in others}


def by_letters(text: str, script: str) -> tuple[str, ...]:
    """The languages that the letters of a text allow; empty where they rule nothing out."""
    if script in _ONE_LANGUAGE:
        return (_ONE_LANGUAGE[script],)
    if script == "Kana":
        return ("ja",)
    if script == "Han":
        return ("zh", "ja")
    low = text.lower()
    for letters, languages in _TELLING.get(script, ()):
        if any(letter in low for letter in letters):
            return languages
    return _by_usual_letters(low, script)


def _by_usual_letters(low: str, script: str) -> tuple[str, ...]:
    if script == "Cyrillic":
        return _cyrillic(low)
    if script == "Arabic":
        return _arabic(low)
    if script == "Latin":
        return ()
    return {"Hebrew": ("he",), "Devanagari": ("hi", "mr", "ne"), "Bengali": ("bn",), "Ethiopic": ("am", "ti")}.get(
        script, ()
    )


def _cyrillic(low: str) -> tuple[str, ...]:
    eastern = any(letter in low for letter in "ыэё")
    if "і" in low:
        return ("be", "kk") if eastern else ("uk",)
    if eastern:
        return ("ru", "be", "ky", "mn")
    return _CYRILLIC_WITHOUT


def _arabic(low: str) -> tuple[str, ...]:
    if any(letter in low for letter in "پچژگ"):
        return ("fa", "ur")
    persian, arabic = sum(map(low.count, "یک")), sum(map(low.count, "يكةىأإ"))
    if persian > arabic:
        return ("fa", "ur")
    return ("ar",) if arabic else ("ar", "fa", "ur")
