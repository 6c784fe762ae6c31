"""A town portal of the two-thousands in windows-1251: tables for columns, a line of date and counters under
each piece, addresses that are queries."""

from __future__ import annotations

from html import escape

from examples.press.layouts import Page, each, shell
from examples.press.truth import Piece


def draw(page: Page) -> bytes:
    text = shell(
        "portal",
        page,
        lines="\n".join(_line(page, piece, number) for number, piece in enumerate(page.items)),
        nav=each(page, "nav", '<td class="menu"><a href="{to}">{word}</a></td>'),
        more_nav=each(page, "more_nav", '<div class="lmenu">&raquo; <a href="{to}">{word}</a></div>'),
        footer_links=each(page, "footer", '<a href="{to}">{word}</a> |'),
        most="\n".join(
            f'<div class="top"><b>{rank}.</b> <a href="{_to(piece)}">{escape(piece.title)}</a></div>'
            for rank, piece in enumerate((page.items[3], page.items[0], page.items[5]), 1)
        ),
    )
    return text.encode("cp1251")


def _line(page: Page, piece: Piece, number: int) -> str:
    dated = f"{piece.dated:%d.%m.%Y}, {piece.at}"
    picture = f'<img src="{page.image(piece)}" width=120 height=80 border=0 align=left hspace=8 alt="">'
    return f"""
<div class="news">
<div class="ntitle"><a href="{_to(piece)}">{escape(piece.title)}</a></div>
<a href="{_to(piece)}">{picture if number % 3 == 0 else ""}</a>
<div class="ntext">{escape(piece.standfirst or "")} <a class="more" href="{_to(piece)}">{
        page.word("read_more")
    }&hellip;</a></div>
<div class="ninfo"><span class="date">{dated}</span> | <a class="rubric" href="news.php?cat={number % 5}">{
        escape(piece.kicker or "")
    }</a> | {page.word("views")}: {211 + number * 37} | <a href="{_to(piece)}#comm">{page.word("comments")} ({
        number % 4
    })</a></div>
<br clear="all">
</div>"""


def _to(piece: Piece) -> str:
    return escape(piece.path)
