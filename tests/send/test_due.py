"""Which letters are due to whom, and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from standfirst import store
from standfirst.config import Newsroom
from standfirst.model import Section
from standfirst.newsroom import mailing
from standfirst.readership import Choice, Delivery, LetterCadence, Preferences
from standfirst.store import Store, open_store
from tests.send import a_posting

TUESDAY = a_posting.NOW
DAY = timedelta(days=1)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Store]:
    with open_store(room(tmp_path).store) as opened:
        yield opened


def room(folder: Path) -> Newsroom:
    return a_posting.room(folder, 1)


def due(folder: Path, archive: Store, after: timedelta = timedelta(0)) -> list[tuple[str, str]]:
    with mailing.sending(room(folder), archive, TUESDAY + after) as letters:
        return sorted((addressed.to.partition("@")[0], addressed.letter) for addressed in letters.now)


def reader(
    archive: Store, name: str, cadence: LetterCadence, editions: tuple[str, ...] = ("en", "ar"), days: int = 0
) -> None:
    a_posting.readers(archive, [f"{name}@tarn.example"], Preferences(editions, (), cadence), TUESDAY + days * DAY)


def test_each_issue_a_day_or_a_week_is_a_letter(tmp_path: Path, archive: Store) -> None:
    for edition in ("en", "ar"):
        store.issues.save(archive, a_posting.issue(edition))
    for cadence in ("issue", "daily", "weekly"):
        reader(archive, cadence, cadence)
    assert due(tmp_path, archive) == [("daily", "daily-2026-03-17"), ("issue", "ar-12"), ("issue", "en-12")]
    # The week's letter comes when the week is over, on any day of the next.
    assert due(tmp_path, archive, 6 * DAY) == [("weekly", "weekly-2026-w12")]
    assert due(tmp_path, archive, 12 * DAY) == [("weekly", "weekly-2026-w12")]
    assert due(tmp_path, archive, 13 * DAY) == []


def test_readers_of_the_same_preferences_share_one_letter(tmp_path: Path, archive: Store) -> None:
    store.issues.save(archive, a_posting.issue())
    a_posting.readers(archive, [f"r{n}@tarn.example" for n in range(9)])
    a_posting.readers(archive, ["ana@tarn.example"], Preferences(("en",), ("ar", "en")))
    with mailing.sending(room(tmp_path), archive, TUESDAY) as letters:
        assert len({id(addressed.group) for addressed in letters.now}) == 2


def test_the_edition_in_the_language_that_a_reader_likes_best_comes_first(tmp_path: Path, archive: Store) -> None:
    for edition in ("en", "ar"):
        store.issues.save(archive, a_posting.issue(edition))
    a_posting.readers(archive, ["ana@tarn.example"], Preferences(("en", "ar"), ("ar", "en"), "daily"))
    with mailing.sending(room(tmp_path), archive, TUESDAY) as letters:
        assert "/ar/issues/" in letters.now[0].group.letter.web


def test_who_came_after_an_issue_did_not_ask_for_it(tmp_path: Path, archive: Store) -> None:
    store.issues.save(archive, a_posting.issue())
    reader(archive, "early", "issue", ("en",))
    reader(archive, "late", "issue", ("en",), days=1)
    store.deliveries.note(archive, [Delivery("en-12", "somebody", "sent", TUESDAY)])
    assert due(tmp_path, archive, DAY) == [("early", "en-12")]


def test_a_letter_that_was_begun_is_brought_to_an_end_for_three_days_and_no_other_is(
    tmp_path: Path, archive: Store
) -> None:
    store.issues.save(archive, a_posting.issue())
    store.issues.save(archive, a_posting.issue("ar"))
    reader(archive, "ana", "issue")
    store.deliveries.note(archive, [Delivery("en-12", "somebody", "sent", TUESDAY)])
    assert due(tmp_path, archive, DAY) == [("ana", "en-12")]
    assert due(tmp_path, archive, 3 * DAY) == []


def test_an_issue_without_news_is_no_letter(tmp_path: Path, archive: Store) -> None:
    store.issues.save(archive, replace(a_posting.issue(), sections=()))
    reader(archive, "ana", "issue")
    assert due(tmp_path, archive) == []


def test_the_day_of_a_letter_is_that_of_its_edition(tmp_path: Path, archive: Store) -> None:
    wednesday = a_posting.NOW.date() + DAY
    store.issues.save(archive, replace(a_posting.issue(), zone="Asia/Tokyo", dated=wednesday))
    store.issues.save(archive, replace(a_posting.issue("ar"), zone="America/Lima", dated=wednesday))
    reader(archive, "ana", "issue")
    midnight = TUESDAY.replace(hour=0) + DAY
    # Wednesday begins in Tokyo nine hours before it does in Greenwich, and ends in Lima five hours after.
    hours = {
        hour: due(tmp_path, archive, midnight + timedelta(hours=hour) - TUESDAY) for hour in (-10, -8, 6, 20, 28)
    }
    told = {hour: [letter for _, letter in letters] for hour, letters in hours.items()}
    assert told == {-10: [], -8: ["en-12"], 6: ["ar-12", "en-12"], 20: ["ar-12"], 28: ["ar-12"]}


def test_what_went_out_in_letters_of_one_kind_does_not_come_again_in_another(
    tmp_path: Path, archive: Store
) -> None:
    for number, after in ((12, 0), (13, 1)):
        store.issues.save(archive, a_posting.issue(number=number, at=TUESDAY + after * DAY))
    reader(archive, "ana", "issue", ("en",))
    ana = store.subscribers.by_address(archive, "ana@tarn.example")
    assert ana
    store.deliveries.note(archive, [Delivery("en-12", ana.id, "sent", TUESDAY)])
    cadences: tuple[LetterCadence, ...] = ("daily", "weekly")
    for cadence in cadences:
        choice = Choice(TUESDAY + timedelta(hours=1), "reading", Preferences(("en",), (), cadence), "chosen")
        store.subscribers.note(archive, ana.address, choice)
        assert due(tmp_path, archive) == []
    with mailing.sending(room(tmp_path), archive, TUESDAY + 6 * DAY) as letters:
        # The week's letter holds the one issue that came after.
        assert [addressed.group.letter.stories for addressed in letters.now] == [("en-13-0", "en-13-1", "en-13-2")]


def test_a_reader_of_two_editions_is_told_a_story_by_the_first_that_prints_it(
    tmp_path: Path, archive: Store
) -> None:
    first = a_posting.issue()
    old = replace(first.sections[0].briefs[0], story_id="renamed")
    store.issues.save(archive, first)
    for number, after in ((12, 0), (13, 1)):
        theirs = a_posting.issue("ar", number, TUESDAY + after * DAY)
        sections = (Section(None, (old, *theirs.sections[0].briefs)), Section(None, (old,), coming=True))
        store.issues.save(archive, replace(theirs, sections=sections))
    reader(archive, "ana", "issue")
    reader(archive, "ida", "issue", ("ar",))
    with mailing.sending(room(tmp_path), archive, TUESDAY) as letters:
        told = {(a.to[:3], a.letter): a.group.letter.stories for a in letters.now}
    assert told["ana", "en-12"][0] == "en-12-0"
    assert told["ana", "ar-12"] == ("ar-12-0", "ar-12-1", "ar-12-2", "en-12-0")
    assert told["ida", "ar-12"] == ("en-12-0", "ar-12-0", "ar-12-1", "ar-12-2")
    with mailing.sending(room(tmp_path), archive, TUESDAY + DAY) as letters:
        told = {(a.to[:3], a.letter): a.group.letter.stories for a in letters.now}
    assert told["ana", "ar-13"] == ("ar-13-0", "ar-13-1", "ar-13-2", "en-12-0")
