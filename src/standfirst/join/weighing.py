"""How likely pairs of tellings are of one story: looked at twice, doubted, and judged by their sources."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from standfirst.join import sourced
from standfirst.join.candidates import Marks, candidates
from standfirst.join.company import second_look
from standfirst.join.features import NAMES, Near, Usual, features, nearness
from standfirst.join.likeness import known, likely, network
from standfirst.join.window import Floats, Ints, Window

HOPELESS = 0.02
_PIECE = 200_000
# Names, words and numbers that two undated texts of one language share, by what each weighs: as many as make two
# stories one affair. What shares less is hardly ever one event, whatever its words mean.
_SHARED = 2.6
_TRUST, _LITTLE_TRUST = 0.6, 0.02
_UNDATED, _SAME_LANGUAGE = NAMES.index("undated"), NAMES.index("same language")
_PLACES_DIFFER = NAMES.index("places differ")
_SUMS = [NAMES.index(kind) for kind in ("words sum", "names sum", "numbers sum")]


class Pairs(NamedTuple):
    """Pairs of tellings (i < j), their likeness at first sight, and how likely they are of one story."""

    i: Ints
    j: Ints
    first: Floats
    likeness: Floats

    def with_more(self, more: Pairs) -> Pairs:
        """These pairs and others."""
        return Pairs(
            np.concatenate([self.i, more.i]),
            np.concatenate([self.j, more.j]),
            np.concatenate([self.first, more.first]),
            np.concatenate([self.likeness, more.likeness]),
        )


class Weighed(NamedTuple):
    """What was found of the pairs of a window, and what each telling shares with its nearest."""

    pairs: Pairs
    usual: Usual


class Before(NamedTuple):
    """What was found before of some tellings of a window: which are fresh, what the others share with their
    nearest (NaN for the fresh), and the pairs of those others."""

    fresh: Marks
    usual: Usual
    pairs: Pairs


def weigh(w: Window, sources_known: bool, before: Before | None = None) -> Weighed:
    """The pairs worth comparing, with their likeness; with `before` those only that have a fresh telling."""
    i, j = candidates(w, before.fresh if before else None)
    usual, rows, first, i, j = _first_look(w, i, j, before.usual if before else None)
    looked = Pairs(i, j, first, first)
    every = looked.with_more(before.pairs) if before else looked
    company = second_look(w, every.i, every.j, every.first, np.arange(len(i)) if before else None)
    second = network(f"{kind_of(w.vectors)} in company")
    pieces = (slice(start, start + _PIECE) for start in range(0, max(1, len(i)), _PIECE))
    likeness = np.concatenate([likely(np.hstack([rows[piece], company[piece]]), second) for piece in pieces])
    likeness = _doubted(rows, likeness)
    if sources_known:
        likeness = sourced.judged([t.item for t in w.tellings], w, i, j, rows, likeness)
    return Weighed(Pairs(i, j, first, likeness), usual)


def _first_look(w: Window, i: Ints, j: Ints, before: Usual | None) -> tuple[Usual, Floats, Floats, Ints, Ints]:
    """Pairs that may be of one story, their features and likeness; most candidates go here."""
    usual, cosines = nearness(w, i, j, before)
    kept, found, likenesses = [np.zeros(0, np.int64)], [features(w, i[:0], j[:0])], [np.zeros(0, np.float32)]
    for start in range(0, len(i), _PIECE):
        piece = slice(start, start + _PIECE)
        rows = features(w, i[piece], j[piece], Near(usual, cosines[piece]))
        likeness = likely(rows, network(kind_of(w.vectors)))
        # Two countries are two events, whatever words both use.
        hopeful = np.flatnonzero((likeness > HOPELESS) & (rows[:, _PLACES_DIFFER] == 0))
        kept.append(start + hopeful)
        found.append(rows[hopeful])
        likenesses.append(likeness[hopeful])
    del cosines
    chosen = np.concatenate(kept)
    return usual, _laid_out(found), np.concatenate(likenesses), i[chosen], j[chosen]


def _laid_out(pieces: list[Floats]) -> Floats:
    """The pieces as one array. Each is given up once it is copied: all of them twice are a great part of the
    memory that joining takes."""
    rows = np.empty((sum(map(len, pieces)), pieces[0].shape[1]), np.float32)
    end = len(rows)
    while pieces:
        piece = pieces.pop()
        rows[end - len(piece) : end] = piece
        end -= len(piece)
    return rows


def _doubted(rows: Floats, likeness: Floats) -> Floats:
    """Likeness with less trust in two undated texts of one language: they may be years apart, and a region's
    affairs are told in the same words each time, so what they share must be plenty."""
    doubtful = (rows[:, _UNDATED] > 0) & (rows[:, _SAME_LANGUAGE] > 0)
    trust = np.where(rows[:, _SUMS].sum(1) >= _SHARED, _TRUST, _LITTLE_TRUST)
    odds = likeness / np.maximum(1 - likeness, 1e-6) * np.where(doubtful, trust, 1)
    doubted: Floats = (odds / (1 + odds)).astype(np.float32)
    return doubted


def kind_of(vectors: Floats | None) -> str:
    """The name of what was trained on vectors like these rows; of any other length, for vectors in general."""
    if vectors is None:
        return "plain"
    own = f"vectors {vectors.shape[-1]}"
    return own if known(own) else "vectors"
