"""Pages: any listing as HTML, and the pages that are no listings (indexes, search, not found)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit

from standfirst.model import Brief, Forward, Listing, Rendition, Section, Shape
from standfirst.render.calendar import has_calendar
from standfirst.render.feed import FED, HEADED
from standfirst.render.filling import FOLDER, fill, style
from standfirst.render.frame import Place, Way, address, frame, furniture_of, indexes, place
from standfirst.render.furniture import date_words, day_words, number, say
from standfirst.render.printed import Printed, Titled, Tongue, printed, title_of, tongue
from standfirst.render.site import Signpost, Site, first_path, folder, front_path
from standfirst.themes import Theme

_HTML = "text/html; charset=utf-8"
_DESCRIBED = 3


def page(listing: Listing, site: Site) -> Rendition:
    """A listing as an HTML page, path.html. The same listing and site give the same bytes."""
    here = place(listing.path, listing.language, listing.edition_id)
    feeds = _feeds(listing, site)
    # An issue that stands as front page names the feeds of what is new, and those may have no calendar.
    calendar = has_calendar(listing) and (feeds == first_path(listing) or listing.shape != "issue")
    words = frame(site, here, _heading(listing), alternates=listing.alternates, feeds=feeds, calendar=calendar)
    words |= _content(listing, here, site)
    words |= _turns(listing, here, site)
    return html_page(listing.path, "issue.html" if listing.shape == "issue" else "river.html", words, site)


def front(listing: Listing, site: Site, path: str | None = None) -> Rendition:
    """The newest page of an edition as its front page; `path` is "index" for the whole site's."""
    own = front_path(listing.edition_id or "")
    fronts = {post.language: post.path for post in reversed(site.editions)}
    # Of two editions of one language the first speaks for it, so that pages name each other or none.
    others = fronts if fronts.pop(listing.language, None) == own else {}
    return page(replace(listing, path=path or own, alternates=others), site)


def index_pages(site: Site) -> list[Rendition]:
    """For each edition the pages that list its regions, days and issues."""
    listed = [(edition, *index) for edition in site.editions for index in indexes(site, folder(edition))]
    same: dict[str, dict[str, str]] = {}
    for edition, path, word, _ in listed:
        same.setdefault(word, {}).setdefault(edition.language, path)
    return [_index(path, edition, word, entries, same[word], site) for edition, path, word, entries in listed]


def _index(
    path: str, edition: Signpost, word: str, entries: Sequence[Signpost], same: Mapping[str, str], site: Site
) -> Rendition:
    here, words = _list(path, edition, word, same, site)
    ways = [Way(here.to(entry.path), entry.words, lang=entry.language) for entry in entries]
    return html_page(path, "index.html", words | {"lead": "", "entries": ways}, site)


def _list(
    path: str, edition: Signpost, word: str, same: Mapping[str, str], site: Site
) -> tuple[Place, dict[str, object]]:
    """Where a page of ways stands, and what it prints around them; `same` are such pages by language. Of two
    editions of one language the first speaks for it, so that pages name each other or none."""
    here, heading = place(path, edition.language, folder(edition)), say(edition.language, word)
    others = {tag: other for tag, other in same.items() if tag != edition.language}
    words = frame(site, here, heading, alternates=others if same[edition.language] == path else {})
    return here, words | {"shape": "list", "heading": heading}


def forward(moved: Forward, site: Site) -> Rendition:
    """A page at an address where a story once stood, which leads on to where it is told now."""
    here = place(moved.path, moved.language, moved.edition_id)
    words = furniture_of(moved.language)
    led = {"href": here.to(moved.to), "canonical": address(site, moved.to), "title": moved.title, "words": words}
    return html_page(moved.path, "forward.html", led, site)


def not_found(site: Site) -> list[Rendition]:
    """404.html of the site, in the language of every edition, and of each edition's folder. They may be shown at
    any address, so their links begin at the site's root."""
    root = urlsplit(site.url).path or "/"
    language = site.editions[0].language if site.editions else "en"
    here = place("404", language, None, root=root)
    ways = [
        Way(
            here.to(post.path),
            post.words,
            lang=post.language,
            says=say(furniture_of(post.language).lang, "missing"),
        )
        for post in site.editions
    ]
    pages = [_missing(here, ways, site)]
    for post in site.editions:
        here = place(f"{folder(post)}/404", post.language, folder(post), root=root)
        pages.append(_missing(here, frame(site, here, "")["ways"], site))
    return pages


def _missing(here: Place, ways: object, site: Site) -> Rendition:
    said = furniture_of(here.language).lang
    words = frame(site, here, say(said, "missing")) | {
        "shape": "missing",
        "heading": say(said, "missing"),
        "lead": say(said, "missing_text"),
        "entries": ways,
        "canonical": None,
    }
    return html_page(here.path, "index.html", words, site)


def search_pages(site: Site) -> Iterator[Rendition]:
    """EDITION/search.html for each edition, and the script they share. Without it they lead to the indexes."""
    if not site.search:
        return
    paths = {front.language: f"{folder(front)}/search" for front in reversed(site.editions)}
    for front in site.editions:
        here, words = _list(f"{folder(front)}/search", front, "search", paths, site)
        listed = indexes(site, folder(front))
        ways = [Way(here.to(path), say(front.language, word)) for path, word, _ in listed]
        yield html_page(here.path, "search.html", words | {"entries": ways}, site)
    yield Rendition("search.js", "text/javascript; charset=utf-8", (FOLDER / "search.js").read_bytes())


def stylesheet(theme: Theme) -> Rendition:
    return Rendition("standfirst.css", "text/css; charset=utf-8", style("page.css", theme).encode())


def icon() -> Rendition:
    return Rendition("standfirst.svg", "image/svg+xml", (FOLDER / "standfirst.svg").read_bytes())


def html_page(path: str, template: str, words: dict[str, object], site: Site) -> Rendition:
    """A template filled as the page at a path."""
    return Rendition(f"{path}.html", _HTML, fill(template, site.theme, **words).encode())


def _feeds(listing: Listing, site: Site) -> str | None:
    """The path of the page whose feeds this one names: its own; for a region's other view the region's; else what
    is new, since issues, days and stories have no feeds that go on."""
    if listing.shape == "standfirsts":
        return listing.path.removesuffix("-standfirsts")
    if listing.shape in FED and not listing.path.endswith("index"):
        return first_path(listing)
    return next((post.path for post in site.of("new", listing.edition_id)), None)


def _heading(listing: Listing) -> str:
    """The words of the page's first heading."""
    language = listing.language
    if listing.shape in HEADED:
        return say(language, HEADED[listing.shape])
    if listing.shape == "archive" and listing.dated:
        return day_words(listing.dated, furniture_of(language).lang)
    return listing.title


def _content(listing: Listing, here: Place, site: Site) -> dict[str, object]:
    said = furniture_of(listing.language).lang
    news = [section for section in listing.sections if not section.corrections]
    briefs = [brief for section in news for brief in section.briefs if not brief.withdrawn]
    # The page of alarms belongs to no edition, and alarms are no stories.
    counts = briefs and listing.edition_id
    content: dict[str, object] = {
        "shape": listing.shape,
        "heading": _heading(listing),
        "heading_tongue": _heading_tongue(listing, briefs),
        "dateline": day_words(listing.dated, said) if listing.dated else "",
        "number": say(said, "number", number=number(listing.number, said)) if listing.number else "",
        "count": say(said, "tellings" if listing.shape == "story" else "stories", len(briefs)) if counts else "",
        "description": _description(briefs),
        "published": listing.dated.isoformat() if listing.dated and listing.shape == "story" else "",
        "otherwise": _otherwise(listing, here, site),
        "parts": _parts(listing, here, said),
        "sections": [_section(section, listing, here, site, n) for n, section in enumerate(listing.sections)],
    }
    content["affair"] = [_of_affair(brief, listing, here, site) for brief in listing.affair]
    content["affair_href"] = here.to(listing.affair_path) if listing.affair_path else ""
    if listing.shape == "issue":
        content["masthead"] = listing.title
    return content


class _OfAffair(NamedTuple):
    """A story of an affair: whether the page is its own, else where that is."""

    here: bool
    href: str
    words: str | None
    tongue: Tongue
    dated: str | None


def _of_affair(brief: Brief, listing: Listing, here: Place, site: Site) -> _OfAffair:
    """A story of an affair, as a story page of the same affair names it."""
    path = site.stories.get((listing.edition_id or "", brief.story_id))
    said, item = furniture_of(listing.language).lang, brief.item
    return _OfAffair(
        path == listing.path,
        here.to(path) if path else "",
        item.headline or item.standfirst,
        tongue(item.language),
        date_words(item.published, said) if item.published else None,
    )


def _parts(listing: Listing, here: Place, language: str) -> list[Way]:
    """The pages that a long one is parted into."""
    first, numbers = first_path(listing), range(1, listing.parts + 1)
    paths = {n: f"{first}-{n}" if n > 1 else first for n in numbers} | {listing.part: listing.path}
    return [Way(here.to(paths[n]), number(n, language), n == listing.part) for n in numbers if listing.parts > 1]


def _section(section: Section, listing: Listing, here: Place, site: Site, n: int) -> Titled:
    briefs = [_printed(brief, listing, here, site) for brief in section.briefs]
    title, marked = title_of(section, listing.language)
    if listing.shape == "affair" and title:  # its sections are days
        title = day_words(date.fromisoformat(title), furniture_of(listing.language).lang)
    news = not (section.coming or section.corrections)
    leads = listing.shape == "issue" and listing.part == 1 and n == 0 and len(briefs) > 0 and news
    return Titled(title, marked, briefs[1:], briefs[0]) if leads else Titled(title, marked, briefs)


def _printed(brief: Brief, listing: Listing, here: Place, site: Site) -> Printed:
    path = site.stories.get((listing.edition_id or "", brief.story_id))
    story = here.to(path) if path and listing.shape != "story" else None
    said, shape = furniture_of(listing.language).lang, listing.shape
    # A story's sections are headed by their languages.
    return printed(brief, said, story, headed=shape != "standfirsts", named=shape != "story")


def _heading_tongue(listing: Listing, briefs: Iterable[Brief]) -> Tongue:
    """The language of the first heading: a story is headed by the words of one of its tellings."""
    if listing.shape in (*HEADED, "archive"):
        return tongue(furniture_of(listing.language).lang)
    if listing.shape in ("story", "affair"):
        for item in (brief.item for brief in briefs):
            if listing.title in (item.headline, item.standfirst):
                return tongue(item.language)
    return tongue(listing.language)


def _description(briefs: Sequence[Brief]) -> str:
    first = [brief.item.headline or brief.item.standfirst or "" for brief in briefs[:_DESCRIBED]]
    return " · ".join(first)


def _otherwise(listing: Listing, here: Place, site: Site) -> Way | None:
    """The same region's other view: with headlines or without."""
    said = furniture_of(listing.language).lang
    if listing.shape not in ("region", "standfirsts"):
        return None
    other: Shape = "standfirsts" if listing.shape == "region" else "region"
    word = "standfirsts" if listing.shape == "region" else "headlines"
    for post in site.of(other, listing.edition_id):
        if post.words == listing.title and post.language == listing.language:
            return Way(here.to(post.path), say(said, word))
    return None


def _turns(listing: Listing, here: Place, site: Site) -> dict[str, object]:
    """The day or issue before and after."""
    word = "archive" if listing.shape == "archive" else "issues"
    ways = site.of(listing.shape, listing.edition_id) if listing.shape in ("archive", "issue") else ()
    at = next((n for n, post in enumerate(ways) if post.path == first_path(listing)), None)
    if at is None:
        return {}
    earlier = ways[at + 1] if at + 1 < len(ways) else None
    later = ways[at - 1] if at > 0 else None
    return {
        "turning": say(furniture_of(listing.language).lang, word),
        "earlier": Way(here.to(earlier.path), earlier.words) if earlier else None,
        "later": Way(here.to(later.path), later.words) if later else None,
    }
