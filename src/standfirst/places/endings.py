"""Which endings may follow the stem of a country's or a people's name in a language: its cases and derivations."""

from __future__ import annotations

import re

_ROMANCE = re.compile(
    r"(i?an[oaei]?s?|in[oaei]s?|en[oa]s?|es[aei]?s?|ens[ei]s?|iens?|iennes?|ains?|aines?|ais|aises?|ois|oises?"
    r"|[oaei]s?|n?es?|ia|c[oaei]s?|ic[oa]s?|)"
)
_GERMANIC = re.compile(
    r"((ian)?isch(e[nrms]?)?|(ian)?er(n|in|innen|s)?|ier(n|in|innen|s)?|e[nrms]?|n|s|ien|ia|in|innen"
    r"|i?aan(se?)?|se|sk(e|t|a|en)?|iske?|isk(a|t)?|ere?|are?n?a?|nsk(e|a)?|t|a|)"
)
_SLAVIC_LATIN = re.compile(r"(([sc]k|an|c|in)\w{0,4}|[aeiouyęąóąěéíýů]\w{0,2}|em|om|ow|)")
_PEOPLE_SLAVIC = re.compile(r"\w{0,4}")
_CASES = re.compile(r"\w{0,5}")
_SOME = re.compile(r".{0,3}")

_OF = {
    **dict.fromkeys(("es", "fr", "it", "pt", "ca", "gl", "ro"), _ROMANCE),
    **dict.fromkeys(("de", "nl", "sv", "da", "no", "nb"), _GERMANIC),
    **dict.fromkeys(("pl", "cs", "sk", "sl", "hr", "bs"), _SLAVIC_LATIN),
    **dict.fromkeys(("ar", "he", "fa", "ur", "hi", "bn", "ta", "ko"), _SOME),
}
_SLAVIC = ("pl", "cs", "sk", "sl", "hr", "bs", "sr", "ru", "uk", "bg", "mk", "be")
_PEOPLE_OF = dict.fromkeys(_SLAVIC, _PEOPLE_SLAVIC)
# Shorter stems than this meet ordinary words by chance.
_SURE_STEM = 5
_SHORT_SCRIPTS = frozenset(("ar", "he", "fa", "ur", "hi", "bn", "ta", "ko"))
# Of many cases, all at the end of the word.
_LONG_ENDINGS = frozenset(("fi", "et", "hu", "tr", "eu", "ka", "hy"))


def may_end(ending: str, tag: str, how: str, stem: int, marked: bool) -> bool:
    """Whether a stem of so many letters may go on so; `marked`: written like a name."""
    if tag in _SHORT_SCRIPTS:
        return bool(_SOME.fullmatch(ending)) and (stem > 3 or not ending or len(ending) <= 2)
    if how == "of":
        return bool(_PEOPLE_OF.get(tag, _OF.get(tag, _CASES)).fullmatch(ending))
    if not marked and (stem < _SURE_STEM or not ending):
        return False
    if stem < _SURE_STEM and len(ending) > (4 if tag in _LONG_ENDINGS else 2):
        return False
    return bool(_OF.get(tag, _CASES).fullmatch(ending))
