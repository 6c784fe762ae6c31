"""Vectors of items, computed by whatever encoder is there."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from bench.encoded import of_items
from standfirst import vectors
from standfirst.join.stories import ENOUGH
from standfirst.join.weighing import kind_of
from standfirst.model import Refusal
from tests.making import item


def lengths(texts: Sequence[str]) -> list[list[float]]:
    return [[float(len(t))] for t in texts]


def test_each_item_has_the_vector_of_its_own_words() -> None:
    found = of_items([item("a", "Bread"), item("b", "Dam"), item("c", "Bread")], lengths)
    assert found == {"a": [5.0], "b": [3.0], "c": [5.0]}


def test_without_an_encoder_there_are_no_vectors() -> None:
    assert of_items([item("a", "Bread")], None) is None
    assert vectors.encoder("none") is None


def test_an_unknown_encoder_is_refused_by_name() -> None:
    with pytest.raises(Refusal, match="nonesuch"):
        vectors.encoder("nonesuch")


def test_only_the_first_words_are_encoded() -> None:
    assert len(vectors.text(item("a", "word " * 300)).split()) == 60


def test_lone_surrogates_never_reach_an_encoder() -> None:
    assert vectors.text(item("a", "Bread \ud800 dear")) == "Bread dear"


def test_a_named_encoder_is_seen_through_its_lens(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = np.ones((2, 512), np.float32)
    monkeypatch.setattr(vectors, "_use", lambda: lambda texts: list(bare[: len(texts)]))
    encode = vectors.encoder("use")
    assert encode is not None
    rows = np.array(encode(["Bread", "Dam"]))
    assert rows.shape == (2, 288)
    assert np.allclose(rows, encode(["Bread"])[0], atol=1e-3)


def test_vectors_through_a_lens_are_kept_under_a_name_of_their_own() -> None:
    assert vectors.kept_as("use") != "use"
    assert vectors.kept_as("e5") != vectors.kept_as("use")
    assert vectors.kept_as("sentence-transformers", "a model") == "sentence-transformers a model"


def test_there_is_a_network_for_what_each_lens_shows() -> None:
    for name in ("use", "e5"):
        width = vectors._lenses()[name].shape[1]
        assert kind_of(np.zeros((1, width), np.float32)) == f"vectors {width}"
        assert f"vectors {width}" in ENOUGH
