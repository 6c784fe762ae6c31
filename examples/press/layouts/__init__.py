"""How the outlets print: one function a layout, from a `Page` to the text of a document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template
from typing import Literal

from examples.press.truth import Outlet, Piece

SHELLS = Path(__file__).parent

Dates = Literal["instant", "day", "relative", "none", "unsaid"]


@dataclass(frozen=True)
class Page:
    """All that a layout needs: an outlet, a day, the address under which the press is served (no slash at its
    end), and whether the first or the second page is asked for."""

    outlet: Outlet
    day: int
    base: str
    number: int = 1

    @property
    def items(self) -> tuple[Piece, ...]:
        return self.outlet.items(self.day, self.number)

    @property
    def side(self) -> tuple[Piece, ...]:
        return self.outlet.side(self.day)

    @property
    def home(self) -> str:
        return f"{self.base}/{self.outlet.id}/"

    def word(self, name: str) -> str:
        """A word of the outlet's furniture, escaped."""
        return escape(str(self.outlet.words[name]))

    def words(self, name: str) -> list[str]:
        return [escape(word) for word in self.outlet.words.get(name, ())]

    def path(self, piece: Piece) -> str:
        """The address of a piece without scheme and host, as pages link it."""
        return f"/{self.outlet.id}/{piece.path}"

    def link(self, piece: Piece) -> str:
        return self.base + self.path(piece)

    def image(self, piece: Piece) -> str:
        return f"/{self.outlet.id}/img/{piece.path.rsplit('/', 1)[-1].removesuffix('.html')}.svg"


def in_order(page: Page) -> Sequence[Piece]:
    """The order of most pages: as the outlet keeps its pieces, the newest day first."""
    return page.items


def page_link(page: Page, piece: Piece) -> str | None:
    """The link of most pages: straight to the piece."""
    return page.link(piece)


@dataclass(frozen=True)
class Layout:
    """A way of printing: the function, what its documents are served as, how exactly they show dates, in what
    order they show pieces, and the link they give a piece (None where they give none)."""

    draw: Callable[[Page], bytes]
    media_type: str = "text/html; charset=utf-8"
    dates: Dates = "none"
    order: Callable[[Page], Sequence[Piece]] = in_order
    link: Callable[[Page, Piece], str | None] = page_link
    status: int = 200


def slug(word: str) -> str:
    """An address part for a word of any script."""
    kept = "".join(c if c.isalnum() else "-" for c in word.casefold())
    return "-".join(part for part in kept.split("-") if part)


def shell(name: str, page: Page, **parts: str) -> str:
    """The page of `layouts/<name>.html`, its `$words` filled in: the outlet's furniture, and the parts that a
    layout drew itself."""
    plain = {word: escape(told) for word, told in page.outlet.words.items() if isinstance(told, str)}
    known = {"name": escape(page.outlet.name), "home": f"/{page.outlet.id}/", "language": page.outlet.language}
    return Template(SHELLS.joinpath(f"{name}.html").read_text(encoding="utf-8")).substitute(
        {"domain": page.outlet.domain, "base": page.base, **known, **plain, **parts}
    )


def each(page: Page, words: str, pattern: str) -> str:
    """A line of markup for each word of a list of the furniture: `{word}` and `{to}`, the address of its page."""
    told = page.outlet.words.get(words, ())
    return "\n".join(pattern.format(word=escape(word), to=f"/{page.outlet.id}/{slug(word)}/") for word in told)
