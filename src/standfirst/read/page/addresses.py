"""What addresses say of blocks: links of the same make as those of the page's items lead to pieces too.

A site gives all its pieces addresses of one make (a number, a slug, a code), and its sections, tags and pages
about itself another. So a list of headlines that is made unlike the items, in a corner of the page, is still
a list of pieces where its addresses are theirs. What is ranked is left where it is: those who read most read
what was news before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice

from standfirst.read.enough import FEWEST
from standfirst.read.page.blocks import HEADED, Block
from standfirst.read.page.roles import FEATURES, Group
from standfirst.read.page.sheet import Sheet

# Chances as `roles` has them, in logits: what is likely shows how addresses of items are made, what is unlikely
# how others are; of what lies between, addresses decide.
_LIKELY, _UNLIKELY = 0.0, -4.0
_FROM, _TO = -3.2, -0.6
_PAIR = 2
_FOR, _AGAINST = 2.5, 4.0
_NAVIGATION = [FEATURES.index("in navigation")]
_SHORTEST = 20
_OF_A_MONTH = re.compile(r"/(?:19|20)\d\d[/-](?:0?[1-9]|1[0-2])$")
_LONG_SLUG, _MANY_HYPHENS, _MANY_ESCAPES, _MANY_DIGITS = 25, 3, 9, 4
_NUMBERS = re.compile(r"(\w+)=\d+")
_RANKED = re.compile(
    r"popul|trend|most[-_]?(?:read|view|shar|comment|click)|ranking|viewed|leidas|lidas|plus[-_]?lus?\b|piu[-_]?lett"
    r"|gelesen|okunan|czytan|top[-_]?(?:\d|read|stories)",
    re.IGNORECASE,
)
_AROUND = 5

Make = tuple[int, str, str]
"""How many parts an address has, of what make the last one is, and which numbers are asked for."""


def lean(sheet: Sheet, groups: Sequence[Group], host: str) -> None:
    """Raises the chance of groups that are not likely by themselves, but whose addresses are made like those of
    likely ones, and lowers that of months."""
    for group in groups:
        if _is_of_months(group):
            group.chance -= _AGAINST
    unsure = [
        group
        for group in groups
        if _FROM < group.chance <= _TO
        and _may_be_titles(group)
        and not any(group.row[place] for place in _NAVIGATION)
        and not _is_ranked(sheet, group.blocks[0].lead)
    ]
    if not unsure:
        return
    likely = _makes((group for group in groups if group.chance > _LIKELY), host)
    unlikely = _makes((group for group in groups if group.chance < _UNLIKELY), host)
    least = max(FEWEST, likely.total() // 10)
    fit = {make for make, times in likely.items() if times >= least and unlikely[make] * 4 <= times}
    for group in unsure:
        made = sum(_make(block.href, host) in fit for block in group.blocks)
        if made * 3 >= len(group.blocks) * 2:
            group.chance += _FOR


def list_of(sheet: Sheet, block: Block) -> tuple[int, str]:
    """What the records of a list share, whatever their classes: the element around them, and what they are."""
    return sheet.parents[block.first], sheet.tags[block.first]


def _is_of_months(group: Group) -> bool:
    """Whether all links lead to months: "/archives/2031/08"."""
    return len(group.blocks) > 1 and all(_OF_A_MONTH.search(block.href) for block in group.blocks)


def _may_be_titles(group: Group) -> bool:
    """Whether a group has a few titles, or linked headings, long enough and different from one another."""
    told = [title for title in group.titles if title]
    headed = all(block.heading >= 0 and block.size >= HEADED for block in group.blocks)
    # Two pieces are too few to show that they are a list.
    if len(group.blocks) == _PAIR or (len(told) < FEWEST and not headed):
        return False
    # What stands twice, as in a carousel that goes round, is one.
    pages = len({block.href for block in group.blocks})
    return group.row[0] >= _SHORTEST and len(set(told)) * 10 >= pages * 9


def _is_ranked(sheet: Sheet, place: int) -> bool:
    """Whether what stands around says that it is in an order of its own: numbered, or the most read."""
    return any(
        around > 0 and (sheet.tags[around] == "ol" or _RANKED.search(sheet.attribute(around, "class")))
        for around in islice(sheet.around(sheet.parents[place]), _AROUND)
    )


def _makes(groups: Iterable[Group], host: str) -> Counter[Make]:
    made = (_make(block.href, host) for group in groups for block in group.blocks)
    return Counter(make for make in made if make)


def _make(href: str, host: str) -> Make | None:
    """The make of an address, None where it leads to another site or is but words ("/sport/football")."""
    path, _, query = href.partition("?")
    if path.startswith("//"):
        there, _, path = path[2:].partition("/")
        if not _is_of(there, host):
            return None
    parts = [part for part in path.split("/") if part]
    last = parts[-1] if parts else ""
    stem, dot, ending = last.partition(".")
    made = _made(stem)
    numbers = "&".join(_NUMBERS.findall(query)) if query else ""
    return (len(parts), made + dot + ending[:5], numbers) if made != "word" or numbers else None


def _is_of(there: str, host: str) -> bool:
    """Whether a host is the page's own or a neighbour of it ("sport.paper.example")."""
    return there.endswith(".".join(host.split(".")[-2:]))


def _made(part: str) -> str:
    digits = sum(map(str.isdigit, part))
    if part and digits == len(part):
        return "number" if digits >= _MANY_DIGITS else "small number"
    hyphens = part.count("-") + part.count("_") + part.count(",")
    if hyphens >= _MANY_HYPHENS or part.count("%") >= _MANY_ESCAPES or len(part) >= _LONG_SLUG:
        return "slug"
    return "code" if digits >= _MANY_DIGITS else "word"
