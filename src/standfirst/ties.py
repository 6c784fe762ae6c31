"""What settles ties between items: nothing that prefers anybody, and no name of a host. Pure."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

from standfirst.model import Item

# What is drawn, and the id where that is alike.
Tie = tuple[str, str]


def tie(item: Item) -> Tie:
    """A place among equals, drawn from the path of the item's link: the same wherever the outlet serves its pages,
    and not by the alphabet, which would always prefer the same. An id that comes of no link is drawn already."""
    return _drawn(item.link) if item.link else item.id, item.id


@lru_cache(maxsize=2**15)
def _drawn(link: str) -> str:
    path = link.partition("://")[2].partition("/")[2]
    return blake2b(path.encode("utf-8", "replace"), digest_size=8).hexdigest()
