"""Frozen issues as they are printed: what was withdrawn since is gone from them, what was corrected says so.

What is frozen is never rewritten: edits are facts beside it, and applied each time that it is printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from standfirst import edits, store
from standfirst.model import Brief, Edit, Erratum, Issue, Item, Listing, Section
from standfirst.store import Store


def issues(archive: Store) -> list[Issue]:
    """Every frozen issue as it is to be printed now: by edition, then oldest number first."""
    return amended(store.issues.all(archive), store.edits.all(archive))


def amended(frozen: Sequence[Issue], decided: Sequence[Edit]) -> list[Issue]:
    """Issues with what was decided after they were frozen.

    A brief that prints or credits a withdrawn item, or tells the story of one that does, is replaced by a note in
    the language of the issue; among corrections it leaves nothing."""
    if not any(edit.kind in ("kill", "erratum") for edit in decided):
        return list(frozen)
    by_zone = {zone: _Decided.of(decided, frozen, zone) for zone in {issue.zone for issue in frozen}}
    return [replace(issue, sections=tuple(_sections(issue, by_zone[issue.zone]))) for issue in frozen]


def noted(page: Listing, decided: Sequence[Edit], zone: str | None) -> Listing:
    """A page made of what was withdrawn too, with notes where that stood and the errata to the rest, dated by days
    in a zone."""
    return replace(page, sections=tuple(_sections(page, _Decided.of(decided, [page], zone))))


@dataclass(frozen=True, slots=True)
class _Decided:
    """What was withdrawn, items and stories, and corrected, on which days of a zone."""

    withdrawn: Mapping[str, date]
    errata: Mapping[str, tuple[Erratum, ...]]

    @classmethod
    def of(cls, decided: Sequence[Edit], frozen: Iterable[Issue | Listing], zone: str | None) -> _Decided:
        killed = edits.withdrawn(decided, zone)
        stories = {b.story_id: day for issue in frozen for b in _briefs(issue) if (day := _withdrawn(b, killed))}
        return cls({**stories, **killed}, edits.errata(decided, zone))


def _sections(issue: Issue | Listing, decided: _Decided) -> Iterator[Section]:
    for section in issue.sections:
        gone = {b: day for b in section.briefs if (day := _withdrawn(b, decided.withdrawn))}
        if section.corrections:
            briefs = tuple(b for b in section.briefs if b not in gone)
        else:
            briefs = tuple(
                _note(b, gone[b], issue.language) if b in gone else corrected(b, decided.errata)
                for b in section.briefs
            )
        if briefs:
            yield replace(section, briefs=briefs)


def corrected(brief: Brief, errata: Mapping[str, tuple[Erratum, ...]]) -> Brief:
    """A brief with the errata to the item that it prints, oldest first."""
    found = errata.get(brief.item.id)
    return replace(brief, errata=found) if found else brief


def with_corrections(issue: Issue, before: Sequence[Issue], decided: Sequence[Edit]) -> Issue:
    """An issue that is made up, ending with the errata to what those before it printed and none has told yet."""
    told = {
        (b.item.id, erratum.text)
        for one in before
        for section in one.sections
        if section.corrections
        for b in section.briefs
        for erratum in b.errata
    }
    printed = {b.item.id: b for one in before for b in _briefs(one)}
    killed = edits.withdrawn(decided)
    found = []
    for name, errata in edits.errata(decided, issue.zone).items():
        new = tuple(erratum for erratum in errata if (name, erratum.text) not in told)
        if new and name in printed and not _withdrawn(printed[name], killed):
            found.append(_named(printed[name], new))
    if not found:
        return issue
    return replace(issue, sections=(*issue.sections, Section(None, tuple(found), corrections=True)))


def _briefs(issue: Issue | Listing) -> list[Brief]:
    return [brief for section in issue.sections if not section.corrections for brief in section.briefs]


def _withdrawn(brief: Brief, killed: Mapping[str, date]) -> date | None:
    """When what the brief prints or credits was withdrawn."""
    days = [killed[name] for name in (brief.item.id, *brief.told, brief.story_id) if name in killed]
    return min(days, default=None)


def _note(brief: Brief, day: date, language: str) -> Brief:
    from standfirst.render import furniture

    said = furniture.spoken_for(language)
    words = furniture.say(said, "withdrawn", date=furniture.date_words(day.isoformat(), said))
    item = Item(id=brief.item.id, source_id=brief.item.source_id, headline=words, language=said)
    return Brief(brief.story_id, item, "", told=brief.told, withdrawn=True)


def _named(brief: Brief, errata: tuple[Erratum, ...]) -> Brief:
    """A brief by its headline alone, for the errata to it."""
    own = brief.item
    item = Item(
        id=own.id,
        source_id=own.source_id,
        link=own.link,
        headline=own.headline or own.standfirst,
        published=own.published,
        language=own.language,
    )
    return Brief(brief.story_id, item, brief.outlet, errata=errata)


Holds = Callable[[str], bool]
"""Whether a printed page holds words that should stand there no more, or not alone."""


def holding(items: Iterable[Item]) -> Holds:
    """What tells of a page's HTML whether it names any of these items: by link, by words where there is none."""
    words = {name for item in items for name in _names(item)}
    return lambda page: any(each in page for each in words)


def lacking(items: Iterable[Item], errata: Mapping[str, tuple[Erratum, ...]]) -> Holds:
    """What tells of a page's HTML whether it names any of these items and does not say what was wrong in it."""
    wanted = [(_names(item), [_as_filled(e.text) for e in errata.get(item.id, ())]) for item in items]
    return lambda page: any(
        any(name in page for name in names) and not all(text in page for text in texts) for names, texts in wanted
    )


def _names(item: Item) -> list[str]:
    return [_as_filled(text) for text in ([item.link] if item.link else [item.headline, item.standfirst]) if text]


def _as_filled(text: str) -> str:
    """As templates escape what others wrote."""
    from html import escape

    return escape(text).replace("&#x27;", "&#39;").replace("&quot;", "&#34;")
