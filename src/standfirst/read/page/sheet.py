"""A page laid flat: its elements and texts in lists, in document order, so that looking is cheap.

The parser's tree takes more memory than all that follows, so its nodes are not asked: the parser writes the tree,
sound whatever the page was, the tree goes, and its tags are gone through here once. What follows sees plain lists:
`tags[i]`, `attributes[i]`, `parents[i]` of element i, whose subtree is the elements i..ends[i]-1 and the pieces of
text starts[i]..stops[i]-1.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from itertools import accumulate
from sys import intern
from typing import TypeAlias

from standfirst.read.page.classes import words_of_class
from standfirst.read.page.markup import INLINE, Tree
from standfirst.read.widths import width

Attributes: TypeAlias = Mapping[str, str | None]

_DIGITS = re.compile(r"\d+")
_ATTRIBUTE = re.compile(r" ([^=]++)=\"([^\"]*+)\"")
# What a tag is; one that is not here begins a line.
_FLOWING, _VOID, _END, _NOTE, _RAW, _SILENT = 1, 2, 4, 8, 16, 32
_ANCHOR, _HEADING, _IMAGE, _TIME = 64, 128, 256, 512
_PARTS = {
    # What holds no markup, as the parser writes it.
    **dict.fromkeys("script style iframe xmp noembed noframes plaintext".split(), _RAW),
    **dict.fromkeys(
        "template svg math head textarea select datalist button noscript object canvas".split(), _SILENT
    ),
    **dict.fromkeys(INLINE | {"label"}, _FLOWING),
    **dict.fromkeys(
        "area base basefont bgsound br col embed frame hr keygen link meta param track".split(), _VOID
    ),
    **dict.fromkeys(("input", "source", "wbr"), _FLOWING | _VOID),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _HEADING),
    "a": _FLOWING | _ANCHOR,
    "img": _FLOWING | _VOID | _IMAGE,
    "picture": _FLOWING | _IMAGE,
    "time": _FLOWING | _TIME,
}
# What a button says leads nowhere, but for the link within it.
_BUTTON_OF_LINK = re.compile(r"<button\b[^<>]*+>(?=\s*<a[\s>])")
# What opens and shuts below a heading says what is there.
_BUTTON_OF_HEADING = re.compile(r"(<h[1-6]\b[^<>]*+>\s*+)<button\b[^<>]*+>")
# What a script would put in place of a spacer.
_PICTURE_WITHOUT_SCRIPTS = re.compile(r"<noscript\b[^<>]*+>\s*+(<img\b[^<>]*+>)\s*+</noscript>")
# Tags that are remembered by how they are written, and attributes of their ends.
_MOST_DIFFERENT = 3000
_NO_ATTRIBUTES: Attributes = {}
# So many characters of a page are cut at their tags at once.
_WINDOW = 65_536
_MANY = 10_000
MOST_ELEMENTS = 60_000
"""Elements of one page that are looked at; real ones have a few thousand."""
# What parts words that stand glued to one another in a line, and so says that they do.
_WORDY, _OPEN, _QUOTES = 24, "([{<«„“‘-–—/:|·•,،、#@&+=_$£€", "\"'“‘«„「『【（(¿¡"
_END_OF_NOTE = "-->"
# So many elements inwards an end is looked for that fits none: only scripts that hide scripts leave such.
_NEAR = 40


Numbers: TypeAlias = "list[int] | array[int]"


def among(places: Sequence[int], first: int, last: int, most: int | None = None) -> Sequence[int]:
    """Those of sorted places that are first or later, and before last; of them the first `most`."""
    begin, end = bisect_left(places, first), bisect_left(places, last)
    return places[begin : end if most is None else min(end, begin + most)]


def count(places: Sequence[int], first: int, last: int) -> int:
    """How many `among` gives."""
    return bisect_left(places, last) - bisect_left(places, first)


@dataclass(slots=True)
class Sheet:
    """The first lists are indexed by element, `texts` and those after it by piece of text.

    `blocks[i]` is the element itself or the nearest around it that breaks the line, `heads[i]` and `links[i]`
    likewise the nearest heading and link (-1: none); `anchors`, `headings`, `images` and `times` are the elements
    of those tags, in the page's order."""

    tags: list[str] = field(default_factory=list)
    attributes: list[Attributes] = field(default_factory=list)
    parents: Numbers = field(default_factory=list)
    ends: Numbers = field(default_factory=list)
    starts: Numbers = field(default_factory=list)
    stops: Numbers = field(default_factory=list)
    blocks: Numbers = field(default_factory=list)
    heads: Numbers = field(default_factory=list)
    links: Numbers = field(default_factory=list)
    anchors: Numbers = field(default_factory=list)
    headings: Numbers = field(default_factory=list)
    images: Numbers = field(default_factory=list)
    times: Numbers = field(default_factory=list)

    texts: list[str] = field(default_factory=list)
    owners: Numbers = field(default_factory=list)  # the element a piece of text stands in
    breaks: Numbers = field(default_factory=list)  # 2: a line begins here; 1: white space before; 0: glued
    lengths: Numbers = field(default_factory=list)  # characters before the piece, one more than pieces

    words: dict[str, frozenset[str]] = field(default_factory=dict)  # what names of classes are made of

    def attribute(self, element: int, name: str) -> str:
        """What an attribute of an element says, "" where it has none."""
        return self.attributes[element].get(name) or ""

    def names(self, element: int) -> frozenset[str]:
        """The words in the class names of an element, none of -1."""
        name = self.attribute(element, "class") if element >= 0 else ""
        known = self.words.get(name)
        if known is None:
            if len(self.words) > _MOST_DIFFERENT:
                self.words.clear()
            known = self.words[name] = words_of_class(name)
        return known

    def look(self, element: int) -> tuple[str, str]:
        """The tag of an element and the first of its classes, without figures: what is made alike shares them."""
        name = self.attribute(element, "class")
        return self.tags[element], _DIGITS.sub("", name.split(None, 1)[0]) if name.strip() else ""

    def around(self, element: int) -> Iterator[int]:
        """An element and those around it, the innermost first."""
        while element >= 0:
            yield element
            element = self.parents[element]

    def children(self, element: int) -> list[int]:
        """The elements that stand in one and in none within it."""
        found, place, end = [], element + 1, self.ends[element]
        while place < end:
            found.append(place)
            place = self.ends[place]
        return found

    def has_words(self, element: int) -> bool:
        return self.stops[element] > self.starts[element]

    def link_of(self, piece: int) -> int:
        """The link that a piece of text stands in, -1 where it stands in none."""
        return self.links[self.owners[piece]]

    def is_apart(self, piece: int) -> bool:
        """Whether a piece of text has an element of its own within its line."""
        owner = self.owners[piece]
        return owner != self.blocks[owner]


def body_of(tree: Tree) -> str:
    """The body of a tree as the parser writes it: sound markup, whatever the page was. "" where it has none."""
    body = tree.body.html if tree.body is not None else None
    shown = _BUTTON_OF_LINK.sub("", (body or "").replace("&nbsp;", "\u00a0"))
    if "<noscript" in shown:
        shown = _PICTURE_WITHOUT_SCRIPTS.sub(r"\1", shown)
    return _BUTTON_OF_HEADING.sub(r"\1", shown) if "accordion" in shown else shown


def lay_flat(body: str) -> Sheet:
    """The sheet of the `body_of` a tree."""
    many = body.count("<") > _MANY
    sheet = _packed() if many else Sheet()
    if body:
        _walk(sheet, body, _Tags(_Written if many else _attributes))
        _part_boxes(sheet)
        sheet.lengths.append(0)
        sheet.lengths.extend(accumulate(map(len, sheet.texts)))
    return sheet


def _packed() -> Sheet:
    """A sheet that needs less memory and more time: a list holds an object for each number, an array makes one
    whenever it is asked."""
    sheet = Sheet()
    for part in fields(sheet):
        if part.name not in ("tags", "attributes", "texts", "words"):
            setattr(sheet, part.name, array("i"))
    return sheet


def _walk(sheet: Sheet, written: str, known: _Tags) -> None:  # noqa: C901, PLR0912, PLR0915
    """One pass over the tags: a call for each would cost as much as all the rest, hence one loop."""
    tags, parents, ends, starts, stops = sheet.tags, sheet.parents, sheet.ends, sheet.starts, sheet.stops
    blocks, heads, links = sheet.blocks, sheet.heads, sheet.links
    texts, owners, breaks = sheet.texts, sheet.owners, sheet.breaks
    listed = {_ANCHOR: sheet.anchors, _HEADING: sheet.headings, _IMAGE: sheet.images, _TIME: sheet.times}
    parent, pending, line = -1, 2, 0
    hidden, silent, torn, depth = "", "", "", 0
    for piece in _pieces(written):
        if hidden:
            # Up to the end of a note, or of what holds no markup.
            at = piece.find(hidden)
            if at < 0 or (at and hidden != _END_OF_NOTE):
                continue
            text, hidden = piece[at + len(hidden) :], ""
            if silent:
                continue
        else:
            tag, closed, text = (torn + piece).partition(">") if torn else piece.partition(">")
            if not closed:
                # The sign stands in the name of an attribute.
                torn = f"{tag}<"
                continue
            torn = ""
            tag, part, attributes = known[tag]
            if part & (_NOTE | _RAW):
                if part == _NOTE and (at := piece.find(_END_OF_NOTE, len("!--"))) >= 0:
                    text = piece[at + len(_END_OF_NOTE) :]
                    if silent:
                        continue
                else:
                    hidden = _END_OF_NOTE if part == _NOTE else f"/{tag}>"
                    continue
            elif silent:
                if tag == silent:
                    depth += -1 if part & _END else 1
                if depth:
                    continue
                silent = ""
            elif part & _END:
                if tags[parent] == tag:
                    ends[parent], stops[parent], parent = len(tags), len(texts), parents[parent]
                else:
                    parent = _close(sheet, parent, tag)
                if parent < 0:
                    break
            elif part == _SILENT:
                silent, depth = tag, 1
                continue
            else:
                place = len(tags)
                if place >= MOST_ELEMENTS:
                    break
                tags.append(tag)
                sheet.attributes.append(attributes)
                parents.append(parent)
                ends.append(place + 1)
                starts.append(len(texts))
                stops.append(len(texts))
                heads.append(place if part & _HEADING else heads[parent] if place else -1)
                links.append(place if part & _ANCHOR else links[parent] if place else -1)
                if part >= _ANCHOR:
                    listed[part & -_ANCHOR].append(place)
                if part & _FLOWING:
                    blocks.append(blocks[parent])
                else:
                    blocks.append(place)
                    pending = 2
                if not part & _VOID:
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


def _pieces(written: str) -> Iterator[str]:
    """What stands between two signs that tags begin with: the parser writes none of them anywhere else but in
    notes, in what holds no markup and in odd names of attributes."""
    start = 1
    while start:
        end = written.find("<", start + _WINDOW) + 1
        yield from written[start : end - 1 if end else None].split("<")
        start = end


class _Tags(dict[str, tuple[str, int, Attributes]]):
    """The name, part and attributes of tags by how they are written: many of a page are alike."""

    def __init__(self, attributes_of: Callable[[str], Attributes]) -> None:
        super().__init__()
        self._attributes_of = attributes_of

    def __missing__(self, told: str) -> tuple[str, int, Attributes]:
        if told[0] == "!":
            return "", _NOTE, {}
        if len(self) > _MOST_DIFFERENT:
            self.clear()
        if told[0] == "/":
            self[told] = found = intern(told[1:]), _END, _NO_ATTRIBUTES
            return found
        name, spaced, _ = told.partition(" ")
        name = intern(name)
        attributes = self._attributes_of(told) if spaced else _NO_ATTRIBUTES
        self[told] = found = name, _PARTS.get(name, 0), attributes
        return found


class _Written(Mapping[str, "str | None"]):
    """The attributes of a tag, told when asked for: as it is written they take a seventh of the memory."""

    __slots__ = ("_told",)

    def __init__(self, told: str) -> None:
        self._told = told

    def __getitem__(self, name: str) -> str | None:
        return _remembered(self._told)[name]

    def get(self, name: str, default: str | None = None) -> str | None:  # type: ignore[override]
        return _remembered(self._told).get(name, default)

    def __iter__(self) -> Iterator[str]:
        return iter(_remembered(self._told))

    def __len__(self) -> int:
        return len(_remembered(self._told))


def _attributes(told: str) -> Attributes:
    attributes = {intern(key): value for key, value in _ATTRIBUTE.findall(told)}
    if "&" in told:
        return {key: _unescaped(value.replace("&quot;", '"')) for key, value in attributes.items()}
    return attributes


_remembered = lru_cache(maxsize=512)(_attributes)


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
        wordy = (len(first) > 1 or first.isdecimal()) and width(first) + width(second) >= _WORDY
        if wordy and first[-1] not in _OPEN and (second[0].isalnum() or second[0] in _QUOTES):
            breaks[piece] = 2


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
