"""A weblog: one post under another, date line first, the standfirst as the post's beginning, "continue
reading" inside its paragraph, categories and tags below, recent comments beside."""

from __future__ import annotations

from html import escape

from examples.press.layouts import Page, each, shell
from examples.press.truth import Piece


def draw(page: Page) -> bytes:
    return shell(
        "river",
        page,
        posts="\n".join(_post(page, piece, number) for number, piece in enumerate(page.items)),
        nav=each(page, "nav", '<li class="page_item"><a href="{to}">{word}</a></li>'),
        more_nav=each(page, "more_nav", '<li class="page_item"><a href="{to}">{word}</a></li>'),
        topics=each(page, "tags", '<a href="{to}" class="tag-link">{word}</a>'),
        months=each(page, "archives", '<li><a href="{to}">{word}</a></li>'),
        footer_links=each(page, "footer", '<a href="{to}">{word}</a> &middot;'),
        recent="\n".join(
            f'<li class="recentcomments"><span class="comment-author-link">{who}</span> on '
            f'<a href="{page.link(piece)}#comment-{number}">{escape(piece.title)}</a></li>'
            for number, (who, piece) in enumerate(
                zip(("Mzee Were", "Adhis", "lakeboy84"), page.items, strict=False)
            )
        ),
    ).encode()


def _post(page: Page, piece: Piece, number: int) -> str:
    to, title = page.link(piece), escape(piece.title)
    author = (
        f'<span class="by-author"> by <a class="url fn n" href="#">{escape(piece.byline)}</a></span>'
        if piece.byline
        else ""
    )
    return f"""
<div id="post-{880 + number}" class="post-{880 + number} post type-post hentry">
  <div class="entry-meta"><a href="{to}" title="{piece.at}" rel="bookmark"><span class="entry-date">{
        piece.dated:%B} {piece.dated.day}, {piece.dated.year}</span></a>{author}</div>
  <h2 class="entry-title"><a href="{to}" title="Permalink to {title}" rel="bookmark">{title}</a></h2>
  <div class="entry-content">
    <p><img class="alignleft" src="{page.image(piece)}" alt="" width="150" height="94" />{
        escape(piece.standfirst or "")
    } <a class="more-link" href="{to}#more">{page.word("read_more")} <span class="meta-nav">&rarr;</span></a></p>
  </div>
  <div class="entry-utility"><span class="cat-links">Posted in <a href="#" rel="category tag">{
        escape(piece.kicker or "")
    }</a></span> <span class="meta-sep">|</span> <span class="comments-link"><a href="{to}#respond">{
        page.word("leave")
    }</a></span></div>
</div>"""
