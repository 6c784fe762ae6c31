"""Every page that lists something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from standfirst.layout.known import Known
from standfirst.layout.pages import archive, by_place, coming_up, podcast, region, whats_new
from standfirst.layout.stories import affair_pages, story_page, within
from standfirst.layout.taking import taken
from standfirst.model import Edition, Issue, Listing, Story


def whole_site(
    editions: Sequence[Edition], stories: Sequence[Story], issues: Sequence[Issue], known: Known, today: date
) -> list[Listing]:
    """Every page that lists something: for each edition what is new, what is coming up on the day that it is, what
    can be heard, its regions, stories, days and issues."""
    pages = []
    for edition in editions:
        own = taken(edition, stories)
        printed = [i for i in issues if i.edition_id == edition.id]
        pages += [Listing.of_issue(i) for i in sorted(printed, key=lambda i: i.dated, reverse=True)]
        pages.append(whats_new(edition, own, known))
        pages += [*coming_up(edition, own, known, today), *podcast(edition, own, known)]
        pages += [page for place, s in sorted(by_place(own).items()) for page in region(edition, place, s, known)]
        pages += archive(edition, own, known)
        here = within(own, known)
        pages += [page for s in own for page in story_page(edition, s, here)]
        pages += affair_pages(edition, own, here)
    return _with_alternates(pages)


def _with_alternates(pages: Sequence[Listing]) -> list[Listing]:
    """Each page told where the same page is in other languages; the first edition of a language speaks for it, so
    that pages name each other or none."""
    same: dict[str, dict[str, str]] = {}
    for page in pages:
        same.setdefault(_beyond_edition(page), {}).setdefault(page.language, page.path)

    def others(page: Listing) -> dict[str, str]:
        paths = same[_beyond_edition(page)]
        return {k: v for k, v in paths.items() if k != page.language} if paths[page.language] == page.path else {}

    return [replace(page, alternates=others(page)) for page in pages]


def _beyond_edition(page: Listing) -> str:
    return page.path.removeprefix(f"{page.edition_id}/")
