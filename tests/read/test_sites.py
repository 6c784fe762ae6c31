"""Pages as programs for publishing build them, each in another language: every item with all its words, no more.

`tests/cases/sites/<kind of site>.<language>.html` has beside it what is to be read from it.
"""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from standfirst.model import Document, Item
from standfirst.read import read

CASES = Path(__file__).parent.parent / "cases" / "sites"
FIELDS = ("link", "headline", "standfirst", "kicker", "byline")
MORNING = datetime(2026, 11, 22, 9, tzinfo=UTC)


def told(item: Item) -> dict[str, Any]:
    day = {"published": item.published[:10]} if item.published else {}
    return {name: getattr(item, name) for name in FIELDS if getattr(item, name)} | day


SITES = sorted(path.stem for path in CASES.glob("*.html"))
TAG = re.compile(r"</?[a-z][a-z0-9]*(?=[\s>/])")


@pytest.mark.parametrize("name", SITES)
def test_a_page_of_this_kind_gives_its_items(name: str) -> None:
    expected = json.loads((CASES / f"{name}.json").read_text("utf-8"))
    page = Document(expected["url"], (CASES / f"{name}.html").read_bytes(), "text/html")
    reading = read(page, now=MORNING)
    assert reading.read_as == "listing"
    assert [told(item) for item in reading.items] == expected["items"]


@pytest.mark.parametrize("name", SITES)
def test_tags_in_capitals_change_nothing(name: str) -> None:
    url = json.loads((CASES / f"{name}.json").read_text("utf-8"))["url"]
    page = (CASES / f"{name}.html").read_text("utf-8", "surrogateescape")
    shouted = TAG.sub(lambda tag: tag[0].upper(), page)
    one, other = (Document(url, text.encode("utf-8", "surrogateescape"), "text/html") for text in (page, shouted))
    assert list(map(told, read(one, now=MORNING).items)) == list(map(told, read(other, now=MORNING).items))
