"""Markup that would make the parser slow or large, found cheaply and trimmed.

The parser needs time that grows with the square of how deep elements nest and of how many attributes a tag
has, and repeats every open formatting element (b, font) in each paragraph that follows. Two quick looks tell
whether a document can be bad; only then is it gone through tag by tag.
"""

from __future__ import annotations

import re
from collections.abc import Callable

DEEPEST = 400
"""Levels of nesting that are kept; browsers stop near 512."""
_MOST_ATTRIBUTES = 500
_MOST_FORMATS = 32
_MOST_REPEATED = 300_000
_HARMLESS = 8_000
_FEW_TAGS = 800
# So many tags may as well be counted one by one: ends that end nothing would hide how deep they stand.
_MANY_TAGS = 12_000
_WINDOW = 16_384
_NEAR = 40
_OPENING = re.compile(r"<(?!/|img|br|!|meta|link|input|hr)")

# All of a document whose tags have at most a hundred or so attributes; possessive, so that it is linear.
_ORDINARY = re.compile(
    r"(?:[^<]++|<(?![a-zA-Z])|<(?:script|style)\b(?:[^<]++|<(?!/s[ct]))*+"
    r"|<[a-zA-Z][^>=]{0,1000}+(?:=\s*+(?:\"[^\"]*+\"|'[^']*+')?+[^>=]{0,1000}+){0,300}+(?:>|\Z))*+"
)
_NAMES = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)")
_TAG = re.compile(
    r"<!--(?:[^-]++|-(?!->))*+"
    r"|<(script|style|textarea|title)\b(?:[^<]++|<(?!/\1\b))*+"
    r"|<(/?)([a-zA-Z][^\s/>]{0,60}+)((?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+)>?",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""[^\s=>"']+(?:\s*=\s*(?:"[^"]*+"|'[^']*+'|[^\s>"']*))?""")
_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr frame keygen basefont bgsound".split()
)
# A second one of these closes the first.
_CLOSING = frozenset(
    "p li td th tr dd dt option optgroup tbody thead tfoot body html head colgroup rb rt rp".split()
)
# What stands in these is passed over with them, so that they never count as open.
_WORDS_ONLY = frozenset(("script", "style", "textarea", "title"))
_SHIELDS = frozenset("table td th caption button object applet marquee template select svg math".split())
_FORMATS = frozenset("a b big code em font i nobr s small strike strong tt u".split())


def tame(html: str) -> tuple[str, str | None]:
    """The document as it may be parsed, and what was trimmed of it, if anything. Linear in its length."""
    if len(html) < _HARMLESS or not _suspicious(html):
        return html, None
    trimmed = _Trimming(html).run()
    if trimmed == html:
        return html, None
    return trimmed, "its markup nests too deep or has too many attributes; it was trimmed before reading"


def _suspicious(html: str) -> bool:
    tags = html.count("<")
    if tags > _FEW_TAGS and (tags > _MANY_TAGS or _may_nest(html, tags)) and _nests(html):
        return True
    ordinary = _ORDINARY.match(html)
    return ordinary is None or ordinary.end() < len(html)


def _may_nest(html: str, tags: int) -> bool:
    """Whether more tags open than close, as far as counting tells, with and without those that need not close."""
    return _leaves_open(html, tags, _all_tags) and _leaves_open(html, tags, _closable_tags)


def _leaves_open(html: str, tags: int, opened: Callable[[str, int, int], int]) -> bool:
    deepest = depth = 0
    for start in range(0, len(html), _WINDOW):
        depth = max(depth + opened(html, start, start + _WINDOW), 0)
        deepest = max(deepest, depth)
    return deepest > DEEPEST or deepest * tags > _MOST_REPEATED * 10


def _all_tags(html: str, start: int, end: int) -> int:
    return html.count("<", start, end) - 2 * html.count("</", start, end)


def _closable_tags(html: str, start: int, end: int) -> int:
    return len(_OPENING.findall(html, start, end)) - html.count("</", start, end)


def _nests(html: str) -> bool:
    """Whether elements that do not close one another stand open in great number, or formats in any."""
    standing: list[str] = []
    formats = 0
    for found in _NAMES.finditer(html):
        closing, name = found.groups()
        if name in _VOID or name in _CLOSING:
            continue
        if closing:
            _end(standing, name)
        else:
            standing.append(name)
        if name in _FORMATS:
            formats = max(formats + (-1 if closing else 1), 0)
        if len(standing) > DEEPEST or formats > _MOST_FORMATS:
            return True
    return False


def _end(standing: list[str], name: str) -> bool:
    """Ends the innermost of the open elements that has a name, where that is near and no table or the like
    shields it, as parsers do; False where there is none."""
    for place in range(len(standing) - 1, max(len(standing) - _NEAR, 0) - 1, -1):
        if standing[place] == name:
            del standing[place:]
            return True
        if standing[place] in _SHIELDS:
            return False
    return False


class _Trimming:
    """One pass over the tags of a document. What is kept is gathered in `out`."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.out: list[str] = []
        self.kept_to = 0
        self.open: list[str] = []
        self.dropped: dict[str, int] = {}
        self.formats: list[str] = []
        self.repeated = 0

    def run(self) -> str:
        for found in _TAG.finditer(self.html):
            name = found[3]
            if name is None:
                continue
            name = name.lower()
            if self.formats and self.repeated > _MOST_REPEATED:
                self._close_formats(found.start())
            if found[2]:
                if not self._close(name):
                    self._replace(found, "")
            elif not self._opens(name):
                self._replace(found, "")
            elif len(found[4]) > 2 * _MOST_ATTRIBUTES:
                self._attributes(found, name)
        self.out.append(self.html[self.kept_to :])
        return "".join(self.out)

    def _replace(self, found: re.Match[str], text: str) -> None:
        self.out.append(self.html[self.kept_to : found.start()])
        self.out.append(text)
        self.kept_to = found.end()

    def _attributes(self, found: re.Match[str], name: str) -> None:
        written = []
        for attribute in _ATTRIBUTE.finditer(found[4]):
            written.append(attribute[0])
            if len(written) > _MOST_ATTRIBUTES:
                self._replace(found, f"<{name} {' '.join(written)}>")
                return

    def _opens(self, name: str) -> bool:
        """Whether an opening tag may stay."""
        if name in _VOID:
            return True
        self.repeated += len(self.formats)
        if name in _FORMATS:
            return self._formats_open(name)
        if name in _CLOSING:
            return True
        if len(self.open) >= DEEPEST:
            self.dropped[name] = self.dropped.get(name, 0) + 1
            return False
        self.open.append(name)
        return True

    def _formats_open(self, name: str) -> bool:
        if self.repeated > _MOST_REPEATED or len(self.formats) >= _MOST_FORMATS:
            self.dropped[name] = self.dropped.get(name, 0) + 1
            return False
        if name == "a" and "a" in self.formats:
            self.formats.remove("a")
        self.formats.append(name)
        return True

    def _close_formats(self, place: int) -> None:
        self.out.append(self.html[self.kept_to : place])
        self.out.extend(f"</{name}>" for name in reversed(self.formats))
        self.kept_to = place
        self.formats.clear()

    def _close(self, name: str) -> bool:
        """Whether a closing tag may stay: not where its opening one was dropped."""
        if self.dropped.get(name):
            self.dropped[name] -= 1
            return False
        if name in _FORMATS:
            if name in self.formats:
                self.formats.reverse()
                self.formats.remove(name)
                self.formats.reverse()
        elif name not in _CLOSING and name not in _VOID and name not in _WORDS_ONLY:
            return _end(self.open, name)
        return True
