"""Kinds: what sort of piece an item is, from its link and its words.

Nearly everything is an article, so a rule here must be sure: each asks for two signs at least, and the words of
a standfirst count less than those of a headline.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import cast
from urllib.parse import SplitResult

from standfirst.languages import tables
from standfirst.model import Kind
from standfirst.read.dates import is_of_a_calendar
from standfirst.read.kinds import appeals, events
from standfirst.read.kinds.kind_words import has, may_have, words
from standfirst.read.kinds.marks import kind_of_mark
from standfirst.read.links import split

_HOSTS: Mapping[str, Kind] = {
    **dict.fromkeys(
        ("youtube.com", "youtu.be", "vimeo.com", "player.vimeo.com", "dailymotion.com", "rutube.ru"), "video"
    ),
    **dict.fromkeys(("soundcloud.com", "anchor.fm", "podcasts.apple.com"), "audio"),
}
_LOOKED_AT = 600
_MEDIA: frozenset[Kind | None] = frozenset(("audio", "video", "gallery"))
_FEW_WORDS = 3
_OUT = frozenset(("out",))
_OF_ISSUES = frozenset(("issue", "number"))
_LONGEST_NUMBER = 50
_NUMBERED = re.compile(r"=\d+(?:&|$)")
_DIGIT, _YEAR = re.compile(r"\d"), re.compile(r"(?:19|20)\d\d")
_OF_HAN = re.compile(r"\d{2,4} ?年(?: ?\d{1,2} ?月)?号?")
_TRAILER = re.compile(r"\b(?:gameplay|official|launch|teaser) trailer$|^videos? of\s", re.IGNORECASE)
_NEW_ISSUE = re.compile(
    r"\b(?:new|latest|nuevo|nueva|nouveau|nouvelle|nuovo|neue|novo|nova|nieuwe|nya|nowy|новый|новий|yeni)\b|№|\d",
    re.IGNORECASE,
)
# What goes on says so after a sign at the end: "The council votes – live".
_LAST = re.compile(r"(?:\s[–—-]\s|[|:：])\s?([^–—|:：]{2,28})$")


def kind_of_link(link: str | None) -> Kind | None:
    """The kind that an address tells: a folder of videos, a host that has nothing else."""
    if not link:
        return None
    try:
        parts = split(link)
    except ValueError:
        return None
    if kind := _kind_of_host(parts.netloc):
        return kind
    kinds = _kinds_of_folders()
    *folders, page = parts.path.lower().split("/")
    if kind := next((kinds[folder] for folder in folders if folder in kinds), None):
        return kind
    page = page.partition(".")[0]
    if page in kinds and _NUMBERED.search(parts.query):
        return kinds[page]
    return "video" if page == "watch" and "v=" in parts.query else None


@cache
def _kinds_of_folders() -> dict[str, Kind]:
    told = tables.rows("kind_folders.tsv")
    return {folder: cast("Kind", kind) for kind, listed in told for folder in listed.split()}


@lru_cache(maxsize=1024)
def _kind_of_host(netloc: str) -> Kind | None:
    host = SplitResult("", netloc, "", "", "").hostname or ""
    return _HOSTS.get(host.removeprefix("www.").removeprefix("m."))


def kind_of_section(section: str | None) -> Kind | None:
    """The kind of all that stands in a section of one medium; a section of events holds reports of them too."""
    if not section:
        return None
    named = section.split()
    # Of two or three words one names the medium: "Our videos", "Gallery: more".
    parts = named if 1 < len(named) <= _FEW_WORDS else [section[-2:]] if not section[-2:].isascii() else []
    kinds = {kind_of_mark(section)} | {kind_of_mark(word) for word in parts}
    told = kinds & _MEDIA
    return told.pop() if len(told) == 1 else None


def kind_of_words(
    headline: str, standfirst: str, label: str, language: str | None, published: str | None
) -> tuple[Kind, str] | None:
    """The kind that an item's words tell, and why; None for an article, which is nearly always. `label` is its
    kicker or section."""
    headline, standfirst = headline[:_LOOKED_AT], standfirst[:_LOOKED_AT]
    if _goes_on(headline):
        return "live", "its headline says it goes on"
    if (headline[-7:].lower() == "trailer" or headline[:5].lower() == "video") and _TRAILER.search(headline):
        return "video", "its headline names a film"
    if _names_an_issue(headline, language):
        return "magazine", "its headline is the number of an issue"
    # All words of all rows are looked for once: most texts have none that matters here.
    whole = f"{headline}\n{standfirst}"
    if may_have(_OUT, whole) and _is_magazine(headline, standfirst):
        return "magazine", "its headline says that an issue is out"
    if may_have(appeals.SIGNS, whole) and appeals.is_appeal(headline, standfirst):
        return "appeal", "it asks for money or for help"
    announced = may_have(events.SIGNS, whole) or (label and kind_of_mark(label) == "event")
    if announced and events.is_event(headline, standfirst, label, language, published):
        return "event", "it says when something will take place"
    return None


def _goes_on(headline: str) -> bool:
    last = _LAST.search(headline[-32:])
    return bool(last and last[1].strip(" .").lower() in words("ongoing")) or "liveblog" in headline.lower()


def _names_an_issue(headline: str, language: str | None) -> bool:
    """Whether a headline is no more than the number of an issue, and perhaps its month: "No. 58 – March 2031"."""
    if len(headline) > _LONGEST_NUMBER or not _DIGIT.search(headline) or not may_have(_OF_ISSUES, headline):
        return False
    found = _numbers().match(headline.lower())
    rest = found[1].strip(" -–—|·•,:;()/.（）") if found else "?"
    if not rest or _YEAR.fullmatch(rest) or _OF_HAN.fullmatch(rest):
        return True
    return any(is_of_a_calendar(part, language) for part in (rest, _YEAR.sub("", rest).strip(" .年")))


@cache
def _numbers() -> re.Pattern[str]:
    """The number of an issue and what follows it."""
    named = "|".join(sorted(map(re.escape, {*words("issue"), *words("number")}), key=len, reverse=True))
    return re.compile(
        rf"\W*(?:(?:{named})\W{{0,3}}\d{{1,4}}(?!\d)|第?\d{{1,4}}\W{{0,3}}(?:{named})(?!\w{{0,9}}\s\w))(.*)$"
    )


def _is_magazine(headline: str, standfirst: str) -> bool:
    if not has("out", headline) or not _NEW_ISSUE.search(headline):
        return False
    return has("issue", headline) or (has("number", headline) and has("periodical", f"{headline} {standfirst}"))
