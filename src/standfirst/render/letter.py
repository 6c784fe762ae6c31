"""The HTML part of a letter, which names nothing to be loaded, and how long it may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import NamedTuple

import css_inline

from standfirst import languages
from standfirst.model import NOTHING, Listing, Section
from standfirst.render.filling import fill, style
from standfirst.render.frame import address, furniture_of
from standfirst.render.furniture import day_words, number
from standfirst.render.printed import titled, tongue
from standfirst.render.site import Site

# Gmail shows no more than 102 KB of a letter's HTML. The rest is for what servers on the way add.
MOST_BYTES = 98_000
# Scripts whose letters need more room between lines than the Latin ones.
_TALL = ("ar", "ckb", "fa", "he", "hi", "ja", "ko", "mr", "ne", "ps", "ur", "zh", "zh-Hans", "zh-Hant", "zh-TW")


@dataclass(frozen=True, slots=True)
class Mailed:
    """What a letter has beyond the issue: the addresses where its reader changes or ends it, if any; the
    language of the masthead; the languages of sections' titles, by title; the pages that items are on, by id."""

    change: str = ""
    leave: str = ""
    masthead_language: str = ""
    titles: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    pages: Mapping[str, str] = field(default_factory=lambda: NOTHING)


BARE = Mailed()


class Short(NamedTuple):
    """As much of a letter as mail readers show, and whether the page holds more."""

    listing: Listing
    html: str
    rest: bool


def shortened(listing: Listing, site: Site, mailed: Mailed = BARE, rest: bool = False) -> Short:
    """A letter that mail readers show whole: the last stories are left to the page until it is short enough."""
    body = html(listing, site, mailed, rest)
    while (size := len(body.encode())) > MOST_BYTES and (count := count_of(listing.sections)) > 1:
        kept = min(count - 1, int(count * MOST_BYTES / size))
        listing, rest = replace(listing, sections=tuple(_first(listing.sections, max(1, kept)))), True
        body = html(listing, site, mailed, rest)
    return Short(listing, body, rest)


def count_of(sections: Iterable[Section]) -> int:
    """How many briefs there are in sections."""
    return sum(len(section.briefs) for section in sections)


def _first(sections: Iterable[Section], count: int) -> Iterator[Section]:
    for section in sections:
        if count > 0:
            yield replace(section, briefs=section.briefs[:count])
        count -= len(section.briefs)


def html(listing: Listing, site: Site, mailed: Mailed = BARE, rest: bool = False) -> str:
    """The HTML part: its styles are attributes, for mail readers that know no others. `rest` where the page holds
    more."""
    words = furniture_of(listing.language)
    dateline = day_words(listing.dated, words.lang) if listing.dated else ""
    filled = fill(
        "letter.html",
        site.theme,
        language=listing.language,
        dir=languages.direction(listing.language),
        words=words,
        subject=f"{listing.title} · {dateline}",
        masthead=listing.title,
        masthead_tongue=tongue(mailed.masthead_language or listing.language),
        mailed=mailed,
        rest=rest,
        dateline=dateline,
        number=words.say("number", number=number(listing.number, words.lang)) if listing.number else "",
        sections=[titled(s, listing.language, mailed.titles.get(s.title or "")) for s in listing.sections],
        web=address(site, listing.path),
        css=style("letter.css", site.theme),
        tall=_TALL,
    )
    return _inliner().inline(filled.removesuffix("\n"))


@cache
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)
