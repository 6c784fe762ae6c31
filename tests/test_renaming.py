"""An edition that gets another id keeps its past: numbers, readers, letters that they have, addresses."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from standfirst import newsroom, store
from standfirst.config import Newsroom
from standfirst.newsroom import renaming
from standfirst.readership import Choice, Delivery, Preferences
from standfirst.store import Store
from tests.databases import address
from tests.databases import store as archive
from tests.test_newsroom import DAM, DAY1, STRIKE, Web, feed, gather, newsroom_of

__all__ = ["address", "archive"]

LATER = DAY1 + timedelta(days=1)


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    return newsroom_of(tmp_path, "en")


def renamed(room: Newsroom) -> Newsroom:
    first, *others = room.editions
    return replace(room, editions=(replace(first, id="world", was=first.id), *others))


def test_its_issues_readers_and_letters_go_over_once(room: Newsroom, archive: Store) -> None:
    web: Web = {"https://en.example/feed": feed("en", STRIKE)}
    gather(room, archive, web)
    newsroom.proof(room, archive, DAY1)
    reading = Choice(DAY1, "reading", Preferences(("en",)), "asked at the fair")
    ana = store.subscribers.note(archive, "ana@tarn.example", reading)
    store.deliveries.note(archive, [Delivery("en-1", ana.id, "sent", DAY1)])
    ida = store.subscribers.note(archive, "ida@tarn.example", replace(reading, state="left"))
    eva = store.subscribers.note(archive, "eva@tarn.example", replace(reading, preferences=Preferences(("es",))))
    room = renamed(room)
    for _ in "twice":
        renaming.take_over(room, archive, LATER)
    assert store.issues.highest(archive, "en") == 0
    assert [issue.edition_id for issue in store.issues.all(archive, "world")] == ["world"]
    assert store.subscribers.readership(archive) == {"es": 1, "world": 1}
    assert store.deliveries.had(archive, ana.id) == {"world-1"}
    assert [len(store.subscribers.choices(archive, reader.id)) for reader in (ana, ida, eva)] == [2, 1, 1]
    web["https://en.example/feed"] = feed("en", DAM)
    gather(room, archive, web, LATER)
    assert ("world", 2) in [(issue.edition_id, issue.number) for issue in newsroom.proof(room, archive, LATER)]


def test_its_old_pages_lead_to_the_new_ones(room: Newsroom, archive: Store) -> None:
    gather(room, archive, {"https://en.example/feed": feed("en", STRIKE)})
    newsroom.proof(room, archive, DAY1)
    newsroom.publish(room, archive, DAY1)
    before = {str(page.relative_to(room.output / "en")) for page in (room.output / "en").rglob("*.html")}
    room = renamed(room)
    renaming.take_over(room, archive, LATER)
    for days in (1, 2, 60):
        newsroom.publish(room, archive, DAY1 + timedelta(days=days))
        for name in [name for name in before if (room.output / "world" / name).is_file()]:
            page = room.output / "en" / name
            assert name == "404.html" or f'{"../" * (name.count("/") + 1)}world/{name}"' in page.read_text("utf-8")
        for name in ("new.rss", "new.atom", "new.json"):
            assert (room.output / "en" / name).read_bytes() == (room.output / "world" / name).read_bytes()
    assert (room.output / "en/issues/2026-03-09.html").is_file()
    assert list((room.output / "en/stories").iterdir())
    assert "/en/* /world/:splat 301\n" in (room.output / "_redirects").read_text()
