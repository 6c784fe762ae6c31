"""A page with marks on the elements that reading took, and on those it passed over: what a picture is drawn from.

The marks are attributes: `data-standfirst-item` with the item's number (from 1), `data-standfirst-field` with the
item's number and the names of fields, `data-standfirst-passed` on blocks that were taken for no items.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from standfirst.model import Reading
from standfirst.read.page.blocks import Block
from standfirst.read.page.markup import Node
from standfirst.read.page.records import blocks_of
from standfirst.read.page.roles import chosen, groups_of, judge
from standfirst.read.page.selected import FIELDS, ParsedPage, page_of
from standfirst.read.page.sheet import Sheet, body_of, lay_flat
from standfirst.read.page.standing import Stand, of_item, stands, telling, up

ITEM, FIELD, PASSED = "data-standfirst-item", "data-standfirst-field", "data-standfirst-passed"


def marked(html: str, url: str, reading: Reading, now: datetime | None) -> str:
    """The page as HTML with our marks. Nothing of it is taken away; `reading` is what was read from it."""
    page = page_of(html, url, reading.language, now)
    taken: set[int] = set()
    numbers = {id(item): number for number, item in enumerate(reading.items, 1)}
    for stand in stands(page, reading.items):
        taken |= _mark_item(page, stand, numbers[id(stand.item)])
    if reading.passed_over:
        for node in _passed_over(page, taken):
            node.attrs[PASSED] = ""
    return page.tree.html or ""


def _mark_item(page: ParsedPage, stand: Stand, number: int) -> set[int]:
    """Mark an item and its fields; the parser's names of the elements around each that was marked."""
    scope = (*stand.around, stand.title)
    told: dict[int, tuple[Node, list[str]]] = {}
    for name in FIELDS:
        is_title = name == ("headline" if stand.item.headline else "standfirst")
        nodes = [stand.title] if is_title else telling(page, scope[-2:][0], name, of_item(stand.item, name))
        # The smallest that tells it.
        if name != "link" and (node := min(nodes, key=lambda node: len(node.html or ""), default=None)):
            told.setdefault(node.mem_id, (node, []))[1].append("published" if name == "date" else name)
    for node, names in told.values():
        _set(node, FIELD, f"{number} {' '.join(names)}")
    above = [set(up(node)) for node, _ in told.values()]
    whole = next((node for node in scope if all(node.mem_id in ids for ids in above)), stand.title)
    _set(whole, ITEM, str(number))
    return set().union(*above, up(whole))


def _set(node: Node, name: str, value: str) -> None:
    if name not in node.attributes:
        node.attrs[name] = value


def _passed_over(page: ParsedPage, taken: set[int]) -> Iterator[Node]:
    """The elements of blocks that no item came of, but what holds an item or lies in one."""
    sheet = lay_flat(body_of(page.tree))
    if not sheet.texts:
        return
    groups = groups_of(sheet, blocks_of(sheet), (urlsplit(page.base).hostname or "").removeprefix("www."))
    judge(groups)
    kept = {id(group) for _, group, _ in chosen(groups)}
    nodes = _elements(sheet, page)
    items = {node.mem_id for node in page.tree.css(f"[{ITEM}]")}
    passed = (block for group in groups if id(group) not in kept for block in group.blocks)
    for node in (nodes[place] for block in passed for place in _record(sheet, block)):
        if node.mem_id not in taken and items.isdisjoint(up(node)):
            yield node


def _record(sheet: Sheet, block: Block) -> Iterator[int]:
    """The outermost elements of a block's record."""
    place = block.first
    while place < block.last:
        yield place
        place = sheet.ends[place]


def _elements(sheet: Sheet, page: ParsedPage) -> list[Node]:
    """The nodes of a sheet's elements, in its order."""
    nodes: list[Node] = []
    places: dict[int, int] = {}
    body = page.tree.body
    for node in body.traverse() if body is not None else ():
        place = len(nodes)
        parent = node.parent
        above = -1 if place == 0 else places.get(parent.mem_id) if parent is not None else None
        # What the sheet leaves out is told by tag and parent: it is next in no list.
        if place < len(sheet.tags) and above == sheet.parents[place] and node.tag == sheet.tags[place]:
            places[node.mem_id] = place
            nodes.append(node)
    return nodes
