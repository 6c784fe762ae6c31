"""A story as a brief: which telling speaks, and which story comes first."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from standfirst import languages
from standfirst.layout.known import Known
from standfirst.model import Brief, Credit, Item, Story
from standfirst.ties import tie


def rank(stories: Iterable[Story], preferred: tuple[str, ...], known: Known) -> list[Story]:
    """The order of importance: leads, the one led last first; then stories told in the reader's first language; by
    how many outlets tell them, by the reader's order of languages, newest day first; then it is drawn."""

    def importance(story: Story) -> tuple[object, ...]:
        language = language_rank(story, preferred)
        outlets = known.outlets_of(story)
        return (
            -story.lead,
            language > 0,
            -len(outlets),
            language,
            -known.day(story).toordinal(),
            tie(story.tellings[0]),
        )

    return sorted(stories, key=importance)


def language_rank(story: Story, preferred: tuple[str, ...]) -> int:
    """The place of the story's best language in the reader's order; one past the end where none is preferred."""
    return min(languages.rank(t.language, preferred) for t in story.tellings)


def brief(story: Story, preferred: tuple[str, ...], known: Known, full: Collection[str] = ()) -> Brief:
    """A story as printed for a reader: the telling that speaks the reader's language best, then the one that an
    editor put first or reworded, then one of an outlet that is not `full`, then the fullest, then one that is no
    copy, then the oldest; the others credited in their order."""
    order = {t.id: n for n, t in enumerate(story.tellings)}

    def fitness(item: Item) -> tuple[int, ...]:
        return (
            languages.rank(item.language, preferred),
            not story.lead or order[item.id] > 0,
            not known.is_reworded(item),
            known.outlet(item) in full,
            _fullness(item),
            known.copy(item) != (None, None),
            order[item.id],
        )

    speaker = min(story.tellings, key=fitness)
    others = tuple(t for t in story.tellings if t.id != speaker.id)
    credits = tuple(_credit(t, known) for t in others)
    told = tuple(t.id for t in others)
    copy, copied = known.copy(speaker)
    errata, spoken = known.errata.get(speaker.id, ()), known.dated(speaker)
    return Brief(story.id, spoken, known.outlet(speaker), credits, story.lead, told, copy, copied, errata=errata)


def _credit(item: Item, known: Known) -> Credit:
    outlet, published = known.outlet(item), known.dated(item).published
    return Credit(outlet, item.headline, item.link, item.language, published, *known.copy(item))


def _fullness(item: Item) -> int:
    """0 for a telling with headline and whole standfirst, more for what it lacks."""
    return 2 * (not item.headline) + 2 * (not item.standfirst) + item.truncated


def alone(story: Story, item: Item, known: Known) -> Brief:
    copy, copied = known.copy(item)
    shared, errata = known.shared.get(item.id, ()), known.errata.get(item.id, ())
    outlet, dated = known.outlet(item), known.dated(item)
    after = _hours_between(story.tellings[0].published, item.published)
    return Brief(story.id, dated, outlet, copy=copy, copied=copied, shared=shared, errata=errata, after=after)


def _hours_between(first: str | None, second: str | None) -> int | None:
    """Whole hours from one moment to another; None where one is no moment, or only one knows its zone."""
    try:
        began, came = (
            datetime.fromisoformat(at) for at in (first or "", second or "") if len(at) > len("2024-03-05")
        )
        return round((came - began).total_seconds() / 3600)
    except (ValueError, TypeError):
        return None


def title_of(brief: Brief) -> str:
    return brief.item.headline or brief.item.standfirst or ""
