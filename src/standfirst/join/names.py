"""What a name keeps when it crosses scripts: its consonants.

Кальяо, Callao and كاياو differ in every letter; a skeleton of consonants, with the sounds that scripts confuse
(p/b, t/d, v/f, k/c/g, and all that hisses) laid together, is near enough alike to count as evidence, never as
proof.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ROMAN = {
    **dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў",
               ("a b v g d e e zh z i i k l m n o p r s t u f h ts ch sh sh _ i _ e iu ia i i e g u").split(),
               strict=True)),
    **dict(zip("αβγδεζηθικλμνξοπρστυφχψως",
               ("a b g d e z i th i k l m n x o p r s t i f h ps o s").split(), strict=True)),
    **dict(zip("ابتثجحخدذرزسشصضطظعغفقكلمنهويىئءةأإآپچژگکی",
               ("a b t th j h h d th r z s sh s d t z _ g f k k l m n h u i a _ _ a a a a p ch zh g k i").split(),
               strict=True)),
    **dict(zip("אבגדהוזחטיכךלמםנןסעפףצץקרשת",
               ("a b g d h u z h t i k k l m m n n s _ p p ts ts k r sh t").split(), strict=True)),
}  # fmt: skip


# What scripts and spellings write in several letters, or in one that others have not: a hiss, f, t, k; and that a
# name begins with a vowel.
_HISSED = str.maketrans("čćçšśşșžźżğđ", "ssssssssssks")
_SOUNDS = (
    (re.compile("tsch|tch|dzh|dsch|sch|dj|cz|sz|ch|sh|zh|ts|tz|dz|c(?=[ei])|c$"), "s"),
    (re.compile("ph"), "f"),
    (re.compile("qu|kh|gh"), "k"),
    (re.compile("th"), "t"),
    (re.compile("^[aeiouyh_]+"), "A"),
)
_LAID_TOGETHER = str.maketrans("bvwcqgzjxd", "pffkkkssst", "yhaeiou_")
# Beyond these a name bends: Джоковичем, Dresslová.
_MOST = 5


@lru_cache(maxsize=200_000)
def roman(word: str) -> str:
    """A word without case and accents, in Latin letters where its script has an alphabet we know."""
    folded = word.casefold()
    if folded.isascii():
        return folded
    decomposed = unicodedata.normalize("NFKD", folded)
    return "".join(_ROMAN.get(c, c) for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """The first consonants of a word as they sound in most languages, doubled ones once, after "A" where it begins
    with a vowel; empty for a word of an unspaced script."""
    latin = "".join(c for c in roman(word.casefold().translate(_HISSED)) if c.isascii() and c.isalpha())
    for written, sound in _SOUNDS:
        latin = written.sub(sound, latin)
    bones = latin.translate(_LAID_TOGETHER)
    return "".join(c for i, c in enumerate(bones) if i == 0 or c != bones[i - 1])[:_MOST]
