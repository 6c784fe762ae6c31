# ruff: noqa: E501 (markup keeps its own lines)
"""A city portal in Chinese: headline line, standfirst line, source and time in one line below."""

from __future__ import annotations

from html import escape

from examples.press.layouts import Page, each, shell
from examples.press.truth import Piece


def draw(page: Page) -> bytes:
    return shell(
        "zhlist",
        page,
        pager=_pager(page),
        lines="\n".join(_line(page, piece) for piece in page.items),
        nav=each(page, "nav", '<a href="{to}" target="_blank">{word}</a>'),
        more_nav=each(page, "more_nav", '<a href="{to}" target="_blank">{word}</a>'),
        footer_links=each(page, "footer", '<a href="{to}">{word}</a>|'),
        most="\n".join(
            f'<li><em>{rank}</em><a href="{page.path(piece)}" target="_blank">{escape(piece.title)}</a></li>'
            for rank, piece in enumerate(page.items[1:4], 1)
        ),
    ).encode("gb2312")


def _pager(page: Page) -> str:
    pages = (("index.html", 1), ("index_2.html", 2), ("index_3.html", 3), ("index_4.html", 4))
    told = (f"<b>{n}</b>" if n == page.number else f'<a href="{to}">{n}</a>' for to, n in pages)
    return f'{"".join(told)}<a href="index_{page.number + 1}.html">{page.word("next")}</a>'


def _line(page: Page, piece: Piece) -> str:
    return f"""
<dl class="news-item clearfix">
<dt><a href="{page.path(piece)}" target="_blank">{escape(piece.title)}</a></dt>
<dd class="intro">{escape(piece.standfirst or "")}<a class="detail" href="{page.path(piece)}">[{page.word("read_more")}]</a></dd>
<dd class="info"><span>{page.word("source")}：{escape(page.outlet.name)}</span><span>{piece.dated.isoformat()} {piece.at}</span></dd>
</dl>"""
