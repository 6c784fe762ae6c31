"""What the likes of a record tell of its parts: where most records at one path have a label, the others have one.

A label that many items bear is known by coming again; one that a single item bears is known by its place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from standfirst.read.page.blocks import Block, weight
from standfirst.read.page.lines import ONLY_SIGNS, SEPARATORS, Told, unbracketed
from standfirst.read.page.sheet import Sheet
from standfirst.read.signing import is_button

_FEW, _LONGEST = 3, 30

Slot = tuple[int, str, str]
"""How many pieces after the beginning of its record a label stands, and the tag and class of its element."""


def fill_slots(sheet: Sheet, blocks: Sequence[Block], told: Sequence[Told]) -> None:
    """Takes for a kicker what stands where most items at the path have theirs."""
    rows: dict[int, list[tuple[Block, Told]]] = {}
    for block, one in zip(blocks, told, strict=True):
        rows.setdefault(block.path, []).append((block, one))
    for row in rows.values():
        bare = [(block, one) for block, one in row if one.kicker is None]
        if len(row) < _FEW or not 0 < len(bare) * 2 <= len(row):
            continue
        slots = Counter(_slot_of(sheet, block, one) for block, one in row if one.kicker)
        slot, times = slots.most_common(1)[0]
        if slot and times * 2 >= len(row):
            for block, one in bare:
                _fill(sheet, block, one, slot)


def _slot_of(sheet: Sheet, block: Block, told: Told) -> Slot | None:
    for piece in range(block.begin, told.begins):
        if sheet.texts[piece].strip(SEPARATORS) == told.kicker:
            return _slot(sheet, block, piece)
    return None


def _slot(sheet: Sheet, block: Block, piece: int) -> Slot:
    owner = sheet.owners[piece]
    return piece - block.begin, sheet.tags[owner], (sheet.attributes[owner].get("class") or "").split(" ", 1)[0]


def _fill(sheet: Sheet, block: Block, told: Told, slot: Slot) -> None:
    piece = block.begin + slot[0]
    if piece >= told.begins or _slot(sheet, block, piece) != slot:
        return
    text = unbracketed(sheet.texts[piece].strip(SEPARATORS))
    if ONLY_SIGNS.match(text) or any(map(str.isdigit, text)) or is_button(text) or weight(text) > _LONGEST:
        return
    if text not in (told.byline, told.headline):
        told.set("kicker", text, "where others have a label")
