"""What the company that two tellings keep says of them: whom each is alike to, and how alike those are.

A headline is short and says little; the headlines next to it say the rest. This is the second look at every
pair, taken with the likenesses of the first.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standfirst.join.features import by_end
from standfirst.join.window import Floats, Ints, Window, pieces

NAMES = (
    "likeness", "common company", "company of the lesser", "least company", "most company", "letters of company",
    "vectors of company", "hours of company",
)  # fmt: skip

_MOST = 12
_LEAST = 0.05
_COLUMNS = 128


@dataclass(frozen=True, slots=True)
class Company:
    """Of each telling the tellings it is most alike to, itself first (`ids`, n × most, -1 where there are
    fewer), how alike (`weight`), the sum of all its likenesses, and the mean hour of all these."""

    ids: Ints
    weight: Floats
    sum: Floats
    hour: Floats


def company_of(w: Window, i: Ints, j: Ints, likeness: Floats, asked: NDArray[np.bool_]) -> Company:
    """The company of the tellings asked for, by what all pairs are at first sight; the others have none."""
    size, own = len(asked), np.flatnonzero(asked)
    ids, weight = np.full((size, _MOST), -1, np.int32), np.zeros((size, _MOST), np.float32)
    # Nobody is more alike to a telling than itself.
    ids[own, 0], weight[own, 0] = own, 1
    whole = 1 + np.bincount(i, likeness, size) + np.bincount(j, likeness, size)
    near = np.flatnonzero((likeness > _LEAST) & (asked[i] | asked[j]))
    i, j, likeness = i[near], j[near], likeness[near]
    for _, _, lower, upper in by_end(i, j, size):
        lower, upper = lower[asked[i[lower]]], upper[asked[j[upper]]]
        ends, others = np.concatenate([i[lower], j[upper]]), np.concatenate([j[lower], i[upper]])
        value = np.concatenate([likeness[lower], likeness[upper]])
        order = np.lexsort((others, -value, ends))
        ends, others, value = ends[order], others[order], value[order]
        place = 1 + np.arange(len(ends)) - np.searchsorted(ends, ends)
        kept = place < _MOST
        ids[ends[kept], place[kept]] = others[kept]
        weight[ends[kept], place[kept]] = value[kept]
    return Company(ids, weight, whole.astype(np.float32), _mean_hour(w, ids, weight))


def between(w: Window, company: Company, i: Ints, j: Ints) -> Floats:
    """For each pair how alike the company of the two is: by letters and, where there are some, by vectors."""
    found = np.zeros((len(i), 2), np.float32)
    for n, points in enumerate([w.sketch] if w.vectors is None else [w.sketch, w.vectors]):
        found[:, n] = _alike(points, company, i, j)
    return found


def second_look(company: Company, i: Ints, j: Ints, likeness: Floats, near: Floats) -> Floats:
    """One row a pair, one column a name of NAMES; `near` has what is `between` the two of each."""
    rows = np.zeros((len(i), len(NAMES)), np.float32)
    rows[:, 0] = likeness
    least, most = np.minimum(company.sum[i], company.sum[j]), np.maximum(company.sum[i], company.sum[j])
    rows[:, 3], rows[:, 4] = np.log1p(least), np.log1p(most)
    rows[:, 5:7] = near
    rows[:, 7] = np.log1p(np.abs(company.hour[i] - company.hour[j]))
    for piece in pieces(len(i)):
        rows[piece, 1], rows[piece, 2] = _in_common(company, i[piece], j[piece])
    return rows


def _alike(points: Floats, company: Company, i: Ints, j: Ints) -> Floats:
    """The cosine of the means of both ends and their company, weighted by their likeness; a few columns at a time,
    for the means take as much room as the points."""
    asked = company.ids[:, 0] >= 0
    ends, place = np.flatnonzero(asked), np.cumsum(asked, dtype=np.int32) - 1
    product, length = np.zeros(len(i), np.float32), np.zeros(len(asked), np.float32)
    for columns in pieces(points.shape[1], _COLUMNS):
        whole = _summed(points[:, columns], company, ends)
        length[ends] += np.einsum("ij,ij->i", whole, whole)
        for piece in pieces(len(i)):
            product[piece] += np.einsum("ij,ij->i", whole[place[i[piece]]], whole[place[j[piece]]])
        del whole
    length = np.maximum(np.sqrt(length), 1e-9)
    cosine: Floats = product / (length[i] * length[j])
    return cosine


def _summed(points: Floats, company: Company, ends: Ints) -> Floats:
    whole = np.zeros((len(ends), points.shape[1]), np.float32)
    for piece in pieces(len(ends)):
        some = ends[piece]
        for column in range(_MOST):
            whole[piece] += points[company.ids[some, column]] * company.weight[some, column : column + 1]
    return whole


def _mean_hour(w: Window, ids: Ints, weight: Floats) -> Floats:
    known = ~np.isnan(w.hour)
    weight = weight * known[ids]
    mean = (np.nan_to_num(w.hour)[ids] * weight).sum(1) / np.maximum(weight.sum(1), 1e-9)
    hour: Floats = np.where(known, mean, 0)
    return hour


def _in_common(company: Company, i: Ints, j: Ints) -> tuple[Floats, Floats]:
    """How much of their company two tellings share: as a cosine, and as a share of the lesser's."""
    one, two, a, b = company.ids[i], company.ids[j], company.weight[i], company.weight[j]
    theirs = np.zeros_like(a)
    for column in range(_MOST):
        theirs = np.where(one == two[:, column : column + 1], b[:, column : column + 1], theirs)
    length = np.sqrt((a * a).sum(1) * (b * b).sum(1))
    common = np.minimum(a, theirs).sum(1) / np.maximum(np.minimum(a.sum(1), b.sum(1)), 1e-9)
    return (a * theirs).sum(1) / np.maximum(length, 1e-9), common
