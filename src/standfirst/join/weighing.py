"""How likely pairs of tellings are of one story: looked at twice, doubted, and judged by their sources."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from standfirst.join import sourced
from standfirst.join.candidates import Marks, candidates
from standfirst.join.company import between, company_of, second_look
from standfirst.join.features import NAMES, Near, Usual, features, nearness
from standfirst.join.likeness import at_odds, known, likely, network
from standfirst.join.window import Floats, Ints, Window, pieces

HOPELESS = 0.02
_PIECE = 200_000
# Names, words and numbers that two undated texts of one language share, by what each weighs: as many as make two
# stories one affair. What shares less is hardly ever one event, whatever its words mean.
_SHARED = 2.6
_TRUST = 0.02
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
    sources = sourced.Sources.of(w.tellings) if sources_known else None
    i, j = candidates(w, before.fresh if before else None)
    usual, cosines = nearness(w, i, j, before.usual if before else None)
    first, allowed = _first_look(w, i, j, Near(usual, cosines), sources)
    hopeful = first > HOPELESS
    i, j, cosines, first, allowed = i[hopeful], j[hopeful], cosines[hopeful], first[hopeful], allowed[hopeful]
    looked = Pairs(i, j, first, np.zeros(len(i), np.float32))
    every = looked.with_more(before.pairs) if before else looked
    chosen = Pairs(i[allowed], j[allowed], first[allowed], looked.likeness[allowed])
    likeness = _second_look(w, chosen, Near(usual, cosines[allowed]), every)
    looked.likeness[allowed] = sources.judged(chosen.i, chosen.j, likeness) if sources else likeness
    return Weighed(looked, usual)


def _first_look(w: Window, i: Ints, j: Ints, near: Near, sources: sourced.Sources | None) -> tuple[Floats, Marks]:
    """How likely pairs are of one story, each by itself, and which of the hopeful ones their sources allow."""
    first, network_ = np.empty(len(i), np.float32), network(kind_of(w.vectors))
    allowed = np.full(len(i), sources is None)
    for piece in pieces(len(i), _PIECE):
        rows = features(w, i[piece], j[piece], Near(near.usual, near.cosines[piece]))
        # Two countries are two events, whatever words both use.
        first[piece] = np.where(rows[:, _PLACES_DIFFER] > 0, 0, likely(rows, network_))
        if sources:
            hopeful = np.flatnonzero(first[piece] > HOPELESS)
            some = piece.start + hopeful
            allowed[some] = sources.allow(w, i[some], j[some], rows[hopeful])
    return first, allowed


def _second_look(w: Window, chosen: Pairs, near: Near, every: Pairs) -> Floats:
    """How likely pairs are of one story by what the company of the two says, too, with doubt. Their features are
    made again: to keep them takes more room than all else."""
    likeness, network_ = np.empty(len(chosen.i), np.float32), network(f"{kind_of(w.vectors)} in company")
    asked = np.zeros(len(w.tellings), bool)
    asked[chosen.i] = asked[chosen.j] = True
    company = company_of(w, every.i, every.j, every.first, asked)
    alike = between(w, company, chosen.i, chosen.j)
    for piece in pieces(len(likeness), _PIECE):
        i, j = chosen.i[piece], chosen.j[piece]
        rows = features(w, i, j, Near(near.usual, near.cosines[piece]))
        seen = second_look(company, i, j, chosen.first[piece], alike[piece])
        likeness[piece] = _doubted(rows, likely(np.hstack([rows, seen]), network_))
    return likeness


def _doubted(rows: Floats, likeness: Floats) -> Floats:
    """Likeness with little trust in two undated texts of one language that share little: they may be years apart,
    and a region's affairs are told in the same words each time."""
    doubtful = (rows[:, _UNDATED] > 0) & (rows[:, _SAME_LANGUAGE] > 0) & (rows[:, _SUMS].sum(1) < _SHARED)
    return at_odds(likeness, np.where(doubtful, _TRUST, 1))


def kind_of(vectors: Floats | None) -> str:
    """The name of what was trained on vectors like these rows; of any other length, for vectors in general."""
    if vectors is None:
        return "plain"
    own = f"vectors {vectors.shape[-1]}"
    return own if known(own) else "vectors"
