# ruff: noqa: E501 (markup keeps its own lines)
"""Nothing but divs with utility classes, right to left: the whole card is one link, the headline a div."""

from __future__ import annotations

from html import escape

from examples.press.layouts import Page, each, shell
from examples.press.truth import Piece

MONTHS = ("جانفي", "فيفري", "مارس")
ITEM = "block px-3 py-2 text-sm font-medium text-slate-700 hover:bg-slate-100 rounded-md"


def draw(page: Page) -> bytes:
    first, *others = page.items
    return shell(
        "soup",
        page,
        first=_card(page, first, wide=True),
        cards="\n".join(_card(page, piece, wide=False) for piece in others),
        most=_most_read(page),
        nav=each(page, "nav", f'<a class="{ITEM}" href="{{to}}">{{word}}</a>'),
        more_nav=each(page, "more_nav", '<a class="text-xs text-slate-500" href="{to}">{word}</a>'),
        topics=each(
            page, "tags", '<a class="rounded-full bg-slate-100 px-3 py-1 text-xs" href="{to}">#{word}</a>'
        ),
        footer_links=each(
            page, "footer", '<a class="text-sm text-slate-300 hover:text-white" href="{to}">{word}</a>'
        ),
    ).encode()


def _card(page: Page, piece: Piece, wide: bool) -> str:
    dated = f"{piece.dated.day} {MONTHS[piece.dated.month - 1]} {piece.dated.year}"
    size = "text-3xl leading-tight" if wide else "text-lg leading-snug"
    shape = "md:col-span-2 md:flex md:flex-row-reverse" if wide else "flex flex-col"
    author = (
        f'<span class="font-semibold">{escape(piece.byline)}</span><span class="mx-1">·</span>'
        if piece.byline
        else ""
    )
    return f"""
<div class="{shape} bg-white rounded-xl shadow-sm overflow-hidden ring-1 ring-slate-900/5">
 <a href="{page.path(piece)}" class="group flex-1 flex flex-col">
  <div class="relative w-full overflow-hidden aspect-[16/9] bg-slate-200"><img class="absolute inset-0 h-full w-full object-cover" src="{
        page.image(piece)
    }" alt="" loading="lazy"></div>
  <div class="p-5 flex flex-col gap-2">
   <div class="text-xs font-bold text-teal-700">{escape(piece.kicker or "")}</div>
   <div class="{size} font-extrabold text-slate-900 group-hover:underline">{escape(piece.title)}</div>
   <div class="text-base text-slate-600 line-clamp-3">{escape(piece.standfirst or "")}</div>
   <div class="mt-2 text-xs text-slate-500 flex items-center">{author}<span>{dated}</span></div>
  </div>
 </a>
</div>"""


def _most_read(page: Page) -> str:
    shown = (page.items[0], *page.side, page.items[2])
    return "\n".join(
        f'<a href="{page.path(piece)}" class="flex gap-3 py-3 border-b border-slate-200">'
        f'<div class="text-2xl font-black text-slate-300">{rank}</div>'
        f'<div class="text-sm font-semibold leading-snug">{escape(piece.title)}</div></a>'
        for rank, piece in enumerate(shown, 1)
    )
