"""Vectors of items, computed by whatever encoder is there."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from standfirst import vectors
from standfirst.model import Refusal
from tests.making import item


def lengths(texts: Sequence[str]) -> list[list[float]]:
    return [[float(len(t))] for t in texts]


def test_each_item_has_the_vector_of_its_own_words() -> None:
    found = vectors.of_items([item("a", "Bread"), item("b", "Dam"), item("c", "Bread")], lengths)
    assert found == {"a": [5.0], "b": [3.0], "c": [5.0]}


def test_without_an_encoder_there_are_no_vectors() -> None:
    assert vectors.of_items([item("a", "Bread")], None) is None
    assert vectors.encoder("none") is None


def test_an_unknown_encoder_is_refused_by_name() -> None:
    with pytest.raises(Refusal, match="nonesuch"):
        vectors.encoder("nonesuch")


def test_only_the_first_words_are_encoded() -> None:
    assert len(vectors.text(item("a", "word " * 300)).split()) == 60


def test_lone_surrogates_never_reach_an_encoder() -> None:
    assert vectors.text(item("a", "Bread \ud800 dear")) == "Bread dear"
