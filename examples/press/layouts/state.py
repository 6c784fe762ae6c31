"""A page that a script builds in the reader's browser: the HTML holds grey bars, the pieces are in its state."""

from __future__ import annotations

import json

from examples.press.layouts import Page, each, shell
from examples.press.truth import Piece


def draw(page: Page) -> bytes:
    return shell(
        "state",
        page,
        bars="\n".join(
            '<div class="sk"><div class="sk-i"></div><div class="sk-t"></div><div class="sk-l"></div></div>'
            for _ in range(6)
        ),
        nav=each(page, "nav", '<a class="nav-l" href="{to}">{word}</a>'),
        footer_links=each(page, "footer", '<a href="{to}">{word}</a>'),
        state=_state(page),
    ).encode()


def _state(page: Page) -> str:
    """The script's data, safe inside a script element."""
    words = page.outlet.words
    told = {
        "props": {
            "pageProps": {
                "seccion": {"nombre": words["heading"], "slug": "ultimas"},
                "menu": [{"texto": word, "url": f"/pregon-ibira/{word.casefold()}"} for word in words["nav"]],
                "notas": [_note(page, piece, number) for number, piece in enumerate(page.items)],
                "paginado": {"actual": 1, "total": 204},
                "publicidad": {"zona": "ultimas", "activa": True},
            },
            "__N_SSP": True,
        },
        "page": "/ultimas",
        "query": {},
        "buildId": "ibira-2026-03-01",
        "locale": "es-AR",
    }
    return json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")


def _note(page: Page, piece: Piece, number: int) -> dict[str, object]:
    return {
        "id": 90310 - number,
        "type": "video" if piece.kind == "video" else "article",
        "kicker": piece.kicker,
        "title": piece.title,
        "summary": piece.standfirst,
        "url": page.path(piece),
        "publishedAt": page.outlet.instant(piece).isoformat(),
        "author": {"name": piece.byline} if piece.byline else None,
        "image": {"url": page.image(piece), "width": 640, "height": 400},
        "premium": False,
    }
