"""What holds of every item, whoever makes it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.model import Item, tidy


@given(st.text())
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(st.text())
def test_a_tidy_text_is_one_line_that_any_format_can_hold(text: str) -> None:
    told = tidy(text)
    assert len(told.splitlines()) <= 1
    assert told == told.strip()
    assert "  " not in told
    told.encode("utf-8")


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("  Harbour \n reopens\t", "Harbour reopens"),
        ("can\u00adal", "canal"),
        ("red\x1b[31m", "red[31m"),
        ("\u202eexe.page\u202c", "exe.page\u202c"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("a\u00a0b\u2028c", "a b c"),
        ("x\ufdd0\ufffe\U0001ffff\ue000y", "xy"),
        ("\U0001fae8", "\U0001fae8"),
    ],
)
def test_a_tidy_text_keeps_what_shapes_words_and_drops_the_rest(raw: str, told: str) -> None:
    assert tidy(raw) == told


def test_an_item_without_any_words_cannot_be() -> None:
    with pytest.raises(ValueError, match="headline or a standfirst"):
        Item(link="https://gazette.example/a")
