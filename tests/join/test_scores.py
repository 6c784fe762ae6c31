"""How joining is scored against labels."""

from __future__ import annotations

import pytest

from bench.scores import scores

LANGUAGES = ["en", "es", "en", "ru"]


def test_what_is_told_as_labelled_scores_full() -> None:
    assert scores("aabb", "xxyy", LANGUAGES) == (1, 1, 1)


def test_what_is_told_alone_finds_no_pair_but_is_pure() -> None:
    found = scores("aabb", "wxyz", LANGUAGES)
    assert (found.pairs, found.two_languages) == (0, 0)
    assert found.bcubed == pytest.approx(2 / 3)


def test_one_great_story_finds_every_pair_and_many_more() -> None:
    found = scores("aabb", "xxxx", LANGUAGES)
    assert found.pairs == pytest.approx(2 * 2 / (6 + 2))
    assert found.two_languages == pytest.approx(2 * 2 / (5 + 2))
