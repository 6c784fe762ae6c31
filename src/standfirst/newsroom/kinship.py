"""How stories and their tellings are related: which are copies, what they share, which stories are one affair.

What was found within a story is kept beside the folder of the site, NAME, in `.NAME.kinship`, by a digest of its
tellings: while they say the same, it is not looked for again. The file is a cache and may be thrown away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from standfirst import join as joining
from standfirst.flatplan import digest
from standfirst.layout import Known
from standfirst.model import Story
from standfirst.newsroom import ledger
from standfirst.ties import tie


class _Within(NamedTuple):
    """What was found within a story. By item id: which tellings are copies, as (kind, id of whose), and the words
    that each telling shares with the first; and what affairs are found by."""

    copies: Mapping[str, Sequence[str]]
    shared: Mapping[str, Sequence[str]]
    seen: joining.Seen


def related(known: Known, stories: Sequence[Story], folder: Path, program: str) -> Known:
    """What is known, and with it the copies, shared words and affairs of these stories. What another version of
    the `program` kept beside the folder is not used."""
    within = _within_all(stories, folder, program)
    known = with_copies(known, stories, {id: each.copies for id, each in within.items()})
    shared = {name: tuple(words) for found in within.values() for name, words in found.shared.items()}
    affairs: dict[str, tuple[Story, ...]] = {}
    for found in joining.affairs(stories, {id: each.seen for id, each in within.items()}):
        affair = tuple(
            sorted(found, key=lambda s: (min(known.days[t.id] for t in s.tellings), tie(s.tellings[0])))
        )
        affairs |= dict.fromkeys((s.id for s in affair), affair)
    return replace(known, shared=shared, affairs=affairs)


def with_copies(
    known: Known, stories: Iterable[Story], found: Mapping[str, Mapping[str, Sequence[str]]] | None = None
) -> Known:
    """What is known, with which tellings of these stories are copies: as `found`, by story id, or as they say."""
    copies = {}
    for story in stories:
        item = {t.id: t for t in story.tellings}
        for name, (kind, of) in (found[story.id] if found is not None else joining.copies(story)).items():
            copies[name] = (kind, known.outlet(item[of]))
    return replace(known, copies=copies)


def _within_all(stories: Sequence[Story], folder: Path, program: str) -> dict[str, _Within]:
    """What is found within each story, by its id; looked for only where its tellings changed."""
    before = _kept(folder, program)
    said = {story.id: digest([repr(t) for t in story.tellings]) for story in stories}
    now = {said[s.id]: before.get(said[s.id]) or _within(s) for s in stories}
    if now.keys() != before.keys():
        ledger.write(ledger.beside(folder, "kinship"), {"program": program, "stories": now})
    return {id: now[name] for id, name in said.items()}


def _within(story: Story) -> _Within:
    tellings = story.tellings
    shared = {t.id: joining.shared(tellings[0], t) for t in tellings[1:]}
    return _Within(joining.copies(story), shared, joining.look(story))


def _of_json(within: Sequence[Any]) -> _Within:
    copies, shared, (names, written, numbers, words, places, hour) = within
    return _Within(
        copies, shared, joining.Seen(names, frozenset(written), numbers, words, frozenset(places), hour)
    )


def _kept(folder: Path, program: str) -> dict[str, _Within]:
    told = ledger.told_at(ledger.beside(folder, "kinship"))
    try:
        if told["program"] == program:
            return {name: _of_json(within) for name, within in told["stories"].items()}
    except (AttributeError, KeyError, TypeError, ValueError):
        pass
    return {}
