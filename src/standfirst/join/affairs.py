"""Stories of one running affair: told of the same people and places on other days, linked and never merged."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from types import MappingProxyType
from typing import NamedTuple

from standfirst.join.tellings import CASELESS, UNSPACED, telling, tells_an_event
from standfirst.model import Story
from standfirst.ties import Tie, tie

# What two stories of one affair share at least, in what is rare: a name counts 1, less where others have it too,
# and less where few of a story's tellings say it.
ENOUGH = 2.4
_WEIGHS = {"names": 1.0, "numbers": 0.8, "words": 0.5}
_A_PLACE = 0.4
# As much links two stories though either shares more with a third.
_PLENTY = 1.5
# Among more stories more share something rare by chance.
_MANY = 200
# What the same stories have in common is often one name in two words, or a name and its stem: each counts less
# than the one before.
_SAME_STORIES = 0.7
# A name or word that so many stories have tells none apart from another.
_COMMON = 60
_LEAST_STEM = 5
# Of a source that tells little it is unknown what it says all the time.
_FEW = 40
# Hours in which an affair may rest.
_LONGEST_PAUSE = 60 * 24.0


class Seen(NamedTuple):
    """What there is to share, and how much of the story says it: 1 where every telling does, else the root of the
    share that do, for words of those in one language. `names` holds every word that may be a name, `written`
    those written like one; `numbers` are figures; `words` are stems, `places` countries; `hour` is the first, from
    the year 1, None where none is known."""

    names: Mapping[str, float]
    written: frozenset[str]
    numbers: Mapping[str, float]
    words: Mapping[str, float]
    places: frozenset[str]
    hour: float | None


_NOTHING: Mapping[str, Seen] = MappingProxyType({})


def affairs(stories: Iterable[Story], seen_before: Mapping[str, Seen] = _NOTHING) -> list[tuple[Story, ...]]:
    """The affairs that more than one of these stories belong to, each from its first story to its last. What
    `look` found of some before, by the ids of stories, need not be looked for again."""
    told = sorted(stories, key=_began)
    seen = [seen_before.get(story.id) or look(story) for story in told]
    sources = [frozenset(t.source_id for t in story.tellings if t.source_id) for story in told]
    groups = {n: [n] for n in range(len(told))}
    for a, b in _linked(seen, sources):
        if groups[a] is not groups[b]:
            few, many = sorted((groups[a], groups[b]), key=len)
            many += few
            groups |= dict.fromkeys(few, many)
    found = {id(group): group for group in groups.values()}.values()
    return [tuple(told[n] for n in sorted(group)) for group in found if len(group) > 1]


def _began(story: Story) -> tuple[str, Tie]:
    return (min((t.published for t in story.tellings if t.published), default="~"), tie(story.tellings[0]))


def look(story: Story) -> Seen:
    """What a story has that can link it with others."""
    tellings = [telling(item) for item in story.tellings]
    # Where letters have no case every word may be a name: it counts as one where another script writes it so.
    written = frozenset(name for t in tellings if t.language not in CASELESS for name in t.names)
    words: dict[str, float] = {}
    for language in sorted({t.language for t in tellings}):
        theirs = _told([filter(_tells, t.words) for t in tellings if t.language == language])
        words |= {word: max(share, words.get(word, 0)) for word, share in theirs.items()}
    hour = min((t.hour for t in tellings if t.hour is not None), default=None)
    return Seen(
        _told([t.names for t in tellings]),
        written,
        _told([filter(tells_an_event, t.numbers) for t in tellings]),
        words,
        frozenset(p for t in tellings for p in t.places),
        hour,
    )


def _told(rows: Sequence[Iterable[str]]) -> dict[str, float]:
    """How much of a story says each token, given the tokens of each telling: the root of the share that says
    it."""
    counted = Counter(token for row in rows for token in set(row))
    return {token: round(math.sqrt(count / len(rows)), 4) for token, count in counted.items()}


def _tells(stem: str) -> bool:
    """Whether a stem is long enough to tell something: two signs are where words have no spaces between them."""
    return len(stem) >= _LEAST_STEM or bool(UNSPACED.match(stem))


def _linked(seen: Sequence[Seen], sources: Sequence[frozenset[str]]) -> set[tuple[int, int]]:
    """Pairs of stories that share enough: each with the one it shares most with, and all that share plenty."""
    best: dict[int, tuple[float, int]] = {}
    found = set()
    enough = ENOUGH * math.log(max(_MANY, len(seen))) / math.log(_MANY)
    # A country in common is all that can be added: most pairs need not be judged.
    hopeful = ((pair, weight) for pair, weight in _shared(seen, sources).items() if weight + _A_PLACE >= enough)
    for (a, b), weight in hopeful:
        shares = _judged(weight, seen[a], seen[b])
        if shares >= _PLENTY * enough:
            found.add((a, b))
        for one, two in ((a, b), (b, a)):
            best[one] = max(best.get(one, (0.0, -1)), (shares, -two))
    return found | {(min(a, -b), max(a, -b)) for a, (weight, b) in best.items() if weight >= enough}


def _shared(seen: Sequence[Seen], sources: Sequence[frozenset[str]]) -> dict[tuple[int, int], float]:
    """What stories share, by pairs (i < j) that share anything rare."""
    shared: dict[tuple[int, int], float] = {}
    beside: Counter[tuple[int, ...]] = Counter()
    written = frozenset().union(*(s.written for s in seen))
    for kind, weighs in _WEIGHS.items():
        rows = _news([getattr(s, kind) for s in seen], sources)
        for token, holders, weight in _rare(rows):
            if kind == "names" and token not in written:
                continue
            weight *= weighs * _SAME_STORIES ** beside[tuple(holders)]
            beside[tuple(holders)] += not UNSPACED.match(token)
            for a, b in combinations(holders, 2):
                if kind != "names" or token in seen[a].written or token in seen[b].written:
                    shared[a, b] = shared.get((a, b), 0.0) + weight * rows[a][token] * rows[b][token]
    return shared


def _news(rows: Sequence[Mapping[str, float]], sources: Sequence[frozenset[str]]) -> Sequence[Mapping[str, float]]:
    """How much of a story says each token, less what its sources say anyway. A paper names its town, its publisher
    or its one theme in most of its stories: that makes them no affair."""
    each = list(zip(rows, sources, strict=True))
    told = Counter(source for own in sources for source in own)
    said = Counter((source, token) for row, own in each for source in own for token in row)

    def usual(token: str, own: frozenset[str]) -> float:
        return min(((said[source, token] - 1) / (told[source] + _FEW) for source in own), default=0.0)

    return [{token: share * (1 - usual(token, own)) for token, share in row.items()} for row, own in each]


def _judged(weight: float, here: Seen, there: Seen) -> float:
    """What two stories share in the end: nothing where they speak of different countries or lie too far apart in
    time; a little more where they have a country in common."""
    if here.places and there.places and not here.places & there.places:
        return 0.0
    if here.hour is not None and there.hour is not None and abs(here.hour - there.hour) > _LONGEST_PAUSE:
        return 0.0
    return weight + _A_PLACE if here.places & there.places else weight


def _rare(rows: Sequence[Iterable[str]]) -> Iterable[tuple[str, list[int], float]]:
    """Each token that some stories share, those stories and what the token weighs."""
    held: dict[str, list[int]] = {}
    for n, row in enumerate(rows):
        for token in row:
            held.setdefault(token, []).append(n)
    size = max(2, len(rows))
    most = min(_COMMON, max(4, size // 5))
    for token in sorted(held):
        if 1 < len(held[token]) <= most:
            yield token, held[token], math.log1p(size / len(held[token])) / math.log1p(size / 2)
