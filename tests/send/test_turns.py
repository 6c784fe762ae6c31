"""Receiving domains take turns, none faster than its pace."""

from __future__ import annotations

from standfirst.send.turns import REST, Turns


def taken(turns: Turns[str], now: float) -> list[str]:
    letters = []
    while (letter := turns.next(now)) is not None:
        letters.append(letter)
    return letters


WAITING = [("a.example", "a1"), ("a.example", "a2"), ("a.example", "a3"), ("b.example", "b1")]


def test_without_a_pace_domains_take_turns() -> None:
    assert taken(Turns(WAITING), 0.0) == ["a1", "b1", "a2", "a3"]


def test_one_domain_gets_one_letter_in_each_pause() -> None:
    turns = Turns(WAITING, pause=2.0)
    assert taken(turns, 0.0) == ["a1", "b1"]
    assert turns.wait(0.5) == 1.5
    assert taken(turns, 2.0) == ["a2"]
    assert taken(turns, 4.0) == ["a3"]
    assert not turns


def test_a_domain_that_says_later_rests_and_longer_each_time() -> None:
    turns = Turns(WAITING)
    assert turns.next(0.0) == "a1"
    turns.slow("a.example", 0.0)
    assert taken(turns, 0.0) == ["b1"]
    assert turns.wait(0.0) == REST
    assert turns.next(REST) == "a2"
    turns.slow("a.example", REST)
    assert taken(turns, 2 * REST) == []
    assert taken(turns, 3 * REST) == ["a3"]
