"""The open window: vectors computed once, what is settled kept, and addresses that hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from standfirst import newsroom, store
from standfirst.config import Encoding
from standfirst.model import Edit, EditKind, Item, Refusal, Visit
from standfirst.newsroom import open_window
from standfirst.store import Store, open_store, schema
from tests.fetch.test_embeddings import api, lengths
from tests.join.test_settled import presses
from tests.making import item
from tests.test_newsroom import newsroom_of

MORNING = datetime(2026, 3, 11, 8, tzinfo=UTC)
DAY = timedelta(days=1)
STRIKE = item("strike", "Dockers led by Rosaura Quintanilla strike in Puerto Arrayán", source_id="en",
              published="2026-03-10", link="https://en.example/strike")  # fmt: skip
PARO = item("paro", "Estibadores de Rosaura Quintanilla paran en Puerto Arrayán", source_id="es",
            language="es", published="2026-03-09", link="https://es.example/paro")  # fmt: skip
DAM = item("dam", "Inspectors clear the Vallombra dam", source_id="en", published="2026-03-10")
NONE = Encoding("none")
DECISIONS: tuple[EditKind, ...] = ("together", "apart", "spike")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "news.db") as opened:
        yield opened


def stories(archive: Store, folder: Path, now: datetime, encoding: Encoding = NONE) -> open_window.Joined:
    return open_window.joined(replace(newsroom_of(folder, "en", "es"), vectors=encoding), archive, now)


def test_a_text_is_encoded_once_however_often_it_is_joined(archive: Store, tmp_path: Path) -> None:
    asked: list[dict[str, Any]] = []
    store.items.save(archive, [STRIKE, PARO, replace(STRIKE, id="reprint", source_id="es")], MORNING)
    with api(lengths, asked) as url:
        encoding = Encoding("api", "small", url)
        stories(archive, tmp_path, MORNING, encoding)
        store.items.save(archive, [DAM], MORNING)
        stories(archive, tmp_path, MORNING + DAY, encoding)
        stories(archive, tmp_path, MORNING + DAY, replace(encoding, model="large"))
    told = [(request["model"], len(request["input"])) for request in asked]
    assert told == [("small", 2), ("small", 1), ("large", 3)]


def test_what_was_encoded_before_the_api_went_is_kept_and_joining_goes_on(archive: Store, tmp_path: Path) -> None:
    store.items.save(archive, [item(f"i{n}", f"Headline number {n}") for n in range(100)], MORNING)
    asked: list[dict[str, Any]] = []
    with api(lambda body: lengths(body) if len(asked) < 2 else (503, b"busy"), asked) as url:
        first = stories(archive, tmp_path, MORNING, Encoding("api", "small", url))
        assert len(first.stories) >= 1
        assert "answered 503" in first.complaints[0]
        assert "without the vectors of 36 texts" in first.complaints[0]
        asked.clear()
        assert stories(archive, tmp_path, MORNING, Encoding("api", "small", url)).complaints == ()
    assert [len(request["input"]) for request in asked] == [36]


@settings(deadline=None, max_examples=15)
@given(data=st.data())
def test_the_stories_are_the_same_whatever_was_kept_between(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """One archive is joined after each arrival, the other once at the end, its items come in another order."""
    press = data.draw(presses())
    cut = sorted(data.draw(st.lists(st.integers(0, len(press)), min_size=2, max_size=2)))
    rounds = [press[: cut[0]], press[cut[0] : cut[1]], press[cut[1] :]]
    moments = [MORNING, MORNING + DAY, MORNING + DAY + timedelta(hours=2)]
    folder = tmp_path_factory.mktemp("window")
    with pytest.MonkeyPatch.context() as patch, open_store(folder / "a.db") as a, open_store(folder / "b.db") as b:
        patch.setattr(open_window, "SETTLES", 1)
        for arrived, at in zip(rounds, moments, strict=True):
            store.items.save(a, arrived, at)
            store.items.save(b, arrived[::-1], at)
            kept = stories(a, folder, at).stories
        assert kept == stories(b, folder, moments[-1]).stories


@settings(deadline=None, max_examples=25)
@given(data=st.data(), settles=st.sampled_from((1, 1_000)))
def test_the_stories_that_are_kept_are_those_that_joining_finds(
    data: st.DataObject, settles: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever is changed in between, and joined twice: once by what was kept, once with nothing kept."""
    press = data.draw(presses())
    folder = tmp_path_factory.mktemp("kept")
    with pytest.MonkeyPatch.context() as patch, open_store(folder / "a.db") as archive:
        patch.setattr(open_window, "SETTLES", settles)
        store.items.save(archive, press, MORNING)
        for hours in data.draw(st.lists(st.integers(0, 30), min_size=1, max_size=4)):
            at = MORNING + timedelta(hours=hours)
            _changed(data, archive, press, at)
            kept = stories(archive, folder, at).stories
            with archive.writing() as connection:
                connection.execute(delete(schema.settled))
            assert kept == stories(archive, folder, at).stories
            # What the next round may find.
            assert kept == stories(archive, folder, at).stories


def _changed(data: st.DataObject, archive: Store, press: list[Item], at: datetime) -> None:
    """Something that joining may see, or may not."""
    some = data.draw(st.lists(st.sampled_from(press), min_size=2, max_size=2))
    one, other = some
    if one.id != other.id and (kind := data.draw(st.none() | st.sampled_from(DECISIONS))):
        store.edits.add(archive, Edit(kind, (one.id, other.id), "Ana", at))
    change = data.draw(st.sampled_from(("nothing", "words", "kind", "translation")))
    if change == "words":
        store.items.save(archive, [replace(one, headline=other.headline)], at)
    elif change == "kind":
        store.items.save(archive, [replace(one, headline=other.headline, kind="appeal")], at)
    elif change == "translation":
        link = f"https://{one.id}.example/"
        named = replace(other, id="other", language="fr", found={"translations": link})
        store.items.save(archive, [replace(one, id="one", link=link), named], at)


def test_where_nothing_changed_nothing_is_joined_again(
    archive: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.items.save(archive, [STRIKE, PARO, DAM], MORNING)
    told = stories(archive, tmp_path, MORNING).stories
    monkeypatch.delattr("standfirst.join.join")
    store.edits.add(archive, Edit("reword", ("dam",), "Ana", MORNING, "The dam holds"))
    again = stories(archive, tmp_path, MORNING + timedelta(hours=1)).stories
    assert [s.id for s in again] == [s.id for s in told]
    assert "The dam holds" in {t.headline for s in again for t in s.tellings}


def test_a_headline_that_changes_today_is_joined_by_its_new_words(
    archive: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_window, "SETTLES", 1)
    store.items.save(archive, [PARO, DAM, replace(STRIKE, headline="Talks go on")], MORNING)
    assert len(stories(archive, tmp_path, MORNING + DAY).stories) == 3
    store.items.save(archive, [STRIKE], MORNING + DAY)
    told = {frozenset(t.id for t in s.tellings) for s in stories(archive, tmp_path, MORNING + DAY).stories}
    assert told == {frozenset(("strike", "paro")), frozenset(("dam",))}


def published(archive: Store, folder: Path, now: datetime) -> Path:
    newsroom.publish(newsroom_of(folder, "en", "es"), archive, now)
    return folder / "site/en/stories"


def test_a_story_keeps_its_address_when_an_older_telling_turns_up(archive: Store, tmp_path: Path) -> None:
    store.items.save(archive, [STRIKE], MORNING)
    published(archive, tmp_path, MORNING)
    store.items.save(archive, [PARO], MORNING)
    folder = published(archive, tmp_path, MORNING)
    assert [p.name for p in folder.glob("*.html")] == ["strike.html"]
    assert "Estibadores" in (folder / "strike.html").read_text("utf-8")


def test_the_address_of_a_story_that_was_merged_leads_to_the_other(archive: Store, tmp_path: Path) -> None:
    store.items.save(archive, [STRIKE], MORNING)
    published(archive, tmp_path, MORNING)
    store.items.save(archive, [DAM], MORNING)
    published(archive, tmp_path, MORNING + timedelta(hours=1))
    store.edits.add(archive, Edit("together", ("strike", "dam"), "Ana", MORNING))
    folder = published(archive, tmp_path, MORNING + timedelta(hours=2))
    page = (folder / "dam.html").read_text("utf-8")
    assert 'content="0; url=../../en/stories/strike.html"' in page
    assert '<link rel="canonical" href="https://news.example/en/stories/strike.html">' in page
    assert "Vallombra" in (folder / "strike.html").read_text("utf-8")


def test_a_story_that_is_parted_leaves_its_address_to_the_telling_it_is_named_for(
    archive: Store, tmp_path: Path
) -> None:
    store.items.save(archive, [STRIKE, PARO], MORNING)
    assert [p.name for p in published(archive, tmp_path, MORNING).glob("*.html")] == ["paro.html"]
    store.edits.add(archive, Edit("apart", ("strike", "paro"), "Ana", MORNING))
    told = {s.id: [t.id for t in s.tellings] for s in stories(archive, tmp_path, MORNING).stories}
    assert told == {"paro": ["paro"], "strike": ["strike"]}


def test_items_of_a_month_alone_count_from_the_day_they_were_seen() -> None:
    kept = store.Kept(Item(id="a", headline="A", published="2026-03"), MORNING, ("en",))
    assert open_window.dated(kept, {}).published == "2026-03-11"


def test_what_bore_no_day_when_its_source_was_first_asked_makes_no_old_story_new(
    archive: Store, tmp_path: Path
) -> None:
    before, morning = MORNING - 9 * DAY, MORNING
    bare = replace(STRIKE, id="bare", source_id="es", published=None, link="https://es.example/bare")
    later = replace(bare, id="later", headline="A choir of 900 sings in Osaka", link="https://es.example/later")
    for source, at, item_ in (("en", before, STRIKE), ("es", morning, bare), ("es", morning + DAY, later)):
        visit = Visit(source, f"https://{source}.example/", at, "new", "came")
        old = replace(item_, published="2026-03-02") if item_.published else item_
        store.visits.save_round(archive, visit, [old])
    room = newsroom_of(tmp_path, "en", "es")
    day = newsroom.days.join(room, archive, morning + DAY)
    told = {tuple(t.id for t in story.tellings): day.known.day(story) for story in day.stories}
    assert told == {("strike", "bare"): date(2026, 3, 2), ("later",): date(2026, 3, 12)}


def test_two_items_of_one_story_are_explained_in_sentences(archive: Store, tmp_path: Path) -> None:
    store.items.save(archive, [STRIKE, PARO, DAM], MORNING)
    room = newsroom_of(tmp_path, "en", "es")
    said = newsroom.explain(room, archive, ("https://en.example/strike", "paro"), MORNING)
    assert said.startswith("They are one story. Both speak of ")
    assert "Quintanilla" in said
    store.edits.add(archive, Edit("order", ("strike", "dam"), "Ana", MORNING))
    store.edits.add(archive, Edit("apart", ("dam", "paro"), "Ana", MORNING))
    said = newsroom.explain(room, archive, ("strike", "dam"), MORNING)
    assert said.startswith("They are two stories. ") and "Ana" not in said
    store.edits.add(archive, Edit("apart", ("strike", "paro"), "Ana", MORNING))
    said = newsroom.explain(room, archive, ("strike", "paro"), MORNING)
    assert said.startswith("They are two stories. Ana said on 2026-03-11 that they belong apart.")
    with pytest.raises(Refusal, match="are one item"):
        newsroom.explain(room, archive, ("dam", "dam"), MORNING)


def test_of_a_reprint_it_is_said_which_it_is(archive: Store, tmp_path: Path) -> None:
    again = replace(STRIKE, id="again", source_id="es", link="https://es.example/again", published="2026-03-11")
    store.items.save(archive, [STRIKE, again], MORNING)
    room = newsroom_of(tmp_path, "en", "es")
    for names, which in ((("strike", "again"), "second"), (("again", "strike"), "first")):
        assert f"The {which} is a reprint of the other." in newsroom.explain(room, archive, names, MORNING)


def test_items_out_of_the_window_or_out_of_print_are_explained_too(archive: Store, tmp_path: Path) -> None:
    store.items.save(archive, [STRIKE, DAM], MORNING)
    room = newsroom_of(tmp_path, "en", "es")
    late = MORNING + timedelta(days=40)
    assert newsroom.explain(room, archive, ("strike", "dam"), late).startswith(
        "Neither is in the open window of 30"
    )
    store.items.save(archive, [replace(PARO, published=None)], late)
    assert newsroom.explain(room, archive, ("strike", "paro"), late).startswith(
        "The first is not in the open window"
    )
    store.edits.add(archive, Edit("spike", ("strike",), "Ana", MORNING))
    assert newsroom.explain(room, archive, ("strike", "dam"), MORNING).startswith("They are two stories. ")


def test_of_two_stories_a_source_that_tells_both_is_named(archive: Store, tmp_path: Path) -> None:
    again = replace(DAM, id="again", headline="Arrayán votes", link="https://es.example/again", source_id="es")
    store.items.save(archive, [STRIKE, PARO, again], MORNING)
    said = newsroom.explain(newsroom_of(tmp_path, "en", "es"), archive, ("strike", "again"), MORNING)
    assert said.endswith("tells both stories, and a source seldom tells one thing twice.")
