"""What joining found of the tellings known at some moment, so that later ones can be joined to them at the cost of
the later ones alone.

How rare a word is, what a telling shares with its nearest and how alike two settled tellings are: that stays as
it was when they settled. It follows from their items alone, so it may be thrown away and found anew.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from importlib import resources
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from standfirst.join import sourced
from standfirst.join.components import components
from standfirst.join.features import Usual
from standfirst.join.tellings import FARTHEST, MET_FIRST, hour, telling
from standfirst.join.weighing import Before, Pairs, weigh
from standfirst.join.window import Floats, Ints, Rarity, Vectors, rarity_of, window
from standfirst.model import Edit, Item

# To be raised where words are folded or stemmed otherwise than before, which is done outside of this package.
_FORM = 6


@dataclass(frozen=True, slots=True)
class Settled:
    """Tellings in order of time by their items' `ids`, with a `digest` of what joining saw of each, its `hour`
    (NaN where unknown), what is usual for it, the `group` it is in where no editor has a word, their pairs, and
    how rare things were among them."""

    ids: Sequence[str]
    digest: NDArray[np.uint64]
    hour: NDArray[np.float64]
    usual: Usual
    group: Ints
    pairs: Pairs
    rarity: Rarity
    sources_known: bool


@dataclass(frozen=True, slots=True)
class Again:
    """Settled tellings met again among all that are to be joined: the pairs of all, the group each settled one had
    (-1 for the fresh), and which tellings may be grouped otherwise than before."""

    pairs: Pairs
    group: Ints
    touched: NDArray[np.bool_]


def found(ordered: Sequence[Item], vectors: Vectors | None) -> Settled:
    """What there is to find of items in order of time, all compared with all; groups are left to others."""
    tellings = [telling(item) for item in ordered]
    rarity = rarity_of(tellings, vectors)
    w = window(tellings, vectors, rarity)
    sources_known = sourced.are_known(ordered)
    weighed = weigh(w, sources_known)
    return Settled(
        [item.id for item in ordered],
        digests(ordered),
        w.hour,
        weighed.usual,
        np.arange(len(ordered)),
        weighed.pairs,
        rarity,
        sources_known,
    )


def digests(items: Sequence[Item]) -> NDArray[np.uint64]:
    """A number for what joining sees of each item."""
    hashed = b"".join(
        _digest(x.source_id, x.headline, x.standfirst, x.language, x.published, x.kind, x.places,
                x.found.get("places"), x.found.get("published") == MET_FIRST)
        for x in items
    )  # fmt: skip
    return np.frombuffer(hashed, np.uint64)


# The same items are met several times in one joining.
@lru_cache(maxsize=200_000)
def _digest(*seen: object) -> bytes:
    return blake2b(repr(seen).encode("utf-8", "replace"), digest_size=8).digest()


def name_of(items: Iterable[Item], edits: Sequence[Edit]) -> str:
    """A short name for what joining sees of items, in whatever order, and of what editors decided: while it and
    `version` stay the same, so do the stories."""
    ordered = sorted(items, key=lambda item: item.id)
    named = [(x.id, x.link, x.found.get("translations"), x.found.get("original")) for x in ordered]
    said = [(edit.kind, edit.about) for edit in edits if edit.kind in ("together", "apart")]
    told = blake2b(digests(ordered).tobytes(), digest_size=16)
    told.update(repr((named, said)).encode("utf-8", "replace"))
    return told.hexdigest()


def again(settled: Settled, ordered: Sequence[Item], vectors: Vectors | None) -> Again:
    """The settled tellings among all items in order of time; those that are new or other than they were are fresh,
    and are compared with all that lie near in time."""
    place = _places(settled, ordered)
    group = np.full(len(ordered), -1, np.int64)
    group[place[place >= 0]] = settled.group[place >= 0]
    kept = _placed(settled.pairs, place)
    touched = group < 0
    touched[_beside_the_gone(settled, place)] = True
    fresh = np.flatnonzero(group < 0)
    if not len(fresh):
        return Again(kept, group, touched)
    usual = np.full((len(ordered), 2), np.nan, np.float32)
    usual[place[place >= 0]] = settled.usual[place >= 0]
    block = _block(settled, ordered, place, fresh)
    w = window([telling(ordered[n]) for n in block.tolist()], vectors, settled.rarity)
    where = np.full(len(ordered), -1, np.int64)
    where[block] = np.arange(len(block))
    before = Before(group[block] < 0, usual[block], _placed(kept, where))
    new = _placed(weigh(w, settled.sources_known, before).pairs, block)
    return Again(kept.with_more(new), group, touched)


def near(settled: Settled, ordered: Sequence[Item]) -> list[Item]:
    """The items that are looked at again beside what is settled: these need their vectors."""
    place = _places(settled, ordered)
    there = np.zeros(len(ordered), bool)
    there[place[place >= 0]] = True
    fresh = np.flatnonzero(~there)
    return [ordered[n] for n in _block(settled, ordered, place, fresh).tolist()] if len(fresh) else []


def _places(settled: Settled, ordered: Sequence[Item]) -> Ints:
    """Where each settled telling stands among the items; -1 where it is gone or other than it was."""
    index = {item.id: n for n, item in enumerate(ordered)}
    place = np.array([index.get(id_, -1) for id_ in settled.ids], np.int64)
    same = digests(ordered)[place] == settled.digest if len(ordered) else np.zeros(len(place), bool)
    return np.where((place >= 0) & same, place, -1)


def _placed(pairs: Pairs, place: Ints) -> Pairs:
    i, j = place[pairs.i], place[pairs.j]
    both = (i >= 0) & (j >= 0)
    return Pairs(i[both], j[both], pairs.first[both], pairs.likeness[both])


def _beside_the_gone(settled: Settled, place: Ints) -> Ints:
    """Where those stand that were weighed in one group with a telling that is gone."""
    gone = place < 0
    if not gone.any():
        return place[:0]
    close = settled.pairs.likeness >= sourced.ENOUGH
    crowd = components(len(place), settled.pairs.i[close], settled.pairs.j[close])
    return place[np.isin(crowd, crowd[gone]) & ~gone]


def _block(settled: Settled, ordered: Sequence[Item], place: Ints, fresh: Ints) -> Ints:
    """The fresh and the settled that lie near one of them in time, in order."""
    hours = [hour(ordered[n].published) for n in fresh.tolist()]
    known = np.sort(np.array([h for h in hours if h is not None], np.float64))
    after = np.append(known, np.inf)[np.searchsorted(known, settled.hour)]
    before = np.append(-np.inf, known)[np.searchsorted(known, settled.hour)]
    close = (after - settled.hour <= FARTHEST) | (settled.hour - before <= FARTHEST) | np.isnan(settled.hour)
    if None in hours:
        close[:] = True
    return np.sort(np.concatenate([fresh, place[close & (place >= 0)]]))


@cache
def version() -> str:
    """A mark that changes with anything in the program that could join the same items otherwise."""
    own = sorted(resources.files(__package__).iterdir(), key=lambda file: file.name)
    told = blake2b(digest_size=8)
    for file in own:
        if file.name.endswith((".py", ".json")):
            told.update(blake2b(file.read_bytes()).digest())
    return f"{_FORM}-{told.hexdigest()}"


def as_bytes(settled: Settled) -> bytes:
    """What is settled as bytes, to be kept."""
    rarity = settled.rarity
    told = {
        "ids": list(settled.ids),
        "size": rarity.size,
        "tokens": {kind: dict(tokens) for kind, tokens in rarity.tokens.items()},
        "usual": rarity.usual,
        "common": sorted(rarity.common),
        "means": sorted(rarity.means),
        "sources_known": settled.sources_known,
    }
    file = io.BytesIO()
    np.savez_compressed(
        file,
        told=np.frombuffer(json.dumps(told).encode(), np.uint8),
        digest=settled.digest,
        hour=settled.hour,
        usual=settled.usual,
        group=settled.group.astype(np.int32),
        i=settled.pairs.i.astype(np.int32),
        j=settled.pairs.j.astype(np.int32),
        first=settled.pairs.first,
        likeness=settled.pairs.likeness,
        grams=rarity.grams.astype(np.int32),
        means=np.array([rarity.means[tag] for tag in sorted(rarity.means)], np.float32),
    )
    return file.getvalue()


def of_bytes(kept: bytes) -> Settled:
    """What `as_bytes` wrote. Raises ValueError where it is something else."""
    try:
        with np.load(io.BytesIO(kept)) as arrays:
            return _settled({name: arrays[name] for name in arrays.files})
    except (OSError, KeyError, EOFError, TypeError, ValueError, BadZipFile) as error:
        raise ValueError(f"nothing that joining wrote: {error}") from None


def _settled(arrays: dict[str, NDArray[np.generic]]) -> Settled:
    told = json.loads(arrays["told"].tobytes())
    long = {name: arrays[name].astype(np.int64) for name in ("group", "i", "j", "grams")}
    floats: dict[str, Floats] = {name: arrays[name].astype(np.float32) for name in ("usual", "first", "likeness")}
    means = dict(zip(told["means"], arrays["means"].astype(np.float32), strict=True))
    return Settled(
        told["ids"],
        arrays["digest"].astype(np.uint64),
        arrays["hour"].astype(np.float64),
        floats["usual"],
        long["group"],
        Pairs(long["i"], long["j"], floats["first"], floats["likeness"]),
        Rarity(told["size"], told["tokens"], told["usual"], long["grams"], frozenset(told["common"]), means),
        told["sources_known"],
    )
