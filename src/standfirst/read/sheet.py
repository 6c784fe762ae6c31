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
    "-comment -doctype script style template svg math head textarea select datalist button noscript iframe object"
    " canvas".split()
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
    """One pass over the nodes. A method call for each would cost as much as all the rest: hence one loop."""
    tags, parents, ends, starts, stops = sheet.tags, sheet.parents, sheet.ends, sheet.starts, sheet.stops
    attributes, blocks, heads = sheet.attributes, sheet.blocks, sheet.heads
    links, depths = sheet.links, sheet.depths
    texts, owners, breaks = sheet.texts, sheet.owners, sheet.breaks
    places = _root(sheet, body)
    known = places.get
    pending, line = 2, 0
    nodes = iter(body.traverse(include_text=True))
    next(nodes, None)
    for node in nodes:
        parent = known(node.parent.mem_id)  # type: ignore[union-attr]  # only the root has none
        if parent is None:
            continue
        tag = node.tag
        if tag == "-text":
            text = node.text_content
            bare = text.strip()  # type: ignore[union-attr]  # text nodes have text
            if not bare:
                pending = pending or 1
                continue
            block = blocks[parent]
            if block != line:
                pending, line = 2, block
            elif not pending and text[0].isspace():  # type: ignore[index]
                pending = 1
            texts.append(bare)
            owners.append(parent)
            breaks.append(pending)
            stops[parent] = len(texts)
            pending = 1 if text[-1].isspace() else 0  # type: ignore[index]
        elif tag not in _SILENT:
            place = len(tags)
            places[node.mem_id] = place
            tags.append(tag)  # type: ignore[arg-type]
            attributes.append(node.attributes)
            parents.append(parent)
            ends.append(place + 1)
            here = len(texts)
            starts.append(here)
            stops.append(here)
            if tag in _FLOWING:
                blocks.append(blocks[parent])
            else:
                blocks.append(place)
                pending = 2
            heads.append(place if tag in _HEADINGS else heads[parent])
            links.append(place if tag == "a" else links[parent])
            depths.append(depths[parent] + 1)


def _root(sheet: Sheet, body: Node) -> dict[int, int]:
    """The body as the first element; which node stands at which place."""
    sheet.tags.append("body")
    sheet.attributes.append(body.attributes)
    sheet.parents.append(-1)
    sheet.ends.append(1)
    sheet.starts.append(0)
    sheet.stops.append(0)
    sheet.blocks.append(0)
    sheet.heads.append(-1)
    sheet.links.append(-1)
    sheet.depths.append(0)
    return {body.mem_id: 0}


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
