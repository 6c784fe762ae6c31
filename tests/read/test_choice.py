"""Which of two readings of a text is taken."""

from __future__ import annotations

from standfirst.read.text.choice import Fit, prefers_looks


def told(regular: float, count: int, over: float = 0.0) -> Fit:
    return Fit(regular, over, count, {})


def test_rules_are_believed_where_looks_are_much_less_regular() -> None:
    assert not prefers_looks(told(-0.1, 12), told(-1.5, 12), doubt=200, lines=60)


def test_looks_are_believed_where_rules_leave_much_over_and_the_lines_speak_against_them() -> None:
    assert prefers_looks(told(-1.5, 4, over=0.8), told(-0.1, 12), doubt=100, lines=200)


def test_looks_are_believed_where_nearly_every_line_speaks_against_rules() -> None:
    regular = told(0.0, 12, over=0.3), told(-0.6, 12)
    assert prefers_looks(*regular, doubt=50, lines=60)
    assert not prefers_looks(*regular, doubt=10, lines=60)
    assert not prefers_looks(told(0.0, 12), told(-1.0, 12), doubt=50, lines=60)
