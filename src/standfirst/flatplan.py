"""The flat plan: pages that can be laid out, and what each is made of, before any of them is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from hashlib import blake2b
from types import MappingProxyType
from typing import NamedTuple

from standfirst.model import Issue, Listing

_NONE: Mapping[str, str] = MappingProxyType({})


def _untold() -> Mapping[str, str]:
    return _NONE


class Planned(NamedTuple):
    """A page, or several that are laid out together: the parts of a long one, the views of a region.

    `path` is the first one's. `made_of` is the same as long as what is laid out is; "" where that is not known.
    Where `told` says what each story on them is made of, each of the pages is compared by its own stories."""

    path: str
    made_of: str
    laid_out: Callable[[], list[Listing]]
    told: Callable[[], Mapping[str, str]] = _untold


class Frozen(NamedTuple):
    """A frozen issue before it is opened. `made_of` is the same as long as what it prints is."""

    edition_id: str
    number: int
    dated: date
    made_of: str
    opened: Callable[[], Issue]


class Shelf(NamedTuple):
    """The pages of stories, or of affairs, that an edition tells of one day: compared as one, and planned one by
    one only where something on the shelf is other than it was. `path` is the folder in which they stand and the
    day; `made_of` is the same as long as theirs are."""

    path: str
    made_of: str
    language: str
    plans: Callable[[], list[Planned]]

    @property
    def edition_id(self) -> str:
        return self.path.split("/")[0]

    @property
    def folder(self) -> str:
        return self.path.rpartition("/")[0]

    @property
    def dated(self) -> str:
        return self.path.rpartition("/")[2]


Plan = Iterable[Planned | Shelf]


# What JSON has words for it writes faster than `repr` does, most of all what is not ASCII.
_told = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"), default=repr).encode


def digest(told: object) -> str:
    """A short name for texts, numbers, lists of these, and what else says by its `repr` all there is to say of it:
    the same on any day and machine."""
    return blake2b(_told(told).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
