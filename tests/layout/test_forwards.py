"""Where pages stood once, a page leads on to what is told now."""

from __future__ import annotations

from datetime import date

from standfirst import layout
from standfirst.layout import Known
from standfirst.model import Edition
from tests.making import item, story

EDITIONS = (Edition("en", "The Line", ("en",)), Edition("es", "La Línea", ("es",)))
STORIES = [story(item(name)) for name in ("a", "b", "c")]
TODAY = date(2026, 3, 17)


def known(*affairs: str) -> Known:
    one = tuple(each for each in STORIES if each.id in affairs)
    return Known({}, {each.id: TODAY for each in STORIES}, affairs={each.id: one for each in one})


def ways(*affairs: str, moved: dict[str, str]) -> dict[str, str]:
    paths = ["en/affairs/a", "en/affairs/old", "es/affairs/b", "en/affairs/a-2"]
    found = layout.from_affairs(EDITIONS, STORIES, moved, known(*affairs), paths)
    return {forward.path: forward.to for forward in found}


def test_an_affair_that_is_none_any_more_leads_to_the_story_it_began_with() -> None:
    assert ways(moved={}) == {"en/affairs/a": "en/stories/a", "es/affairs/b": "es/stories/b"}
    assert ways("a", "b", moved={"old": "c"}) == {"en/affairs/old": "en/stories/c", "es/affairs/b": "es/stories/b"}
