"""A page laid flat: its elements and texts in lists, in document order, so that looking is cheap.

The parser's nodes are dear to ask (each answer makes a Python object), so they are asked once, here. What
follows sees plain lists: `tags[i]`, `attributes[i]`, `parents[i]` of element i, whose subtree is the elements
i..ends[i]-1 and the pieces of text starts[i]..stops[i]-1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate

from standfirst.read.markup import INLINE, Node, Tree

Attributes = dict[str, str | None]

_SILENT = frozenset(
    "script style template svg math head textarea select datalist button noscript iframe object canvas".split()
)
_FLOWING = INLINE | frozenset(("img", "picture", "source", "label", "input", "nobr", "center-inline"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


@dataclass(slots=True)
class Sheet:
    """The first lists are indexed by element, `texts` and those after it by piece of text.

    `blocks[i]` is the element itself or the nearest around it that breaks the line, `heads[i]` and `links[i]`
    likewise the nearest heading and link (-1: none)."""

    tags: list[str] = field(default_factory=list)
    attributes: list[Attributes] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    stops: list[int] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    links: list[int] = field(default_factory=list)
    depths: list[int] = field(default_factory=list)

    texts: list[str] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)  # the element a piece of text stands in
    breaks: list[int] = field(default_factory=list)  # 2: a line begins here; 1: white space before; 0: glued
    lengths: list[int] = field(default_factory=list)  # characters before the piece, one more than pieces


def lay_flat(tree: Tree) -> Sheet:
    """The sheet of a tree's body; empty where it has none."""
    sheet = Sheet()
    if tree.body is not None:
        _walk(sheet, tree.body)
        _close(sheet)
    return sheet


def _walk(sheet: Sheet, body: Node) -> None:
    above = body.parent
    places: dict[int, int] = {above.mem_id: -1} if above is not None else {}
    told = _Told(sheet)
    for node in body.traverse(include_text=True):
        parent_node = node.parent
        parent = places.get(parent_node.mem_id) if parent_node is not None else None
        if parent is None:
            continue
        tag = node.tag or ""
        if tag == "-text":
            told.text(parent, node.text_content or "")
        elif tag not in _SILENT and tag[0] != "-":
            places[node.mem_id] = told.element(parent, tag, node.attributes)


class _Told:
    """What has been seen of the page so far: where the next piece of text will stand."""

    __slots__ = ("block", "pending", "sheet")

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.pending = 2
        self.block = -1

    def element(self, parent: int, tag: str, attributes: Attributes) -> int:
        sheet = self.sheet
        tags = sheet.tags
        place = len(tags)
        tags.append(tag)
        sheet.attributes.append(attributes)
        sheet.parents.append(parent)
        sheet.ends.append(place + 1)
        here = len(sheet.texts)
        sheet.starts.append(here)
        sheet.stops.append(here)
        flows = tag in _FLOWING and parent >= 0
        if not flows:
            self.pending = 2
        sheet.blocks.append(sheet.blocks[parent] if flows else place)
        sheet.heads.append(place if tag in _HEADINGS else sheet.heads[parent] if parent >= 0 else -1)
        sheet.links.append(place if tag == "a" else sheet.links[parent] if parent >= 0 else -1)
        sheet.depths.append(sheet.depths[parent] + 1 if parent >= 0 else 0)
        return place

    def text(self, owner: int, text: str) -> None:
        bare = text.strip()
        if not bare:
            self.pending = self.pending or 1
            return
        sheet = self.sheet
        block = sheet.blocks[owner]
        if block != self.block:
            self.pending = 2
            self.block = block
        elif not self.pending and text[0].isspace():
            self.pending = 1
        sheet.texts.append(bare)
        sheet.owners.append(owner)
        sheet.breaks.append(self.pending)
        sheet.stops[owner] = len(sheet.texts)
        self.pending = 1 if text[-1].isspace() else 0


def _close(sheet: Sheet) -> None:
    """Ends and stops of every element, from those of its last descendant."""
    ends, stops, parents = sheet.ends, sheet.stops, sheet.parents
    for place in range(len(ends) - 1, 0, -1):
        parent = parents[place]
        ends[parent] = max(ends[parent], ends[place])
        stops[parent] = max(stops[parent], stops[place])
    sheet.lengths.append(0)
    sheet.lengths.extend(accumulate(map(len, sheet.texts)))


def words_between(sheet: Sheet, first: int, last: int) -> str:
    """The words of the pieces first..last-1, breaks as spaces, not yet tidy within pieces."""
    texts, breaks = sheet.texts, sheet.breaks
    parts: list[str] = []
    for place in range(first, last):
        if parts and breaks[place]:
            parts.append(" ")
        parts.append(texts[place])
    return "".join(parts)
