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
    r"|i?aan(se?)?|se|sk(e|t|a|en)?|iske?|isk(a|t)?|ere?|are?n?a?|nsk(e|a)?|t|a|[aeo]s"
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
# Where cities have cases: endings that follow their stems.
_CASES_LATIN = re.compile(r"[aeiouyąęó]|i?e[mj]|[oai]m|ou|[aiey]ch|ami|ama|ima|o[vw]i|ie|ia|iu|ją|je|om|og")
_CASES_CYRILLIC = re.compile(r"[аеиоуыіяюьїєё]|[оеё][мйю]|а[мх]|я[мх]|ою|ею|ами|ові|еві|ја|ју|је")
DECLINED = {
    **dict.fromkeys(("pl", "cs", "sk", "sl", "hr", "bs"), _CASES_LATIN),
    "sr": re.compile(f"{_CASES_LATIN.pattern}|{_CASES_CYRILLIC.pattern}"),
    **dict.fromkeys(("ru", "uk", "be"), _CASES_CYRILLIC),
    "lt": re.compile(r"[aeiouyąęįųė]|[aeiou]s|uje|[oėy]je|[aeiu]i|ais|omis|uose|ose|iu|io|iui|iaus|iuje|aus|ui"),
    "lv": re.compile(r"[aeiouāēīū]|[aeiu]s|[aei]i|iem|ām|ēm|os|ās|ēs|im|am|iju|ijas|ijā"),
    "fi": re.compile(
        r"[iaäe]?n|[aei]?(?:ssa|sta|lla|lta|lle|ssä|stä|llä|ltä)|[iea]?(?:in|en|an|hin|seen)|[aäi]a?"
    ),
    "et": re.compile(r"[aeiu]?(?:s|st|sse|le|l|lt|ni|ga|t)|[aeiu]"),
    "hu": re.compile(
        r"[aáeéoö]?(?:ban|ben|ba|be|bol|ból|ből|tol|tól|től|nak|nek|ra|re|rol|ról|ről|val|vel|hoz|hez|höz|ig|on|en|ön|n|t|i)"
    ),
    "ka": re.compile(r"ში|დან|ის|ი|ს|ით|მა"),
    "hy": re.compile(r"ում|ից|ի|ը|ն|ով|ում|ին"),
    "el": re.compile(r"[αηοω]?ς|[ουηιαω]{1,2}|ιου"),
    **dict.fromkeys(("az", "uz", "kk"), re.compile(r"\w{2,4}")),
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
    if how == "in":
        return marked and bool(DECLINED[tag].fullmatch(ending))
    if how in ("speaks", "belongs"):
        return marked and len(ending) <= 3
    if stem < _SURE_STEM and (not marked or len(ending) > (4 if tag in _LONG_ENDINGS else 2)):
        return False
    return bool(of.fullmatch(ending))
