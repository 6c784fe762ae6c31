"""The site as its pages know it: its name and address, and the pages that others lead to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from standfirst.model import Forward, Listing, Podcast, Shape
from standfirst.render.furniture import day_words, plain
from standfirst.themes import Theme

if TYPE_CHECKING:
    from standfirst.render.outline import Outline, Shelved

    Pages = Mapping[Shape, Sequence[Outline]]


class Signpost(NamedTuple):
    """A page that others lead to: its path (as Listing.path), its language ("" if none), and the words of the
    link."""

    path: str
    language: str
    words: str


# Equal only to itself (eq=False): as the key of a cache it is found at once, whatever it holds.
@dataclass(frozen=True, slots=True, eq=False)
class Site:
    """The published site. `url` is the absolute address of its root and ends with "/", `contact` an address to
    write to. The rest is navigation, which `survey` fills: `editions` are the front pages, the first edition's
    first; `posts` the pages of each shape, of all editions together; `stories` maps (edition id, story id) to the
    path of a story's page. `was` are former ids of editions, each with the one it has now; `letters` says
    that readers can ask for letters at readers/, `search` that each edition has a page where it is searched;
    `podcast` is what directories of podcasts are told. `theme` stands before our own templates."""

    title: str
    url: str
    contact: str = ""
    editions: tuple[Signpost, ...] = ()
    posts: Mapping[Shape, tuple[Signpost, ...]] = field(default_factory=dict)
    stories: Mapping[tuple[str, str], str] = field(default_factory=dict)
    was: tuple[tuple[str, str], ...] = ()
    letters: bool = False
    search: bool = False
    podcast: Podcast = field(default_factory=Podcast)
    theme: Theme = field(default_factory=Theme)

    def of(self, shape: Shape, edition_id: str | None = None) -> tuple[Signpost, ...]:
        """The pages of a shape, of all editions or of one."""
        return of_edition(self.posts.get(shape, ()), edition_id)


def survey(
    site: Site, outlines: Iterable[Outline], forwards: Iterable[Forward] = (), shelved: Iterable[Shelved] = ()
) -> Site:
    """The site with its navigation filled from all the pages it will hold: editions in the order they first
    come, regions by name, days and issues newest first."""
    pages: dict[Shape, list[Outline]] = {}
    fronts: list[Outline] = []
    for page in outlines:
        pages.setdefault(page.shape, []).append(page)
        if page.shape in ("issue", "new"):
            fronts.append(page)
    titled: tuple[Shape, ...] = ("new", "region", "standfirsts", "coming", "podcast")
    posts = {shape: _titled(pages, shape) for shape in titled}
    posts["region"] = tuple(sorted(posts["region"], key=lambda post: (plain(post.words), post.path)))
    posts |= {"archive": _newest_first(pages, "archive"), "issue": _newest_first(pages, "issue")}
    told = [*((f.edition_id, f.path, f.to) for f in forwards)]
    told += [(page.edition_id or "", page.path, page.path) for page in _firsts(pages, "story")]
    stories = {(edition_id, path.rpartition("/")[2]): to for edition_id, path, to in told}
    stories.update(_on_shelves(shelved))
    return replace(site, editions=_fronts(fronts), posts=posts, stories=stories)


def narrowed(site: Site, edition_id: str | None) -> Site:
    """The site as the pages of one edition need to know it."""
    return replace(site, posts={shape: of_edition(posts, edition_id) for shape, posts in site.posts.items()})


def of_edition(posts: Sequence[Signpost], edition_id: str | None) -> tuple[Signpost, ...]:
    """The signposts of one edition: its pages lie in the folder of its name. All of them for None."""
    return tuple(post for post in posts if edition_id is None or post.path.startswith(f"{edition_id}/"))


def first_path(page: Listing | Outline) -> str:
    """The path of the first part of a page that has several; an issue may stand as a front page too."""
    if page.shape == "issue":
        return f"{page.edition_id}/issues/{page.dated}"
    return page.path if page.part == 1 else page.path.removesuffix(f"-{page.part}")


def folder(edition: Signpost) -> str:
    """The folder of an edition's pages, by its front page."""
    return edition.path.split("/")[0]


def front_path(edition_id: str) -> str:
    return f"{edition_id}/index"


def _fronts(pages: Iterable[Outline]) -> tuple[Signpost, ...]:
    fronts: dict[str, Signpost] = {}
    for page in pages:
        if page.edition_id:
            fronts.setdefault(page.edition_id, Signpost(front_path(page.edition_id), page.language, page.title))
    return tuple(fronts.values())


def _titled(pages: Pages, shape: Shape) -> tuple[Signpost, ...]:
    """The pages of a shape. Those with nothing to list now stay for who follows them: no way leads there."""
    firsts = (page for page in _firsts(pages, shape) if page.full or shape == "new")
    return tuple(Signpost(page.path, page.language, page.title) for page in firsts)


def _firsts(pages: Pages, shape: Shape) -> Iterable[Outline]:
    return (page for page in pages.get(shape, ()) if page.part == 1)


def _newest_first(pages: Pages, shape: Shape) -> tuple[Signpost, ...]:
    dated = [(page.dated, page) for page in _firsts(pages, shape) if page.dated]
    dated.sort(key=lambda pair: (pair[0], pair[1].number or 0, pair[1].path), reverse=True)
    return tuple(
        Signpost(page.path, page.language, day_words(date.fromisoformat(day), page.language))
        for day, page in dated
    )


def _on_shelves(shelved: Iterable[Shelved]) -> Iterable[tuple[tuple[str, str], str]]:
    for each in shelved:
        edition, folder = each.shelf.edition_id, each.shelf.folder
        if each.shelf.kind == "stories":
            yield from [((edition, name), f"{folder}/{name}") for name in each.names]
