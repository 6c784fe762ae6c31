"""Kills and errata in issues that are out: a note stands where a brief was withdrawn, errata below what was wrong.

A frozen issue is never rewritten. The edits are facts beside it, and are applied each time that it is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import chain
from typing import TypeVar

from standfirst import edits, store
from standfirst.flatplan import Frozen, digest
from standfirst.model import Brief, Edit, Erratum, Issue, Item, Listing, Section
from standfirst.render import furniture
from standfirst.store import Store
from standfirst.store.issues import Entry, Named

_Page = TypeVar("_Page", Issue, Listing)


def frozen(archive: Store, edition_id: str | None = None) -> list[Frozen]:
    """Every issue, or those of one edition, as it is to be printed now: by edition, then oldest number first. None
    is opened yet: what it is made of is known from the digest of its record and the edits about it since."""
    entries = store.issues.entries(archive)
    decided = [edit for edit in store.edits.all(archive) if edit.kind in ("kill", "erratum")]
    named_in = [entry.named() for entry in entries] if decided else []
    about = _about(decided, named_in)
    # A withdrawn item may be named in one issue only, and its story told in others.
    named = [names for n in sorted(about) for names in named_in[n][0]]
    found = []
    for n, entry in enumerate(entries):
        own = about.get(n, [])
        opened = partial(_opened, archive, entry, own, named)
        made_of = digest((entry.digest, [repr(edit) for edit in own])) if own else entry.digest
        found.append(Frozen(entry.edition_id, entry.number, entry.dated, made_of, opened))
    return [each for each in found if edition_id in (None, each.edition_id)]


def _about(
    decided: Sequence[Edit], issues: Sequence[tuple[Sequence[Named], Sequence[Named]]]
) -> dict[int, list[Edit]]:
    """The edits about each issue, by its place in `issues`: those about an item that its briefs or corrections
    name, and kills of an item of a story that it tells."""
    named = [set(chain(*briefs, *corrections)) for briefs, corrections in issues]
    killed = {item for edit in decided if edit.kind == "kill" for item in edit.about}
    stories: dict[str, set[str]] = {}
    for brief in chain.from_iterable(briefs for briefs, _ in issues):
        for item in killed.intersection(brief):
            stories.setdefault(item, set()).add(brief[0])
    found: dict[int, list[Edit]] = {}
    for edit in decided:
        wanted = set(edit.about)
        if edit.kind == "kill":
            wanted = wanted.union(*(stories.get(item, ()) for item in edit.about))
        for n, names in enumerate(named):
            if not wanted.isdisjoint(names):
                found.setdefault(n, []).append(edit)
    return found


def _opened(archive: Store, entry: Entry, decided: Sequence[Edit], named: Sequence[Named]) -> Issue:
    issue = store.issues.by_date(archive, entry.edition_id, entry.dated)
    if issue is None:
        raise LookupError(f"issue {entry.number} of {entry.edition_id} has gone")
    return noted(issue, decided, issue.zone, named) if decided else issue


def noted(page: _Page, decided: Sequence[Edit], zone: str | None, beside: Iterable[Named] = ()) -> _Page:
    """An issue or a page with the kills and errata since it was made up, dated by days in a zone.

    A brief is replaced by a note, in the language of the page, if it prints or credits a withdrawn item or tells
    the story of one; `beside` are the names in briefs of other issues, by which such a story is known too. Among
    corrections a withdrawn brief leaves no note. All other briefs get their errata."""
    killed = edits.withdrawn(decided, zone)
    named = chain(beside, (brief.names for brief in _briefs(page)))
    stories = {names[0]: day for names in named if (day := _withdrawn(names, killed))}
    sections = _sections(page, {**stories, **killed}, edits.errata(decided, zone))
    return replace(page, sections=tuple(sections))


def _sections(
    issue: Issue | Listing, withdrawn: Mapping[str, date], errata: Mapping[str, tuple[Erratum, ...]]
) -> Iterator[Section]:
    """The sections with what was decided of items and stories, by id: the day each was withdrawn, its errata."""
    for section in issue.sections:
        gone = {b: day for b in section.briefs if (day := _withdrawn(b.names, withdrawn))}
        if section.corrections:
            briefs = tuple(b for b in section.briefs if b not in gone)
        else:
            briefs = tuple(
                _note(b, gone[b], issue.language) if b in gone else corrected(b, errata) for b in section.briefs
            )
        if briefs:
            yield replace(section, briefs=briefs)


def corrected(brief: Brief, errata: Mapping[str, tuple[Erratum, ...]]) -> Brief:
    """A brief with the errata to the item that it prints, oldest first."""
    found = errata.get(brief.item.id)
    return replace(brief, errata=found) if found else brief


def with_corrections(issue: Issue, before: Sequence[Issue], decided: Sequence[Edit]) -> Issue:
    """A new issue with a last section for errata to earlier issues that none of these has told yet."""
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
        if new and name in printed and not _withdrawn(printed[name].names, killed):
            found.append(_headed(printed[name], new))
    if not found:
        return issue
    return replace(issue, sections=(*issue.sections, Section(None, tuple(found), corrections=True)))


def _briefs(issue: Issue | Listing) -> list[Brief]:
    return [brief for section in issue.sections if not section.corrections for brief in section.briefs]


def _withdrawn(named: Named, killed: Mapping[str, date]) -> date | None:
    """The first day on which anything that a brief names was withdrawn; None where nothing was."""
    return min((killed[name] for name in named if name in killed), default=None)


def _note(brief: Brief, day: date, language: str) -> Brief:
    said = furniture.spoken_for(language)
    words = furniture.say(said, "withdrawn", date=furniture.date_words(day.isoformat(), said))
    item = Item(brief.item.id, headline=words, language=said)
    return Brief(brief.story_id, item, "", told=brief.told, withdrawn=True)


def _headed(brief: Brief, errata: tuple[Erratum, ...]) -> Brief:
    """A brief with its headline alone, below which its errata stand."""
    own = brief.item
    words = own.headline or own.standfirst
    item = Item(own.id, own.source_id, own.link, words, published=own.published, language=own.language)
    return Brief(brief.story_id, item, brief.outlet, errata=errata)
