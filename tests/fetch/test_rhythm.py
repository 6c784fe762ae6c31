"""When a source is asked next follows from its visits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.fetch import health, rhythm, wishes
from standfirst.fetch.rhythm import LONGEST, SHORTEST, Lease, due, moved
from standfirst.model import Source, Visit

START = datetime(2026, 3, 2, 6, tzinfo=UTC)
GAZETTE = Source("gazette", "https://gazette.example/", "The Gazette")
HOUR = timedelta(hours=1)


def visit(
    at: datetime = START, outcome: Literal["new", "same", "failed", "skipped"] = "new", **told: Any
) -> Visit:
    return Visit("gazette", told.pop("url", GAZETTE.url), at, outcome, "told", **told)


def pause(source: Source, visits: Sequence[Visit]) -> timedelta:
    """From the newest visit to the next."""
    found = due(source, visits)
    assert found.at
    return found.at - visits[0].at


def followed(hours: int, posts_every: int) -> list[timedelta]:
    """The pauses that a source gets that prints something every so many hours, from the first visit on."""
    visits, pauses, at, seen = [visit(new_items=20)], list[timedelta](), START, 0
    while at < START + hours * HOUR:
        pauses.append(pause(GAZETTE, visits))
        at += pauses[-1]
        printed = int((at - START) / HOUR) // posts_every
        visits.insert(0, visit(at, "new" if printed > seen else "same", new_items=printed - seen))
        seen = printed
    return pauses


def test_a_source_never_asked_is_due_at_once() -> None:
    assert due(GAZETTE, []).by(START)


def test_how_long_there_was_no_news_is_not_told_shorter_than_it_was() -> None:
    days = [visit(START - timedelta(days=n), "same") for n in range(50)]
    assert due(GAZETTE, days[:10]).reason == "has had no news for 9 days"
    assert due(GAZETTE, days[: rhythm.KNOWN]).reason == "has had no news for 19 days or longer"


def test_a_source_with_a_new_address_is_due_at_once() -> None:
    assert due(GAZETTE, [visit(url="https://old.example/", status=410, outcome="failed")]).by(START)


def test_who_prints_often_is_asked_more_often_than_who_prints_seldom() -> None:
    means = [
        sum(p[-10:], timedelta()) / 10 for p in (followed(24 * 14, 1), followed(24 * 14, 6), followed(24 * 40, 48))
    ]
    assert means == sorted(means)
    assert means[0] < HOUR
    assert 2 * HOUR < means[1] < 8 * HOUR
    assert means[2] > 16 * HOUR


def test_who_is_silent_is_asked_more_and_more_seldom_but_every_day() -> None:
    pauses = followed(24 * 30, 24 * 90)
    assert pauses[1:6] == sorted(pauses[1:6])
    assert pauses[-1] > 20 * HOUR
    assert pauses[-1] <= LONGEST


@pytest.mark.parametrize("printed", [0, 1, 30])
def test_who_gathers_once_a_day_always_finds_everything_due(printed: int) -> None:
    visits = [visit(START - n * LONGEST, new_items=printed) for n in range(20)]
    assert due(GAZETTE, visits).by(START + LONGEST - 40 * timedelta(minutes=1))
    failed = [visit(START - n * LONGEST, "failed") for n in range(20)]
    assert due(GAZETTE, failed).by(START + LONGEST - 40 * timedelta(minutes=1))


def test_a_configured_rhythm_goes_before_the_learned_one() -> None:
    weekly = replace(GAZETTE, every=timedelta(days=7))
    assert pause(weekly, [visit(new_items=9), visit(START - HOUR, new_items=9)]) > timedelta(days=6)
    assert "as configured" in due(weekly, [visit()]).reason


def test_who_fails_is_asked_more_and_more_seldom_and_each_at_another_time() -> None:
    pauses = [pause(GAZETTE, [visit(outcome="failed")] * n + [visit(START - HOUR)]) for n in range(1, 12)]
    assert pauses[:7] == sorted(pauses[:7])
    assert pauses[0] <= SHORTEST
    assert pauses[-1] <= LONGEST
    others = {pause(replace(GAZETTE, id=f"s{n}"), [visit(outcome="failed")] * 5) for n in range(50)}
    assert len(others) > 40


def test_what_a_server_wished_is_kept() -> None:
    until = START + 5 * HOUR
    found = due(GAZETTE, [visit(outcome="failed", status=429, wait_until=until)])
    assert found.at == until
    assert "no request before" in found.reason


def test_a_source_whose_host_wished_for_rest_before_its_first_visit_is_asked_after_that() -> None:
    put_off = visit(START, "skipped", wait_until=START + HOUR)
    assert due(GAZETTE, [put_off]).at == START + HOUR


def test_a_visit_put_off_by_the_servers_wish_is_no_failure() -> None:
    put_off = visit(START, "skipped", wait_until=START + timedelta(minutes=1))
    assert "failed once" in due(GAZETTE, [put_off, put_off, put_off, visit(START - HOUR, "failed")]).reason


def test_gone_for_good_ends_a_source() -> None:
    found = due(GAZETTE, [visit(outcome="failed", status=410)])
    assert found.at is None
    assert "gone for good" in found.reason


def test_a_folder_may_be_asked_at_any_time() -> None:
    letters = replace(GAZETTE, url="/var/letters")
    assert due(letters, [visit(url="/var/letters")]).by(START)


VISITS = st.lists(
    st.builds(
        visit,
        at=st.integers(0, 60 * 24 * 90).map(lambda minutes: START + timedelta(minutes=minutes)),
        outcome=st.sampled_from(["new", "same", "failed", "skipped"]),
        new_items=st.integers(0, 50),
    ),
    min_size=1,
    max_size=20,
)


@given(VISITS, st.none() | st.timedeltas(timedelta(minutes=1), timedelta(days=31)))
def test_every_source_that_is_not_gone_is_asked_again_within_the_bounds(
    visits: list[Visit], every: timedelta | None
) -> None:
    visits = sorted(visits, key=lambda v: v.at, reverse=True)
    source = replace(GAZETTE, every=every)
    assert timedelta(0) < pause(source, visits) <= max(LONGEST, every or LONGEST)
    assert due(source, visits) == due(source, visits)


def led(days: int, since: int = 0) -> Visit:
    return visit(
        START + timedelta(days=days), moved_to="https://new.example/", moved_since=START + timedelta(days=since)
    )


def test_a_move_counts_when_it_has_held_for_days() -> None:
    assert moved(led(2)) == "https://new.example/"
    assert moved(led(4, since=3)) is None
    assert moved(visit()) is None


def never(_: str) -> bool:
    return False


def test_health_is_told_in_a_word() -> None:
    told = [health.health(GAZETTE, visits) for visits in (
        [], [visit()], [visit(outcome="same")], [visit(outcome="failed")], [visit(outcome="skipped")],
        [visit(outcome="failed", status=410)],
    )]  # fmt: skip
    assert told == ["new", "well", "well", "failing", "kept out", "ended"]


def test_advice_names_the_new_address_and_the_feed() -> None:
    assert health.advice(GAZETTE, [led(4), led(0)], never) == (
        "has moved to https://new.example/ and is asked there: change its url",
    )
    page = visit(feed="https://gazette.example/feed")
    assert "declares a feed" in health.advice(GAZETTE, [page], never)[0]
    assert health.advice(GAZETTE, [page], lambda url: url == page.feed) == ()


def test_trouble_tells_since_when() -> None:
    failed = [visit(START + n * HOUR, "failed") for n in (30, 20)]
    assert health.trouble([*failed, visit()]) == "told; 2 times since 2026-03-03"
    assert health.trouble(failed[:1] * rhythm.KNOWN).endswith(" or longer")
    assert health.trouble([visit(), *failed]) == ""


@pytest.mark.parametrize(
    ("span", "words"),
    [(timedelta(seconds=1), "1 minute"), (timedelta(minutes=90), "90 minutes"), (5 * HOUR, "5 hours"),
     (timedelta(days=3), "3 days")],
)  # fmt: skip
def test_spans_are_told_as_people_do(span: timedelta, words: str) -> None:
    assert rhythm.spoken(span) == words


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"cache-control": "public, max-age=900"}, 900),
        ({"cache-control": "s-maxage=60, max-age=900", "age": "300"}, 600),
        ({"cache-control": "no-cache, max-age=900"}, None),
        ({"cache-control": "private"}, None),
        ({"cache-control": "max-age=900", "expires": "0"}, 900),
        ({"expires": "Mon, 02 Mar 2026 08:00:00 GMT", "date": "Mon, 02 Mar 2026 07:00:00 GMT"}, 3600),
        ({"expires": "Mon, 02 Mar 2026 08:00:00 GMT"}, 7200),
        ({"expires": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0),
        ({"expires": "-1"}, None),
        ({}, None),
    ],
)
def test_for_how_long_an_answer_is_good(headers: dict[str, str], seconds: int | None) -> None:
    told = wishes.fresh_for(headers, START)
    assert (told.total_seconds() if told is not None else None) == seconds


BUSY = [visit(START - n * HOUR / 2, new_items=3) for n in range(20)]


@pytest.mark.parametrize(
    ("wished", "hours", "why"),
    [
        (None, 0.25, "has had news every"),
        ("max-age=60", 0.25, "has had news every"),
        ("max-age=7200", 2, "its server says that an answer is good for 2 hours"),
        ("max-age=60 ttl=10800 update=3600", 3, "it says (ttl) that it is good for 3 hours"),
        ("update=14400", 4, "it says (updatePeriod) that it has news every 4 hours"),
        ("max-age=31536000", 24, "its server says that an answer is good for 365 days"),
        ("hours=6,7,8", 3, "it says (skipHours, skipDays) that it has no news before"),
        ("days=0", 18, "it says (skipHours, skipDays) that it has no news before"),
        ("days=0,1,2,3,4,5", 72.25, "it says (skipHours, skipDays) that it has no news before"),
        ("hours=" + ",".join(map(str, range(24))), 0.25, "has had news every"),
    ],
)
def test_what_a_source_wishes_is_kept_within_the_bounds(wished: str | None, hours: float, why: str) -> None:
    found = due(GAZETTE, [replace(BUSY[0], wishes=wished), *BUSY[1:]])
    assert found.reason.startswith(why)
    assert found.at
    assert abs(found.at - START - hours * HOUR) <= hours * HOUR / 24 + timedelta(minutes=1)


def test_what_a_source_wishes_counts_from_the_first_visit_on() -> None:
    assert pause(GAZETTE, [visit(wishes="ttl=1800")]) < HOUR / 2
    assert pause(replace(GAZETTE, every=HOUR), [visit(wishes="ttl=86400")]) <= HOUR


def test_whose_news_a_hub_brings_is_asked_once_a_day_while_it_does() -> None:
    lease = Lease(START + timedelta(days=10), START)
    pushed = [replace(BUSY[0], pushed=True), *BUSY[1:]]
    found = due(GAZETTE, pushed, lease)
    assert found.reason == "its hub brings its news, until 2026-03-12 06:00 UTC"
    assert pause(GAZETTE, pushed) < HOUR
    assert due(GAZETTE, pushed, lease).at == START + LONGEST * 23 / 24
    assert due(GAZETTE, pushed, replace(lease, until=START + 2 * HOUR)).at == START + 2 * HOUR
    missed = [visit(START + HOUR, new_items=2), *pushed]
    assert due(GAZETTE, missed, lease).reason.startswith("has had news every")


@given(st.text(alphabet="max-agetluphoursdy=0123456789, ", max_size=40))
def test_headers_never_make_it_fail(words: str) -> None:
    told = wishes.of_headers({"cache-control": words, "expires": words, "age": words}, START)
    assert wishes.understood(told).good_for is None or told


def test_wishes_are_kept_as_words_of_which_the_last_counts() -> None:
    together = wishes.together("max-age=60 hours=0,1", None, "max-age=90 ttl=5")
    assert together == "max-age=90 hours=0,1 ttl=5"
    assert wishes.understood(together).hours == {0, 1}
    assert wishes.together(None, "") is None
