"""What blocks are for: the page's items, or navigation, footer, tags and the like.

Blocks whose titles stand at the same path through the page are a group and are judged together, by what they
are made of: how long their titles are and how alike, what else their records hold, where they stand and how
much of the page they are. A small learned model (bench/train_listing.py) weighs that.
"""

from __future__ import annotations

import json
import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log
from pathlib import Path
from typing import Any

from standfirst.model import tidy
from standfirst.read.page.blocks import HEADED, TITLE_WEIGHT, Block, alike, path_of, text_of
from standfirst.read.page.sheet import Sheet, among, count
from standfirst.read.widths import width

_WORDS_OF_FAMILIES = """
navigation: nav navigation navbar menu submenu megamenu breadcrumb breadcrumbs dropdown tabs topbar toolbar
foot: footer foot bottom copyright colophon legal
head: header masthead banner logo top head
aside: sidebar aside side widget rail secondary right related recommended popular trending ticker viewed
tags: tag tags category categories cat cats label labels topic topics taxonomy keyword keywords
credits: author authors byline meta share social comment comments date time posted by avatar user profile
paging: pagination pager paging page pages prev previous next older newer numbers navlinks
advert: ad ads advert advertisement sponsor sponsored promo promoted partner banner
main: main content primary center centre middle
item: article post story entry news item teaser card articles posts stories hentry blog list feed archive
title: title headline heading hed titulo titolo titel header
words: summary excerpt description desc intro dek abstract text body lead lede
more: more readmore continue button btn cta
picture: image img thumb thumbnail photo media picture figure video gallery slide slider carousel swiper
"""
_FAMILIES = {
    name: frozenset(words.split())
    for name, _, words in (row.partition(": ") for row in _WORDS_OF_FAMILIES.strip().splitlines())
}
_OF_TAG = {"nav": 1, "menu": 1, "footer": 2, "header": 4, "aside": 8, "main": 1 << 8, "article": 1 << 9}
_STRUCTURE = ("li", "td", "p", "section", "dl", "form", "figure")
_NAMES = tuple(_FAMILIES) + tuple(f"<{tag}>" for tag in _STRUCTURE)
_OF_STRUCTURE = {tag: 1 << (len(_FAMILIES) + k) for k, tag in enumerate(_STRUCTURE)}
_CAMEL = re.compile(r"[A-Z]?[a-z]+")
# How an element looks, not what it is for: "margin-bottom", "pull-right".
_LOOKS = re.compile(
    r"(?:margin|padding|border|float|pull|text|align)-(?:top|bottom|left|right|center|start|end)\b", re.I
)
_DIGITS = re.compile(r"\d+")
_DATE = re.compile(r"(?=\d)(?:\b(?:19|20)\d\d\b|\d{1,2}[./:-]\d{1,2}\b|\d ?[年月日])")
_DATE_IN_LINK = re.compile(r"(?:19|20)\d\d[/_-]?[01]\d")
_FILE = re.compile(r"\.\w{3,5}$")
_SAMPLE = 10
# Chinese and Japanese part no words: three signs, which weigh so much more than their number, make about one.
_WEIGHT_OF_WORD = 4
_FEW = _OFTEN = 3

MEANS = tuple(
    "titled|words|how|telling|headed|level|beyond|inside|anchors|image|dated|again|hyphens|digits|segments|slug|query"
    "|date in link|file|outside|section|root".split("|")
)
SHARES = ("titled", "beyond", "dated", "level")
FEATURES = (
    *MEANS,
    "spread",
    "least",
    "count",
    "distinct",
    "distinct links",
    "position",
    "share of mass",
    "share of count",
    *(f"share of {name}" for name in SHARES),
    *(f"in {name}" for name in _NAMES),
    *(f"near {name}" for name in _NAMES),
)
"""What a group is judged by, in the order of its row."""


@dataclass(slots=True)
class Group:
    """Blocks at one path, the titles they would have, and the probability that they are items."""

    blocks: list[Block]
    titles: list[str]
    row: array[float]
    chance: float = 0.0


@dataclass(slots=True)
class _Page:
    """What is counted once for the page."""

    sheet: Sheet
    host: str
    hrefs: Counter[str]
    leads: Counter[str]
    prefixes: Counter[str]
    total: int


def groups_of(sheet: Sheet, blocks: Sequence[Block], host: str) -> list[Group]:
    """The groups of the blocks that may be items, each with its row of features, not yet judged."""
    page = _counted(sheet, blocks, host)
    rows = alike(blocks, path_of).values()
    groups = [_group(page, part) for members in rows for part in _parted(sheet, members)]
    _share(groups)
    families = _Families(sheet)
    for group in groups:
        group.row.extend(families.row(group.blocks[0].lead))
    return groups


def _parted(sheet: Sheet, members: list[Block]) -> list[list[Block]]:
    """The blocks at one path, apart from them each row of short links that holds no title: where a page names
    no classes, its menu may stand at the path of its items."""
    telling = [block.lead for block in members if block.telling]
    short = [block.lead for block in members if not block.telling and block.heading < 0]
    members = [block for block in members if _possible(block)]
    if len(telling) < _FEW or len(short) < _FEW:
        return [members] if members else []
    leads = sorted(telling + short)
    rows: dict[int, list[Block]] = {0: []}
    for block in members:
        row = 0 if block.telling or block.heading >= 0 else _row(sheet, block.lead, leads)
        within = count(telling, row, sheet.ends[row])
        rows.setdefault(0 if within else row, []).append(block)
    return [row for row in rows.values() if row]


def _row(sheet: Sheet, lead: int, leads: Sequence[int]) -> int:
    """The smallest element around a link that holds a few of those at its path."""
    place = sheet.parents[lead]
    while place > 0 and count(leads, place, sheet.ends[place]) < _FEW:
        place = sheet.parents[place]
    return max(place, 0)


def judge(groups: Sequence[Group]) -> None:
    """Sets the chance of each group."""
    trees, base = _model()
    for group in groups:
        row = group.row.tolist()
        total = base
        for tree in trees:
            node = tree
            while isinstance(node, tuple):
                feature, threshold, low, high = node
                node = low if row[feature] <= threshold else high
            total += node
        group.chance = total


def _possible(block: Block) -> bool:
    if block.running or block.root:
        return False
    return block.telling or block.heading >= 0 or block.size >= 8 or block.size == 0


def _counted(sheet: Sheet, blocks: Sequence[Block], host: str) -> _Page:
    """What is counted once for all groups."""
    prefixes: Counter[str] = Counter()
    for href in {block.href.rpartition("/")[0] for block in blocks}:
        while href:
            prefixes[href] += 1
            href = href.rpartition("/")[0]
    return _Page(
        sheet,
        host,
        Counter(block.href for block in blocks),
        Counter(text for text, _ in {(b.text, b.href) for b in blocks}),
        prefixes,
        sheet.lengths[-1] or 1,
    )


def _group(page: _Page, members: list[Block]) -> Group:
    """Blocks at one path, with what they are judged by: the means of a few of them, and what holds for all."""
    sheet = page.sheet
    titled = [_title(page, block) for block in members]
    titles = [title for title, _ in titled]
    sizes = [min(width(title), 200) for title in titles]
    count = len(members)
    rows = [
        _measure(page, block, title, how, size)
        for block, (title, how), size in zip(members[:_SAMPLE], titled, sizes, strict=False)
    ]
    row = array("d", (sum(column) / len(rows) for column in zip(*rows, strict=True)))
    mean = sum(sizes) / count
    row[0] = mean
    told = (
        (sum((size - mean) ** 2 for size in sizes) / count) ** 0.5,
        min(sizes),
        count,
        len({_DIGITS.sub("", title) for title in titles}) / count,
        len({block.href for block in members}) / count,
        sum(sheet.lengths[sheet.starts[block.lead]] for block in members) / count / page.total,
        sum(sizes),
    )
    row.extend(told)
    return Group(members, titles, row)


def _title(page: _Page, block: Block) -> tuple[str, int]:
    """The words that would be the headline; 2: a heading, 1: a link, 3: an attribute, 0: words that repeat."""
    sheet = page.sheet
    if block.heading >= 0:
        return text_of(sheet, block.heading), 2
    text = block.text
    attributes = sheet.attributes[block.lead]
    spoken = attributes.get("title") or attributes.get("aria-label")
    if text:
        again = page.leads[text] > _OFTEN
        # An invitation that comes again and again may say in an attribute what it leads to.
        if again and spoken and width(spoken) > 2 * max(width(text), TITLE_WEIGHT):
            return tidy(spoken), 3
        return text, 0 if again else 1
    if not spoken:
        for image in among(sheet.images, block.first, block.last, 1):
            spoken = sheet.attribute(image, "alt") or sheet.attribute(image, "title")
    return tidy(spoken or ""), 3


def _measure(page: _Page, block: Block, title: str, how: int, size: int) -> tuple[float, ...]:
    """What one block is measured by, in the order of `MEANS`."""
    sheet, href = page.sheet, block.href
    begin, end = block.begin, block.end
    path, _, query = href.partition("?")
    absolute = path.startswith("//")
    segments = [part for part in path.split("/") if part]
    last = segments[-1] if segments else ""
    timed = count(sheet.times, block.first, block.last) > 0
    text = " ".join(sheet.texts[begin : min(end, begin + 40)])[:500] if not timed else ""
    links = count(sheet.anchors, block.first, block.last)
    return (
        size,
        min(max(title.count(" ") + 1, (size - len(title)) // _WEIGHT_OF_WORD), 30),
        how,
        block.telling,
        block.size >= HEADED,
        _level(sheet.tags[block.heading]) if block.heading >= 0 else 0,
        min(max(sheet.lengths[end] - sheet.lengths[begin] - len(title), 0), 2000),
        links - len(block.anchors),
        len(block.anchors),
        count(sheet.images, block.first, block.last) > 0,
        timed or _DATE.search(text) is not None,
        page.hrefs[href] - 1,
        last.count("-") + last.count("_"),
        sum(map(len, _DIGITS.findall(href))),
        len(segments) - absolute,
        min(len(last), 150),
        bool(query),
        _DATE_IN_LINK.search(href) is not None,
        len(segments) > 1 and _FILE.search(last) is not None,
        absolute and bool(segments) and page.host not in segments[0],
        min(page.prefixes[path], 20),
        absolute and len(segments) <= 1 and not query,
    )


def _level(tag: str) -> int:
    """How high a heading is: 6 for h1, 1 for h6; 1 for what is one by its class alone."""
    return 7 - int(tag[1]) if len(tag) == 2 and tag[1].isdigit() else 1


def _share(groups: Sequence[Group]) -> None:
    """What each group has of the most that any group has."""
    at = {name: MEANS.index(name) for name in SHARES}
    mass, count = len(MEANS) + 6, len(MEANS) + 2
    for column, replace in ((mass, True), (count, False), *((at[name], False) for name in SHARES)):
        most = max((group.row[column] for group in groups), default=0) or 1
        for group in groups:
            if replace:
                group.row[column] /= most
            else:
                group.row.append(group.row[column] / most)


class _Families:
    """Families of class names and tags around elements, remembered."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._words: dict[str, int] = {}
        self._masks = {-1: 0, 0: 0}

    def row(self, element: int) -> list[float]:
        near, place = 0, element
        for _ in range(3):
            if place > 0:
                near |= self._own(place)
                place = self._sheet.parents[place]
        around = self._around(element)
        return [float(mask >> k & 1) for mask in (around, near) for k in range(len(_NAMES))]

    def _around(self, element: int) -> int:
        trail = []
        while element not in self._masks:
            trail.append(element)
            element = self._sheet.parents[element]
        mask = self._masks[element]
        for place in reversed(trail):
            mask |= self._own(place)
            self._masks[place] = mask
        return mask

    def _own(self, place: int) -> int:
        sheet = self._sheet
        tag, attributes = sheet.tags[place], sheet.attributes[place]
        own = _OF_TAG.get(tag, 0) | _OF_STRUCTURE.get(tag, 0)
        if not attributes:
            return own
        words = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        known = self._words.get(words)
        if known is None:
            tokens = {token.lower() for token in _CAMEL.findall(_LOOKS.sub("", words[:400]))}
            known = sum(1 << k for k, family in enumerate(_FAMILIES.values()) if not family.isdisjoint(tokens))
            self._words[words] = known
        return own | known


# --- the model ---------------------------------------------------------------------------------------------

Tree = float | tuple[int, float, "Tree", "Tree"]
"""A value, or: feature, threshold, tree where no more than that, tree where more."""


@lru_cache(maxsize=1)
def _model() -> tuple[list[Tree], float]:
    told = json.loads(Path(__file__).with_name("listing_model.json").read_text("utf-8"))
    names = told["features"]
    at = [FEATURES.index(name) for name in names]
    return [_placed(tree, at) for tree in told["trees"]], float(told["base"])


def _placed(tree: Sequence[Any], at: Sequence[int]) -> Tree:
    if len(tree) == 1:
        return float(tree[0])
    feature, threshold, low, high = tree
    return at[feature], threshold, _placed(low, at), _placed(high, at)


# --- the choice --------------------------------------------------------------------------------------------

# Chances are in logits: at nought an item is as likely as not.
_LEAST = -0.6
_LEAST_OF_BEST = 0.35


def chosen(groups: Sequence[Group]) -> list[tuple[Block, Group, int]]:
    """The blocks that are items, with their group and place in it, in the page's order."""
    bar = _bar(groups)
    likely = [(block, group, k) for group in groups if group.chance > bar for k, block in enumerate(group.blocks)]
    likely.sort(key=lambda told: (-_standing(told[0], told[1].chance), told[0].first))
    kept: list[tuple[Block, Group, int]] = []
    inside: dict[int, list[int]] = {}
    for group in groups:
        leads = inside.setdefault(group.blocks[0].path, [])
        leads += [block.lead for block in group.blocks]
        leads.sort()
    claimed = _Claims()
    for block, group, k in likely:
        if not claimed.holds(block, inside[block.path]):
            kept.append((block, group, k))
            claimed.add(block)
    kept.sort(key=lambda told: told[0].anchors[0])
    return kept


def _bar(groups: Sequence[Group]) -> float:
    """Where chances of items begin: a little under even, or where nothing is likely a third of the likeliest."""
    best = max((group.chance for group in groups), default=0.0)
    chance = _LEAST_OF_BEST * _share_of_one(best)
    return min(_LEAST, log(chance / (1 - chance))) if chance > 0 else -30.0


def _standing(block: Block, chance: float) -> float:
    return _share_of_one(chance) + (block.heading >= 0) + block.telling


def _share_of_one(logit: float) -> float:
    return 1 / (1 + exp(-max(min(logit, 30.0), -30.0)))


class _Claims:
    """Records that are taken: what stands in one and is a lesser thing belongs to it."""

    def __init__(self) -> None:
        self._records: list[tuple[int, int, Block]] = []

    def add(self, block: Block) -> None:
        at = bisect_left(self._records, (block.first, block.last), key=lambda r: r[:2])
        self._records.insert(at, (block.first, block.last, block))

    def holds(self, block: Block, likes: Sequence[int]) -> bool:
        at = bisect_left(self._records, (block.lead + 1, 0), key=lambda r: r[:2])
        # Records nest but rarely: the few that begin before the block are enough to look at.
        return any(
            first <= block.lead < last and _lesser(block, other, likes)
            for first, last, other in self._records[max(0, at - 6) : at]
        )


def _lesser(block: Block, other: Block, likes: Sequence[int]) -> bool:
    """Whether a block within a record is a lesser thing than what that record is of."""
    if block.path == other.path:
        return False
    # Several alike within one record are a list of their own.
    if count(likes, other.first, other.last) > 2:
        return False
    mine = (block.heading >= 0, block.telling)
    theirs = (other.heading >= 0, other.telling)
    if theirs[0] > mine[0] or theirs[1] > mine[1]:
        return True
    return mine == theirs and other.last - other.first < 60 and other.size > block.size
