"""A brief as the templates print it: every address made safe, every word that is ours chosen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import urlsplit

from standfirst import languages
from standfirst.model import Brief, Credit, Item, Kind, Section
from standfirst.render.carried import Days, File, Fund, days, files, fund, hours_words
from standfirst.render.furniture import date_words, introduced, isolated, joined, plain, say, spoken_for

TYPE_OF_KIND: Mapping[Kind, str] = MappingProxyType(
    {
        "article": "NewsArticle",
        "audio": "AudioObject",
        "video": "VideoObject",
        "gallery": "ImageGallery",
        "live": "LiveBlogPosting",
        "event": "Event",
        "appeal": "DonateAction",
        "magazine": "PublicationIssue",
    }
)


# Where French sets a space at which no line may end.
_NARROW = re.compile(r"(?<=«) | (?=[»:;?!%€])|(?<=\d) (?=\d{3}(?!\d))")

# What stands between a label and the rest of its headline.
_APART = re.compile(r"\s*[:：|]|\s+[–—-]\s")


@dataclass(frozen=True, slots=True)
class Tongue:
    """What marks a text's language: the tag for lang ("" says unknown), and dir."""

    lang: str
    dir: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A brief as templates print it. `opening` is how many letters of the headline are its kicker, and `kicker` is
    then None; `foreign` says "in Russian" where the telling is not in the page's language; `mark` names a kind
    other than article; `dated` is the date in words; `href` is None where the telling has no address that may be
    linked: then it is at `anchor` on the page of its issue; `read_at` says "Read at" the outlet."""

    brief: Brief
    tongue: Tongue
    type: str
    href: str | None
    anchor: str
    image: str | None
    headline: str | None
    standfirst: str | None
    opening: int
    kicker: str | None
    mark: str | None
    foreign: str | None
    dated: str | None
    others: tuple[OtherTongue, ...]
    languages_of_others: str
    story: str | None
    read_at: str
    fund: Fund | None = None
    days: Days | None = None
    files: tuple[File, ...] = ()
    copy: str | None = None
    shared: str | None = None
    errata: tuple[Corrected, ...] = ()


@dataclass(frozen=True, slots=True)
class Corrected:
    """An erratum below a brief: "Correction, 11 March 2026:", and what the editor says, in any language."""

    words: str
    text: str


@dataclass(frozen=True, slots=True)
class Other:
    """A telling credited below a brief: its headline, or for want of one its outlet, which is then not said
    again."""

    words: str
    href: str | None
    outlet: str | None
    dated: str | None
    copy: str | None = None


@dataclass(frozen=True, slots=True)
class OtherTongue:
    """The credited tellings of one language."""

    name: str
    tongue: Tongue
    tellings: tuple[Other, ...]


class Titled(NamedTuple):
    """A section as it is printed: its title (None for none) and the language of that; `lead` is the brief that
    stands above the others."""

    title: str | None
    tongue: Tongue
    briefs: Sequence[Printed]
    lead: Printed | None = None


@lru_cache(maxsize=1024)
def tongue(tag: str | None) -> Tongue:
    """How to mark a text of a language; one whose language is unknown finds its own direction."""
    return Tongue(tag, languages.direction(tag)) if tag else Tongue("", "auto")


@lru_cache(maxsize=2**14)
def safe(link: str | None) -> str | None:
    """An address that may stand in an href: absolute http or https, else None."""
    if not link:
        return None
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    return link if parts.scheme in ("http", "https") and parts.netloc else None


def printed(
    brief: Brief, language: str, story: str | None = None, *, headed: bool = True, named: bool = True
) -> Printed:
    """A brief for a page in `language`. `story` is the address of the page with all its tellings; `headed` is
    False on pages that print standfirsts alone, where a headline stands only for want of a standfirst; `named` is
    False where the language of the telling is named already."""
    item = brief.item
    foreign = item.language if named and not same_language(item.language, language) else None
    others = tuple(_by_language(brief.others, language))
    headline = item.headline if headed or not item.standfirst else None
    opening = _opening(item.kicker, headline)
    return Printed(
        brief=brief,
        tongue=tongue(item.language),
        type=TYPE_OF_KIND[item.kind],
        href=safe(item.link),
        anchor=anchor(item),
        image=safe(item.image),
        headline=headline and unbroken(headline, item.language),
        opening=opening,
        standfirst=item.standfirst and unbroken(item.standfirst, item.language),
        kicker=None if opening else item.kicker,
        mark=_mark(brief, language),
        foreign=say(language, "in_language", language=languages.name(foreign, language)) if foreign else None,
        dated=date_words(item.published, language) if item.published else None,
        others=others,
        languages_of_others=joined(tuple(other.name for other in others if other.name), language),
        story=story,
        read_at=say(language, "read_at", outlet=isolated(brief.outlet)),
        fund=fund(item.appeal, language),
        days=days(item.event, language),
        files=files(item.enclosures, language),
        copy=_copy(brief, language),
        shared=_shared(brief, language),
        errata=tuple(corrected(brief, language)),
    )


def anchor(item: Item) -> str:
    """What a brief whose item leads nowhere is called on the page of its issue."""
    return f"b-{item.id}"


def unbroken(text: str, language: str | None) -> str:
    """French as it is set: no line ends within its quotation marks, before its signs, or in a number. Items hold
    plain spaces alone."""
    is_french = language is not None and language.split("-")[0] == "fr"
    return _NARROW.sub("\u00a0", text) if is_french else text


def _opening(kicker: str | None, headline: str | None) -> int:
    """How much of a headline is the kicker with which it opens: 4 of "Peru: the first walk home"."""
    if not kicker or not headline or not _APART.match(headline, len(kicker)):
        return 0
    return len(kicker) if headline[: len(kicker)].casefold() == kicker.casefold() else 0


def _mark(brief: Brief, language: str) -> str | None:
    """The word for its kind, where it is no article and its kicker does not say that very word."""
    if brief.item.kind == "article":
        return None
    word = say(language, brief.item.kind)
    return None if plain(brief.item.kicker or "") == plain(word) else word


def corrected(brief: Brief, language: str) -> Iterable[Corrected]:
    """The errata to a brief, oldest first."""
    for erratum in brief.errata:
        dated = date_words(erratum.dated.isoformat(), language)
        yield Corrected(say(language, "correction", date=dated), erratum.text)


def title_of(section: Section, language: str, own: str | None = None) -> tuple[str | None, Tongue]:
    """The title of a section on a page in `language`, and what it is in: our word where we have one for such
    sections, else its own, in the language `own` or that of the page."""
    if section.coming or section.corrections:
        said = spoken_for(language)
        return say(said, "coming_up" if section.coming else "corrections"), tongue(said)
    return section.title, tongue(own or language)


def titled(section: Section, language: str, own: str | None = None) -> Titled:
    """A section with its briefs for a page in `language`, its title as `title_of` has it."""
    return Titled(*title_of(section, language, own), [printed(brief, language) for brief in section.briefs])


def _shared(brief: Brief, language: str) -> str | None:
    """ "In common: Ferry, Alder (+5 hrs)", where a telling shares words with the first and came later."""
    if not brief.shared:
        return None
    later = f" ({isolated(f'+{hours_words(brief.after, language)}')})" if brief.after and brief.after > 0 else ""
    return introduced(language, "shared", f"{', '.join(brief.shared)}{later}")


def _copy(told: Brief | Credit, language: str) -> str | None:
    """ "Reprint: The Harbour Gazette", where a telling is another's words."""
    if told.copy not in ("reprint", "translation") or not told.copied:
        return None
    return introduced(language, told.copy, isolated(told.copied))


def same_language(tag: str | None, language: str) -> bool:
    """Whether readers of `language` need no word about a text in `tag`; nothing is said of the unknown."""
    return not tag or tag.split("-")[0] == language.split("-")[0]


def _by_language(credits: Iterable[Credit], language: str) -> Iterable[OtherTongue]:
    """Credits by language in the order they first come, the page's own language first."""
    by_tag: dict[str, list[Credit]] = {}
    for credit in sorted(credits, key=lambda credit: not same_language(credit.language, language)):
        by_tag.setdefault(credit.language or "", []).append(credit)
    for tag, group in by_tag.items():
        name = languages.name(tag, language) if tag else ""
        yield OtherTongue(name, tongue(tag), tuple(_other(credit, language) for credit in group))


def _other(credit: Credit, language: str) -> Other:
    dated = date_words(credit.published, language) if credit.published else None
    outlet = credit.outlet if credit.headline else None
    return Other(credit.headline or credit.outlet, safe(credit.link), outlet, dated, _copy(credit, language))
