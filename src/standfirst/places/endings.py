"""Which endings may follow the stem of a country's or a people's name in a language: its cases and derivations."""

from __future__ import annotations

import re

# Names do not change in these, but the people's name is made from them.
_ROMANCE_PEOPLE_OF_NAME = re.compile(
    r"i?an[oaei]s?|en[oa]s?|es[aei]s?|ens[ei]s?|iens?|iennes?|ains?|aines?|ais|aises?|ois|oises?"
)
_ROMANIAN = re.compile(_ROMANCE_PEOPLE_OF_NAME.pattern + "|e?i|iei|a|ului?|lui")
_ROMANCE_PEOPLE = re.compile(r"[oaei]s?|n?es?|s|n|h[ie]|ii|ilor|ului|ei|lor|asca|esc|esti")
_GERMANIC = re.compile(
    r"(ian)?isch(e[nrms]?)?|(ian)?er(n|in|innen|s)?|ier(n|in|innen|s)?|e[nrms]?|n|s|ien|ia|in|innen"
    r"|i?aan(se?)?|se|sk(e|t|a|en)?|iske?|isk(a|t)?|ere?|are?n?a?|nsk(e|a)?|t|a"
)
_SLAVIC_LATIN = re.compile(r"([sc]k|an|c|in)\w{0,4}|[aeiouyąęóąěéíýů]\w{0,2}|em|om|ow")
_ARABIC_PEOPLE = re.compile(r"ة|ه|ون|ين|ات|ان|ا|تين|تان|و")
_NEVER = re.compile(r"(?!)")
_CASES = re.compile(r"\w{0,5}")
_SOME = re.compile(r".{0,3}")
# The signs of vowels count as characters of their own.
_SIGNS = re.compile(r".{0,6}")
INDIC = ("bn", "gu", "kn", "ml", "mr", "ne", "pa", "si", "ta", "te")

# In Latin letters.
_SLAVIC = ("pl", "cs", "sk", "sl", "hr", "bs")
_OF_NAMES = {
    **dict.fromkeys(("es", "fr", "it", "pt", "ca", "gl"), _ROMANCE_PEOPLE_OF_NAME),
    "ro": _ROMANIAN,
    **dict.fromkeys(("de", "nl", "sv", "da", "no", "nb"), _GERMANIC),
    **dict.fromkeys(_SLAVIC, _SLAVIC_LATIN),
    **dict.fromkeys(("ar", "fa", "ur"), _NEVER),
    **dict.fromkeys(("he", "hi", "ko"), _SOME),
    **dict.fromkeys(INDIC, _SIGNS),
}
_OF_PEOPLES = {
    **_OF_NAMES,
    **dict.fromkeys(("es", "fr", "it", "pt", "ca", "gl", "ro"), _ROMANCE_PEOPLE),
    **dict.fromkeys(_SLAVIC, _CASES),
    **dict.fromkeys(("ar", "fa", "ur"), _ARABIC_PEOPLE),
}
# Shorter stems than this meet ordinary words by chance.
_SURE_STEM = 5
_SHORT_SCRIPTS = frozenset(("ar", "he", "fa", "ur", "hi", "ko", *INDIC))
# Of many cases, all at the end of the word.
_LONG_ENDINGS = frozenset(("fi", "et", "hu", "tr", "az", "uz", "kk", "eu", "ka", "hy"))


def may_end(ending: str, tag: str, how: str, stem: int, marked: bool) -> bool:
    """Whether a stem of so many letters may go on so; `marked`: written like a name."""
    of = (_OF_PEOPLES if how == "of" else _OF_NAMES).get(tag, _CASES)
    if tag in _SHORT_SCRIPTS:
        return bool(of.fullmatch(ending)) and (stem > 3 or len(ending) <= 2 or tag == "ar")
    if how == "of":
        return bool(of.fullmatch(ending))
    if how in ("speaks", "belongs"):
        return marked and len(ending) <= 3
    if stem < _SURE_STEM and (not marked or len(ending) > (4 if tag in _LONG_ENDINGS else 2)):
        return False
    return bool(of.fullmatch(ending))
