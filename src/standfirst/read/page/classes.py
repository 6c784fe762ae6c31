"""The words of class names, and what they are used for: labels, names, dates, titles, words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from standfirst.languages import tables

# Behind a digit so few letters are part of a hash.
_WORD = re.compile(r"(?<!\d)[A-Z]?[a-z]{1,2}(?![a-z])|[A-Z]?[a-z]{3,}")
_ROLES = {role: frozenset(listed.split()) for role, listed in tables.rows("class_words.tsv")}
LABELS, CREDITS, MOMENTS = _ROLES["labels"], _ROLES["credits"], _ROLES["moments"]
ASIDES, STANDFIRSTS, TITLES = _ROLES["asides"], _ROLES["standfirsts"], _ROLES["titles"]
# What is only for who hears a page.
UNSEEN = _ROLES["unseen"]
UNSEEN_PAIRS = tuple(
    map(frozenset, (("sr", "only"), ("screen", "reader"), ("screen", "out"), ("visually", "hidden")))
)
_NARROW = re.compile(r"hidden-(?:xs|sm|md|lg|xl|phone|tablet|desktop|mobile)\b(?:-(?:up|down))?")
_DENIED = frozenset(("no", "without"))
_ENDINGS = tuple(sorted(w for w in LABELS | CREDITS | MOMENTS | ASIDES | STANDFIRSTS | TITLES if len(w) > 3))


def words_of_class(name: str) -> frozenset[str]:
    """The words that a class attribute is made of."""
    # Drupal's "views-field" counts nobody's views, and a "user-name" titles nothing.
    plain = name.replace("views-", "").replace("user-name", "username")
    # What is hidden from some screens is shown on others.
    plain = _NARROW.sub("", plain) if "hidden" in plain else plain
    return frozenset(_vocabulary(_WORD.findall(plain)))


def _vocabulary(found: Sequence[str]) -> list[str]:
    """Words of a class name, and what those run together ("blogsummary") end in."""
    plain = [word.lower() for word in found]
    if not _DENIED.isdisjoint(plain):
        plain = [word for before, word in pairwise(("", *plain)) if before not in _DENIED]
    long = [word for word in plain if len(word) > 7 and word not in LABELS]
    return plain + [end for word in long for end in _ENDINGS if word.endswith(end)]
