"""A letter to readers of one set of preferences: one issue, or those of a day or week, with each reader's own ways
to change or to leave, where the site has readers' pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from standfirst import languages
from standfirst.model import Brief, Credit, Issue, Item, Listing, Section
from standfirst.readership import AsPrinted, Letter, Preferences, way
from standfirst.render.frame import address
from standfirst.render.furniture import day_words
from standfirst.render.letter import Mailed, count_of, shortened
from standfirst.render.mailtext import mailtext
from standfirst.render.site import Site


def mailing(
    id: str, issues: Sequence[Issue], preferences: Preferences, site: Site, told: Collection[AsPrinted] = ()
) -> Letter:
    """The letter `id` made of these issues, of one at least, but for the news that was `told` in an earlier one.
    The same arguments give the same letter."""
    first = max(issues, key=lambda issue: issue.dated)
    liked = preferences.languages
    whole = _sections(issues, liked, told) or _sections(issues, liked, ())
    read = [_understood(section, liked) for section in whole]
    # A reader who reads none of these languages gets everything rather than an empty letter.
    sections = [section for section in read if section.briefs] or whole
    listing = replace(
        Listing.of_issue(first),
        title=first.masthead if len({issue.edition_id for issue in issues}) == 1 else site.title,
        language=next(iter(preferences.languages), first.language),
        number=first.number if len(issues) == 1 else None,
        sections=tuple(sections),
    )
    mailed = Mailed(
        change=way(site.url, "choices", listing.language) if site.letters else "",
        leave=way(site.url, "leave", listing.language) if site.letters else "",
        masthead_language=first.language,
        titles=_titles(issues),
        pages=_pages(issues, site),
    )
    short = shortened(listing, site, mailed, rest=count_of(sections) < count_of(whole))
    return Letter(
        id=id,
        series=first.edition_id if preferences.cadence == "issue" else preferences.cadence,
        masthead=listing.title,
        subject=f"{listing.title} · {day_words(first.dated, listing.language)}",
        language=listing.language,
        web=address(site, listing.path),
        text=mailtext(short.listing, address(site, listing.path), mailed, short.rest),
        html=short.html,
        stories=tuple(_told(short.listing.sections)),
    )


def _titles(issues: Iterable[Issue]) -> dict[str, str]:
    """The languages of the titles that sections have in these issues: each edition's own."""
    titles: dict[str, str] = {}
    for issue in issues:
        for title in (issue.masthead, *(section.title for section in issue.sections)):
            titles.setdefault(title or "", issue.language)
    return titles


def _pages(issues: Iterable[Issue], site: Site) -> dict[str, str]:
    """The address of the first of these issues that each item is in, by the item's id."""
    pages: dict[str, str] = {}
    for issue in issues:
        there = address(site, Listing.of_issue(issue).path)
        for section in issue.sections:
            for brief in section.briefs:
                pages.setdefault(brief.item.id, there)
    return pages


def _told(sections: Iterable[Section]) -> Iterator[str]:
    """The items that are printed as news."""
    for section in sections:
        if not section.corrections:
            yield from (brief.item.id for brief in section.briefs if not brief.withdrawn)


def _sections(issues: Sequence[Issue], liked: tuple[str, ...], told: Collection[AsPrinted]) -> list[Section]:
    """The sections of all issues in turn, no story twice; those of the second edition and on bear its name. A
    story that several issues print stands where the first has it, in the words of the one whose language is liked
    best."""
    tellings: dict[str, list[Brief]] = {}
    for section in (s for issue in issues if liked for s in issue.sections if not s.corrections):
        for brief in (b for b in section.briefs if not (b.withdrawn or _is_told(b, told))):
            for name in brief.names:
                tellings.setdefault(name, []).append(brief)
    seen: set[str] = set()
    found = []
    for issue in issues:
        for section in issue.sections:
            news = (b for b in section.briefs if section.coming or section.corrections or not _is_told(b, told))
            briefs = tuple(_unseen(news, seen, {} if section.corrections else tellings, liked))
            if briefs:
                named = issue.edition_id != issues[0].edition_id and not section.title
                found.append(replace(section, title=issue.masthead if named else section.title, briefs=briefs))
    return found


def _best(brief: Brief, tellings: Mapping[str, Sequence[Brief]], liked: tuple[str, ...]) -> Brief:
    """The brief, or one of the same story in a language that the reader likes better; a note of withdrawal
    stays."""
    others = [] if brief.withdrawn else [b for name in brief.names for b in tellings.get(name, ())]
    return min([brief, *others], key=lambda b: languages.rank(b.item.language, liked))


def _is_told(brief: Brief, told: Collection[AsPrinted]) -> bool:
    own = brief.item
    return not brief.lead and (own.id, own.headline or "", own.standfirst or "") in told


def _unseen(
    briefs: Iterable[Brief], seen: set[str], tellings: Mapping[str, Sequence[Brief]], liked: tuple[str, ...]
) -> Iterator[Brief]:
    for brief in briefs:
        best = _best(brief, tellings, liked)
        if seen.isdisjoint(brief.names):
            yield best
        seen.update(brief.names, best.names)


def _understood(section: Section, liked: tuple[str, ...]) -> Section:
    """A section for who reads these languages: a story told in others alone is left to the page."""
    if not liked:
        return section
    told = (_told_in(brief, liked) for brief in section.briefs)
    return replace(section, briefs=tuple(brief for brief in told if brief))


def _told_in(brief: Brief, liked: tuple[str, ...]) -> Brief | None:
    """The brief if its telling can be read, else with the best liked of the others in its place."""
    if not brief.item.language or languages.rank(brief.item.language, liked) < len(liked):
        return brief
    told = (credit for credit in brief.others if credit.headline and credit.link)
    readable = [credit for credit in told if languages.rank(credit.language, liked) < len(liked)]
    if not readable:
        return None
    best = min(readable, key=lambda credit: languages.rank(credit.language, liked))
    own = brief.item
    item = Item(
        own.id, "", best.link, best.headline, published=best.published, language=best.language, kind=own.kind
    )
    first = Credit(brief.outlet, own.headline, own.link, own.language, own.published)
    others = (first, *(credit for credit in brief.others if credit is not best))
    return replace(brief, item=item, outlet=best.outlet, others=others)
