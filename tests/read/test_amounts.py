"""Amounts of money as outlets print them, and parts of goals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.read.kinds.amounts import amounts, part_of


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("€13,600 for the boat", 13_600, "EUR"),
        ("13 600 euros pour le bateau", 13_600, "EUR"),
        ("31.500 euro per la barca", 31_500, "EUR"),
        ("46 mil euros", 46_000, "EUR"),
        ("2,5 Millionen Euro", 2_500_000, "EUR"),
        ("£9.50 a head", 9.5, "GBP"),
        ("$182,400 for a lifeboat", 182_400, "$"),
        ("US$ 500", 500, "USD"),
        ("KSh 640,000", 640_000, "KES"),
        ("380 bin lira", 380_000, "TRY"),
        ("10 тыс. рублей", 10_000, "RUB"),
        ("3万元", 30_000, "CNY"),
        ("120万円", 1_200_000, "JPY"),
        ("٨٢٠٠ دينار", 8_200, "دينار"),
    ],
)
def test_an_amount_has_its_value_and_currency(text: str, value: float, currency: str) -> None:
    (told,) = amounts(text)
    assert (float(told.value), told.currency) == (value, currency)


@pytest.mark.parametrize("text", ["", "5 March 2024", "1,340 dockers", "Gate 4", "48 euromasts", "page 3m"])
def test_numbers_of_other_things_are_no_money(text: str) -> None:
    assert amounts(text) == []


@pytest.mark.parametrize(
    ("text", "reached", "goal", "currency"),
    [
        ("8,200 of 12,000 euros collected", 8_200, 12_000, "EUR"),
        ("$182,400 of its $250,000 goal", 182_400, 250_000, "$"),
        ("raccolti 31.500 euro su 80.000", 31_500, 80_000, "EUR"),
        ("46 mil euros dos 60 mil necessários", 46_000, 60_000, "EUR"),
        ("380 bin liranın 215 bini toplandı", 215_000, 380_000, "TRY"),
        ("faltan 900 frazadas de las 2.000", 900, 2_000, None),
        ("8200 دينار من أصل 12000", 8_200, 12_000, "دينار"),
        ("the 3 of 5 who stayed", None, None, None),
    ],
)
def test_so_much_of_so_much(text: str, reached: float | None, goal: float | None, currency: str | None) -> None:
    told = part_of(text)
    assert (told and (float(told.reached.value), float(told.goal.value), told.goal.currency)) == (
        reached and (reached, goal, currency)
    )


@given(st.text(max_size=200))
def test_no_text_whatever_raises(text: str) -> None:
    assert all(0 <= told.start < told.end <= len(text) for told in amounts(text))
    part_of(text)
