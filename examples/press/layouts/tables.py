"""A page made by hand in 2003 and never since: uppercase tags, FONT, nested tables, cells and paragraphs left
open, attributes without quotes, Greek in ISO-8859-7, no feed. One date for the whole page, none on a piece."""

from __future__ import annotations

from html import escape

from examples.press.layouts import Page, each, shell
from examples.press.truth import Piece, date_of

MONTHS = ("Ιανουαρίου", "Φεβρουαρίου", "Μαρτίου")


def draw(page: Page) -> bytes:
    day = date_of(page.day)
    text = shell(
        "tables",
        page,
        rows="\n".join(_row(page, piece, number) for number, piece in enumerate(page.items)),
        nav=each(page, "nav", "<TR><TD BGCOLOR=#DDE8F5>&nbsp;<A HREF={to}><FONT SIZE=2>{word}</FONT></A>"),
        more_nav=each(page, "more_nav", "<LI><A HREF={to}><FONT SIZE=1>{word}</A>"),
        footer_links=each(page, "footer", "[ <A HREF={to}>{word}</A> ]"),
        dated=f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        counter=f"{48120 + page.day * 37}",
    )
    return text.encode("iso-8859-7")


def _row(page: Page, piece: Piece, number: int) -> str:
    colour = "#FFFFFF" if number % 2 else "#F4F1E4"
    picture = f"<IMG SRC={page.image(piece)} WIDTH=90 HEIGHT=60 ALIGN=left HSPACE=6>" if number % 4 == 0 else ""
    return f"""
<TR BGCOLOR={colour}><TD WIDTH=14 VALIGN=top><IMG SRC={page.home}img/bullet.svg WIDTH=9 HEIGHT=9>
<TD>{picture}<FONT COLOR=#990000 SIZE=1><B>{escape(piece.kicker or "")}</B></FONT><BR>
<A HREF="{piece.path}"><FONT FACE="Arial,Helvetica" SIZE=3 COLOR=#003366><B>{escape(piece.title)}</B></FONT></A>
<P><FONT FACE="Times New Roman" SIZE=2>{escape(piece.standfirst or "")}
<A HREF="{piece.path}"><I>{page.word("read_more")}...</I></A></FONT>
<TR><TD COLSPAN=2><HR SIZE=1 NOSHADE COLOR=#CCCCCC>"""
