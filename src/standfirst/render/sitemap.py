"""Sitemaps: of every edition, of the last days' news, and the list of them; robots.txt, which names it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from xml.sax.saxutils import escape

from standfirst.model import Rendition, Shape
from standfirst.render.frame import address, indexes
from standfirst.render.outline import Outline, Shelved
from standfirst.render.site import Site, folder
from standfirst.render.xml import OPENING

# The format's own limits: pages a file, and for news how many pages and how old.
MOST, MOST_NEWS = 50_000, 1_000
NEWS = timedelta(days=2)
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS_SPACE = ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
# These show the same as another page.
_UNLISTED: tuple[Shape, ...] = ("standfirsts",)


def sitemaps(outlines: Sequence[Outline], shelved: Sequence[Shelved], site: Site) -> list[Rendition]:
    """sitemap.xml and those it lists; robots.txt. Nothing where the site has no editions."""
    files: list[Rendition] = []
    for front in site.editions:
        edition = folder(front)
        own = [each for each in outlines if each.edition_id == edition and each.shape not in _UNLISTED]
        on_shelves = [each for each in shelved if each.shelf.edition_id == edition]
        days = [*(each.dated for each in own if each.dated), *(each.shelf.dated for each in on_shelves)]
        pages = [_page(address(site, front.path), max(days, default=None))]
        pages += [_page(address(site, each.path), each.dated) for each in own]
        pages += [page for each in on_shelves for page in _on_shelf(each, site)]
        pages += [_page(address(site, path), None) for path, _, _ in indexes(site, edition)]
        files += _files(f"sitemap-{edition}", pages)
    if news := list(_news(shelved, site)):
        files += _files("sitemap-news", news, _NEWS_SPACE)
    if not files:
        return []
    told = "".join(f"<sitemap><loc>{escape(site.url + file.name)}</loc></sitemap>\n" for file in files)
    whole = f'{OPENING}<sitemapindex xmlns="{_SPACE}">\n{told}</sitemapindex>\n'
    return [_xml("sitemap.xml", whole), *files, _robots(site)]


def _on_shelf(each: Shelved, site: Site) -> list[str]:
    """As `_page` says it, of very many pages of one folder and day."""
    before, after = _page(f"{site.url}{each.shelf.folder}/\n", each.shelf.dated).split("\n", 1)
    return [f"{before}{escape(name)}.html{after}" for name in each.names]


def _robots(site: Site) -> Rendition:
    words = f"User-agent: *\nAllow: /\n\nSitemap: {site.url}sitemap.xml\n"
    return Rendition("robots.txt", "text/plain; charset=utf-8", words.encode())


def _page(where: str, dated: str | None, more: str = "") -> str:
    changed = f"<lastmod>{dated}</lastmod>" if dated else ""
    return f"<url><loc>{escape(where)}</loc>{changed}{more}</url>\n"


def _news(shelved: Iterable[Shelved], site: Site) -> Iterator[str]:
    """The pages of the stories of the newest days, as news sitemaps want them."""
    shelves = [each for each in shelved if each.shelf.kind == "stories"]
    newest = max((each.shelf.dated for each in shelves), default=None)
    since = _before(newest).isoformat() if newest else ""
    new = [page for each in shelves if each.shelf.dated > since for page in each.one_by_one()]
    fresh = sorted((each for page in new for each in page.outlines), key=lambda each: each.path)
    fresh.sort(key=lambda each: each.dated or "", reverse=True)
    for each in fresh[:MOST_NEWS]:
        yield _page(
            address(site, each.path),
            each.dated,
            f"<news:news><news:publication><news:name>{escape(site.title)}</news:name>"
            f"<news:language>{escape(each.language.lower())}</news:language></news:publication>"
            f"<news:publication_date>{each.dated}</news:publication_date>"
            f"<news:title>{escape(each.title)}</news:title></news:news>",
        )


def _before(newest: str) -> date:
    """NEWS before a day, or the first day there is: an archive may hold a date of the year 1."""
    return date.fromordinal(max(date.fromisoformat(newest).toordinal() - NEWS.days, 1))


def _files(name: str, pages: Sequence[str], spaces: str = "") -> Iterator[Rendition]:
    """The pages in as many files as their number asks for."""
    for n, start in enumerate(range(0, len(pages), MOST), 1):
        body = f'{OPENING}<urlset xmlns="{_SPACE}"{spaces}>\n{"".join(pages[start : start + MOST])}</urlset>\n'
        yield _xml(f"{name}.xml" if n == 1 else f"{name}-{n}.xml", body)


def _xml(name: str, body: str) -> Rendition:
    return Rendition(name, "application/xml", body.encode())
