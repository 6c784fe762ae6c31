"""A long list, a line of date and hour above each headline and the kicker inside the link: a section page in
the old manner, without headings or pictures for most."""

from __future__ import annotations

from html import escape

from examples.press.layouts import Page, each, shell
from examples.press.truth import Piece

MONTHS = ("janvier", "février", "mars")


def draw(page: Page) -> bytes:
    return shell(
        "lines",
        page,
        lines="\n".join(_line(page, piece) for piece in page.items),
        nav=each(page, "nav", '<li><a href="{to}">{word}</a></li>'),
        more_nav=each(page, "more_nav", '<li><a href="{to}">{word}</a></li>'),
        topics=each(page, "tags", '<li><a href="{to}">{word}</a></li>'),
        footer_links=each(page, "footer", '<li><a href="{to}">{word}</a></li>'),
        most=_most_read(page),
    ).encode()


def _line(page: Page, piece: Piece) -> str:
    to = f"../{piece.path}"
    hour, minute = piece.at.split(":")
    dated = f"{piece.dated.day} {MONTHS[piece.dated.month - 1]} {piece.dated.year} à {int(hour)} h {minute}"
    signed = f'<span class="signature">{page.word("by")} {escape(piece.byline)}</span>' if piece.byline else ""
    return f"""
<li class="fil__ligne fil__ligne--{piece.kind}">
  <div class="fil__date">{page.word("published")} {dated}</div>
  <a class="fil__lien" href="{to}"><span class="surtitre">{escape(piece.kicker or "")}</span>
    <span class="titre">{escape(piece.title)}</span></a>
  <div class="chapo">{escape(piece.standfirst or "")}</div>
  <div class="pied">{signed} <a class="suite" href="{to}">{page.word("read_more")}</a></div>
</li>"""


def _most_read(page: Page) -> str:
    shown = (page.items[1], *page.side, page.items[4])
    return "\n".join(f'<li><a href="{page.path(piece)}">{escape(piece.title)}</a></li>' for piece in shown)
