"""Words of kinds: every one of every row is found, however the quick look that most texts fail is made; marks are
known in many languages."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from standfirst.read.finish import finish
from standfirst.read.kinds import kind_words
from standfirst.read.kinds.marks import kind_of_mark
from tests.making import item

CASES = Path(__file__).parent.parent / "cases"
ROWS = [
    line.split("\t")[0]
    for line in (resources.files("standfirst.languages") / "kind_words.tsv").read_text("utf-8").splitlines()[1:]
]


@pytest.mark.parametrize("row", ROWS)
def test_each_word_of_a_row_is_found_within_a_text(row: str) -> None:
    for word in kind_words.words(row):
        grown = ("Х" if word.startswith("*") else "") + word.strip("*") + ("ab" if word.endswith("*") else "")
        for text in (grown, f"{grown} tomorrow", f"Yesterday, «{grown}».", grown.upper()):
            found = bool(kind_words.found(row, text))
            assert kind_words.has(row, text) == found
        assert kind_words.has(row, f"So: {grown}!")


@pytest.mark.parametrize("row", ROWS)
def test_a_text_without_any_of_its_words_has_none(row: str) -> None:
    assert not kind_words.has(row, "Zqx vvkt 12 жщъ")


@pytest.mark.parametrize("line", (CASES / "kind_headlines.tsv").read_text("utf-8").splitlines()[1:])
def test_a_headline_says_of_what_kind_its_piece_is(line: str) -> None:
    language, headline, kind = line.split("\t")
    (told,) = finish([item("a", headline)], source=None, language=language, now=None)
    assert told.kind == kind


@pytest.mark.parametrize("line", (CASES / "kind_marks.tsv").read_text("utf-8").splitlines()[1:])
def test_a_mark_tells_the_kind_in_its_language(line: str) -> None:
    _, mark, kind = line.split("\t")
    assert kind_of_mark(mark) == kind
