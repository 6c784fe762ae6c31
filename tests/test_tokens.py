"""Tokens let one reader in for one purpose until a day, and nobody else."""

from __future__ import annotations

import base64
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from standfirst import tokens

SECRET = b"of the house"
DAY = date(2026, 3, 17)
readers = st.binary(min_size=10, max_size=10).map(lambda raw: base64.b32encode(raw).decode().lower())


@given(readers, st.integers(0, 3000))
def test_a_token_is_good_to_the_end_of_its_day(reader: str, days: int) -> None:
    told = tokens.token(SECRET, "letter", reader, DAY + timedelta(days))
    assert len(told) == 32 and told.replace("-", "").replace("_", "").isalnum()
    assert tokens.reader_of(SECRET, "letter", told, DAY + timedelta(days)) == reader
    assert tokens.reader_of(SECRET, "letter", told, DAY + timedelta(days + 1)) is None


@given(readers)
def test_a_token_is_for_one_purpose_and_one_house(reader: str) -> None:
    told = tokens.token(SECRET, "confirm", reader, DAY)
    assert tokens.reader_of(SECRET, "letter", told, DAY) is None
    assert tokens.reader_of(b"another", "confirm", told, DAY) is None


@given(readers, st.text(st.characters(codec="utf-8"), min_size=1, max_size=20))
def test_a_token_that_agrees_to_something_agrees_to_nothing_else(reader: str, to: str) -> None:
    told = tokens.token(SECRET, "confirm", reader, DAY, to)
    assert tokens.reader_of(SECRET, "confirm", told, DAY, to) == tokens.named(told) == reader
    assert tokens.reader_of(SECRET, "confirm", told, DAY) is None
    assert tokens.reader_of(SECRET, "confirm", told, DAY, to + " more") is None


@given(readers, st.integers(0, 31), st.characters())
def test_a_token_with_another_letter_is_none(reader: str, place: int, letter: str) -> None:
    told = tokens.token(SECRET, "letter", reader, DAY)
    changed = told[:place] + letter + told[place + 1 :]
    assert changed == told or tokens.reader_of(SECRET, "letter", changed, DAY) is None


@given(st.text())
def test_no_text_is_a_token_by_chance(text: str) -> None:
    assert tokens.reader_of(SECRET, "letter", text, DAY) is None
    assert tokens.tagged(SECRET, "bounce", text) is None


@given(readers)
def test_a_tag_survives_whatever_becomes_of_its_case(reader: str) -> None:
    told = tokens.tag(SECRET, "bounce", reader)
    assert tokens.tagged(SECRET, "bounce", told.upper()) == reader
    assert tokens.tagged(SECRET, "leave", told) is None
