"""A letter of HTML: its tables are laid out for the eye, so it is read as the eye does, line by line.

Each line knows how much of it is linked and how much is set off (bold, large, a heading). A line that is wholly
set off or linked is a headline if text follows it or a row of its like stands there; what follows is its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from standfirst.model import Item, tidy
from standfirst.read import links
from standfirst.read.dates import when
from standfirst.read.letter.words import is_admin, is_advert, is_footer, is_more
from standfirst.read.page.markup import Node, Tree
from standfirst.read.text.likeness import width

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
_NUMBERED = re.compile(r"\d{1,2}\.\s")
_DEEPEST = 250
_MOST_LINES = 20_000
_LONGEST_HEADLINE = 160
_SHORTEST_TEXT = 30
_SHORT_LINK = 24


@dataclass(slots=True)
class Line:
    """A line as it is seen: its text, how many of its letters are linked and set off, its first links."""

    text: str = ""
    linked: int = 0
    set_off: int = 0
    hrefs: list[tuple[str, str]] = field(default_factory=list)
    heading: bool = False
    item: bool = False

    def letters(self) -> int:
        return max(1, sum(c.isalnum() for c in self.text))

    def is_linked(self) -> bool:
        return self.linked > 0.8 * self.letters()

    def stands_out(self) -> bool:
        return self.heading or self.set_off > 0.8 * self.letters()


# --- lines -------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Pen:
    lines: list[Line] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    line: Line = field(default_factory=Line)

    def write(self, text: str, link: str | None, set_off: bool, heading: bool) -> None:
        count = sum(c.isalnum() for c in text)
        self.parts.append(text)
        self.line.set_off += count if set_off else 0
        self.line.heading |= heading and bool(count)
        if link is not None and count:
            self.line.linked += count
            if self.line.hrefs and self.line.hrefs[-1][0] == link:
                self.line.hrefs[-1] = (link, self.line.hrefs[-1][1] + text)
            else:
                self.line.hrefs.append((link, text))

    def end(self) -> None:
        self.line.text = tidy("".join(self.parts))
        if any(c.isalnum() for c in self.line.text):
            self.lines.append(self.line)
        self.parts, self.line = [], Line()


def lines_of(tree: Tree) -> list[Line]:
    """The lines of a letter, from top to bottom."""
    pen = _Pen()
    if tree.body is not None:
        _walk(tree.body, pen, None, (False, False), 0)
    pen.end()
    return pen.lines


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
        pen.end()
    href = (marks.get("href") or "").strip() if tag == "a" else None
    large = tag == "font" and bool(_LARGE.match(marks.get("size") or ""))
    bold = style[0] or tag in _SET_OFF or large or bool(css and _BOLD.search(css))
    _walk(node, pen, href or link, (bold, style[1] or tag in _HEADINGS), depth + 1)
    if tag in _BREAKS:
        pen.end()


def _image(node: Node, pen: _Pen, link: str | None) -> None:
    """A picture speaks by its alternative text only where it is a linked headline of some words."""
    words = tidy(node.attributes.get("alt") or "")
    if link and len(words.split()) > 3:
        pen.end()
        pen.write(words, link, False, False)
        pen.end()


# --- items -------------------------------------------------------------------------------------------------


def items_of_html(tree: Tree, url: str) -> list[Item]:
    """The items of a letter's HTML, in its order, not yet finished."""
    lines = list(_told(_until_footer(lines_of(tree))))
    found: dict[str, Item] = {}
    at = 0
    while at < len(lines):
        item, at = _item_at(lines, at, url)
        if item is None:
            continue
        key = _bare(item.headline or "")
        before = found.get(key)
        # A letter often lists its headlines before it tells them: the fuller of the two stands.
        if before is None or (item.standfirst and not before.standfirst):
            found.pop(key, None)
            found[key] = item
    linked = [item for item in found.values() if item.link]
    # Where nearly all items lead somewhere, one that does not is a heading with words below it.
    return linked if len(linked) > 0.75 * len(found) else list(found.values())


def _until_footer(lines: list[Line]) -> list[Line]:
    for n, line in enumerate(lines):
        if n > len(lines) / 3 and is_footer(line.text):
            return lines[:n]
    return lines


def _told(lines: list[Line]) -> Iterator[Line]:
    """The lines without footers, adverts and rows of short links, which are for finding one's way."""
    at = 0
    while at < len(lines):
        run = at
        while run < len(lines) and lines[run].is_linked() and not lines[run].stands_out():
            run += 1
        row = lines[at : max(run, at + 1)]
        at += len(row)
        if len(row) > 2 and sum(len(line.text) for line in row) / len(row) < _SHORT_LINK:
            continue
        yield from (line for line in row if not is_footer(line.text) and not is_advert(line.text))


def _item_at(lines: list[Line], at: int, url: str) -> tuple[Item | None, int]:
    line = lines[at]
    if split := _run_in(line):
        headline, rest = split
        body, end = _body(lines, at + 1)
        return _item(line, headline, [rest, *body], lines[at:end], url), end
    if not _may_head(line):
        return None, at + 1
    body, end = _body(lines, at + 1)
    if not body and not (line.is_linked() and _is_headline_by_itself(line)):
        return None, at + 1
    return _item(line, line.text, body, lines[at:end], url), end


def _may_head(line: Line) -> bool:
    text = line.text
    if not (line.stands_out() or line.is_linked()) or not 6 <= len(text) <= _LONGEST_HEADLINE:
        return False
    if is_more(text) or is_admin(text) or when(text, "en") or "@" in text or re.match(r"https?://|www\.", text):
        return False
    return not text.endswith((":", ",")) and not (line.is_linked() and _NUMBERED.match(text))


def _is_headline_by_itself(line: Line) -> bool:
    words = line.text.split()
    if len(words) == 1:  # a script without spaces
        return len(line.text) >= 10 and not line.text.isascii()
    return len(line.text) >= 22 and len(words) >= 4


def _run_in(line: Line) -> tuple[str, str] | None:
    """The headline and the text of a line that begins with a linked or set-off headline and goes on in plain."""
    if line.is_linked() or not line.hrefs:
        return None
    told = tidy(line.hrefs[0][1])
    if not line.text.startswith(told) or len(told.split()) < 2 or len(told) < 10 or is_more(told):
        return None
    rest = line.text[len(told) :].strip(" :–—-,.")
    return (told.rstrip(" :,.–—-"), rest) if len(rest) >= _SHORTEST_TEXT and rest[0].isupper() else None


def _body(lines: list[Line], at: int) -> tuple[list[str], int]:
    """The texts that follow a headline, up to the next line that may be one, and where they end."""
    body: list[str] = []
    while at < len(lines):
        line = lines[at]
        if is_more(line.text) or when(line.text, "en") or re.match(r"https?://\S+$", line.text):
            at += 1
            continue
        if _may_head(line) or _run_in(line) or line.stands_out() or width(line.text) < _SHORTEST_TEXT:
            break
        body.append(line.text)
        at += 1
    return body, at


def _item(line: Line, headline: str, body: list[str], own: list[Line], url: str) -> Item | None:
    headline = headline.strip(" •·*")
    hrefs = [href for part in own for href, _ in part.hrefs]
    link = next((link for href in hrefs if (link := links.resolve(href, url))), None)
    published = next((iso for part in own[1:] if (iso := when(part.text, "en"))), None)
    why = "a line that is set off" if line.stands_out() else "a linked line"
    return Item(
        headline=headline,
        standfirst=body[0] if body else None,
        link=link,
        published=published,
        found={"headline": why},
    )


def _bare(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
