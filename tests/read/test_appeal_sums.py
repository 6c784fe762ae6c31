"""What appeals ask for and what has come together, in thirty languages; what nothing tells stays unsaid."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.model import Appeal
from standfirst.read.finish import finish
from standfirst.read.kinds.appeals import is_appeal
from standfirst.read.kinds.sums import appeal_of
from tests.making import item

TABLE = Path(__file__).parent.parent / "cases" / "appeals" / "sums.tsv"
LINES = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines()[1:]]


@pytest.mark.parametrize(("text", "goal", "raised", "currency"), LINES)
def test_an_appeal_tells_what_it_asks_for(text: str, goal: str, raised: str, currency: str) -> None:
    wanted, come = (Decimal(words) if words else None for words in (goal, raised))
    expected = Appeal(wanted, come, currency or None) if goal or raised else None
    assert appeal_of("", text) == expected


def test_sums_are_exact() -> None:
    told = appeal_of("", "Please give: we need 0.10 euros, not a penny more")
    assert told and str(told.goal) == "0.10"


def test_an_item_that_is_an_appeal_carries_it() -> None:
    appeal = item("a", "Help us mend the roof", standfirst="£900 raised of our £2,500 goal. Please donate today.")
    (told,) = finish([appeal], source=None, language="en", now=None)
    assert (told.kind, told.appeal) == ("appeal", Appeal(Decimal(2500), Decimal(900), "GBP"))
    assert told.found["appeal"] == "its words"


def test_an_article_about_money_carries_none() -> None:
    (told,) = finish([item("a", "Council raised $4,000 of $9,000")], source=None, language="en", now=None)
    assert (told.kind, told.appeal) == ("article", None)


@given(st.text(max_size=200))
def test_no_text_whatever_raises_and_every_figure_stands_in_it(text: str) -> None:
    told = appeal_of("", text)
    assert told is None or any(char.isnumeric() for char in text)


@pytest.mark.parametrize(
    "headline",
    [
        "Bağış: 12.000 TL toplandı, hedef 20.000 TL",
        "募金:目標20,000円、現在12,000円",
        "Donații: 12.000 lei strânși din 20.000",
    ],
)
def test_gifts_that_come_together_towards_a_goal_are_an_appeal(headline: str) -> None:
    assert is_appeal(headline, "")


def test_money_that_comes_together_without_gifts_is_none() -> None:
    assert not is_appeal("Lamp maker has raised $12m, target is $20m", "")
