"""What the company that two tellings keep says of them: whom each is alike to, and how alike those are.

A headline is short and says little; the headlines next to it say the rest. This is the second look at every
pair, taken with the likenesses of the first.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standfirst.join.window import Floats, Ints, Window

NAMES = (
    "likeness", "common company", "company of the lesser", "least company", "most company", "letters of company",
    "vectors of company", "hours of company",
)  # fmt: skip

_MOST = 12
_LEAST = 0.05
# So many pairs at once stay in the processor's own memory.
_CHUNK = 2_000
_COLUMNS = 128


@dataclass(frozen=True, slots=True)
class Company:
    """Of each telling the tellings it is most alike to, itself first (`ids`, n × most, -1 where there are
    fewer), how alike (`weight`), and the sum of all its likenesses."""

    ids: Ints
    weight: Floats
    sum: Floats


def second_look(w: Window, i: Ints, j: Ints, likeness: Floats, of: Ints | None = None) -> Floats:
    """One row a pair, one column a name of NAMES; of all pairs, or of those whose numbers are given. All pairs
    say who keeps whose company."""
    asked = np.ones(len(w.tellings), bool)
    if of is not None:
        asked[:] = False
        asked[i[of]] = asked[j[of]] = True
    company = _company(i, j, likeness, asked)
    if of is not None:
        i, j, likeness = i[of], j[of], likeness[of]
    rows = np.zeros((len(i), len(NAMES)), np.float32)
    rows[:, 0] = likeness
    least, most = np.minimum(company.sum[i], company.sum[j]), np.maximum(company.sum[i], company.sum[j])
    rows[:, 3], rows[:, 4] = np.log1p(least), np.log1p(most)
    rows[:, 5] = _alike(w.sketch, company, i, j)
    if w.vectors is not None:
        rows[:, 6] = _alike(w.vectors, company, i, j)
    hour = _mean_hour(w, company)
    rows[:, 7] = np.log1p(np.abs(hour[i] - hour[j]))
    for start in range(0, len(i), _CHUNK):
        piece = slice(start, start + _CHUNK)
        a, b = i[piece], j[piece]
        rows[piece, 1], rows[piece, 2] = _in_common(company, a, b)
    return rows


def _company(i: Ints, j: Ints, likeness: Floats, asked: NDArray[np.bool_]) -> Company:
    """The company of the tellings asked for; the others have none."""
    size, own = len(asked), np.flatnonzero(asked)
    here, there = asked[i], asked[j]
    ends = np.concatenate([i[here], j[there], own], dtype=np.int32)
    others = np.concatenate([j[here], i[there], own], dtype=np.int32)
    value = np.concatenate([likeness[here], likeness[there], np.ones(len(own), np.float32)])
    whole = np.bincount(ends, weights=value, minlength=size).astype(np.float32)
    # Nobody is more alike to a telling than itself.
    value[len(value) - len(own) :] = 2
    near = value > _LEAST
    ends, others, value = ends[near], others[near], value[near]
    order = np.lexsort((others, -value, ends))
    ends, others, value = ends[order], others[order], np.minimum(value[order], 1)
    place = np.arange(len(ends)) - np.searchsorted(ends, ends)
    kept = place < _MOST
    ids, weight = np.full((size, _MOST), -1, np.int64), np.zeros((size, _MOST), np.float32)
    ids[ends[kept], place[kept]] = others[kept]
    weight[ends[kept], place[kept]] = value[kept]
    return Company(ids, weight, whole)


def _alike(points: Floats, company: Company, i: Ints, j: Ints) -> Floats:
    """The cosine of the means of both ends and their company, weighted by their likeness; a few columns at a time,
    for the means take as much room as the points."""
    ends = np.flatnonzero(company.ids[:, 0] >= 0)
    i, j = np.searchsorted(ends, i), np.searchsorted(ends, j)
    product, length = np.zeros(len(i), np.float32), np.zeros(len(ends), np.float32)
    for start in range(0, points.shape[1], _COLUMNS):
        whole = _summed(points[:, start : start + _COLUMNS], company, ends)
        length += np.einsum("ij,ij->i", whole, whole)
        for first in range(0, len(i), _CHUNK):
            piece = slice(first, first + _CHUNK)
            product[piece] += np.einsum("ij,ij->i", whole[i[piece]], whole[j[piece]])
        del whole
    length = np.maximum(np.sqrt(length), 1e-9)
    cosine: Floats = product / (length[i] * length[j])
    return cosine


def _summed(points: Floats, company: Company, ends: Ints) -> Floats:
    whole = np.zeros((len(ends), points.shape[1]), np.float32)
    for start in range(0, len(ends), _CHUNK):
        piece, some = slice(start, start + _CHUNK), ends[start : start + _CHUNK]
        for column in range(_MOST):
            whole[piece] += points[company.ids[some, column]] * company.weight[some, column : column + 1]
    return whole


def _mean_hour(w: Window, company: Company) -> Floats:
    known = ~np.isnan(w.hour)
    weight = company.weight * known[company.ids]
    mean = (np.nan_to_num(w.hour)[company.ids] * weight).sum(1) / np.maximum(weight.sum(1), 1e-9)
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
