"""The flat plan: pages that can be laid out, and what each is made of, before any of them is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

from standfirst.model import Issue, Listing


class Planned(NamedTuple):
    """A page that can be laid out, or several that are laid out together: the parts of a long one, the two views
    of a region.

    `path` is the first page's. `made_of` is a digest that changes whenever the pages do, "" where that is not
    known."""

    path: str
    made_of: str
    laid_out: Callable[[], list[Listing]]


class Frozen(NamedTuple):
    """A frozen issue that is not opened yet. `made_of` is a digest that changes whenever its pages do."""

    edition_id: str
    number: int
    dated: date
    made_of: str
    opened: Callable[[], Issue]


class Shelf(NamedTuple):
    """The pages of an edition's "stories" or "affairs" (its `kind`) of one day. They are compared as one, and
    planned one by one only where something on the shelf changed. `made_of` is a digest that changes whenever one
    of the pages does."""

    edition_id: str
    kind: str
    dated: str
    made_of: str
    language: str
    plans: Callable[[], list[Planned]]

    @property
    def folder(self) -> str:
        return f"{self.edition_id}/{self.kind}"

    @property
    def path(self) -> str:
        """By what it is known from one printing to the next."""
        return f"{self.folder}/{self.dated}"


Plan = Iterable[Planned | Shelf]


# JSON is faster than `repr`, above all for text that is not ASCII.
_told = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"), default=repr).encode


def digest(told: object) -> str:
    """A digest of texts, numbers, lists of these, and of anything whose `repr` says all there is to say of it. It
    is the same on any day and machine."""
    return blake2b(_told(told).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
