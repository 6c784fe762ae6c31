"""Which stories an edition takes, and which of its sections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from standfirst import places, sieve
from standfirst.model import Edition, SectionRule, Story

OPENING = -1
"""In place of a section's number: the part without title, for what opens an issue and what no section takes."""


def taken(edition: Edition, stories: Iterable[Story]) -> list[Story]:
    """The stories that are for an edition, with the tellings that are for it."""
    sifted = [story for each in stories if (story := sieve.sifted(each, edition.sieve))]
    return [story for story in sifted if not edition.only or _is_set_in(edition.only, story)]


def _is_set_in(regions: Iterable[str], story: Story) -> bool:
    return any(places.holds(region, p) for region in regions for t in story.tellings for p in t.places)


def section_of(rules: Sequence[SectionRule], story: Story) -> int:
    """The number of the section that takes a story: one that names kinds before one that names a topic, which
    before one that names only places, which before one that takes everything; OPENING where none does."""
    taking = [
        (not rule.kinds, not rule.sieve.include, not rule.places, n)
        for n, rule in enumerate(rules)
        if takes(rule, story)
    ]
    return min(taking)[-1] if taking else OPENING


def takes(rule: SectionRule, story: Story) -> bool:
    """Whether a section's rule takes a story."""
    of_kind = any(t.kind in rule.kinds for t in story.tellings)
    on_topic = any(sieve.passes(t, rule.sieve) for t in story.tellings)
    return (not rule.places or _is_set_in(rule.places, story)) and (of_kind or not rule.kinds) and on_topic


def why(rule: SectionRule, story: Story) -> str:
    """What a section's rule found in a story, as the end of a sentence."""
    kinds = sorted({t.kind for t in story.tellings if t.kind in rule.kinds})
    spoken = {p for t in story.tellings for p in t.places}
    placed = sorted(places.name(p, "en") for p in spoken if any(places.holds(r, p) for r in rule.places))
    topics = [said for t in story.tellings for said in sieve.said(t, rule.sieve)]
    found = [
        *(f"it is of the kind {kind}" for kind in kinds),
        *([f"it says {', '.join(f'“{said}”' for said in dict.fromkeys(topics))}"] if topics else []),
        *([f"it speaks of {', '.join(placed)}"] if placed else []),
    ]
    return " and ".join(found) or "it takes what no other section does"
