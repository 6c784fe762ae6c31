"""The whole site: every page, feed and file, from all listings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from hashlib import blake2b
from pathlib import Path

import babel

from standfirst.model import Forward, Listing, Rendition, Source
from standfirst.render import feed, opml
from standfirst.render.calendar import calendar, has_calendar
from standfirst.render.hosting import hosting
from standfirst.render.page import forward, front, icon, index_pages, not_found, page, stylesheet
from standfirst.render.site import Site, folder, narrowed, survey
from standfirst.render.sitemap import sitemaps


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file of the site that can be printed. `made_of` is the same as long as what is printed is; "" where that
    is not known before it is printed."""

    name: str
    made_of: str
    printed: Callable[[], Rendition]


def whole_site(
    site: Site, listings: Sequence[Listing], sources: Iterable[Source], forwards: Sequence[Forward] = ()
) -> list[Rendition]:
    """Every file of the site, in an order that the listings decide. The navigation is made from the listings:
    the first one's edition is the one that the site opens with."""
    return [sheet.printed() for sheet in sheets(site, listings, sources, forwards)]


def sheets(
    site: Site, listings: Sequence[Listing], sources: Iterable[Source], forwards: Sequence[Forward] = ()
) -> Iterator[Sheet]:
    """The same, each file to be printed when asked for."""
    site = survey(site, listings, forwards)
    # To look for its own among all pages for each page would take as long as the site is large, squared.
    sites = {each: narrowed(site, each) for each in {listing.edition_id for listing in listings}}
    shared = {each: _digest(_surroundings(own)) for each, own in sites.items()}
    for listing in listings:
        own = sites[listing.edition_id]
        made_of = _made_of(listing, own, shared[listing.edition_id]) if listing.shape == "story" else ""
        yield Sheet(f"{listing.path}.html", made_of, partial(page, listing, own))
    for rendition in _others(site, listings, sources, forwards):
        yield Sheet(rendition.name, "", partial(_same, rendition))


def _same(rendition: Rendition) -> Rendition:
    return rendition


def _others(
    site: Site, listings: Sequence[Listing], sources: Iterable[Source], forwards: Sequence[Forward]
) -> Iterator[Rendition]:
    for listing in listings:
        if listing.shape in feed.FED:
            yield from feed.feeds(listing, site)
        if has_calendar(listing):
            yield calendar(listing, site)
    yield from _fronts(listings, site)
    yield from index_pages(site)
    yield from (opml.sources(sources, site.title), opml.feeds(listings, site))
    yield from (forward(moved, site) for moved in forwards)
    yield from (*sitemaps(listings, site), *hosting(listings, site))
    yield from (*not_found(site), stylesheet(), icon())


def _made_of(listing: Listing, site: Site, shared: str) -> str:
    """What the page of a story is made of: all that its listing says, and what surrounds it."""
    paths = [site.stories.get((listing.edition_id or "", brief.story_id)) for brief in listing.affair]
    return _digest((_program(), shared, listing, paths))


def _surroundings(site: Site) -> object:
    # Of its indexes a story's page only says that they are there.
    there = [bool(posts) for posts in (site.regions, site.days, site.issues)]
    posts = (site.editions, site.news, site.coming, site.podcasts)
    return site.title, site.url, site.contact, site.letters, *posts, there


@cache
def _program() -> str:
    """What prints: our own files, and where names of languages and months come from."""
    here = Path(__file__).parent
    files = sorted(path for path in here.rglob("*") if path.suffix in (".py", ".html", ".css", ".toml"))
    return _digest([babel.__version__, *(blake2b(path.read_bytes()).hexdigest() for path in files)])


def _digest(told: object) -> str:
    return blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _fronts(listings: Sequence[Listing], site: Site) -> list[Rendition]:
    """Each edition's newest issue that prints anything as its front page, what is new where there is none yet;
    the first edition's is the whole site's as well."""
    newest: dict[str, Listing] = {}
    for listing in listings:
        if listing.edition_id and listing.shape in ("issue", "new"):
            held = newest.get(listing.edition_id)
            newest[listing.edition_id] = listing if held is None else max(held, listing, key=_newness)
    fronts = [newest[folder(edition)] for edition in site.editions]
    return [
        *(front(listing, site, "index") for listing in fronts[:1]),
        *(front(listing, site) for listing in fronts),
    ]


def _newness(listing: Listing) -> tuple[bool, bool, int, int]:
    # A day without news does not empty the front page.
    full = any(section.briefs for section in listing.sections)
    day = listing.dated.toordinal() if listing.dated else 0
    return full, listing.shape == "issue", day, listing.number or 0
