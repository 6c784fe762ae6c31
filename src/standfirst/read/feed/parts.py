"""What an element of an XML feed holds, by name."""

from __future__ import annotations

from standfirst.model import tidy
from standfirst.read import xml


class Parts(dict[str, list[xml.Element]]):
    """The children of an element by name (see `xml.name`)."""

    def named(self, *names: str) -> list[tuple[str, xml.Element]]:
        """The children of some names, all of the first name first, each with its name."""
        return [(name, element) for name in names if name in self for element in self[name]]

    def of(self, *names: str) -> list[xml.Element]:
        """The children of some names, all of the first name first."""
        return [element for name in names if name in self for element in self[name]]

    def words(self, *names: str) -> str:
        """What the first of some children says that says anything; "" where none does."""
        return next((words for element in self.of(*names) if (words := tidy(xml.words(element)))), "")

    def links(self, rel: str = "") -> list[xml.Element]:
        """The elements for links of Atom, all or those of one relation."""
        links = self.of("atom:link", "link")
        return [link for link in links if not rel or rel in (link.get("rel") or "").lower().split()]

    def files(self) -> list[xml.Element]:
        """The elements for files that go with an entry."""
        return [*self.links("enclosure"), *self.of("enclosure")]


def parts_of(element: xml.Element) -> Parts:
    parts = Parts()
    for child in element:
        if isinstance(child.tag, str):
            parts.setdefault(xml.name(child.tag), []).append(child)
    return parts
