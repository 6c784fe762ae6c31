"""What is settled is not looked at again, and that changes no story."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standfirst.join import features, join, weighing
from standfirst.join.components import components
from standfirst.join.settled import as_bytes, of_bytes
from standfirst.join.stories import settle
from standfirst.model import Edit, Item, Story
from tests.making import item

NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)
WORDS = "harbour Arrayán strike dockers 4200 minister Quintanilla bridge Vallombra flood choir verdict 17".split()


@st.composite
def presses(draw: st.DrawFn) -> list[Item]:
    """Items of a few sources that share many words, over four days."""
    told = draw(st.lists(st.lists(st.sampled_from(WORDS), min_size=2, max_size=7), min_size=1, max_size=14))
    return [
        item(f"item-{n}", " ".join(words), source_id=f"source-{draw(st.integers(0, 4))}",
             language=draw(st.sampled_from(("en", "es"))),
             published=(NOON + timedelta(hours=draw(st.integers(0, 96)))).isoformat())
        for n, words in enumerate(told)
    ]  # fmt: skip


@st.composite
def decisions(draw: st.DrawFn, size: int) -> list[Edit]:
    pairs = st.lists(st.integers(0, size - 1), min_size=2, max_size=2, unique=True)
    if size < 2:
        return []
    return [
        Edit(draw(st.sampled_from(("together", "apart"))), tuple(f"item-{n}" for n in pair), "editor", NOON)
        for pair in draw(st.lists(pairs, max_size=3))
    ]


def tellings(stories: list[Story]) -> set[frozenset[str]]:
    return {frozenset(t.id for t in s.tellings) for s in stories}


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_what_is_settled_joins_as_it_does_anew_whatever_the_editor_says(data: st.DataObject) -> None:
    press = data.draw(presses())
    edits = data.draw(decisions(len(press)))
    assert join(press, edits, settled=settle(press)) == join(press, edits)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_it_is_all_one_whether_what_is_settled_was_kept_and_how_the_rest_arrived(data: st.DataObject) -> None:
    press = data.draw(presses())
    edits = data.draw(decisions(len(press)))
    early = data.draw(st.integers(0, len(press)))
    kept, shuffled = of_bytes(as_bytes(settle(press[:early]))), data.draw(st.permutations(press))
    anew = settle(data.draw(st.permutations(press[:early])))
    assert join(shuffled, edits, settled=kept) == join(press, edits, settled=anew)


@settings(deadline=None, max_examples=40)
@given(presses(), st.randoms(use_true_random=False))
def test_what_has_gone_or_has_changed_leaves_nothing_behind(press: list[Item], chance: Random) -> None:
    changed = [replace(x, headline="Choir of Vallombra sings 17") if chance.random() < 0.3 else x for x in press]
    left = [x for x in changed if chance.random() < 0.7]
    stories = join(left, settled=settle(press))
    assert sorted(t.id for s in stories for t in s.tellings) == sorted(x.id for x in left)
    assert stories == join(left, settled=of_bytes(as_bytes(settle(press))))


@pytest.mark.parametrize("published", [NOON.isoformat(), "2026-03", None])
def test_a_late_telling_finds_its_story(published: str | None) -> None:
    early = [
        item(
            "a",
            "Dockers led by Rosaura Quintanilla strike in Puerto Arrayán",
            source_id="one",
            published=NOON.isoformat(),
        ),
        item(
            "b",
            "Estibadores de Rosaura Quintanilla paran en Puerto Arrayán",
            source_id="two",
            language="es",
            published=NOON.isoformat(),
        ),
        item("choir", "A choir of 900 sings in Osaka", source_id="one"),
    ]
    late = item(
        "c", "Rosaura Quintanilla: Puerto Arrayán dockers strike on", source_id="three", published=published
    )
    assert frozenset("abc") in tellings(join([*early, late], settled=settle(early)))


def test_vectors_are_weighed_against_what_was_settled() -> None:
    early = [item(name, "A headline of its own kind", source_id=name) for name in "ab"]
    vectors = {"a": [1.0, 0.0, 0.2], "b": [0.0, 1.0, 0.2], "c": [1.0, 0.0, 0.1]}
    late = item("c", "Quite another headline", source_id="c")
    settled = settle(early, {name: vectors[name] for name in "ab"})
    kept = of_bytes(as_bytes(settled))
    assert join([*early, late], (), vectors, kept) == join([late, *early], (), vectors, settled)


def test_what_something_else_wrote_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing that joining wrote"):
        of_bytes(b"PK nothing of the kind")


@given(st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19)), max_size=30))
def test_components_are_named_by_their_least_member(pairs: list[tuple[int, int]]) -> None:
    import numpy as np

    label = components(20, np.array([i for i, _ in pairs], np.int64), np.array([j for _, j in pairs], np.int64))
    expected = list(range(20))
    for _ in range(20):
        for i, j in pairs:
            expected[i] = expected[j] = min(expected[i], expected[j])
    assert label.tolist() == expected


def test_how_many_are_looked_at_at_a_time_changes_no_story(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = Random(7)
    names = [" ".join("".join(chance.choices("aeiklmnorst", k=7)).title() for _ in range(4)) for _ in range(20)]
    press = [
        item(f"item-{n}", f"{names[n % 20]} {' '.join(chance.sample(WORDS, 3))}", source_id=f"source-{n % 7}",
             published=(NOON + timedelta(hours=chance.randrange(60))).isoformat())
        for n in range(60)
    ]  # fmt: skip
    whole = join(press)
    assert len(whole) < len(press)
    monkeypatch.setattr(features, "_PART", 7)
    monkeypatch.setattr(features, "_PARTS", 5)
    monkeypatch.setattr(weighing, "_PIECE", 11)
    assert join(press) == whole
