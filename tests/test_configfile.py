"""Sources come into the configuration and go out of it; everything else stays."""

from __future__ import annotations

import tomllib
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst import config
from standfirst.configfile import with_source, without_source
from standfirst.model import Refusal, Source, tidy

WRITTEN = """\
# Our paper.
[newsroom]
title = "The Morning Line"   # as printed
url = "https://news.example/"

# What we read.

# the old one
[[source]]          # since 1998
url = "https://a.example/"
[source.select]
item = "article"

[[source]]
url = "https://b.example/"  # "[[source]]"

# Editions come below.

[[edition]]
id = "en"
languages = ["en"]
"""
NEW = Source("", "https://c.example/", 'The "C" — Ć\\')


def test_a_source_is_written_behind_the_last_one_and_before_what_follows() -> None:
    after = with_source(WRITTEN, NEW)
    assert [s["url"][8] for s in tomllib.loads(after)["source"]] == ["a", "b", "c"]
    assert after.index("c.example") < after.index("# Editions come below.")
    assert [line for line in after.splitlines() if line not in WRITTEN.splitlines()] == [
        'url = "https://c.example/"',
        'outlet = "The \\"C\\" — Ć\\\\"',
    ]


def test_a_source_that_was_written_can_be_taken_out_again() -> None:
    assert without_source(with_source(WRITTEN, NEW), 2).split() == WRITTEN.split()


def test_with_a_source_go_the_comment_right_above_it_and_its_own_tables() -> None:
    after = without_source(WRITTEN, 0)
    for gone in ("the old one", "since 1998", "a.example", "select"):
        assert gone not in after
    for stays in ("# Our paper.", "# as printed", "# What we read.", "b.example", "# Editions come below."):
        assert stays in after


@pytest.mark.parametrize("text", ["", "# nothing yet", '[newsroom]\ntitle = "x"', config.starter()])
def test_the_first_source_finds_its_place(text: str) -> None:
    assert tomllib.loads(with_source(text, NEW))["source"][-1] == {"url": NEW.url, "outlet": NEW.outlet}


def test_a_line_is_left_between_a_new_source_and_what_follows() -> None:
    assert with_source('[newsroom]\ntitle = "x"\n[[edition]]\nid = "a"\n', NEW).count("\n\n[[") == 2


@pytest.mark.parametrize(
    "text", ['source = [{url = "https://a.example/"}]\n', 'x = """\n[[source]]\n"""\n[[source]]\nurl="a"']
)
def test_a_file_written_in_an_unusual_way_is_refused_or_right(text: str) -> None:
    for change in (partial(with_source, text, NEW), partial(without_source, text, 0)):
        try:
            told = tomllib.loads(change())
        except Refusal:
            continue
        assert told.get("x") == tomllib.loads(text).get("x")


WORDS = st.text(st.characters(codec="utf-8"), max_size=30).map(tidy)


@given(st.lists(st.builds(Source, WORDS, WORDS, WORDS), max_size=4), st.data())
def test_any_words_go_in_and_any_source_comes_out(sources: list[Source], data: st.DataObject) -> None:
    text = WRITTEN
    for source in sources:
        text = with_source(text, source)
    number = data.draw(st.integers(0, len(sources) + 1))
    left = tomllib.loads(without_source(text, number))
    assert len(left["source"]) == len(sources) + 1
    assert left["edition"] == tomllib.loads(WRITTEN)["edition"]
