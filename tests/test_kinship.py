"""What is kept of how stories are related says the same as looking at all of them again."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standfirst import join as joining
from standfirst.layout import Known
from standfirst.model import Story
from standfirst.newsroom import kinship
from tests.making import item, story

WORDS = ("Perelló", "Varkonda", "ferry", "harbour", "Marisol", "Teixeira", "council", "1200", "translated from")
DAYS = ("2026-03-14", "2026-03-15", "2026-03-16T08:00:00+00:00", None)
REPRINTED = story(
    item("a1", "Ferry to Varkonda held at Perelló", published="2026-03-15", places=("PE",)),
    item(
        "a2", "Ferry held", standfirst="First published in the Gazette.", published="2026-03-16", source_id="post"
    ),
)
LATER = story(item("b1", "Varkonda mourns Marisol Teixeira of Perelló", published="2026-03-17"))
CALLED = story(item("c1", "Marisol Teixeira of Varkonda honoured in Perelló", published="2026-03-19"))
OTHERS = tuple(story(item(f"o{n}", f"Quiet weather number {n} expected")) for n in range(12))
ALL = (REPRINTED, LATER, CALLED, *OTHERS)


def known_of(stories: Sequence[Story]) -> Known:
    days = {t.id: date.fromisoformat((t.published or "2026-03-10")[:10]) for s in stories for t in s.tellings}
    return Known({"gazette": "The Gazette", "post": "Harbour Post"}, days)


def related(stories: Sequence[Story], site: Path, program: str = "one") -> Known:
    return kinship.related(known_of(stories), stories, site, program)


def never(*_: object) -> None:
    raise AssertionError("a story was looked at again though its tellings say the same")


def test_copies_shared_words_and_affairs_are_found(tmp_path: Path) -> None:
    found = related(ALL, tmp_path / "site")
    assert found.copies == {"a2": ("reprint", "The Gazette")}
    assert "Ferry" in found.shared["a2"]
    assert found.affairs["b1"] == found.affairs["c1"] and len(found.affairs["b1"]) > 1


def test_a_story_whose_tellings_say_the_same_is_not_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = related(ALL, tmp_path / "site")
    for name in ("copies", "shared", "look"):
        monkeypatch.setattr(joining, name, never)
    assert related(ALL, tmp_path / "site") == before
    assert related(ALL[1:], tmp_path / "site").copies == {}


def test_what_another_program_kept_or_nonsense_is_not_believed(tmp_path: Path) -> None:
    before = related(ALL, tmp_path / "site")
    kept = tmp_path / ".site.kinship"
    for told in ("", "[]", '{"program": "two", "stories": []}', kept.read_text("utf-8").replace("[", "{")):
        kept.write_text(told, "utf-8")
        assert related(ALL, tmp_path / "site", "two") == before
    changed = kept.read_text("utf-8").replace("reprint", "translation")
    kept.write_text(changed, "utf-8")
    assert related(ALL, tmp_path / "site", "three") == before


_text = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
_telling = st.builds(
    lambda n, text, day, language, of: item(
        f"i{n}", text, published=day, language=language, source_id=of, image="x.jpg", byline="Ana"
    ),
    st.integers(0, 30), _text, st.sampled_from(DAYS), st.sampled_from(("en", "es")),
    st.sampled_from(("gazette", "post")),
)  # fmt: skip
_tellings = st.lists(_telling, min_size=1, max_size=8, unique_by=lambda t: t.id)


def _parted(tellings: list[object], sizes: list[int]) -> list[Story]:
    left, found = list(tellings), []
    for size in [*sizes, len(left)]:
        some, left = left[:size], left[size:]
        if some:
            found.append(story(*some))  # type: ignore[arg-type]
    return found


_world = st.builds(_parted, _tellings, st.lists(st.integers(1, 3), max_size=4))


@settings(max_examples=60, deadline=None)
@given(worlds=st.lists(_world, min_size=1, max_size=4))
def test_whatever_changes_it_is_as_when_all_is_looked_at(worlds: list[list[Story]]) -> None:
    with tempfile.TemporaryDirectory() as kept:
        for n, stories in enumerate(worlds):
            again = [replace(s, id=f"as before {s.id}") for s in stories]
            for told in (stories, again):
                anew = related(told, Path(kept) / f"new{n}", f"{n} {told[0].id}")
                assert related(told, Path(kept) / "site") == anew
