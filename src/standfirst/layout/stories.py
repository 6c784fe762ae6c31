"""Pages of a story and of an affair, and where stories that moved are told now."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from standfirst import languages
from standfirst.layout import paging
from standfirst.layout.briefs import alone, brief, title_of
from standfirst.layout.known import Known
from standfirst.layout.pages import page
from standfirst.layout.taking import taken
from standfirst.model import Edition, Forward, Listing, Section, Story


def story_page(edition: Edition, story: Story, known: Known) -> list[Listing]:
    """All tellings of a story, on several pages where they are very many, a section a language: the edition's
    languages first, oldest telling first."""
    preferred = edition.languages
    tags = sorted({t.language or "" for t in story.tellings}, key=lambda t: (languages.rank(t, preferred), t))
    name = {tag: languages.name(tag, preferred[0]) if tag else None for tag in tags}
    sections = tuple(
        Section(name[tag], tuple(alone(story, t, known) for t in story.tellings if (t.language or "") == tag))
        for tag in tags
    )
    affair = known.affairs.get(story.id, ())
    told = page(
        edition,
        f"stories/{story.id}",
        "story",
        sections,
        title_of(brief(story, preferred, known)),
        dated=known.day(story),
        affair=tuple(brief(s, preferred, known) for s in affair),
        affair_path=f"{edition.id}/affairs/{affair[0].id}" if affair else None,
    )
    return paging.parted(told)


def within(stories: Sequence[Story], known: Known) -> Known:
    """What is known, with affairs cut down to these stories; of one story alone there is no affair."""
    here = {s.id for s in stories}
    kept = {s.id: tuple(x for x in known.affairs[s.id] if x.id in here) for s in stories if s.id in known.affairs}
    return replace(known, affairs={i: affair for i, affair in kept.items() if len(affair) > 1})


def affair_page(edition: Edition, affair: Sequence[Story], known: Known) -> list[Listing]:
    """All stories of an affair, a section a day, from the first to the last; on several pages where it is long."""
    days = sorted({known.day(s) for s in affair})
    sections = [
        Section(day.isoformat(), tuple(brief(s, edition.languages, known) for s in affair if known.day(s) == day))
        for day in days
    ]
    title = title_of(brief(affair[-1], edition.languages, known))
    path = f"affairs/{affair[0].id}"
    return paging.parted(page(edition, path, "affair", sections, title, dated=days[-1]))


def forwards(
    editions: Sequence[Edition], stories: Sequence[Story], moved: Mapping[str, str], known: Known
) -> list[Forward]:
    """For each edition the paths where stories once stood, with the pages that tell them now."""
    wanted = set(moved.values())
    told = [s for s in stories if s.id in wanted]
    return [
        _forward(edition, f"{edition.id}/stories/{old}", own[new], known)
        for edition in editions
        for own in [{s.id: s for s in taken(edition, told)}]
        for old, new in sorted(moved.items())
        if new in own
    ]


def from_affairs(
    editions: Sequence[Edition],
    stories: Sequence[Story],
    moved: Mapping[str, str],
    known: Known,
    paths: Collection[str],
) -> list[Forward]:
    """Of these paths, where affairs once stood, those where none stands now. An affair bears the name of the story
    that it began with: to that they lead."""
    found = []
    for edition in editions:
        folder = f"{edition.id}/affairs/"
        names = {path.removeprefix(folder) for path in paths if path.startswith(folder)}
        own = {s.id: s for s in taken(edition, stories)} if names else {}
        now = {affair[0].id for affair in within(list(own.values()), known).affairs.values()}
        for name in sorted(names - now):
            if story := own.get(moved.get(name, name)):
                found.append(_forward(edition, folder + name, story, known))
    return found


def _forward(edition: Edition, path: str, story: Story, known: Known) -> Forward:
    title = title_of(brief(story, edition.languages, known))
    return Forward(path, f"{edition.id}/stories/{story.id}", title, edition.languages[0], edition.id)
