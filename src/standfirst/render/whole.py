"""The whole site: every page, feed and file, from what is planned."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import NamedTuple

from standfirst.flatplan import digest
from standfirst.model import NOTHING, Forward, Listing, Rendition, Source
from standfirst.render import feed, opml
from standfirst.render.beside import Shelves, beside
from standfirst.render.calendar import calendar
from standfirst.render.frame import indexes
from standfirst.render.hosting import hosting
from standfirst.render.outline import Outline, Outlined, Shelved
from standfirst.render.outline import standing as stood
from standfirst.render.page import forward, front, icon, index_pages, not_found, page, search_pages, stylesheet
from standfirst.render.site import Site, first_path, front_path, narrowed, survey
from standfirst.render.sitemap import sitemaps


class Sheet(NamedTuple):
    """A file of the site that can be printed. `made_of` is a digest that changes whenever its bytes do; "" where
    that is not known before it is printed."""

    name: str
    made_of: str
    printed: Callable[[], Rendition]


class Sheaf(NamedTuple):
    """The files of all pages of a shelf. `made_of` is a digest of all of them."""

    shelved: Shelved
    made_of: str
    sheets: Callable[[], Iterable[Sheet]]


def sheets(
    site: Site,
    pages: Sequence[Outlined | Shelved],
    sources: Iterable[Source],
    forwards: Sequence[Forward] = (),
    standing: Sequence[str] = (),
    there: Collection[str] = frozenset(),
) -> Iterator[Sheet | Sheaf]:
    """Every file of the site, to be printed when asked for. Its navigation is made from the pages: the first one's
    edition is the one that the site opens with. Pages lead to those of `standing`, the names of files that are
    there from earlier, too. A calendar that was `there` stays, for somebody follows it, though it may be empty."""
    single = [_once(each) for each in pages if isinstance(each, Outlined)]
    shelved = [each for each in pages if isinstance(each, Shelved)]
    outlines = [outline for each in single for outline in each.outlines]
    configured = digest(site)
    from_earlier = stood(standing, outlines)
    site = survey(site, [*from_earlier, *outlines], forwards, shelved)
    editions = {outline.edition_id for outline in outlines} | {each.shelf.edition_id for each in shelved}
    surrounded = {name: _surrounded(site, name, configured) for name in editions}
    others = beside(outlines)
    for each in single:
        for n, outline in enumerate(each.outlines):
            paths = others.get(outline.path, NOTHING)
            yield _sheet(each, n, surrounded[outline.edition_id], paths)
            if outline.shape in feed.FED and outline.part == 1:
                yield from _feeds(each, n, site, configured, there)
    shelves = Shelves(shelved)
    yield from (_sheaf(each, shelves, surrounded[each.shelf.edition_id]) for each in shelved)
    yield from _fronts(single, surrounded)
    for moved in forwards:
        yield Sheet(
            f"{moved.path}.html", digest((moved, configured, site.editions[:1])), partial(forward, moved, site)
        )
    days = [outline for outline in from_earlier if outline.shape == "archive"]
    for rendition in _others(outlines, days, shelved, site, sources):
        yield Sheet(rendition.name, "", partial(replace, rendition))


def _once(each: Outlined) -> Outlined:
    """The same; but pages that are laid out together are so once, however many of them are printed."""
    if len(each.outlines) < 2:
        return each
    return each._replace(planned=each.planned._replace(laid_out=cache(each.planned.laid_out)))


def _sheet(each: Outlined, n: int, around: _Surrounded, alternates: Mapping[str, str]) -> Sheet:
    outline = each.outlines[n]
    made_of = _made_of(each, outline, around, alternates)
    return Sheet(f"{outline.path}.html", made_of, partial(_page, each, n, around.site, alternates))


def _sheaf(each: Shelved, shelves: Shelves, around: _Surrounded) -> Sheaf:
    made_of = digest((each.shelf.made_of, around.all, shelves.editions, shelves.around(each)))
    return Sheaf(each, made_of, partial(_sheets_of, each, shelves, around))


def _sheets_of(shelved: Shelved, shelves: Shelves, around: _Surrounded) -> Iterator[Sheet]:
    for each in map(_once, shelved.one_by_one()):
        for n, outline in enumerate(each.outlines):
            yield _sheet(each, n, around, shelves.beside(shelved, outline.path))


def _page(each: Outlined, n: int, site: Site, alternates: Mapping[str, str]) -> Rendition:
    return page(replace(each.laid_out()[n], alternates=alternates), site)


def _feeds(each: Outlined, n: int, site: Site, configured: str, there: Collection[str]) -> Iterator[Sheet]:
    outline, made_of = each.outlines[n], each.planned.made_of
    made_of = made_of and digest((made_of, configured))
    days = any(part.calendar for part in each.outlines if first_path(part) == outline.path)
    # Programs that follow a feed follow no page that leads on, and few hosts know of _redirects.
    was = [old for old, new in site.was if new == outline.edition_id and outline.shape != "issue"]
    paths = [outline.path, *(f"{old}/{outline.path.partition('/')[2]}" for old in was)]
    dated = days or outline.shape == "coming" or any(f"{path}.ics" in there for path in paths)
    for name in (f"{path}.{suffix}" for suffix in (*feed.SUFFIXES, *["ics"] * dated) for path in paths):
        yield Sheet(name, made_of, partial(_feed, name, each, n, site))


def _feed(name: str, each: Outlined, n: int, site: Site) -> Rendition:
    listing, suffix = _put_together(each.laid_out(), n), name.rpartition(".")[2]
    printed = calendar(listing, site) if suffix == "ics" else feed.printed(suffix, listing, site)
    return replace(printed, name=name)


def _put_together(pages: Sequence[Listing], n: int) -> Listing:
    """A page with all that its further parts print: a feed has no parts."""
    page = pages[n]
    if page.parts == 1:
        return page
    parts = (part for part in pages if first_path(part) == page.path)
    return replace(page, sections=tuple(section for part in parts for section in part.sections), parts=1)


class _Surrounded(NamedTuple):
    """The site as one edition's pages know it, and digests of it: of what all its pages print around their
    contents, of what its region pages print besides, and by path of the neighbours that days and issues lead
    to."""

    site: Site
    all: str
    regions: str
    turns: Mapping[str, str]


def _surrounded(site: Site, edition_id: str | None, configured: str) -> _Surrounded:
    own = narrowed(site, edition_id)
    # A page leads to the indexes, and says no more of them than that they are there.
    there = [path for path, _, _ in indexes(own, edition_id)]
    told = digest((configured, own.editions, own.of("new"), own.of("coming"), own.of("podcast"), there))
    turns = {}
    for ways in (own.of("archive"), own.of("issue")):
        for n, way in enumerate(ways):
            turns[way.path] = repr(ways[max(0, n - 1) : n + 2])
    return _Surrounded(own, told, digest((told, own.of("region"), own.of("standfirsts"))), turns)


def _made_of(each: Outlined, outline: Outline, around: _Surrounded, others: Mapping[str, str]) -> str:
    """A digest of a page: of its contents, and of all that is printed around them."""
    made_of = each.planned.made_of
    if not made_of:
        return ""
    turns: object = ""
    if outline.shape in ("archive", "issue"):
        turns = around.turns.get(first_path(outline)), _stories_of(outline, around.site)
    told = around.regions if outline.shape in _OF_REGIONS else around.all
    return digest((made_of, told, *others.items(), turns))


_OF_REGIONS = ("region", "standfirsts")


def _stories_of(outline: Outline, site: Site) -> list[str | None]:
    """Where each story of an issue is told now: since it was made up, stories may have become one."""
    return [site.stories.get((outline.edition_id or "", name)) for name in outline.tells]


def _others(
    outlines: Sequence[Outline],
    days: Sequence[Outline],
    shelved: Sequence[Shelved],
    site: Site,
    sources: Iterable[Source],
) -> Iterator[Rendition]:
    yield from index_pages(site)
    yield from (opml.sources(sources, site.title), opml.feeds(outlines, site))
    yield from sitemaps([*outlines, *days], shelved, site)
    dated = [outline.dated for outline in outlines if outline.dated] + [each.shelf.dated for each in shelved]
    yield from hosting(max(dated, default=None), site)
    yield from search_pages(site)
    yield from (*not_found(site), stylesheet(site.theme), icon())


def _fronts(pages: Iterable[Outlined], surrounded: Mapping[str | None, _Surrounded]) -> Iterator[Sheet]:
    """Each edition's newest issue that prints anything as its front page, what is new where there is none yet;
    the first edition's is the whole site's as well."""
    newest: dict[str, Outlined] = {}
    for each in pages:
        outline = each.outlines[0] if each.outlines else None
        if outline and outline.edition_id and outline.shape in ("issue", "new"):
            held = newest.get(outline.edition_id)
            newest[outline.edition_id] = each if held is None else max(held, each, key=_newness)
    for n, (edition_id, each) in enumerate(newest.items()):
        if n == 0:
            yield _front(each, surrounded[edition_id], "index")
        yield _front(each, surrounded[edition_id], front_path(edition_id))


def _front(each: Outlined, around: _Surrounded, path: str) -> Sheet:
    outline, site = each.outlines[0], around.site
    made_of = each.planned.made_of
    if made_of:
        ways = site.of("archive")[:2], around.turns.get(first_path(outline))
        made_of = digest((made_of, around.all, ways, _stories_of(outline, site), path))
    return Sheet(f"{path}.html", made_of, partial(_printed_front, each, site, path))


def _printed_front(each: Outlined, site: Site, path: str) -> Rendition:
    return front(each.laid_out()[0], site, path)


def _newness(each: Outlined) -> tuple[bool, bool, int]:
    # A day without news does not empty the front page; numbers are right even where a day is of a wrong clock.
    outline = each.outlines[0]
    return outline.full, outline.shape == "issue", outline.number or 0
