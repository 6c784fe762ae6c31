"""What would be otherwise if an issue that is frozen were made up anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from standfirst.model import Brief, Issue

Manner = Literal["came", "went", "moved", "reworded"]


@dataclass(frozen=True, slots=True)
class Change:
    """One story of an issue: what became of it, its words now and before ("" where it was or is not printed), and
    its section now and before (None is untitled)."""

    edition_id: str
    manner: Manner
    story_id: str
    words: str
    was: str
    section: str | None = None
    section_was: str | None = None


@dataclass(frozen=True, slots=True)
class _Stood:
    brief: Brief
    section: str | None


def changes(frozen: Issue, now: Issue) -> list[Change]:
    """What changed from one to the other: what came, moved or has other words in the order of `now`, then what
    went. A story that moved and was reworded is told of twice."""
    before, after = _stands(frozen), _stands(now)
    same = _matched(before, after)
    order = list(same)
    matcher = SequenceMatcher(None, sorted(order, key=lambda n: same[n]), order, autojunk=False)
    still = {order[n] for block in matcher.get_matching_blocks() for n in range(block.b, block.b + block.size)}
    found = [
        change
        for n, stood in enumerate(after)
        for change in _of(now.edition_id, stood, before[same[n]] if n in same else None, n in still)
    ]
    kept = set(same.values())
    gone = [stood for n, stood in enumerate(before) if n not in kept]
    return found + [
        Change(now.edition_id, "went", s.brief.story_id, "", _words(s.brief), None, s.section) for s in gone
    ]


def _stands(issue: Issue) -> list[_Stood]:
    return [
        _Stood(b, section.title) for section in issue.sections if not section.corrections for b in section.briefs
    ]


def _matched(before: list[_Stood], after: list[_Stood]) -> dict[int, int]:
    """Numbers of what stands in both: stories, or others that have a telling in common with one."""
    known: dict[str, int] = {}
    for n, stood in enumerate(before):
        for name in stood.brief.names:
            known.setdefault(name, n)
    same: dict[int, int] = {}
    for n, stood in enumerate(after):
        found = [known[name] for name in stood.brief.names if name in known and known[name] not in same.values()]
        if found:
            same[n] = found[0]
    return same


def _of(edition_id: str, stood: _Stood, was: _Stood | None, still: bool) -> Iterator[Change]:
    own = _words(stood.brief)
    if was is None:
        yield Change(edition_id, "came", stood.brief.story_id, own, "", stood.section)
        return
    before = _words(was.brief)
    if not still or stood.section != was.section:
        yield Change(edition_id, "moved", stood.brief.story_id, own, before, stood.section, was.section)
    if own != before:
        yield Change(edition_id, "reworded", stood.brief.story_id, own, before, stood.section, was.section)


def _words(brief: Brief) -> str:
    """Every word of others' that the brief prints in full, on one line."""
    return " · ".join(filter(None, (brief.item.kicker, brief.item.headline, brief.item.standfirst)))
