"""Which endings may follow the stem of a country's name in a language: its cases, and what makes its people."""

from __future__ import annotations

import re

_ROMANCE = re.compile(
    r"(i?an[oaei]?s?|in[oaei]s?|en[oa]s?|es[aei]?s?|ens[ei]s?|iens?|iennes?|ains?|aines?|ais|aises?|ois|oises?"
    r"|[oaei]s?|ia|c[oaei]s?|ic[oa]s?|)"
)
_GERMANIC = re.compile(
    r"((ian)?isch(e[nrms]?)?|(ian)?er(n|in|innen|s)?|ier(n|in|innen|s)?|e?n|s|e|ien|ia"
    r"|i?aan(se?)?|se|sk(e|t|a)?|iske?|isk(a|t)?|ere?|are?n?a?|nsk(e|a)?|)"
)
_ENGLISH = re.compile(r"((i?an|ean|i|ese|ish|y|ia|ya|vian)?s?)")
_SLAVIC_LATIN = re.compile(r"(([sc]k|an|c|in)\w{0,4}|[aeiouyęąóąěéíýů]\w{0,2}|em|om|ow|)")
_CASES = re.compile(r"\w{0,5}")

_OF = {
    "en": _ENGLISH,
    **dict.fromkeys(("es", "fr", "it", "pt", "ca", "gl", "ro"), _ROMANCE),
    **dict.fromkeys(("de", "nl", "sv", "da", "no", "nb"), _GERMANIC),
    **dict.fromkeys(("pl", "cs", "sk", "sl", "hr", "bs"), _SLAVIC_LATIN),
}
# Shorter stems than this meet ordinary words by chance.
_SURE_STEM = 5


def may_end(ending: str, tag: str, marked: bool, stem: int) -> bool:
    """Whether a name's stem of so many letters may go on so; `marked`: written like a name."""
    if tag == "id":
        return not ending and marked
    if stem < _SURE_STEM and not (tag == "en" and marked):
        return False
    if not ending and not marked:
        return stem >= _SURE_STEM
    return bool(_OF.get(tag, _CASES).fullmatch(ending))
