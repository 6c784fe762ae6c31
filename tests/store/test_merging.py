from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.model import Item
from standfirst.store.merging import Version, current, filled, succeeding, together
from tests.store.facts import MORNING, NOON, an_item

WORDS = st.none() | st.sampled_from(["Ferry", "Ferry sails", "Ferry sails again", "Ferry…"])
DATES = st.none() | st.sampled_from(["2026", "2026-03", "2026-03-05", "2026-03-05T07:30:00+01:00", "2025-01-01"])
READINGS = st.builds(
    lambda headline, standfirst, published, kicker, source: an_item(
        headline=headline or (None if standfirst else "Ferry"),
        standfirst=standfirst,
        published=published,
        kicker=kicker,
        source_id=source,
    ),
    WORDS,
    WORDS,
    DATES,
    st.sampled_from([None, "Bay"]),
    st.sampled_from(["feed", "page", "letter"]),
)


OURS = dict.fromkeys(["feed", "page"], "The Gazette")
"""The outlets of sources; a letter is somebody else's."""


def versions(readings: list[Item]) -> list[Version]:
    """What the store would keep of these readings, one an hour."""
    kept: list[Version] = []
    for hour, item in enumerate(readings):
        before = [v for v in kept if v.source_id == item.source_id]
        after = succeeding(before[-1].item, item) if before else item
        if after:
            moment = MORNING + timedelta(hours=hour)
            kept.append(Version(after, item.source_id, len(before) + 1, moment))
    return kept


@given(READINGS, READINGS)
def test_a_reading_right_after_itself_is_no_version(first: Item, second: Item) -> None:
    after = succeeding(first, second)
    assert succeeding(after or first, second) is None


@given(st.lists(READINGS, min_size=1, max_size=6), st.randoms())
def test_the_item_shown_does_not_hang_on_the_order_of_rows(readings: list[Item], chance: object) -> None:
    kept = versions(readings)
    shuffled = sorted(kept, key=lambda _: chance.random())  # type: ignore[attr-defined]
    assert current(shuffled, OURS) == current(kept, OURS)


@given(READINGS, READINGS, READINGS)
def test_sources_read_in_one_round_give_the_same_item_in_any_order(a: Item, b: Item, c: Item) -> None:
    round_ = [
        Version(item, source, 1, MORNING)
        for item, source in zip((a, b, c), ("feed", "page", "letter"), strict=True)
    ]
    assert current(round_, OURS) == current(round_[::-1], OURS)


@given(READINGS, READINGS)
def test_filling_takes_nothing_away(item: Item, other: Item) -> None:
    both = filled(item, other)
    for name in ("link", "headline", "standfirst", "kicker", "published"):
        assert bool(getattr(both, name)) == bool(getattr(item, name) or getattr(other, name))


@given(st.lists(READINGS, min_size=1, max_size=6))
def test_no_word_is_shown_that_no_source_printed(readings: list[Item]) -> None:
    shown = current(versions(readings), OURS)
    theirs = [item for item in readings if (item.source_id in OURS) == (shown.source_id in OURS)]
    for name in ("headline", "standfirst", "kicker", "published"):
        assert getattr(shown, name) in {getattr(item, name) for item in theirs} | {None}


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("2026-03-05", None, "2026-03-05"),
        ("2026-03-05T07:30:00+01:00", "2026-03-05", "2026-03-05T07:30:00+01:00"),
        ("2026-03-05", "2026-03-06", "2026-03-06"),
        ("2026-03-05T07:30:00+01:00", "2026-03-05T06:45:00+00:00", "2026-03-05T07:30:00+01:00"),
        ("2026-03-05T07:30:00+01:00", "2026-03-05T09:30:00+01:00", "2026-03-05T09:30:00+01:00"),
        ("2026-03-05T07:30:00", "2026-03-05T07:35:00+01:00", "2026-03-05T07:35:00+01:00"),
    ],
)
def test_the_preciser_date_stands_and_a_reckoned_one_does_not_drift(before: str, after: str, kept: str) -> None:
    version = succeeding(an_item(published=before), an_item(published=after))
    assert (version or an_item(published=before)).published == kept


def test_words_cut_short_do_not_displace_the_whole() -> None:
    whole = an_item(standfirst="The ferry crosses the bay again from Monday.")
    for cut in ("The ferry crosses the bay…", "The ferry crosses the bay [...]", "The ferry crosses the bay ..."):
        assert succeeding(whole, an_item(standfirst=cut, truncated=True)) is None


def test_words_that_go_on_differently_are_a_new_version() -> None:
    whole = an_item(standfirst="The ferry crosses the bay again from Monday.")
    after = succeeding(whole, an_item(standfirst="The ferry sinks…", truncated=True))
    assert after is not None
    assert after.standfirst == "The ferry sinks…"


def test_a_sentence_that_became_shorter_is_a_new_version() -> None:
    before = an_item(standfirst="The ferry sails. It is late.")
    after = succeeding(before, an_item(standfirst="The ferry sails."))
    assert after is not None
    assert after.standfirst == "The ferry sails."


def test_a_field_gained_is_kept_as_a_version_with_its_reason() -> None:
    reading = an_item(kicker="Bay", found={"kicker": "label above the headline"})
    after = succeeding(an_item(found={"headline": "heading"}), reading)
    assert after is not None
    assert (after.kicker, after.found["kicker"]) == ("Bay", "label above the headline")


def test_a_changed_headline_goes_before_the_fuller_item_of_another_source() -> None:
    full = an_item(source_id="feed", standfirst="At last.", headline="Ferry sails")
    history = [
        Version(full, "feed", 1, MORNING),
        Version(an_item(source_id="page", headline="Ferry sails"), "page", 1, MORNING),
        Version(an_item(source_id="page", headline="Ferry sinks"), "page", 2, NOON),
    ]
    shown = current(history, OURS)
    assert (shown.headline, shown.standfirst, shown.source_id) == ("Ferry sinks", "At last.", "page")


def test_nobody_is_credited_with_what_another_says_of_their_piece() -> None:
    own = an_item(source_id="gazette", headline="Ferry sails")
    other = an_item(source_id="slander", headline="Captain drunk", standfirst="All of it is his fault.")
    shown = current([Version(own, "gazette", 1, MORNING), Version(other, "slander", 1, NOON)], OURS)
    assert (shown.headline, shown.source_id) == ("Captain drunk", "slander")


def test_nobody_is_given_words_of_another_outlet_for_what_they_left_open() -> None:
    own = [
        Version(an_item(source_id="page", headline="Ferry sails"), "page", 1, MORNING),
        Version(an_item(source_id="page", headline="Ferry sinks"), "page", 2, NOON),
    ]
    other = an_item(source_id="slander", headline="Ferry", standfirst="It is his fault.", byline="A. Moss")
    shown = current([*own, Version(other, "slander", 1, MORNING)], OURS)
    assert (shown.headline, shown.standfirst, shown.byline) == ("Ferry sinks", None, None)


def test_a_changed_date_changes_no_words_and_goes_before_none() -> None:
    full = an_item(source_id="feed", standfirst="At last.", headline="Ferry sails")
    dated = an_item(source_id="page", headline="The ferry sails")
    history = [
        Version(full, "feed", 1, MORNING),
        Version(dated, "page", 1, MORNING),
        Version(an_item(source_id="page", headline="The ferry sails", published="2026-03-05"), "page", 2, NOON),
    ]
    assert current(history, OURS).headline == "Ferry sails"


def test_of_two_occurrences_in_a_document_the_fuller_is_told() -> None:
    lead = an_item(headline="Ferry sails at last", standfirst="At last.")
    assert together([an_item(kicker="Bay"), lead]) == an_item(
        headline="Ferry sails at last", standfirst="At last.", kicker="Bay"
    )
