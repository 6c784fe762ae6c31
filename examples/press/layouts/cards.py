"""A grid of cards as weblog software makes them: picture, kicker, heading, standfirst, byline, date, "continue
reading", comments. The boxes beside it repeat some cards and show older pieces."""

from __future__ import annotations

from html import escape

from examples.press.layouts import Page, each, shell
from examples.press.truth import Piece


def draw(page: Page) -> bytes:
    cards = "\n".join(_card(page, piece, number) for number, piece in enumerate(page.items))
    return shell(
        "cards",
        page,
        cards=cards,
        nav=each(page, "nav", '<li class="menu-item menu-item-type-taxonomy"><a href="{to}">{word}</a></li>'),
        more_nav=each(page, "more_nav", '<li class="menu-item"><a href="{to}">{word}</a></li>'),
        topics=each(page, "tags", '<a href="{to}" rel="tag" class="tag-cloud-link">{word}</a>'),
        footer_links=each(page, "footer", '<li><a href="{to}">{word}</a></li>'),
        most=_most_read(page),
        dated=f"{page.items[0].dated:%A, %B} {page.items[0].dated.day}, {page.items[0].dated.year}",
    ).encode()


def _card(page: Page, piece: Piece, number: int) -> str:
    to, published = page.link(piece), page.outlet.instant(piece)
    mark = f'<span class="badge badge-{piece.kind}" aria-hidden="true"></span>' if piece.kind != "article" else ""
    return f"""
<article id="post-{4100 + number}" class="post-card type-post status-publish hentry format-{piece.kind}">
  <figure class="post-card__media"><a href="{to}" tabindex="-1" aria-hidden="true"><img src="{page.image(piece)}"
    alt="" width="640" height="400" loading="lazy" decoding="async">{mark}</a></figure>
  <div class="post-card__body">
    {_kicker(page, piece)}
    <h2 class="entry-title post-card__title"><a href="{to}" rel="bookmark">{escape(piece.title)}</a></h2>
    <div class="entry-summary"><p>{escape(piece.standfirst or "")}</p></div>
    {_player(piece, to)}<p class="post-card__meta">{_byline(piece)}<time class="entry-date published"
      datetime="{published.isoformat()}">{published:%B} {published.day}, {published.year}</time>
      <a class="comments-link" href="{to}#comments">{(number * 7) % 23} {page.word("comments")}</a></p>
    <a class="more-link" href="{to}">{page.word("read_more")}<span class="screen-reader-text"> “{
        escape(piece.title)
    }”</span></a>
  </div>
</article>"""


def _kicker(page: Page, piece: Piece) -> str:
    section = piece.path.split("/", 1)[0]
    return (
        f'<p class="post-card__kicker"><a href="/{page.outlet.id}/{section}/" rel="category tag">'
        f"{escape(piece.kicker or '')}</a></p>"
    )


def _player(piece: Piece, to: str) -> str:
    if piece.kind not in ("audio", "video"):
        return ""
    suffix, media_type = ("mp3", "audio/mpeg") if piece.kind == "audio" else ("mp4", "video/mp4")
    source = f'<source src="{to}.{suffix}" type="{media_type}">'
    return f'<{piece.kind} controls preload="none">{source}</{piece.kind}>\n    '


def _byline(piece: Piece) -> str:
    if not piece.byline:
        return ""
    return f'<span class="byline">By <span class="author vcard">{escape(piece.byline)}</span></span> '


def _most_read(page: Page) -> str:
    """Two of the page's own pieces and the older ones, numbered."""
    shown = (page.items[1], *page.side, page.items[3])
    return "\n".join(
        f'<li><a href="{page.link(piece)}"><span class="rank">{rank}</span> {escape(piece.title)}</a></li>'
        for rank, piece in enumerate(shown, 1)
    )
