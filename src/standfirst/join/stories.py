"""Items joined into stories: candidates, their likeness, groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from standfirst.join import sourced
from standfirst.join.components import components
from standfirst.join.copies import declared, printed_twice
from standfirst.join.edited import Pair, Said, decided
from standfirst.join.grouping import group
from standfirst.join.settled import Again, Settled, again, found
from standfirst.join.weighing import Pairs, kind_of
from standfirst.join.window import Floats, Ints, Vectors
from standfirst.model import Edit, Item, Story
from standfirst.ties import Tie, tie

# At this likeness two groups become one, and so much do the sizes of the lesser and the greater count: what did
# best on days and stories that the networks had not seen (bench/train_join.py --held-out), by what they were
# trained on.
ENOUGH = {"plain": 0.5, "vectors 128": 0.45, "vectors": 0.4, "vectors 288": 0.42, "vectors 352": 0.35}
CROWD = {**dict.fromkeys(ENOUGH, (0.85, 0.7)), "plain": (0.7, 0.7), "vectors 128": (0.85, 0.6)}
_LEAST = 0.05


def stories(
    items: Iterable[Item], edits: Sequence[Edit], vectors: Vectors | None, settled: Settled | None = None
) -> list[Story]:
    """The stories that items tell, oldest first."""
    ordered = in_order(items)
    if settled is None:
        settled = found(ordered, vectors)
        known = Again(settled.pairs, np.full(len(ordered), -1, np.int64), np.ones(len(ordered), bool))
    else:
        known = again(settled, ordered, vectors)
    together, apart = decided(edits, {item.id: n for n, item in enumerate(ordered)})
    about = {n for pair in (*together, *apart) for n in pair}
    one_text = {*declared(ordered), *printed_twice(ordered)}
    declares = sorted(pair for pair in one_text if not about.intersection(pair))
    if settled.sources_known:
        groups = _grouped(ordered, known, Said(together, apart, declares))
    else:
        kind = kind_of(settled.rarity.means.get("*"))
        likeness = _by_pair(known.pairs.i, known.pairs.j, known.pairs.likeness)
        groups = group(len(ordered), likeness, ENOUGH[kind], together + declares, apart, CROWD[kind])
    return [Story(ordered[members[0]].id, tuple(ordered[n] for n in members)) for members in groups]


def settle(items: Iterable[Item], vectors: Vectors | None = None) -> Settled:
    """What is found of items, so that later ones can be joined to them at the cost of the later ones."""
    ordered = in_order(items)
    anew = found(ordered, vectors)
    return replace(anew, group=unedited(ordered, anew)) if anew.sources_known else anew


def unedited(ordered: Sequence[Item], settled: Settled) -> Ints:
    """For each of the settled items, whose sources are known, the first of those that it tells one story with
    where no editor has a word."""
    label = np.arange(len(ordered))
    known = Again(settled.pairs, label, np.ones(len(ordered), bool))
    for members in _grouped(ordered, known, Said()):
        label[members] = members[0]
    return label


def in_order(items: Iterable[Item]) -> list[Item]:
    """Each item once, oldest first."""
    return sorted({item.id: item for item in items}.values(), key=_age)


def _grouped(ordered: Sequence[Item], known: Again, said: Said) -> list[list[int]]:
    """The groups of tellings whose sources are known: a group is like a telling as a whole, so what no chain of
    pairs alike enough connects can be settled by itself, and what was settled and is untouched stays."""
    pairs, size = known.pairs, len(ordered)
    close = pairs.likeness >= sourced.ENOUGH
    bound = np.array([*said.together, *said.declared], np.int64).reshape(-1, 2)
    crowd = components(
        size, np.concatenate([pairs.i[close], bound[:, 0]]), np.concatenate([pairs.j[close], bound[:, 1]])
    )
    open_ = known.touched.copy()
    open_[[n for told in said for pair in told for n in pair]] = True
    open_ = np.isin(crowd, np.unique(crowd[open_]))
    lone = np.bincount(crowd)[crowd] == 1
    groups = [[n] for n in np.flatnonzero(open_ & lone).tolist()]
    groups += _regrouped(ordered, pairs, np.flatnonzero(open_ & ~lone), crowd, said)
    groups += _runs(np.flatnonzero(~open_), known.group)
    return sorted(groups)


def _regrouped(ordered: Sequence[Item], pairs: Pairs, members: Ints, crowd: Ints, said: Said) -> list[list[int]]:
    place = np.full(len(ordered), -1, np.int64)
    place[members] = np.arange(len(members))
    within = (crowd[pairs.i] == crowd[pairs.j]) & (place[pairs.i] >= 0)
    i, j, likeness = pairs.i[within], pairs.j[within], pairs.likeness[within]
    together, apart, declares = (
        [(int(place[a]), int(place[b])) for a, b in told if place[a] >= 0 <= place[b]] for told in said
    )
    mine = [ordered[n] for n in members.tolist()]
    i, j = place[i], place[j]
    # Of what an editor put together, how often its sources tell one thing says nothing any more.
    vouched = {n for pair in together for n in pair}
    kept_apart = {*apart, *(p for p in sourced.parted(mine, i, j, likeness) if not vouched.intersection(p))}
    kept_apart -= set(declares)
    alike = _by_pair(i, j, likeness)
    groups = group(len(mine), alike, sourced.ENOUGH, together + declares, sorted(kept_apart))
    return [members[numbers].tolist() for numbers in groups]


def _runs(members: Ints, group: Ints) -> list[list[int]]:
    """The members of each group."""
    order = members[np.argsort(group[members], kind="stable")]
    ends = np.flatnonzero(np.diff(group[order])) + 1
    return [run.tolist() for run in np.split(order, ends)] if len(order) else []


def _by_pair(i: Ints, j: Ints, likeness: Floats) -> dict[Pair, float]:
    """The likenesses that count for anything."""
    kept = likeness > _LEAST
    return dict(zip(zip(i[kept].tolist(), j[kept].tolist(), strict=True), likeness[kept].tolist(), strict=True))


def _age(item: Item) -> tuple[str, Tie]:
    """Oldest first; an item without a date comes after those of any day, and ties are drawn."""
    return item.published or "~", tie(item)
