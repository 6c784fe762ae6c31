"""What surrounds the content of any page: masthead, ways, languages, feeds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

from standfirst import languages
from standfirst.model import NOTHING, Shape
from standfirst.render.furniture import say, spoken_for
from standfirst.render.printed import tongue
from standfirst.render.site import Signpost, Site, of_edition

FEEDS = (
    ("RSS", "application/rss+xml", "rss"),
    ("Atom", "application/atom+xml", "atom"),
    ("JSON Feed", "application/feed+json", "json"),
)
CALENDAR = ("iCalendar", "text/calendar", "ics")
# What is listed in indexes: the shape of its pages, the furniture word for them, the folder where they lie.
_INDEXES: tuple[tuple[Shape, str, str], ...] = (
    ("region", "regions", "places"),
    ("archive", "archive", "archive"),
    ("issue", "issues", "issues"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands: its path, language, edition, and the way from it to the site's root ("../")."""

    path: str
    language: str
    edition_id: str | None
    root: str

    def to(self, path: str) -> str:
        return f"{self.root}{path}.html"


@dataclass(frozen=True, slots=True)
class Words:
    """The furniture of a page in templates: what language it is in, and `say`."""

    lang: str
    dir: str

    def say(self, word: str, n: int | None = None, **names: str) -> str:
        return say(self.lang, word, n, **names)


class Way(NamedTuple):
    """A link of ours: where to, its words, whether it is the page itself."""

    href: str
    words: str
    here: bool = False
    lang: str = ""
    dir: str = ""
    says: str = ""


def place(path: str, language: str, edition_id: str | None, root: str | None = None) -> Place:
    return Place(path, language, edition_id, "../" * path.count("/") if root is None else root)


@cache
def furniture_of(language: str) -> Words:
    said = spoken_for(language)
    return Words(said, languages.direction(said))


def address(site: Site, path: str) -> str:
    """The absolute address of a page. A folder's index is the folder; the first edition's is the whole site's."""
    first = site.editions[0].path if site.editions else None
    if path in ("index", first):
        return site.url
    return site.url + (path.removesuffix("index") if path.endswith("/index") else f"{path}.html")


def frame(
    site: Site,
    here: Place,
    title: str,
    *,
    alternates: Mapping[str, str] = NOTHING,
    feeds: str | None = None,
    calendar: bool = False,
) -> dict[str, object]:
    """What base.html asks for, but for the shape, the content and the pages before and after. `feeds` is the
    path of the listing whose feeds the page names, `calendar` whether there is one among them."""
    around = _around(site, here.edition_id, here.language, here.root, feeds, calendar)
    masthead, own = str(around["masthead"]), address(site, here.path)
    return around | {
        "title": title if masthead in title else f"{title} · {masthead}",
        "canonical": own,
        "alternates": _alternates(site, here, alternates),
        "ways": _marked(around["addresses"], around["ways"], own),
        "tongues": _tongues(here, alternates) if alternates else around["tongues"],
    }


# The pages of an edition that lie as deep have most of it in common.
@lru_cache(maxsize=256)
def _around(
    site: Site, edition_id: str | None, language: str, root: str, feeds: str | None, calendar: bool
) -> dict[str, Any]:
    here = Place("", language, edition_id, root)
    words, masthead = furniture_of(language), _masthead(site, here)
    posts = _ways(site, here)
    formats = (*FEEDS, *[CALENDAR] * calendar) if feeds else ()
    return {
        "site": site,
        "language": language,
        "dir": languages.direction(language),
        "words": words,
        "words_language": words.lang,
        "words_dir": words.dir,
        "say": words.say,
        "root": root,
        "masthead": masthead.words,
        "home": here.to(masthead.path),
        "addresses": [address(site, path) for path, _ in posts],
        "ways": tuple(Way(here.to(path), words.say(word)) for path, word in posts),
        "tongues": _tongues(here, {front.language: front.path for front in reversed(site.editions)}),
        "feeds": tuple(Feed(name, kind, f"{root}{feeds}.{suffix}") for name, kind, suffix in formats),
        "earlier": None,
        "later": None,
        "turning": "",
        "description": "",
        "published": "",
        "parts": [],
    }


def _marked(addresses: Sequence[str], ways: tuple[Way, ...], own: str) -> tuple[Way, ...]:
    """The ways, with the mark of the one that leads to the page itself."""
    if own not in addresses:
        return ways
    return tuple(way._replace(here=at == own) for at, way in zip(addresses, ways, strict=True))


def _masthead(site: Site, here: Place) -> Signpost:
    fronts = of_edition(site.editions, here.edition_id)
    own = [front for front in fronts if front.language == here.language]
    return next(iter(own or fronts), Signpost("index", here.language, site.title))


def _alternates(site: Site, here: Place, others: Mapping[str, str]) -> list[tuple[str, str]]:
    """The page itself and the same in other languages; for readers of none of them that of the first edition."""
    if not others:
        return []
    paths = {**others, here.language: here.path}
    chosen = next((front.language for front in site.editions if front.language in paths), here.language)
    named = [*sorted(paths.items()), ("x-default", paths[chosen])]
    return [(tag, address(site, path)) for tag, path in named]


class Feed(NamedTuple):
    """A feed that a page names."""

    name: str
    type: str
    href: str


def _ways(site: Site, here: Place) -> list[tuple[str, str]]:
    """The links of an edition's navigation, as path and word of furniture; only those that lead somewhere."""
    front = _masthead(site, here).path
    posts = [(front, "front"), *((post.path, "new") for post in site.of("new", here.edition_id)[:1])]
    if here.edition_id:
        posts += [(post.path, "coming_up") for post in site.of("coming", here.edition_id)]
        posts += [(post.path, "audio") for post in site.of("podcast", here.edition_id)]
    posts += [(path, word) for path, word, _entries in indexes(site, here.edition_id)]
    return posts + ([(f"{here.edition_id}/search", "search")] if site.search and here.edition_id else [])


def indexes(site: Site, edition_id: str | None) -> list[tuple[str, str, Sequence[Signpost]]]:
    """The index pages of an edition that list anything: path, furniture word of the title, what is listed."""
    if edition_id is None:
        return []
    return [
        (f"{edition_id}/{folder}/index", word, entries)
        for shape, word, folder in _INDEXES
        if (entries := site.of(shape, edition_id))
    ]


def _tongues(here: Place, paths: Mapping[str, str]) -> tuple[Way, ...]:
    """Links to the page in other languages."""
    return to_tongues({tag: here.to(path) for tag, path in paths.items() if tag != here.language})


def to_tongues(addresses: Mapping[str, str]) -> tuple[Way, ...]:
    """The ways to addresses by language, each named in its own."""
    return tuple(Way(address, *_named(tag)) for tag, address in sorted(addresses.items()))


@cache
def _named(tag: str) -> tuple[str, bool, str, str]:
    """All of a `Way` to a page in a language but its address."""
    marked = tongue(tag)
    return languages.name(tag, tag), False, marked.lang, marked.dir
