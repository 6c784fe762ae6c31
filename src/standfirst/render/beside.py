"""The same page in several languages: pages of several editions that bear one name within their edition.

The first edition of a language that has the page speaks for it, so that pages name each other or none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from standfirst.model import NOTHING
from standfirst.render.outline import Outline, Shelved


def beside(outlines: Iterable[Outline]) -> dict[str, Mapping[str, str]]:
    """By the path of a page where it stands in each language, itself among them, if it does in several."""
    same: dict[str, dict[str, str]] = {}
    for page in outlines:
        beyond = page.path.removeprefix(page.edition_id or "")
        same.setdefault(beyond, {}).setdefault(page.language, page.path)
    return {path: paths for paths in same.values() if len(paths) > 1 for path in paths.values()}


class Shelves:
    """The shelves of all editions, to be asked in which of them a page stands. That of ten thousand pages is told
    by a number each: its bits are the editions."""

    def __init__(self, shelved: Sequence[Shelved]) -> None:
        self._shelved = shelved
        self.editions = tuple(dict.fromkeys((each.shelf.edition_id, each.shelf.language) for each in shelved))
        self._speaking: dict[int, Mapping[str, str]] = {}

    @cached_property
    def _standing(self) -> Mapping[str, Mapping[str, int]]:
        bits = {edition: 1 << n for n, (edition, _) in enumerate(self.editions)}
        found: dict[str, dict[str, int]] = {}
        for each in self._shelved:
            bit, kind = bits[each.shelf.edition_id], found.setdefault(_kind(each), {})
            for name in each.names:
                kind[name] = kind.get(name, 0) | bit
        return found

    def around(self, each: Shelved) -> list[int]:
        """In which editions each page on a shelf stands."""
        kind = self._standing[_kind(each)]
        return [kind[name] for name in each.names]

    def beside(self, each: Shelved, path: str) -> Mapping[str, str]:
        """Where a page on the shelf stands in each language, itself among them, if it does in several."""
        kind, name = _kind(each), path.rpartition("/")[2]
        editions = self._editions_in(self._standing[kind][name])
        if len(editions) < 2 or each.shelf.edition_id not in editions.values():
            return NOTHING
        return {language: f"{edition}/{kind}/{name}" for language, edition in editions.items()}

    def _editions_in(self, bits: int) -> Mapping[str, str]:
        """By language the edition that speaks for it."""
        known = self._speaking.get(bits)
        if known is None:
            speaking: dict[str, str] = {}
            for n, (edition, language) in enumerate(self.editions):
                if bits >> n & 1:
                    speaking.setdefault(language, edition)
            known = self._speaking[bits] = speaking
        return known


def _kind(each: Shelved) -> str:
    return each.shelf.folder.rpartition("/")[2]
