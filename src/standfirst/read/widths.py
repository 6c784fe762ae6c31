"""How wide a text is, which tells headlines from labels and sentences in any script; and its letters alone, by
which words that stand twice are known."""

from __future__ import annotations

import re
from functools import lru_cache

WIDE = re.compile(r"[\u1100-\u11ff\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]")
"""A Chinese, Japanese or Korean sign."""


# What a line measures is asked wherever it is judged.
@lru_cache(maxsize=1024)
def width(text: str) -> int:
    """The length of a text in letters of an alphabet; a Chinese, Japanese or Korean sign says as much as two and a
    half."""
    return len(text) if text.isascii() else len(text) + len(WIDE.findall(text)) * 3 // 2


def cells(text: str) -> int:
    """The cells that a text takes on a screen of fixed cells, where such signs take two."""
    return len(text) if text.isascii() else len(text) + sum(sign > "\u2e7f" for sign in text)


def letters_of(text: str) -> str:
    """The letters and figures of a text, without case."""
    return "".join(filter(str.isalnum, text.casefold()))
