"""What stretches of many lines share at one end, word by word: the same words, the same few labels, counts, names.

Words are compared without case, figures aside; a sign alone is a word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice

from standfirst.read.enough import FEWEST, MOST, NEARLY_ALL, enough

LONGEST = 7  # words of what is shared
_MOST = 24  # words of a line that are looked at
_REACH = 9  # how many words counts are looked for in
_FEWEST_LABELLED = 5
_LONGEST_LABEL = 4
_FEW = 0.5  # labels that differ, of the lines that have one
_GOES_ON = 0.8
_NAME = 2  # words of a name
_SELDOM = 0.5
_CLOSED = frozenset('.…!?])»”"→。।:')
_COMMAS = frozenset(",;")
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"\S+")
SIGNS = " \t-–—:|•·,;>/»›→…."


class Words:
    """Some words of a line, folded. Where they begin and end and how they are printed is told when asked: held for
    all lines of a text, it would take thirty times what the text takes."""

    __slots__ = ("_from", "_skip", "_text", "keys")

    def __init__(self, keys: list[str], text: str, start: int, skip: int = 0) -> None:
        self.keys, self._text, self._from, self._skip = keys, text, start, skip

    @property
    def spans(self) -> list[tuple[int, int]]:
        return [word.span() for word in self._found()]

    @property
    def said(self) -> list[str]:
        return [word[0] for word in self._found()]

    def after(self, count: int) -> Words:
        return Words(self.keys[count:], self._text, self._from, self._skip + count)

    def _found(self) -> Iterator[re.Match[str]]:
        return islice(_WORD.finditer(self._text, self._from), self._skip, self._skip + len(self.keys))


def first_words(text: str) -> Words:
    """The first words of a stretch, as many as small print may take."""
    return Words(list(map(_key, text.split(None, _MOST)[:_MOST])), text, 0)


def last_words(text: str) -> Words:
    """The last words of a stretch, as many."""
    parts = text.rsplit(None, _MOST)
    if len(parts) > _MOST:
        return Words(list(map(_key, parts[1:])), text, len(parts[0]))
    return Words(list(map(_key, parts)), text, 0)


def may_share(texts: Sequence[str], most: float, at_end: bool) -> bool:
    """Whether so great a share of lines have one word at their head, or end, in common."""
    ends = Counter(_key(text.rsplit(None, 1)[-1] if at_end else text.split(None, 1)[0]) for text in texts)
    return ends.most_common(1)[0][1] >= most * len(texts)


# Words come again and again, and lines share those that do.
@lru_cache(maxsize=4096)
def _key(word: str) -> str:
    bare = word.strip(f"{SIGNS}()[]\"'“”").casefold()
    return (bare if bare.isalpha() else _DIGITS.sub("0", bare)) or word


def _is_raised(word: str) -> bool | None:
    """Whether a word begins in a capital; None in a script without such."""
    first = next((sign for sign in word if sign.isalpha()), "")
    return first.isupper() if first.lower() != first.upper() else None


def formula(told: Sequence[Words], most: float, at_end: bool, keep: int) -> tuple[str, ...]:
    """The words that most stretches share at one end, as long as nearly all that share some share the next too;
    `keep` is how many words must be left."""
    rows = [words.keys[::-1] if at_end else words.keys for words in told]
    found: tuple[str, ...] = ()
    often = 0
    for count in range(1, LONGEST + 1):
        runs = Counter(
            tuple(row[:count]) for row in rows if len(row) >= count + keep and tuple(row[: count - 1]) == found
        )
        run, times = runs.most_common(1)[0] if runs else (found, 0)
        if times < max(FEWEST, most * len(told), NEARLY_ALL * often):
            break
        found, often = run, times
    if not any(map(str.isalnum, "".join(found))):
        return ()
    return found[::-1] if at_end else found


def small_print(told: Sequence[Words]) -> list[int]:
    """How many words at the head of each stretch are small print: up to the last count that nearly all have; then
    labels of which there are few, or a name."""
    counted = _counted(told)
    start = [_past_commas(words, count) for words, count in zip(told, counted, strict=True)]
    rest = [words.after(count) for words, count in zip(told, start, strict=True)]
    more = _small_words(rest) or _names(rest) or labels([words.keys for words in rest])
    return [a + b for a, b in zip(start, more, strict=True)] if more else counted


def _small_words(told: Sequence[Words]) -> list[int]:
    """How many words each stretch begins with in small letters, where nearly all do and many of them alike: topics
    before sentences, which begin with capitals."""
    if len(told) < _FEWEST_LABELLED or not all(words.said for words in told):
        return []
    raised = [list(map(_is_raised, words.said[: _LONGEST_LABEL + 1])) for words in told]
    first = Counter(words.keys[0] for words in told if words.keys)
    again = sum(first[words.keys[0]] > 1 for words in told)
    if sum(row[0] is False for row in raised) < NEARLY_ALL * len(told) or 2 * again < len(told):
        return []
    counts = [row.index(True) if True in row else 1 for row in raised]
    return [count if 0 < count < len(words.keys) else 0 for count, words in zip(counts, told, strict=True)]


def small_ends(told: Sequence[Words]) -> list[int]:
    """How many words at the end of each stretch nearly all of them say there of themselves: "Tags: budget, roads",
    "Posted in Sport", from the first word on that they share, most behind the end of a sentence."""
    often: Counter[tuple[str, ...]] = Counter()
    closed: Counter[tuple[str, ...]] = Counter()
    starts = [dict(reversed(list(_small_starts(words)))) for words in told]
    for mine in starts:
        often.update(mine.keys())
        closed.update(key for key, (_, behind) in mine.items() if behind)
    least = max(FEWEST + 1, MOST * len(told))
    known = {key for key, count in often.items() if count >= least and 2 * closed[key] >= count}
    firsts = [min((at for key, (at, _) in mine.items() if key in known), default=-1) for mine in starts]
    return [len(words.keys) - at if at > 0 else 0 for words, at in zip(told, firsts, strict=True)]


def _small_starts(words: Words) -> Iterator[tuple[tuple[str, ...], tuple[int, bool]]]:
    """What may begin the small print of a stretch, a word before a colon or two words, and where; and whether a
    sentence ends before it."""
    printed = words.said
    for at in range(1, len(printed) - 1):
        said = printed[at]
        if _is_raised(said) is False or not said[0].isalpha():
            continue
        behind = printed[at - 1][-1] in _CLOSED
        if said[-1] in ":：":
            yield (f"{words.keys[at]}:",), (at, behind)
        elif printed[at + 1][0].isalpha():
            yield tuple(words.keys[at : at + 2]), (at, behind)


def _past_commas(words: Words, count: int) -> int:
    while count < len(words.keys) and words.keys[count] in _COMMAS:
        count += 1
    return count


def _counted(told: Sequence[Words]) -> list[int]:
    """How many words it takes to the last word beside a number that nearly all stretches have soon."""
    often: Counter[str] = Counter()
    for words in told:
        near = words.keys[:_REACH]
        often.update({key for at, key in enumerate(near) if _is_counted(near, at)})
    marks = {key for key, count in often.items() if enough(count, len(told), NEARLY_ALL)}
    return [
        max((at + 1 for at in range(min(_REACH, len(words.keys))) if _is_mark(words.keys, at, marks)), default=0)
        for words in told
    ]


def _is_mark(keys: Sequence[str], at: int, marks: set[str]) -> bool:
    return keys[at] in marks and _is_counted(keys, at)


def _is_counted(keys: Sequence[str], at: int) -> bool:
    """Whether a word stands beside a number and is none."""
    key = keys[at]
    return key != "0" and any(map(str.isalpha, key)) and "0" in keys[max(0, at - 1) : at + 2]


def labels(rows: Sequence[list[str]]) -> list[int]:
    """How many words at the head of each row are one of a few labels, where nearly all rows have one; nothing
    where they do not."""
    often = beginnings(rows)
    found = [shared_beginning(row, often) for row in rows]
    told = [tuple(row[:count]) for row, count in zip(rows, found, strict=True) if count]
    if len(rows) < _FEWEST_LABELLED or len(told) < MOST * len(rows):
        return []
    if not 1 < len(set(told)) <= _FEW * len(told) or not all(label[0][0].isalnum() for label in told):
        return []
    return found


def beginnings(rows: Iterable[Sequence[str]]) -> Counter[tuple[str, ...]]:
    """How often some rows begin with each few words."""
    return Counter(tuple(row[:count]) for row in rows for count in range(1, min(_LONGEST_LABEL, len(row)) + 1))


def shared_beginning(row: Sequence[str], often: Counter[tuple[str, ...]]) -> int:
    """How many words at the head of a row several rows begin with, as long as most of these go on alike."""
    count = 0
    while count < min(_LONGEST_LABEL, len(row)):
        longer = often[tuple(row[: count + 1])]
        if longer < 2 or (count and longer < _GOES_ON * often[tuple(row[:count])]):
            break
        count += 1
    return count


def _names(told: Sequence[Words]) -> list[int]:
    """Two words for each stretch, where nearly all begin with two in capitals before a sentence that begins so."""
    rows = [list(map(_is_raised, words.said[: _NAME + 2])) for words in told if len(words.said) > _NAME + 1]
    if not enough(len(rows), len(told), NEARLY_ALL):
        return []
    shares = [sum(row[at] is True for row in rows) / len(rows) for at in range(_NAME + 2)]
    if min(shares[:_NAME]) < 1 or shares[_NAME] < NEARLY_ALL or shares[_NAME + 1] > _SELDOM:
        return []
    return [_NAME] * len(told)
