"""An order among items that are equal otherwise: drawn as if by lot, but always the same. Pure."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

from standfirst.model import Item

# The lot, and the id in case two lots are the same.
Tie = tuple[str, str]


def tie(item: Item) -> Tie:
    """An item's place among equals: a digest of the path of its link. So it does not change with the host, and
    prefers nobody, as the alphabet would. An id that was not made from a link is a digest already."""
    return _drawn(item.link) if item.link else item.id, item.id


@lru_cache(maxsize=2**15)
def _drawn(link: str) -> str:
    path = link.partition("://")[2].partition("/")[2]
    return blake2b(path.encode("utf-8", "replace"), digest_size=8).hexdigest()
