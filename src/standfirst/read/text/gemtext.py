"""Pages of the Gemini network that are meant to be followed: links whose words begin with a day, as its convention
for subscribing has them ("=> 2024-03-05.gmi 2024-03-05 - The mill is mended")."""

from __future__ import annotations

import re

from standfirst.model import Item, tidy
from standfirst.read.finish import account

_ENTRY = re.compile(
    r"=>[ \t]*(?P<link>\S+)[ \t]+(?P<day>\d{4}-\d\d-\d\d)(?!\d)[ \t]*[-–—:|]*[ \t]*(?P<words>\S.*)"
)
_FEWEST = 2
_HOW = account({"headline": "a link that begins with a day", "published": "the day it begins with"})


def told_by_links(text: str) -> list[Item]:
    """The items of such a page, not yet finished; none of any other text."""
    if "=>" not in text:
        return []
    found = [entry for line in text.split("\n") if (entry := _ENTRY.match(line))]
    if len(found) < _FEWEST:
        return []
    return [Item(link=e["link"], headline=tidy(e["words"]), published=e["day"], found=_HOW) for e in found]
