"""Pages before and after they were made anew: what changed is told, what is usual is not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from standfirst import newsroom
from standfirst.drift import ANSWERS, ITEMS, VISITS, Alarm, Seen, looks, of_items, of_visits
from standfirst.fetch import Answer
from standfirst.model import Document, Item, Source, Visit
from standfirst.newsroom import watching
from standfirst.newsroom.brought import Ask
from standfirst.store import Store, items, open_store, upkeep, verdicts, visits
from standfirst.store.verdicts import Verdict
from tests.making import a_newsroom

CASES = sorted((Path(__file__).parent / "cases" / "drift").iterdir())
START = datetime(2026, 2, 1, 8, tzinfo=UTC)
DAYS = 10
POST = Source("post", "https://post.example/latest", "The Orrin Post")


def replayed(case: Path, folder: Path, days_after: int) -> list[list[str]]:
    """What was told each day: ten days of the page as it was, some of the page as it is now."""
    room, told, rung = a_newsroom(folder, POST), list[list[str]](), list[str]()
    before, after = ((case / f"{name}.html").read_text("utf-8") for name in ("before", "after"))
    with open_store(room.store) as archive:
        for day in range(DAYS + days_after):
            now = START + timedelta(days=day)
            page = (
                (before if day < DAYS else after).replace("{day}", str(day)).replace("{date}", f"{now:%Y-%m-%d}")
            )

            def fetching(
                asks: Sequence[Ask], page: str = page, now: datetime = now
            ) -> Iterator[tuple[Source, Answer]]:
                for source, _ in asks:
                    visit = Visit(source.id, source.url, now, "new", "answered (200)", 200, bytes=len(page))
                    yield source, Answer(visit, (Document(source.url, page.encode(), "text/html", now),))

            rows = list(newsroom.gather(room, archive, fetching, now))
            told.append([alarm.told for alarm in watching.alarms(room.sources, archive)])
            assert told[-1] == [alarm.told for alarm in worked_out(archive)]
            rung += [alarm.told for alarm in said(archive, rows, now)]
    # Each is said once, when it begins to ring.
    assert len(rung) == len(set(rung))
    assert set(rung) >= set(told[DAYS])
    return told


def said(archive: Store, rows: list[newsroom.Gathered], now: datetime) -> tuple[Alarm, ...]:
    """What a gathering that brought these rows says of the one source."""
    with watching.new_alarms(archive, [POST], rows, now) as rung:
        return rung.get(POST.id, ())


def worked_out(archive: Store) -> tuple[Alarm, ...]:
    """What rings by the whole past, whatever was kept of it."""
    known = visits.of(archive, POST.id, VISITS)
    seen = [Seen(v.item, v.seen_at) for v in items.of(archive, POST.id, ITEMS)] if len(known) > ANSWERS else []
    return drift(POST.id, known, seen)


def drift(source_id: str, past: list[Visit], seen: list[Seen]) -> tuple[Alarm, ...]:
    """All alarms of a source."""
    return (*of_visits(source_id, past), *of_items(source_id, seen))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_page_made_anew_is_told_at_once_and_an_ordinary_day_never(case: Path, tmp_path: Path) -> None:
    expected = (case / "expected.txt").read_text("utf-8").strip()
    told = replayed(case, tmp_path, 3)
    assert [words for day in told[:DAYS] for words in day] == []
    new = told[DAYS:]
    if expected == "nothing":
        assert new == [[], [], []]
    else:
        assert expected in " ".join(new[0]), new


def test_what_rings_is_a_feed_of_its_own(tmp_path: Path) -> None:
    ((first, *_), *_) = replayed(CASES[0].with_name("only-three-are-left"), tmp_path, 1)[DAYS:]
    room = a_newsroom(tmp_path, POST)
    with open_store(room.store) as archive:
        newsroom.publish(room, archive, START + timedelta(days=DAYS))
    feed = json.loads((tmp_path / "site" / "alarms.json").read_text("utf-8"))
    assert f"The Orrin Post: {first}" in [entry["title"] for entry in feed["items"]]
    page = (tmp_path / "site" / "alarms.html").read_text("utf-8")
    assert "The Orrin Post" in page and "1 story" not in page and "stories" not in page


def test_the_page_of_alarms_says_where_there_are_none(tmp_path: Path) -> None:
    room = a_newsroom(tmp_path, POST)
    with open_store(room.store) as archive:
        newsroom.publish(room, archive, START)
    assert "Nothing new." in (tmp_path / "site" / "alarms.html").read_text("utf-8")


def test_what_rings_is_worked_out_once_and_anew_at_another_address(tmp_path: Path) -> None:
    replayed(CASES[0].with_name("only-three-are-left"), tmp_path, 1)
    with open_store(a_newsroom(tmp_path, POST).store) as archive:
        (kept,) = verdicts.all(archive).values()
        verdicts.save(
            archive, [replace(kept, body=json.dumps([[["count", START.isoformat(), "was kept"]], None]))]
        )
        assert [alarm.told for alarm in watching.alarms([POST], archive)] == ["was kept"]
        assert watching.alarms([replace(POST, url="https://post.example/new")], archive) == []
        assert watching.alarms([POST], archive)[0].told != "was kept"


def visit(days: float, items: int = 12, new: int = 5, **told: object) -> Visit:
    at = START + timedelta(days=days)
    return replace(Visit("post", POST.url, at, "new", "", 200, bytes=9, items=items, new_items=new), **told)  # type: ignore[arg-type]


def kinds(alarms: Sequence[Alarm]) -> list[str]:
    return [alarm.kind for alarm in alarms]


def test_a_count_that_always_varied_is_no_alarm() -> None:
    counts = [2, 30, 11, 4, 25, 8, 3, 19]
    assert drift("post", [visit(-n, items) for n, items in enumerate(counts)], []) == ()


def test_since_when_it_gives_less_is_told() -> None:
    visits = [visit(-n, 3 if n < 4 else 24) for n in range(34)]
    (alarm,) = drift("post", visits, [])
    assert (alarm.since, alarm.told) == (START - timedelta(days=3), "gave 24 items for 30 days, 3 now")


def test_errors_do_not_count_as_empty_pages() -> None:
    visits = [visit(0, 0, 0, outcome="failed", status=503), *(visit(-n, 24) for n in range(1, 20))]
    assert drift("post", visits, []) == ()


def test_a_source_that_fails_for_days_is_told() -> None:
    answers = [visit(-10 - n, 24) for n in range(9)]
    failures = [visit(-n, 0, 0, outcome="failed", status=404, reason="ill") for n in range(6)]
    (alarm,) = drift("post", [*failures, *answers], [])
    assert (alarm.kind, alarm.told) == ("failure", "has failed for 5 days: ill")
    assert alarm.since == START - timedelta(days=5)
    assert drift("post", [*failures[2:], *answers], []) == ()
    assert drift("post", failures, []) == ()
    gone = [replace(each, status=410) for each in failures]
    assert drift("post", [*gone, *answers], []) == ()


def test_a_source_whose_host_is_away_is_told_though_it_is_only_skipped(tmp_path: Path) -> None:
    with open_store(a_newsroom(tmp_path, POST).store) as archive:
        for day in range(9):
            visits.save_round(archive, visit(day), [Item(id=str(day), source_id=POST.id, headline=f"Ferry {day}")])
        told: list[str] = []
        for day in range(9, 20):
            now = visit(day, 0, 0, outcome="skipped", reason="its robots.txt cannot be had")
            visits.save(archive, now)
            told += [alarm.told for alarm in said(archive, [newsroom.Gathered(POST, now)], now.at)]
    assert told == ["has failed for 4 days: its robots.txt cannot be had"]


def test_a_source_that_falls_silent_is_told_after_far_longer_than_ever() -> None:
    news = [visit(-20 - n / 4) for n in range(20)]
    still = [visit(-n, new=0, outcome="same") for n in range(20)]
    (alarm,) = drift("post", [*still, *news], [])
    assert (alarm.kind, alarm.told) == ("silence", "has had no news for 20 days, and had some every 6 hours")
    assert drift("post", [*still[18:], *news], []) == ()


def test_a_long_pause_after_few_is_no_silence() -> None:
    news = [visit(-9 - n) for n in range(6)]
    assert drift("post", [*(visit(-n, new=0, outcome="same") for n in range(9)), *news], []) == ()


def test_a_weekend_is_no_silence() -> None:
    working = [visit(-3 - week * 7 - day) for week in range(5) for day in range(5)]
    weekend = [visit(-n, new=0) for n in range(3)]
    assert drift("post", [*weekend, *working], []) == ()


def seen(number: int, **fields: object) -> Seen:
    item = Item(id=str(number), headline=f"Ferry {number} returns to the harbour", **fields)  # type: ignore[arg-type]
    return Seen(item, START - timedelta(hours=number))


def looking(days: float, of: int = 20, place: str = "h2 > a", **had: int) -> Visit:
    """A visit whose document had so many items, each with a headline, and of other fields so many."""
    found = {"headline": place}
    items = [Item(headline="Ferry", found=found, **{f: "told" for f, count in had.items() if n < count})  # type: ignore[arg-type]
             for n in range(of)]  # fmt: skip
    return visit(days, of, looks=looks(items))


def test_a_field_that_came_and_went_is_no_alarm() -> None:
    visits = [looking(-n, standfirst=20 if n % 5 else 0) for n in range(40)]
    assert drift("post", visits, []) == ()


def test_a_field_that_was_always_there_and_is_gone_is_told_at_once_with_its_figures() -> None:
    visits = [looking(-n, byline=19 if n >= 2 else 1, standfirst=9) for n in range(12)]
    (alarm,) = drift("post", visits, [])
    assert alarm.told == "bylines are missing: 95% of its items had one, 1 of 20 do now"
    assert alarm.since == START - timedelta(days=1)
    # One visit is enough, and one that has it again ends it.
    assert kinds(drift("post", visits[1:], [])) == ["byline"]
    assert drift("post", [looking(1, byline=19, standfirst=9), *visits], []) == ()


def test_headlines_that_have_moved_are_told_at_once_however_seldom_there_is_news() -> None:
    visits = [looking(0, place="h3 > a"), *(looking(-n) for n in range(1, 9))]
    (alarm,) = drift("post", visits, [])
    assert (alarm.kind, alarm.told) == ("headline moved", "headlines have moved from h2 > a to h3 > a")


def test_a_page_that_comes_in_two_makes_has_not_moved() -> None:
    visits = [looking(-n, place="h3 > a" if n % 3 == 0 else "h2 > a") for n in range(30)]
    assert drift("post", visits, []) == ()


def test_small_documents_are_told_of_when_there_are_enough_of_them() -> None:
    letters = [looking(-n, of=2, standfirst=0 if n < 3 else 2, place="h3" if n < 3 else "h2") for n in range(20)]
    assert kinds(drift("post", letters, [])) == ["standfirst", "headline moved"]
    assert drift("post", letters[1:], []) == ()


def test_what_hubs_bring_says_nothing_of_how_the_page_looks() -> None:
    brought = replace(looking(0, place="title"), pushed=True)
    assert drift("post", [brought, *(looking(-n) for n in range(1, 9))], []) == ()


def test_headlines_of_another_length_are_told() -> None:
    items = [Seen(Item(id=str(n), headline="Sport" if n < 6 else f"The ferry number {n} returns home at last"),
                  START - timedelta(hours=n)) for n in range(40)]  # fmt: skip
    assert kinds(drift("post", [], items)) == ["headline length"]


@given(
    st.lists(st.integers(0, 60), max_size=30),
    st.lists(st.tuples(st.booleans(), st.booleans(), st.sampled_from(["en", "es", None])), max_size=40),
)
def test_nothing_makes_it_raise_and_nothing_is_told_of_few(
    counts: list[int], fields: list[tuple[bool, bool, str | None]]
) -> None:
    visits = [replace(looking(-n, count, standfirst=count // 2), new_items=1) for n, count in enumerate(counts)]
    items = [seen(n, standfirst="So." if s else None, published="2026-03" if p else None, language=tongue)
             for n, (s, p, tongue) in enumerate(fields)]  # fmt: skip
    alarms = drift("post", visits, items)
    if len(counts) <= 5 and len(fields) < 18:
        assert alarms == ()


@given(
    st.lists(
        st.tuples(st.sampled_from(["new", "same", "failed"]), st.integers(0, 40), st.integers(1, 60)), max_size=30
    ),
    st.integers(0, 30),
    st.floats(0.01, 3.9),
)
def test_a_visit_without_change_tells_nothing_before_silence_does(
    past: list[tuple[str, int, int]], sort: int, later: float
) -> None:
    """So `new_alarms` need not look at most visits: the newest said "unchanged", not four days after the last news."""
    at, visits = -later, [visit(0, 0, 0, outcome="same")]
    visits.append(visit(at, 12, 5))
    for outcome, count, hours in past:
        at -= hours / 24
        visits.append(visit(at, count, count // 2 if outcome == "new" else 0, outcome=outcome))
    items = [Seen(replace(seen(n).item, byline="Ines Hask" if n > sort else None), visits[1].at - timedelta(hours=n))
             for n in range(40)]  # fmt: skip
    assert {*kinds(drift("post", visits[:VISITS], items))} <= {*kinds(drift("post", visits[1:], items))}


def test_only_of_visits_that_may_tell_something_the_past_is_looked_at(tmp_path: Path) -> None:
    with open_store(a_newsroom(tmp_path, POST).store) as archive:
        for day in range(20):
            visits.save_round(archive, visit(day), [Item(id=str(day), source_id=POST.id, headline=f"Ferry {day}")])

        def told(days: float) -> list[str]:
            now = visit(days, 0, 0, outcome="same")
            visits.save(archive, now)
            return kinds(said(archive, [newsroom.Gathered(POST, now)], now.at))

        assert said(archive, [], START) == ()
        looked_at = verdicts.all(archive)
        assert told(20) == []
        assert verdicts.all(archive) == looked_at
        assert told(25) == []
        assert told(31) == ["silence"]
        assert verdicts.all(archive) != looked_at


def test_what_begins_to_ring_as_the_past_slips_out_of_sight_is_said_once(tmp_path: Path) -> None:
    """A pause of long ago bounds what silence is, until it is so long ago that nobody looks."""
    with open_store(a_newsroom(tmp_path, POST).store) as archive:
        days = [-8.0, *(n / 2 for n in range(30))]
        for day in days:
            visits.save(archive, visit(day))
        told, rang = list[Alarm](), list[bool]()
        for day in range(15, 31):
            now = visit(day, 0, 0, outcome="same")
            visits.save(archive, now)
            told += said(archive, [newsroom.Gathered(POST, now)], now.at)
            rang.append(bool(watching.alarms([POST], archive)))
    assert kinds(told) == ["silence"] and rang == sorted(rang) and rang[-1]


def test_an_alarm_is_said_by_the_next_gathering_where_one_was_killed_before_it_could(tmp_path: Path) -> None:
    with open_store(a_newsroom(tmp_path, POST).store) as archive:
        for day in range(20):
            visits.save(archive, visit(day, 24))
        assert said(archive, [], START) == ()
        visits.save(archive, visit(20, 3))  # killed here
        unchanged = visit(21, 0, 0, outcome="same")
        visits.save(archive, unchanged)
        with (
            pytest.raises(KeyboardInterrupt),
            watching.new_alarms(archive, [POST], [newsroom.Gathered(POST, unchanged)], unchanged.at) as rung,
        ):
            assert kinds(rung[POST.id]) == ["count"]
            raise KeyboardInterrupt  # or here
        assert kinds(watching.alarms([POST], archive)) == ["count"]
        assert kinds(said(archive, [], unchanged.at)) == ["count"]
        assert said(archive, [], unchanged.at) == ()


def test_what_rings_on_and_off_is_said_once_and_anew_after_days_of_quiet(tmp_path: Path) -> None:
    with open_store(a_newsroom(tmp_path, POST).store) as archive:
        told = []
        for hour in (*range(28), *range(200, 230, 10)):
            now = visit(hour / 24, 3 if hour in (20, 22, 220) else 24)
            visits.save(archive, now)
            told += [(hour, *kinds(said(archive, [newsroom.Gathered(POST, now)], now.at)))]
    assert [row for row in told if len(row) > 1] == [(20, "count"), (220, "count")]


def test_what_rang_before_sayings_were_kept_is_not_said_anew_and_pruning_forgets_nothing_said(
    tmp_path: Path,
) -> None:
    with open_store(a_newsroom(tmp_path, POST).store) as archive:
        for day in range(20):
            visits.save(archive, visit(day, 24 if day < 19 else 3))
        assert kinds(watching.alarms([POST], archive)) == ["count"]
        with archive.writing() as connection:
            connection.execute(text("UPDATE verdicts SET said = NULL"))
        assert said(archive, [], START + timedelta(days=19)) == ()
        later = visit(20, 3)
        visits.save(archive, later)
        assert said(archive, [newsroom.Gathered(POST, later)], later.at) == ()
        upkeep.prune(archive, START - timedelta(days=9))
        assert said(archive, [], later.at) == ()
        assert kinds(watching.alarms([POST], archive)) == ["count"]


def test_what_is_said_while_somebody_else_works_it_out_stays_said(tmp_path: Path) -> None:
    with open_store(a_newsroom(tmp_path, POST).store) as archive:
        verdicts.save(archive, [Verdict("post", "1", "1", "[[], null]")])
        before = verdicts.all(archive)["post"]
        verdicts.say(archive, {"post": '{"count": ""}'})
        verdicts.save(archive, [replace(before, of_visits="2")])
        assert verdicts.all(archive)["post"] == replace(before, of_visits="2", said='{"count": ""}')
