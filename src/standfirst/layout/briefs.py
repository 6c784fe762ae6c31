"""A story as a brief: which telling speaks, and which story comes first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from standfirst.layout.known import Known
from standfirst.model import Brief, Credit, Item, Story


def rank(stories: Iterable[Story], preferred: Sequence[str], known: Known) -> list[Story]:
    """The order of importance: leads; then stories told in the reader's first language; then by how many
    outlets tell them, newest day first; ids settle ties."""

    def importance(story: Story) -> tuple[object, ...]:
        outlets = {known.outlet(t) for t in story.tellings}
        own = language_rank(story, preferred) == 0
        return (not story.lead, not own, -len(outlets), -known.day(story).toordinal(), story.id)

    return sorted(stories, key=importance)


def language_rank(story: Story, preferred: Sequence[str]) -> int:
    """The place of the story's best language in the reader's order; one past the end where none is preferred."""
    return min(_preference(t, preferred) for t in story.tellings)


def _preference(item: Item, preferred: Sequence[str]) -> int:
    tag = (item.language or "").split("-")[0]
    return next((n for n, p in enumerate(preferred) if p.split("-")[0] == tag), len(preferred))


def rank_of(tag: str, preferred: Sequence[str]) -> int:
    return next((n for n, p in enumerate(preferred) if p.split("-")[0] == tag.split("-")[0]), len(preferred))


def brief(story: Story, preferred: Sequence[str], known: Known) -> Brief:
    """A story as printed for a reader: the telling that speaks the reader's language best, then the fullest,
    then the oldest; the others credited in their order."""
    order = {t.id: n for n, t in enumerate(story.tellings)}

    def fitness(item: Item) -> tuple[int, ...]:
        return (
            _preference(item, preferred),
            not story.lead or order[item.id] > 0,
            _fullness(item),
            order[item.id],
        )

    speaker = min(story.tellings, key=fitness)
    others = tuple(t for t in story.tellings if t.id != speaker.id)
    credits = tuple(
        Credit(known.outlet(t), t.headline, t.link, t.language, t.published, *known.copy(t)) for t in others
    )
    told = tuple(t.id for t in others)
    copy, copied = known.copy(speaker)
    errata = known.errata.get(speaker.id, ())
    return Brief(story.id, speaker, known.outlet(speaker), credits, story.lead, told, copy, copied, errata=errata)


def _fullness(item: Item) -> int:
    """0 for a telling with headline and whole standfirst, more for what it lacks."""
    return 2 * (not item.headline) + 2 * (not item.standfirst) + item.truncated


def alone(story: Story, item: Item, known: Known) -> Brief:
    copy, copied = known.copy(item)
    shared, errata = known.shared.get(item.id, ()), known.errata.get(item.id, ())
    return Brief(story.id, item, known.outlet(item), copy=copy, copied=copied, shared=shared, errata=errata)


def title_of(brief: Brief) -> str:
    return brief.item.headline or brief.item.standfirst or ""
