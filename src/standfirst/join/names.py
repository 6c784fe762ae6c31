"""What a name keeps when it crosses scripts: its consonants.

Кальяо, Callao and كاياو differ in every letter; a skeleton of consonants, with the pairs that scripts confuse
(p/b, v/f, k/c/q) laid together, is near enough alike to count as evidence, never as proof.
"""

from __future__ import annotations

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
_LAID_TOGETHER = str.maketrans("pvwcqzjx", "bffkksgk", "yhaeiou_")


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
    """The consonants of a word in Latin letters, doubled ones once; empty for a word of an unspaced script."""
    latin = "".join(c for c in roman(word) if c.isascii())
    latin = latin.replace("ph", "f").replace("sch", "sh").replace("th", "t")
    bones = latin.translate(_LAID_TOGETHER)
    return "".join(c for i, c in enumerate(bones) if i == 0 or c != bones[i - 1])
