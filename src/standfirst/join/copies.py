"""Tellings that are another's own words: reprinted, or translated."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple

from standfirst.join.names import roman
from standfirst.join.tellings import WORD
from standfirst.languages.tables import rows
from standfirst.model import Item, Story
from standfirst.ties import tie

_ENDS = r"[.!?。！？…|()（）\[\]【】•;:：–—]"
# Books and laws are first published too, in some year.
_NO_YEAR = r"(?!\w*\W+(?:\w{1,4}\W+)?\d)"
# "Translation: Ola Penn."
_A_NAME = rf"\s?[:：]\s{{0,3}}(?:[^\s.!?。|()]{{1,30}}\s?){{1,3}}(?:{_ENDS}|,|$)"
# Shares of words in common from which two texts of one language are one text.
_ONE_TEXT = 0.8
_FEWEST_WORDS = 8
# A headline of so many bytes nobody else writes by chance.
_LONG = 36
# What two addresses of one page may differ in.
_NO_MATTER = re.compile(r"^https?://(?:www\.)?|/?[?&](?:utm_|at_)\w+=[^&#]*|/?(?:#.*)?$")


class Copy(NamedTuple):
    """That a telling is a reprint or a translation (`kind`), and the id of the item whose words they are."""

    kind: Literal["reprint", "translation"]
    of: str


def copies(story: Story) -> Mapping[str, Copy]:
    """The tellings of a story that are reprints or translations of an earlier one, by their items' ids."""
    told = sorted(story.tellings, key=lambda t: (t.published or "~", tie(t)))
    found: dict[str, Copy] = {}
    for n, item in enumerate(told):
        copy = _copy(item, told[:n] + told[n + 1 :], set(told[:n]))
        if copy and found.get(copy.of, copy).of != item.id:
            found[item.id] = copy
    return found


def _copy(item: Item, others: Sequence[Item], earlier: set[Item]) -> Copy | None:
    if not others:
        return None
    elsewhere = [other for other in others if other.source_id != item.source_id]
    for other in elsewhere:
        if other.link and _page(other.link) in _named(item, "original"):
            return Copy("reprint" if _language(other) == _language(item) else "translation", other.id)
    said = _said(item)
    for other in elsewhere:
        near = _language(other) == _language(item) and (other in earlier or said)
        if near and _overlap(item, other) >= _ONE_TEXT:
            return Copy("reprint", other.id)
    abroad = [other for other in others if _language(other) != _language(item)]
    before = [other for other in abroad if other in earlier]
    by_hand = [o for o in before if declares(item, o) == "translations" or _one_picture(item, o)]
    if said == "translation" and abroad:
        return Copy("translation", abroad[0].id)
    if by_hand:
        return Copy("translation", by_hand[0].id)
    if said != "reprint":
        return None
    first = next(iter(elsewhere or others))
    return Copy("reprint" if _language(first) == _language(item) else "translation", first.id)


def declares(a: Item, b: Item) -> Literal["original", "translations"] | None:
    """What one of the documents declares the other's address to be: its original, or one of its translations; None
    where neither declares anything."""
    kinds: tuple[Literal["original", "translations"], ...] = ("original", "translations")
    for kind in kinds:
        if any(_page(x.link) in _named(y, kind) for x, y in ((a, b), (b, a)) if x.link):
            return kind
    return None


def declared(items: Sequence[Item]) -> list[tuple[int, int]]:
    """The pairs of items of which one names the other's address as its original or as its own in another language,
    or both name one original."""
    at = {_page(item.link): n for n, item in enumerate(items) if item.link}
    pairs: list[tuple[int, int]] = []
    for n, item in enumerate(items):
        pairs += [(n, at[page]) for page in _named(item, "translations") if page in at]
        # The first that names an address none is read from stands for it.
        pairs += [(n, at.setdefault(page, n)) for page in _named(item, "original")]
    return sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]})


def printed_twice(items: Sequence[Item]) -> list[tuple[int, int]]:
    """The pairs of items of two sources under the very same headline, whose standfirsts agree as far as both go,
    however many days lie between: each with the first under its headline. Of one source, whose column may have the
    same headline each day, those that say the same of the same moment: it stands at another address now."""
    first: dict[str, int] = {}
    whole: dict[tuple[str, ...], int] = {}
    pairs: list[tuple[int, int]] = []
    for n, item in enumerate(items):
        words = (item.source_id, item.headline or "", item.standfirst or "", item.published or "")
        before = whole.setdefault(words, n) if all(words) else n
        if before != n:
            pairs.append((before, n))
        # In bytes: a sign of Chinese says as much as three letters.
        if item.headline and len(item.headline.encode("utf-8", "replace")) >= _LONG:
            before = first.setdefault(item.headline, n)
            if items[before].source_id != item.source_id and _agree(items[before], item):
                pairs.append((before, n))
    return pairs


def _agree(a: Item, b: Item) -> bool:
    one, two = ((item.standfirst or "").rstrip(" .…") for item in (a, b))
    return one.startswith(two) or two.startswith(one)


def _named(item: Item, kind: str) -> list[str]:
    return [_page(link) for link in item.found.get(kind, "").split()]


def _page(link: str) -> str:
    return _NO_MATTER.sub("", link)


def _language(item: Item) -> str:
    return (item.language or "").split("-")[0]


def _folded(item: Item) -> str:
    return roman(f"{item.headline or ''} . {item.standfirst or ''}".replace("’", "'"))


def _said(item: Item) -> Literal["reprint", "translation"] | None:
    """What the text says of itself."""
    folded = _folded(item)
    for kind, part, phrase in _phrases():
        if part in folded and phrase.search(folded):
            return kind
    return None


@cache
def _phrases() -> Sequence[tuple[Literal["reprint", "translation"], str, re.Pattern[str]]]:
    """What texts say of themselves: of each phrase what is meant, what must stand in the text, and how."""
    words: dict[str, list[str]] = {}
    for role, *told in rows("copy_words.tsv"):
        words.setdefault(role, []).extend(roman(word) for word in "".join(told).split("|"))
    # What a sentence is about: at its beginning nobody but the text itself.
    own = "|".join(sorted(set(map(re.escape, words["self"]))))
    opens = rf"(?:^|{_ENDS})\W*(?:(?!{_ENDS}).{{0,60}}?(?<!\w)(?:{own})(?!{_ENDS}).{{0,60}}?(?<!\w))?"
    found: list[tuple[Literal["reprint", "translation"], str, re.Pattern[str]]] = []
    for role, before, after in (
        ("we", r"(?:(?<!\w)|(?<=[^\W\d_a-z]))", ""),
        ("first", opens, _NO_YEAR),
        ("translated", opens, _NO_YEAR),
        ("translation", rf"(?:^|{_ENDS})\W*", _A_NAME),
    ):
        for phrase in words[role]:
            parts = phrase.split(" * ")
            pattern = ".{1,60}?".join(map(re.escape, parts))
            kind: Literal["reprint", "translation"] = "translation" if role[0] == "t" else "reprint"
            found.append((kind, max(parts, key=len), re.compile(before + pattern + after)))
    return found


def _overlap(a: Item, b: Item) -> float:
    """The share of words of the shorter that the longer has too, in rows of two; nothing can be said of a few."""
    one, two = (set(pairwise(WORD.findall(_folded(x)))) for x in (a, b))
    least = min(len(one), len(two))
    return len(one & two) / least if least >= _FEWEST_WORDS else 0.0


def _one_picture(a: Item, b: Item) -> bool:
    return bool(a.image and a.image == b.image and a.byline and a.byline == b.byline)
