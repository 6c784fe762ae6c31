"""What the likes of a record tell of its parts: where most records at one path have a label, the others have one.

A label that many items bear is known by coming again; one that a single item bears is known by its place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from standfirst.model import tidy
from standfirst.read.page.blocks import Block, weight
from standfirst.read.page.lines import (
    ENDS,
    ONLY_SIGNS,
    SEPARATORS,
    Surroundings,
    Told,
    lines_between,
    says_when,
    unbracketed,
)
from standfirst.read.page.sheet import Sheet
from standfirst.read.signing import is_button

_FEW, _LONGEST = 3, 30

_SHORTEST_LEAD, _LONGEST_LEAD = 8, 150

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


def fill_words(sheet: Sheet, blocks: Sequence[Block], told: Sequence[Told], around: Surroundings) -> None:
    """Takes for a standfirst, however short, what stands in an element like those that most items at the path have
    theirs in."""
    rows: dict[int, list[tuple[Block, Told]]] = {}
    for block, one in zip(blocks, told, strict=True):
        if one.headline:
            rows.setdefault(block.path, []).append((block, one))
    for row in rows.values():
        bare = [(block, one) for block, one in row if one.standfirst is None]
        if len(row) < _FEW or not 0 < len(bare) * 2 <= len(row):
            continue
        homes = Counter(_home_of(sheet, block, one) for block, one in row if one.standfirst)
        home, times = homes.most_common(1)[0]
        if home and home[1] and times * 2 >= len(row):
            for block, one in bare:
                _fill_words(sheet, block, one, home, around)


def _home_of(sheet: Sheet, block: Block, told: Told) -> tuple[str, str] | None:
    """The tag and class of the element whose only words are a standfirst."""
    for piece in range(told.begins + 1, block.end):
        if tidy(sheet.texts[piece]) == told.standfirst:
            return _slot(sheet, block, piece)[1:]
    return None


def _fill_words(sheet: Sheet, block: Block, told: Told, home: tuple[str, str], around: Surroundings) -> None:
    found = [
        text
        for piece in range(told.begins + 1, block.end)
        if _slot(sheet, block, piece)[1:] == home and (text := tidy(sheet.texts[piece])) != told.headline
    ]
    if len(found) != 1 or ONLY_SIGNS.match(found[0]) or is_button(found[0]) or says_when(found[0], around):
        return
    if around.often[found[0]] <= _FEW and found[0] not in (told.byline, told.kicker):
        told.set("standfirst", found[0], "where others have theirs")


def lead_notes(sheet: Sheet, blocks: Sequence[Block], told: Sequence[Told], around: Surroundings) -> None:
    """Takes for the headlines of notes that lead nowhere their first lines, where most of these at a path end as
    no sentence does."""
    rows: dict[int, list[tuple[Told, str]]] = {}
    for block, one in zip(blocks, told, strict=True):
        if not block.href and block.heading < 0 and one.headline is None:
            lines = (line.text for line in lines_between(sheet, block.begin, block.end))
            first = next((text for text in lines if not says_when(text, around)), "")
            rows.setdefault(block.path, []).append((one, first))
    for row in rows.values():
        led = [(one, first) for one, first in row if _may_lead(one, first)]
        for one, first in led if len(led) * 3 >= len(row) * 2 else ():
            one.standfirst = (one.standfirst or "").removeprefix(first).strip() or None
            one.set("headline", first, "the first line of what leads nowhere")


def _may_lead(told: Told, first: str) -> bool:
    fit = _SHORTEST_LEAD <= weight(first) <= _LONGEST_LEAD and not ENDS.search(first)
    return fit and (told.standfirst is None or told.standfirst.startswith(first))


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
