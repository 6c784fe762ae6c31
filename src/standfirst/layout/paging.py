"""How much a page holds: in bytes, for forty briefs in one script weigh twice as much as forty in another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from standfirst.model import Brief, Listing, Section

# What the briefs of a page may weigh, in bytes, so that with what surrounds them it stays under 60,000.
ROOM = 54_000


def fitting(briefs: Iterable[Brief], room: int | None = None) -> tuple[Brief, ...]:
    """As many briefs as a page holds."""
    left, fitting = ROOM if room is None else room, []
    for each in briefs:
        left -= weight(each)
        if left < 0:
            break
        fitting.append(each)
    return tuple(fitting)


def weight(brief: Brief) -> int:
    """What a brief weighs on a page, in bytes: its words in UTF-8, addresses, and the markup around them."""
    item = brief.item
    own = (item.headline, item.standfirst, item.kicker, item.byline, item.link, item.image, brief.outlet)
    files = (e.address for e in item.enclosures)
    credited = (text for c in brief.others for text in (c.headline, c.link, c.outlet))
    told = sum([len(text) if text.isascii() else len(text.encode()) for text in (*own, *files, *credited) if text])
    # Measured on pages of six languages, with a little to spare.
    marks = 600 + 130 * bool(item.published) + 360 * bool(item.event) + 310 * bool(item.appeal)
    return marks + told + 280 * len(item.enclosures) + 190 * len(brief.others) + 120 * bool(brief.others)


def parted(page: Listing) -> list[Listing]:
    """A page as one or several, none heavier than a page may be; the first keeps the path."""
    pages: list[list[Section]] = [[]]
    left = ROOM
    for section in page.sections:
        rest = section.briefs
        while rest:
            some = fitting(rest, left) or (() if pages[-1] else rest[:1])
            if some:
                pages[-1].append(replace(section, briefs=some))
                left -= sum(map(weight, some))
            rest = rest[len(some) :]
            if rest:
                pages.append([])
                left = ROOM
    return [
        replace(
            page, path=f"{page.path}-{n}" if n > 1 else page.path, sections=tuple(some), part=n, parts=len(pages)
        )
        for n, some in enumerate(pages, 1)
    ]
