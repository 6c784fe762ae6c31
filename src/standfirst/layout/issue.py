"""An issue: what earlier ones did not print, in the edition's sections, with why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from standfirst.layout import audit
from standfirst.layout.ahead import COMING, coming_briefs, is_coming, too_far
from standfirst.layout.briefs import rank
from standfirst.layout.choosing import chosen
from standfirst.layout.known import Known
from standfirst.layout.taking import taken, takes
from standfirst.model import Edition, Issue, Section, Story, Why


@dataclass(frozen=True, slots=True)
class _Earlier:
    """By item id: the earlier issue in which it stood last, in words; and the highest `lead` it was printed
    with."""

    stood: Mapping[str, str]
    led: Mapping[str, int]


def lay_out(
    edition: Edition, stories: Iterable[Story], before: Sequence[Issue], known: Known, dated: date
) -> Issue:
    """The issue of an edition, dated a day in its time zone: stories not printed in the issues before, sorted into
    its sections, as many as its length and balance allow; and its audit.

    A story printed before comes again only when it was made a lead since, or when it has grown to more than twice
    what it was; then only with its new tellings. Events ahead are named each time until they are over; they take a
    quarter of the length at most. The issue's number follows the last one's.
    """
    earlier, known = _earlier(before), known.for_readers_in(edition.zone)
    pool = [_as_led(story, earlier) for story in stories]
    own = taken(edition, pool)
    ahead = [s for s in own if is_coming(s, dated) and not s.lead and not _has_section(edition, s, earlier.stood)]
    coming = coming_briefs(edition, ahead, known, dated, min(COMING, edition.length // 4))
    waiting = {s.id for s in ahead}
    fresh = [news for s in own if s.id not in waiting and (news := _news(s, earlier.stood))]
    ranked = rank(fresh, edition.languages, known)
    picked = chosen(edition, ranked, known, edition.length - len(coming))
    titles = {n: rule.title for n, rule in enumerate(edition.sections)}
    sections = [Section(titles.get(n), tuple(briefs)) for n, briefs in sorted(picked.sections.items())]
    sections += [Section(None, tuple(coming), coming=True)] if coming else []
    named = {b.story_id for b in coming}
    printable = [*fresh, *(s for s in ahead if s.id in named)]
    left = {**picked.left, **_passed_over(edition, pool, printable, earlier, dated)}
    told = (
        *audit.of_news(edition, fresh, picked, known, earlier.stood),
        *audit.of_coming(edition, coming),
        *audit.of_left(rank([s for s in pool if s.id in left], edition.languages, known), left, known),
    )
    number = max((i.number for i in before), default=0) + 1
    language = edition.languages[0]
    return Issue(edition.id, number, dated, edition.masthead, language, tuple(sections), edition.zone, told)


def _earlier(before: Iterable[Issue]) -> _Earlier:
    stood: dict[str, str] = {}
    led: dict[str, int] = {}
    for issue in sorted(before, key=lambda i: i.number):
        for brief in (b for section in issue.sections for b in section.briefs):
            for name in (brief.item.id, *brief.told):
                stood[name] = f"number {issue.number} of {issue.dated}"
                led[name] = max(int(brief.lead), led.get(name, 0))
    return _Earlier(stood, led)


def _as_led(story: Story, earlier: _Earlier) -> Story:
    """The story; but no lead any more if the same edit made it one in an earlier issue."""
    printed = max((earlier.led.get(t.id, 0) for t in story.tellings), default=0)
    return replace(story, lead=0) if 0 < story.lead <= printed else story


def _has_section(edition: Edition, story: Story, printed: Collection[str]) -> bool:
    """Whether the edition has a section for events, and the story was not printed there yet."""
    for_events = any("event" in rule.kinds and takes(rule, story) for rule in edition.sections)
    return for_events and not any(t.id in printed for t in story.tellings)


def _news(story: Story, printed: Collection[str]) -> Story | None:
    """What of a story may be printed as news: all of it, only its new tellings if they are the greater part, or
    nothing. A few late tellings are no news; but one old telling must not hide what many tell today."""
    new = tuple(t for t in story.tellings if t.id not in printed)
    if story.lead or len(new) == len(story.tellings):
        return story
    return replace(story, tellings=new) if 2 * len(new) > len(story.tellings) else None


def _passed_over(
    edition: Edition, pool: Iterable[Story], printable: Iterable[Story], earlier: _Earlier, dated: date
) -> dict[str, Why]:
    """Why stories are not for this issue at all."""
    here = {s.id for s in printable}
    own = {s.id: s for s in taken(edition, pool)}
    return {s.id: _passed(own.get(s.id), earlier, dated) for s in pool if s.id not in here}


def _passed(own: Story | None, earlier: _Earlier, dated: date) -> Why:
    if own is None:
        return Why("edition", "The edition does not take it: only, include or exclude say so.")
    if is_coming(own, dated):
        told = "too far ahead to be named yet" if too_far(own, dated) else "others are sooner"
        return Why("coming up", f"It is an event ahead, and {told}.")
    stood = [earlier.stood[t.id] for t in own.tellings if t.id in earlier.stood]
    return Why("printed", f"It stood in {stood[-1]}.")
