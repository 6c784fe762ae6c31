"""The whole site: every page, feed and file, from all listings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from standfirst.model import Forward, Listing, Rendition, Source
from standfirst.render import feed
from standfirst.render.calendar import calendar, has_calendar
from standfirst.render.hosting import hosting
from standfirst.render.page import forward, front, icon, index_pages, not_found, page, stylesheet
from standfirst.render.site import Site, survey
from standfirst.render.sitemap import sitemaps


def whole_site(
    site: Site, listings: Sequence[Listing], sources: Iterable[Source], forwards: Sequence[Forward] = ()
) -> list[Rendition]:
    """Every file of the site, in an order that the listings decide. The navigation is made from the listings:
    the first one's edition is the one that the site opens with."""
    site = survey(site, listings, forwards)
    files = [page(listing, site) for listing in listings]
    files += [fed for listing in listings if listing.shape in feed.FED for fed in feed.feeds(listing, site)]
    files += [calendar(listing, site) for listing in listings if has_calendar(listing)]
    files += _fronts(listings, site)
    files += index_pages(site)
    files.append(Rendition("sources.opml", "text/x-opml", feed.opml(sources, site.title)))
    files += [forward(moved, site) for moved in forwards]
    files += [*sitemaps(listings, site), *hosting(listings, site)]
    return [*files, *not_found(site), stylesheet(), icon()]


def _fronts(listings: Sequence[Listing], site: Site) -> list[Rendition]:
    """Each edition's newest issue that prints anything as its front page, what is new where there is none yet;
    the first edition's is the whole site's as well."""
    newest: dict[str, Listing] = {}
    for listing in listings:
        if listing.edition_id and listing.shape in ("issue", "new"):
            held = newest.get(listing.edition_id)
            newest[listing.edition_id] = listing if held is None else max(held, listing, key=_newness)
    fronts = [newest[edition.path.split("/")[0]] for edition in site.editions]
    return [
        *(front(listing, site, "index") for listing in fronts[:1]),
        *(front(listing, site) for listing in fronts),
    ]


def _newness(listing: Listing) -> tuple[bool, bool, int, int]:
    # A day without news does not empty the front page.
    full = any(section.briefs for section in listing.sections)
    day = listing.dated.toordinal() if listing.dated else 0
    return full, listing.shape == "issue", day, listing.number or 0
