"""Site: what a page must know of the pages around it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Site:
    """The published site. `url` is the absolute address of its root and ends with "/"; `editions`, `regions`
    and `days` are navigation: (path as in Listing.path, language or "", words to print)."""

    title: str
    url: str
    editions: tuple[tuple[str, str, str], ...] = ()
    regions: tuple[tuple[str, str, str], ...] = ()
    days: tuple[tuple[str, str, str], ...] = ()
