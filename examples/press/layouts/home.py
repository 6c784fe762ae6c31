"""A newspaper's home page: a lead over the whole width, secondary pieces in columns, minor ones with a headline
alone, a most-read box; no dates, as front pages are."""

from __future__ import annotations

from html import escape

from examples.press.layouts import Page, each, shell
from examples.press.truth import Piece


def draw(page: Page) -> bytes:
    lead, *others = page.items
    full = [piece for piece in others if piece.standfirst]
    minor = [piece for piece in others if not piece.standfirst]
    top, lower = full[:3], full[3:]
    return shell(
        "home",
        page,
        lead=_lead(page, lead),
        top="\n".join(_story(page, piece, "h2") for piece in top),
        minor="\n".join(_minor(page, piece) for piece in minor),
        lower="\n".join(_story(page, piece, "h3") for piece in lower),
        most=_most_read(page),
        nav=each(page, "nav", '<li class="c-nav__item"><a class="c-nav__link" href="{to}">{word}</a></li>'),
        more_nav=each(page, "more_nav", '<li><a href="{to}">{word}</a></li>'),
        topics=each(page, "tags", '<li><a class="c-tag" href="{to}">{word}</a></li>'),
        footer_links=each(page, "footer", '<li><a href="{to}">{word}</a></li>'),
    ).encode()


def printed(page: Page) -> list[Piece]:
    """The pieces in the order in which the page shows them."""
    lead, *others = page.items
    full = [piece for piece in others if piece.standfirst]
    minor = [piece for piece in others if not piece.standfirst]
    return [lead, *full[:3], *minor, *full[3:]]


def _lead(page: Page, piece: Piece) -> str:
    return f"""
<article class="c-story c-story--lead" data-id="{piece.path[-5:]}">
  <div class="c-story__text">
    {_kicker(piece)}
    <h1 class="c-story__title"><a href="{page.path(piece)}">{escape(piece.title)}</a></h1>
    <p class="c-story__sub">{escape(piece.standfirst or "")}</p>
    {_byline(piece)}
  </div>
  <figure class="c-story__fig"><a href="{page.path(piece)}"><img src="{page.image(piece)}" width="980" height="620"
   alt=""></a><figcaption>Foto: archivo de La Voz</figcaption></figure>
</article>"""


def _story(page: Page, piece: Piece, heading: str) -> str:
    icon = '<i class="ico ico-audio" title="Audio"></i>' if piece.kind == "audio" else ""
    return f"""
<article class="c-story" data-id="{piece.path[-5:]}">
  <figure class="c-story__fig"><a href="{page.path(piece)}" aria-hidden="true" tabindex="-1"><img loading="lazy"
   src="{page.image(piece)}" width="480" height="300" alt=""></a>{icon}</figure>
  {_kicker(piece)}
  <{heading} class="c-story__title"><a href="{page.path(piece)}">{escape(piece.title)}</a></{heading}>
  <p class="c-story__sub">{escape(piece.standfirst or "")}</p>
  {_byline(piece)}
</article>"""


def _minor(page: Page, piece: Piece) -> str:
    return f"""
<article class="c-story c-story--minor" data-id="{piece.path[-5:]}">
  {_kicker(piece)}
  <h3 class="c-story__title"><a href="{page.path(piece)}">{escape(piece.title)}</a></h3>
</article>"""


def _kicker(piece: Piece) -> str:
    return f'<span class="c-story__kicker">{escape(piece.kicker or "")}</span>'


def _byline(piece: Piece) -> str:
    return f'<address class="c-story__author">Por {escape(piece.byline)}</address>' if piece.byline else ""


def _most_read(page: Page) -> str:
    shown = (page.items[2], *page.side, page.items[0])
    return "\n".join(
        f'<li class="c-ranking__item"><span class="c-ranking__n">{rank}</span>'
        f'<a href="{page.path(piece)}">{escape(piece.title)}</a></li>'
        for rank, piece in enumerate(shown, 1)
    )
