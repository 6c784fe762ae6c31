"""Days from one to another, in thirty languages: every line of the table, and nothing that is none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.read.dates.ranges import ranges

TABLE = Path(__file__).parent.parent / "cases" / "dates" / "ranges.tsv"
LINES = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines()[1:]]


@pytest.mark.parametrize(("language", "text", "announced", "start", "end"), LINES)
def test_a_range_is_told(language: str, text: str, announced: str, start: str, end: str) -> None:
    day = date.fromisoformat(announced) if announced else None
    told = [(found.start, found.end) for found in ranges(text, language, day)]
    assert told == ([(start, end)] if start else [])


def test_a_range_is_found_in_running_words() -> None:
    (told,) = ranges("The fair will take place from 4 to 6 June 2025 in the old port, for the 9th time.", "en")
    assert (told.start, told.end) == ("2025-06-04", "2025-06-06")


@given(st.text(max_size=80), st.sampled_from((None, "en", "ar", "ja", "hu")))
def test_no_text_whatever_raises(text: str, language: str | None) -> None:
    for told in ranges(text, language, date(2025, 6, 1)):
        assert told.start < told.end
