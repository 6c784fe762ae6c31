"""Items joined into stories: candidates, their likeness, groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from standfirst.join import sourced
from standfirst.join.candidates import candidates
from standfirst.join.company import second_look
from standfirst.join.edited import Pair, decided
from standfirst.join.features import NAMES, features, nearness
from standfirst.join.grouping import group
from standfirst.join.likeness import answers, known, likely, network
from standfirst.join.tellings import telling
from standfirst.join.window import Floats, Ints, Vectors, Window, window
from standfirst.model import Edit, Item, Story

# At this likeness two groups become one. With vectors two tellings of few words in common may be trusted sooner.
ENOUGH = {"plain": 0.62, "vectors": 0.32}
CROWD = {"plain": 0.5, "vectors": 0.7}
_LEAST = 0.05
HOPELESS = 0.02
_PIECE = 200_000
_TRUST = {"plain": 0.135, "vectors": 0.05}
_UNDATED, _SAME_LANGUAGE = NAMES.index("undated"), NAMES.index("same language")
_PLACES_DIFFER = NAMES.index("places differ")


class Weighed(NamedTuple):
    """Pairs of tellings (i < j), what there is to say of each, and how likely it is of one story."""

    window: Window
    i: Ints
    j: Ints
    rows: Floats
    likeness: Floats


def stories(items: Sequence[Item], edits: Sequence[Edit], vectors: Vectors | None) -> list[Story]:
    """The stories that items tell, oldest first."""
    ordered = sorted({item.id: item for item in items}.values(), key=_age)
    if not ordered:
        return []
    weighed = weigh(ordered, vectors)
    together, apart = decided(edits, {item.id: n for n, item in enumerate(ordered)})
    kind = "plain" if weighed.window.vectors is None else "vectors"
    enough, crowd = ENOUGH[kind], CROWD[kind]
    if sourced.are_known(ordered):
        weighed = weighed._replace(likeness=sourced.judged(ordered, *weighed))
        kept_apart = {*apart, *sourced.parted(ordered, weighed.i, weighed.j, weighed.likeness)} - set(together)
        apart, enough, crowd = sorted(kept_apart), sourced.ENOUGH, sourced.CROWD
    groups = group(len(ordered), _alike(weighed), enough, together, apart, crowd)
    return [_story([ordered[n] for n in members]) for members in groups]


def weigh(ordered: Sequence[Item], vectors: Vectors | None) -> Weighed:
    """The pairs worth comparing among items in order of time, with their likeness."""
    w = window([telling(item) for item in ordered], vectors)
    i, j, rows, likeness = _first_look(w)
    company = second_look(w, i, j, likeness)
    likeness = likely(np.hstack([rows, company]), network(f"{network_for(w.vectors)} in company"))
    return Weighed(w, i, j, rows, _doubted(rows, likeness, "plain" if w.vectors is None else "vectors"))


def _doubted(rows: Floats, likeness: Floats, kind: str) -> Floats:
    """Likeness with less trust in two undated texts of one language: they may be years apart, and a region's
    affairs are told in the same words each time."""
    doubtful = (rows[:, _UNDATED] > 0) & (rows[:, _SAME_LANGUAGE] > 0)
    odds = likeness / np.maximum(1 - likeness, 1e-6) * np.where(doubtful, _TRUST[kind], 1)
    doubted: Floats = (odds / (1 + odds)).astype(np.float32)
    return doubted


def _first_look(w: Window) -> tuple[Ints, Ints, Floats, Floats]:
    """Pairs that may be of one story, their features and likeness; most candidates go here."""
    i, j = candidates(w)
    near = nearness(w, i, j)
    kept, found, likenesses = [np.zeros(0, np.int64)], [features(w, i[:0], j[:0])], [np.zeros(0, np.float32)]
    for start in range(0, len(i), _PIECE):
        piece = slice(start, start + _PIECE)
        rows = features(w, i[piece], j[piece], near[piece])
        likeness = likely(rows, network(network_for(w.vectors)))
        # Two countries are two events, whatever words both use.
        hopeful = np.flatnonzero((likeness > HOPELESS) & (rows[:, _PLACES_DIFFER] == 0))
        kept.append(start + hopeful)
        found.append(rows[hopeful])
        likenesses.append(likeness[hopeful])
    chosen = np.concatenate(kept)
    return i[chosen], j[chosen], np.concatenate(found), np.concatenate(likenesses)


def alike(pairs: Sequence[tuple[Item, Item]], vectors: Vectors | None) -> list[float]:
    """How alike the two items of each pair are, on a scale of its own: more is more alike."""
    w = window([telling(item) for pair in pairs for item in pair], vectors)
    i = np.arange(0, len(pairs) * 2, 2)
    said: list[float] = answers(features(w, i, i + 1), network(f"alike {network_for(w.vectors)}")).tolist()
    return said


def network_for(vectors: Floats | None) -> str:
    """The network trained on vectors of this length; on any other the one for vectors in general."""
    if vectors is None:
        return "plain"
    own = f"vectors {vectors.shape[1]}"
    return own if known(own) else "vectors"


def _alike(weighed: Weighed) -> dict[Pair, float]:
    kept = weighed.likeness > _LEAST
    pairs = zip(weighed.i[kept].tolist(), weighed.j[kept].tolist(), strict=True)
    return dict(zip(pairs, weighed.likeness[kept].tolist(), strict=True))


def _age(item: Item) -> tuple[str, str]:
    """Oldest first; an item without a date comes after those of any day, and the id settles ties."""
    return (item.published or "~", item.id)


def _story(tellings: list[Item]) -> Story:
    return Story(id=tellings[0].id, tellings=tuple(tellings))
