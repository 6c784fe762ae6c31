"""The flat plan: pages that can be laid out, and what each is made of, before any of them is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import blake2b
from types import MappingProxyType
from typing import NamedTuple

from standfirst.model import Listing

_UNTOLD: Mapping[str, str] = MappingProxyType({})


class Planned(NamedTuple):
    """A page, or several that are laid out together: the parts of a long one, the views of a region.

    `path` is the first one's. `made_of` is the same as long as what is laid out is; "" where that is not known.
    Where `told` says what each story on them is made of, each of the pages is compared by its own stories."""

    path: str
    made_of: str
    laid_out: Callable[[], list[Listing]]
    told: Mapping[str, str] = _UNTOLD


def digest(told: object) -> str:
    """A short name for anything whose `repr` says all there is to say of it: the same on any day and machine."""
    return blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
