"""What the heads of a table say of the cells below them: who wrote what stands in the row."""

from __future__ import annotations

from standfirst.read.page.bylines import is_by
from standfirst.read.page.sheet import Sheet

_FEW = 2


def credited_cells(sheet: Sheet) -> frozenset[int]:
    """The cells below heads that say "author"."""
    if "th" not in sheet.tags:
        return frozenset()
    heads: dict[int, tuple[int, int]] = {}
    found = []
    for row, tag in enumerate(sheet.tags):
        if tag != "tr":
            continue
        cells = [cell for cell in sheet.children(row) if sheet.tags[cell] in ("td", "th")]
        table = next((place for place in sheet.around(row) if sheet.tags[place] == "table"), -1)
        if len(cells) >= _FEW and all(sheet.tags[cell] == "th" for cell in cells):
            by = [n for n, cell in enumerate(cells) if _says_author(sheet, cell)]
            heads[table] = (by[0] if len(by) == 1 else -1, len(cells))
        elif table in heads and heads[table][0] >= 0 and heads[table][1] == len(cells):
            found.append(cells[heads[table][0]])
    return frozenset(found)


def _says_author(sheet: Sheet, cell: int) -> bool:
    begin, end = sheet.starts[cell], sheet.stops[cell]
    return end - begin == 1 and is_by(sheet.texts[begin])
