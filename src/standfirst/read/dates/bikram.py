"""Bikram Sambat, the calendar of Nepal, by which its papers date what they print.

Its months are as long as the sun takes through a sign, so no rule tells their lengths: they are announced. These
are the years for which published tables agree.
"""

from __future__ import annotations

from datetime import date, timedelta

_FIRST = date(2006, 4, 14)
# A figure for each month: how many days beyond 29 it has.
_BEYOND_29 = (
    "223222101011", "223321101011", "232321110012", "222322011002", "223222101011", "223321101011",
    "232321110012", "222322011011", "223222101011", "232321101011", "232321110012", "222322101011",
    "223222101011", "232321110011", "232321110102", "222322101011", "223222101011", "232321110011",
    "232321110102", "223222101011", "223222101011", "223221110111",
)  # fmt: skip
YEARS = range(2063, 2063 + len(_BEYOND_29))


def from_bikram(year: int, month: int, day: int) -> date | None:
    """A day of Nepal's calendar as a Gregorian one; None where there is none, or none that is known."""
    if year not in YEARS or not 1 <= month <= 12:
        return None
    lengths = [29 + int(beyond) for told in _BEYOND_29[: year - YEARS[0] + 1] for beyond in told]
    before = len(lengths) - 12 + month - 1
    if not 1 <= day <= lengths[before]:
        return None
    return _FIRST + timedelta(days=sum(lengths[:before]) + day - 1)
