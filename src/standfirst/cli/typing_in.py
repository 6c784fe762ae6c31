"""What may be typed as a value of an option, each wrong one told in words for people."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Callable
from datetime import UTC, date, datetime

_FIRST_YEAR, _LAST_YEAR = 1970, 9000


def moment(text: str) -> datetime:
    """A moment in ISO 8601, of UTC where it names no zone. What lies too far off cannot be reckoned with."""
    try:
        told = datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text} is no time such as 2026-03-09T08:00") from None
    if not _FIRST_YEAR <= told.year <= _LAST_YEAR:
        raise ArgumentTypeError(f"{text} is not between {_FIRST_YEAR} and {_LAST_YEAR}")
    return told if told.tzinfo else told.replace(tzinfo=UTC)


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text} is no day such as 2026-03-09") from None


def number(least: int, most: int) -> Callable[[str], int]:
    """A whole number within bounds."""

    def told(text: str) -> int:
        if not (text.isascii() and text.isdigit() and least <= int(text[:19]) <= most):
            raise ArgumentTypeError(f"{text} is no number from {least} to {most}")
        return int(text)

    return told
