"""Where the items that reading found, and their fields, stand in the tree of their page: told again from their
words and links."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from standfirst.model import Item, tidy
from standfirst.read import links
from standfirst.read.page.markup import Node, words_of
from standfirst.read.page.selected import ParsedPage, value_of

_MOST_IN_RECORD, _MOST_AROUND = 200, 8
_SILENT = frozenset(("script", "style", "template", "noscript", "svg"))


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one item stands: `around` are the few elements, innermost first, that hold its title and no other
    item's; the innermost holds its link too, where that is possible."""

    item: Item
    title: Node
    around: tuple[Node, ...]


@dataclass(slots=True)
class _Place:
    """An element: its number in the order of the page, that of the last one inside it, characters of its words."""

    node: Node
    number: int
    last: int
    length: int = 0
    inside: _Place | None = None


def stands(page: ParsedPage, items: Iterable[Item]) -> list[Stand]:
    """A stand for each item that can be found again, in the order of the items."""
    places = _places(page)
    titles = _by_words(places.values(), {squeezed(_title(item)) for item in items})
    anchors = _by_link(page, places.values())
    taken: set[int] = set()
    found: list[tuple[Item, _Place, _Place | None]] = []
    for item in items:
        mine = anchors.get(links.key(item.link) if item.link else "", [])
        pair = _nearest([t for t in titles.get(squeezed(_title(item)), mine) if t.number not in taken], mine)
        if pair is not None:
            taken.update(place.number for place in _up(pair[0]) if place.length == pair[0].length)
            found.append((item, *pair))
    crowd = Counter(place.number for _, title, _ in found for place in _up(title))
    return [
        Stand(item, title.node, tuple(islice(_around(title, link, crowd), _MOST_AROUND)))
        for item, title, link in found
    ]


def squeezed(text: str | None) -> str:
    """A text without its white space, which breaks of lines make uncertain."""
    return "".join(text.split()) if text else ""


def _title(item: Item) -> str:
    return item.headline or item.standfirst or ""


def _places(page: ParsedPage) -> dict[int, _Place]:
    """Every element of the body, by the parser's name for it."""
    places: dict[int, _Place] = {}
    for node in page.tree.body.traverse(include_text=True) if page.tree.body is not None else ():
        parent = node.parent
        above = places.get(parent.mem_id) if parent is not None else None
        if node.tag == "-text":
            if above is not None and above.node.tag not in _SILENT:
                above.length += len(squeezed(tidy(node.text_content or "")))
        elif node.is_element_node:
            places[node.mem_id] = _Place(node, len(places), len(places), 0, above)
    for place in reversed(places.values()):
        if place.inside is not None:
            place.inside.last = max(place.inside.last, place.last)
            place.inside.length += place.length
    return places


def _by_words(places: Iterable[_Place], wanted: set[str]) -> dict[str, list[_Place]]:
    """The elements whose words are one of the texts wanted. Only those of the right length are looked into."""
    lengths = {len(text) for text in wanted} - {0}
    found: dict[str, list[_Place]] = defaultdict(list)
    for place in places:
        if place.length in lengths and (text := squeezed(words_of(place.node))) in wanted:
            found[text].append(place)
    return found


def _by_link(page: ParsedPage, places: Iterable[_Place]) -> dict[str, list[_Place]]:
    found: dict[str, list[_Place]] = defaultdict(list)
    for place in places:
        href = place.node.attributes.get("href") if place.node.tag == "a" else None
        if href and (link := links.resolve(href, page.base)):
            found[links.key(link)].append(place)
    return found


def _nearest(titles: list[_Place], anchors: list[_Place]) -> tuple[_Place, _Place | None] | None:
    """The title and the link that stand nearest to one another; the first title where there is no link."""
    if not titles or not anchors:
        return (titles[0], None) if titles else None
    return min(
        ((t, a) for t in titles[:20] for a in anchors[:20]),
        key=lambda pair: abs(pair[0].number - pair[1].number),
    )


def _up(place: _Place | None) -> Iterator[_Place]:
    while place is not None:
        yield place
        place = place.inside


def _around(title: _Place, link: _Place | None, crowd: Counter[int]) -> Iterator[Node]:
    alone = [place for place in _up(title) if crowd[place.number] == 1]
    holding = [place for place in alone if link is not None and place.number <= link.number <= place.last]
    yield from (place.node for place in holding or alone)


# --- fields ------------------------------------------------------------------------------------------------


def telling(page: ParsedPage, record: Node, name: str, wanted: str) -> Iterator[Node]:
    """The elements of a record that tell a field as it should be."""
    for node in islice(record.traverse(), _MOST_IN_RECORD if wanted else 0):
        if name == "image" and node.tag != "img":
            continue
        if name == "link" and node.tag != "a":
            continue
        if node.is_element_node and nearness(name, comparable(name, value_of(page, node, name)), wanted):
            yield node


def nearness(name: str, given: str, wanted: str) -> float:
    """1 for what is wanted, less for a standfirst with a little more, such as a date before its words."""
    if given == wanted:
        return 1.0
    if name != "standfirst":
        return 0.0
    return 0.5 if len(wanted) > 20 and wanted in given and len(given) < 1.5 * len(wanted) + 20 else 0.0


def of_item(item: Item, name: str) -> str:
    return comparable(name, getattr(item, "published" if name == "date" else name))


def comparable(name: str, value: str | None) -> str:
    """A field as far as it must agree: dates to the day, links by the page, words without their spaces."""
    if not value:
        return ""
    if name == "date":
        return value[:10]
    return links.key(value) if name == "link" else squeezed(value)


def up(node: Node | None) -> Iterator[int]:
    while node is not None:
        yield node.mem_id
        node = node.parent
