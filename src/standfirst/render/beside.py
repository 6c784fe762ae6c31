"""The same page in several languages, for hreflang: pages of several editions that bear one name within them.

Where two editions are in one language, the page of the first stands for that language. So whatever page names
another is named by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property

from standfirst.model import NOTHING
from standfirst.render.outline import Outline, Shelved


def beside(outlines: Iterable[Outline]) -> dict[str, Mapping[str, str]]:
    """By the path of each page that stands in several languages: its path in each, its own among them."""
    same: dict[str, dict[str, str]] = {}
    for page in outlines:
        beyond = page.path.removeprefix(page.edition_id or "")
        same.setdefault(beyond, {}).setdefault(page.language, page.path)
    return {path: paths for paths in same.values() if len(paths) > 1 for path in paths.values()}


class Shelves:
    """Which editions have a page of the same name on a shelf. For each name that is one number, with a bit for
    each edition: there may be ten thousand names."""

    def __init__(self, shelved: Sequence[Shelved]) -> None:
        self._shelved = shelved
        self.editions = tuple(dict.fromkeys((each.shelf.edition_id, each.shelf.language) for each in shelved))
        self._speaking_in = cache(self._speaking)

    @cached_property
    def _standing(self) -> Mapping[str, Mapping[str, int]]:
        bits = {edition: 1 << n for n, (edition, _) in enumerate(self.editions)}
        found: dict[str, dict[str, int]] = {}
        for each in self._shelved:
            bit, kind = bits[each.shelf.edition_id], found.setdefault(each.shelf.kind, {})
            for name in each.names:
                kind[name] = kind.get(name, 0) | bit
        return found

    def around(self, each: Shelved) -> list[int]:
        """For each page on a shelf the number that says which editions have it."""
        kind = self._standing[each.shelf.kind]
        return [kind[name] for name in each.names]

    def beside(self, each: Shelved, path: str) -> Mapping[str, str]:
        """The paths of a page on the shelf by language, its own among them; none where it stands in one
        language."""
        kind, name = each.shelf.kind, path.rpartition("/")[2]
        editions = self._speaking_in(self._standing[kind][name])
        if len(editions) < 2 or each.shelf.edition_id not in editions.values():
            return NOTHING
        return {language: f"{edition}/{kind}/{name}" for language, edition in editions.items()}

    def _speaking(self, bits: int) -> Mapping[str, str]:
        """Of these editions the first in each language, by language."""
        speaking: dict[str, str] = {}
        for n, (edition, language) in enumerate(self.editions):
            if bits >> n & 1:
                speaking.setdefault(language, edition)
        return speaking
