"""A page laid flat: its elements and texts in lists, in document order, so that looking is cheap.

The parser's nodes are dear to ask (each answer makes a Python object), so they are not asked at all: the parser
writes the tree it has built, sound whatever the page was, and its tags are gone through here once. What follows
sees plain lists: `tags[i]`, `attributes[i]`, `parents[i]` of element i, whose subtree is the elements
i..ends[i]-1 and the pieces of text starts[i]..stops[i]-1.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from itertools import accumulate
from sys import intern

from standfirst.read.page.markup import INLINE, Tree

Attributes = dict[str, str | None]

_RAW = "script|style|iframe|xmp|noembed|noframes|plaintext"
# As the parser writes them: attributes quoted, no slash at the end; what holds no markup is one piece.
_PIECE = re.compile(
    rf"<(?:({_RAW})[ >][^<]*+(?:<(?!/\1)[^<]*+)*+</\1|!--.*?--|!doctype[^>]*+"
    r"|(/?+)([a-zA-Z][^\s/>]*+)((?: [^\s/>][^\s/=>]*+=\"[^\"]*+\")*+))>([^<]*+)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r" ([^=]++)=\"([^\"]*+)\"")
# What a tag is; one that is not here begins a line.
_SILENT, _FLOWING, _VOID = 1, 2, 4
_PARTS = {
    **dict.fromkeys(
        "template svg math head textarea select datalist button noscript object canvas".split(), _SILENT
    ),
    **dict.fromkeys(INLINE | {"label"}, _FLOWING),
    **dict.fromkeys(
        "area base basefont bgsound br col embed frame hr keygen link meta param track".split(), _VOID
    ),
    **dict.fromkeys(("img", "input", "source", "wbr"), _FLOWING | _VOID),
    "picture": _FLOWING,
}
MOST_ELEMENTS = 60_000
"""Elements of one page that are looked at; real ones have a few thousand."""
# What parts words that stand glued to one another in a line, and so says that they do.
_WORDY, _OPEN, _QUOTES = 24, "([{<«„“‘-–—/:|·•,،、#@&+=_$£€", "\"'“‘«„「『【（(¿¡"
# So many elements inwards an end is looked for that fits none: only scripts that hide scripts leave such.
_NEAR = 40
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def _numbers() -> array[int]:
    # A list would hold an object for each number: eight times as much.
    return array("i")


@dataclass(slots=True)
class Sheet:
    """The first lists are indexed by element, `texts` and those after it by piece of text.

    `blocks[i]` is the element itself or the nearest around it that breaks the line, `heads[i]` and `links[i]`
    likewise the nearest heading and link (-1: none); `anchors`, `headings`, `images` and `times` are the elements
    of those tags, in the page's order."""

    tags: list[str] = field(default_factory=list)
    attributes: list[Attributes] = field(default_factory=list)
    parents: array[int] = field(default_factory=_numbers)
    ends: array[int] = field(default_factory=_numbers)
    starts: array[int] = field(default_factory=_numbers)
    stops: array[int] = field(default_factory=_numbers)
    blocks: array[int] = field(default_factory=_numbers)
    heads: array[int] = field(default_factory=_numbers)
    links: array[int] = field(default_factory=_numbers)
    anchors: array[int] = field(default_factory=_numbers)
    headings: array[int] = field(default_factory=_numbers)
    images: array[int] = field(default_factory=_numbers)
    times: array[int] = field(default_factory=_numbers)

    texts: list[str] = field(default_factory=list)
    owners: array[int] = field(default_factory=_numbers)  # the element a piece of text stands in
    breaks: array[int] = field(default_factory=_numbers)  # 2: a line begins here; 1: white space before; 0: glued
    lengths: array[int] = field(default_factory=_numbers)  # characters before the piece, one more than pieces

    def depth(self, element: int) -> int:
        """How many elements stand around one."""
        depth = 0
        while (element := self.parents[element]) >= 0:
            depth += 1
        return depth


def body_of(tree: Tree) -> str:
    """The body of a tree as the parser writes it: sound markup, whatever the page was. "" where it has none."""
    body = tree.body.html if tree.body is not None else None
    return (body or "").replace("&nbsp;", "\u00a0")


def lay_flat(body: str) -> Sheet:
    """The sheet of the `body_of` a tree."""
    sheet = Sheet()
    if body:
        _walk(sheet, body)
        _look_around(sheet)
        _part_boxes(sheet)
        sheet.lengths.append(0)
        sheet.lengths.extend(accumulate(map(len, sheet.texts)))
    return sheet


def _walk(sheet: Sheet, written: str) -> None:  # noqa: C901, PLR0912, PLR0915
    """One pass over the tags: a call for each would cost as much as all the rest, hence one loop."""
    tags, parents, ends, starts, stops = sheet.tags, sheet.parents, sheet.ends, sheet.starts, sheet.stops
    blocks, texts, owners, breaks = sheet.blocks, sheet.texts, sheet.owners, sheet.breaks
    told: list[str] = []
    parent, pending, line = -1, 2, 0
    silent, depth = "", 0
    for found in _PIECE.finditer(written):
        if len(tags) >= MOST_ELEMENTS:
            break
        _, closing, tag, attributes, text = found.groups()
        if silent:
            if tag == silent:
                depth += -1 if closing else 1
            if depth:
                continue
            silent = ""
        elif closing:
            if tags[parent] == tag:
                ends[parent], stops[parent], parent = len(tags), len(texts), parents[parent]
            else:
                parent = _close(sheet, parent, tag)
            if parent < 0:
                break
        elif tag:
            part = _PARTS.get(tag, 0)
            if part == _SILENT:
                silent, depth = tag, 1
                continue
            place = len(tags)
            tags.append(tag)
            told.append(attributes)
            parents.append(parent)
            ends.append(place + 1)
            starts.append(len(texts))
            stops.append(len(texts))
            if part & _FLOWING:
                blocks.append(blocks[parent])
            else:
                blocks.append(place)
                pending = 2
            if part < _VOID:
                parent = place
        if not text:
            continue
        bare = text.strip()
        if not bare:
            pending = pending or 1
            continue
        if (block := blocks[parent]) != line:
            pending, line = 2, block
        elif not pending and text[0].isspace():
            pending = 1
        texts.append(_unescaped(bare) if "&" in bare else bare)
        owners.append(parent)
        breaks.append(pending)
        pending = 1 if text[-1].isspace() else 0
    while parent >= 0:
        ends[parent], stops[parent], parent = len(tags), len(texts), parents[parent]
    sheet.attributes = list(map(_Attributes().__getitem__, told))


class _Attributes(dict[str, Attributes]):
    """Attributes by how they are written; many tags of a page are alike."""

    def __missing__(self, told: str) -> Attributes:
        found = {intern(name): value for name, value in _ATTRIBUTE.findall(told)}
        if "&" in told:
            found = {name: _unescaped(value.replace("&quot;", '"')) for name, value in found.items()}
        self[told] = found
        return found


def _close(sheet: Sheet, place: int, tag: str) -> int:
    """Ends the innermost element of a tag and all within it; where the walk stands then."""
    tags, parents = sheet.tags, sheet.parents
    last = place
    for _ in range(_NEAR):
        if last < 0 or tags[last] == tag:
            break
        last = parents[last]
    if last < 0 or tags[last] != tag:
        return place
    while place >= last:
        sheet.ends[place], sheet.stops[place] = len(tags), len(sheet.texts)
        place = parents[place]
    return place


def _look_around(sheet: Sheet) -> None:
    """Heading and link of every element, from those of the one around it, and where those of some tags stand."""
    heads, links = sheet.heads, sheet.links
    heads.append(-1)
    links.append(-1)
    listed = {"a": sheet.anchors, "time": sheet.times, "img": sheet.images, "picture": sheet.images}
    listed |= dict.fromkeys(_HEADINGS, sheet.headings)
    for place, (tag, parent) in enumerate(zip(sheet.tags, sheet.parents, strict=True)):
        if place:
            heads.append(place if tag in _HEADINGS else heads[parent])
            links.append(place if tag == "a" else links[parent])
            if tag in listed:
                listed[tag].append(place)


def _part_boxes(sheet: Sheet) -> None:
    """Where the words of two spans side by side would run into one another ("...of the valleyLittle rain fell"),
    their style sheet sets them as boxes: a line begins."""
    tags, owners, texts, parents, breaks = sheet.tags, sheet.owners, sheet.texts, sheet.parents, sheet.breaks
    for piece in range(1, len(texts)):
        if breaks[piece]:
            continue
        before, here = owners[piece - 1], owners[piece]
        if tags[before] != "span" or tags[here] != "span" or before == here or parents[before] != parents[here]:
            continue
        if sheet.links[here] < 0 and not (
            "class" in sheet.attributes[before] and "class" in sheet.attributes[here]
        ):
            continue
        first, second = texts[piece - 1], texts[piece]
        wordy = (len(first) > 1 or first.isdecimal()) and _told(first) + _told(second) >= _WORDY
        if wordy and first[-1] not in _OPEN and (second[0].isalnum() or second[0] in _QUOTES):
            breaks[piece] = 2


def _told(text: str) -> int:
    """The length of a text; a sign of Chinese, Japanese or Korean says as much as two letters."""
    return len(text) if text.isascii() else len(text) + sum(char > "\u2fff" for char in text)


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
