# ruff: noqa: E501 (markup keeps its own lines)
"""List elements with picture and caption, the age of each piece instead of its date ("3 hours ago")."""

from __future__ import annotations

from html import escape

from examples.press.layouts import Page, each, shell
from examples.press.truth import Piece, gathered_at


def draw(page: Page) -> bytes:
    return shell(
        "grid",
        page,
        cards="\n".join(_card(page, piece) for piece in page.items),
        nav=each(page, "nav", '<li><a href="{to}" title="{word}">{word}</a></li>'),
        more_nav=each(page, "more_nav", '<a href="{to}">{word}</a>'),
        topics=each(page, "tags", '<a href="{to}">{word}</a>'),
        footer_links=each(page, "footer", '<li><a href="{to}">{word}</a></li>'),
        ticker="\n".join(
            f'<a class="kayan__haber" href="{page.path(piece)}">{escape(piece.title)}</a>'
            for piece in page.items[:3]
        ),
        most="\n".join(
            f'<li><a href="{page.path(piece)}" title="{escape(piece.title)}"><b>{escape(piece.title)}</b></a></li>'
            for piece in (page.items[1], *page.side)
        ),
    ).encode()


def _card(page: Page, piece: Piece) -> str:
    to, title = page.path(piece), escape(piece.title)
    play = '<span class="oynat" aria-hidden="true"></span>' if piece.kind == "video" else ""
    return f"""
<li class="haber-kart" data-haber="{to.rsplit("-", 1)[-1]}">
  <figure>
    <a href="{to}" title="{title}"><img class="lazy" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="{
        page.image(piece)
    }" alt="{title}">{play}</a>
    <figcaption>
      <span class="haber-kart__kategori">{escape(piece.kicker or "")}</span>
      <a class="haber-kart__baslik" href="{to}">{title}</a>
      <span class="haber-kart__ozet">{escape(piece.standfirst or "")}</span>
      <span class="haber-kart__zaman"><svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true"><circle cx="6" cy="6"
        r="5" fill="none" stroke="currentColor"/><path d="M6 3v3l2 1" fill="none" stroke="currentColor"/></svg> {
        _age(page, piece)
    }</span>
    </figcaption>
  </figure>
</li>"""


def _age(page: Page, piece: Piece) -> str:
    if piece.day < page.day:
        return page.word("days").format(n=page.day - piece.day)
    hours = int((gathered_at(page.day) - page.outlet.instant(piece)).total_seconds() // 3600)
    return page.word("hours").format(n=hours) if hours else page.word("now")
