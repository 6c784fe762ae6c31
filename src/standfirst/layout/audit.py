"""Why an issue prints what it does: the audit that is kept with it. For editors, in English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from standfirst import languages
from standfirst.layout.briefs import title_of
from standfirst.layout.choosing import Chosen
from standfirst.layout.known import Known
from standfirst.layout.taking import OPENING, why
from standfirst.model import Audited, Brief, Edition, Story, Why

_DROPPED = {"spike": "spiked", "kill": "killed"}


def of_news(
    edition: Edition, stories: Iterable[Story], chosen: Chosen, known: Known, before: Mapping[str, str]
) -> Iterator[Audited]:
    """The news that an issue prints, in its order. `before` says of an item in which earlier issue it stood."""
    told = {story.id: story for story in stories}
    for n, briefs in sorted(chosen.sections.items()):
        for printed in briefs:
            story = told[printed.story_id]
            again = [before[t.id] for t in story.tellings if t.id in before]
            reasons = [
                *_edits(story, known),
                *([Why("again", f"It stood in {again[-1]}, and comes again as a lead.")] if again else []),
                _place(edition, n, story, chosen, known),
                *([chosen.rooms[story.id]] if story.id in chosen.rooms else []),
                _language(edition, printed),
            ]
            title = edition.sections[n].title if n != OPENING else None
            yield audited(printed, title, reasons)


def of_coming(edition: Edition, briefs: Iterable[Brief]) -> Iterator[Audited]:
    """The events ahead that an issue names."""
    for printed in briefs:
        start = printed.item.event.start if printed.item.event else ""
        reason = Why("coming up", f"It is an event ahead: {start}.")
        yield audited(printed, "coming up", [reason, _language(edition, printed)])


def of_left(stories: Sequence[Story], reasons: Mapping[str, Why], known: Known) -> Iterator[Audited]:
    """What an issue leaves out, in the order given."""
    for story in stories:
        item = story.tellings[0]
        words, outlet = item.headline or item.standfirst or "", known.outlet(item)
        yield Audited(story.id, words, outlet, item.language, False, None, (reasons[story.id],))


def spiked(stories: Sequence[Story], known: Known) -> Iterator[Audited]:
    """What editors keep out of print."""
    reasons = {}
    for story in stories:
        said = [e for t in story.tellings for e in known.decided.get(t.id, ()) if e.kind in _DROPPED]
        last = said[-1]
        reasons[story.id] = Why(last.kind, f"{last.by} {_DROPPED[last.kind]} it on {last.at:%Y-%m-%d}.")
    return of_left(stories, reasons, known)


def audited(printed: Brief, section: str | None, reasons: Sequence[Why]) -> Audited:
    told, language = title_of(printed), printed.item.language
    return Audited(printed.story_id, told, printed.outlet, language, True, section, tuple(reasons))


def _edits(story: Story, known: Known) -> Iterator[Why]:
    told = {
        "lead": "made it a lead",
        "order": "set its place among others",
        "reword": "reworded it",
        "place": "said what countries it speaks of",
        "together": "said that its tellings belong together",
        "apart": "said that others stand apart from it",
    }
    decided = [e for t in story.tellings for e in known.decided.get(t.id, ()) if e.kind in told]
    # A lead that has been printed is none any more.
    for edit in sorted(dict.fromkeys(decided), key=lambda e: (e.at, e.kind)):
        if edit.kind != "lead" or story.lead:
            yield Why(edit.kind, f"{edit.by} {told[edit.kind]} on {edit.at:%Y-%m-%d}.")


def _place(edition: Edition, n: int, story: Story, chosen: Chosen, known: Known) -> Why:
    if n != OPENING:
        rule = edition.sections[n]
        return Why("section", f"The section “{rule.title}” takes it: {why(rule, story)}.")
    if story.lead:
        return Why("opening", "Leads open the issue.")
    if story.id in chosen.openers:
        return Why("opening", f"{len(known.outlets_of(story))} outlets tell it, so it opens the issue.")
    return Why("section", "No section takes it, so it stands under no title.")


def _language(edition: Edition, printed: Brief) -> Why:
    """Which language of the reader's its telling speaks."""
    tag = printed.item.language
    if not tag:
        return Why("language", "Its language is not known.")
    name, n = languages.name(tag, "en"), languages.rank(tag, edition.languages)
    if n == len(edition.languages):
        return Why("language", f"It is told in {name}, and in no language of the edition.")
    others = len(printed.others)
    beside = f"; {others} other tellings are credited" if others > 1 else "; another is credited" if others else ""
    place = f"language {n + 1} of the edition's {len(edition.languages)}"
    return Why("language", f"It is told in {name}, {place}{beside}.")
