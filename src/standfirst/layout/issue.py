"""An issue: what earlier ones did not print, in the edition's sections."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from standfirst.layout.ahead import coming_section, is_coming
from standfirst.layout.briefs import brief, rank
from standfirst.layout.known import Known
from standfirst.layout.taking import section_of, taken, takes
from standfirst.model import Brief, Edition, Issue, Section, Story

# An issue opens with at most so many stories that several outlets tell.
OPENING = 5


def lay_out(
    edition: Edition, stories: Iterable[Story], before: Sequence[Issue], known: Known, dated: date
) -> Issue:
    """The issue of an edition: stories not printed in the issues before, sorted into its sections.

    A story printed before comes again only when a lead says so, or when it has grown to more than twice what it
    was; then only with its new tellings. Events ahead are named each time until they are over. The issue's number
    follows the last one's.
    """
    printed = _printed(before)
    own = list(taken(edition, stories))
    ahead = [s for s in own if is_coming(s, dated) and not s.lead and not _has_section(edition, s, printed)]
    waiting = {s.id for s in ahead}
    fresh = [news for s in own if s.id not in waiting and (news := _news(s, printed))]
    ranked = rank(fresh, edition.languages, known)[: edition.length]
    number = max((i.number for i in before), default=0) + 1
    sections = (*_sections(edition, ranked, known), *coming_section(edition, ahead, known, dated))
    return Issue(edition.id, number, dated, edition.masthead, edition.languages[0], sections)


def _has_section(edition: Edition, story: Story, printed: Collection[str]) -> bool:
    """Whether the edition has a section for events, and the story was not printed there yet."""
    for_events = any("event" in rule.kinds and takes(rule, story) for rule in edition.sections)
    return for_events and not any(t.id in printed for t in story.tellings)


def _printed(before: Iterable[Issue]) -> set[str]:
    """Ids of every item that an earlier issue printed or credited."""
    briefs = (b for issue in before for section in issue.sections for b in section.briefs)
    return {i for b in briefs for i in (b.item.id, *b.told)}


def _news(story: Story, printed: set[str]) -> Story | None:
    """What of a story an issue may print. Late tellings of an old event are none; but one old telling, joined
    rightly or not, must not hide what many tell today."""
    new = tuple(t for t in story.tellings if t.id not in printed)
    if story.lead or len(new) == len(story.tellings):
        return story
    return replace(story, tellings=new) if 2 * len(new) > len(story.tellings) else None


def _sections(edition: Edition, ranked: Sequence[Story], known: Known) -> tuple[Section, ...]:
    """What the issue opens with comes first, untitled, with the stories that no section takes; then the
    sections in the edition's order."""
    opening = [s for s in ranked if s.lead or len({known.outlet(t) for t in s.tellings}) > 1][:OPENING]
    chosen: dict[int, list[Brief]] = {-1: [brief(s, edition.languages, known) for s in opening]}
    opened = {s.id for s in opening}
    for story in ranked:
        if story.id not in opened:
            n = section_of(edition.sections, story)
            chosen.setdefault(n, []).append(brief(story, edition.languages, known))
    titles = {n: rule.title for n, rule in enumerate(edition.sections)}
    return tuple(Section(titles.get(n), tuple(briefs)) for n, briefs in sorted(chosen.items()) if briefs)
