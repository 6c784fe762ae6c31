"""Lists of feeds as OPML 2.0: those that we read, and our own."""

from __future__ import annotations

from collections.abc import Iterable

from standfirst.credentials import shown
from standfirst.model import Rendition, Source
from standfirst.render.feed import FED, HEADED
from standfirst.render.furniture import say
from standfirst.render.outline import Outline
from standfirst.render.printed import safe
from standfirst.render.site import Site, folder
from standfirst.render.xml import OPENING, attribute, element

_TYPE = "text/x-opml"


def sources(read: Iterable[Source], title: str) -> Rendition:
    """The sources on the web as a subscription list, in the order given. Where letters lie on this machine is told
    to nobody, and neither is a name or password within an address."""
    told = (_source(source, address) for source in read if (address := safe(shown(source.url))))
    return _list("sources.opml", title, "".join(told))


def feeds(outlines: Iterable[Outline], site: Site) -> Rendition:
    """Every feed of ours that goes on, in a folder for each edition."""
    folders = []
    pages = [page for page in outlines if page.shape in FED and page.shape != "issue" and page.part == 1]
    for edition in site.editions:
        own = [_feed(page, site) for page in pages if page.edition_id == folder(edition)]
        if own:
            folders.append(f"<outline{attribute('text', edition.words)}>\n{''.join(own)}</outline>\n")
    return _list("feeds.opml", site.title, "".join(folders))


def _list(name: str, title: str, outlines: str) -> Rendition:
    told = (
        f'{OPENING}<opml version="2.0">\n<head>\n{element("title", title)}</head>\n'
        f"<body>\n{outlines}</body>\n</opml>\n"
    )
    return Rendition(name, _TYPE, told.encode())


def _source(source: Source, url: str) -> str:
    # "rss" is what OPML calls every feed; what is no feed is a plain link
    is_page = source.read_as in ("listing", "article", "letter", "text")
    kind, named = ("link", "url") if is_page else ("rss", "xmlUrl")
    told = {"type": kind, "text": source.outlet, "title": source.outlet, named: url, "language": source.language}
    return element("outline", **told)


def _feed(page: Outline, site: Site) -> str:
    words = say(page.language, HEADED[page.shape]) if page.shape in HEADED else page.title
    at = f"{site.url}{page.path}"
    addresses = {"xmlUrl": f"{at}.rss", "htmlUrl": f"{at}.html"}
    return element("outline", type="rss", text=words, title=words, **addresses, language=page.language)
