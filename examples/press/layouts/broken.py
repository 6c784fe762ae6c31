# ruff: noqa: E501 (markup keeps its own lines)
"""Documents that go wrong, and one that nobody may read."""

from __future__ import annotations

from hashlib import sha256
from html import escape

from examples.press.layouts import Page


def failing(page: Page) -> bytes:
    """What stands in the answer while the server is down (status 503)."""
    return f"<html><head><title>503</title></head><body><h1>{escape(page.outlet.name)}: back soon</h1></body></html>".encode()


def noise(page: Page) -> bytes:
    """Bytes that mean nothing, the same every time."""
    return b"".join(sha256(f"{page.day}:{part}".encode()).digest() for part in range(300))


def error_page(page: Page) -> bytes:
    """An error page with status 200 where a feed should be."""
    return f"""<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>Erreur de base de données</title></head>
<body><h1>Impossible d’établir une connexion à la base de données</h1>
<p>{escape(page.outlet.name)} sera de retour sous peu. Code : 1040.</p>
<p><a href="{page.home}">Retour à l’accueil</a></p></body></html>
""".encode()


def walled(page: Page) -> bytes:
    """A page that robots.txt forbids; whoever reads it was impolite."""
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{escape(page.outlet.name)}</title></head><body><main>
<article><h2><a href="{page.home}news/1">This stands behind a wall</a></h2><p>No robot may read these words.</p></article>
</main></body></html>
""".encode()
