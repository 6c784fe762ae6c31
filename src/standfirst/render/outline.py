"""Outlines: what the rest of a site needs to know of a page. That of a page that did not change is known from the
last time, so the page need not be laid out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from typing import Any, NamedTuple

from standfirst import zones
from standfirst.flatplan import Plan, Planned, Shelf
from standfirst.model import Listing, Shape
from standfirst.render.calendar import has_calendar


class Outline(NamedTuple):
    """A page without its contents. `dated` is ISO 8601; `full` says that it prints any brief, `calendar` that it
    has a calendar of events; `tells` are the ids of the stories that an issue tells, in order."""

    path: str
    shape: Shape
    title: str
    language: str
    edition_id: str | None
    dated: str | None
    number: int | None
    part: int
    parts: int
    full: bool
    calendar: bool
    tells: Sequence[str] = ()


KnownPlans = Mapping[str, tuple[str, Sequence[Sequence[Any]]]]
"""By the path of each plan: what it was made of, and the outlines of its pages as rows of JSON."""


class Outlined(NamedTuple):
    """A plan with an outline of each of its pages, and the pages themselves if they had to be laid out for it."""

    planned: Planned
    outlines: Sequence[Outline]
    listings: Sequence[Listing] | None

    def laid_out(self) -> Sequence[Listing]:
        return self.planned.laid_out() if self.listings is None else self.listings


class Shelved(NamedTuple):
    """A shelf, the names of its pages within their folder, and what gives their plans with outlines if wanted."""

    shelf: Shelf
    names: Sequence[str]
    one_by_one: Callable[[], Sequence[Outlined]]


class Before(NamedTuple):
    """What is known from the last time: of single plans; of each shelf, by its path, what it was made of and the
    names of its pages; and, when asked for by path, of the plans on a shelf."""

    plans: KnownPlans
    shelves: Mapping[str, tuple[str, Sequence[str]]]
    of_shelf: Callable[[str], KnownPlans]


def outlined(plan: Plan, before: Before) -> list[Outlined | Shelved]:
    """Every plan with outlines of its pages. Those that changed since the last time are laid out for it."""
    return [
        _shelved(each, before) if isinstance(each, Shelf) else _outlined(each, before.plans.get(each.path))
        for each in plan
    ]


def _shelved(shelf: Shelf, before: Before) -> Shelved:
    one_by_one = cache(partial(_one_by_one, shelf, before.of_shelf))
    made_of, names = before.shelves.get(shelf.path, ("", ()))
    if made_of != shelf.made_of:
        pages = (outline for each in one_by_one() for outline in each.outlines)
        names = [outline.path.rpartition("/")[2] for outline in pages]
    return Shelved(shelf, names, one_by_one)


def _one_by_one(shelf: Shelf, of_shelf: Callable[[str], KnownPlans]) -> Sequence[Outlined]:
    known = of_shelf(shelf.path)
    return [_outlined(planned, known.get(planned.path)) for planned in shelf.plans()]


def _outlined(planned: Planned, before: tuple[str, Sequence[Sequence[Any]]] | None) -> Outlined:
    if before and planned.made_of and before[0] == planned.made_of:
        return Outlined(planned, [Outline._make(row) for row in before[1]], None)
    listings = planned.laid_out()
    return Outlined(planned, list(map(outline, listings)), listings)


def kept(pages: Iterable[Outlined]) -> KnownPlans:
    """What of these is to be known the next time."""
    return {each.planned.path: (each.planned.made_of, each.outlines) for each in pages if each.planned.made_of}


def outline(page: Listing) -> Outline:
    dated = page.dated.isoformat() if page.dated else None
    briefs = [brief for section in page.sections for brief in section.briefs]
    tells = [brief.story_id for brief in briefs] if page.shape == "issue" else []
    return Outline(
        page.path, page.shape, page.title, page.language, page.edition_id, dated, page.number, page.part,
        page.parts, bool(briefs), has_calendar(page), tells
    )  # fmt: skip


_STANDING = re.compile(
    r"(?P<edition>[^/]+)/(?:archive/(?P<day>\d{4}-\d\d-\d\d)|stories/[^/-]+)(?:-(?P<part>\d+))?\.html"
)


def standing(names: Iterable[str], outlines: Iterable[Outline]) -> list[Outline]:
    """Outlines of days and stories whose files stand in the site though they are no longer planned. Their
    languages are those of their editions now; what they print is not known."""
    language = {outline.edition_id: outline.language for outline in outlines}
    found = []
    for name in sorted(names):
        told = _STANDING.fullmatch(name)
        if told and told["edition"] in language and (not told["day"] or zones.named(told["day"])):
            edition, path, part = told["edition"], name.removesuffix(".html"), int(told["part"] or 1)
            shape: Shape = "archive" if told["day"] else "story"
            tongue, day = language[edition], told["day"]
            found.append(Outline(path, shape, "", tongue, edition, day, None, part, part, True, False))
    return found
