"""What the press serves: the document of each outlet, what must be read from it, and a page for each piece."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from examples.press.layouts import (
    Dates,
    Layout,
    Page,
    broken,
    cards,
    feeds,
    grid,
    home,
    letter,
    lines,
    portal,
    river,
    soup,
    state,
    tables,
    texts,
    zhlist,
)
from examples.press.truth import Outlet, Piece

PLAIN = "text/plain; charset=utf-8"


def _no_link(_page: Page, _piece: Piece) -> str | None:
    return None


LAYOUTS: dict[str, Layout] = {
    "cards": Layout(cards.draw, dates="instant"),
    "home": Layout(home.draw, order=home.printed),
    "lines": Layout(lines.draw, dates="day"),
    "portal": Layout(portal.draw, "text/html", dates="day"),
    "soup": Layout(soup.draw, dates="day"),
    "grid": Layout(grid.draw, dates="relative"),
    "tables": Layout(tables.draw, "text/html"),
    "river": Layout(river.draw, dates="day"),
    "zhlist": Layout(zhlist.draw, "text/html", dates="day"),
    "state": Layout(state.draw, dates="instant"),
    "rss2": Layout(feeds.rss2, "application/rss+xml; charset=UTF-8", dates="instant", link=feeds.rss2_link),
    "rdf": Layout(feeds.rdf, "application/rdf+xml", dates="instant"),
    "atom": Layout(feeds.atom, "application/atom+xml; charset=utf-8", dates="instant"),
    "json": Layout(feeds.json_feed, "application/feed+json", dates="instant"),
    "letter": Layout(letter.draw, "message/rfc822", dates="unsaid", link=letter.link),
    "pairs": Layout(texts.pairs, PLAIN, link=_no_link),
    "standfirsts": Layout(texts.standfirsts, PLAIN, link=_no_link),
    "new": Layout(texts.new, PLAIN, link=_no_link),
    "archive": Layout(texts.archive, PLAIN, link=_no_link),
    "dated": Layout(texts.dated, PLAIN, dates="unsaid", link=_no_link),
    "failing": Layout(broken.failing, status=503),
    "noise": Layout(broken.noise, "application/rss+xml"),
    "error_page": Layout(broken.error_page),
    "walled": Layout(broken.walled),
}


@dataclass(frozen=True)
class Expected:
    """What reading a document must give for one piece. `published` is ISO 8601 as precise as `dates` says, None
    where the document shows no date ("none") or one date for all its pieces ("unsaid": reading may give it or
    leave it); `language` and `kind` as in standfirst's model."""

    headline: str | None
    standfirst: str | None
    link: str | None
    published: str | None
    dates: Dates
    language: str
    kind: str


def document(outlet: Outlet, day: int, base: str, number: int = 1) -> tuple[str, bytes]:
    """The media type and the bytes of what an outlet publishes on a day, on its first or second page."""
    layout = LAYOUTS[outlet.layout]
    return layout.media_type, layout.draw(Page(outlet, day, base, number))


def address(outlet: Outlet, base: str, number: int = 1) -> str:
    """Where the press serves an outlet's document, its first or second page."""
    return f"{base}/{outlet.id}/{outlet.document if number == 1 else outlet.second}"


def expected(outlet: Outlet, day: int, base: str, number: int = 1) -> list[Expected]:
    """What must be read from the document of that day, in its order."""
    layout, page = LAYOUTS[outlet.layout], Page(outlet, day, base, number)
    return [_expected(layout, page, piece) for piece in layout.order(page)]


def beside(outlet: Outlet, day: int, base: str) -> frozenset[str]:
    """The links of pieces in boxes beside the items: reading may give them or not."""
    page = Page(outlet, day, base)
    return frozenset(page.link(piece) for piece in page.side)


def _expected(layout: Layout, page: Page, piece: Piece) -> Expected:
    instant = page.outlet.instant(piece).isoformat()
    shown = {"instant": instant, "day": instant[:10], "relative": instant[:10], "none": None, "unsaid": None}
    return Expected(
        headline=piece.headline,
        standfirst=piece.standfirst,
        link=layout.link(page, piece),
        published=shown[layout.dates],
        dates=layout.dates,
        language=piece.language,
        kind=piece.kind,
    )


def article(outlet: Outlet, piece: Piece, base: str) -> str:
    """The page of one piece: what a reader of the demonstration sees who follows a link."""
    title, about = escape(piece.title or outlet.name), escape(piece.standfirst or "")
    direction = "rtl" if piece.language == "ar" else "ltr"
    kicker = f'<p class="kicker">{escape(piece.kicker)}</p>' if piece.kicker else ""
    author = f'<span class="author">{escape(piece.byline)}</span> · ' if piece.byline else ""
    return f"""<!DOCTYPE html>
<html lang="{piece.language}" dir="{direction}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – {escape(outlet.name)}</title>
<meta name="description" content="{about}">
<meta property="og:type" content="article"><meta property="og:title" content="{title}">
<meta property="og:description" content="{about}"><meta property="og:site_name" content="{escape(outlet.name)}">
<meta property="og:url" content="{base}/{outlet.id}/{piece.path}">
<meta property="article:published_time" content="{outlet.instant(piece).isoformat()}">
<link rel="icon" href="data:,">
<style>body{{max-width:38rem;margin:3rem auto;padding:0 1rem;font:1.1rem/1.6 Georgia,serif;color:#1b1b1b}}
h1{{line-height:1.15;text-wrap:balance}}.kicker{{color:#a33;font-weight:700;margin:0}}.standfirst{{font-size:1.25rem}}
footer{{margin-top:3rem;border-top:1px solid #ccc;color:#666;font-size:.85rem}}
@media(prefers-color-scheme:dark){{body{{background:#161616;color:#e6e6e6}}a{{color:inherit}}}}</style></head>
<body><header><a href="{base}/{outlet.id}/{outlet.document}">{escape(outlet.name)}</a></header>
<main><article>{kicker}<h1>{title}</h1><p class="standfirst">{about}</p>
<p>{author}<time datetime="{outlet.instant(piece).isoformat()}">{piece.dated.isoformat()} {piece.at}</time></p>
</article></main>
<footer><p>{escape(str(outlet.words.get("note", "")))}</p></footer></body></html>
"""


def is_readable(outlet: Outlet) -> bool:
    """Whether an outlet's document can be read at all: not one that fails, answers nonsense or is walled in."""
    return bool(outlet.pieces)


def source_language(outlet: Outlet) -> str | None:
    """The language a source is configured with: none for an outlet that mixes languages in one document."""
    return None if outlet.language == "mul" else outlet.language
