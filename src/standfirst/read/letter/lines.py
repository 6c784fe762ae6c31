"""The lines of a letter of HTML as they are seen: how much of each is linked, and how much set off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from standfirst.model import tidy
from standfirst.read.enough import MOST
from standfirst.read.page.markup import Node, Tree
from standfirst.read.widths import width

_BREAKS = frozenset(
    "p div td th tr table tbody li ul ol h1 h2 h3 h4 h5 h6 br hr body blockquote center dl dt dd pre section "
    "article header footer figure".split()
)
_SET_OFF = frozenset("b strong h1 h2 h3 h4 h5 h6 big".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_SILENT = frozenset("script style head title noscript template select option textarea button -comment".split())
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)|font-size\s*:\s*(?:1[89]|[2-9]\d)(?:px|pt)", re.IGNORECASE)
_LARGE = re.compile(r"[4-7]$|\+[1-9]")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_AT_HYPHEN = re.compile(r"(?<=[^\W\d_])- (?=[^\W\d_]{4})")  # not "Haus- und"
_DEEPEST = 250
_MOST_LINES = 20_000
_MANY, _FULL, _SMALL = 6, 0.85, 0.25


@dataclass(slots=True)
class Line:
    """A line as it is seen: its text, how many of its letters are linked and set off, its first links. `sold`: the
    line before it announces an advert; `day`: the date it says; `row`: the number of its row of a table; `breaks`:
    nothing but one break parts it from the next."""

    text: str = ""
    linked: int = 0
    set_off: int = 0
    hrefs: list[tuple[str, str]] = field(default_factory=list)
    heading: bool = False
    sold: bool = False
    day: str | None = None
    row: int = 0
    breaks: bool = False

    def letters(self) -> int:
        return max(1, sum(c.isalnum() for c in self.text))

    def is_linked(self) -> bool:
        return self.linked > 0.8 * self.letters()

    def stands_out(self) -> bool:
        return self.heading or self.set_off > 0.8 * self.letters()


@dataclass(slots=True)
class _Pen:
    lines: list[Line] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    line: Line = field(default_factory=Line)
    row: int = 0
    rows: int = 0

    def write(self, text: str, link: str | None, set_off: bool, heading: bool) -> None:
        count = sum(c.isalnum() for c in text)
        self.parts.append(text)
        self.line.row = self.row
        self.line.set_off += count if set_off else 0
        self.line.heading |= heading and bool(count)
        if link is not None and not text.isspace():
            self.line.linked += count
            if self.line.hrefs and self.line.hrefs[-1][0] == link:
                self.line.hrefs[-1] = (link, self.line.hrefs[-1][1] + text)
            else:
                self.line.hrefs.append((link, text))

    def end(self, breaks: bool = False) -> None:
        self.line.text = tidy("".join(self.parts))
        if any(c.isalnum() for c in self.line.text):
            self.line.breaks = breaks
            self.lines.append(self.line)
        elif self.lines:
            self.lines[-1].breaks = False
        self.parts, self.line = [], Line()


def lines_of(tree: Tree) -> list[Line]:
    """The lines of a letter, from top to bottom."""
    pen = _Pen()
    if tree.body is not None:
        _walk(tree.body, pen, None, (False, False), 0)
    pen.end()
    return _whole(pen.lines)


def _whole(lines: list[Line]) -> list[Line]:
    """The lines, those made whole that someone broke by hand to make a narrow column."""
    runs = _runs(lines)
    columns = [_column(run) for run in runs]
    plain = [n for n, run in enumerate(runs) if len(run) > 2 and not any(map(_is_marked, run))]
    full = [_is_full(*pair, columns[n]) for n in plain for pair in pairwise(runs[n])]
    small = sum(line.text[0].islower() for n in plain for line in runs[n][1:])
    if len(full) < _MANY or sum(full) < MOST * len(full) or small < _SMALL * len(full):
        return lines
    least = min(columns[n] for n in plain)
    return [line for n, run in enumerate(runs) for line in _joined(run, columns[n] if n in plain else least)]


def _column(run: Sequence[Line]) -> int:
    return max(width(line.text) for line in run)


def _is_marked(line: Line) -> bool:
    return line.stands_out() or line.is_linked()


def _runs(lines: Iterable[Line]) -> list[list[Line]]:
    """The lines, those together that nothing but single breaks part."""
    runs: list[list[Line]] = []
    before = None
    for line in lines:
        if before and before.breaks:
            runs[-1].append(line)
        else:
            runs.append([line])
        before = line
    return runs


def _is_full(line: Line, after: Line, column: int) -> bool:
    """Whether the first word of the next line would hardly have gone onto a line; letters are not equally wide."""
    return width(line.text) + 1 + width(after.text.split(maxsplit=1)[0]) >= _FULL * column


def _joined(run: Sequence[Line], column: int) -> Iterator[Line]:
    """The lines of a run, each that is full and looks like the next made one with it."""
    parts = [run[0]]
    for before, line in pairwise(run):
        if not _is_full(before, line, column) or before.stands_out() != line.stands_out():
            yield _one(parts)
            parts = []
        parts.append(line)
    yield _one(parts)


def _one(parts: Sequence[Line]) -> Line:
    """Some lines as one."""
    return replace(
        parts[0],
        text=_AT_HYPHEN.sub("-", " ".join(part.text for part in parts)),
        linked=sum(part.linked for part in parts),
        set_off=sum(part.set_off for part in parts),
        hrefs=[href for part in parts for href in part.hrefs],
        heading=any(part.heading for part in parts),
    )


def _walk(node: Node, pen: _Pen, link: str | None, style: tuple[bool, bool], depth: int) -> None:
    child = node.child
    while child is not None and len(pen.lines) < _MOST_LINES:
        tag = child.tag or ""
        if tag == "-text":
            pen.write(child.text_content or "", link, *style)
        elif tag == "img":
            _image(child, pen, link)
        elif tag not in _SILENT and depth < _DEEPEST:
            _element(child, tag, pen, link, style, depth)
        child = child.next


def _element(node: Node, tag: str, pen: _Pen, link: str | None, style: tuple[bool, bool], depth: int) -> None:
    marks = node.attributes
    css = marks.get("style") or ""
    if css and _HIDDEN.search(css):
        return
    if tag in _BREAKS:
        pen.end(breaks=tag == "br")
    href = (marks.get("href") or "").strip() if tag == "a" else None
    large = tag == "font" and bool(_LARGE.match(marks.get("size") or ""))
    bold = style[0] or tag in _SET_OFF or large or bool(css and _BOLD.search(css))
    around = pen.row
    if tag == "tr":
        pen.rows += 1
        pen.row = pen.rows
    _walk(node, pen, href or link, (bold, style[1] or tag in _HEADINGS), depth + 1)
    if tag in _BREAKS and tag != "br":
        pen.end()
    pen.row = around


def _image(node: Node, pen: _Pen, link: str | None) -> None:
    """A picture speaks by its alternative text only where it is a linked headline of some words."""
    words = tidy(node.attributes.get("alt") or "")
    if link and len(words.split()) > 3:
        pen.end()
        pen.write(words, link, False, False)
        pen.end()
