"""How many must be alike for a document to have a habit: one or two may be chance, and few habits are without an
exception.
"""

from __future__ import annotations

FEWEST = 3
"""How often something must come back to mean anything."""
MOSTLY, MOST, NEARLY_ALL = 0.6, 0.8, 0.9
"""Shares of all that may show a habit, where less than all do."""


def enough(those: int, of: int, share: float = MOST) -> bool:
    """Whether those are a few at the least, and that share of all."""
    return those >= FEWEST and those >= share * of
